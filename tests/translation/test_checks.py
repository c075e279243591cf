"""What the checks find in a translation, and what they let pass."""

from typing import Any

import pytest

from cms.demo.catalogue import Catalogue
from cms.translation.checks.all import check
from cms.translation.checks.pairs import Context, Pair, Severity
from cms.translation.glossary.matching import Glossary
from cms.translation.glossary.models import Term, Wording
from cms.translation.glossary.seeding import _vocabulary


def glossary(target: str) -> Glossary:
    """The seed of the glossary, without a database."""
    made = Glossary("en", target)
    for number, (term, wordings) in enumerate(_vocabulary()):
        term.pk = number
        for wording in wordings:
            wording.term = term
        made.add({wording.language: wording for wording in wordings})
    return made


def found(source: str, target: str, language: str = "nl", **more: Any) -> list[tuple[str, str]]:
    """The severity and code of each finding."""
    fields = {name: more.pop(name) for name in ("limit", "addresses") if name in more}
    context = Context("en", language, **more)
    return [
        (one.severity.value, one.code) for one in check(Pair(source, target, **fields), context)
    ]


LINK = 'See <a id="a1">GBIF</a> and <b>more</b>'


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        (LINK, 'Zie <b>meer</b> en <a id="a1">GBIF</a>', []),
        (LINK, "Zie GBIF en <b>meer</b>", [("error", "links")]),
        (LINK, 'Zie <a id="a1">GBIF</a> en meer', [("warning", "formatting")]),
        (LINK, 'Zie <a id="a2">GBIF</a> en <b>meer</b>', [("error", "links")] * 2),
        (LINK, 'Zie <a id="a1"><b>GBIF</a> en meer</b>', [("error", "tags")]),
        ("Found {count} of %(all)s", "{count} van %(all)s gevonden", []),
        ("Found {count} of %(all)s", "{Count} van alle gevonden", [("error", "placeholders")] * 3),
        ("Mail help@gbif.org", "Schrijf help@gbif.be", [("warning", "addresses")]),
    ],
)
def test_links_tags_and_placeholders_are_kept(
    source: str, target: str, expected: list[tuple[str, str]]
) -> None:
    assert found(source, target) == expected


@pytest.mark.parametrize(
    ("address", "language", "expected"),
    [
        ("https://portal.example/nl/data/", "nl", []),
        ("https://portal.example/data/", "nl", [("error", "language_of_links")]),
        ("https://portal.example/fr/data/", "nl", [("error", "language_of_links")]),
        ("https://www.gbif.org/fr/", "nl", []),
        ("https://portal.example/data/", "en", []),
    ],
)
def test_links_into_the_portal_lead_to_its_own_language(
    address: str, language: str, expected: list[tuple[str, str]]
) -> None:
    where: dict[str, Any] = {
        "hosts": frozenset({"portal.example"}),
        "languages": ("en", "fr", "nl"),
    }
    html = '<a id="a1">data</a>'
    context = Context("de", language, **where)
    pair = Pair(html, html, addresses=(address,))
    told = [(one.severity.value, one.code) for one in check(pair, context)]
    assert [one for one in told if one[1] != "untranslated"] == expected


@pytest.mark.parametrize(
    ("source", "target", "language", "expected"),
    [
        ("1,234,567 records", "1.234.567 waarnemingen", "nl", []),
        ("1,234,567 records", "1\u202f234\u202f567 données", "fr", []),
        ("1,234 records", "1,234 waarnemingen", "nl", [("error", "numbers")]),
        ("1.5 million", "1,5 miljoen", "nl", []),
        ("1.5 million", "1.5 miljoen", "nl", []),
        ("CC BY 4.0, version 2.1", "CC BY 4.0, versie 2.1", "nl", []),
        ("In 2020 and 2021", "In 2020 und 2012", "de", [("error", "numbers"), ("warning",) * 1]),
        ("3 datasets", "drie datasets", "nl", []),
        ("Vulpes vulpes (Linnaeus, 1758)", "Vulpes vulpes (Linnaeus, 1758)", "de", []),
        ("3 May 2024", "3 mei 2024", "nl", []),
        ("3 May 2024", "3 mars 2024", "fr", [("error", "dates")]),
        ("May 3, 2024", "03.05.2024", "de", []),
        ("It may rain", "Es regnet", "de", []),
    ],
)
def test_numbers_and_dates_stay_the_same_written_as_the_language_does(
    source: str, target: str, language: str, expected: list[tuple[str, str]]
) -> None:
    told = [one for one in found(source, target, language) if one[1] in ("numbers", "dates")]
    if source.startswith("In 2020"):
        expected = [("error", "numbers"), ("warning", "numbers")]
    assert told == expected


def test_scientific_names_stay_as_they_are() -> None:
    source = "The fox <i>Vulpes vulpes</i> (Linnaeus, 1758) and Aus bus"
    kept = "De vos <i>Vulpes vulpes</i> (Linnaeus, 1758) en Aus bus"
    taxa = ("Aus bus",)
    assert found(source, kept, taxa=taxa) == []
    changed = kept.replace("vulpes<", "vulpus<").replace("Aus bus", "Ausbus")
    assert found(source, changed, taxa=taxa) == [("error", "names")] * 2


@pytest.mark.parametrize(
    ("target", "language", "expected"),
    [
        ("De waarnemingen in de dataset", "nl", []),
        ("De Waarnemingendataset", "nl", []),
        ("De dingen in de dataset", "nl", [("warning", "glossary")]),
        ("De voorvallen in de dataset", "nl", [("error", "forbidden")]),
        ("Les occurrences du jeu de données", "fr", []),
        ("Die Ereignisse im Datensatz", "de", [("error", "forbidden")]),
    ],
)
def test_terms_are_called_what_the_glossary_says(
    target: str, language: str, expected: list[tuple[str, str]]
) -> None:
    source = "The occurrences in the dataset"
    assert found(source, target, language, glossary=glossary(language)) == expected


def test_what_does_not_fit_the_field_is_an_error() -> None:
    assert found("Dataset", "x" * 31, limit=30) == [("error", "length")]
    assert found("Dataset", "x" * 30, limit=30) == []
    assert found("A long sentence about data. " * 4, "Kort.") == [
        ("warning", "length"),
        ("warning", "spaces"),
    ]


@pytest.mark.parametrize(
    ("source", "target", "language", "expected"),
    [
        ("News about the project", "News about the project", "fr", [("warning", "untranslated")]),
        ("Vulpes vulpes", "Vulpes vulpes", "fr", []),
        ("GBIF", "GBIF", "de", []),
        ("2020–2024", "2020–2024", "fr", []),
        (
            "Data are shared by museums all over the country.",
            "Les données are shared by museums all over the pays.",
            "fr",
            [("warning", "untranslated")],
        ),
        ("Open to everyone", "Open voor iedereen", "nl", []),
    ],
)
def test_what_was_left_in_the_source_language_is_told(
    source: str, target: str, language: str, expected: list[tuple[str, str]]
) -> None:
    assert found(source, target, language, glossary=glossary(language)) == expected


def test_doubled_words_are_told_but_those_that_may_be() -> None:
    assert found("The data", "De de gegevens") == [("warning", "doubled_words")]
    assert found("The fox Vulpes vulpes", "De vos Vulpes vulpes") == []
    assert found("We meet", "Nous nous rencontrons", "fr") == []
    assert found("The isle Bora Bora", "Het eiland Bora Bora") == []


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("A sentence.", "Een zin.", []),
        ("A sentence.", "Een zin", [("warning", "end_punctuation")]),
        ("A title", "Een titel.", [("warning", "end_punctuation")]),
        ("More...", "Meer…", []),
        ("(A sentence.)", "(Een zin.)", []),
        ("Word ", "Woord", [("warning", "spaces")]),
        ("One word", "Een  woord", [("warning", "spaces")]),
    ],
)
def test_a_sentence_ends_as_its_source_does(
    source: str, target: str, expected: list[tuple[str, str]]
) -> None:
    assert found(source, target) == expected


@pytest.mark.parametrize(
    ("target", "language", "is_right"),
    [
        ("Vraiment\u202f?", "fr", True),
        ("Vraiment\u00a0?", "fr", True),
        ("Vraiment ?", "fr", False),
        ("Vraiment?", "fr", False),
        ("Attention\u00a0: « mot »".replace("« ", "«\u00a0").replace(" »", "\u00a0»"), "fr", True),
        ("Attention: mot", "fr", False),
        ("« mot »", "fr", False),
        ("“mot”", "fr", False),
        ("l'espèce", "fr", False),
        ("À 10:30, https://a.example?b=c;d", "fr", True),
        ("Echt?", "nl", True),
        ("Echt ?", "nl", False),
        ("“woord” en ‘woord’", "nl", True),
        ('"woord"', "nl", False),
        ("foto's", "nl", False),
        ("foto’s", "nl", True),
        ("„Wort“ und »Wort«", "de", True),
        ("“Wort”", "de", False),
        ('"Wort"', "de", False),
        ("Wirklich ?", "de", False),
    ],
)
def test_punctuation_is_that_of_the_language(target: str, language: str, is_right: bool) -> None:
    told = [one for one in found("Source", target, language) if one[1] == "typography"]
    assert told == ([] if is_right else [("warning", "typography")])


@pytest.mark.parametrize("language", ["fr", "nl", "de"])
def test_a_whole_portal_in_good_translation_has_no_errors_and_few_warnings(language: str) -> None:
    context = Context("en", language, glossary=glossary(language))
    entries = Catalogue(language).entries.items()
    told = [
        finding
        for (place, source), target in entries
        if place != "slug"
        for finding in check(Pair(source, target), context)
    ]
    assert [one for one in told if one.severity == Severity.ERROR] == []
    assert len(told) < len(entries) / 50


def test_an_empty_translation_has_no_findings() -> None:
    assert found("A sentence with 12 words.", " ") == []


@pytest.mark.parametrize("target", ["مرحبا بالعالم 12", "e\u0301" * 25_000, "🦊" * 12_500])
def test_any_script_and_length_is_checked(target: str) -> None:
    assert isinstance(found("A fox of 12 years", target, "ar"), list)


def test_messages_say_what_to_do() -> None:
    context = Context("en", "nl", glossary=glossary("nl"))
    (finding,) = check(Pair("An occurrence", "Een voorval"), context)
    assert "“voorval”" in finding.message
    assert "“waarneming”" in finding.message


def test_wordings_of_no_language_are_no_entries() -> None:
    term = Term(pk=1)
    made = Glossary("en", "nl")
    made.add({"nl": Wording(term=term, language="nl", text="soort")})
    assert made.find("soort") == []
