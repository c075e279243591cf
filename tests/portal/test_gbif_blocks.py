"""The blocks that show GBIF's data: readable without a script and without GBIF."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.barriers import CONTRAST, barriers
from tests.gbif_server.server import GbifServer, Recorded
from tests.portal.conftest import Portal
from tests.portal.prepare import EARLIER
from tests.portal.test_accessibility import DESKTOP, PHONE, show

pytestmark = [pytest.mark.browser, pytest.mark.portal, pytest.mark.timeout(600)]

FIGURES = "/about/figures/"


def values(portal: Portal, kind: str) -> list[dict[str, Any]]:
    """The values of the blocks of a kind on the page of figures."""
    [page] = [one for one in portal.documents["en"] if one["path"] == FIGURES]
    found = [block["value"] for block in page["body"] if block["type"] == kind]
    assert found, f"The demo shows no {kind}."
    return found


def parts(page: Page, kind: str) -> list[Locator]:
    return page.locator(f".block--{kind}").all()


def number(count: int) -> str:
    return f"{count:,}"


def test_the_figures_have_no_barrier_by_day_or_night(portal: Portal, page: Page) -> None:
    for size, scheme in ((DESKTOP, "light"), (PHONE, "dark")):
        show(page, portal.url + FIGURES, size, scheme)
        for closed in page.locator("main details").all():
            closed.evaluate("element => { element.open = true }")
        assert barriers(page) == []
    show(page, portal.url + FIGURES, DESKTOP, "dark")
    assert barriers(page, rules=CONTRAST) == []


def test_the_figures_fit_a_small_phone(portal: Portal, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(portal.url + FIGURES)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_chart_is_drawn_without_a_script_and_has_its_numbers_in_a_table(
    portal: Portal, page_without_script: Page
) -> None:
    page_without_script.goto(portal.url + FIGURES)
    charts = parts(page_without_script, "gbif_chart")
    for chart, value in zip(charts, values(portal, "gbif_chart"), strict=True):
        drawing = chart.get_by_role("img").first
        expect(drawing).to_be_visible()
        summary = drawing.get_attribute("aria-label") or ""
        assert value["title"] in summary
        assert number(value["total"]) in summary
        cells = chart.locator("tbody td:nth-child(2)").all_text_contents()
        shown = [number(row["count"]) for row in value["rows"]]
        assert cells[: len(shown)] == shown
        expect(chart.get_by_role("link")).to_have_attribute("href", value["snapshot"]["gbif_url"])
    assert {value["kind"] for value in values(portal, "gbif_chart")} == {
        "bar",
        "line",
        "donut",
        "treemap",
    }


def test_taxa_and_datasets_of_a_chart_have_names(portal: Portal) -> None:
    named = [v for v in values(portal, "gbif_chart") if v["by"] in ("class", "dataset")]
    assert len(named) == 2
    for value in named:
        assert all(row["label"] for row in value["rows"])


def test_what_gbif_told_is_there_without_a_script(
    portal: Portal, page_without_script: Page
) -> None:
    page_without_script.goto(portal.url + FIGURES)
    page = page_without_script
    [taxon] = values(portal, "gbif_taxon")
    card = page.locator(".block--gbif_taxon")
    expect(card).to_contain_text("Vulpes vulpes")
    for name in ("Red fox", "Renard roux", "Vos", "Rotfuchs"):
        expect(card).to_contain_text(name)
    expect(card.get_by_role("img", name="Picture of Red fox")).to_be_visible()
    licence = taxon["picture"]["licence"]
    expect(card.get_by_role("link", name=licence["label"])).to_have_attribute(
        "href", licence["url"]
    )
    expect(card).to_contain_text(number(taxon["map"]["count"]))
    [value] = values(portal, "gbif_map")
    expect(page.locator(".block--gbif_map td").first).to_have_text(number(value["count"]))
    for kind in ("dataset", "collection", "institution"):
        [value] = values(portal, f"gbif_{kind}")
        told = value[kind]
        expect(page.locator(f".block--gbif_{kind} h2")).to_have_text(
            told.get("title", told.get("name"))
        )
    for kind in ("datasets", "publishers", "literature"):
        [value] = values(portal, f"gbif_{kind}")
        block = page.locator(f".block--gbif_{kind}")
        assert block.locator("li").count() == len(value["items"]) > 0
        for item in value["items"]:
            expect(block.get_by_role("link", name=item["title"]).first).to_be_visible()
        expect(block).to_contain_text(f"{len(value['items'])} of {number(value['count'])} shown")


def test_a_dataset_and_a_search_say_how_they_are_cited(portal: Portal, page: Page) -> None:
    page.goto(portal.url + FIGURES)
    [value] = values(portal, "gbif_dataset")
    card = page.locator(".block--gbif_dataset")
    expect(card).to_contain_text(value["dataset"]["citation"])
    expect(card.get_by_role("link", name="DOI")).to_have_attribute("href", value["dataset"]["doi"])
    [cited] = values(portal, "gbif_cite")
    box = page.locator(".block--gbif_cite")
    expect(box).to_contain_text(cited["text"])
    expect(box).to_contain_text("no DOI")
    expect(box.get_by_role("link", name="Make it citable")).to_have_attribute(
        "href", cited["download_url"]
    )
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    box.get_by_role("button", name="Copy").click()
    expect(box.get_by_role("status")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == cited["text"]


def test_a_map_asks_for_tiles_when_it_comes_into_view_and_can_be_moved_by_keys(
    portal: Portal, page: Page, gbif: GbifServer
) -> None:
    # Where the machine has no graphics card, each pixel of each picture costs the processor.
    show(page, portal.url + FIGURES, PHONE, "light")
    element = page.locator(".block--gbif_map gbif-map")
    expect(element).to_have_attribute("data-source", "snapshot")
    assert tiles_asked(gbif) == []
    with page.expect_request(lambda it: "/density/" in it.url, timeout=15_000):
        element.scroll_into_view_if_needed()
    drawing = element.get_by_role("region", name="Where the records are. Arrow keys")
    expect(drawing).to_be_visible()
    page.wait_for_load_state("networkidle")
    asked = tiles_asked(gbif)
    assert asked
    assert all(one.parameters["country"] == ["BE"] for one in asked)
    assert all(one.parameters["year"] == ["1990,*"] for one in asked)
    assert {zoom_of(one) for one in asked} == {zoom_of(asked[0])}
    drawing.focus()
    with page.expect_request(lambda it: f"/density/{zoom_of(asked[0]) + 1}/" in it.url):
        page.keyboard.press("+")
    element.get_by_role("button", name="Show all").click()
    with page.expect_request(lambda it: f"/density/{zoom_of(asked[0]) - 1}/" in it.url):
        element.get_by_role("button", name="Zoom out").click()


def tiles_asked(gbif: GbifServer) -> list[Recorded]:
    return [one for one in gbif.requests if "/density/" in one.path]


def zoom_of(tile: Recorded) -> int:
    return int(tile.path.split("/density/")[1].split("/")[0])


def test_where_tiles_do_not_come_the_map_says_so_and_its_table_stands(
    portal: Portal, page: Page, gbif: GbifServer
) -> None:
    gbif.misbehave("hang_up", "/v2/map")
    show(page, portal.url + FIGURES, PHONE, "light")
    element = page.locator(".block--gbif_map gbif-map")
    element.scroll_into_view_if_needed()
    expect(element).to_contain_text("GBIF’s map does not come right now.", timeout=30_000)
    [value] = values(portal, "gbif_map")
    expect(element.locator("td").first).to_have_text(number(value["count"]))


def test_without_webgl_the_table_of_a_map_stands_alone(
    portal: Portal, page: Page, gbif: GbifServer
) -> None:
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.goto(portal.url + FIGURES)
    element = page.locator(".block--gbif_map gbif-map")
    element.scroll_into_view_if_needed()
    expect(element).to_contain_text("This browser cannot draw the map.")
    expect(element.get_by_role("region", name="The map in words")).to_be_visible()


def test_stories_to_come_are_fetched_and_without_gbif_the_link_stands(
    portal: Portal, page: Page, gbif: GbifServer
) -> None:
    page.goto(portal.url + FIGURES)
    element = page.locator(".block--gbif_stories gbif-stories")
    element.scroll_into_view_if_needed()
    expect(element).to_have_attribute("data-source", "live")
    [asked] = [one for one in gbif.requests if one.path == "/graphql" and one.method == "POST"]
    assert asked.body["variables"]["eventFiltering"] == "upcoming"
    assert 0 < element.locator("li").count() <= 3
    expect(element.locator("li").first).to_contain_text("Event")
    gbif.misbehave("hang_up", "/graphql")
    page.reload()
    element.scroll_into_view_if_needed()
    expect(element).to_have_attribute("data-source", "failed")
    expect(element).to_contain_text("does not answer")
    [value] = values(portal, "gbif_stories")
    expect(element.get_by_role("link")).to_have_attribute("href", value["gbif_url"])


def test_a_number_in_a_text_is_the_one_that_gbif_counted(
    portal: Portal, page_without_script: Page
) -> None:
    page_without_script.goto(portal.url + FIGURES)
    [text] = values(portal, "rich_text")
    [told] = [node for node in text["tree"][0]["children"] if node["type"] == "gbif_number"]
    shown = page_without_script.locator(".block--rich_text a data")
    expect(shown).to_have_text(number(told["value"]))


def test_a_number_shows_how_it_grew(portal: Portal, page_without_script: Page) -> None:
    page = page_without_script
    page.goto(portal.url)
    [home] = [one for one in portal.documents["en"] if one["path"] == "/"]
    [told] = [block["value"]["items"] for block in home["body"] if block["type"] == "statistics"]
    numbers = [item["number"] for item in told if item["number"]]
    shown = page.locator(".block--statistics .growth")
    assert shown.count() == len(numbers) > 0
    for growth, value in zip(shown.all(), numbers, strict=True):
        history = value["snapshot"]["history"]
        assert [one["count"] for one in history] == [*EARLIER.values(), value["value"]]
        assert len((growth.locator("polyline").get_attribute("points") or "").split()) == 3
        change = value["value"] - min(EARLIER.values())
        expect(growth.locator("summary")).to_contain_text(f"{change:+,} since ")
        growth.locator("summary").click()
        cells = growth.locator("tbody td")
        expect(cells).to_have_text([number(one["count"]) for one in history])
        expect(cells.first).to_be_visible()
