"""The blocks that show GBIF's data: readable without a script and without GBIF."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.portal.conftest import Portal
from tests.portal.test_accessibility import CONTRAST, DESKTOP, PHONE, barriers, show

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
    assert barriers(page, CONTRAST) == []


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
