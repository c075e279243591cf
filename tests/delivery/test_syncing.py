"""A reader that only ever applies what `sync/` says holds exactly the public documents.

Each test also ends with the invariant of `conftest.py`.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from jsonschema_rs import Draft202012Validator
from wagtail.models import PageViewRestriction

from cms.delivery import openapi
from cms.delivery.checking import rebuild_documents
from cms.delivery.models import Tombstone
from home.models import ContentPage
from tests.delivery.editing import again, publish
from tests.delivery.reader import Reader
from tests.factories import add_page, make_portal, synchronise

Get = Callable[..., HttpResponse]


@pytest.fixture
def reader(get: Get) -> Reader:
    return Reader(get)


def items(answer: Any) -> list[tuple[str, str | None]]:
    return [(one["op"], one["path"]) for one in answer.json()["items"]]


def test_a_reader_begins_with_everything_frames_included(get: Get, reader: Reader) -> None:
    portal = make_portal()
    add_page(portal.site.root_page, ContentPage, slug="mission")
    reader.read()
    assert reader.types() == {"home.HomePage", "home.ContentPage", "site"}
    assert reader.holds_what_is_public()


def test_an_edit_is_the_only_thing_that_a_reader_hears_of(get: Get, reader: Reader) -> None:
    portal = make_portal()
    page = add_page(portal.site.root_page, ContentPage, slug="mission")
    add_page(portal.site.root_page, ContentPage, slug="values")
    reader.read()
    publish(page, title="Our mission")
    assert reader.read() == [("upsert", "/mission/")]
    assert reader.read() == []
    assert reader.holds_what_is_public()


def test_a_rebuild_of_the_same_bytes_is_no_news(reader: Reader) -> None:
    make_portal()
    reader.read()
    rebuild_documents()
    assert reader.read() == []


@pytest.mark.parametrize("withdraw", ["unpublish", "delete", "private"])
def test_a_withdrawal_leaves_a_tombstone_without_content(
    get: Get, reader: Reader, withdraw: str
) -> None:
    portal = make_portal()
    page = add_page(portal.site.root_page, ContentPage, title="Secret plan", slug="plan")
    reader.read()
    if withdraw == "private":
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    else:
        getattr(page, withdraw)()
    answer: Any = get("sync/", cursor=reader.cursor)
    assert items(answer) == [("delete", "/plan/")]
    assert set(answer.json()["items"][0]) == {"op", "type", "key", "locale", "path"}
    assert b"Secret" not in answer.content
    reader.read()
    assert reader.holds_what_is_public()


def test_a_move_drops_the_old_path_before_it_brings_the_new_one(reader: Reader) -> None:
    portal = make_portal()
    page = add_page(portal.site.root_page, ContentPage, slug="mission")
    reader.read()
    publish(page, slug="vision")
    assert reader.read() == [("delete", "/mission/"), ("upsert", "/vision/")]
    publish(page, slug="mission")
    assert reader.read() == [("delete", "/vision/"), ("upsert", "/mission/")]
    assert reader.holds_what_is_public()


def test_what_was_never_public_leaves_no_tombstone(reader: Reader) -> None:
    portal = make_portal()
    page = ContentPage(title="Draft", slug="draft", locale=portal.site.root_page.locale, live=False)
    portal.site.root_page.add_child(instance=page)
    page.save_revision()
    reader.read()
    again(page).delete()
    assert reader.read() == []
    assert not Tombstone.objects.exists()


def test_a_new_reader_is_not_told_of_what_was_gone_before(reader: Reader) -> None:
    portal = make_portal()
    add_page(portal.site.root_page, ContentPage, slug="mission").delete()
    assert {op for op, _ in reader.read()} == {"upsert"}


def test_a_withdrawal_between_two_pages_of_the_feed_is_heard(get: Get, reader: Reader) -> None:
    portal = make_portal()
    page = add_page(portal.site.root_page, ContentPage, slug="mission")
    for number in range(5):
        add_page(portal.site.root_page, ContentPage, slug=f"page-{number}")
    reader.read(pages=2, limit=2)
    page.delete()
    reader.read(limit=2)
    assert reader.holds_what_is_public()


def test_filters_hold_back_documents_but_never_a_deletion(get: Get) -> None:
    portal = make_portal("fr")
    page = add_page(portal.site.root_page, ContentPage, slug="mission")
    synchronise()
    first: Any = get("sync/", locale="fr", type="home.ContentPage")
    assert items(first) == [("upsert", "/fr/mission/")]
    page.delete()
    then: Any = get(
        "sync/", locale="fr", type="home.ContentPage", cursor=first.json()["next_cursor"]
    )
    assert ("delete", "/fr/mission/") in items(then)
    assert ("delete", "/mission/") in items(then)


def test_a_thin_list_says_what_changed_and_nothing_more(get: Get) -> None:
    make_portal()
    answer: Any = get("sync/", documents="false")
    assert all("document" not in one for one in answer.json()["items"])


def test_every_answer_validates_against_its_schema(get: Get, reader: Reader) -> None:
    portal = make_portal()
    page = add_page(portal.site.root_page, ContentPage, slug="mission")
    schema = {**openapi.SYNC, "components": openapi.openapi_document()["components"]}
    validator = Draft202012Validator(schema)
    first: Any = get("sync/")
    page.delete()
    for answer in (
        first.json(),
        get("sync/", cursor=first.json()["next_cursor"]).json(),  # type: ignore[attr-defined]
        get("sync/", documents="false").json(),  # type: ignore[attr-defined]
    ):
        validator.validate(answer)


def test_a_page_of_the_feed_costs_the_same_wherever_the_reader_stands(
    get: Get, django_assert_num_queries: Any
) -> None:
    portal = make_portal()
    for number in range(12):
        add_page(portal.site.root_page, ContentPage, slug=f"page-{number}")
    first: Any = get("sync/", limit=5)
    # The portal, the feed, documents, tombstones.
    with django_assert_num_queries(4):
        second: Any = get("sync/", limit=5, cursor=first.json()["next_cursor"])
    assert second.json()["has_more"]
    assert json.loads(second.content)["items"]
