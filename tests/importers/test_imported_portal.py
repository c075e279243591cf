from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from wagtail.models import Page, Site

from cms.core.models import Image, Language, Navigation, SiteSettings
from cms.importers.hosted_portal.importing import Result
from community.models import CommunityPage, Organisation, Person, TeamPage
from home.models import (
    ContentPage,
    DataExplorerPage,
    DataRecordPage,
    HomePage,
    NewsCategory,
    NewsIndexPage,
    NewsPage,
)

pytestmark = pytest.mark.django_db


def resolve(client: Client, path: str) -> Any:
    return client.get("/api/delivery/v1/resolve/", {"path": path}).json()


def test_every_file_becomes_a_page_of_its_kind(imported: Result) -> None:
    assert (imported.pages, imported.posts, imported.drafts) == (11, 3, 1)
    kinds = {
        "/": HomePage,
        "/about/": ContentPage,
        "/community/": CommunityPage,
        "/team/": TeamPage,
        "/occurrence/": DataExplorerPage,
        "/occurrence/_key_/": DataRecordPage,
        "/news/": NewsIndexPage,
        "/news/sedge/": NewsPage,
        "/404/": ContentPage,
        "/fr/": HomePage,
        "/fr/about/": ContentPage,
        "/fr/occurrence/": DataExplorerPage,
        "/fr/news/sedge/": NewsPage,
    }
    pages = {page.specific.public_path: page.specific for page in Page.objects.filter(depth__gt=1)}
    for path, kind in kinds.items():
        assert type(pages[path]) is kind, path
        assert pages[path].live
    assert not pages["/news/moss/"].live


def test_translations_share_a_key_and_are_no_aliases(imported: Result) -> None:
    english, french = (
        ContentPage.objects.get(title="About"),
        ContentPage.objects.get(title="À propos"),
    )
    assert english.translation_key == french.translation_key
    assert french.alias_of is None
    assert french.locale.language_code == "fr"


def test_what_lacks_a_translation_gets_a_placeholder(imported: Result) -> None:
    team = TeamPage.objects.get(locale__language_code="fr")
    assert team.alias_of is not None
    assert imported.aliases >= 4


def test_the_fresh_site_is_taken_over(imported: Result) -> None:
    [site] = Site.objects.all()
    assert (site.hostname, site.is_default_site) == ("moor.example", True)
    assert site.root_page.specific == HomePage.objects.get(locale__language_code="en")
    assert not Page.objects.filter(title__startswith="Welcome").exists()


def test_pictures_come_once_with_their_rights(imported: Result) -> None:
    reed = Image.objects.get(title="Carex nigra")
    assert (reed.creator, reed.licence) == ("A. Botanist", "CC-BY-NC-4.0")
    assert (reed.source_url, reed.caption) == ("https://bot.example", "Carex nigra")
    assert reed.collection.name == "moor.example"
    about = ContentPage.objects.get(title="About")
    assert (about.hero_image, about.hero_image_alt) == (reed, "Sedge")
    assert Image.objects.count() == 3


def test_an_svg_is_made_harmless(imported: Result) -> None:
    icon = Image.objects.get(title="Icon")
    with default_storage.open(icon.file.name) as file:
        assert b"script" not in file.read()


def test_organisations_have_a_website_and_one_logo(imported: Result) -> None:
    museum = Organisation.objects.get(locale__language_code="en")
    assert (museum.name, museum.website) == ("Museum", "https://museum.example")
    assert museum.logo == Image.objects.get(title="Museum")
    [group] = CommunityPage.objects.get(locale__language_code="en").groups
    assert list(group.value["organisations"]) == [museum]


def test_news_has_date_author_and_categories_of_its_language(imported: Result) -> None:
    news = NewsPage.objects.get(title="Sedge")
    assert news.date.isoformat() == "2024-05-18"
    assert [author.person for author in news.authors.all()] == [Person.objects.get()]
    assert {category.slug for category in news.categories.all()} == {"plants", "gbif"}
    french = NewsPage.objects.get(title="Laîche")
    [category] = french.categories.all()
    assert category.locale == french.locale
    assert (
        category.translation_key == NewsCategory.objects.get(slug="gbif", locale=1).translation_key
    )


def test_old_addresses_lead_to_the_new_ones(imported: Result, client: Client) -> None:
    for old, new in {
        "/post/2024/sedge/": "/news/sedge/",
        "/fr/post/2024/sedge": "/fr/news/sedge/",
        "/occurrence/search": "/occurrence/",
    }.items():
        answer = resolve(client, old)
        assert (answer["kind"], answer["location"], answer["status"]) == ("redirect", new, 301)
    assert resolve(client, "/about")["kind"] == "page"


def test_menus_keep_their_queries_and_follow_the_language(imported: Result) -> None:
    header = Navigation.objects.get(locale__language_code="en").header
    assert [child.block_type for child in header] == ["group", "link"]
    children = header[0].value["children"]
    assert [child.block_type for child in children] == ["link", "divider", "heading"]
    assert children[0].value["link"]["query"] == "country=BE"
    [french] = Navigation.objects.get(locale__language_code="fr").header
    assert french.value["link"]["page"].title == "Données"
    assert imported.report.with_code("menu-item")[0].line == 9


def test_the_footer_has_texts_links_logos_and_small_print(imported: Result) -> None:
    navigation = Navigation.objects.get(locale__language_code="en")
    [column] = navigation.footer
    assert column.value["text"].source == "<p>By <i>us</i>.</p>"
    assert list(column.value["logos"]) == [Organisation.objects.get(locale__language_code="en")]
    assert column.value["items"][0].value["link"]["url"] == "https://www.gbif.org"
    assert "creativecommons.org" in navigation.small_print


def test_settings_and_languages_are_filled(imported: Result) -> None:
    settings = SiteSettings.objects.get()
    assert (settings.name, settings.email) == ("Moor portal", "moor@moor.example")
    [profile] = settings.social
    assert profile.value["url"] == "https://github.com/moor"
    assert Language.objects.get(locale__language_code="fr").label == "Français"


def test_every_imported_body_passes_the_editor_s_checks(imported: Result) -> None:
    for page in Page.objects.filter(depth__gt=1).specific():
        page.body.stream_block.clean(page.body)
        page.hero_ctas.stream_block.clean(page.hero_ctas)
