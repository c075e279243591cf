"""Stems of words by the Snowball algorithm of their language (https://snowballstem.org)."""

from functools import cache
from threading import Lock

import snowballstemmer

# Snowball's names, by the language of a BCP 47 code; the words of other languages stay whole.
ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian",
    "fi": "finnish", "fr": "french", "hu": "hungarian", "id": "indonesian", "it": "italian",
    "lt": "lithuanian", "nb": "norwegian", "nl": "dutch", "nn": "norwegian", "no": "norwegian",
    "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish",
    "tr": "turkish",
}  # fmt: skip
# A stemmer keeps the word that it works on in itself.
_stemming = Lock()


def stem_of(word: str, language: str) -> str | None:
    """The stem of a word in small letters; None in a language ("zh-hans") without an algorithm."""
    stemmer = _stemmer(language.partition("-")[0])
    if stemmer is None:
        return None
    with _stemming:
        found: str = stemmer.stemWord(word)
    return found


@cache
def _stemmer(language: str) -> "snowballstemmer.basestemmer.BaseStemmer | None":
    algorithm = ALGORITHMS.get(language)
    return snowballstemmer.stemmer(algorithm) if algorithm else None
