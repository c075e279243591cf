"""What a reader finds on the pages, and how they are used by keyboard."""

import re

import pytest
import requests
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, Route, expect

from scripts.portal import API_PATH
from tests.portal.conftest import PAGE_TYPES, Portal
from tests.portal.prepare_imported import IMPORTED_SITE

pytestmark = [pytest.mark.browser, pytest.mark.portal, pytest.mark.timeout(600)]


@pytest.mark.parametrize("page_type", PAGE_TYPES)
def test_a_page_asks_nobody_else_sets_no_cookie_and_makes_no_error(
    portal: Portal, page: Page, page_type: str
) -> None:
    strangers: list[str] = []
    errors: list[str] = []
    page.on("request", lambda it: None if portal.is_own(it) else strangers.append(it.url))
    page.on("requestfailed", lambda it: errors.append(f"{it.url}: {it.failure}"))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda it: errors.append(it.text) if it.type == "error" else None)
    page.goto(portal.url + portal.path_of(page_type), wait_until="networkidle")
    assert strangers == []
    assert errors == []
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_pages_show_their_title_and_pictures_their_credit(portal: Portal, page: Page) -> None:
    document = max(portal.documents["en"], key=lambda it: it["hero"]["kind"] == "image")
    page.goto(portal.url + document["path"])
    expect(page.get_by_role("heading", level=1)).to_have_text(document["hero"]["title"])
    credit = page.locator(".hero .credit")
    expect(credit).to_be_visible()
    licence = document["hero"]["image"]["licence"]
    expect(credit.get_by_role("link", name=licence["label"])).to_have_attribute(
        "href", licence["url"]
    )


def test_the_head_of_a_page_is_shown_before_styles_scripts_and_fonts_have_come(
    portal: Portal, chromium: Browser
) -> None:
    # In a profile of its own: in one that many tests had used before, nothing was painted.
    page = chromium.new_page()
    held: list[Route] = []
    others = re.compile(r"\.(css|js|woff2)$")
    page.route(others, lambda route: held.append(route))
    page.goto(portal.url + portal.path_of("home.ContentPage"), wait_until="commit")
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
    asked = [route.request.url for route in held]
    assert asked
    assert not [url for url in asked if url.endswith(".woff2")]
    # Lets go what was held.
    page.unroute(others)
    page.wait_for_function("[...document.fonts].some((font) => font.status === 'loaded')")
    page.close()


def test_the_skip_link_is_first_and_leads_to_the_content(portal: Portal, page: Page) -> None:
    page.goto(f"{portal.url}/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_menu_opens_by_keyboard_and_escape_gives_the_focus_back(
    portal: Portal, page: Page
) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{portal.url}/")
    menu = page.locator("header summary").first
    menu.focus()
    page.keyboard.press("Enter")
    first = page.locator("header details[open] a").first
    expect(first).to_be_visible()
    page.keyboard.press("Tab")
    expect(first).to_be_focused()
    page.keyboard.press("Escape")
    expect(first).to_be_hidden()
    expect(menu).to_be_focused()


def test_a_menu_closes_when_the_focus_leaves_it(portal: Portal, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{portal.url}/")
    page.locator("header summary").first.click()
    links = page.locator("header details[open] a")
    for _ in range(links.count() + 1):
        page.keyboard.press("Tab")
    expect(page.locator("header details[open]")).to_have_count(0)


def test_the_menu_of_a_phone_opens_and_closes(portal: Portal, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{portal.url}/")
    button = page.get_by_role("button", name="Menu")
    navigation = page.get_by_role("navigation", name="Main")
    expect(navigation).to_be_hidden()
    expect(button).to_have_attribute("aria-expanded", "false")
    button.press("Enter")
    expect(navigation).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(navigation).to_be_hidden()
    expect(button).to_be_focused()


def test_without_script_every_page_of_the_menu_can_be_reached(
    portal: Portal, page_without_script: Page
) -> None:
    page = page_without_script
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{portal.url}/")
    page.locator("header summary").first.click()
    page.locator("header details[open] a").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.url != f"{portal.url}/"


def test_on_paper_a_page_is_its_text_with_the_addresses_of_its_links(
    portal: Portal, page: Page
) -> None:
    """Dark on white, whatever the colours of the screen are."""
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(portal.url + portal.path_of("community.ProjectPage"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for part in (".header__nav", ".header__toggle", ".languages"):
        expect(page.locator(part)).to_be_hidden()
    link = page.locator("main .prose a[href^=http]").first
    shown = link.evaluate("link => getComputedStyle(link, '::after').content")
    assert str(link.get_attribute("href")) in shown
    red, green, blue = page.evaluate(
        "getComputedStyle(document.body).color.match(/\\d+/g).slice(0, 3).map(Number)"
    )
    assert max(red, green, blue) < 100


def test_the_settings_alone_make_the_portal_of_another_node(
    portal: Portal, imported: Portal
) -> None:
    """Name, logo and colours are the site's; the code is the same."""
    code = []
    for one, query in ((portal, ""), (imported, f"?site={IMPORTED_SITE}")):
        site = requests.get(f"{one.cms_url}{API_PATH}site/{query}", timeout=60).json()
        home = BeautifulSoup((one.folder / "index.html").read_text(), "lxml")
        brand = home.select_one(".brand")
        assert brand
        assert brand.get_text(strip=True) == site["name"]
        assert brand.select(f"img[src='{site['logo']['src']}']")
        styles = home.select_one("head > style")
        assert styles
        assert f"--brand:{site['theme']['primary']};" in styles.get_text()
        code.append({path.name for path in (one.folder / "_astro").iterdir()})
    assert code[0] == code[1]


def test_every_control_is_large_enough_to_hit(portal: Portal, page: Page) -> None:
    """WCAG 2.2, 2.5.8: 24 by 24 pixels, links within a sentence apart."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(portal.url + portal.path_of("home.DataExplorerPage"))
    small = page.evaluate(
        """[...document.querySelectorAll('button, select, input, summary, nav a, .credit a')]
          .filter(it => it.offsetParent && !it.closest('p'))
          .map(it => [it.outerHTML.slice(0, 80), it.getBoundingClientRect()])
          .filter(([, box]) => box.height < 24 || box.width < 24).map(([html]) => html)"""
    )
    assert small == []


def test_a_video_is_not_fetched_before_it_is_played(portal: Portal, page: Page) -> None:
    with_video = [
        (document["path"], block["value"])
        for document in portal.documents["en"]
        for block in document["body"]
        if block["type"] == "video"
    ]
    assert with_video, "The demo has no video block."
    path, video = with_video[0]
    asked: list[str] = []

    def refuse(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    page.route(re.compile(r"^https?://(?!127\.0\.0\.1)"), refuse)
    page.goto(portal.url + path, wait_until="networkidle")
    facade = page.locator("a[data-embed]").first
    expect(facade).to_contain_text(video["title"])
    expect(page.locator(".video").first).to_contain_text(video["provider"])
    assert asked == []
    facade.click()
    expect(page.locator("iframe.video__player")).to_be_focused()
    page.wait_for_timeout(300)
    assert [url for url in asked if url.startswith(video["embed_url"].split("?")[0])]


def test_projects_are_narrowed_in_the_browser_and_the_choice_can_be_shared(
    portal: Portal, page: Page
) -> None:
    path = portal.path_of("community.ProjectIndexPage")
    document = next(it for it in portal.documents["en"] if it["path"] == path)
    facet = document["facets"]["objectives"][0]
    page.goto(portal.url + path)
    items = page.locator("[data-item]:visible")
    expect(items).to_have_count(len(document["items"]))
    page.get_by_label("Objective").select_option(str(facet["number"]))
    expect(items).to_have_count(facet["count"])
    expect(page.get_by_role("status")).to_have_text(
        f"{facet['count']} of {len(document['items'])} shown"
    )
    assert f"objective={facet['number']}" in page.url
    page.reload()
    expect(items).to_have_count(facet["count"])
    page.get_by_role("button", name="Clear the filters").click()
    expect(items).to_have_count(len(document["items"]))


def test_without_script_the_projects_are_a_plain_list(
    portal: Portal, page_without_script: Page
) -> None:
    path = portal.path_of("community.ProjectIndexPage")
    document = next(it for it in portal.documents["en"] if it["path"] == path)
    page_without_script.goto(portal.url + path)
    expect(page_without_script.locator("[data-item]:visible")).to_have_count(len(document["items"]))
    expect(page_without_script.locator(".filters")).to_be_hidden()


def test_targets_show_their_progress_as_a_bar_and_in_figures(portal: Portal, page: Page) -> None:
    path = portal.path_of("community.AlliancePage")
    document = next(it for it in portal.documents["en"] if it["path"] == path)
    targets = [
        target
        for axis in document["axes"]
        for objective in axis["objectives"]
        for target in objective["targets"]
    ]
    begun = next(target for target in targets if target["contributed"] > 0)
    page.goto(portal.url + path)
    expect(page.get_by_role("progressbar")).to_have_count(len(targets))
    bar = page.locator(".target", has=page.get_by_text(begun["label"], exact=True)).first
    expect(bar).to_contain_text(f"of {begun['value']:,.0f} {begun['unit']} by {begun['year']}")


def test_a_record_page_leads_to_the_record_of_its_address(portal: Portal, page: Page) -> None:
    path = portal.path_of("home.DataRecordPage")
    key = "38b4c89f-584c-41bb-bd8f-cd1def33e92f"
    # As a host does that reads `_redirects`: the page is served at the record's own address.
    page.route(
        f"{portal.url}{path.replace('_key_', key)}",
        lambda route: route.fulfill(response=route.fetch(url=portal.url + path)),
    )
    page.goto(portal.url + path.replace("_key_", key))
    expect(page.locator("[data-key]")).to_have_text(f"Record {key}")
    expect(page.locator("[data-record] a")).to_have_attribute(
        "href", f"https://www.gbif.org/dataset/{key}"
    )
