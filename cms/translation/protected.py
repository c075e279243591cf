"""Spans of a text that stand the same in every language: addresses, and what others register.

protect(lambda text: names_in(text))                                    # in AppConfig.ready
list(protected_spans("See https://www.gbif.org."))                      # [(4, 24)]
"""

import re
from collections.abc import Callable, Iterable

#: Start and end of a part of a text, in characters.
Span = tuple[int, int]
Finder = Callable[[str], Iterable[Span]]

ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"“”]*[\w/]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")

_finders: list[Finder] = []


def protect(finder: Finder) -> Finder:
    """Leave untranslated what a function finds in a text without markup; usable as a decorator."""
    if finder not in _finders:
        _finders.append(finder)
    return finder


@protect
def addresses(text: str) -> Iterable[Span]:
    """Web and mail addresses that stand in the text itself."""
    return (match.span() for match in ADDRESS.finditer(text))


def protected_spans(text: str) -> list[Span]:
    """Every span that is left as it is, from left to right, none inside another."""
    spans = sorted({span for finder in _finders for span in finder(text) if span[0] < span[1]})
    joined: list[Span] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
