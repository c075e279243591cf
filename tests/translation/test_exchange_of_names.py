"""Names, terms, checks and the memory where texts go out to translators and come back."""

import io
from pathlib import Path
from typing import Any

import polib
import pytest
from lxml import etree
from wagtail_localize.models import StringTranslation

from cms.translation.exchange.importing import import_translations
from cms.translation.exchange.report import Outcome
from cms.translation.glossary.seeding import seed_glossary
from home.models import ContentPage
from tests.delivery.editing import again, submit_for_translation
from tests.factories import add_page, block, make_portal, synchronise
from tests.translation.exchanging import (
    NAMES,
    XLIFF,
    export,
    segments_of,
    take_back,
    translate_file,
)
from tests.translation.test_exchange import state

pytestmark = pytest.mark.django_db

TEXT = (
    "<p>The fox <i>Vulpes vulpes</i><br/>has 120 occurrences at GBIF, Myrmica more.</p>"
    "<p>Our doors are open</p>"
)
TAXON = {"key": "1", "label": "Myrmica rubra", "labels": {}, "checklist": "", "chosen_at": ""}


@pytest.fixture(scope="module")
def _made(lasting: None) -> None:
    home = make_portal("nl").site.root_page
    seed_glossary()
    ant = block("gbif_taxon", key=TAXON, with_picture=False, with_map=False)
    body = [block("rich_text", text=TEXT), ant]
    add_page(home, ContentPage, title="Foxes", slug="foxes", body=body)
    synchronise()


@pytest.fixture
def foxes(_made: None, db: None) -> ContentPage:
    """A page with names and terms, and a taxon that somebody chose."""
    page: ContentPage = ContentPage.objects.get(slug="foxes", locale__language_code="en")
    return page


def exported(folder: Path, *options: str) -> Path:
    path = export(folder, *options)
    assert path is not None
    return path


def marked(path: Path) -> list[str]:
    """What of the sentence about foxes stays as it is."""
    [fox] = (one for one in segments_of(path) if "The fox" in "".join(one.itertext()))
    return [str(one.text) for one in fox.find("x:source", NAMES).iter(f"{{{XLIFF}}}mrk")]


def test_names_are_marked_also_those_of_the_taxa_that_the_page_is_about(
    foxes: ContentPage, tmp_path: Path
) -> None:
    kept = ["Vulpes vulpes", "GBIF", "Myrmica"]
    assert marked(exported(tmp_path / "new")) == kept
    submit_for_translation(foxes, "nl")
    assert marked(exported(tmp_path / "submitted")) == kept


def test_terms_are_told_in_notes(foxes: ContentPage, tmp_path: Path) -> None:
    tree = etree.parse(exported(tmp_path))
    notes = [one.text for one in tree.iter(f"{{{XLIFF}}}note") if one.get("category") == "term"]
    assert any(one.startswith("occurrence → waarneming") for one in notes)
    entries = polib.pofile(str(exported(tmp_path, "--format", "po")))
    [fox] = (one for one in entries if "The fox" in one.msgid)
    assert "term: occurrence → waarneming" in fox.comment


def test_what_the_checks_find_in_a_file_is_told_by_segment_and_errors_are_kept_from_readers(
    foxes: ContentPage, tmp_path: Path
) -> None:
    path = exported(tmp_path)
    translate_file(path)
    right = path.read_text()
    file = io.BytesIO(right.replace("HAS 120", "HAS 12").encode())
    report = import_translations(file, "nl.xlf", publish_complete=True)
    [entry] = (one for one in report.entries if one.outcome is Outcome.WRONG)
    assert (entry.text, entry.place) == ("Foxes", "Body › Text")
    assert "The number 120 of the source is missing or changed." in entry.detail
    assert report.unpublished == [("Foxes", "1 segments are missing or wrong.")]
    wrong = StringTranslation.objects.get(has_error=True)
    assert "HAS 12 " in wrong.data
    assert state("/nl/foxes/") == "fallback"
    take_back(path, "--publish")
    wrong.refresh_from_db()
    assert not wrong.has_error
    assert state("/nl/foxes/") == "translated"


def test_a_file_says_more_than_the_memory(foxes: ContentPage, tmp_path: Path) -> None:
    path = exported(tmp_path)
    translate_file(path)
    take_back(path, "--publish")
    home: Any = again(foxes).get_parent()
    body = [block("rich_text", text="<p>Our doors are open</p>")]
    visit = add_page(home, ContentPage, title="Visit", slug="visit", body=body)
    synchronise()
    path = exported(tmp_path / "visit", "--pages", str(visit.pk))
    translate_file(path, lambda text: text.replace("Our doors are", "Onze deuren zijn"))
    take_back(path)
    stored = StringTranslation.objects.filter(context__object_id=visit.translation_key)
    assert "Onze deuren zijn open" in stored.values_list("data", flat=True)
    assert "OUR DOORS ARE OPEN" not in stored.values_list("data", flat=True)
