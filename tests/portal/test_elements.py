"""The web components by themselves: on a plain page without a framework, a server or a portal."""

import gzip
import json
import re
import subprocess
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from scripts.portal import BIN, FRONTENDS, node_environment
from scripts.static_site import StaticSite
from tests.gbif_server.server import GbifServer
from tests.portal.conftest import Portal
from tests.portal.test_gbif_blocks import FIGURES

pytestmark = [pytest.mark.browser, pytest.mark.portal, pytest.mark.timeout(600)]

NAMES = ("number", "search", "chart", "map", "taxon", "stories", "cite")
MOST_BYTES = 25_000
HOSTILE = '<img src=x onerror="document.title=1">'


class Plain:
    """A site with nothing but the built elements; `weights` are bytes by element, gzipped."""

    def __init__(self, served: StaticSite, printed: str, values: dict[str, Any]) -> None:
        self.served = served
        self.values = values
        told = json.loads(printed)
        self.weights: dict[str, int] = told["weights"]
        self.language: int = told["language"]

    def page(self, *names: str, lang: str = "en") -> str:
        """The address of a page with these elements, far enough apart to be seen one by one."""
        blocks = "".join(
            f"<div style='height:1500px'></div><gbif-{name}><script type='application/json'>"
            + json.dumps(self.values[name]).replace("<", "\\u003c")
            + f"</script><p>Kept by the page: {escape(name)}</p></gbif-{name}>"
            for name in names
        )
        html = (
            f"<!doctype html><html lang='{lang}'><meta charset='utf-8'><title>Plain</title>"
            f"<script type='module' src='/elements/lazy.js'></script><body>{blocks}</body></html>"
        )
        name = f"{'-'.join(names)}-{lang}.html"
        (self.served.folder / name).write_text(html)
        return f"{self.served.url}/{name}"


def blocks_of(portal: Portal) -> dict[str, Any]:
    """A value for each element, of the demo's pages."""
    found: dict[str, Any] = {}
    for document in portal.documents["en"]:
        for block in document["body"]:
            name = block["type"].removeprefix("gbif_")
            if name in NAMES and block["type"] != name:
                found.setdefault(name, block["value"])
            if block["type"] == "statistics":
                numbers = [item["number"] for item in block["value"]["items"] if item["number"]]
                found.setdefault("number", numbers[0])
        if document["type"] == "home.DataExplorerPage" and document["catalogue"] == "dataset":
            found["search"] = document["search"]
    assert set(found) == set(NAMES)
    return found


@pytest.fixture(scope="module")
def plain(portal: Portal, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Plain]:
    folder = tmp_path_factory.mktemp("plain")
    done = subprocess.run(
        [BIN / "node", "build.ts", folder / "elements"],
        cwd=FRONTENDS / "elements",
        env=node_environment(),
        text=True,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    served = StaticSite(folder)
    served.start()
    yield Plain(served, done.stdout, blocks_of(portal))
    served.stop()


def seen(page: Page, name: str) -> Locator:
    """The element of that name, brought into view."""
    element = page.locator(f"gbif-{name}")
    element.scroll_into_view_if_needed()
    return element


def test_the_search_weighs_little_and_what_is_smaller_weighs_less(plain: Plain) -> None:
    heaviest = max(plain.weights.values())
    assert heaviest == plain.weights["search"]
    assert heaviest + plain.language <= MOST_BYTES
    assert plain.weights["lazy"] < 1_000


def test_elements_draw_their_values_and_ask_when_they_are_seen(
    plain: Plain, page: Page, gbif: GbifServer
) -> None:
    page.goto(plain.page(*NAMES))
    for name in NAMES:
        element = page.locator(f"gbif-{name}")
        expect(element).to_contain_text("Kept by the page")
        asked = len(gbif.requests)
        seen(page, name)
        expect(element).to_have_attribute("data-source", "live")
        expect(element).not_to_contain_text("Kept by the page")
        assert len(gbif.requests) > asked or name == "cite"


def test_a_value_can_be_given_by_a_script(plain: Plain, page: Page, gbif: GbifServer) -> None:
    page.goto(plain.page())
    page.evaluate(
        """async (value) => {
          await import('/elements/number.js');
          const element = document.createElement('gbif-number');
          element.value = value;
          document.body.append(element);
        }""",
        plain.values["number"],
    )
    count = plain.values["number"]["value"]
    expect(page.locator("gbif-number data")).to_have_text(f"{count:,}")
    expect(page.locator("gbif-number")).to_have_attribute("data-source", "live")


def test_an_element_whose_configuration_is_broken_leaves_what_the_page_says(
    plain: Plain, page: Page, gbif: GbifServer
) -> None:
    page.route(
        re.compile(r"/number-en\.html"),
        lambda route: route.fulfill(
            body=route.fetch().text().replace('{"label"', '{"label'), content_type="text/html"
        ),
    )
    page.goto(plain.page("number"))
    seen(page, "number")
    page.wait_for_function("customElements.get('gbif-number') !== undefined")
    expect(page.locator("gbif-number")).to_contain_text("Kept by the page")
    assert gbif.requests == []


# What else may go wrong is tried on the search alone, and on the portal's own page of figures.
@pytest.mark.parametrize("mode", ["hang_up", "wrong_type", "silence"])
def test_without_gbif_every_element_shows_what_was_kept_and_says_so(
    plain: Plain, page: Page, gbif: GbifServer, mode: str
) -> None:
    """Stopped, answering nonsense, or so slow that nobody waits for it."""
    page.clock.install()
    gbif.misbehave(mode)
    page.goto(plain.page(*NAMES))
    for name in NAMES:
        element = seen(page, name)
        if mode == "silence":
            wait_in_its_time(page, element)
        expect(element).to_contain_text("does not answer")
        expect_kept(element, name, plain.values[name])
        if name == "number":
            expect(element).to_contain_text(re.compile(r"ou see what it answered on \d+ \w+ \d{4}"))


def wait_in_its_time(page: Page, element: Locator) -> None:
    """Let the page's clock run until the element, once it has asked, gives up."""
    for _ in range(200):
        if element.get_attribute("data-source") == "failed":
            return
        page.clock.run_for(1_000)
        page.wait_for_timeout(20)


def expect_kept(element: Locator, name: str, value: dict[str, Any]) -> None:
    """The element shows what GBIF last answered."""
    match name:
        case "number":
            expect(element.locator("data")).to_have_attribute("value", str(value["value"]))
        case "search":
            rows = value["snapshot"]["value"]["results"]
            expect(element.locator("[data-part=rows] li")).to_have_count(len(rows))
        case "chart":
            expect(element.locator("tbody tr").first).to_contain_text(
                f"{value['rows'][0]['count']:,}"
            )
        case "map":
            expect(element.locator("td").first).to_have_text(f"{value['count']:,}")
        case "taxon":
            expect(element.locator("h2")).to_contain_text(value["taxon"]["canonical_name"])
        case "stories":
            expect(element.get_by_role("link")).to_have_attribute("href", value["gbif_url"])
        case "cite":
            expect(element).to_contain_text(value["text"])


def test_a_search_of_which_nothing_was_kept_says_once_that_gbif_does_not_answer(
    plain: Plain, page: Page, gbif: GbifServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    gbif.misbehave("hang_up")
    value = plain.values["search"]
    empty = {**value["snapshot"], "value": None, "taken_at": None}
    monkeypatch.setitem(plain.values, "search", {**value, "snapshot": empty})
    page.goto(plain.page("search"))
    expect(seen(page, "search")).to_have_attribute("data-source", "failed")
    said = page.get_by_text("GBIF does not answer right now, and nothing was kept")
    expect(said.locator("visible=true")).to_have_count(1)


def test_a_gbif_that_says_nothing_is_not_waited_for_longer_than_15_seconds(
    plain: Plain, page: Page, gbif: GbifServer
) -> None:
    page.clock.install()
    gbif.misbehave("silence")
    page.goto(plain.page("number"))
    element = seen(page, "number")
    expect(element.locator("data")).to_be_visible()
    page.wait_for_timeout(300)
    page.clock.run_for(14_000)
    expect(element).to_have_attribute("data-source", "snapshot")
    page.clock.run_for(2_000)
    expect(element).to_have_attribute("data-source", "failed")
    expect(element).to_contain_text("GBIF does not answer right now")


def test_a_question_is_taken_back_when_the_element_is_left(
    plain: Plain, page: Page, gbif: GbifServer
) -> None:
    gbif.misbehave("slow")
    page.goto(plain.page("number", "chart"))
    with page.expect_event("requestfailed", lambda it: "ABORTED" in (it.failure or "")):
        with page.expect_request(lambda it: it.url.startswith(gbif.url)):
            seen(page, "number")
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
    gbif.behave()
    expect(seen(page, "number")).to_have_attribute("data-source", "live")


def test_elements_that_ask_the_same_ask_once_and_a_page_is_no_burst(
    plain: Plain, page: Page, gbif: GbifServer
) -> None:
    gbif.most_at_once = 0
    gbif.misbehave("slow", seconds=0.2)
    page.set_viewport_size({"width": 800, "height": 3000})
    page.goto(plain.page())
    page.evaluate(
        """async (values) => {
          await import('/elements/number.js');
          for (const value of values) {
            const element = document.createElement('gbif-number');
            element.value = value;
            document.body.append(element);
          }
        }""",
        [number_of_year(plain.values["number"], year) for year in (2001, 2002, 2003, 2004, 2004)],
    )
    expect(page.locator("gbif-number[data-source=live]")).to_have_count(5)
    assert gbif.most_at_once <= 2
    assert len(gbif.requests) == 4


def test_a_busy_gbif_is_left_alone_by_all_elements(
    plain: Plain, page: Page, gbif: GbifServer
) -> None:
    page.clock.install()
    gbif.misbehave("rate_limit", times=1)
    page.goto(plain.page("number", "cite"))
    expect(seen(page, "number")).to_contain_text("We ask again in 5 seconds")
    seen(page, "cite")
    page.wait_for_timeout(300)
    assert len(gbif.requests) == 1
    page.clock.run_for(6_000)
    expect(seen(page, "cite")).to_have_attribute("data-source", "live")


def number_of_year(number: dict[str, Any], year: int) -> dict[str, Any]:
    """The number with another question."""
    base = number["snapshot"]["query"]["url"].split("/v1/")[0]
    query = {"method": "GET", "url": f"{base}/v1/occurrence/search?year={year}&limit=0"}
    return number | {"snapshot": number["snapshot"] | {"query": query | {"body": None}}}


@pytest.mark.parametrize(
    ("name", "path", "answer"),
    [
        ("taxon", "/v1/species/*", {"key": 1, "scientificName": HOSTILE, "canonicalName": HOSTILE}),
        (
            "stories",
            "/graphql",
            {
                "data": {
                    "resourceSearch": {
                        "documents": {
                            "results": [
                                {"__typename": "News", "id": "x", "title": HOSTILE},
                                {"__typename": "constructor", "id": "y", "title": "No story"},
                            ]
                        }
                    }
                }
            },
        ),
        (
            "chart",
            "/v1/occurrence/search*",
            {"count": 1, "facets": [{"field": "X", "counts": [{"name": HOSTILE, "count": 1}]}]},
        ),
    ],
)
def test_markup_in_what_gbif_answers_is_shown_as_text(
    plain: Plain, page: Page, gbif: GbifServer, name: str, path: str, answer: dict[str, Any]
) -> None:
    if name == "chart":
        plain.values["chart"] = plain.values["chart"] | {"by": "country", "kind": "bar"}
    headers = {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*"}
    page.route(f"{gbif.url}{path}", lambda route: route.fulfill(json=answer, headers=headers))
    page.goto(plain.page(name))
    element = seen(page, name)
    expect(element).to_have_attribute("data-source", "live")
    expect(element).to_contain_text(HOSTILE)
    assert element.locator("img[src=x]").count() == 0
    assert page.title() == "Plain"


def test_elements_speak_the_language_of_the_page(
    plain: Plain, page: Page, gbif: GbifServer
) -> None:
    gbif.misbehave("hang_up")
    page.goto(plain.page("chart", lang="de-AT"))
    expect(seen(page, "chart")).to_contain_text("GBIF antwortet gerade")


def test_the_words_of_one_language_are_loaded(plain: Plain, page: Page, gbif: GbifServer) -> None:
    asked: list[str] = []
    page.on(
        "request", lambda it: asked.append(it.url.removeprefix(f"{plain.served.url}/elements/"))
    )
    page.goto(plain.page("number", lang="nl"))
    expect(seen(page, "number")).to_have_attribute("data-source", "live")
    assert [name for name in asked if re.match(r"(en|fr|nl|de)-", name)] == [
        name for name in asked if name.startswith("nl-")
    ]
    assert not [name for name in asked if name.startswith(("ground", "search", "chart"))]


def scripts_of(folder: Path, page: str) -> set[Path]:
    """The scripts that a built page loads at once, with what they import."""
    html = (folder / page.strip("/") / "index.html").read_text()
    found = {folder / path.lstrip("/") for path in re.findall(r'<script[^>]+src="([^"]+)"', html)}
    waiting = list(found)
    while waiting:
        script = waiting.pop()
        text = script.read_text()
        for path in re.findall(r'(?:from|import)\s*"(\./[^"]+)"', text):
            imported = (script.parent / path).resolve()
            if imported not in found:
                found.add(imported)
                waiting.append(imported)
    return found


def test_a_page_without_gbif_ships_less_than_3_kilobytes(portal: Portal) -> None:
    checked = 0
    for document in portal.documents["en"]:
        html = (portal.folder / document["path"].strip("/") / "index.html").read_text()
        # Nobody's numbers and no search: what is left are the menu and the lists' filters.
        if "<gbif-" in html:
            continue
        scripts = scripts_of(portal.folder, document["path"])
        weight = sum(len(gzip.compress(script.read_bytes())) for script in scripts)
        assert weight < 3_000, (document["path"], scripts)
        checked += 1
    assert checked > 10


def test_a_page_with_a_search_loads_what_it_needs(
    portal: Portal, page: Page, gbif: GbifServer
) -> None:
    sizes: dict[str, int] = {}
    page.on(
        "response",
        lambda it: (
            sizes.__setitem__(it.url, len(gzip.compress(it.body())))
            if it.url.endswith(".js")
            else None
        ),
    )
    page.goto(portal.url + portal.path_of("home.DataExplorerPage"))
    expect(page.locator("gbif-search")).to_have_attribute("data-source", "live")
    page.wait_for_load_state("networkidle")
    # Beside the search, the menu and what loads it.
    assert sum(sizes.values()) < MOST_BYTES + 3_000, sizes


def test_what_the_server_drew_is_taken_over_and_not_drawn_anew(
    portal: Portal, page: Page, gbif: GbifServer
) -> None:
    warned: list[str] = []
    page.on("console", lambda it: warned.append(it.text))
    gbif.misbehave("hang_up")
    page.goto(portal.url + FIGURES)
    elements = page.locator("gbif-chart, gbif-map, gbif-taxon, gbif-stories, gbif-cite")
    for element in elements.all():
        element.evaluate("it => { it.firstElementChild.nextElementSibling.marked = true }")
        element.scroll_into_view_if_needed()
        expect(element).to_have_attribute("data-source", "failed")
        assert element.evaluate("it => it.firstElementChild.nextElementSibling.marked")
    assert not [text for text in warned if "drawn anew" in text]
