"""What was changed in a text since it was translated, word by word."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

from cms.translation.exchange.inline import BadMarkup, read_html, text_of

WORDS = re.compile(r"\w+|\s+|[^\w\s]")
# Of longer texts only the two versions are shown: comparing takes the square of their length.
LONGEST = 2_000


class Part(NamedTuple):
    """Some words, and whether they are the same, were added or removed."""

    kind: str
    text: str


def difference(before: str, after: str) -> list[Part]:
    """The parts of both versions of a stored string, in the order in which they are read."""
    old, new = (WORDS.findall(_words(html)) for html in (before, after))
    if len(old) + len(new) > LONGEST:
        return [Part("removed", "".join(old)), Part("added", "".join(new))]
    parts = []
    for kind, start, end, new_start, new_end in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if kind == "equal":
            parts.append(Part("same", "".join(old[start:end])))
            continue
        if start < end:
            parts.append(Part("removed", "".join(old[start:end])))
        if new_start < new_end:
            parts.append(Part("added", "".join(new[new_start:new_end])))
    return parts


def _words(html: str) -> str:
    try:
        return text_of(read_html(html))
    except BadMarkup:
        return html
