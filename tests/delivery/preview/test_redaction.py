"""Tokens do not get into logs and error reports."""

import logging

import pytest
from django.test import Client

from cms.delivery.preview.redaction import redact, redact_event
from home.models import ContentPage
from tests.delivery.preview.editing import API, make_editor, share_link
from tests.factories import add_page, make_portal

TOKEN = "WyI0YjcxMTdjOTQ1YTk0ZGYzYTBh.x5c-_Signature"


@pytest.mark.parametrize(
    "text",
    [
        f"GET /api/delivery/v1/preview/{TOKEN}/ HTTP/1.1",
        f"https://portal.example/preview/{TOKEN}/",
        f"/preview/{TOKEN}",
        f"/preview/{TOKEN.replace('.', '%2E')}/userbar/",
        f"/admin/?next=/preview/{TOKEN}/",
    ],
)
def test_a_token_in_an_address_is_left_out(text: str) -> None:
    shown = redact(text)
    assert "WyI0" not in shown
    assert "Signature" not in shown
    assert "preview/[token]" in shown


@pytest.mark.parametrize(
    "text", ["/preview/", "/admin/pages/4/edit/preview/?mode=", "/preview/_astro/index.css", ""]
)
def test_what_is_no_token_stays(text: str) -> None:
    assert redact(text) == text


def test_an_error_report_is_searched_in_all_its_parts() -> None:
    event = {
        "request": {
            "url": f"https://x/preview/{TOKEN}/",
            "headers": {"Referer": f"/preview/{TOKEN}"},
        },
        "breadcrumbs": {"values": [{"data": {"url": f"/preview/{TOKEN}/"}}]},
        "extra": (f"/preview/{TOKEN}/", 7, None),
    }
    assert TOKEN[:20] not in str(redact_event(event, {}))
    assert redact_event(event, {})["extra"][1:] == (7, None)


@pytest.mark.django_db
def test_the_servers_own_logs_hold_no_token(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    portal = make_portal()
    page = add_page(portal.site.root_page, ContentPage, slug="about")
    token = share_link(page, make_editor("ada", page))
    page.delete()
    with caplog.at_level(logging.INFO):
        assert client.get(f"{API}{token}/").status_code == 410
    assert "preview/[token]" in caplog.text
    assert token.partition(".")[0] not in caplog.text
