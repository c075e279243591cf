"""The glossary: entries of editors, a seed, terms found in texts, and a file for tools."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from lxml import etree
from wagtail.models import Locale

from cms.translation.glossary.matching import Glossary
from cms.translation.glossary.models import Term, Wording
from cms.translation.glossary.seeding import seed_glossary
from cms.translation.glossary.tbx import glossary_as_tbx
from community.models import Organisation

pytestmark = pytest.mark.django_db


def make_term(case_rule: str = "any", note: str = "", **wordings: str) -> Term:
    """A term by its wordings; "text; form | forbidden" in each language."""
    term = Term.objects.create(case_rule=case_rule, note=note)
    for language, written in wordings.items():
        good, _, forbidden = written.partition("|")
        text, *forms = (part.strip() for part in good.split(";"))
        Wording.objects.create(
            term=term,
            language=language,
            text=text,
            forms="\n".join(forms),
            forbidden=forbidden.strip().replace(",", "\n"),
        )
    return term


def found(text: str, source: str = "en", target: str = "nl") -> list[str]:
    matches = Glossary.load(source, target).find(text)
    return [text[match.start : match.end] for match in matches]


def test_a_term_is_found_in_whatever_inflection_and_case() -> None:
    make_term(en="occurrence", nl="waarneming")
    assert found("Occurrences, an occurrence; the occurrence's place") == [
        "Occurrences",
        "occurrence",
        "occurrence",
    ]


def test_of_two_terms_in_one_place_the_longer_is_meant() -> None:
    make_term(en="data", nl="gegevens")
    make_term(en="data publisher", nl="uitgever")
    assert found("Data publishers share data.") == ["Data publishers", "data"]


def test_other_forms_are_found_too() -> None:
    make_term(en="taxon; taxa", nl="taxon; taxa")
    assert found("Many taxa") == ["taxa"]


def test_capitals_count_where_the_entry_says_so() -> None:
    make_term(case_rule="exact", en="IPT", nl="IPT")
    assert found("The IPT is no ipt.") == ["IPT"]


def test_any_language_can_be_the_source() -> None:
    make_term(en="dataset", nl="dataset", fr="jeu de données; jeux de données")
    assert found("Deux jeux de données", "fr", "nl") == ["jeux de données"]


def test_a_compound_of_the_term_keeps_it() -> None:
    make_term(en="occurrence", nl="waarneming | voorval", de="Nachweis")
    glossary = Glossary.load("en", "nl")
    (match,) = glossary.find("The occurrence")
    assert glossary.is_kept(match.entry, "Een waarnemingskaart")
    assert glossary.is_kept(match.entry, "De waarnemingen")
    assert not glossary.is_kept(match.entry, "Het voorval")
    assert glossary.forbidden_in(match.entry, "Het voorval") == [(4, 11)]


def test_notes_for_a_translator_name_each_term_once() -> None:
    make_term(en="occurrence", nl="waarneming | voorval", note="A record.")
    assert Glossary.load("en", "nl").notes("An occurrence and occurrences") == [
        "occurrence → waarneming (≠ voorval). A record."
    ]


def test_a_term_without_translation_is_still_a_term() -> None:
    make_term(en="occurrence")
    assert Glossary.load("en", "de").notes("An occurrence") == ["occurrence"]


def test_many_texts_cost_as_many_queries_as_one(django_assert_num_queries: Any) -> None:
    for number in range(30):
        make_term(en=f"word{number}", nl=f"woord{number}")
    with django_assert_num_queries(1):
        glossary = Glossary.load("en", "nl")
        assert sum(len(glossary.find(f"A word{number}")) for number in range(100)) == 30


@pytest.fixture
def organisation() -> Organisation:
    english = Organisation(
        name="Meise Botanic Garden",
        acronym="MeiseBG",
        locale=Locale.objects.get(language_code="en"),
    )
    english.save()
    dutch, _created = Locale.objects.get_or_create(language_code="nl")
    copy = english.copy_for_translation(dutch)
    copy.name = "Plantentuin Meise"
    copy.save()
    return english


def test_the_seed_has_the_vocabulary_and_the_organisations_in_each_language(
    organisation: Organisation,
) -> None:
    seeded = seed_glossary()
    assert seeded.terms == Term.objects.count() > 25
    assert found("Occurrence datasets of Meise Botanic Garden") == [
        "Occurrence",
        "datasets",
        "Meise Botanic Garden",
    ]
    languages = Wording.objects.filter(term__subject="vocabulary").values_list("language")
    assert {language for (language,) in languages} == {"en", "fr", "nl", "de"}
    assert Wording.objects.filter(language="nl", text="Plantentuin Meise").exists()


def test_seeding_again_adds_what_is_missing_and_changes_nothing(
    organisation: Organisation,
) -> None:
    seed_glossary()
    edited = Wording.objects.get(language="nl", text="waarneming")
    edited.text = "registratie"
    edited.save()
    Wording.objects.filter(language="de", term=edited.term).delete()
    out = StringIO()
    call_command("seed_glossary", stdout=out)
    assert out.getvalue() == "0 entries and 1 wordings were added.\n"
    edited.refresh_from_db()
    assert edited.text == "registratie"


def test_tbx_holds_every_wording_with_its_status() -> None:
    term = make_term(note="A record & more", en="occurrence", nl="waarneming; vondst | voorval")
    root = etree.fromstring(glossary_as_tbx("en"))
    assert (root.tag, root.get("type")) == ("martif", "TBX-Basic")
    (entry,) = root.iter("termEntry")
    assert entry.get("id") == f"term-{term.pk}"
    assert entry.findtext("note") == "A record & more"
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    stated = [
        (part.get(language), tig.findtext("term"), tig.findtext("termNote"))
        for part in entry.iter("langSet")
        for tig in part.iter("tig")
    ]
    assert stated == [
        ("en", "occurrence", "preferredTerm-admn-sts"),
        ("nl", "waarneming", "preferredTerm-admn-sts"),
        ("nl", "vondst", "admittedTerm-admn-sts"),
        ("nl", "voorval", "deprecatedTerm-admn-sts"),
    ]


def test_the_command_writes_the_file_or_says_why_not(tmp_path: Path) -> None:
    file = tmp_path / "glossary.tbx"
    call_command("export_glossary", str(file), stdout=StringIO())
    assert etree.parse(file).getroot().tag == "martif"
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_glossary", str(tmp_path / "none" / "glossary.tbx"))


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("ada"))
    return client


def wordings(*rows: dict[str, str]) -> dict[str, str]:
    """What the form of an entry posts."""
    data = {
        "subject": "other",
        "case_rule": "any",
        "note": "",
        "wordings-TOTAL_FORMS": str(len(rows)),
        "wordings-INITIAL_FORMS": "0",
        "wordings-MIN_NUM_FORMS": "1",
        "wordings-MAX_NUM_FORMS": "1000",
    }
    for number, row in enumerate(rows):
        for name, value in {"forms": "", "forbidden": "", "id": "", **row}.items():
            data[f"wordings-{number}-{name}"] = value
    return data


def test_an_editor_adds_finds_and_downloads_entries(editor: Client) -> None:
    add = reverse(Term.snippet_viewset.get_url_name("add"))
    posted = wordings(
        {"language": "en", "text": "occurrence"}, {"language": "nl", "text": "waarneming"}
    )
    assert editor.post(add, posted).status_code == 302
    listing = reverse(Term.snippet_viewset.get_url_name("list"))
    page = editor.get(listing, {"q": "waarn"}).content.decode()
    assert "occurrence" in page
    assert "en, nl" in page
    assert "occurrence" not in editor.get(listing, {"q": "voorval"}).content.decode()
    file = editor.get(reverse(Term.snippet_viewset.get_url_name("tbx")))
    assert etree.fromstring(file.content).tag == "martif"


def test_mistakes_are_told_beside_the_field(editor: Client) -> None:
    add = reverse(Term.snippet_viewset.get_url_name("add"))
    twice = wordings({"language": "nl", "text": "soort"}, {"language": "nl", "text": "species"})
    assert "put synonyms under" in editor.post(add, twice).content.decode()
    both = wordings({"language": "nl", "text": "soort", "forbidden": "Soort"})
    page = editor.post(add, both).content.decode()
    assert "cannot be the wording and forbidden at once" in page
    assert Term.objects.count() == 0


def test_the_file_is_for_those_who_may_see_the_glossary() -> None:
    client = Client()
    user = User.objects.create_user("bob")
    client.force_login(user)
    assert client.get(reverse(Term.snippet_viewset.get_url_name("tbx"))).status_code == 302
