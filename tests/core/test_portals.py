"""Where pages stand on the public website."""

import pytest
from django.test import RequestFactory
from django.utils import translation
from pytest_django.fixtures import Settings
from wagtail.models import PageViewRestriction

from cms.core.portals import Portal, portal_of
from home.models import ContentPage
from tests.factories import add_page, make_portal, synchronise

pytestmark = pytest.mark.django_db


def test_the_source_language_stands_at_the_root_and_others_under_their_code() -> None:
    portal = make_portal("nl")
    page = add_page(portal.site.root_page, ContentPage, title="Community", slug="community")
    synchronise()
    dutch = page.get_translations().get()
    portal = Portal(portal.site)
    assert portal.path(page) == "/community/"
    assert portal.path(dutch) == "/nl/community/"
    assert portal.path(portal.roots[dutch.locale_id]) == "/nl/"


def test_a_path_does_not_depend_on_the_language_of_the_thread() -> None:
    portal = make_portal("fr")
    page = add_page(portal.site.root_page, ContentPage, slug="about")
    with translation.override("fr"):
        assert page.public_path == "/about/"
        assert page.get_url_parts(RequestFactory().get("/"))[2] == "/about/"


def test_a_page_belongs_to_the_portal_whose_tree_holds_it() -> None:
    first = make_portal()
    second = make_portal(hostname="other.example.org")
    page = add_page(second.site.root_page, ContentPage, slug="about")
    found = portal_of(page)
    assert found is not None
    assert found.site == second.site
    assert Portal(first.site).path(page) is None
    assert page.full_url == "http://other.example.org/about/"


def test_a_page_under_a_private_page_is_not_public() -> None:
    portal = make_portal()
    parent = add_page(portal.site.root_page, ContentPage, slug="members")
    child = add_page(parent, ContentPage, slug="minutes")
    PageViewRestriction.objects.create(page=parent, restriction_type="login")
    fresh = Portal(portal.site)
    assert not fresh.is_public(parent)
    assert not fresh.is_public(child)
    assert fresh.is_public(portal.site.root_page)


def test_view_live_sends_the_editor_to_the_public_website(settings: Settings) -> None:
    settings.FRONTEND_URL = "https://portal.example.org"
    portal = make_portal()
    page = add_page(portal.site.root_page, ContentPage, slug="about")
    assert page.serve(RequestFactory().get("/"))["Location"] == "https://portal.example.org/about/"
