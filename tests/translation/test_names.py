"""Scientific names are found in texts, and ordinary words are not taken for them."""

import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from cms.demo.catalogue import Catalogue
from cms.translation.names import find_names
from tests.translation.sentences import NAMES, Sentence, sentences


def found(text: str, **hints: Any) -> list[str]:
    return [text[start:end] for start, end in find_names(text, **hints)]


def misread(given: list[Sentence]) -> tuple[list[Sentence], int, int]:
    """The sentences whose name was not found, how many ordinary words were, and how many are."""
    missed, wrong, ordinary = [], 0, 0
    for sentence in given:
        names = found(sentence.text, language=sentence.language)
        if sentence.name not in names:
            missed.append(sentence)
        rest = sentence.text.replace(sentence.name, "").split()
        ordinary += len(rest)
        wrong += sum(len(name.split()) for name in names if name not in sentence.name)
    return missed, wrong, ordinary


def test_of_500_sentences_the_names_are_found_and_ordinary_words_are_not() -> None:
    missed, wrong, ordinary = misread(list(sentences(500, NAMES)))
    assert len(missed) <= 10, missed
    assert wrong < ordinary / 100


def test_names_that_gbif_told_are_found(shared: Path) -> None:
    told = sorted(
        name
        for file in (shared / "gbif_recordings").glob("*.json")
        for name in scientific_names(json.loads(file.read_text()))
        # A lone genus without author has nothing that marks it.
        if " " in name
    )
    assert len(told) > 5
    missed, wrong, ordinary = misread(list(sentences(200, told)))
    assert len(missed) <= 4, missed
    assert wrong < ordinary / 100


def scientific_names(answer: Any) -> set[str]:
    if isinstance(answer, list):
        return {name for one in answer for name in scientific_names(one)}
    if not isinstance(answer, dict):
        return set()
    own = {answer[key] for key in ("scientificName", "canonicalName", "species") if key in answer}
    return own.union(*(scientific_names(one) for one in answer.values()))


@pytest.mark.parametrize("language", ["fr", "nl", "de"])
def test_texts_of_a_portal_have_no_names_but_these(language: str) -> None:
    texts = [BeautifulSoup(text, "html.parser").text for text in texts_in(language)]
    names = {name for text in texts for name in found(text, language=language)}
    assert names <= {"Vespa velutina", "Procyon lotor"}


def texts_in(language: str) -> list[str]:
    entries = Catalogue(language).entries
    return [text for (context, _source), text in entries.items() if context != "slug"]


@pytest.mark.parametrize(
    "text",
    [
        "Homo in a title, Lotus Notes and Corona are no names.",
        "In situ and ex situ conservation, sensu lato, by Desmet et al.",
        "Status quo: the Magna carta, De facto and Per capita.",
        "Museum collections and Data publishers of Wallonia",
        "Die Daten umfassende Liste der Arten",
        "Les Musées royaux publient leurs collections.",
        "See https://www.gbif.org/species/Vulpes-vulpes or mail Vulpes@vulpes.be.",
        "",
        "ضع العقرب",
    ],
)
def test_what_only_looks_like_a_name_is_none(text: str) -> None:
    assert found(text) == []


def test_authors_year_and_rank_belong_to_the_name() -> None:
    text = (
        "Capreolus capreolus (Linnaeus, 1758), Quercus robur L. subsp. robur, Platanus × hispanica "
        "Mill. ex Münchh. and Hyacinthoides non-scripta (L.) Chouard ex Rothm. were seen."
    )
    assert found(text) == [
        "Capreolus capreolus (Linnaeus, 1758)",
        "Quercus robur L. subsp. robur",
        "Platanus × hispanica Mill. ex Münchh.",
        "Hyacinthoides non-scripta (L.) Chouard ex Rothm.",
    ]


def test_the_full_stop_of_a_sentence_is_not_an_authors() -> None:
    assert found("We saw Impatiens glandulifera Royle.") == ["Impatiens glandulifera Royle"]
    assert found("We saw Urtica dioica L.") == ["Urtica dioica L."]


def test_a_country_in_brackets_is_no_author() -> None:
    assert found("Vulpes vulpes (Belgium) and Meles meles (GBIF)") == [
        "Vulpes vulpes",
        "Meles meles",
    ]


def test_a_short_name_is_found_once_it_was_written_in_full() -> None:
    text = "Ulmus data grows here. U. data is rare, and so is A. data."
    assert found(text, language="en", taxa=["Ulmus data"]) == ["Ulmus data", "U. data"]


def test_italics_tell_a_genus_from_a_word() -> None:
    text = "The genus Wombatula is new."
    start = text.index("Wombatula")
    assert found(text, language="en") == []
    assert found(text, language="en", italics=[(start, start + 9)]) == ["Wombatula"]


def test_taxa_of_the_page_are_found_whatever_they_look_like() -> None:
    text = "Aus bus, Fungi and A. bus."
    assert found(text, taxa=["Aus bus Smith, 1900", "Fungi"]) == ["Aus bus", "Fungi", "A. bus"]


def test_decomposed_letters_end_no_name() -> None:
    assert found("Vulpes vulpe\u0301s") == []


@given(st.lists(st.sampled_from([*NAMES, "de", "(", ",", "É", "×", "L.", "\u202f", "🦊"])))
def test_spans_are_in_order_within_the_text_and_apart(parts: list[str]) -> None:
    text = " ".join(parts)
    end = 0
    for start, last in find_names(text):
        assert end <= start < last <= len(text)
        assert text[start:last] == text[start:last].strip()
        end = last


def test_a_long_text_is_read_to_its_end() -> None:
    text = "Capreolus capreolus (Linnaeus, 1758), A. B. C. D. Ee, Ff & " * 900
    assert len(text) > 50_000
    assert len(find_names(text, language="en")) >= 900
