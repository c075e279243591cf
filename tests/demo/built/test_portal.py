"""What the demo leaves in the database."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.models import LocaleSynchronization, StringTranslation, Translation

from cms.core.blocks import BodyBlock
from cms.core.models import BasePage, Image, Navigation
from cms.core.portals import Portal
from cms.delivery.models import Document
from cms.demo.build import DemoResult, build_demo
from cms.demo.catalogue import LINE_BREAK, SLUG_CONTEXT, Catalogue
from cms.demo.content.blocks import stable_id
from cms.demo.content.page import PageContent
from cms.demo.content.site import PAGES
from cms.demo.pictures.collection import PICTURES
from community.models import Organisation, ProjectPage, Target
from home.models import HomePage
from tests.demo.rows import rows

LANGUAGES = ("fr", "nl", "de")


def page_of(content: PageContent, code: str) -> Page:
    return Page.objects.get(
        translation_key=stable_id("page", content.key), locale__language_code=code
    )


def documents() -> dict[str, dict[str, Any]]:
    """Every stored document by its path."""
    stored = Document.objects.pages()
    return {one.path: json.loads(bytes(one.body)) for one in stored if one.path and one.body}


def walk(value: Any) -> Iterator[dict[str, Any]]:
    """Every object inside a JSON value."""
    if isinstance(value, dict):
        yield value
        for member in value.values():
            yield from walk(member)
    elif isinstance(value, list):
        for member in value:
            yield from walk(member)


def test_every_page_meant_to_be_translated_is_so_in_full(demo: DemoResult) -> None:
    unfinished = [
        f"{translation.target_locale.language_code} {translation.source.object_repr}"
        for translation in Translation.objects.select_related("source", "target_locale")
        if len(set(translation.get_progress())) > 1
    ]
    assert unfinished == []
    for content in PAGES:
        for code in content.translated:
            assert page_of(content, code).alias_of_id is None, (content.key, code)


def test_pages_left_untranslated_on_purpose_are_called_fallbacks(demo: DemoResult) -> None:
    states = {(str(one.key), one.locale): one.translation_state for one in Document.objects.pages()}
    for content in PAGES:
        key = stable_id("page", content.key)
        assert states[key, "en"] == "source"
        for code in LANGUAGES:
            wanted = "translated" if code in content.translated else "fallback"
            assert states[key, code] == wanted, (content.key, code)


def test_some_pages_are_translated_into_every_language_and_some_into_none(
    demo: DemoResult,
) -> None:
    assert demo.translated["en"] == len(PAGES)
    assert all(demo.translated[code] > 25 for code in LANGUAGES)
    assert all(demo.fallbacks[code] > 5 for code in LANGUAGES)


def test_a_second_build_changes_nothing(demo: DemoResult) -> None:
    before = rows()
    etags = set(Document.objects.values_list("etag", flat=True))
    again = build_demo(lambda step: pytest.fail(f"A second build does something: {step}"))
    assert rows() == before
    assert set(Document.objects.values_list("etag", flat=True)) == etags
    assert not again.created
    assert (again.site, again.translated) == (demo.site, demo.translated)


def test_a_second_build_keeps_what_an_editor_changed(demo: DemoResult) -> None:
    home = demo.site.root_page.specific
    home.title = "Nature in Belgium"
    home.save_revision().publish()
    build_demo(lambda step: None)
    assert HomePage.objects.get(pk=home.pk).title == "Nature in Belgium"


def test_every_link_of_every_document_leads_to_a_page_of_the_portal(demo: DemoResult) -> None:
    stored = documents()
    links = [
        one
        for document in stored.values()
        for one in walk(document)
        if one.get("kind") == "page" and "state" in one
    ]
    assert len(links) > 150
    assert {one["state"] for one in links} == {"live"}
    assert {one["path"] for one in links} <= stored.keys()


def test_every_picture_has_a_description_in_the_language_of_the_page(demo: DemoResult) -> None:
    for path, document in documents().items():
        for one in walk(document):
            if "decorative" not in one or one["decorative"]:
                continue
            assert one["alt"], (path, one["title"])
            assert one["licence"], (path, one["title"])
            assert one["creator"], (path, one["title"])
    dutch = documents()["/nl/"]["hero"]["image"]
    assert dutch["alt"].startswith("Tekening")
    assert dutch["caption"].startswith("Tekening")


def test_every_block_but_raw_html_is_shown_somewhere(demo: DemoResult) -> None:
    shown = {block["type"] for document in documents().values() for block in document["body"]}
    assert shown == set(BodyBlock().child_blocks) - {"html"}


def test_an_editor_could_save_every_page_as_it_is(demo: DemoResult) -> None:
    """The forms' own checks accept all blocks, so nobody meets an error that they did not make."""
    for page in Portal(demo.site).pages().specific():
        assert isinstance(page, BasePage)
        page.full_clean()
        for field in page._meta.get_fields():
            if isinstance(field, StreamField):
                value: StreamValue = getattr(page, field.name)
                assert len(value.stream_block.clean(value)) == len(value), page.url_path


def test_every_cooperation_has_a_role_a_contact_and_a_kind_in_each_language(
    demo: DemoResult,
) -> None:
    stored = documents()
    for path in ("/cooperation/", "/fr/cooperation/", "/nl/samenwerking/", "/de/zusammenarbeit/"):
        items = [item for group in stored[path]["groups"] for item in group["items"]]
        assert len(items) == 19
        assert all(item["contact_roles"] for item in items)
        assert all(item["summary"]["html"] and item["our_role"]["html"] for item in items)
        assert all(item["website"] for item in items if item["name"] != "BIOARCH")
    focal_points = {
        role
        for group in stored["/cooperation/"]["groups"]
        for item in group["items"]
        if item["acronym"] == "CBD"
        for role in item["contact_roles"]
    }
    for mechanism in ("CHM", "GTI", "SBSTTA"):
        assert any(mechanism in role for role in focal_points)


def test_members_have_their_name_acronym_and_website_in_each_language(demo: DemoResult) -> None:
    found = {
        one.locale.language_code: (one.acronym, one.website, one.name)
        for one in Organisation.objects.filter(
            translation_key=stable_id("organisation", "rbins")
        ).select_related("locale")
    }
    assert found["nl"] == (
        "KBIN",
        "https://www.naturalsciences.be/nl",
        "Koninklijk Belgisch Instituut voor Natuurwetenschappen",
    )
    assert found["fr"][:2] == ("IRSNB", "https://www.naturalsciences.be/fr")
    assert found["en"][:2] == found["de"][:2] == ("RBINS", "https://www.naturalsciences.be/en")


def test_the_alliance_has_its_axes_objectives_and_targets(demo: DemoResult) -> None:
    for path in ("/alliance/", "/fr/alliance/", "/nl/alliantie/", "/de/allianz/"):
        axes = documents()[path]["axes"]
        assert [len(axis["objectives"]) for axis in axes] == [5, 5]
        targets = [
            target
            for axis in axes
            for objective in axis["objectives"]
            for target in objective["targets"]
        ]
        assert len(targets) == 13
        assert sum(target["contributed"] > 0 for target in targets) >= 7
        assert sum(target["claimed"] > 0 for target in targets) >= 7
    assert {target.year for target in Target.objects.all()} == {2030}
    assert Target.objects.filter(value=38_500_000).exists()


def test_every_project_of_the_seed_says_that_its_contributions_are_illustrative(
    demo: DemoResult,
) -> None:
    english = ProjectPage.objects.filter(locale__language_code="en")
    assert english.count() == 11
    for project in english:
        assert "illustrative" in str(project.body.raw_data[1]["value"]["text"])
        assert (project.start, project.end) == (None, None)
        assert project.links
    placed = {one.place: one.latitude for one in english if one.latitude is not None}
    assert placed.keys() == {"Anderlecht", "Asse", "Brussels", "Genk"}


def test_navigation_stands_in_every_language_with_query_strings(demo: DemoResult) -> None:
    assert Navigation.objects.filter(site=demo.site).count() == 4
    [site] = [one for one in Document.objects.sites() if one.locale == "nl"]
    hrefs = [one["href"] for one in walk(json.loads(bytes(site.body))) if "href" in one]
    assert "/nl/occurrence/?country=BE&view=MAP" in hrefs


def test_a_new_page_follows_into_the_other_languages(demo: DemoResult) -> None:
    rules = LocaleSynchronization.objects.values_list("locale__language_code", flat=True)
    assert set(rules) == set(LANGUAGES)
    codes = ("locale", "hreflang", "widget_locale", "stories_locale", "map_locale")
    site = json.loads(bytes(Document.objects.sites().get(locale="nl").body))
    assert [tuple(one[code] for code in codes) for one in site["languages"]] == [
        ("en", "en", "en", "en-GB", "en"),
        ("fr", "fr-BE", "fr", "fr", "fr"),
        ("nl", "nl-BE", "nl", "nl", "nl"),
        ("de", "de-BE", "de", None, "de"),
    ]


def test_pictures_carry_a_free_licence_and_their_texts_in_each_language(demo: DemoResult) -> None:
    pictures = Image.objects.filter(collection__name="Demonstration portal")
    assert pictures.count() > 40
    assert set(pictures.values_list("licence", flat=True)) == {"CC0-1.0", "CC-BY-4.0"}
    for picture in pictures.exclude(caption=""):
        assert picture.width == 1600
        assert set(picture.texts) == set(LANGUAGES)


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_entry_is_unused(demo: DemoResult, code: str) -> None:
    used: set[tuple[str, str]] = set()
    translations = StringTranslation.objects.filter(locale__language_code=code)
    for source, path in translations.values_list("translation_of__data", "context__path"):
        context = SLUG_CONTEXT if path == "slug" else ""
        used |= {(context, line) for line in (source, *source.split(LINE_BREAK))}
    for picture in PICTURES:
        used |= {("", picture.alt), ("", picture.caption)}
    assert Catalogue(code).entries.keys() - used == set()
