"""Words as search sees them: the same for texts and for questions, and on every database.

A word is folded (case and the accents of Latin and Greek letters do not count) and cut to its stem
by the Snowball algorithm of its language. PostgreSQL could stem, SQLite could not; done here, both
find the same, and highlights mark exactly what was found. Chinese, Japanese and Korean characters
stand without spaces and are taken in pairs.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from cms.core.stemming import stem_of

MAX_WORD = 40
_WORD = re.compile(r"[^\W_]+")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_ACCENTED = ("LATIN", "GREEK")


class Word(NamedTuple):
    """A folded word and where it stands in the text as written."""

    start: int
    end: int
    folded: str


def words(text: str) -> Iterator[Word]:
    """The words of a text in composed form (NFC), in order."""
    unspaced = _UNSPACED.search(text)
    for found in _WORD.finditer(text):
        start, end = found.span()
        if not unspaced or not _UNSPACED.search(text, start, end):
            yield Word(start, end, fold(found.group())[:MAX_WORD])
            continue
        for piece in re.split(f"({_UNSPACED.pattern})", found.group()):
            if _UNSPACED.match(piece):
                yield from _pairs(piece, start)
            elif piece:
                yield Word(start, start + len(piece), fold(piece)[:MAX_WORD])
            start += len(piece)


def folded_words(text: str) -> list[str]:
    """The words of a text, folded, in order: what `words` gives, without their places."""
    if _UNSPACED.search(text):
        return [word.folded for word in words(text) if word.folded]
    return [folded for found in _WORD.findall(text) if (folded := fold(found)[:MAX_WORD])]


def is_unspaced(word: str) -> bool:
    """Whether it is of a script that puts no spaces between words."""
    return _UNSPACED.fullmatch(word) is not None


def _pairs(characters: str, start: int) -> Iterator[Word]:
    for at in range(max(1, len(characters) - 1)):
        pair = characters[at : at + 2]
        yield Word(start + at, start + at + len(pair), pair)


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """The word without case and, where they are no letters of their own, without accents."""
    if word.isascii():
        return word.lower()
    folded = word.casefold()
    return "".join(map(_fold_character, unicodedata.normalize("NFC", folded)))


@lru_cache(maxsize=10_000)
def _fold_character(character: str) -> str:
    if unicodedata.name(character, "").startswith(_ACCENTED):
        decomposed = unicodedata.normalize("NFKD", character)
        return "".join(one for one in decomposed if one.isalnum())
    return "" if "\u0300" <= character <= "\u036f" else character


@lru_cache(maxsize=200_000)
def stem(folded: str, language: str) -> str:
    """The stem of a folded word in a language ("nl", "zh-hans"); at least its first letter."""
    found = None if folded.isdigit() else stem_of(folded, language)
    return folded if found is None else fold(found) or folded
