"""Where the words of a question stand in a text, as pieces that need no escaping rules.

[{"text": "Observations of ", "match": false}, {"text": "frogs", "match": true}]
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypedDict

from cms.delivery.searching.question import Term
from cms.delivery.searching.words import Word, stem, words

# Characters of a text that are shown, of which before the first word found; how far into a text
# words are looked for, and how many places of each.
EXCERPT = 240
LEAD_IN = 60
READ = 20_000
PLACES = 50
ELLIPSIS = "…"

Span = tuple[int, int]


class Piece(TypedDict):
    text: str
    match: bool


def matches(
    text: str, terms: Iterable[Term], languages: tuple[str, ...], written_in: str
) -> list[list[Span]]:
    """For each term the places in the text where it stands; `written_in` is the text's language."""
    found = list(words(text[:READ]))
    stems = [stem(word.folded, written_in) for word in found]
    return [list(islice(_places(term, languages, found, stems), PLACES)) for term in terms]


def marked(text: str, spans: Iterable[Span]) -> list[Piece]:
    """The whole text in pieces, those at the spans as matches."""
    return list(_pieces(text, 0, len(text), spans))


def excerpt(text: str, by_term: list[list[Span]]) -> list[Piece]:
    """A part of the text with as many of the terms as stand close together; else its beginning."""
    text = text.replace("\n", " ")
    best = max(_starts(by_term), key=lambda start: _terms_near(start, by_term), default=0)
    start, end = _window(text, best)
    pieces = list(_pieces(text, start, end, (span for spans in by_term for span in spans)))
    if start > 0 and pieces:
        pieces.insert(0, {"text": ELLIPSIS, "match": False})
    if end < len(text) and pieces:
        pieces.append({"text": ELLIPSIS, "match": False})
    return list(_joined(pieces))


def _places(
    term: Term, languages: tuple[str, ...], found: list[Word], stems: list[str]
) -> Iterator[Span]:
    forms = [set(one) for one in term.forms(languages)]
    for at in range(len(found) - len(forms) + 1):
        first = stems[at] in forms[0]
        if term.prefix:
            first = first or found[at].folded.startswith(term.folded[0])
        if first and all(stems[at + next_] in forms[next_] for next_ in range(1, len(forms))):
            yield found[at].start, found[at + len(forms) - 1].end


def _starts(by_term: list[list[Span]]) -> list[int]:
    return sorted({start for spans in by_term for start, _end in spans})


def _terms_near(start: int, by_term: list[list[Span]]) -> int:
    end = start + EXCERPT - LEAD_IN
    return sum(any(start <= one < end for one, _ in spans) for spans in by_term)


def _window(text: str, at: int) -> Span:
    """The part to show around a place, from word to word."""
    start = max(0, at - LEAD_IN)
    if start > 0:
        space = text.find(" ", start, at)
        start = space + 1 if space >= 0 else at
    end = min(len(text), start + EXCERPT)
    if end < len(text):
        space = text.rfind(" ", at + 1, end)
        end = space if space > at else end
    return start, end


def _pieces(text: str, start: int, end: int, spans: Iterable[Span]) -> Iterator[Piece]:
    at = start
    for first, last in _merged(spans):
        first, last = max(first, at), min(last, end)
        if first >= last:
            continue
        if first > at:
            yield {"text": text[at:first], "match": False}
        yield {"text": text[first:last], "match": True}
        at = last
    if at < end:
        yield {"text": text[at:end], "match": False}


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    """The spans in order, those that touch or overlap as one."""
    current: Span | None = None
    for first, last in sorted(spans):
        if current is not None and first <= current[1]:
            current = current[0], max(last, current[1])
        else:
            if current is not None:
                yield current
            current = first, last
    if current is not None:
        yield current


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    """Neighbours that are both no match as one."""
    last: Piece | None = None
    for piece in pieces:
        if last is not None and not last["match"] and not piece["match"]:
            last["text"] += piece["text"]
        else:
            if last is not None:
                yield last
            last = piece
    if last is not None:
        yield last
