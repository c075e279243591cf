"""A string as text and codes: what stands between formats and wagtail-localize's HTML.

wagtail-localize keeps a string as HTML with inline tags whose attributes are kept aside
(`See <a id="a1">GBIF</a>`). For translators a tag is a code that they place and never write; its
number is that of its source.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from html import escape
from html.parser import HTMLParser
from typing import Any

from wagtail_localize.strings import INLINE_TAGS

#: Elements of HTML that have no end.
ALONE = {"br"}


class Kind(Enum):
    START = "start"
    END = "end"
    ALONE = "alone"


@dataclass(frozen=True, slots=True)
class Code:
    """A tag: its two halves have one number."""

    number: int
    kind: Kind
    # As it is stored: `<a id="a1">`, `</a>`, `<br/>`.
    html: str

    @property
    def tag(self) -> str:
        return self.html.strip("</>").split()[0]


Token = str | Code
Tokens = list[Token]


class BadMarkup(ValueError):
    """A string that is no text with inline tags; says why."""


class ForeignMarkup(BadMarkup):
    """Markup that no translation has: a script, an attribute with code, a declaration."""


def read_html(html: str, like: Tokens | None = None) -> Tokens:
    """The tokens of a stored string; `like` are those of its source, whose numbers it gets.

    Raises BadMarkup for tags that no string may have, or that do not match.
    """
    if "<" not in html and "&" not in html:
        return [html] if html else []
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if reader.open:
        raise BadMarkup(f"<{reader.open[-1][0]}> is not closed")
    return _numbered(reader.tokens, like) if like else reader.tokens


def write_html(tokens: Iterable[Token]) -> str:
    """The string as wagtail-localize stores it."""
    return "".join(
        one.html if isinstance(one, Code) else escape(one, quote=False) for one in tokens
    )


def text_of(tokens: Iterable[Token]) -> str:
    """The words alone."""
    return "".join(one for one in tokens if isinstance(one, str))


def codes_of(tokens: Iterable[Token]) -> Iterator[Code]:
    """The codes that a target must have too: of pairs, the first halves."""
    return (one for one in tokens if isinstance(one, Code) and one.kind is not Kind.END)


def known_codes(source: Tokens) -> dict[int, Code]:
    """The codes of a source by their number: of pairs, the first halves."""
    return {code.number: code for code in codes_of(source)}


def end_of(start: Code) -> Code:
    """The second half of a pair."""
    return Code(start.number, Kind.END, f"</{start.tag}>")


def check_codes(source: Tokens, target: Tokens) -> None:
    """Refuse a target that lacks or adds to the codes of its source, or lets them overlap.

    Formatting may be added, since it does no harm. Raises BadMarkup with the code in its text.
    """
    open_numbers: list[int] = []
    for token in target:
        if isinstance(token, Code) and token.kind is Kind.START:
            open_numbers.append(token.number)
        elif (
            isinstance(token, Code)
            and token.kind is Kind.END
            and (not open_numbers or open_numbers.pop() != token.number)
        ):
            raise BadMarkup(f"{token.html} stands at a place where it closes nothing")
    if open_numbers:
        raise BadMarkup("a code is not closed")
    wanted = Counter(code.html for code in codes_of(source))
    given = Counter(code.html for code in codes_of(target))
    for html in wanted - given:
        raise BadMarkup(f"{html} is missing")
    for html in given - wanted:
        if html.startswith(("<a ", "<!")):
            raise BadMarkup(f"{html} is not in the source, or stands twice")


class _Reader(HTMLParser):
    """Reads what BeautifulSoup wrote: tags that match, text with entities."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tokens: Tokens = []
        self.open: list[tuple[str, int]] = []
        self.count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        html = _start_tag(tag, attrs)
        self.count += 1
        if tag in ALONE:
            self.tokens.append(Code(self.count, Kind.ALONE, f"<{tag}/>"))
        else:
            self.tokens.append(Code(self.count, Kind.START, html))
            self.open.append((tag, self.count))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in ALONE:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in ALONE:
            return
        if not self.open or self.open[-1][0] != tag:
            raise BadMarkup(f"</{tag}> closes nothing")
        _tag, number = self.open.pop()
        self.tokens.append(Code(number, Kind.END, f"</{tag}>"))

    def handle_data(self, data: str) -> None:
        if self.tokens and isinstance(self.tokens[-1], str):
            self.tokens[-1] += data
        else:
            self.tokens.append(data)

    def handle_comment(self, data: str) -> None:
        self.count += 1
        self.tokens.append(Code(self.count, Kind.ALONE, f"<!--{data}-->"))

    def handle_decl(self, decl: str) -> None:
        raise ForeignMarkup("declarations are not allowed")

    def unknown_decl(self, data: str) -> None:
        self.handle_decl(data)

    def handle_pi(self, data: str) -> None:
        self.handle_decl(data)


def _start_tag(tag: str, attrs: Iterable[tuple[str, str | None]]) -> str:
    given: dict[str, Any] = dict(attrs)
    if tag not in INLINE_TAGS:
        raise ForeignMarkup(f"<{tag}> is not allowed")
    if not given:
        return f"<{tag}>"
    if tag == "a" and set(given) == {"id"} and str(given["id"]).isalnum():
        return f'<a id="{given["id"]}">'
    raise ForeignMarkup(f"<{tag}> has attributes that are not allowed")


def _numbered(tokens: Tokens, like: Tokens) -> Tokens:
    """The tokens with the numbers that equal codes have in the source; others get new ones."""
    free: dict[str, list[int]] = {}
    for code in codes_of(like):
        free.setdefault(code.html, []).append(code.number)
    next_number = max(known_codes(like), default=0) + 1
    numbers: dict[int, int] = {}
    found: Tokens = []
    for token in tokens:
        if isinstance(token, str):
            found.append(token)
            continue
        if token.number not in numbers:
            if same := free.get(token.html):
                numbers[token.number] = same.pop(0)
            else:
                numbers[token.number] = next_number
                next_number += 1
        found.append(Code(numbers[token.number], token.kind, token.html))
    return found
