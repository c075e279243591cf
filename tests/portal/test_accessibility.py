"""Every kind of page, as a phone and a desktop show it, by day and by night, without barriers."""

from itertools import pairwise

import pytest
from playwright.sync_api import Page

from tests.barriers import CONTRAST, barriers
from tests.portal.conftest import PAGE_TYPES, Portal

pytestmark = [pytest.mark.browser, pytest.mark.portal, pytest.mark.timeout(600)]

PHONE, DESKTOP = (390, 844), (1280, 800)


def show(page: Page, address: str, size: tuple[int, int], scheme: str) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    # Without motion, no colour is measured half way through a transition.
    page.emulate_media(
        color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce"
    )
    if page.url != address:
        page.goto(address)


@pytest.mark.parametrize("page_type", PAGE_TYPES)
def test_a_page_has_no_barrier_and_fits_each_screen(
    portal: Portal, page: Page, page_type: str
) -> None:
    """By day on a desktop, by night on a phone; with one main heading, and no level skipped."""
    address = portal.url + portal.path_of(page_type)
    show(page, address, DESKTOP, "light")
    assert barriers(page) == []
    levels = page.evaluate(
        "[...document.querySelectorAll('main :is(h1,h2,h3,h4,h5,h6)')].map(h => +h.tagName[1])"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    show(page, address, PHONE, "dark")
    assert barriers(page) == []
    assert is_narrow(page)
    page.goto(portal.url + portal.path_of(page_type, "de"))
    assert is_narrow(page)


def is_narrow(page: Page) -> bool:
    """WCAG 2.2, 1.4.10: at 320 pixels there is nothing to scroll sideways for."""
    page.set_viewport_size({"width": 320, "height": 700})
    return bool(page.evaluate("document.documentElement.scrollWidth") <= 320)


def test_header_and_footer_have_contrast_in_every_size_and_colour(
    portal: Portal, page: Page
) -> None:
    """The other pairs of size and colours: of what every page shares, seen at the home page."""
    for size, scheme in ((DESKTOP, "dark"), (PHONE, "light")):
        show(page, f"{portal.url}/", size, scheme)
        assert barriers(page, rules=CONTRAST) == []


def test_a_fallback_page_and_the_missing_page_have_no_barrier(portal: Portal, page: Page) -> None:
    for path in (portal.fallback()["path"], "/nothing-here/"):
        show(page, portal.url + path, PHONE, "light")
        assert barriers(page) == [], path


def test_an_imported_portal_has_no_barrier(imported: Portal, page: Page) -> None:
    """One page of every type, and the longest of all."""
    documents = [document for pages in imported.documents.values() for document in pages]
    longest = max(documents, key=lambda document: len(document["body"]))
    by_type = {document["type"]: document for document in documents}
    for document in [*by_type.values(), longest]:
        show(page, imported.url + document["path"], DESKTOP, "light")
        assert barriers(page) == [], document["path"]
        show(page, imported.url + document["path"], PHONE, "dark")
        assert barriers(page, rules=CONTRAST) == [], document["path"]


def test_open_menus_have_no_barrier(portal: Portal, page: Page) -> None:
    show(page, f"{portal.url}/", PHONE, "light")
    page.get_by_role("button", name="Menu").click()
    page.locator("header summary").first.click()
    assert barriers(page) == []
