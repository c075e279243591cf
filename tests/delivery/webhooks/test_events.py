"""What endpoints are told: exactly what happened to readers, and when it is theirs to know."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from jsonschema_rs import Draft202012Validator

from cms.core.events import event_types
from cms.delivery.changes import changes
from cms.delivery.models import Document, Feed
from cms.delivery.webhooks import composing
from cms.delivery.webhooks.event_types import body_schema
from cms.delivery.webhooks.models import Delivery, Endpoint, Event, Window
from home.models import ContentPage
from tests.delivery.editing import again, publish
from tests.delivery.webhooks.receiver import Receiver
from tests.factories import add_page, make_portal

ONE_BY_ONE = ["page.published", "page.updated", "page.withdrawn", "site.updated"]


def told(receiver: Receiver) -> list[dict[str, Any]]:
    """The bodies that arrived, each valid by its type's schema."""
    bodies = [json.loads(request.body) for request in receiver.received]
    for body in bodies:
        schema = body_schema(event_types()[body["type"]])
        Draft202012Validator(schema, validate_formats=True).validate(body)
    return bodies


def test_a_published_page_is_told_as_such(
    endpoint: Callable[..., Endpoint], receiver: Receiver, work: Callable[[], None]
) -> None:
    home = make_portal().site.root_page
    endpoint(events=ONE_BY_ONE)
    page = home.add_child(instance=ContentPage(title="Mission", slug="mission"))
    work()
    (published,) = [one for one in told(receiver) if one["type"] == "page.published"]
    stored = Document.objects.get(path="/mission/")
    assert published["data"] == {
        "site": "localhost",
        "key": str(page.translation_key),
        "type": "home.ContentPage",
        "locale": "en",
        "path": "/mission/",
        "previous_path": None,
        "sequence": stored.sequence,
        "epoch": str(Feed.now().epoch),
    }


def test_an_edited_page_is_updated_and_a_moved_one_says_where_it_was(
    endpoint: Callable[..., Endpoint], receiver: Receiver, work: Callable[[], None]
) -> None:
    home = make_portal().site.root_page
    page = add_page(home, ContentPage, title="Mission", slug="mission")
    endpoint(events=["page.updated"])
    publish(page, title="Our mission", slug="our-mission")
    work()
    moved = [one["data"] for one in told(receiver) if one["data"]["path"] == "/our-mission/"]
    assert [one["previous_path"] for one in moved] == ["/mission/"]


def test_a_draft_is_told_to_nobody(
    endpoint: Callable[..., Endpoint], receiver: Receiver, work: Callable[[], None]
) -> None:
    home = make_portal().site.root_page
    page = add_page(home, ContentPage, title="Mission", slug="mission")
    endpoint(events=[*ONE_BY_ONE, "content.changed"])
    draft = again(page)
    draft.title = "CANARY-draft-title"
    draft.save_revision()
    home.add_child(instance=ContentPage(title="CANARY", slug="canary", live=False))
    work()
    assert receiver.received == []
    assert not Event.objects.exists()


def test_a_withdrawn_page_is_told_without_anything_of_its_content(
    endpoint: Callable[..., Endpoint], receiver: Receiver, work: Callable[[], None]
) -> None:
    home = make_portal().site.root_page
    page = add_page(home, ContentPage, title="CANARY-title", slug="mission")
    endpoint(events=["page.withdrawn", "content.changed"])
    page.unpublish()
    work()
    withdrawn, changed = told(receiver)
    assert withdrawn["data"].keys() == {
        "site", "key", "type", "locale", "path", "previous_path", "sequence", "epoch",
    }  # fmt: skip
    assert changed["data"]["removed"] == ["/mission/"]
    assert b"CANARY" not in b"".join(request.body for request in receiver.received)


def test_the_list_for_builds_names_what_to_make_and_what_to_remove(
    endpoint: Callable[..., Endpoint], receiver: Receiver, work: Callable[[], None]
) -> None:
    home = make_portal("fr").site.root_page
    old = add_page(home, ContentPage, title="Old", slug="old")
    endpoint(debounce=0)
    with changes():
        add_page(home, ContentPage, title="New", slug="new")
        old.unpublish()
    work()
    (body,) = told(receiver)
    assert body["type"] == "content.changed"
    assert "/new/" in body["data"]["changed"]
    assert "/old/" in body["data"]["removed"]
    assert not body["data"]["truncated"]
    assert body["data"]["sequence"]["last"] == Feed.now().sequence


def test_two_pages_that_swap_places_are_both_to_be_made(
    endpoint: Callable[..., Endpoint], receiver: Receiver, work: Callable[[], None]
) -> None:
    home = make_portal().site.root_page
    one = add_page(home, ContentPage, title="One", slug="one")
    two = add_page(home, ContentPage, title="Two", slug="two")
    endpoint()
    with changes():
        publish(one, slug="between")
        publish(two, slug="one")
        publish(one, slug="two")
    work()
    (body,) = told(receiver)
    assert {"/one/", "/two/"} <= set(body["data"]["changed"])
    assert body["data"]["removed"] == []


def test_the_cursor_of_the_list_gives_the_same_changes_at_the_api(
    endpoint: Callable[..., Endpoint],
    receiver: Receiver,
    work: Callable[[], None],
    get: Callable[..., Any],
) -> None:
    home = make_portal().site.root_page
    old = add_page(home, ContentPage, title="Old", slug="old")
    endpoint()
    with changes():
        add_page(home, ContentPage, title="New", slug="new")
        old.unpublish()
    work()
    (body,) = told(receiver)
    answer = get("sync/", cursor=body["data"]["cursor"], documents="false").json()
    pages = {(one["op"], one["path"]) for one in answer["items"] if one["path"]}
    assert {path for op, path in pages if op == "upsert"} == set(body["data"]["changed"])
    assert {path for op, path in pages if op == "delete"} == set(body["data"]["removed"])


def test_a_list_that_does_not_fit_says_so_and_where_to_read_on(
    endpoint: Callable[..., Endpoint],
    receiver: Receiver,
    work: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert composing.MAX_BODY == 20_000
    monkeypatch.setattr(composing, "MAX_BODY", 2_000)
    home = make_portal().site.root_page
    endpoint()
    with changes():
        for number in range(10):
            home.add_child(instance=ContentPage(title="Page", slug=f"{number}-{'x' * 200}"))
    work()
    (body,) = told(receiver)
    assert body["data"]["truncated"]
    assert body["data"]["changed"] == body["data"]["removed"] == []
    assert body["data"]["cursor"]
    assert len(receiver.received[0].body) <= 2_000


def test_an_undone_transaction_is_told_to_nobody(
    endpoint: Callable[..., Endpoint], receiver: Receiver, work: Callable[[], None]
) -> None:
    home = make_portal().site.root_page
    endpoint(events=[*ONE_BY_ONE, "content.changed"])
    with transaction.atomic():
        add_page(home, ContentPage, title="Mission", slug="mission")
        assert Event.objects.exists()
        transaction.set_rollback(True)
    work()
    assert receiver.received == []


def test_publishing_what_is_the_same_already_tells_nobody(
    endpoint: Callable[..., Endpoint], receiver: Receiver, work: Callable[[], None]
) -> None:
    home = make_portal().site.root_page
    endpoint()
    with changes():
        pass
    again(home).save()
    work()
    assert receiver.received == []


def test_nobody_listening_costs_one_query(django_assert_num_queries: Any, db: None) -> None:
    from cms.delivery.storing import StoreResult
    from cms.delivery.webhooks.outbox import record_events

    home = make_portal().site.root_page
    document = Document.objects.get(page=home.pk)
    feed = Feed.now()
    with django_assert_num_queries(1):
        record_events(StoreResult(written=[document]), feed)
    assert not Window.objects.exists()
    assert not Delivery.objects.exists()


def test_an_endpoint_hears_of_its_portals_only(
    endpoint: Callable[..., Endpoint], receiver: Receiver, work: Callable[[], None]
) -> None:
    first = make_portal()
    second = make_portal(hostname="second.example")
    endpoint(events=["page.published"]).sites.set([second.site])
    add_page(first.site.root_page, ContentPage, title="Mission", slug="mission")
    add_page(second.site.root_page, ContentPage, title="Mission", slug="mission")
    work()
    assert [one["data"]["site"] for one in told(receiver)] == ["second.example"]


def test_a_disabled_endpoint_is_told_nothing(
    endpoint: Callable[..., Endpoint], receiver: Receiver, work: Callable[[], None]
) -> None:
    home = make_portal().site.root_page
    endpoint(active=False)
    add_page(home, ContentPage, title="Mission", slug="mission")
    work()
    assert receiver.received == []
    assert not Window.objects.exists()
