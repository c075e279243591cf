"""What a file brings back: a target per segment, not yet compared with what is stored."""

from dataclasses import dataclass
from uuid import UUID

from cms.translation.exchange.inline import (
    BadMarkup,
    Code,
    Kind,
    Token,
    Tokens,
    end_of,
    known_codes,
    read_html,
)
from cms.translation.texts import State


class RefusedFile(Exception):
    """A file of which nothing is taken, and why, for whoever sent it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A code as a file has it: by the number of its source's code, and perhaps with its HTML."""

    id: str
    kind: Kind
    html: str | None = None


RawTokens = list[Token | Mark]


@dataclass(frozen=True, slots=True)
class Returned:
    """One segment of a file. `target` is None where nobody translated it.

    `state` is None where the format, or the tool, says nothing of it.
    """

    key: UUID | None
    id: str
    path: str
    source: str
    target: RawTokens | None
    state: State | None
    #: Why the target cannot be read, if it cannot.
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """The languages of a file, as BCP 47 tags."""

    source: str
    target: str


def resolve(raw: RawTokens, source: Tokens) -> Tokens:
    """The tokens of a target with its codes as they are stored.

    A file may only name what its source has, or formatting without attributes: its own HTML is
    never taken over. Raises BadMarkup.
    """
    codes = known_codes(source)
    links = {code.html for code in codes.values()}
    starts: dict[str, Code] = {}
    tokens: Tokens = []
    for token in raw:
        if isinstance(token, str):
            if tokens and isinstance(tokens[-1], str):
                tokens[-1] += token
            else:
                tokens.append(token)
        elif isinstance(token, Code):
            tokens.append(token)
        elif token.kind is Kind.END:
            if token.id not in starts:
                raise BadMarkup(f"code {token.id} ends before it begins")
            tokens.append(end_of(starts[token.id]))
        else:
            code = _code(token, codes, links)
            starts[token.id] = code
            tokens.append(code)
    return tokens


def _code(mark: Mark, codes: dict[int, Code], known: set[str]) -> Code:
    number = int(mark.id) if mark.id.isascii() and mark.id.isdigit() else 0
    if (code := codes.get(number)) is not None and mark.html in (None, code.html):
        return code
    if mark.html is None:
        raise BadMarkup(f"code {mark.id} is not in the source")
    if mark.html in known:
        return Code(number, mark.kind, mark.html)
    closing = f"</{mark.html[1:-1]}>" if mark.kind is Kind.START else ""
    given = next(iter(read_html(f"{mark.html}{closing}")), None)
    if not isinstance(given, Code) or given.kind is not mark.kind or given.html != mark.html:
        raise BadMarkup(f"{mark.html} is not allowed")
    return Code(number, given.kind, given.html)
