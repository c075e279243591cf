"""Ordinary words of the languages that portals are written in: what is surely no Latin name.

The dictionaries are those of pyspellchecker. Of each word only a checksum is kept: all four
languages take a few megabytes, and one stranger in ten thousand is taken for a known word.
"""

import gzip
import json
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from zlib import crc32

#: Languages in which every text is checked for ordinary words, by URL code.
KNOWN = ("en", "fr", "nl", "de")
_MORE = ("ar", "es", "eu", "fa", "it", "lv", "pt", "ru")


class Words:
    """A set of words, small letters only."""

    def __init__(self, checksums: Iterable[int] = ()) -> None:
        self._checksums = array("L", sorted(checksums))

    def __contains__(self, word: str) -> bool:
        checksum = crc32(word.encode())
        place = bisect_left(self._checksums, checksum)
        return place < len(self._checksums) and self._checksums[place] == checksum


@dataclass(frozen=True)
class Dictionary:
    """The words of a language, and those of them that its texts really use."""

    listed: Words
    used: Words


@cache
def dictionary(language: str) -> Dictionary:
    """The dictionary of a URL code, read once; an empty one for a language that has none."""
    language = language[:2]
    if language not in KNOWN + _MORE:
        return Dictionary(Words(), Words())
    # Read past its checker, which takes twice the time and memory.
    packed = (files("spellchecker") / "resources" / f"{language}.json.gz").read_bytes()
    counts: dict[str, int] = json.loads(gzip.decompress(packed))
    # A word that was never met is listed with the least count.
    least = min(counts.values())
    checksums = array("L", (crc32(word.lower().encode()) for word in counts))
    used = (one for one, count in zip(checksums, counts.values(), strict=True) if count > least)
    return Dictionary(Words(checksums), Words(used))


def is_listed(word: str, languages: Iterable[str]) -> bool:
    """Whether a word, in whatever case, is one of the languages."""
    return any(word.lower() in dictionary(language).listed for language in languages)


def is_used(word: str, languages: Iterable[str]) -> bool:
    """Whether texts in one of the languages really use a word."""
    return any(word.lower() in dictionary(language).used for language in languages)
