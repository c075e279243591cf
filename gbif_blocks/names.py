"""Lists of names, and the nearest known name to one that somebody mistyped."""

from collections.abc import Iterable
from difflib import get_close_matches


def names(text: str) -> list[str]:
    """The words of `text`: a long list of names without its quotes and commas."""
    return text.split()


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name most like `name`, whatever its case and separators; None when none is."""
    by_form = {_form(candidate): candidate for candidate in known}
    matches = get_close_matches(_form(name), by_form, n=1, cutoff=0.6)
    return by_form[matches[0]] if matches else None


def _form(name: str) -> str:
    return "".join(character for character in name.lower() if character.isalnum())
