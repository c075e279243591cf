"""Share links: a draft for people without an account, for a time."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from cms.core.portals import Portal
from cms.delivery.preview.models import ShareLink
from cms.delivery.preview.sharing import RepeatsAnother, revoke, share
from home.models import ContentPage
from tests.delivery.conftest import schema_of
from tests.delivery.editing import again, submit_for_translation
from tests.delivery.preview.editing import (
    PREVIEW,
    ask,
    browser_of,
    make_editor,
    share_link,
)
from tests.factories import add_page, default_portal, make_portal, synchronise

DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def _made(lasting: None) -> int:
    home = make_portal("nl").site.root_page
    page = add_page(home, ContentPage, title="About", slug="about")
    page.title = "Draft"
    page.save_revision()
    return int(page.pk)


@pytest.fixture
def portal(_made: int, db: None) -> Portal:
    return default_portal()


@pytest.fixture
def page(_made: int, db: None) -> Page:
    return Page.objects.get(pk=_made).specific


@pytest.fixture
def editor(portal: Portal) -> Any:
    return make_editor("ada", *portal.roots.values())


def share_page(page: Page) -> str:
    return reverse("preview:share", args=[page.pk])


def test_whoever_has_the_link_reads_the_draft(page: Page, editor: Any) -> None:
    answer = ask(share_link(page, editor))
    document = answer.json()
    schema_of("home.ContentPage").validate(document)
    assert document["title"] == "Draft"
    assert answer["Preview-Userbar"] == "none"


def test_a_link_shows_its_revision_and_no_later_one(page: Page, editor: Any) -> None:
    token = share_link(page, editor)
    page.title = "Later draft"
    page.save_revision().publish()
    assert ask(token).json()["title"] == "Draft"
    assert ask(share_link(page, editor)).json()["title"] == "Later draft"


def test_a_link_lasts_as_long_as_was_chosen(
    page: Page, editor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = share_link(page, editor, timedelta(days=7))
    answer = ask(token)
    link = ShareLink.objects.get()
    assert answer["Preview-Expires"] == link.expires_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert abs(link.expires_at - timezone.now() - timedelta(days=7)) < timedelta(minutes=1)
    monkeypatch.setattr(timezone, "now", lambda: link.expires_at - timedelta(minutes=1))
    assert ask(token).status_code == 200
    monkeypatch.setattr(timezone, "now", lambda: link.expires_at)
    assert ask(token).status_code == 410


def test_a_link_is_noted_as_used_once_a_minute(
    page: Page, editor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = share_link(page, editor)
    assert ShareLink.objects.get().last_used_at is None
    ask(token)
    used = ShareLink.objects.get().last_used_at
    assert used is not None
    ask(token)
    assert ShareLink.objects.get().last_used_at == used
    monkeypatch.setattr(timezone, "now", lambda: used + timedelta(minutes=2))
    ask(token)
    assert ShareLink.objects.filter(last_used_at__gt=used).exists()


def test_an_editor_makes_a_link_and_sees_it_once(page: Page, editor: Any) -> None:
    browser = browser_of(editor)
    answer = browser.post(share_page(page), {"label": "Reviewers", "lasting": "3600"})
    assert "no-store" in answer["Cache-Control"]
    html = answer.content.decode()
    token = html.split(PREVIEW)[1].split('"')[0].rstrip("/")
    assert ask(token).json()["title"] == "Draft"
    listed = browser.get(share_page(page)).content.decode()
    assert "Reviewers" in listed
    assert PREVIEW not in listed


def test_an_editor_ends_a_link(page: Page, editor: Any) -> None:
    token = share_link(page, editor)
    address = reverse("preview:revoke", args=[ShareLink.objects.get().pk])
    browser = browser_of(editor)
    assert browser.get(address).status_code == 405
    assert ask(token).status_code == 200
    assert browser.post(address)["Location"] == share_page(page)
    assert ask(token).status_code == 410
    assert "Ended" in browser.get(share_page(page)).content.decode()


def test_another_editor_of_the_page_may_end_a_link_and_a_stranger_may_not(
    page: Page, editor: Any
) -> None:
    token = share_link(page, editor)
    link = ShareLink.objects.get()
    with pytest.raises(PermissionDenied):
        revoke(link, make_editor("eve"))
    assert ask(token).status_code == 200
    revoke(link, make_editor("bob", page))
    assert ask(token).status_code == 410


def test_a_duration_that_is_not_offered_makes_no_link(page: Page, editor: Any) -> None:
    for lasting in ("", "0", "-1", "999999999", "week"):
        answer = browser_of(editor).post(share_page(page), {"lasting": lasting})
        assert answer.status_code == 200
    assert not ShareLink.objects.exists()


def test_the_action_is_offered_to_those_who_may_edit(page: Page, editor: Any) -> None:
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert share_page(page) in browser_of(editor).get(edit).content.decode()
    explore = reverse("wagtailadmin_explore", args=[page.get_parent().pk])
    assert share_page(page) in browser_of(editor).get(explore).content.decode()


def test_a_translation_is_shared_with_the_strings_that_are_saved(page: Page, editor: Any) -> None:
    page.get_latest_revision().publish()
    submit_for_translation(page, "nl")
    dutch = again(
        Page.objects.get(translation_key=page.translation_key, locale__language_code="nl")
    )
    live_title = dutch.title
    segment = StringSegment.objects.get(context__path="title")
    translation = Translation.objects.get(source=segment.source)
    StringTranslation.objects.create(
        translation_of=segment.string,
        locale=translation.target_locale,
        context=segment.context,
        data="Over ons",
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
    )
    edit = reverse("wagtailadmin_pages:edit", args=[dutch.pk])
    assert share_page(dutch) in browser_of(editor).get(edit).content.decode()
    document = ask(share_link(dutch, editor)).json()
    schema_of("home.ContentPage").validate(document)
    assert document["title"] == "Over ons"
    assert document["locale"]["requested"] == "nl"
    # The page as readers have it did not change.
    assert again(dutch).title == live_title
    assert again(dutch).latest_revision == ShareLink.objects.get().revision


def test_an_alias_is_shared_where_it_is_edited(page: Page, editor: Any) -> None:
    page.get_latest_revision().publish()
    synchronise()
    alias = Page.objects.get(translation_key=page.translation_key, locale__language_code="nl")
    with pytest.raises(RepeatsAnother):
        share(again(alias), editor, DAY)
    answer = browser_of(editor).post(share_page(alias), {"lasting": "3600"})
    assert "repeats another one" in answer.content.decode()


def test_a_page_without_a_revision_gets_one_when_it_is_shared(portal: Portal, editor: Any) -> None:
    page = ContentPage(title="Made by code", slug="code", locale=portal.source_locale)
    portal.site.root_page.add_child(instance=page)
    assert page.latest_revision is None
    assert ask(share_link(page, editor)).json()["title"] == "Made by code"
    assert not again(page).has_unpublished_changes


def test_a_revision_that_was_purged_is_shown_no_more(page: Page, editor: Any) -> None:
    token = share_link(page, editor)
    shared = page.latest_revision
    page.save_revision()
    shared.delete()
    assert ask(token).status_code == 410


def test_the_history_tells_who_shared_and_holds_no_token(page: Page, editor: Any) -> None:
    token = share_link(page, editor)
    revoke(ShareLink.objects.get(), editor)
    entries = PageLogEntry.objects.filter(action__startswith="preview.").order_by("pk")
    assert [one.action for one in entries] == ["preview.share", "preview.revoke"]
    assert {one.user for one in entries} == {editor}
    assert token not in json.dumps([one.data for one in entries], default=str)
    history = browser_of(editor).get(reverse("wagtailadmin_pages:history", args=[page.pk]))
    assert "Preview shared by a link" in history.content.decode()


def test_a_label_is_text(page: Page, editor: Any) -> None:
    browser = browser_of(editor)
    html = browser.post(
        share_page(page), {"label": "<script>alert(1)</script>", "lasting": "3600"}
    ).content.decode()
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_the_page_of_links_is_closed_to_strangers(page: Page) -> None:
    assert Client().get(share_page(page))["Location"].startswith("/admin/login/")
    eve = browser_of(make_editor("eve"))
    assert eve.post(share_page(page), {"lasting": "3600"})["Location"] == "/admin/"
    assert not ShareLink.objects.exists()
