"""A segment of wagtail-localize as a translator sees it: text, with tags in between.

A segment is HTML whose only attribute is the `id` of a link: `<a id="a1">GBIF</a>, <i>R.</i>`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

from cms.translation.names import Span, find_names

_ITALICS = ("i", "em")


@dataclass
class Markup:
    """`text` is plain, a line break one character; `tags` are in order, as "b", "a#a1" or "/b".

    `positions` tells for each character of the text where it stands in the HTML, its end last.
    """

    text: str = ""
    tags: list[str] = field(default_factory=list)
    italics: list[Span] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)

    def names(self, language: str = "", taxa: Iterable[str] = ()) -> list[Span]:
        """Where scientific names stand in the text; see `find_names`."""
        return find_names(self.text, language=language, taxa=taxa, italics=self.italics)


def read_markup(html: str) -> Markup:
    """The text and tags of a segment; what is no HTML at all is text."""
    reader = _Reader(html)
    reader.feed(html)
    reader.close()
    return reader.markup()


class _Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self._lines = [0]
        for line in html.split("\n")[:-1]:
            self._lines.append(self._lines[-1] + len(line) + 1)
        self._length = len(html)
        self._parts: list[str] = []
        self._positions: list[int] = []
        self._tags: list[str] = []
        self._italics: list[Span] = []
        self._open: list[int] = []

    def markup(self) -> Markup:
        return Markup(
            "".join(self._parts), self._tags, self._italics, [*self._positions, self._length]
        )

    def _add(self, text: str, *, each: bool = True) -> None:
        line, column = self.getpos()
        start = self._lines[line - 1] + column
        self._parts.append(text)
        self._positions += [start + (place if each else 0) for place in range(len(text))]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        identity = dict(attrs).get("id")
        if tag == "br":
            self._add("\n", each=False)
        self._tags.append(f"{tag}#{identity}" if identity else tag)
        if tag in _ITALICS:
            self._open.append(len(self._positions))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._tags.append(f"/{tag}")
        if tag in _ITALICS and self._open:
            self._italics.append((self._open.pop(), len(self._positions)))

    def handle_data(self, data: str) -> None:
        self._add(data)

    def handle_entityref(self, name: str) -> None:
        self._add(unescape(f"&{name};"), each=False)

    def handle_charref(self, name: str) -> None:
        self._add(unescape(f"&#{name};"), each=False)
