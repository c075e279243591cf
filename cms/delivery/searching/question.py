"""What a reader asks for, read from what was typed.

Every word must stand in the page, in any form that its language's stemmer takes for the same word;
words in double quotes must stand side by side; the last word may be the beginning of one. All else
(operators, wildcards, brackets) is punctuation, so no question is an error.
"""

import re
import unicodedata
from dataclasses import dataclass

from cms.delivery.searching.words import is_unspaced, stem, words

MAX_TERMS = 10
MAX_PHRASE = 10
# A shorter beginning is that of too many words.
MIN_PREFIX = 3
_QUOTES = re.compile("[“”„«»]")


@dataclass(frozen=True)
class Term:
    """One word, or several that stand side by side. `prefix`: the beginning of a word is enough."""

    folded: tuple[str, ...]
    prefix: bool = False

    def forms(self, languages: tuple[str, ...]) -> list[list[str]]:
        """For each of its words the stems that it may have in these languages."""
        return [sorted({stem(one, language) for language in languages}) for one in self.folded]


def read_question(text: str) -> list[Term]:
    """The terms of a question, `MAX_TERMS` at most; none when there is no word in it."""
    text = _QUOTES.sub('"', unicodedata.normalize("NFC", text))
    terms: list[Term] = []
    parts = text.split('"')
    for number, part in enumerate(parts):
        quoted = number % 2 == 1 and number < len(parts) - 1
        found = tuple(word.folded for word in words(part) if word.folded)
        if quoted and found:
            terms.append(Term(found[:MAX_PHRASE]))
        elif not quoted:
            terms += [Term((one,)) for one in found]
    typing = bool(parts[-1].strip())
    if typing and terms and _may_begin_a_word(terms[-1]):
        terms[-1] = Term(terms[-1].folded, prefix=True)
    return list(dict.fromkeys(terms[-1:] + terms))[:MAX_TERMS]


def _may_begin_a_word(term: Term) -> bool:
    [word] = term.folded if len(term.folded) == 1 else [""]
    return len(word) >= MIN_PREFIX or is_unspaced(word)
