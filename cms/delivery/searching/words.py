"""Words as search sees them: the same for texts and for questions, and on every database.

A word is folded (case and the accents of Latin and Greek letters do not count) and cut to its stem
by the Snowball algorithm of its language. PostgreSQL could stem, SQLite could not; done here, both
find the same, and highlights mark exactly what was found. Chinese, Japanese and Korean characters
stand without spaces and are taken in pairs.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from cms.core.stemming import stem_of

MAX_WORD = 40
# So many words are remembered with what they fold to, and of each language with their stems.
REMEMBERED = 50_000
_WORD = re.compile(r"[^\W_]+")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_ACCENTED = ("LATIN", "GREEK")
# What each byte of an ASCII text is to search: a small letter, a digit or a space.
_FOLDED_ASCII = bytes(ord(chr(one).lower()) if chr(one).isalnum() else 32 for one in range(128)) * 2


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


class _Folded(dict[str, str]):
    """Words as they are written with what is searched of them, so that each is folded once."""

    def __missing__(self, word: str) -> str:
        if len(self) >= REMEMBERED:
            self.clear()
        folded = self[word] = fold(word)[:MAX_WORD]
        return folded


class _Stems(dict[str, str]):
    """Folded words of a language with their stems."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __missing__(self, folded: str) -> str:
        if len(self) >= REMEMBERED:
            self.clear()
        found = None if folded.isdigit() else stem_of(folded, self._language)
        stem = self[folded] = folded if found is None else fold(found) or folded
        return stem


_folded = _Folded()


def folded_words(text: str) -> list[str]:
    """The words of a text, folded, in order: what `words` gives, without their places."""
    if text.isascii():
        # Several times faster than to look for words, and most texts are nothing else.
        written = text.encode().translate(_FOLDED_ASCII).decode().split()
    elif _UNSPACED.search(text):
        return [word.folded for word in words(text) if word.folded]
    else:
        written = _WORD.findall(text)
    return list(filter(None, map(_folded.__getitem__, written)))


def stems(folded: list[str], language: str) -> list[str]:
    """The stem of each folded word in a language ("nl", "zh-hans"); at least its first letter."""
    return list(map(_stems(language).__getitem__, folded))


def stem(folded: str, language: str) -> str:
    """The stem of one folded word in a language."""
    return _stems(language)[folded]


@cache
def _stems(language: str) -> _Stems:
    return _Stems(language)


def is_unspaced(word: str) -> bool:
    """Whether it is of a script that puts no spaces between words."""
    return _UNSPACED.fullmatch(word) is not None


def _pairs(characters: str, start: int) -> Iterator[Word]:
    for at in range(max(1, len(characters) - 1)):
        pair = characters[at : at + 2]
        yield Word(start + at, start + at + len(pair), pair)


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
