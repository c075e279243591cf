"""Out to translators and back: the commands, what they store, what readers then get."""

import json
from pathlib import Path
from typing import Any

import polib
import pytest
from lxml import etree
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation

from cms.core.portals import Portal
from cms.delivery.models import Document
from cms.translation.exchange import importing
from home.models import ContentPage
from tests.delivery.editing import again, publish
from tests.factories import add_languages, add_page, block, default_portal, make_portal, synchronise
from tests.translation.exchanging import export, segments_of, take_back, translate_file, words_of

pytestmark = pytest.mark.django_db

BODY = (
    '<p>See <a href="https://www.gbif.org/">GBIF <b>now</b></a> &amp; CO<sub>2</sub></p><p>Two</p>'
)


def make_page(*codes: str) -> tuple[Portal, ContentPage]:
    portal = make_portal(*(codes or ("nl",)))
    body = [block("rich_text", text=BODY), block("heading", text="Ours", anchor="", level="2")]
    page = add_page(portal.site.root_page, ContentPage, title="About", slug="about", body=body)
    synchronise()
    return portal, page


@pytest.fixture(scope="module")
def _made(lasting: None) -> None:
    make_page()


@pytest.fixture
def about(_made: None, db: None) -> ContentPage:
    """A page in English that Dutch readers get as it is."""
    page: ContentPage = ContentPage.objects.get(slug="about", locale__language_code="en")
    return page


def document(path: str) -> dict[str, Any]:
    return dict(json.loads(bytes(Document.objects.get(path=path).body)))


def state(path: str) -> str:
    return str(document(path)["translation"]["state"])


def test_a_translated_file_is_published_and_an_edit_asks_for_what_it_touched(
    about: ContentPage, tmp_path: Path
) -> None:
    exported = export(tmp_path)
    assert exported is not None
    assert state("/nl/about/") == "fallback"
    translate_file(exported)
    report = take_back(exported, "--publish")
    assert "2 texts published" in report
    shown = document("/nl/about/")
    assert shown["translation"]["state"] == "translated"
    assert shown["title"] == "ABOUT"
    assert shown["body"][0]["value"]["html"] == (
        '<p>SEE <a href="https://www.gbif.org/">GBIF <b>NOW</b></a> &amp; CO<sub>2</sub></p>'
        "<p>TWO</p>"
    )
    assert export(tmp_path / "none", "--only", "outdated") is None

    body = about.body.raw_data[0]["value"]["text"].replace("Two", "Two of three")
    changed = [block("heading", text="New", anchor="", level="2"), *about.body.raw_data]
    changed[1] = {**changed[1], "value": {"text": body}}
    publish(about, body=json.dumps(changed))
    assert state("/nl/about/") == "outdated"
    again_exported = export(tmp_path / "again", "--only", "outdated")
    assert again_exported is not None
    assert words_of(again_exported) == ["New", "Two of three"]
    assert "TWO" in again_exported.read_text()
    translate_file(again_exported)
    take_back(again_exported, "--publish")
    shown = document("/nl/about/")
    assert shown["translation"]["state"] == "translated"
    assert shown["body"][0]["value"]["text"] == "NEW"
    assert shown["body"][1]["value"]["html"].endswith("<p>TWO OF THREE</p>")


def test_an_export_changes_nothing_and_is_the_same_twice(
    about: ContentPage, tmp_path: Path
) -> None:
    first, second = export(tmp_path / "1"), export(tmp_path / "2")
    assert first is not None
    assert second is not None
    assert first.read_bytes() == second.read_bytes()
    assert not Translation.objects.exists()


def test_what_is_stored_without_publishing_is_seen_by_no_reader(
    about: ContentPage, tmp_path: Path
) -> None:
    exported = export(tmp_path)
    assert exported is not None
    translate_file(exported)
    take_back(exported)
    assert StringTranslation.objects.filter(data="ABOUT").exists()
    assert state("/nl/about/") == "fallback"


def test_a_file_for_an_older_source_stores_what_still_fits_and_names_the_rest(
    about: ContentPage, tmp_path: Path
) -> None:
    exported = export(tmp_path)
    assert exported is not None
    translate_file(exported)
    heading = {**about.body.raw_data[1], "value": {**about.body.raw_data[1]["value"], "text": "We"}}
    publish(about, body=json.dumps([heading, block("rich_text", text="<p>Two</p>")]))
    report = take_back(exported, "--publish")
    assert "The source has changed since the export" in report
    assert "1 segments are missing" in report
    assert state("/nl/about/") == "fallback"
    stored = set(StringTranslation.objects.values_list("data", flat=True))
    # The paragraph stands in another block now: its words are still the only ones.
    assert {"ABOUT", "TWO"} <= stored
    assert "OURS" not in stored


def test_states_come_back_as_they_went(about: ContentPage, tmp_path: Path) -> None:
    exported = export(tmp_path)
    assert exported is not None
    translate_file(exported)
    text = exported.read_text().replace('state="translated"', 'state="reviewed"', 1)
    exported.write_text(text.replace('state="translated"', 'state="final"', 1))
    take_back(exported, "--publish")
    second = export(tmp_path / "again")
    assert second is not None
    states = [one.get("state") for one in segments_of(second)]
    assert states == ["reviewed", "final", *["translated"] * (len(states) - 2)]
    # Whoever changes the words makes it a translation that nobody has reviewed.
    changed = StringTranslation.objects.exclude(review=None).order_by("pk")[0]
    changed.data = "Thuis"
    changed.save()
    third = export(tmp_path / "third")
    assert third is not None
    assert [one.get("state") for one in segments_of(third)][:2] == ["translated", "final"]


def test_a_reviewed_wording_is_not_replaced_by_an_unreviewed_one(
    about: ContentPage, tmp_path: Path
) -> None:
    exported = export(tmp_path)
    assert exported is not None
    translate_file(exported)
    older = exported.read_text()
    exported.write_text(older.replace('state="translated"', 'state="final"'))
    take_back(exported)
    exported.write_text(older.replace("ABOUT", "OVER"))
    assert "Somebody has reviewed another wording since" in take_back(exported)
    assert not StringTranslation.objects.filter(data="OVER").exists()


def test_the_report_keeps_the_words_that_a_file_replaces(
    about: ContentPage, tmp_path: Path
) -> None:
    exported = export(tmp_path)
    assert exported is not None
    translate_file(exported)
    assert "It replaces" not in take_back(exported)
    exported.write_text(exported.read_text().replace("ABOUT", "OVER"))
    # Meanwhile somebody has thought of better words, in the admin.
    better = StringTranslation.objects.get(data="ABOUT", context__path="title")
    better.data = "Wie wij zijn"
    better.save()
    report = take_back(exported)
    assert "Stored, but look at it: It replaces: Wie wij zijn" in " ".join(report.split())
    assert "OURS" not in report
    better.refresh_from_db()
    assert better.data == "OVER"
    assert "It replaces" not in take_back(exported)


def test_what_a_machine_translated_is_asked_for_until_a_person_says_so(
    about: ContentPage, tmp_path: Path
) -> None:
    exported = export(tmp_path)
    assert exported is not None
    translate_file(exported)
    take_back(exported, "--publish")
    StringTranslation.objects.update(translation_type="machine")
    second = export(tmp_path / "again")
    assert second is not None
    assert {one.get("state") for one in segments_of(second)} == {"initial"}
    assert "Stored already" in take_back(second)
    assert StringTranslation.objects.filter(translation_type="machine").exists()
    second.write_text(second.read_text().replace('"initial"', '"translated"'))
    take_back(second)
    assert not StringTranslation.objects.filter(translation_type="machine").exists()


def test_a_gettext_file_does_the_same(about: ContentPage, tmp_path: Path) -> None:
    exported = export(tmp_path, "--format", "po")
    assert exported is not None
    po = polib.pofile(str(exported))
    for entry in po:
        entry.msgstr = entry.msgid.replace("Two", "Twee").replace("About", "Over")
    po.save()
    take_back(exported, "--publish")
    assert document("/nl/about/")["body"][0]["value"]["html"].endswith("<p>Twee</p>")
    publish(about, title="About us")
    second = export(tmp_path / "again", "--format", "po", "--only", "outdated")
    [entry] = polib.pofile(str(second))
    assert (entry.msgid, entry.msgstr, entry.fuzzy) == ("About us", "Over", True)
    assert entry.previous_msgid == "About"
    assert "Not translated in the file 1" in take_back(second or Path())


def test_an_older_tool_gives_back_its_own_version(about: ContentPage, tmp_path: Path) -> None:
    exported = export(tmp_path, "--pages", "/about/")
    assert exported is not None
    file = etree.parse(exported).find("{*}file")
    units = "".join(
        f'<trans-unit id="{one.get("id")}"><source>About</source><target>Over</target></trans-unit>'
        for one in file.iter("{*}unit")
        if one.get("name") == "title"
    )
    exported.write_text(
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">'
        f'<file original="{file.get("original")}" source-language="en" target-language="nl" '
        f'datatype="html"><body>{units}</body></file></xliff>'
    )
    assert "Stored 1" in take_back(exported)
    assert StringTranslation.objects.get(context__path="title").data == "Over"


def test_a_text_comes_back_in_one_language_after_the_other(
    about: ContentPage, tmp_path: Path
) -> None:
    add_languages("fr")
    for code in ("nl", "fr"):
        exported = export(tmp_path, locale=code)
        assert exported is not None
        translate_file(exported)
        take_back(exported, "--publish")
        assert state(f"/{code}/about/") == "translated"
    assert state("/nl/about/") == "translated"


def test_only_named_pages_are_written(about: ContentPage, tmp_path: Path) -> None:
    other = add_page(again(about).get_parent(), ContentPage, title="Other", slug="other")
    exported = export(tmp_path, "--pages", "/about/", str(other.pk))
    assert exported is not None
    words = words_of(exported)
    assert "About" in words
    assert "Other" in words
    assert "Home" not in words
    notes = {one.get("category"): one.text for one in etree.parse(exported).iter("{*}note")}
    assert notes["length"] == "At most 255 characters."
    assert notes["preview"].endswith("/other/")


def test_a_page_that_was_written_in_dutch_goes_out_for_english(
    about: ContentPage, tmp_path: Path
) -> None:
    dutch = default_portal().roots[Locale.objects.get(language_code="nl").pk].specific
    add_page(dutch, ContentPage, title="Nieuws", slug="nieuws")
    exported = export(tmp_path, locale="en")
    assert exported is not None
    assert exported.name == "en-from-nl.xlf"
    translate_file(exported)
    take_back(exported, "--publish")
    assert document("/nieuws/")["title"] == "NIEUWS"


def test_an_import_that_is_interrupted_stores_nothing_and_may_be_run_again(
    about: ContentPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exported = export(tmp_path)
    assert exported is not None
    translate_file(exported)
    monkeypatch.setattr(importing, "AT_ONCE", 1)

    def interrupt(done: int) -> None:
        assert StringTranslation.objects.exists()
        raise KeyboardInterrupt

    with exported.open("rb") as file, pytest.raises(KeyboardInterrupt):
        importing.import_translations(file, "nl", publish_complete=True, progress=interrupt)
    assert not StringTranslation.objects.exists()
    assert state("/nl/about/") == "fallback"
    assert "2 texts published" in take_back(exported, "--publish")


def test_a_text_may_be_moved_while_its_file_is_out(about: ContentPage, tmp_path: Path) -> None:
    section = add_page(about.get_parent(), ContentPage, title="Section", slug="section")
    synchronise()
    exported = export(tmp_path, "--pages", "/about/")
    assert exported is not None
    translate_file(exported)
    ContentPage.objects.get(pk=about.pk).move(section, "last-child")
    assert "1 texts published" in take_back(exported, "--publish")
    assert state("/nl/about/") == "translated"


def test_of_a_text_that_was_deleted_while_its_file_was_out_the_report_says_so(
    about: ContentPage, tmp_path: Path
) -> None:
    exported = export(tmp_path, "--pages", "/about/")
    assert exported is not None
    translate_file(exported)
    ContentPage.objects.get(pk=about.pk).delete()
    assert "Not a text of this portal" in take_back(exported, "--publish")
    assert not StringTranslation.objects.exists()
