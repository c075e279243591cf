"""The checklists by which taxa have keys: the backbone's numbers, and strings of another."""

from tests.gbif_server.fields import uuid_check

BACKBONE = "d7dddbf4-2cf0-4f39-9b2a-bb099caae36c"
CATALOGUE_OF_LIFE = "7ddf754f-d193-4cc9-b351-99906754a03b"
CHECKLISTS = (BACKBONE, CATALOGUE_OF_LIFE)
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# So that every key has a letter, as those of the Catalogue of Life have.
_START = 36**5


def check_checklist(checklist: str | None) -> None:
    """ApiError 400 for what is no key; by a checklist that nobody knows nothing is found."""
    if checklist:
        uuid_check(checklist)


def key_in(key: int, checklist: str | None) -> str:
    """A backbone taxon's key in a checklist: 5219243 is 144V2Z there."""
    if checklist in (None, "", BACKBONE):
        return str(key)
    rest, text = key + _START, ""
    while rest:
        rest, digit = divmod(rest, 36)
        text = _DIGITS[digit] + text
    return text


def backbone_key(key: str, checklist: str | None) -> str:
    """The backbone's key for a key of a checklist; of no taxon when it belongs to another."""
    if checklist in (None, "", BACKBONE) or key == "*":
        return key
    try:
        return str(max(0, int(key, 36) - _START)) if checklist in CHECKLISTS else "0"
    except ValueError:
        return "0"
