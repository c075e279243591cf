"""Spans of a text that stand the same in every language: addresses, scientific names, names."""

import re
from collections.abc import Iterable

from cms.translation.glossary.matching import Glossary
from cms.translation.names import Span, find_names

ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"“”]*[\w/]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def protected_spans(
    text: str, glossary: Glossary, taxa: Iterable[str] = (), italics: Iterable[Span] = ()
) -> list[Span]:
    """What is left as it is in a text without markup, from left to right, none inside another.

    That is web and mail addresses, scientific names (`taxa` and `italics` as in `find_names`) and
    the names that the glossary writes alike in both languages.
    """
    spans = [match.span() for match in ADDRESS.finditer(text)]
    spans += find_names(text, language=glossary.source, taxa=taxa, italics=italics)
    spans += [
        (match.start, match.end)
        for match in glossary.find(text)
        if match.entry.exact and match.entry.target == match.entry.source
    ]
    joined: list[Span] = []
    for start, end in sorted(set(spans)):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
