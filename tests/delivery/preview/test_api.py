"""`preview/{token}/`: what the API promises about it."""

from datetime import timedelta

from django.core.checks import run_checks
from django.test import Client, override_settings

from cms.delivery.openapi import openapi_document
from cms.delivery.preview.checks import check_addresses, check_path
from cms.delivery.preview.sharing import share
from cms.delivery.preview.tokens import read_token
from home.models import ContentPage
from tests.delivery.conftest import schema_of
from tests.delivery.preview.editing import API, ask, make_editor, share_link
from tests.factories import add_page, make_portal


def test_an_answer_is_kept_by_nobody_and_found_by_nobody() -> None:
    portal = make_portal()
    token = share_link(portal.site.root_page, make_editor("ada", portal.site.root_page))
    for answer in (ask(token), ask("nonsense"), ask(token, "userbar/")):
        assert answer["Cache-Control"] == "no-store"
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "ETag" not in answer
        assert not answer.cookies
    schema_of("home.HomePage").validate(ask(token).json())
    assert ask(token)["Content-Language"] == "en"


def test_a_token_says_what_it_is_for_and_fits_into_an_address() -> None:
    portal = make_portal()
    page = add_page(portal.site.root_page, ContentPage, slug="about")
    token = share_link(page, make_editor("ada", page))
    claims = read_token(token)
    assert (claims.key, claims.locale) == (page.translation_key, "en")
    assert claims.revision == page.latest_revision_id
    assert len(token) < 250
    assert token.replace(".", "").replace("-", "").replace("_", "").isalnum()


def test_a_token_opens_its_own_portal_only(client: Client) -> None:
    make_portal()
    other = make_portal(hostname="portal.example").site.root_page
    page = add_page(other, ContentPage, title="Elsewhere", slug="about")
    _link, address = share(page, make_editor("ada", page), timedelta(days=1))
    # Not FRONTEND_URL, which is the default portal's.
    assert address.startswith("http://portal.example/preview/")
    token = address.rstrip("/").rpartition("/")[2]
    assert ask(token).json()["type"].endswith("/problems/unknown-preview/")
    own = client.get(f"{API}{token}/", {"site": "portal.example"})
    assert own.json()["title"] == "Elsewhere"


def test_the_problems_are_documented_and_readable() -> None:
    operation = openapi_document()["paths"][f"{API}{{token}}/"]["get"]
    assert {"200", "400", "404", "410"} <= operation["responses"].keys()
    assert "304" not in operation["responses"]
    assert "Preview-Expires" in operation["responses"]["200"]["headers"]
    assert openapi_document()["components"]["schemas"]["PreviewEnded"]["properties"]["status"] == {
        "const": 410
    }


def test_unknown_parameters_and_methods_are_refused() -> None:
    make_portal()
    assert ask("token", "?draft=1").status_code == 400


@override_settings(WAGTAILADMIN_BASE_URL="https://cms.example", FRONTEND_URL="http://p.example")
def test_addresses_with_which_a_preview_stays_empty_are_told_at_start() -> None:
    assert [one.id for one in check_addresses()] == ["preview.W001"]


def test_the_path_of_previews_must_have_a_place_for_the_token() -> None:
    assert check_path() == []
    for path in ("/preview/", "preview/{token}/", "/{token}/{token}"):
        with override_settings(FRONTEND_PREVIEW_PATH=path):
            assert [one.id for one in check_path()] == ["preview.E001"]
    assert not [one for one in run_checks() if (one.id or "").startswith("preview.")]
