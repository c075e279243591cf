"""Ordinary words of the languages that portals are written in: what is surely no Latin name.

The dictionaries are those of pyspellchecker. Of each word only a checksum is kept: all four
languages take a few megabytes, and one stranger in ten thousand is taken for a known word.
"""

import gzip
import json
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from itertools import compress, islice
from zlib import crc32

#: Languages in which every text is checked for ordinary words, by URL code.
KNOWN = ("en", "fr", "nl", "de")
# Words that are read at once, one a line.
_LINES = 20_000
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
    checksums, counts = array("L"), array("L")
    for words in _read(language):
        checksums.extend(map(crc32, map(str.encode, words)))
        counts.extend(words.values())
    # A word that was never met is listed with the least count.
    least = min(counts)
    return Dictionary(Words(checksums), Words(compress(checksums, map(least.__lt__, counts))))


def _read(language: str) -> Iterator[dict[str, int]]:
    """The words in small letters with their counts, some at a time.

    Read past the package's checker, which takes twice the time, and not at once, which takes a
    hundred megabytes.
    """
    packed = (files("spellchecker") / "resources" / f"{language}.json.gz").read_bytes()
    with gzip.open(BytesIO(packed), "rt", encoding="utf-8") as lines:
        while some := "".join(islice(lines, _LINES)):
            entries = some.strip().removeprefix("{").removesuffix("}").strip().rstrip(",")
            words: dict[str, int] = json.loads(f"{{{entries.lower()}}}")
            yield words


def is_listed(word: str, languages: Iterable[str]) -> bool:
    """Whether a word, in whatever case, is one of the languages."""
    return any(word.lower() in dictionary(language).listed for language in languages)


def is_used(word: str, languages: Iterable[str]) -> bool:
    """Whether texts in one of the languages really use a word."""
    return any(word.lower() in dictionary(language).used for language in languages)
