"""The scope's form in a browser: conditions in groups, areas on a map, all of it by keyboard."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer
from wagtail.models import Site

from gbif_blocks.scopes import Scope
from tests.barriers import barriers

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

OpenScope = Callable[[], Page]


@pytest.fixture
def site(transactional_db: None) -> Site:
    found: Site = Site.objects.get(is_default_site=True)
    return found


@pytest.fixture
def open_scope(page: Page, live_server: LiveServer, admin_client: Client, site: Site) -> OpenScope:
    """Opens the form of the default portal's scope as an administrator."""
    session = admin_client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])

    page.set_default_timeout(60_000)

    def show() -> Page:
        url = reverse("wagtailsettings:edit", args=("gbif_blocks", "scope", site.pk))
        page.goto(f"{live_server.url}{url}")
        return page

    return show


def conditions_of(page: Page, field: str = "extra_predicate") -> Locator:
    return page.locator("gbif-predicate-editor").filter(has=page.locator(f"[name={field}]"))


def save(page: Page) -> Scope:
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).first.click()
    scope: Scope = Scope.objects.get()
    return scope


def test_an_editor_builds_from_1950_and_not_fossil_by_keyboard(open_scope: OpenScope) -> None:
    page = open_scope()
    page.select_option("[name=country]", "BE")
    editor = conditions_of(page)
    editor.get_by_role("button", name="Add a condition").press("Enter")
    year = editor.get_by_role("group", name="Condition", exact=True).nth(0)
    expect(year.get_by_label("What", exact=True)).to_be_focused()
    year.get_by_label("What", exact=True).select_option("year")
    year.get_by_label("How", exact=True).select_option("range")
    year.get_by_label("Lower limit", exact=True).fill("1950")
    editor.get_by_role("button", name="Add a condition").press("Enter")
    fossil = editor.get_by_role("group", name="Condition", exact=True).nth(1)
    fossil.get_by_label("What", exact=True).select_option("basisOfRecord")
    fossil.get_by_label("Value", exact=True).select_option("FOSSIL_SPECIMEN")
    fossil.get_by_label("Not", exact=True).press("Space")
    expect(editor.get_by_role("status").first).to_contain_text("cannot be counted by GET")
    # The whole scope is told too, before anything is saved.
    told = page.locator("gbif-scope-check tr[data-catalogue=occurrence]")
    expect(told).to_contain_text("Cannot be counted by GET")
    expect(page.locator("tr[data-catalogue=dataset]")).to_contain_text("publishingCountry=BE")
    assert barriers(page, "main") == []
    scope = save(page)
    assert scope.extra_predicate == {
        "type": "and",
        "predicates": [
            {"type": "range", "key": "year", "value": {"gte": "1950"}},
            {
                "type": "not",
                "predicate": {"type": "equals", "key": "basisOfRecord", "value": "FOSSIL_SPECIMEN"},
            },
        ],
    }
    # What was saved is shown again as conditions.
    again = conditions_of(open_scope()).get_by_role("group", name="Condition", exact=True)
    expect(again).to_have_count(2)
    expect(again.nth(1).get_by_label("Not", exact=True)).to_be_checked()


def test_groups_nest_and_are_removed(open_scope: OpenScope) -> None:
    page = open_scope()
    editor = conditions_of(page)
    editor.get_by_role("button", name="Add a group").click()
    inner = editor.get_by_role("group", name="Group of conditions").nth(1)
    inner.get_by_label("How the conditions combine").select_option("or")
    for code in ("BE", "NL"):
        inner.get_by_role("button", name="Add a condition").click()
        inner.get_by_role("group", name="Condition", exact=True).last.get_by_label(
            "Value", exact=True
        ).select_option(code)
    inner.get_by_role("button", name="Add a condition").click()
    last = inner.get_by_role("group", name="Condition", exact=True).last
    last.get_by_role("button", name="Remove this condition").click()
    inner.get_by_label("Not", exact=True).first.check()
    assert save(page).extra_predicate == {
        "type": "not",
        "predicate": {
            "type": "or",
            "predicates": [
                {"type": "equals", "key": "country", "value": "BE"},
                {"type": "equals", "key": "country", "value": "NL"},
            ],
        },
    }


def test_a_mistake_stands_beside_its_condition(open_scope: OpenScope) -> None:
    page = open_scope()
    editor = conditions_of(page)
    editor.get_by_role("button", name="Add a condition").click()
    condition = editor.get_by_role("group", name="Condition", exact=True)
    condition.get_by_label("What", exact=True).select_option("taxonKey")
    condition.get_by_label("Value", exact=True).fill("Vulpes vulpes")
    expect(condition).to_contain_text("not the name")
    value = condition.get_by_label("Value", exact=True)
    assert value.get_attribute("aria-invalid") == "true"
    told = page.locator(f"#{value.get_attribute('aria-describedby')}")
    expect(told).to_contain_text("such as 5219243")
    assert barriers(page, "main") == []
    value.fill("5219243")
    expect(condition).not_to_contain_text("not the name")
    assert save(page).extra_predicate == {"type": "equals", "key": "taxonKey", "value": "5219243"}


def test_an_area_is_drawn_and_its_ring_is_turned(open_scope: OpenScope) -> None:
    page = open_scope()
    editor = conditions_of(page)
    editor.get_by_role("button", name="Add a condition").click()
    editor.get_by_label("What", exact=True).select_option("geometry")
    area = page.locator("gbif-area-editor")
    map_ = area.get_by_role("application")
    box = map_.bounding_box()
    assert box
    # Clockwise, which GBIF would refuse.
    for x, y in ((0.3, 0.4), (0.7, 0.4), (0.7, 0.6), (0.3, 0.6)):
        map_.click(position={"x": box["width"] * x, "y": box["height"] * y})
    expect(area.get_by_role("status")).to_contain_text("direction")
    assert barriers(page, "main") == []
    found = save(page).extra_predicate
    assert found is not None
    assert found["type"] == "within"
    numbers = [float(number) for number in found["value"][9:-2].replace(",", " ").split()]
    assert numbers[:2] == pytest.approx(numbers[-2:])
    assert {round(number) for number in numbers} == {-72, 72, -18, 18}


def test_an_area_is_made_of_points_by_keyboard_alone(open_scope: OpenScope) -> None:
    page = open_scope()
    editor = conditions_of(page)
    editor.get_by_role("button", name="Add a condition").press("Enter")
    editor.get_by_label("What", exact=True).select_option("geometry")
    area = page.locator("gbif-area-editor")
    for longitude, latitude in (("4", "50"), ("5", "50"), ("5", "51")):
        area.get_by_role("button", name="Add a point").press("Enter")
        number = area.get_by_role("listitem").count() - 1
        area.get_by_label(f"Point {number}, Longitude").fill(longitude)
        area.get_by_label(f"Point {number}, Longitude").press("Tab")
        area.get_by_label(f"Point {number}, Latitude").fill(latitude)
        area.get_by_label(f"Point {number}, Latitude").press("Tab")
    assert save(page).extra_predicate == {
        "type": "within",
        "key": "geometry",
        "value": "POLYGON((4 50,5 50,5 51,4 50))",
    }


def test_pasted_geojson_becomes_an_area_on_the_map(open_scope: OpenScope) -> None:
    page = open_scope()
    editor = conditions_of(page)
    editor.get_by_role("button", name="Add a condition").click()
    editor.get_by_label("What", exact=True).select_option("geometry")
    area = page.locator("gbif-area-editor")
    area.get_by_label("Area, as WKT or GeoJSON").fill(
        '{"type": "Polygon", "coordinates": [[[4, 50], [4, 51], [5, 51], [4, 50]]]}'
    )
    area.get_by_role("application").focus()
    expect(area.get_by_role("status")).to_contain_text("direction")
    found = save(page).extra_predicate
    assert found is not None
    assert found["value"] == "POLYGON((4 50,5 51,4 51,4 50))"


def test_what_the_form_has_no_fields_for_is_edited_as_json(
    open_scope: OpenScope, site: Site
) -> None:
    checklist = "7ddf754f-d193-4cc9-b351-99906754a03b"
    kept = {"type": "isNull", "key": "taxonKey", "checklistKey": checklist}
    Scope.objects.create(site=site, extra_predicate=kept)
    page = open_scope()
    expect(conditions_of(page).get_by_role("textbox")).to_be_visible()
    assert save(page).extra_predicate == kept
