"""Who described a species, and when: what stands after a scientific name and belongs to it.

Such as "(Linnaeus, 1758)", "(L.) Chouard ex Rothm." or "Denis & Schiffermüller, 1775".
"""

import re
from collections.abc import Sequence

from cms.translation import latin
from cms.translation.words import is_listed

_END = r"(?![\w\u0300-\u036f])"
_SPACE = r"[ \t\n\u00a0\u202f]{1,3}"
_PARTICLE = (
    rf"(?:(?:de|du|van|von|der|den|la|le|ten|ter|zu|af|da|dos|di|del|della){_SPACE}|[dl]['’])"
)
_PERSON = (
    rf"{_PARTICLE}{{0,3}}[A-ZÀ-Þ][\w.'’-]*(?:{_SPACE}(?:f|fil)\.)?"
    rf"(?:{_SPACE}(?!(?:ex|in){_END})[A-ZÀ-Þ][\w'’-]+\.?)?"
)
_YEAR = rf",?{_SPACE}(?P<year>1[5-9]\d\d|20\d\d)"


def _by(joined: str) -> str:
    """Who described it; `joined` are the words between the last two of a team."""
    team = (
        rf"{_PERSON}(?:(?:,{_SPACE}{_PERSON}){{0,6}},?{_SPACE}(?:{joined}){_SPACE}{_PERSON}"
        rf"|(?:{_SPACE}et al\.)?)"
    )
    return rf"(?P<by>{team}(?:{_SPACE}(?:ex|in){_SPACE}{team})?)"


_ORIGINAL = re.compile(rf"{_SPACE}\({_by('&|et|and|und|en')}(?:{_YEAR})?\)")
# Without a year, "and" is a word of the sentence.
_DATED = re.compile(rf"{_SPACE}{_by('&|et|and|und|en')}{_YEAR}{_END}")
_UNDATED = re.compile(rf"{_SPACE}{_by('&')}(?P<year>)")


def end_of_authorship(text: str, start: int, languages: Sequence[str]) -> int:
    """After the authors and the year; `start` when there are none."""
    original = _ORIGINAL.match(text, start)
    known = original is not None and _are_authors(original, languages, in_brackets=True)
    if original and (known or not _has_listed_words(original["by"], languages)):
        authors = _authors_at(text, original.end())
        if authors and (
            _are_authors(authors, languages) or (known and _is_one_word(authors["by"]))
        ):
            return _without_full_stop(authors)
        return original.end() if known else start
    authors = _authors_at(text, start)
    return _without_full_stop(authors) if authors and _are_authors(authors, languages) else start


def _authors_at(text: str, start: int) -> re.Match[str] | None:
    return _DATED.match(text, start) or _UNDATED.match(text, start)


def _are_authors(
    match: re.Match[str], languages: Sequence[str], *, in_brackets: bool = False
) -> bool:
    by = match["by"]
    strange = not _has_listed_words(by, languages)
    if match["year"]:
        # A name and an earlier year are an author's; a later one may be a report's.
        return strange or int(match["year"]) < 2000 or "." in by
    if by in latin.AUTHORS or "&" in by or re.match(r"[A-Z]\.\S", by):
        return True
    if by.isupper() and len(by) > 2 and by != "DC.":
        return False
    if re.search(r"\sex\s", by):
        return strange or "." in by
    if in_brackets:
        return "." in by
    if "." in by[:-1] or (by.endswith(".") and (len(by) < 7 or not _ends_sentence(match))):
        return strange or len(by) < 7
    return strange and len(by) > 2


def _has_listed_words(by: str, languages: Sequence[str]) -> bool:
    words = re.findall(r"[^\W\d_][\w'’-]{2,}", by)
    return any(is_listed(word, languages) for word in words)


def _is_one_word(by: str) -> bool:
    """Whether what follows the first author, as in "(L.) Hull", may be another, listed or not."""
    return bool(re.fullmatch(r"[A-ZÀ-Þ][a-zß-ÿ]+\.?", by))


def _ends_sentence(match: re.Match[str]) -> bool:
    return not re.match(r"\s+[a-zà-ÿ(,;]|[),;:]", match.string[match.end() :])


def _without_full_stop(match: re.Match[str]) -> int:
    """The end of the authors, without the full stop of a sentence after a whole name."""
    word = re.search(r"[\w'’-]+\.$", match.group())
    if word and re.search(r"[aeiouy]\.$|.{8}$", word.group()) and _ends_sentence(match):
        return match.end() - 1
    return match.end()
