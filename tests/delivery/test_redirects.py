"""Redirects that nobody has to make: wherever a page once stood in public leads to where it is."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction

from cms.core.portals import Portal
from cms.delivery.changes import one_change
from cms.delivery.work import work_once
from home.models import ContentPage
from tests.delivery.editing import OnCommit, again, publish, submit_for_translation, translate
from tests.factories import add_page, default_portal, make_portal, synchronise

Get = Callable[..., Any]


@pytest.fixture(scope="module")
def _made(lasting: None) -> None:
    make_portal("nl")


@pytest.fixture
def portal(_made: None, db: None) -> Portal:
    return default_portal()


def location(get: Get, path: str) -> str | None:
    """Where the reader of an old path is sent; None when nothing is known there."""
    answer = get("resolve/", path=path)
    if answer.status_code in (404, 410):
        return None
    assert answer.json()["kind"] == "redirect", answer.json()
    found: str = answer.json()["location"]
    return found


def move(page: Page, parent: Page) -> None:
    Page.objects.get(pk=page.pk).move(Page.objects.get(pk=parent.pk), "last-child")


def test_a_new_slug_redirects_in_the_same_transaction_for_all_below_too(
    get: Get, portal: Portal
) -> None:
    page = add_page(portal.site.root_page, ContentPage, slug="old")
    add_page(page, ContentPage, slug="below")
    publish(page, slug="new")  # no callback of a commit runs in this test
    assert location(get, "/old/") == "/new/"
    assert location(get, "/old/below/") == "/new/below/"


def test_a_move_redirects_in_each_language_in_which_it_happens(get: Get, portal: Portal) -> None:
    parent = add_page(portal.site.root_page, ContentPage, slug="parent")
    page = add_page(portal.site.root_page, ContentPage, slug="page")
    add_page(page, ContentPage, slug="below")
    synchronise()
    for one in (page, page.get_translations().get()):
        move(one, Page.objects.get(translation_key=parent.translation_key, locale=one.locale))
    assert location(get, "/page/below/") == "/parent/page/below/"
    assert location(get, "/nl/page/below/") == "/nl/parent/page/below/"


def test_a_new_slug_of_a_translation_redirects_in_its_language_only(
    get: Get, portal: Portal, django_capture_on_commit_callbacks: OnCommit
) -> None:
    page = add_page(portal.site.root_page, ContentPage, title="Page", slug="page")
    add_page(page, ContentPage, slug="below")
    synchronise()
    submit_for_translation(page, "nl")
    dutch = translate(page, "nl", django_capture_on_commit_callbacks)
    publish(dutch, slug="bladzijde")
    assert location(get, "/nl/page/") == "/nl/bladzijde/"
    assert location(get, "/nl/page/below/") == "/nl/bladzijde/below/"
    assert get("resolve/", path="/page/").json()["kind"] == "page"
    assert Redirect.objects.filter(old_path="/page").count() == 0


def test_a_move_that_is_undone_leaves_no_redirect(get: Get, portal: Portal) -> None:
    parent = add_page(portal.site.root_page, ContentPage, slug="parent")
    page = add_page(portal.site.root_page, ContentPage, slug="page")

    @one_change
    def move_and_fail() -> None:
        move(page, parent)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        move_and_fail()
    assert Redirect.objects.count() == 0
    assert get("resolve/", path="/page/").json()["kind"] == "page"


def test_pages_that_the_worker_makes_redirect_when_it_has_made_them(
    get: Get, portal: Portal, settings: Any
) -> None:
    page = add_page(portal.site.root_page, ContentPage, slug="old")
    for number in range(4):
        add_page(page, ContentPage, slug=f"below-{number}")
    settings.DELIVERY_INLINE_DOCUMENTS = 1
    publish(page, slug="new")
    work_once()
    assert [location(get, f"/old/below-{number}/") for number in range(4)] == [
        f"/new/below-{number}/" for number in range(4)
    ]


def test_many_moves_are_one_step_and_no_circle(get: Get, portal: Portal) -> None:
    page = add_page(portal.site.root_page, ContentPage, slug="a")
    for slug in ("b", "c", "a", "b", "d"):
        publish(page, slug=slug)
    assert [location(get, f"/{slug}/") for slug in "abc"] == ["/d/", "/d/", "/d/"]
    publish(page, slug="b")
    assert get("resolve/", path="/b/").json()["kind"] == "page"
    assert {(one["from"], one["to"]) for one in get("redirects/").json()["items"]} == {
        ("/a", "/b/"), ("/c", "/b/"), ("/d", "/b/"),
    }  # fmt: skip


def test_a_new_page_at_an_old_path_wins_and_redirects_when_it_leaves(
    get: Get, portal: Portal
) -> None:
    first = add_page(portal.site.root_page, ContentPage, slug="path")
    publish(first, slug="first")
    second = add_page(portal.site.root_page, ContentPage, title="Second", slug="path")
    assert get("resolve/", path="/path/").json()["page"]["title"] == "Second"
    assert get("redirects/").json()["items"] == []
    publish(second, slug="second")
    assert location(get, "/path/") == "/second/"
    assert get("resolve/", path="/first/").json()["kind"] == "page"


def test_two_pages_may_swap_their_paths(get: Get, portal: Portal) -> None:
    one = add_page(portal.site.root_page, ContentPage, title="One", slug="one")
    two = add_page(portal.site.root_page, ContentPage, title="Two", slug="two")
    publish(one, slug="three")
    publish(two, slug="one")
    publish(one, slug="two")
    assert get("resolve/", path="/one/").json()["page"]["title"] == "Two"
    assert get("resolve/", path="/two/").json()["page"]["title"] == "One"
    assert location(get, "/three/") == "/two/"


def test_an_editors_own_redirect_stays(get: Get, portal: Portal) -> None:
    page = add_page(portal.site.root_page, ContentPage, slug="old")
    Redirect.add_redirect("/old", "https://elsewhere.example/", site=portal.site)
    publish(page, slug="new")
    assert location(get, "/old/") == "https://elsewhere.example/"


def test_an_editors_redirect_to_a_page_ends_there_without_its_final_slash_too(
    get: Get, portal: Portal
) -> None:
    page = add_page(portal.site.root_page, ContentPage, slug="old")
    publish(page, slug="new")
    publish(page, slug="newer")
    add_page(portal.site.root_page, ContentPage, slug="new")
    Redirect.add_redirect("/short", "/new", site=portal.site)
    assert location(get, "/short/") == "/new"


def test_a_page_that_was_withdrawn_and_came_back_elsewhere_is_found_at_its_old_path(
    get: Get, portal: Portal
) -> None:
    page = add_page(portal.site.root_page, ContentPage, slug="old")
    page.unpublish()
    assert get("resolve/", path="/old/").status_code == 410
    publish(page, slug="new")
    assert location(get, "/old/") == "/new/"


def test_what_was_never_public_gets_no_redirect(get: Get, portal: Portal) -> None:
    draft = ContentPage(title="Plans", slug="plans", live=False, locale=portal.source_locale)
    Page.objects.get(pk=portal.site.root_page_id).add_child(instance=draft)
    private = add_page(portal.site.root_page, ContentPage, slug="members")
    private.unpublish()
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    again(private).save_revision().publish()
    publish(private, slug="inside")
    draft.slug = "secret"
    draft.save()
    assert Redirect.objects.count() == 0


def test_a_redirect_to_a_withdrawn_page_is_none_until_it_is_back(get: Get, portal: Portal) -> None:
    page = add_page(portal.site.root_page, ContentPage, slug="old")
    page = publish(page, slug="new")
    page.unpublish()
    assert get("resolve/", path="/old/").status_code == 410
    assert get("redirects/").json()["items"] == []
    again(page).save_revision().publish()
    assert location(get, "/old/") == "/new/"


def test_a_path_too_long_for_wagtails_redirects_is_gone(get: Get, portal: Portal) -> None:
    parent = portal.site.root_page
    for _ in range(3):
        parent = add_page(parent, ContentPage, slug="s" * 120)
    top = Page.objects.get(slug="s" * 120, depth=3, locale=portal.source_locale)
    publish(top, slug="short")
    long = "s" * 120
    assert location(get, f"/{long}/") == "/short/"
    assert get("resolve/", path=f"/{long}/{long}/{long}/").status_code == 410


def test_publishing_without_a_move_asks_nothing_about_redirects(
    portal: Portal,
) -> None:
    page = add_page(portal.site.root_page, ContentPage, slug="page")
    with CaptureQueriesContext(connection) as queries:
        publish(page, title="Other")
    assert len(queries) > 0
    assert not [one for one in queries if "wagtailredirects" in one["sql"]]


def test_redirects_are_listed_in_a_few_queries(
    get: Get, portal: Portal, django_assert_num_queries: Any
) -> None:
    page = add_page(portal.site.root_page, ContentPage, slug="a")
    for number in range(5):
        publish(page, slug=f"a{number}")
    with django_assert_num_queries(3):
        assert len(get("redirects/").json()["items"]) == 5
