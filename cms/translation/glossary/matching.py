"""Finding the terms of the glossary in texts: two queries, whatever the number of texts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby

from cms.core.stemming import stem_of
from cms.translation.glossary.models import CaseRule, Wording, lines
from cms.translation.names import Span

_WORD = re.compile(r"[^\W_]+")
# What stands in an address is no word of a sentence.
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]+@[\w.-]+|\w[\w-]*(?:\.[\w-]+)*\.[a-z]{2,6}\b"
)
# Words are joined to longer ones in these languages: "waarneming" is in "waarnemingskaart".
_COMPOUNDING = ("nl", "de", "da", "nb", "nn", "sv", "fi")


@dataclass(frozen=True)
class Entry:
    """A term as it concerns one pair of languages. Without `target` there is no translation yet."""

    term: int
    source: str
    target: str
    exact: bool
    note: str = ""
    target_forms: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()

    def as_note(self) -> str:
        """For a translator, such as "occurrence → waarneming (not: voorval). A record that …"."""
        text = f"{self.source} → {self.target}" if self.target else self.source
        if self.forbidden:
            text += f" (≠ {', '.join(self.forbidden)})"
        return f"{text}. {self.note}" if self.note else text


@dataclass(frozen=True)
class Match:
    """An entry, and where its term stands in a text."""

    entry: Entry
    start: int
    end: int


@dataclass
class Glossary:
    """The terms of a source language and what they are called in a target language."""

    source: str
    target: str
    _entries: dict[str, list[tuple[tuple[str, ...], Entry]]] = field(default_factory=dict)

    @classmethod
    def load(cls, source: str, target: str) -> "Glossary":
        """The glossary for two URL codes of languages, from the database."""
        glossary = cls(source, target)
        wordings = Wording.objects.in_languages(source, target)
        for _term, group in groupby(wordings, key=lambda wording: wording.term_id):
            glossary.add({wording.language: wording for wording in group})
        return glossary

    def add(self, wordings: dict[str, Wording]) -> None:
        """Add an entry by its wordings in both languages."""
        own, other = wordings.get(self.source), wordings.get(self.target)
        if own is None:
            return
        entry = Entry(
            term=own.term_id,
            source=own.text,
            target=other.text if other else "",
            exact=own.term.case_rule == CaseRule.EXACT,
            note=own.term.note,
            target_forms=tuple(lines(other.forms)) if other else (),
            forbidden=tuple(lines(other.forbidden)) if other else (),
        )
        for form in (own.text, *lines(own.forms)):
            words = tuple(_key(word, self.source, entry.exact) for word in _WORD.findall(form))
            if words:
                self._entries.setdefault(words[0], []).append((words, entry))

    def find(self, text: str) -> list[Match]:
        """Where terms stand in a plain text, in order; of two that overlap the longer."""
        if not self._entries:
            return []
        words = list(_WORD.finditer(_ADDRESS.sub(_blanks, text)))
        plain = [word.group() for word in words]
        stems = [stem(word, self.source) for word in plain]
        found: list[Match] = []
        place = 0
        while place < len(words):
            candidates = self._entries.get(stems[place], []) + self._entries.get(plain[place], [])
            fitting = [
                (len(form), entry)
                for form, entry in candidates
                if tuple((plain if entry.exact else stems)[place : place + len(form)]) == form
            ]
            if fitting:
                length, entry = max(fitting, key=lambda one: one[0])
                last = words[place + length - 1]
                found.append(Match(entry, words[place].start(), last.end()))
                place += length
            else:
                place += 1
        return found

    def notes(self, text: str) -> list[str]:
        """What a translator should know about the terms of a text, each once."""
        return list(dict.fromkeys(match.entry.as_note() for match in self.find(text)))

    def is_kept(self, entry: Entry, target: str) -> bool:
        """Whether a translation uses the wording of an entry, in whatever inflection."""
        return any(
            _contains(target, form, self.target, entry.exact)
            for form in (entry.target, *entry.target_forms)
        )

    def forbidden_in(self, entry: Entry, target: str) -> list[Span]:
        """Where a translation uses what the entry forbids."""
        return [
            span
            for variant in entry.forbidden
            for span in _occurrences(target, variant, self.target)
        ]


def _blanks(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _key(word: str, language: str, exact: bool) -> str:
    return word if exact else stem(word, language)


@lru_cache(maxsize=100_000)
def stem(word: str, language: str) -> str:
    """A word without its ending, in small letters."""
    lower = word.lower()
    found = stem_of(lower, language)
    return lower if found is None else found


def _stems(text: str, language: str) -> list[str]:
    return [stem(word, language) for word in _WORD.findall(text)]


def _contains(text: str, wording: str, language: str, exact: bool) -> bool:
    if exact:
        return re.search(rf"(?<!\w){re.escape(wording)}", text) is not None
    wanted = _stems(wording, language)
    there = _stems(text, language)
    if all(word in there for word in wanted):
        return True
    if language[:2] not in _COMPOUNDING:
        return False
    lower = text.lower()
    return wording.lower() in lower or all(word in lower for word in wanted)


def _occurrences(text: str, wording: str, language: str) -> Iterator[Span]:
    wanted = _stems(wording, language)
    words = list(_WORD.finditer(text))
    there = [stem(word.group(), language) for word in words]
    for place in range(len(words) - len(wanted) + 1):
        if wanted and there[place : place + len(wanted)] == wanted:
            yield words[place].start(), words[place + len(wanted) - 1].end()
