"""Previews and share links, as those use them who should not (field notes 1.5, B)."""

import json
import logging
from datetime import timedelta
from typing import Any

import pytest
from django.core.signing import Signer
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.models import FormState
from wagtail.models import GroupPagePermission, Page

from cms.core.image_urls import image_url
from cms.core.portals import Portal
from cms.delivery.preview.cleaning import KEEP_ENDED_LINKS, forget_ended_previews
from cms.delivery.preview.models import PanelPreview, ShareLink
from cms.delivery.preview.sharing import MAX_PER_PAGE, TooManyLinks
from cms.delivery.preview.tokens import SALT, make_token
from home.models import ContentPage
from tests.delivery.editing import again
from tests.delivery.preview.editing import (
    API,
    ask,
    browser_of,
    form,
    make_editor,
    new_page_panel_address,
    panel_address,
    share_link,
    type_in_panel,
)
from tests.factories import add_page, default_portal, make_image, make_portal

pytestmark = [pytest.mark.django_db]

SECRET = "CANARY-draft-title"
OLD_KEY, NEW_KEY = "old-key-of-the-tests" * 3, "new-key-of-the-tests" * 3


@pytest.fixture(scope="module")
def _made(lasting: None) -> int:
    home = make_portal("nl").site.root_page
    page = add_page(home, ContentPage, title="About", slug="about")
    page.title = SECRET
    page.save_revision()
    return int(page.pk)


@pytest.fixture
def portal(_made: int, db: None) -> Portal:
    return default_portal()


@pytest.fixture
def page(_made: int, db: None) -> Page:
    """A public page whose draft holds a secret."""
    return Page.objects.get(pk=_made).specific


@pytest.fixture
def editor(page: Page) -> Any:
    return make_editor("ada", page)


def assert_closed(answer: Any, status: int, problem: str) -> None:
    """A problem document that tells nothing of the draft and is kept by nobody."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["type"].endswith(f"/problems/{problem}/")
    assert answer["Cache-Control"] == "no-store"
    assert b"CANARY" not in answer.content


def assert_unknown(answer: Any) -> None:
    assert_closed(answer, 404, "unknown-preview")


def assert_ended(answer: Any) -> None:
    assert_closed(answer, 410, "preview-ended")


def test_b01_a_token_with_any_character_changed_opens_nothing(page: Page, editor: Any) -> None:
    token = share_link(page, editor)
    assert ask(token).status_code == 200
    for position, character in enumerate(token):
        # Each differs from the right one in a single bit, here in this one and there in that.
        near = [chr(ord(character) ^ (1 << bit)) for bit in range(7)]
        possible = [one for one in near if one.isalnum() or one in "-_."]
        changed = possible[position % len(possible)]
        assert_unknown(ask(token[:position] + changed + token[position + 1 :]))


@pytest.mark.parametrize(
    "made_up",
    [
        lambda payload: payload,
        lambda payload: f"{payload}.",
        lambda payload: f".{payload}",
        lambda payload: Signer(salt="another", sep=".").sign(payload),
        lambda payload: Signer(salt="cms.core.image", sep=".").sign(payload),
        lambda payload: Signer(salt=SALT, sep=".", key="another environment").sign(payload),
        lambda payload: Signer(salt=SALT, sep=".").sign("é"),
        lambda payload: payload * 100,
        lambda payload: "%00",
        lambda payload: "..%2f..%2fsite",
    ],
)
def test_b01_a_token_that_we_did_not_sign_for_this_opens_nothing(
    page: Page, editor: Any, made_up: Any
) -> None:
    payload = share_link(page, editor).partition(".")[0]
    answer = ask(made_up(payload))
    assert answer.status_code in (404, 400)
    assert b"CANARY" not in answer.content


def test_b01_a_signed_token_without_its_row_opens_nothing(page: Page, editor: Any) -> None:
    """Whoever steals the key alone cannot make links: the database is asked too."""
    share_link(page, editor)
    link = ShareLink.objects.get()
    for claims in (
        {**vars(link.claims), "expires": link.claims.expires + 1},
        {**vars(link.claims), "revision": link.claims.revision + 1},
    ):
        assert_ended(ask(make_token(type(link.claims)(**claims))))


def test_b02_a_row_that_is_pointed_elsewhere_opens_nothing(
    portal: Portal, page: Page, editor: Any
) -> None:
    token = share_link(page, editor)
    sibling = add_page(portal.site.root_page, ContentPage, title=SECRET, slug="sibling")
    page.title = f"{SECRET} later"
    later = page.save_revision()
    for change in (
        {"revision": later},
        {"key": sibling.translation_key, "page": sibling},
        {"locale": "nl"},
        {"expires_at": timezone.now() + timedelta(days=365)},
    ):
        before = ShareLink.objects.values(*change).get()
        ShareLink.objects.update(**change)
        assert_ended(ask(token))
        ShareLink.objects.update(**before)
    assert ask(token).status_code == 200


def test_b02_a_token_opens_no_other_address_of_the_api(page: Page, editor: Any) -> None:
    token = share_link(page, editor)
    client = Client(headers={"authorization": f"Bearer {token}"})
    for address in (
        f"/api/delivery/v1/pages/{page.translation_key}/",
        "/api/delivery/v1/pages/?fields=*",
        "/api/delivery/v1/sync/",
        "/api/delivery/v1/resolve/?path=/about/",
        f"/api/delivery/v1/pages/?token={token}",
        f"{API}{token}/../",
    ):
        assert b"CANARY" not in client.get(address).content
    assert_unknown(ask(token, "userbar/"))


def test_b02_a_link_tells_nothing_of_what_is_saved_later(page: Page, editor: Any) -> None:
    page.title = "Harmless"
    page.save_revision()
    token = share_link(page, editor)
    page.title = SECRET
    page.save_revision()
    assert ask(token).json()["title"] == "Harmless"


def test_b03_a_token_is_over_at_its_second_by_the_clock_of_who_is_asked(
    page: Page, editor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No grace: two processes whose clocks differ by 30 seconds end it 30 seconds apart."""
    token = share_link(page, editor)
    end = ShareLink.objects.get().claims.expires_at
    for seconds, status in ((-31, 200), (-1, 200), (0, 410), (1, 410), (31, 410)):
        monkeypatch.setattr(timezone, "now", lambda at=end + timedelta(seconds=seconds): at)
        assert ask(token).status_code == status, seconds
    assert_ended(ask(token))


def test_b04_a_revoked_link_is_dead_at_once_for_a_process_that_knew_it(
    page: Page, editor: Any
) -> None:
    """Nothing is remembered between two requests: the row is asked each time."""
    worker, other = Client(), Client()
    token = share_link(page, editor)
    assert worker.get(f"{API}{token}/")["Cache-Control"] == "no-store"
    with connection.cursor() as another_process:
        table = ShareLink._meta.db_table
        another_process.execute(f"UPDATE {table} SET revoked_at = created_at")  # noqa: S608
    assert_ended(worker.get(f"{API}{token}/"))
    assert_ended(other.get(f"{API}{token}/"))


@pytest.mark.parametrize("fate", ["no right", "disabled", "deleted", "no admin group"])
def test_b05_a_link_dies_with_the_rights_of_who_shared_it(
    page: Page, editor: Any, fate: str
) -> None:
    tokens = [share_link(page, editor), type_in_panel(editor, panel_address(page), form())]
    assert [ask(token).status_code for token in tokens] == [200, 200]
    if fate == "no right":
        GroupPagePermission.objects.filter(group__user=editor).delete()
    elif fate == "disabled":
        type(editor).objects.filter(pk=editor.pk).update(is_active=False)
    elif fate == "deleted":
        editor.delete()
    else:
        editor.groups.clear()
    for token in tokens:
        assert_ended(ask(token))


def test_b05_a_link_dies_with_its_page(page: Page, editor: Any) -> None:
    token = share_link(page, editor)
    page.delete()
    assert_ended(ask(token))


def test_b05_a_link_dies_when_its_page_moves_out_of_the_sharers_reach(
    portal: Portal, page: Page
) -> None:
    """A right on a section ends where the section ends."""
    home = portal.site.root_page
    section = add_page(home, ContentPage, title="Section", slug="section")
    page.move(section, pos="last-child")
    token = share_link(again(page), make_editor("bob", section))
    assert ask(token).status_code == 200
    again(page).move(again(home), pos="last-child")
    assert_ended(ask(token))


def test_b06_a_token_gets_into_no_log_and_no_referrer(
    page: Page, editor: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        token = share_link(page, editor)
        panel = type_in_panel(editor, panel_address(page), form())
        for one in (token, panel):
            assert ask(one)["Referrer-Policy"] == "no-referrer"
            ask(f"{one}x")
            ask(one, "?unknown=1")
        ShareLink.objects.all().delete()
        ask(token)
    written = [record.getMessage() for record in caplog.records]
    ours = [line for line in written if token[:40] in line or panel[:40] in line]
    assert [line for line in ours if not line.startswith("(0.")] == []


def test_b07_a_foreign_website_reads_a_preview_without_anybodys_cookies(
    page: Page, editor: Any
) -> None:
    token = share_link(page, editor)
    browser = browser_of(editor)
    for method in (browser.get, browser.options):
        answer = method(f"{API}{token}/", headers={"Origin": "https://evil.example"})
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer
        assert not answer.cookies


def test_b08_a_hostile_title_stays_text_in_the_document_and_in_the_userbar(
    page: Page, editor: Any
) -> None:
    hostile = '"><script>alert(1)</script>'
    token = type_in_panel(editor, panel_address(page), form(title=hostile))
    answer = ask(token)
    assert answer.json()["title"] == hostile
    assert answer["Content-Type"] == "application/json"
    assert "sandbox" in answer["Content-Security-Policy"]
    userbar = ask(token, "userbar/")
    assert "alert(1)" not in userbar.content.decode()
    assert "frame-ancestors 'none'" in userbar["Content-Security-Policy"]


def test_b09_nobody_previews_what_they_may_not_edit(
    portal: Portal, page: Page, editor: Any
) -> None:
    """CVE-2026-25517: the state is asserted, not only the status."""
    other = add_page(portal.site.root_page, ContentPage, title="Other", slug="other")
    elsewhere = make_portal(hostname="elsewhere.example").site.root_page
    eve = browser_of(make_editor("eve", other))
    addresses = [
        panel_address(page),
        new_page_panel_address(page, ContentPage),
        new_page_panel_address(elsewhere, ContentPage),
        panel_address(elsewhere),
        reverse("wagtailadmin_pages:view_draft", args=[page.pk]),
        reverse("wagtailadmin_pages:revisions_view", args=[page.pk, page.latest_revision_id]),
        reverse("preview:share", args=[page.pk]),
    ]
    asked_by_script = {"x-requested-with": "XMLHttpRequest"}
    for address in addresses:
        for method in (eve.get, eve.post):
            answer = method(address, form(lasting="3600"), headers=asked_by_script)
            assert answer.status_code in (403, 405), address
            assert SECRET not in answer.content.decode()
    assert not PanelPreview.objects.exists()
    assert not ShareLink.objects.exists()
    assert not FormState.objects.exists()


def test_b09_a_stranger_is_sent_to_the_login(page: Page) -> None:
    for address in (panel_address(page), reverse("preview:share", args=[page.pk])):
        assert Client().post(address, form())["Location"].startswith("/admin/login/")
    assert not PanelPreview.objects.exists()


def test_b09_a_reader_of_the_admin_without_any_page_previews_nothing(page: Page) -> None:
    reader = browser_of(make_editor("reader"))
    answer = reader.get(panel_address(page), headers={"x-requested-with": "XMLHttpRequest"})
    assert answer.status_code == 403


def test_b10_a_page_has_so_many_links_and_no_more(
    page: Page, editor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(MAX_PER_PAGE):
        share_link(page, editor)
    for _ in range(5):
        with pytest.raises(TooManyLinks):
            share_link(page, editor)
    answer = browser_of(editor).post(reverse("preview:share", args=[page.pk]), {"lasting": "3600"})
    assert "as many as it may have" in answer.content.decode()
    assert ShareLink.objects.count() == MAX_PER_PAGE
    # Those that have ended make room, and the worker removes them for good.
    later = timezone.now() + timedelta(days=1, seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    share_link(page, editor)
    assert forget_ended_previews() == 0
    monkeypatch.setattr(timezone, "now", lambda: later + KEEP_ENDED_LINKS + timedelta(days=1))
    assert forget_ended_previews() == MAX_PER_PAGE


def test_b12_no_token_is_kept_anywhere(page: Page, editor: Any) -> None:
    tokens = [share_link(page, editor), type_in_panel(editor, panel_address(page), form())]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            rows = json.dumps(cursor.fetchall(), default=str)
            for token in tokens:
                assert token.partition(".")[2] not in rows, table


def test_b14_a_rotated_key_ends_nothing_until_its_fallback_goes(page: Page) -> None:
    image = make_image()
    with override_settings(SECRET_KEY=OLD_KEY):
        editor = make_editor("ada", page)
        token = share_link(page, editor)
        # Django signs a session anew when it is used; the other one stays as it is.
        browser, unused = browser_of(editor), browser_of(editor)
        picture = image_url(image, 320, "webp").removeprefix("http://testserver")
    with override_settings(SECRET_KEY=NEW_KEY, SECRET_KEY_FALLBACKS=[OLD_KEY]):
        assert ask(token).status_code == 200
        assert browser.get(panel_address(page)).status_code == 200
        assert ask(share_link(page, editor)).status_code == 200
        assert Client().get(picture).status_code == 200
    with override_settings(SECRET_KEY=NEW_KEY, SECRET_KEY_FALLBACKS=[]):
        assert_unknown(ask(token))
        assert browser.get("/admin/").status_code == 200
        assert unused.get("/admin/")["Location"].startswith("/admin/login/")
        assert Client().get(picture).status_code in (403, 404)
