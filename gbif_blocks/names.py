"""Lists of names, and the nearest known name to one that somebody mistyped."""

from collections.abc import Iterable
from difflib import get_close_matches


def names(text: str) -> list[str]:
    """The words of `text`: a long list of names without its quotes and commas."""
    return text.split()


# Comparing takes the product of both lengths; nothing longer than this is a mistyped name.
MAX_NAME = 100


def shown(text: str, limit: int = 60) -> str:
    """`text` for an error message: cut short, on one line, without what cannot be seen."""
    visible = "".join(character if character.isprintable() else " " for character in text[:limit])
    return visible + ("…" if len(text) > limit else "")


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name most like `name`, whatever its case and separators; None when none is."""
    if len(name) > MAX_NAME:
        return None
    by_form = {_form(candidate): candidate for candidate in known}
    matches = get_close_matches(_form(name), by_form, n=1, cutoff=0.6)
    return by_form[matches[0]] if matches else None


def _form(name: str) -> str:
    return "".join(character for character in name.lower() if character.isalnum())
