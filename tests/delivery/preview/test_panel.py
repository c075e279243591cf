"""The preview panel: the frontend with what an editor is typing."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page
from wagtail.test.utils.form_data import rich_text
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from cms.core.portals import Portal
from cms.delivery.models import Document
from cms.delivery.preview.cleaning import forget_ended_previews
from cms.delivery.preview.models import PanelPreview
from cms.delivery.preview.panel import KEPT_PER_PAGE
from home.models import ContentPage
from tests.delivery.conftest import schema_of
from tests.delivery.editing import again, submit_for_translation
from tests.delivery.preview.editing import (
    ask,
    browser_of,
    form,
    make_editor,
    new_page_panel_address,
    panel_address,
    token_in,
    type_in_panel,
)
from tests.factories import add_page, default_portal, make_portal


@pytest.fixture(scope="module")
def _made(lasting: None) -> int:
    home = make_portal("nl").site.root_page
    page = add_page(home, ContentPage, title="About", slug="about")
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


def test_the_panel_shows_what_was_typed_and_not_saved(page: Page, editor: Any) -> None:
    body = [("rich_text", {"text": rich_text("<p>Typed</p>")})]
    token = type_in_panel(
        editor, panel_address(page), form(body, title="Typed title", slug="about")
    )
    answer = ask(token)
    document = answer.json()
    schema_of("home.ContentPage").validate(document)
    assert document["title"] == "Typed title"
    assert document["body"][0]["value"]["html"] == "<p>Typed</p>"
    assert again(page).title == "About"
    assert Document.objects.get(page=page.pk).title == "About"


def test_a_page_that_does_not_exist_yet_is_shown_below_its_parent(page: Page, editor: Any) -> None:
    token = type_in_panel(editor, new_page_panel_address(page, ContentPage), form(slug="new"))
    document = ask(token).json()
    schema_of("home.ContentPage").validate(document)
    assert document["path"] == "/about/new/"
    assert [one["title"] for one in document["breadcrumbs"]] == ["Home", "About"]
    assert not Page.objects.filter(slug="new").exists()


def test_a_page_that_does_not_exist_yet_is_in_its_parents_language(
    portal: Portal, editor: Any
) -> None:
    dutch = again([*portal.roots.values()][1])
    token = type_in_panel(editor, new_page_panel_address(dutch, ContentPage), form(slug="nieuw"))
    document = ask(token).json()
    assert document["locale"]["requested"] == "nl"
    assert document["path"] == "/nl/nieuw/"


def test_what_a_form_cannot_hold_leaves_the_last_good_preview(page: Page, editor: Any) -> None:
    browser = browser_of(editor)
    browser.post(panel_address(page), form(title="Good", slug="about"))
    wrong = browser.post(panel_address(page), form(title="x" * 300, slug="about"))
    assert wrong.json() == {"is_valid": False, "is_available": True}
    token = token_in(browser.get(panel_address(page), {"in_preview_panel": "true"}))
    assert ask(token).json()["title"] == "Good"


def test_strings_that_a_translator_saved_are_shown_before_they_are_published(
    page: Page, editor: Any
) -> None:
    submit_for_translation(page, "nl")
    segment = StringSegment.objects.get(context__path="title", string__data="About")
    translation = Translation.objects.get(source=segment.source)
    StringTranslation.objects.create(
        translation_of=segment.string,
        locale=translation.target_locale,
        context=segment.context,
        data="Over ons",
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
    )
    address = reverse("wagtail_localize:preview_translation", args=[translation.pk])
    document = ask(token_in(browser_of(editor).get(address))).json()
    schema_of("home.ContentPage").validate(document)
    assert document["title"] == "Over ons"
    assert document["locale"]["requested"] == "nl"
    assert translation.get_target_instance().title == "About"


def test_earlier_versions_and_saved_drafts_are_shown_too(page: Page, editor: Any) -> None:
    draft = again(page)
    draft.title = "Draft"
    draft.save_revision()
    view_draft = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    assert ask(token_in(browser_of(editor).get(view_draft))).json()["title"] == "Draft"
    first = page.revisions.order_by("pk").first()
    view_revision = reverse("wagtailadmin_pages:revisions_view", args=[page.pk, first.pk])
    assert ask(token_in(browser_of(editor).get(view_revision))).json()["title"] == "About"


def test_a_preview_lasts_an_hour(page: Page, editor: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    token = type_in_panel(editor, panel_address(page), form(slug="about"))
    later = timezone.now() + timedelta(hours=1, seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert ask(token).status_code == 410


def test_typing_all_day_keeps_the_last_few_previews(page: Page, editor: Any) -> None:
    tokens = [
        type_in_panel(editor, panel_address(page), form(title=f"Title {n}", slug="about"))
        for n in range(KEPT_PER_PAGE + 3)
    ]
    assert PanelPreview.objects.count() == KEPT_PER_PAGE
    assert ask(tokens[0]).status_code == 410
    assert ask(tokens[-1]).json()["title"] == f"Title {KEPT_PER_PAGE + 2}"


def test_the_worker_forgets_previews_that_are_over(
    page: Page, editor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in_panel(editor, panel_address(page), form(slug="about"))
    assert forget_ended_previews() == 0
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert forget_ended_previews() == 1
    assert not PanelPreview.objects.exists()


def test_opening_a_preview_renders_nothing(
    page: Page, editor: Any, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    token = type_in_panel(editor, panel_address(page), form(slug="about"))
    with django_assert_max_num_queries(8):
        assert ask(token).status_code == 200


def test_the_editor_gets_the_userbar_with_checks_that_work_across_hosts(
    page: Page, editor: Any
) -> None:
    token = type_in_panel(editor, panel_address(page), form(slug="about"))
    assert ask(token)["Preview-Userbar"] == "shown"
    answer = ask(token, "userbar/", accept="text/html")
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    html = answer.content.decode()
    assert "<wagtail-userbar>" in html
    assert '"allowedOrigins": ["http://testserver", "https://portal.example"' in html
    assert 'src="//testserver/static/wagtailadmin/js/userbar.js' in html
    # Hidden in the panel, which has its own list of checks.
    assert "<aside hidden" in html


def test_in_a_window_of_its_own_the_userbar_is_seen(page: Page, editor: Any) -> None:
    browser = browser_of(editor)
    browser.post(panel_address(page), form(slug="about"))
    token = token_in(browser.get(panel_address(page)))
    assert "<aside hidden" not in ask(token, "userbar/").content.decode()


def test_the_checks_panel_of_the_editor_believes_the_frontend(page: Page, editor: Any) -> None:
    html = browser_of(editor).get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert '"allowedOrigins": ["http://testserver", "https://portal.example"' in (
        html.content.decode()
    )


def test_the_admin_may_frame_the_frontend(client: Client, page: Page) -> None:
    policy = client.get("/admin/login/")["Content-Security-Policy"]
    assert "frame-src 'self' https://portal.example" in policy


def test_a_host_name_cannot_widen_what_the_admin_frames(client: Client, portal: Portal) -> None:
    portal.site.hostname = "x; script-src *"
    portal.site.save()
    assert "script-src *" not in client.get("/admin/login/")["Content-Security-Policy"]


def test_a_page_outside_all_portals_says_so(portal: Portal, editor: Any) -> None:
    root = Page.get_first_root_node()
    page = root.add_child(instance=ContentPage(title="Nowhere", slug="nowhere", locale=root.locale))
    admin = make_editor("root", page)
    browser = browser_of(admin)
    browser.post(panel_address(page), form(slug="nowhere"))
    answer = browser.get(panel_address(page))
    assert answer.status_code == 200
    assert "belongs to no website" in answer.content.decode()
