"""GBIF's own widget in the place of our search, and our search where it does not load."""

import json
import re
import shutil
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.portal.conftest import Portal
from tests.portal.prepare_imported import WIDGET_SCRIPT

pytestmark = [pytest.mark.browser, pytest.mark.portal, pytest.mark.timeout(600)]

# Does what a portal relies on of the real one (gbif-web: packages/gbif-org/src/hp/entry.tsx).
FAKE = """
const tell = (url) => dispatchEvent(new CustomEvent('gbifUrlChange', { detail: {
  url, localizeLink: (link, code) => (code === 'en' ? '' : '/' + code) + link } }));
export function render(root, config) {
  root.innerHTML = '<h2>A widget</h2><button>Ask the widget</button>';
  root.querySelector('button').onclick = () => {
    history.pushState(null, '', '?q=fox');
    tell(location.pathname + location.search);
  };
  window.given = config;
  tell(location.pathname + location.search);
}
"""


def explorers(portal: Portal, locale: str = "en") -> list[dict[str, Any]]:
    pages = portal.documents[locale]
    return [page for page in pages if page["type"] == "home.DataExplorerPage"]


def answer_with(page: Page, script: str | None) -> list[str]:
    """What the address of the widget answers; what was asked of it."""
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        if script is None:
            route.abort()
        elif route.request.url == WIDGET_SCRIPT:
            headers = {"Access-Control-Allow-Origin": "*"}
            route.fulfill(body=script, content_type="text/javascript", headers=headers)
        else:
            route.fulfill(body="", content_type="text/css")

    page.route(re.compile(re.escape(WIDGET_SCRIPT.rpartition("/")[0])), answer)
    return asked


def test_an_explorer_shows_the_widget_with_the_portals_configuration(
    imported: Portal, page: Page
) -> None:
    asked = answer_with(page, FAKE)
    strangers: list[str] = []
    page.on("request", lambda it: strangers.append(it.url) if "/v1/" in it.url else None)
    document = explorers(imported)[0]
    page.goto(imported.url + document["path"])
    expect(page.get_by_role("heading", name="A widget")).to_be_visible()
    expect(page.locator("gbif-widget")).to_have_attribute("data-source", "live")
    assert sorted(asked) == [WIDGET_SCRIPT, WIDGET_SCRIPT.replace("gbif-lib.js", "style.css")]
    given = page.evaluate("window.given")
    assert given["version"] == 3
    assert {"id": f"{document['catalogue']}Search", "path": document["path"].strip("/")} in (
        given["pages"]
    )
    # Our own search is out of the way and asks nothing.
    expect(page.get_by_role("search")).to_be_hidden()
    assert strangers == []


def test_links_to_other_languages_follow_the_widget(imported: Portal, page: Page) -> None:
    answer_with(page, FAKE)
    document = explorers(imported)[0]
    page.goto(f"{imported.url}{document['path']}?country=BE")
    page.get_by_role("button", name="Ask the widget").click()
    for alternate in document["alternates"]:
        link = page.locator(f".languages a[lang={alternate['locale']}]")
        expect(link).to_have_attribute("href", f"{alternate['path']}?q=fox")
    # A record is shown below the page; elsewhere the widget knows the way.
    page.evaluate(
        """(path) => dispatchEvent(new CustomEvent('gbifUrlChange', { detail: {
          url: path, localizeLink: (link, code) => `/${code}${link}` } }))""",
        f"{document['path']}38b4c89f",
    )
    french = next(one for one in document["alternates"] if one["locale"] == "fr")
    link = page.locator(".languages a[lang=fr]")
    expect(link).to_have_attribute("href", f"{french['path']}38b4c89f")
    page.evaluate(
        """() => dispatchEvent(new CustomEvent('gbifUrlChange', { detail: {
          url: '/elsewhere', localizeLink: (link, code) => `/${code}${link}` } }))"""
    )
    expect(link).to_have_attribute("href", "/fr/elsewhere")


@pytest.mark.parametrize(
    "script",
    [None, "export const nothing = 1", "export function render() { throw new Error('no') }"],
)
def test_without_the_widget_our_own_search_is_there(
    imported: Portal, page: Page, script: str | None
) -> None:
    answer_with(page, script)
    imported.gbif.behave()
    page.goto(imported.url + explorers(imported)[0]["path"])
    expect(page.get_by_text("GBIF’s own search does not load right now.")).to_be_visible()
    expect(page.get_by_role("search")).to_be_visible()
    expect(page.locator("gbif-search")).to_have_attribute("data-source", "live")


def test_where_the_widgets_routes_do_not_lead_our_own_search_stays(
    imported: Portal, page: Page
) -> None:
    asked = answer_with(page, FAKE)
    imported.gbif.behave()
    elsewhere = imported.folder / "somewhere"
    shutil.copytree(imported.folder / explorers(imported)[0]["path"].strip("/"), elsewhere)
    try:
        page.goto(f"{imported.url}/somewhere/")
        expect(page.locator("gbif-widget")).to_have_attribute("data-source", "elsewhere")
        expect(page.locator("gbif-search")).to_have_attribute("data-source", "live")
    finally:
        shutil.rmtree(elsewhere)
    assert asked == []


def test_without_a_script_the_kept_rows_are_there(
    imported: Portal, page_without_script: Page
) -> None:
    document = explorers(imported)[0]
    page_without_script.goto(imported.url + document["path"])
    expect(page_without_script.locator("[data-part=results]")).to_be_visible()
    assert json.dumps(WIDGET_SCRIPT) in page_without_script.content()
