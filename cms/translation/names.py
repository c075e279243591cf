"""Scientific names in running text: what a translator must leave as it is.

Words that may be a name are found by their form, by dictionaries of ordinary words, by the taxa
that a page names and by italics; GBIF's own name parser then says whether they are one
(https://github.com/gbif/name-parser-rust).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import nameparser

from cms.translation import latin
from cms.translation.authorship import end_of_authorship
from cms.translation.words import KNOWN, is_listed, is_used

#: Where something stands in a text: its first character, and the one after its last.
Span = tuple[int, int]

_END = r"(?![\w\u0300-\u036f])"
_SPACE = r"[ \t\n\u00a0\u202f]{1,3}"
_CAPITAL = rf"[A-Z][a-zëïöü]+(?!-){_END}"
_EPITHET = rf"[a-zëïöü]+(?:-[a-zëïöü]+){{0,2}}{_END}"
_HEAD = re.compile(
    rf"(?<![\w\u0300-\u036f.@/-])(?:Candidatus{_SPACE})?(?:[×✕]{_SPACE}?|x{_SPACE})?"
    rf"(?:(?P<genus>{_CAPITAL})|(?P<short>[A-Z][a-z]{{0,2}}\.))"
    rf"(?:{_SPACE}\((?P<subgenus>{_CAPITAL})\))?"
    rf"(?:{_SPACE}(?P<open>spp?\.(?:{_SPACE}nov\.)?(?:{_SPACE}\d+{_END})?)"
    rf"|{_SPACE}(?P<mark>(?:×|✕|x{_SPACE}|cf\.|aff\.|nr\.){_SPACE}?)?(?P<epithet>{_EPITHET}))"
)
_RANKED = re.compile(
    rf"{_SPACE}(?:nothosubsp|subsp|ssp|subvar|var|convar|subf|fo?|forma|morph|ab|cv)\.?"
    rf"{_SPACE}(?P<epithet>{_EPITHET})"
)
_AGGREGATE = re.compile(rf"{_SPACE}(?:agg\.|s\.{_SPACE}?(?:l|lat|str|s)\.|sensu (?:lato|stricto))")
_THIRD = re.compile(rf"{_SPACE}(?P<epithet>{_EPITHET})")
_CROSSED = re.compile(rf"{_SPACE}[×✕]{_SPACE}(?:{_CAPITAL}{_SPACE}|[A-Z]\.{_SPACE}?)?{_EPITHET}")
_CULTIVAR = re.compile(rf"{_SPACE}(?:'[A-Z][^'\n]{{1,40}}'|‘[A-Z][^’\n]{{1,40}}’)(?!\w)")
_SINGLE = re.compile(rf"(?<![\w\u0300-\u036f.@/-]){_CAPITAL}")


@dataclass
class _Text:
    """A text, and what speaks for names in it."""

    text: str
    languages: tuple[str, ...]
    italics: list[Span]
    names: set[str] = field(default_factory=set)
    genera: set[str] = field(default_factory=set)
    higher: set[str] = field(default_factory=set)

    @property
    def all_languages(self) -> tuple[str, ...]:
        return KNOWN + self.languages[:1]

    def end_of_authorship(self, start: int) -> int:
        return end_of_authorship(self.text, start, self.all_languages)

    def is_emphasised(self, start: int, end: int) -> bool:
        return any(first <= start and end <= last for first, last in self.italics)

    def is_all_of_emphasis(self, start: int, end: int) -> bool:
        word = self.text[start:end]
        return any(
            first <= start and end <= last and self.text[first:last].strip() == word
            for first, last in self.italics
        )


def find_names(
    text: str, *, language: str = "", taxa: Iterable[str] = (), italics: Iterable[Span] = ()
) -> list[Span]:
    """Where the scientific names in a plain text stand, in order, none within another.

    A span takes in authorship, year, rank and hybrid signs. `language` is the text's URL code,
    `taxa` are names that the page is about, with or without authors, and `italics` tells what is
    emphasised.
    """
    if not any(character.isupper() for character in text):
        return []
    given = _Text(text, (language, "en") if language else KNOWN, list(italics))
    _learn(given, taxa)
    found: list[Span] = []
    position = 0
    while match := _HEAD.search(text, position):
        end = _end_of_name(given, match)
        if end is None:
            # What follows the first word may begin a name.
            position = match.end("genus") if match["genus"] else match.end("short")
            continue
        found.append((match.start(), end))
        position = end
    found += _single_words(given, found)
    return sorted(found)


def _learn(given: _Text, taxa: Iterable[str]) -> None:
    for parsed in nameparser.parse_all(list(taxa)):
        name = parsed.canonical_name_minimal() if isinstance(parsed, nameparser.ParsedName) else ""
        words = name.split() if name else []
        if len(words) > 1:
            given.names.add(" ".join(words[:2]))
            given.genera.add(words[0])
        elif words:
            given.higher.add(words[0])


def _end_of_name(given: _Text, match: re.Match[str]) -> int | None:
    """Where the name that begins with a match ends; None when it is none."""
    genus, epithet = match["genus"], match["epithet"]
    known = f"{genus} {epithet}" in given.names
    if genus and not known and not _may_be_genus(given, genus.lower()):
        return None
    if match["open"]:
        return match.end() if genus and not _is_little(given, genus) else None
    end = _end_of_epithets(given, match)
    last = given.end_of_authorship(end)
    if not _is_binomial(given, match, has_authors=last > end) or not _parses(match, end):
        return None
    if genus:
        given.genera.add(genus)
        given.names.add(f"{genus} {epithet}")
    # The authors of a species may stand before the epithet of a subspecies.
    while last > end and (ranked := _RANKED.match(given.text, last)):
        end = ranked.end()
        last = given.end_of_authorship(end)
    if cultivar := _CULTIVAR.match(given.text, last):
        return cultivar.end()
    return last


def _parses(match: re.Match[str], end: int) -> bool:
    (parsed,) = nameparser.parse_all([match.string[match.start() : end]])
    if parsed is None:
        # Formulas of hybrids have no one name.
        return bool(re.search("[×✕]", match.string[match.start() : end]))
    return not getattr(parsed, "unparsed", None)


def _may_be_genus(given: _Text, genus: str) -> bool:
    if genus in latin.NEVER_A_GENUS:
        return False
    return _looks_latin(genus) or (
        bool(latin.GENUS.fullmatch(genus)) and not is_listed(genus, given.all_languages)
    )


def _looks_latin(word: str) -> bool:
    if latin.FOREIGN.search(word):
        return word in latin.GENERA or word in latin.EPITHETS
    return bool(latin.FORM.fullmatch(word)) or word in latin.GENERA or word in latin.EPITHETS


def _is_little(given: _Text, genus: str) -> bool:
    return len(genus) < 3 and genus not in given.genera


def _is_binomial(given: _Text, match: re.Match[str], *, has_authors: bool) -> bool:
    genus, epithet = match["genus"], match["epithet"]
    if match["short"]:
        return _is_shortened(given, match["short"], epithet)
    if f"{genus} {epithet}" in given.names:
        return True
    if not _looks_latin(epithet) or len(epithet) < 2:
        return False
    if genus.lower() == epithet or (match["mark"] or "").strip() in ("×", "✕", "cf.", "aff."):
        return True
    if _goes_without_saying(given, genus.lower(), epithet):
        return True
    start, end = match.start("genus"), match.end("epithet")
    enclosed = given.text[start - 1 : start] == "(" and given.text[end : end + 1] == ")"
    return (has_authors or enclosed or given.is_emphasised(start, end)) and not (
        is_listed(genus, given.all_languages) and is_listed(epithet, given.languages)
    )


def _goes_without_saying(given: _Text, genus: str, epithet: str) -> bool:
    """Whether two words that look Latin are a name by themselves."""
    listed_genus = is_listed(genus, given.all_languages)
    listed_epithet = is_listed(epithet, given.languages)
    typical = bool(latin.STRICT.fullmatch(epithet)) or epithet in latin.EPITHETS
    if not listed_genus or genus in latin.GENERA:
        if not listed_epithet or epithet in latin.EPITHETS:
            return True
    elif not listed_epithet and typical:
        return True
    if not latin.GENUS.fullmatch(genus):
        return False
    if typical and not is_used(epithet, given.languages):
        return not is_used(genus, given.all_languages)
    return epithet[-1] not in "enr" and not is_listed(epithet, given.all_languages)


def _is_shortened(given: _Text, short: str, epithet: str) -> bool:
    """Whether "V. vulpes" is one: named in full before, or of a word that is nothing else."""
    if any(name.startswith(short[:-1]) and name.endswith(f" {epithet}") for name in given.names):
        return True
    return (
        len(epithet) > 3
        and _looks_latin(epithet)
        and (not is_listed(epithet, given.languages) or epithet in latin.EPITHETS)
    ) or (short == "E." and epithet == "coli")


def _end_of_epithets(given: _Text, match: re.Match[str]) -> int:
    """After ranks, a third word, an aggregate's sign, the other half of a hybrid."""
    text, end = given.text, match.end()
    while True:
        if following := _RANKED.match(text, end) or _CROSSED.match(text, end):
            end = following.end()
            continue
        following = _AGGREGATE.match(text, end)
        if not following:
            following = _THIRD.match(text, end)
            if not following or not _is_third(given, following["epithet"], match["epithet"]):
                return end
        return following.end()


def _is_third(given: _Text, word: str, epithet: str) -> bool:
    if word == epithet:
        return True
    return (
        len(word) > 3
        and bool(latin.STRICT.fullmatch(word))
        and not latin.FOREIGN.search(word)
        and not is_listed(word, given.all_languages)
    )


def _single_words(given: _Text, found: list[Span]) -> list[Span]:
    """Genera and higher names that stand alone, where something other than form speaks for them."""
    spans: list[Span] = []
    taken = {position for first, last in found for position in range(first, last)}
    for match in _SINGLE.finditer(given.text):
        start, end = match.span()
        if start in taken:
            continue
        if last := _end_of_single(given, match.group(), start, end):
            spans.append((start, last))
    return spans


def _end_of_single(given: _Text, word: str, start: int, end: int) -> int | None:
    lower = word.lower()
    if lower in latin.NEVER_A_GENUS:
        return None
    listed = is_listed(word, given.all_languages)
    cultivar = _CULTIVAR.match(given.text, end)
    if cultivar and _looks_latin(lower) and (not listed or lower in latin.GENERA):
        return cultivar.end()
    if listed:
        return end if word in given.higher else None
    last = given.end_of_authorship(end)
    if last > end and latin.GENUS.fullmatch(lower) and re.search(r"\d{4}|\.", given.text[end:last]):
        return last
    known = word in given.genera | given.higher or bool(latin.HIGHER.fullmatch(word))
    emphasised = _looks_latin(lower) and given.is_all_of_emphasis(start, end)
    return end if known or emphasised else None
