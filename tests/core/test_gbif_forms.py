"""GBIF in a page's form: things are picked by keyboard, and blocks tell what they find."""

import re

import pytest
from django.test import Client as Browser
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from home.models import ContentPage
from tests.barriers import barriers
from tests.factories import add_page, block, items, make_portal
from tests.gbif_server import GbifServer
from tests.gbif_server.fixtures import gbif_server, running_gbif_server
from tests.gbif_server.registry import datasets

__all__ = ["gbif_server", "running_gbif_server"]

BEAR = "2433433"


def type_into(field: Locator, text: str) -> None:
    """At twenty keys a second, in place of what there is."""
    field.focus()
    field.press("Control+a")
    field.press_sequentially(text, delay=50)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_an_editor_picks_a_taxon_and_a_dataset_by_keyboard_and_sees_the_count(
    page: Page,
    live_server: LiveServer,
    admin_client: Browser,
    gbif_server: GbifServer,
    settings: Settings,
) -> None:
    # Wagtail would save what is half typed, and say that it is a mistake.
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    portal = make_portal()
    dataset = datasets()[0]
    body = [
        block("gbif_dataset", key=str(datasets()[1]["key"])),
        block(
            "gbif_number",
            catalogue="occurrence",
            parameters=items({"name": "taxonKey", "value": BEAR}),
            within_scope=False,
            label="",
            prefix="",
            suffix="",
        ),
    ]
    made = add_page(portal.site.root_page, ContentPage, slug="foxes", body=body)
    session = admin_client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.set_default_timeout(60_000)
    gbif_server.requests.clear()
    page.goto(f"{live_server.url}{reverse('wagtailadmin_pages:edit', args=[made.pk])}")
    chosen, value = page.locator("gbif-chooser").all()
    taxon = value.get_by_role("combobox")
    expect(taxon).to_have_value(BEAR)
    assert gbif_server.requests == []

    type_into(taxon, "vulpes v")
    fox = value.get_by_role("option", name="Vulpes vulpes (Linnaeus, 1758)")
    expect(fox).to_be_visible()
    expect(taxon).to_have_attribute("aria-expanded", "true")
    assert [request.parameters["q"] for request in gbif_server.requests] == [["vulpes v"]]
    taxon.press("ArrowDown")
    expect(fox).to_have_attribute("aria-selected", "true")
    expect(taxon).to_have_attribute("aria-activedescendant", re.compile("-0$"))
    # The open list may hide a part of a button of Wagtail's.
    assert barriers(page, "[data-contentpath=body]", but="target-size") == []
    taxon.press("Enter")
    expect(taxon).to_have_value("Vulpes vulpes (Linnaeus, 1758)")
    expect(value).to_contain_text("Red fox")
    check = page.get_by_role("group", name="What GBIF finds")
    expect(check).to_contain_text(re.compile(r"Occurrences found: [1-9]"))
    expect(check.get_by_role("link")).to_have_attribute("href", re.compile("taxonKey=5219243"))

    title = chosen.get_by_role("combobox")
    type_into(title, str(dataset["title"])[:12])
    expect(chosen.get_by_role("option").first).to_be_visible()
    title.press("Escape")
    expect(chosen.get_by_role("option")).to_have_count(0)
    # A key that is pasted is looked up.
    title.press("Control+a")
    page.keyboard.insert_text(f"https://www.gbif.org/dataset/{dataset['key']}")
    expect(title).to_have_value(str(dataset["title"]))
    assert barriers(page, ":is(gbif-chooser, gbif-block-check)") == []

    with page.expect_navigation():
        title.press("Control+s")
    saved = ContentPage.objects.get(pk=made.pk).get_latest_revision_as_object().body.raw_data
    kept, counted = (one["value"] for one in saved)
    assert (kept["key"]["key"], kept["key"]["label"]) == (dataset["key"], dataset["title"])
    fox_stored = counted["parameters"][0]["value"]["value"]
    assert (fox_stored["key"], fox_stored["labels"]["nl"]) == ("5219243", "Vos")
