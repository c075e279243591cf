"""The search of GBIF: live, shareable, and useful when GBIF or JavaScript is not there."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.gbif_server.server import GbifServer
from tests.portal.conftest import Portal

pytestmark = [pytest.mark.browser, pytest.mark.portal, pytest.mark.timeout(600)]


def explorer(portal: Portal, catalogue: str, locale: str = "en") -> dict[str, Any]:
    return next(
        page
        for page in portal.documents[locale]
        if page["type"] == "home.DataExplorerPage" and page["catalogue"] == catalogue
    )


def open_live(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("gbif-search")).to_have_attribute("data-source", "live")


def count(page: Page) -> int:
    return int(re.sub(r"\D", "", page.locator("[data-part=count]").inner_text()))


CATALOGUES = (
    "occurrence",
    "dataset",
    "publisher",
    "literature",
    "collection",
    "institution",
    "taxon",
)


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_every_catalogue_answers_live_within_the_scope_of_the_portal(
    portal: Portal, page: Page, gbif: GbifServer, catalogue: str
) -> None:
    document = explorer(portal, catalogue)
    open_live(page, portal.url + document["path"])
    snapshot = document["search"]["snapshot"]["value"]
    assert count(page) == snapshot["count"] > 0
    shown = page.locator("[data-part=rows] li")
    assert 0 < shown.count() <= 20
    [request] = gbif.requests
    if document["search"]["predicate"]:
        assert request.body["predicate"] == document["search"]["predicate"]
    else:
        for name, values in (document["search"]["scope"] or {}).items():
            assert request.parameters[name] == values


def test_a_choice_narrows_the_results_and_can_be_shared(
    portal: Portal, page: Page, gbif: GbifServer
) -> None:
    open_live(page, portal.url + explorer(portal, "occurrence")["path"])
    everything = count(page)
    page.get_by_label("Basis of record").select_option("PRESERVED_SPECIMEN")
    expect(page.locator("[data-part=rows] li").first).to_contain_text("Preserved specimen")
    expect(page).to_have_url(re.compile("basisOfRecord=PRESERVED_SPECIMEN"))
    narrowed = count(page)
    assert 0 < narrowed < everything
    open_live(page, page.url)
    assert count(page) == narrowed
    expect(page.get_by_label("Basis of record")).to_have_value("PRESERVED_SPECIMEN")
    page.get_by_role("button", name="Clear the filters").click()
    expect(page.locator("[data-part=count]")).to_have_text(f"{everything:,} results")
    page.go_back()
    expect(page.locator("[data-part=count]")).to_have_text(f"{narrowed:,} results")


def test_a_year_can_be_chosen_from_and_to(portal: Portal, page: Page, gbif: GbifServer) -> None:
    open_live(page, portal.url + explorer(portal, "occurrence")["path"])
    everything = count(page)
    page.get_by_label("Year: from").fill("2020")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"year=2020%2C\*"))
    expect(page.locator("gbif-search")).not_to_have_attribute("aria-busy", "true")
    assert 0 < count(page) < everything


def test_a_name_is_suggested_and_searched_by_its_key(
    portal: Portal, page: Page, gbif: GbifServer
) -> None:
    open_live(page, portal.url + explorer(portal, "occurrence")["path"])
    field = page.get_by_label("Scientific name")
    field.press_sequentially("vulpes")
    option = page.locator("datalist option[value^='Vulpes vulpes']").first
    expect(option).to_be_attached()
    field.fill(str(option.get_attribute("value")))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"taxonKey=\d+"))
    expect(page.locator("[data-part=rows] li").first).to_contain_text("Vulpes vulpes")


def test_a_filter_of_the_address_without_a_field_is_named_and_can_be_taken_away(
    portal: Portal, page: Page, gbif: GbifServer
) -> None:
    """The menu leads to "data about Belgium": the same explorer with a country in its address."""
    path = explorer(portal, "occurrence")["path"]
    open_live(page, f"{portal.url}{path}?country=BE&view=MAP")
    about = count(page)
    chip = page.get_by_role("button", name="Country: Belgium ×")
    expect(chip).to_be_visible()
    chip.click()
    expect(chip).to_have_count(0)
    expect(page).not_to_have_url(re.compile("country"))
    expect(page).to_have_url(re.compile("view=MAP"))
    expect(page.locator("gbif-search")).not_to_have_attribute("aria-busy", "true")
    assert count(page) > about


def test_results_are_turned_page_by_page(portal: Portal, page: Page, gbif: GbifServer) -> None:
    open_live(page, portal.url + explorer(portal, "dataset")["path"])
    rows = page.locator("[data-part=rows] li")
    first = rows.first.inner_text()
    expect(page.get_by_role("button", name="Previous")).to_be_disabled()
    page.get_by_role("button", name="Next").click()
    expect(rows.first).not_to_have_text(first)
    expect(page).to_have_url(re.compile("offset="))
    page.get_by_role("button", name="Previous").click()
    expect(rows.first).to_have_text(first)


def test_typing_asks_once_and_not_for_every_letter(
    portal: Portal, page: Page, gbif: GbifServer
) -> None:
    open_live(page, portal.url + explorer(portal, "dataset")["path"])
    gbif.requests.clear()
    page.get_by_role("searchbox").press_sequentially("birds", delay=30)
    expect(page).to_have_url(re.compile("q=birds"))
    expect(page.locator("gbif-search")).not_to_have_attribute("aria-busy", "true")
    assert [request.parameters["q"] for request in gbif.requests] == [["birds"]]


@pytest.mark.parametrize("mode", ["error_json", "html", "broken_json", "cut"])
def test_when_gbif_fails_the_kept_rows_are_shown_with_their_date(
    portal: Portal, page: Page, gbif: GbifServer, mode: str
) -> None:
    gbif.misbehave(mode)
    document = explorer(portal, "occurrence")
    page.goto(portal.url + document["path"])
    status = page.get_by_role("status")
    expect(status).to_contain_text("GBIF does not answer right now. You see what it answered on")
    kept = document["search"]["snapshot"]["value"]
    assert count(page) == kept["count"]
    expect(page.locator("[data-part=rows] li")).to_have_count(len(kept["results"]))
    gbif.behave()
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("gbif-search")).to_have_attribute("data-source", "live")


def test_a_failure_in_the_middle_of_a_search_brings_the_kept_rows_back(
    portal: Portal, page: Page, gbif: GbifServer
) -> None:
    document = explorer(portal, "occurrence")
    open_live(page, portal.url + document["path"])
    page.get_by_label("Basis of record").select_option("PRESERVED_SPECIMEN")
    expect(page.locator("[data-part=rows] li").first).to_contain_text("Preserved specimen")
    gbif.misbehave("error_json")
    page.get_by_label("Basis of record").select_option("HUMAN_OBSERVATION")
    expect(page.get_by_role("status")).to_contain_text("GBIF does not answer right now")
    assert count(page) == document["search"]["snapshot"]["value"]["count"]


def test_a_busy_gbif_is_asked_again_later(portal: Portal, page: Page, gbif: GbifServer) -> None:
    page.clock.install()
    gbif.misbehave("rate_limit", times=1, retry_after=7)
    page.goto(portal.url + explorer(portal, "occurrence")["path"])
    page.clock.run_for(500)
    expect(page.get_by_role("status")).to_contain_text("GBIF is busy. We ask again in")
    assert len(gbif.requests) == 1
    # A browser is not told GBIF's Retry-After (it is no header that other sites may read).
    page.clock.run_for(5_500)
    expect(page.locator("gbif-search")).to_have_attribute("data-source", "live")
    assert len(gbif.requests) == 2


def test_without_script_the_kept_rows_are_there_with_their_date_and_a_link(
    portal: Portal, page_without_script: Page
) -> None:
    page = page_without_script
    document = explorer(portal, "occurrence", "fr")
    snapshot = document["search"]["snapshot"]
    page.goto(portal.url + document["path"])
    expect(page.locator("[data-part=rows] li")).to_have_count(len(snapshot["value"]["results"]))
    expect(page.get_by_text("Réponse de GBIF du")).to_be_visible()
    expect(page.get_by_text("La recherche demande JavaScript.")).to_be_visible()
    expect(page.get_by_role("link", name="Voir sur GBIF.org")).to_have_attribute(
        "href", snapshot["gbif_url"]
    )
    expect(page.locator(".search__form")).to_be_hidden()


def test_markup_in_gbifs_texts_is_shown_as_text(
    portal: Portal, page: Page, gbif: GbifServer
) -> None:
    hostile = '<img src=x onerror="document.title=1">'
    page.route(
        f"{portal.gbif.url}/v1/dataset/search*",
        lambda route: route.fulfill(
            json={"count": 1, "results": [{"key": "x", "title": hostile}], "facets": []},
            headers={"Access-Control-Allow-Origin": "*"},
        ),
    )
    open_live(page, portal.url + explorer(portal, "dataset")["path"])
    expect(page.locator("[data-part=rows] li")).to_have_text(re.compile(re.escape(hostile)))
    assert page.locator("[data-part=rows] img").count() == 0


def test_a_search_within_a_page_keeps_its_choice_apart_from_others(
    portal: Portal, page: Page, gbif: GbifServer
) -> None:
    path = next(
        document["path"]
        for document in portal.documents["en"]
        if any(block["type"] == "gbif_search" for block in document["body"])
    )
    page.goto(portal.url + path)
    search = page.locator("gbif-search").first
    search.scroll_into_view_if_needed()
    expect(search).to_have_attribute("data-source", "live")
    search.get_by_role("searchbox").fill("a")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?s1\.q=a"))


def test_numbers_are_written_as_the_language_writes_them(portal: Portal, page: Page) -> None:
    blocks = [
        item["number"]
        for block in next(it for it in portal.documents["fr"] if it["path"] == "/fr/")["body"]
        if block["type"] == "statistics"
        for item in block["value"]["items"]
        if item["number"] and (item["number"]["value"] or 0) > 999
    ]
    assert blocks
    page.goto(f"{portal.url}/fr/")
    value = page.locator(f"data[value='{blocks[0]['value']}']").first
    # A narrow no-break space groups the digits in French.
    assert value.inner_text() == f"{blocks[0]['value']:,}".replace(",", "\u202f")
    expect(page.locator(".statistic__source").first).to_contain_text(
        re.compile(r"au \d+ [a-zéû]+ \d{4}")
    )
