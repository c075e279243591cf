"""`resolve/`: from a path of the public website to what stands there."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction

from home.models import ContentPage, DataExplorerPage, DataRecordPage
from tests.factories import add_page, make_portal, synchronise

Get = Callable[..., Any]


def test_a_path_is_answered_with_or_without_its_final_slash(get: Get) -> None:
    portal = make_portal()
    add_page(portal.site.root_page, ContentPage, title="Mission", slug="mission")
    answers = [get("resolve/", path=path) for path in ("/mission/", "/mission")]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].content == answers[1].content
    found = answers[0].json()
    assert found["kind"] == "page"
    assert found["record"] is None
    assert found["page"]["title"] == "Mission"


def test_a_page_costs_one_query_in_which_the_portal_is_found_too(
    get: Get, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    portal = make_portal("nl")
    add_page(portal.site.root_page, ContentPage, slug="mission")
    with django_assert_num_queries(1):
        assert get("resolve/", path="/mission/").status_code == 200


def test_every_path_that_a_document_prints_resolves(
    get: Get, document: Callable[[str], dict[str, Any]]
) -> None:
    portal = make_portal("nl", "fr")
    parent = add_page(portal.site.root_page, ContentPage, slug="about")
    add_page(parent, ContentPage, slug="team")
    synchronise()
    printed = document("/nl/about/team/")
    for one in [*printed["alternates"], *printed["breadcrumbs"]]:
        assert get("resolve/", path=one["path"]).status_code == 200


def test_a_path_with_letters_beyond_ascii_may_come_percent_encoded(get: Get) -> None:
    portal = make_portal()
    add_page(portal.site.root_page, ContentPage, slug="biodiversité")
    assert get("resolve/", path="/biodiversité/").status_code == 200
    assert get("resolve/", path="/biodiversit%C3%A9/").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/MISSION/",
        "//mission/",
        "/mission//",
        "/./mission/",
        "/mission/../mission/",
        "/%2e/",
        "/mission;x/",
        "/mission/index.html",
        "/" + "a/" * 900,
    ],
)
def test_what_is_not_exactly_a_public_path_is_unknown(get: Get, path: str) -> None:
    portal = make_portal()
    add_page(portal.site.root_page, ContentPage, slug="mission")
    answer = get("resolve/", path=path)
    assert answer.status_code == 404
    assert answer.json()["type"].endswith("/problems/unknown-path/")


@pytest.mark.parametrize(
    "path",
    ["", "mission", "https://portal.example/", "/\x00", "/a%00b/", "/%ff/", "/" + "a" * 9000],
)
def test_what_is_no_path_at_all_is_an_invalid_parameter(get: Get, path: str) -> None:
    make_portal()
    answer = get("resolve/", path=path)
    assert answer.status_code == 400
    assert answer.json()["parameter"] == "path"


# What was never public, and what no longer is


def test_a_draft_and_a_private_page_answer_like_a_path_that_never_was(get: Get) -> None:
    portal = make_portal()
    private = add_page(portal.site.root_page, ContentPage, slug="unpublic")
    draft = ContentPage(title="Plans", slug="plans", live=False, locale=portal.source_locale)
    portal.site.root_page.add_child(instance=draft)
    secret = ContentPage(title="Secret", slug="secret", live=False, locale=portal.source_locale)
    private.add_child(instance=secret)
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    secret.save_revision().publish()
    never, of_draft, of_secret = (
        get("resolve/", path=path) for path in ("/never/", "/plans/", "/unpublic/secret/")
    )
    assert {one.status_code for one in (never, of_draft, of_secret)} == {404}
    assert of_draft.content == of_secret.content == never.content


def test_an_unpublished_page_is_gone(get: Get) -> None:
    portal = make_portal()
    add_page(portal.site.root_page, ContentPage, slug="event").unpublish()
    answer = get("resolve/", path="/event/")
    assert answer.status_code == 410
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["type"].endswith("/problems/gone/")


# Redirects


def test_a_new_slug_in_french_leaves_a_working_french_redirect(
    get: Get, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    portal = make_portal("fr")
    page = add_page(portal.site.root_page, ContentPage, slug="community")
    synchronise()
    french = page.get_translations().get()
    french = french.specific_class.objects.get(pk=french.pk)
    with django_capture_on_commit_callbacks(execute=True):
        french.slug = "communaute"
        french.save()
    answer = get("resolve/", path="/fr/community/").json()
    assert answer == {"kind": "redirect", "location": "/fr/communaute/", "status": 301}
    assert get("resolve/", path="/community/").json()["kind"] == "page"


def test_a_moved_page_and_those_below_it_are_found_at_their_old_paths(get: Get) -> None:
    portal = make_portal()
    old = add_page(portal.site.root_page, ContentPage, slug="old")
    new = add_page(portal.site.root_page, ContentPage, slug="new")
    page = add_page(old, ContentPage, slug="page")
    add_page(page, ContentPage, slug="below")
    Page.objects.get(pk=page.pk).move(Page.objects.get(pk=new.pk), "last-child")
    assert get("resolve/", path="/old/page").json()["location"] == "/new/page/"
    assert get("resolve/", path="/old/page/below/").json()["location"] == "/new/page/below/"


def test_a_chain_of_redirects_is_one_step_for_the_reader(get: Get) -> None:
    portal = make_portal()
    page = add_page(portal.site.root_page, ContentPage, slug="page")
    Redirect.add_redirect("/first", "/second/")
    Redirect.add_redirect("/second", "/third/", site=portal.site)
    Redirect.add_redirect("/third", page, is_permanent=False)
    answer = get("resolve/", path="/first/").json()
    assert answer == {"kind": "redirect", "location": "/page/", "status": 301}


def test_redirects_in_a_circle_are_none(get: Get) -> None:
    make_portal()
    Redirect.add_redirect("/first", "/second/")
    Redirect.add_redirect("/second", "/first/")
    assert get("resolve/", path="/first/").status_code == 404


def test_the_portals_own_redirect_goes_before_that_of_all_portals(get: Get) -> None:
    portal = make_portal()
    Redirect.add_redirect("/old", "https://elsewhere.example/general", is_permanent=False)
    Redirect.add_redirect("/old", "https://elsewhere.example/own", site=portal.site)
    answer = get("resolve/", path="/old").json()
    assert answer["location"] == "https://elsewhere.example/own"


def test_a_redirect_hands_the_query_string_on(get: Get) -> None:
    portal = make_portal()
    page = add_page(portal.site.root_page, ContentPage, slug="data")
    Redirect.add_redirect("/old", page)
    answer = get("resolve/", path="/old/?country=BE&view=MAP").json()
    assert answer["location"] == "/data/?country=BE&view=MAP"
    Redirect.add_redirect("/older", "https://elsewhere.example/data#map")
    answer = get("resolve/", path="/older/?country=BE").json()
    assert answer["location"] == "https://elsewhere.example/data?country=BE#map"


def test_a_redirect_may_start_from_a_query_string(get: Get) -> None:
    portal = make_portal()
    page = add_page(portal.site.root_page, ContentPage, slug="data")
    Redirect.add_redirect("/index.php?page=data", page)
    assert get("resolve/", path="/index.php?page=data").json()["location"] == "/data/"


def test_a_redirect_to_a_page_that_is_not_public_is_none(get: Get) -> None:
    portal = make_portal()
    page = add_page(portal.site.root_page, ContentPage, slug="page")
    Redirect.add_redirect("/old", page)
    page.unpublish()
    assert get("resolve/", path="/old/").status_code == 404


def test_a_page_goes_before_a_redirect_from_its_path(get: Get) -> None:
    portal = make_portal()
    add_page(portal.site.root_page, ContentPage, slug="page")
    Redirect.add_redirect("/page", "https://elsewhere.example/")
    assert get("resolve/", path="/page/").json()["kind"] == "page"
    assert get("redirects/").json()["items"] == []


def test_all_redirects_are_listed_with_the_end_of_their_chains(get: Get) -> None:
    portal = make_portal()
    page = add_page(portal.site.root_page, ContentPage, slug="page")
    Redirect.add_redirect("/b", page)
    Redirect.add_redirect("/a", "/b", is_permanent=False)
    Redirect.add_redirect("/c", "/d")
    Redirect.add_redirect("/d", "/c")
    assert get("redirects/").json()["items"] == [
        {"from": "/a", "to": "/page/", "status": 302},
        {"from": "/b", "to": "/page/", "status": 301},
    ]


# Records of data explorers


def test_a_record_is_framed_by_its_explorer(get: Get) -> None:
    portal = make_portal("nl")
    add_page(portal.site.root_page, DataExplorerPage, slug="dataset", catalogue="dataset")
    synchronise()
    key = str(uuid4())
    found = get("resolve/", path=f"/nl/dataset/{key}").json()
    assert found["record"] == {"catalogue": "dataset", "key": key}
    assert found["page"]["type"] == "home.DataExplorerPage"
    assert found["page"]["locale"]["requested"] == "nl"


def test_a_record_page_below_the_explorer_goes_first(get: Get) -> None:
    portal = make_portal()
    explorer = add_page(
        portal.site.root_page, DataExplorerPage, slug="occurrence", catalogue="occurrence"
    )
    record = add_page(explorer, DataRecordPage, title="Record", slug="_key_")
    assert get("resolve/", path="/occurrence/42/").json()["page"]["title"] == "Record"
    record.unpublish()
    assert get("resolve/", path="/occurrence/42/").json()["page"]["type"] == "home.DataExplorerPage"


@pytest.mark.parametrize("key", ["abc", "-1", "0", "1.5", "12345678901234567890", "1/2"])
def test_what_gbif_could_not_have_as_a_key_is_unknown(get: Get, key: str) -> None:
    portal = make_portal()
    add_page(portal.site.root_page, DataExplorerPage, slug="occurrence", catalogue="occurrence")
    assert get("resolve/", path=f"/occurrence/{key}").status_code == 404


def test_two_records_of_an_explorer_have_two_etags(get: Get) -> None:
    portal = make_portal()
    add_page(portal.site.root_page, DataExplorerPage, slug="occurrence", catalogue="occurrence")
    etags = {get("resolve/", path=f"/occurrence/{key}")["ETag"] for key in ("1", "2")}
    assert len(etags) == 2
