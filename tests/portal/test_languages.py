"""A reader always knows which language a page is in, and which others there are."""

import json
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup, Tag

from tests.portal.conftest import LOCALES, Portal

pytestmark = [pytest.mark.portal, pytest.mark.timeout(600)]

NOTICES = {
    "fr": "Cette page n’est pas encore disponible en français ; vous la lisez en anglais.",
    "nl": "Deze pagina is nog niet beschikbaar in het Nederlands; u leest ze in het Engels.",
    "de": "Diese Seite ist noch nicht auf Deutsch verfügbar; Sie lesen sie auf Englisch.",
}
ATOM = {"a": "http://www.w3.org/2005/Atom"}
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def read(portal: Portal, path: str) -> BeautifulSoup:
    file = portal.folder / path.lstrip("/") / "index.html"
    return BeautifulSoup(file.read_text(encoding="utf-8"), "lxml")


def one(page: BeautifulSoup | Tag, selector: str) -> Tag:
    found = page.select_one(selector)
    assert found is not None, selector
    return found


def with_state(portal: Portal, locale: str, *states: str) -> list[dict[str, Any]]:
    return [page for page in portal.documents[locale] if page["translation"]["state"] in states]


@pytest.mark.parametrize("locale", sorted(NOTICES))
def test_a_fallback_says_so_in_the_readers_language_and_marks_the_texts_own(
    portal: Portal, locale: str
) -> None:
    documents = with_state(portal, locale, "fallback")
    assert documents
    for document in documents:
        page = read(portal, document["path"])
        assert one(page, "[data-translation=fallback]").get_text(strip=True) == NOTICES[locale]
        assert one(page, "html")["lang"] == locale
        assert one(page, "main")["lang"] == document["locale"]["served"] == "en"


def test_a_translated_page_has_no_notice(portal: Portal) -> None:
    for document in with_state(portal, "nl", "translated", "source"):
        page = read(portal, document["path"])
        assert page.select_one("[data-translation]") is None
        assert one(page, "html")["lang"] == "nl"
        assert one(page, "main").get("lang") is None


@pytest.mark.parametrize("locale", LOCALES)
def test_the_language_switch_lists_every_language_and_marks_the_fallbacks(
    portal: Portal, locale: str
) -> None:
    for document in portal.documents[locale]:
        links = read(portal, document["path"]).select("nav.languages a")
        assert [link["lang"] for link in links] == list(LOCALES)
        by_locale = {alternate["locale"]: alternate for alternate in document["alternates"]}
        for link in links:
            alternate = by_locale[str(link["lang"])]
            assert link["href"] == alternate["path"]
            assert link["hreflang"] == alternate["hreflang"]
            assert ("is-fallback" in link.get_attribute_list("class")) == (
                alternate["state"] == "fallback"
            )
        current = [link["lang"] for link in links if link.get("aria-current")]
        assert current == [locale]


def test_search_engines_are_told_what_a_page_is_and_of_translations_but_no_fallbacks(
    portal: Portal,
) -> None:
    for locale in LOCALES:
        for document in portal.documents[locale]:
            page = read(portal, document["path"])
            told = {
                str(link["hreflang"]): urlsplit(str(link["href"])).path
                for link in page.select("link[rel=alternate][hreflang]")
            }
            real = {
                alternate["hreflang"]: alternate["path"]
                for alternate in document["alternates"]
                if alternate["state"] != "fallback"
            }
            expected = real | {"x-default": real["en"]} if len(real) > 1 else {}
            assert told == expected, document["path"]
            assert one(page, "link[rel=canonical]")["href"] == document["seo"]["canonical"]
            things = page.select("script[type='application/ld+json']")
            assert [json.loads(it.get_text()) for it in things] == document["seo"]["json_ld"]


def test_the_sitemap_holds_every_page_in_its_own_language_only(portal: Portal) -> None:
    root = ElementTree.fromstring((portal.folder / "sitemap.xml").read_text())  # noqa: S314 (ours)
    listed = {urlsplit(str(loc.text)).path for loc in root.findall("s:url/s:loc", SITEMAP)}
    expected = {
        page["path"]
        for locale in LOCALES
        for page in portal.documents[locale]
        if page["translation"]["state"] != "fallback" and "noindex" not in page["seo"]["robots"]
    }
    expected |= {
        f"{page['path']}category/{category['slug']}/"
        for locale in LOCALES
        for page in portal.documents[locale]
        if page["type"] == "home.NewsIndexPage" and page["path"] in expected
        for category in page["categories"]
    }
    assert listed == expected
    alternates = {link.get("href") for link in root.findall("s:url/x:link", SITEMAP)}
    assert {urlsplit(str(address)).path for address in alternates} <= expected | {
        page["path"] for page in portal.documents["en"]
    }
    assert f"Sitemap: {portal.url}/sitemap.xml" in (portal.folder / "robots.txt").read_text()


def test_there_is_a_missing_page_in_every_language(portal: Portal) -> None:
    for locale in LOCALES:
        folder = portal.folder if locale == "en" else portal.folder / locale
        page = BeautifulSoup((folder / "404.html").read_text(encoding="utf-8"), "lxml")
        assert one(page, "html")["lang"] == locale
        assert one(page, "main section")["lang"] == locale
        assert {str(section["lang"]) for section in page.select("main section")} == set(LOCALES)


def test_the_portal_speaks_the_language_of_the_address(portal: Portal) -> None:
    skip = {
        "en": "Skip to content",
        "fr": "Aller au contenu",
        "nl": "Naar de inhoud",
        "de": "Zum Inhalt",
    }
    for locale, text in skip.items():
        page = read(portal, portal.path_of("home.HomePage", locale))
        assert one(page, "a.skip").get_text() == text


def test_the_news_of_each_language_can_be_subscribed_to(portal: Portal) -> None:
    for locale in LOCALES:
        index = next(
            page for page in portal.documents[locale] if page["type"] == "home.NewsIndexPage"
        )
        link = one(read(portal, index["path"]), "link[type='application/atom+xml']")
        assert link["rel"] == ["alternate"]
        feed = ElementTree.fromstring(  # noqa: S314 (ours)
            (portal.folder / str(link["href"]).lstrip("/")).read_text()
        )
        entries = feed.findall("a:entry", ATOM)
        assert [entry.findtext("a:title", "", ATOM) for entry in entries] == [
            item["title"] for item in index["items"]
        ]
        paths = {page["path"] for page in portal.documents[locale]}
        assert {urlsplit(it.get("href", "")).path for it in feed.findall("*/a:link", ATOM)} <= paths
        assert feed.findtext("a:updated", "", ATOM) >= max(
            entry.findtext("a:published", "", ATOM) for entry in entries
        )
        assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == locale


def test_a_piece_of_news_leads_to_the_others_of_its_category(portal: Portal) -> None:
    for document in portal.documents["fr"]:
        if document["type"] == "home.NewsPage":
            links = read(portal, document["path"]).select(".facts a[href*='/category/']")
            slugs = [str(link["href"]).split("/")[-2] for link in links]
            assert slugs == [category["slug"] for category in document["categories"]]


@pytest.mark.parametrize("locale", LOCALES)
def test_each_category_of_the_news_has_a_page_and_a_feed_with_its_news_alone(
    portal: Portal, locale: str
) -> None:
    of_path = {page["path"]: page for page in portal.documents[locale]}
    index = next(it for it in of_path.values() if it["type"] == "home.NewsIndexPage")
    archives = [str(it["href"]) for it in read(portal, index["path"]).select(".choices a")]
    assert archives[0] == index["path"]
    assert len(archives) == 1 + len(index["categories"]) > 1
    for path, category in zip(archives[1:], index["categories"], strict=True):
        expected = [
            item["path"]
            for item in index["items"]
            if category["slug"] in [one["slug"] for one in of_path[item["path"]]["categories"]]
        ]
        assert len(expected) == category["count"]
        page = read(portal, path)
        assert [str(link["href"]) for link in page.select(".card__title a")] == expected
        assert [one["href"] for one in page.select(".choices [aria-current]")] == [path]
        assert [str(one["href"]).endswith(path) for one in page.select("link[rel=canonical]")] == [
            True
        ]
        assert [one.get_text() for one in page.select("h1")] == [category["name"]]
        feed = ElementTree.fromstring(  # noqa: S314 (ours)
            (portal.folder / path.strip("/") / "feed.xml").read_text()
        )
        links = feed.findall("a:entry/a:link", ATOM)
        assert [urlsplit(link.get("href", "")).path for link in links] == expected
