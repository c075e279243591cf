"""`sitemap/`: what search engines are told of, in which languages."""

from collections.abc import Callable
from typing import Any

import pytest
from wagtail.models import PageViewRestriction

from cms.core.portals import Portal
from home.models import ContentPage
from tests.delivery.editing import OnCommit, publish, submit_for_translation, translate
from tests.factories import add_page, default_portal, make_portal, synchronise

Get = Callable[..., Any]


@pytest.fixture(scope="module")
def _made(lasting: None) -> None:
    make_portal("nl", "fr")


@pytest.fixture
def portal(_made: None, db: None) -> Portal:
    return default_portal()


def listed(get: Get) -> dict[str, dict[str, Any]]:
    items = get("sitemap/").json()["items"]
    paths = [item["path"] for item in items]
    assert paths == sorted(set(paths))
    return {item["path"]: item for item in items}


def test_pages_are_announced_in_their_own_language_only(get: Get, portal: Portal) -> None:
    add_page(portal.site.root_page, ContentPage, slug="about")
    synchronise()
    assert set(listed(get)) == {"/", "/about/"}
    assert listed(get)["/about/"]["alternates"] == [
        {"hreflang": "en", "path": "/about/"},
        {"hreflang": "x-default", "path": "/about/"},
    ]


def test_every_version_lists_all_versions_and_the_one_for_anybody(
    get: Get, portal: Portal, django_capture_on_commit_callbacks: OnCommit
) -> None:
    page = add_page(portal.site.root_page, ContentPage, title="About", slug="about")
    synchronise()
    submit_for_translation(portal.site.root_page, "nl")
    translate(portal.site.root_page, "nl", django_capture_on_commit_callbacks)
    submit_for_translation(page, "nl")
    translate(page, "nl", django_capture_on_commit_callbacks)
    versions = [
        {"hreflang": "en", "path": "/about/"},
        {"hreflang": "nl", "path": "/nl/about-nl/"},
        {"hreflang": "x-default", "path": "/about/"},
    ]
    found = listed(get)
    assert found["/about/"]["alternates"] == versions
    assert found["/nl/about-nl/"]["alternates"] == versions
    assert found["/nl/about-nl/"]["locale"] == "nl"
    assert "/fr/about/" not in found


def test_the_time_of_the_last_publication_is_told(get: Get, portal: Portal) -> None:
    page = add_page(portal.site.root_page, ContentPage, slug="about")
    before = listed(get)["/about/"]["updated_at"]
    publish(page, title="Other")
    assert listed(get)["/about/"]["updated_at"] > before
    assert (
        listed(get)["/about/"]["updated_at"][:19]
        == (get("resolve/", path="/about/").json()["page"]["updated_at"][:19])
    )


def test_what_is_hidden_private_or_withdrawn_is_not_announced(get: Get, portal: Portal) -> None:
    root = portal.site.root_page
    add_page(root, ContentPage, slug="hidden", robots_noindex=True)
    PageViewRestriction.objects.create(
        page=add_page(root, ContentPage, slug="private"), restriction_type="login"
    )
    add_page(root, ContentPage, slug="gone").unpublish()
    assert set(listed(get)) == {"/"}


def test_a_sitemap_takes_the_same_few_queries_at_any_length(
    get: Get, portal: Portal, django_assert_num_queries: Any
) -> None:
    for number in range(5):
        add_page(portal.site.root_page, ContentPage, slug=f"page-{number}")
    with django_assert_num_queries(3):
        assert len(get("sitemap/").json()["items"]) == 6
