"""From an editor's first click to what readers see, with GBIF and without, in a real browser."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.barriers import barriers
from tests.gbif_server.registry import datasets
from tests.together.conftest import House

pytestmark = [pytest.mark.browser, pytest.mark.portal, pytest.mark.timeout(300)]

DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
# In milliseconds.
WAIT = 60_000
# What stands in a page's form and is not Wagtail's.
OURS = ("gbif-chooser", "gbif-block-check")
SOME = re.compile(r"Occurrences found: [1-9]")


@pytest.fixture(autouse=True)
def patience(page: Page) -> Iterator[None]:
    """Servers, builds and GBIF take their time on a busy machine."""
    page.set_default_timeout(WAIT)
    expect.set_options(timeout=WAIT)
    yield
    expect.set_options(timeout=None)


def counted(told: Locator) -> int:
    """The number that a form tells, once GBIF has counted."""
    expect(told).to_contain_text(re.compile(r"Occurrences found: \d"))
    found = re.search(r"found: ([\d,]+)", told.inner_text())
    assert found
    return int(found[1].replace(",", ""))


def add_condition(editor: Locator, what: str) -> Locator:
    editor.get_by_role("button", name="Add a condition").click()
    condition = editor.get_by_role("group", name="Condition", exact=True).last
    condition.get_by_label("What", exact=True).select_option(what)
    return condition


def draw_round_belgium(page: Page) -> None:
    """Drag the map until Belgium is in its middle, turn the wheel, click four corners."""
    outline = page.get_by_role("application")
    outline.scroll_into_view_if_needed()
    box = outline.bounding_box()
    assert box
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    degree = box["width"] / 360
    page.mouse.move(middle[0] + 4.5 * degree, middle[1] - 50.5 * degree)
    page.mouse.down()
    page.mouse.move(*middle, steps=3)
    page.mouse.up()
    for _ in range(12):
        page.mouse.wheel(0, -100)
    for x, y in ((0.4, 0.4), (0.6, 0.4), (0.6, 0.6), (0.4, 0.6)):
        outline.click(position={"x": box["width"] * x, "y": box["height"] * y})


def add_block(page: Page, name: str) -> Locator:
    """Put a block at the end of the body."""
    body = page.locator("[data-contentpath=body]")
    places = body.locator("button[title='Insert a block']")
    before = places.count()
    places.last.click()
    page.get_by_placeholder("Search options…").fill(name)
    words = re.compile(rf"^\s*{name}\s*$")
    page.get_by_role("option").filter(has_text=words).first.click()
    # Else what is typed next goes into the block above.
    expect(places).to_have_count(before + 1)
    return body


def pick(chooser: Locator, typed: str, name: str) -> None:
    """Type at twenty keys a second, go down to the first that is offered, and take it."""
    field = chooser.get_by_role("combobox")
    field.press_sequentially(typed, delay=50)
    expect(chooser.get_by_role("option").first).to_contain_text(name)
    field.press("ArrowDown")
    field.press("Enter")
    expect(field).to_have_value(re.compile(re.escape(name)))


def limit_the_portal(page: Page) -> tuple[int, str]:
    """Belgium, from or about, 1950 to today, no fossils, inside what is drawn: count and WKT."""
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("link", name="GBIF scope").click()
    told = page.get_by_role("group", name="What GBIF finds")
    expect(told).not_to_contain_text("found")
    page.locator("[name=country]").select_option(label="Belgium")
    page.locator("[name=occurrence_relation]").select_option("both")
    expect(told).to_contain_text(SOME)
    editor = page.locator("gbif-predicate-editor", has=page.locator("[name=extra_predicate]"))
    year = add_condition(editor, "year")
    year.get_by_label("How", exact=True).select_option("range")
    year.get_by_label("Lower limit", exact=True).fill("1950")
    fossil = add_condition(editor, "basisOfRecord")
    fossil.get_by_label("Value", exact=True).select_option("FOSSIL_SPECIMEN")
    expect(told).to_contain_text("Occurrences found: 0")
    fossil.get_by_label("Not", exact=True).check()
    expect(told).to_contain_text(SOME)
    everywhere = counted(told)
    add_condition(editor, "geometry")
    draw_round_belgium(page)
    expect(told).not_to_contain_text(f"{everywhere:,}")
    expect(told).to_contain_text(SOME)
    # Each corner was counted when the mouse was slow; this is the whole area.
    told.get_by_role("button", name="Count now").click()
    inside = counted(told)
    assert 0 < inside < everywhere
    wkt = page.get_by_label("Area, as WKT or GeoJSON").input_value()
    assert re.fullmatch(r"POLYGON\(\(([-\d.]+ [-\d.]+,){4}[-\d.]+ [-\d.]+\)\)", wkt)
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        assert barriers(page, "main") == []
    page.set_viewport_size(DESKTOP)
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_text("GBIF scope updated")).to_be_visible()
    return inside, wkt


def publish_a_page(page: Page, house: House, title: str, inside: int) -> None:
    """A page with a fox, a dataset, a number and a search, all of them in the portal's scope."""
    page.goto(f"{house.admin}/admin/pages/")
    page.get_by_role("link", name=re.compile("child pages of 'Home'")).first.click()
    page.get_by_role("link", name="Add child page").first.click()
    page.get_by_role("link", name="Content page").first.click()
    # Once the body is there, Wagtail watches the title and makes the address of it.
    expect(page.locator("[data-contentpath=body] button[title='Insert a block']")).to_be_visible()
    page.get_by_role("textbox", name="Title").press_sequentially(title, delay=50)
    body = add_block(page, "GBIF taxon")
    pick(body.locator("gbif-chooser").last, "vulpes v", "Vulpes vulpes")
    add_block(page, "GBIF dataset")
    dataset = str(datasets()[0]["title"])
    pick(body.locator("gbif-chooser").last, dataset[:12], dataset)
    add_block(page, "GBIF number")
    page.get_by_label("What to count").select_option("occurrence")
    page.get_by_label("Label", exact=True).last.fill("Records of the portal")
    told = page.get_by_role("group", name="What GBIF finds").last
    assert counted(told) == inside
    add_block(page, "GBIF search")
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        assert barriers(page, *OURS) == []
    page.set_viewport_size(DESKTOP)
    # Wagtail saves by itself; who publishes while it is at it for the first time makes two pages.
    expect(page).to_have_url(re.compile(r"/pages/\d+/edit/"))
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".messages .success")).to_contain_text("published")


def values(document: Any) -> dict[str, Any]:
    return {one["type"]: one["value"] for one in document["body"]}


def is_told(document: Any) -> bool:
    """Whether GBIF has answered for every block."""
    found = values(document)
    return all(value["snapshot"]["state"] == "fresh" for value in found.values())


def shown(page: Page, inside: int) -> None:
    """What readers see whether GBIF is there or not."""
    expect(page.locator(".block--gbif_taxon")).to_contain_text("Vulpes vulpes")
    expect(page.locator(".block--gbif_dataset h2")).to_have_text(str(datasets()[0]["title"]))
    expect(page.locator(".block--gbif_number data")).to_have_text(f"{inside:,}")
    expect(page.locator(".block--gbif_number")).to_contain_text("as of")
    page.locator("gbif-search").scroll_into_view_if_needed()


def test_what_an_editor_builds_is_shown_live_and_without_gbif_as_it_was(
    house: House, page: Page
) -> None:
    page.set_viewport_size(DESKTOP)
    house.log_in(page)
    inside, wkt = limit_the_portal(page)
    publish_a_page(page, house, "Foxes", inside)
    document = house.wait_for("/foxes/", is_told)
    assert values(document)["gbif_number"]["value"] == inside
    house.build()

    house.gbif.requests.clear()
    address = f"{house.site.url}/foxes/"
    page.goto(address)
    shown(page, inside)
    search = page.locator("gbif-search")
    expect(search).to_have_attribute("data-source", "live")
    expect(search.locator("[data-part=count]")).to_contain_text(f"{inside:,}")
    asked = [one for one in house.gbif.requests if one.headers.get("Origin") == house.site.url]
    questions = json.dumps([one.body for one in asked])
    assert wkt in questions
    assert "FOSSIL_SPECIMEN" in questions
    assert barriers(page) == []

    house.gbif.stop()
    page.reload()
    shown(page, inside)
    expect(search.get_by_role("status")).to_contain_text("You see what it answered on")
    expect(search).to_have_attribute("data-source", "failed")
    expect(search.locator("[data-part=count]")).to_contain_text(f"{inside:,}")
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        assert barriers(page) == []
