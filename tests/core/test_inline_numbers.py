"""A number of GBIF in a page's text: in its document, and in the editor."""

from typing import Any

import jsonschema_rs
import pytest
from django.test import Client as Browser
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from cms.core.portals import Portal
from cms.core.rendering import render_page
from cms.core.schemas import page_schemas, with_definitions
from gbif_blocks.client import Client
from gbif_blocks.refreshing import refresh
from gbif_blocks.snapshots import Snapshot
from home.models import ContentPage
from tests.barriers import barriers
from tests.factories import add_page, block, make_portal
from tests.gbif_server import GbifServer
from tests.gbif_server.fixtures import gbif_server, running_gbif_server

__all__ = ["gbif_server", "running_gbif_server"]

STORED = (
    '<a linktype="gbif-number" data-catalogue="occurrence" data-parameters="country=BE" '
    'data-scope="false">many</a>'
)


def shown(page: ContentPage, portal: Any) -> dict[str, Any]:
    document, _dependencies = render_page(page, Portal(portal.site))
    schema = with_definitions("document", page_schemas()["home.ContentPage"])
    jsonschema_rs.Draft202012Validator(schema).validate(document)
    text: dict[str, Any] = document["body"][0]["value"]
    return text


@pytest.mark.django_db
def test_the_document_shows_the_number_and_what_it_comes_from(gbif_server: GbifServer) -> None:
    portal = make_portal()
    body = [block("rich_text", text=f"<p>Of <b>{STORED}</b> records</p>")]
    page = add_page(portal.site.root_page, ContentPage, slug="numbers", body=body)
    before = shown(page, portal)
    assert before["html"] == "<p>Of <b>many</b> records</p>"
    [_of, number, _records] = before["tree"][0]["children"]
    assert (number["type"], number["value"]) == ("gbif_number", None)
    counted = refresh(Snapshot.objects.get(pk=number["snapshot"]["id"]), Client()).count or 0
    after = shown(page, portal)
    assert after["html"] == (f'<p>Of <b><data value="{counted}">{counted:,}</data></b> records</p>')


@pytest.mark.browser
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_an_editor_puts_a_number_into_a_text(
    page: Page, live_server: LiveServer, admin_client: Browser
) -> None:
    portal = make_portal()
    body = [block("rich_text", text="<p>Records: </p>")]
    made = add_page(portal.site.root_page, ContentPage, slug="numbers", body=body)
    session = admin_client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.set_default_timeout(60_000)
    page.goto(f"{live_server.url}{reverse('wagtailadmin_pages:edit', args=[made.pk])}")
    editor = page.locator("[data-contentpath=body] [role=textbox]").first
    editor.click()
    # The tools for text appear at what is selected.
    page.keyboard.press("Home")
    page.keyboard.press("Shift+End")
    page.locator("button[name=GBIF_NUMBER]:visible").first.click()
    dialog = page.get_by_role("dialog", name="GBIF number")
    dialog.get_by_label("Filters").fill("country: Belgium")
    dialog.get_by_role("button", name="Insert").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Did you mean BE?")
    assert barriers(page, "dialog") == []
    dialog.get_by_label("Filters").fill("country: be")
    dialog.get_by_label("Within the portal's scope").uncheck()
    dialog.get_by_role("button", name="Insert").click()
    expect(dialog).to_have_count(0)
    expect(editor.locator(".TooltipEntity")).to_have_text("…")
    # Draftail writes what is edited into the form a moment later.
    written = page.locator("[data-contentpath=body] input[type=hidden][value*=GBIF_NUMBER]")
    expect(written).to_have_count(1)
    with page.expect_navigation():
        page.get_by_role("button", name="Save draft").first.click()
    saved = ContentPage.objects.get(pk=made.pk).get_latest_revision_as_object()
    text = saved.body.raw_data[0]["value"]["text"]
    assert 'linktype="gbif-number"' in text
    assert 'data-parameters="country=BE"' in text
    assert 'data-scope="false"' in text
