"""The Belgian hosted portal, imported as a whole; skips where its content is not at hand.

The figures are those of the portal's snapshot: 59 pages and 42 posts, one of which was never
published.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Locale, Page, Revision

from cms.core.models import Image, Navigation, SiteSettings
from cms.importers.hosted_portal import source
from cms.importers.hosted_portal.importing import Result, import_hosted_portal
from cms.importers.hosted_portal.report import Report
from cms.importers.hosted_portal.source import Portal, SourcePage
from community.models import CommunityPage, Organisation, Person, TeamPage
from gbif_blocks.scopes import Scope
from home.models import DataExplorerPage, HomePage, NewsPage
from tests.importers.conftest import undone_after

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]

# Pictures that the snapshot names and does not hold.
MISSING_PICTURES = {
    "/assets/images/photos/RR06.jpg",
    "/assets/images/photos/IAS01.png",
    "/assets/images/placeholders/topic1.png",
}
# Bodies that Jekyll never rendered, because the page's composition has no pageMarkdown: each says
# "Edit … to change the text". They are reported and left out.
UNRENDERED = {
    f"{lang}/{name}.md" for lang in ("en", "fr", "nl") for name in ("home", "team", "topics")
}
WRONG_LANGUAGE_LINKS = [
    ("_data/fr/examples.yml", 37),
    ("_data/nl/examples.yml", 18),
    ("_data/nl/examples.yml", 22),
    ("_data/nl/examples.yml", 26),
    ("_posts/fr/2024-06-04-node-staff.md", 11),
    ("_posts/nl/2024-06-04-node-staff.md", 11),
    ("fr/404.md", 10),
    ("nl/about.md", 24),
    ("nl/community.md", 19),
    ("nl/community.md", 20),
]


@pytest.fixture(scope="module")
def folder(shared: Path) -> Path:
    return shared / "portals" / "gbif-be"


@pytest.fixture(scope="module")
def portal(folder: Path) -> Portal:
    return source.read_portal(folder, Report())


@pytest.fixture(scope="module")
def belgium(folder: Path, django_db_setup: None, django_db_blocker: Any) -> Iterator[Result]:
    with django_db_blocker.unblock(), undone_after():
        yield import_hosted_portal(folder, site_config=folder / "site_config.json")


def document(client: Client, path: str) -> Any:
    """The page's document, through a redirect where its address changed."""
    answer = client.get("/api/delivery/v1/resolve/", {"path": path}).json()
    if answer.get("kind") == "redirect":
        answer = client.get("/api/delivery/v1/resolve/", {"path": answer["location"]}).json()
    assert answer.get("kind") == "page", f"{path}: {answer}"
    return answer["page"]


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", text.casefold()))


def words_of_markdown(body: str) -> set[str]:
    """The words that a reader of the old page saw, found without a Markdown parser."""
    text = re.sub(r"\{%\s*comment.*?endcomment\s*%\}", " ", body, flags=re.DOTALL)
    text = re.sub(r"\{\{.*?\}\}|\{:[^}]*\}", " ", text)
    text = re.sub(r"\]\([^)\s]*(?:\([^)]*\))?[^)\s]*\)", " ", text)
    # Emphasis inside a word is no border between words.
    return words(BeautifulSoup(text.replace("*", ""), "html.parser").get_text(" "))


def words_of_json(value: Any) -> set[str]:
    """The words in every text of a document."""
    if isinstance(value, dict):
        return {word for inner in value.values() for word in words_of_json(inner)}
    if isinstance(value, list):
        return {word for inner in value for word in words_of_json(inner)}
    if not isinstance(value, str):
        return set()
    if "<" not in value:
        return words(value)
    html = BeautifulSoup(value, "html.parser")
    for mark in html.find_all(["b", "i"]):
        mark.unwrap()
    return words(BeautifulSoup(str(html), "html.parser").get_text(" "))


def test_every_file_became_a_page_in_its_language(belgium: Result, portal: Portal) -> None:
    assert (belgium.pages, belgium.posts, belgium.drafts) == (59, 42, 1)
    assert belgium.languages == ["en", "fr", "nl"]
    assert NewsPage.objects.live().count() == 41
    own = Page.objects.filter(depth__gt=1, alias_of=None)
    assert own.count() == 101
    assert own.not_type(NewsPage).live().count() == 59
    assert sorted(own.values_list("locale__language_code", flat=True)) == sorted(
        page.lang for page in portal.all_pages()
    )


def test_the_post_without_a_date_is_a_draft(belgium: Result) -> None:
    [draft] = NewsPage.objects.not_live()
    assert (draft.locale.language_code, draft.slug) == ("nl", "eca25")
    assert [entry.file for entry in belgium.report.with_code("post-without-date")] == [
        "_posts/nl/ECA25.md"
    ]


def test_the_three_posts_of_one_meeting_are_paired_again(belgium: Result) -> None:
    posts = NewsPage.objects.filter(slug="eca25")
    assert len({post.translation_key for post in posts}) == 1
    assert posts.count() == 3
    [entry] = belgium.report.with_code("lang-ref-repaired")
    assert (entry.file, entry.line) == ("_posts/fr/2025-06-03-ECA25.md", 6)


def test_german_is_offered_without_a_page_and_not_made(belgium: Result) -> None:
    assert not Locale.objects.filter(language_code="de").exists()
    assert belgium.report.with_code("language-without-pages")[0].file == "_data/languages.yml"


def test_old_addresses_of_all_published_pages_still_lead_somewhere(
    belgium: Result, portal: Portal, client: Client
) -> None:
    for page in portal.all_pages():
        if page.published:
            found = document(client, page.url)
            assert found["locale"]["served"] == page.lang, page.file
            assert found["title"].split() == page.text("title").split(), page.file


def test_all_words_of_every_body_are_in_the_api(
    belgium: Result, portal: Portal, client: Client
) -> None:
    total = 0
    for page in portal.all_pages():
        if page.file in UNRENDERED:
            continue
        found = stored_words(page, client)
        expected = words_of_markdown(page.body)
        total += len(expected)
        assert expected <= found, f"{page.file}: {sorted(expected - found)}"
    assert total > 8_000


def stored_words(page: SourcePage, client: Client) -> set[str]:
    if page.published:
        return words_of_json(document(client, page.url))
    draft = NewsPage.objects.get(title=page.text("title"))
    return words_of_json([block["value"] for block in draft.body.raw_data])


def test_the_bodies_left_out_are_exactly_those_that_were_never_shown(belgium: Result) -> None:
    found = {entry.file for entry in belgium.report.with_code("body-not-rendered")}
    assert found == UNRENDERED


def test_every_picture_is_there_or_reported(belgium: Result, portal: Portal) -> None:
    missing = {
        match[0]
        for entry in belgium.report.with_code("image-missing")
        if (match := re.match(r"\S+", entry.message))
    }
    assert missing == MISSING_PICTURES
    assert all(portal.file_at(path) is None for path in missing)
    for image in Image.objects.all():
        assert image.file.storage.exists(image.file.name)
    keys = set(Image.objects.values_list("pk", flat=True))
    for page in Page.objects.filter(depth__gt=1).specific():
        assert {int(pk) for pk in image_keys(page.body.raw_data)} <= keys


def image_keys(value: Any) -> Iterator[str]:
    """Primary keys of the images in a stored body."""
    text = json.dumps(list(value))
    yield from re.findall(r'"image": (\d+), "alt_text"', text)
    yield from re.findall(r'<embed[^>]* id=\\"(\d+)', text)


def test_pictures_carry_their_photographers_and_licences(belgium: Result) -> None:
    photo = Image.objects.get(title="Lycaena tityrus")
    assert (photo.licence, photo.source_url) == ("CC-BY-NC-4.0", "https://www.yvanbarbier.com")
    assert Image.objects.filter(licence="CC-BY-NC-4.0").count() == 15
    assert Image.objects.exclude(occurrence_url="").count() == 5


def test_the_ten_links_into_another_language_are_corrected(belgium: Result) -> None:
    found = [(entry.file, entry.line) for entry in belgium.report.with_code("link-language")]
    assert sorted(found) == WRONG_LANGUAGE_LINKS


def test_every_internal_link_stays_in_the_language_of_its_page(
    belgium: Result, portal: Portal, client: Client
) -> None:
    checked = 0
    for page in portal.all_pages():
        if page.published:
            for link in page_links(document(client, page.url)):
                assert (link["locale"], link["state"]) == (page.lang, "live"), (page.file, link)
                checked += 1
    assert checked > 50


def page_links(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if value.get("kind") == "page" and "href" in value:
            yield value
        for inner in value.values():
            yield from page_links(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from page_links(inner)


def test_the_page_that_does_not_exist_is_reported_in_three_languages(belgium: Result) -> None:
    found = [(entry.file, entry.line) for entry in belgium.report.with_code("link-missing")]
    assert found == [("_data/translations.yml", line) for line in (17, 19, 21)]


def test_misspelt_mail_links_are_repaired(belgium: Result) -> None:
    assert len(belgium.report.with_code("link-mailto")) == 4
    assert Person.objects.filter(locale__language_code="nl").exclude(email="").count() == 4


def test_figures_of_the_home_page_are_live(belgium: Result) -> None:
    for home in HomePage.objects.all():
        [statistics] = [block for block in home.body if block.block_type == "statistics"]
        catalogues = [item["number"]["catalogue"] for item in statistics.value["items"]]
        assert sorted(catalogues) == [
            "dataset",
            "literature",
            "occurrence",
            "occurrence",
            "publisher",
        ]


def test_logos_become_organisations_with_a_website_in_each_language(belgium: Result) -> None:
    for community in CommunityPage.objects.all():
        groups = [list(group.value["organisations"]) for group in community.groups]
        assert [len(group) for group in groups] == [12, 12]
        assert all(one.locale == community.locale for group in groups for one in group)
    museum = Organisation.objects.filter(name="RBINS")
    assert len({one.translation_key for one in museum}) == 1
    assert {one.locale.language_code for one in museum} == {"en", "fr", "nl"}
    assert all(one.website and one.logo for one in museum)


def test_the_team_has_its_members_of_each_language(belgium: Result) -> None:
    sizes = {
        team.locale.language_code: [len(group.value["people"]) for group in team.groups]
        for team in TeamPage.objects.all()
    }
    assert sizes == {"en": [6, 1], "fr": [5], "nl": [5]}
    former = Person.objects.filter(active=False)
    assert len({person.translation_key for person in former}) == 1


def test_data_pages_are_explorers_with_their_record_pages(belgium: Result) -> None:
    english = DataExplorerPage.objects.filter(locale__language_code="en")
    assert set(english.values_list("catalogue", flat=True)) == {
        *("occurrence", "dataset", "publisher", "literature", "collection", "institution")
    }
    assert english.get(catalogue="dataset").get_children().get().slug == "_key_"


def test_menus_are_complete_in_three_languages(belgium: Result) -> None:
    for navigation in Navigation.objects.all():
        assert [len(group.value["children"]) for group in navigation.header] == [6, 6, 2]
        first = navigation.header[1].value["children"][0].value["link"]
        assert first["query"] == "country=BE&view=MAP"
        assert first["page"].locale == navigation.locale
        assert len(navigation.footer) == 4


def test_the_portal_s_settings_and_scope_are_filled(belgium: Result) -> None:
    settings = SiteSettings.objects.get()
    assert (settings.name, settings.primary_colour) == ("GBIF.be", "#0000ff")
    assert settings.logo is not None
    scope = Scope.objects.get()
    assert (scope.country, scope.occurrence_relation) == ("BE", "both")
    assert scope.map_zoom == 8.4


def test_every_body_passes_the_editor_s_checks(belgium: Result) -> None:
    for page in Page.objects.filter(depth__gt=1).specific():
        page.body.stream_block.clean(page.body)
        page.hero_ctas.stream_block.clean(page.hero_ctas)
    assert belgium.report.with_code("page-invalid") == []


def test_every_entry_of_the_report_names_a_file_that_exists(belgium: Result, folder: Path) -> None:
    for entry in belgium.report:
        assert (folder / entry.file).is_file(), entry
        if entry.line is not None:
            lines = (folder / entry.file).read_text(encoding="utf-8").count("\n") + 1
            assert 1 <= entry.line <= lines, entry


def test_a_second_import_changes_nothing(belgium: Result, folder: Path) -> None:
    revisions, pages = Revision.objects.count(), Page.objects.count()
    images, people = Image.objects.count(), Person.objects.count()
    again = import_hosted_portal(folder, site_config=folder / "site_config.json")
    assert (again.written, again.aliases, again.redirects) == (0, 0, 0)
    assert (Revision.objects.count(), Page.objects.count()) == (revisions, pages)
    assert (Image.objects.count(), Person.objects.count()) == (images, people)
    assert again.report.as_json() == belgium.report.as_json()
