"""The portal's own pages are found: by keyboard, in every language, honestly when they are not."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.barriers import barriers
from tests.portal.conftest import LOCALES, Portal
from tests.portal.test_accessibility import PHONE, show

pytestmark = [pytest.mark.browser, pytest.mark.portal, pytest.mark.timeout(600)]

HOSTILE = "<img src=x onerror=alert(1)>{count}"


def test_pages_are_found_by_keyboard_and_the_question_goes_along_to_another_language(
    portal: Portal, page: Page
) -> None:
    page.goto(f"{portal.url}/")
    page.get_by_role("link", name="Search", exact=True).focus()
    page.keyboard.press("Enter")
    field = page.get_by_label("Words to look for")
    field.focus()
    page.keyboard.type("data")
    page.keyboard.press("Enter")
    status, results = page.get_by_role("status"), page.locator(".site-search__results > li")
    expect(status).to_contain_text("“data”")
    assert "q=data" in page.url
    first = results.count()
    assert first > 0
    assert re.search(r"\bdata\b", results.first.locator("mark").first.inner_text(), re.IGNORECASE)
    assert results.first.locator("a").get_attribute("href") in {
        document["path"] for document in portal.documents["en"]
    }
    show(page, page.url, PHONE, "dark")
    assert barriers(page) == []
    more = page.get_by_role("button", name="Show more")
    more.focus()
    page.keyboard.press("Enter")
    expect(results.nth(first).locator("a")).to_be_focused()
    page.locator(".languages a[lang=fr]").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{portal.url}/fr/search/?q=data")
    expect(page.get_by_role("status")).to_contain_text("« data »")


def test_a_hostile_question_is_text_and_a_search_that_does_not_answer_says_so(
    portal: Portal, page: Page
) -> None:
    page.goto(f"{portal.url}/nl/search/")
    page.get_by_role("searchbox").fill(HOSTILE)
    page.get_by_role("button", name="Zoeken").click()
    expect(page.get_by_role("status")).to_contain_text(HOSTILE)
    assert page.locator("img[onerror]").count() == 0
    page.route("**/delivery/v1/search/**", lambda route: route.abort())
    page.get_by_role("searchbox").fill("soorten")
    page.get_by_role("button", name="Zoeken").click()
    expect(page.get_by_role("status")).to_contain_text("antwoordt nu niet")


def test_without_script_each_language_says_what_to_do_instead(
    portal: Portal, page_without_script: Page
) -> None:
    for locale in LOCALES:
        folder = "" if locale == "en" else f"{locale}/"
        page_without_script.goto(f"{portal.url}/{folder}search/")
        expect(page_without_script.locator("noscript p")).to_contain_text("JavaScript")
        expect(page_without_script.locator(".site-search__form")).to_be_hidden()
