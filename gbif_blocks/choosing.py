"""Choosing one thing of GBIF: what an editor may type for it, and what is kept of it.

find("taxon", "vulp") -> Found(options=[Suggestion("5219243", "Vulpes vulpes …", …)])
find("taxon", "https://www.gbif.org/species/5219243") -> Found(chosen=Reference("5219243", …))
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gbif_blocks.client import Client
from gbif_blocks.countries import country_choices, country_codes
from gbif_blocks.exceptions import BadAnswer, GbifError
from gbif_blocks.languages import names_by_language
from gbif_blocks.names import shown
from gbif_blocks.queries import GBIF_SITE
from gbif_blocks.questions import MAX_NAMES, RECORD_KINDS
from gbif_blocks.references import LONGEST_LABEL, Reference
from gbif_blocks.suggestions import LIMIT, Suggestion, match, suggest
from gbif_blocks.values import Country, Gadm, TaxonKey, Uuid

BACKBONE = "d7dddbf4-2cf0-4f39-9b2a-bb099caae36c"
# What GBIF listed is not asked again so soon, an empty list included.
REMEMBERED = 600
# Nobody waits for a turn much longer while typing.
PATIENCE = 1.5


def _backbone_key(text: str) -> str:
    if not (text.isascii() and text.isdigit() and len(text) <= 12):
        raise ValidationError(
            _(
                "“%(value)s” is not a key of the GBIF Backbone. Choose from the list, or give the "
                "number from the address of the species page, such as 5219243; keys of other "
                "checklists have no card."
            ),
            code="taxon_key",
            params={"value": shown(text, 80)},
        )
    return text


@dataclass(frozen=True)
class Kind:
    """A kind of thing that has a chooser.

    `path` gives one by its key, `title` is the field of its name, `site_path` its page on
    www.gbif.org; a country has only the page.
    """

    name: str
    label: str | Promise
    example: str
    clean: Callable[[str], str]
    site_path: str = ""
    path: str = ""
    title: str = "title"


def _of_record(
    name: str, label: Any, clean: Callable[[str], str], example: str, title: str
) -> Kind:
    record = RECORD_KINDS[name]
    return Kind(name, label, example, clean, record.site_path, record.path, title)


_uuid = Uuid().clean
KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        _of_record("taxon", _("Taxon"), _backbone_key, "Vulpes vulpes", "scientificName"),
        _of_record("dataset", _("Dataset"), _uuid, "iNaturalist", "title"),
        _of_record("publisher", _("Publisher"), _uuid, "Natagora", "title"),
        _of_record("institution", _("Institution"), _uuid, "Meise", "name"),
        _of_record("collection", _("Collection"), _uuid, "Herbarium", "name"),
        Kind("network", _("Network"), "OBIS", _uuid, "/network/{key}", "/v1/network/{key}"),
        Kind(
            "area", _("Area (GADM)"), "Wallonie", Gadm().clean, "", "/v1/geocode/gadm/{key}", "name"
        ),
        Kind("country", _("Country"), "Belgium", Country().clean, "/country/{key}"),
    )
}


@dataclass(frozen=True)
class Found:
    """What there is to choose; `chosen` when the text was a key, `message` when GBIF was not asked
    or could not answer."""

    options: list[Suggestion] = field(default_factory=list)
    chosen: Reference | None = None
    message: str | Promise = ""


def clean_key(kind: str, text: str) -> str:
    """The key in `text`, which may be the address of a page; ValidationError with an example."""
    text = text.strip()
    if "/" in text:
        text = text.split("?")[0].split("#")[0].rstrip("/").rsplit("/", 1)[-1]
    return KINDS[kind].clean(text)


def site_address(kind: str, key: str) -> str:
    """The page of www.gbif.org about a thing; nothing for an area, which has none."""
    path = KINDS[kind].site_path
    return f"{GBIF_SITE}{path.format(key=key)}" if path else ""


def find(kind: str, text: str, *, checklist: str = "") -> Found:
    """What is under a key or under the beginning of a name. Never raises a GbifError."""
    try:
        if kind == "country":
            return _countries(text)
        if checklist and checklist != BACKBONE:
            return Found(_in_checklist(text, checklist))
        key = _key_in(kind, text)
        if key:
            return _by_key(kind, key)
        return Found(_remembered(kind, text))
    except GbifError as error:
        return Found(message=why(error))


def look_up(kind: str, key: str) -> Reference:
    """The thing with a (clean) key as it is to be kept; raises a GbifError."""
    if kind == "country":
        return Reference(key, _country_name(key), _country_names(key), chosen_at=_now())
    client = _client()
    record = client.get(KINDS[kind].path.format(key=key))
    try:
        label = str(record[KINDS[kind].title])[:LONGEST_LABEL]
    except (KeyError, TypeError) as error:
        raise BadAnswer("GBIF's answer is not what was asked for.") from error
    labels: dict[str, str] = {}
    checklist = ""
    if kind == "taxon":
        checklist = str(record.get("datasetKey") or BACKBONE)
        labels = _vernacular_names(key, client)
    return Reference(key, label, labels, checklist, _now())


def why(error: GbifError) -> str | Promise:
    """Why GBIF did not answer, for whoever is typing."""
    if not error.transient:
        return _("GBIF has nothing under this key.")
    if getattr(error, "retry_after", None) is not None:
        return _("GBIF is busy. Wait a moment, and type on or try again.")
    return _("GBIF cannot be asked at the moment. You can paste the key of what you look for.")


def languages() -> list[str]:
    """The codes of the languages that the portal's content is in."""
    content = getattr(settings, "WAGTAIL_CONTENT_LANGUAGES", None) or settings.LANGUAGES
    return [str(code) for code, _name in content]


def _client() -> Client:
    return Client(stale_if_error=True, patience=PATIENCE)


def _key_in(kind: str, text: str) -> str:
    try:
        return clean_key(kind, text)
    except ValidationError:
        return ""


def _by_key(kind: str, key: str) -> Found:
    try:
        return Found(chosen=look_up(kind, key))
    except GbifError as error:
        if not error.transient:
            return Found(message=why(error))
        message = _("GBIF cannot be asked at the moment: the key is taken as it is, unverified.")
        return Found(chosen=Reference(key), message=message)


def _remembered(kind: str, text: str) -> list[Suggestion]:
    """What GBIF lists, asked once for all editors in ten minutes."""
    asked = f"{kind}:{' '.join(text.lower().split())}"
    name = f"gbif_blocks:suggest:{hashlib.sha256(asked.encode()).hexdigest()}"
    known: list[Suggestion] | None = cache.get(name)
    if known is None:
        within = [("datasetKey", BACKBONE)] if kind == "taxon" else None
        known = suggest(kind, text, within=within, client=_client())
        cache.set(name, known, REMEMBERED)
    return known


def _in_checklist(text: str, checklist: str) -> list[Suggestion]:
    """What a whole name means in a checklist other than GBIF's own, of which GBIF lists nothing."""
    Uuid().clean(checklist)
    if len(text.strip()) < 3 or _is_key(text):
        return []
    found = match(text, checklist_key=checklist, client=_client())
    if not found.key or found.kind == "NONE":
        return []
    above = " › ".join(name for _rank, name, _key in found.classification[:-1])
    return [Suggestion(found.key, found.name, f"{found.rank.capitalize()}, {above}")]


def _is_key(text: str) -> bool:
    try:
        TaxonKey().clean(text.strip())
    except ValidationError:
        return False
    return True


def _vernacular_names(key: str, client: Client) -> dict[str, str]:
    """A taxon's names in the portal's languages; none when GBIF does not answer this as well."""
    path = RECORD_KINDS["vernacular_names"].path.format(key=key)
    try:
        rows = client.get(path, [("limit", str(MAX_NAMES))])["results"]
        names = names_by_language([row for row in rows if isinstance(row, dict)])
    except (GbifError, KeyError, TypeError):
        return {}
    wanted = {code[:2] for code in languages()}
    return {code: name[:LONGEST_LABEL] for code, name in names.items() if code in wanted}


def _countries(text: str) -> Found:
    """By code, or by a part of the name in the editor's language or in English; asks nobody."""
    # Small letters may be the beginning of a name.
    if text.strip() in country_codes():
        return Found(chosen=look_up("country", text.strip()))
    wanted = " ".join(text.lower().split())
    if len(wanted) < 2:
        return Found()
    with translation.override("en"):
        english = {code: name.lower() for code, name in country_choices()}
    found = [
        (code.lower() != wanted, not name.lower().startswith(wanted), name, code)
        for code, name in country_choices()
        if wanted in name.lower() or wanted in english[code] or wanted == code.lower()
    ]
    return Found([Suggestion(code, name, code) for *_order, name, code in sorted(found)[:LIMIT]])


def _country_name(code: str) -> str:
    return dict(country_choices()).get(code, code)


def _country_names(code: str) -> dict[str, str]:
    names: dict[str, str] = {}
    for language in languages():
        with translation.override(language):
            names[language] = _country_name(code)
    return names


def _now() -> str:
    return timezone.now().isoformat(timespec="seconds")
