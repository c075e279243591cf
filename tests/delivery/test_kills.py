"""Processes that are killed in the middle of publishing leave the old state or the new one.

Editors and workers run as processes of their own and get SIGKILL at random moments. After each
kill, and one run of another worker, every document is right and readers hold all of them. At the
end webhooks have told of every change that was committed, and of no other.
"""

import json
import multiprocessing
import random
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from cms.delivery.changes import changes
from cms.delivery.checking import check_documents
from cms.delivery.models import Document, Feed, PendingPage
from cms.delivery.webhooks.event_types import OF_CONTENT
from cms.delivery.webhooks.models import Delivery, Endpoint, Event
from cms.delivery.work import work_once
from home.models import ContentPage
from tests.conftest import url_of_the_database
from tests.delivery import killed
from tests.delivery.editing import linking_to
from tests.delivery.reader import Reader
from tests.delivery.webhooks.fixtures import endpoint, receiver
from tests.delivery.webhooks.receiver import HOST, Receiver
from tests.factories import add_page, make_portal

__all__ = ["endpoint", "receiver"]

KILLS = 50
PAGES = 6
INLINE = 2


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Any:
    """Starts processes on the tests' database, with Django loaded already."""
    settings.DELIVERY_INLINE_DOCUMENTS = INLINE
    environment = {
        "DATABASE_URL": url_of_the_database(),
        "DELIVERY_INLINE_DOCUMENTS": str(INLINE),
        "DJANGO_SETTINGS_MODULE": "cms.settings.test",
        "WEBHOOK_ALLOWED_HOSTS": HOST,
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([killed.__name__])
    return context


@pytest.mark.timeout(600)
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_nothing_is_half_done_or_lost_when_processes_are_killed(
    processes: Any, receiver: Receiver, endpoint: Callable[..., Endpoint], get: Callable[..., Any]
) -> None:
    home = make_portal().site.root_page
    with changes():
        page = add_page(home, ContentPage, title="First page", slug="first")
        for number in range(PAGES):
            body = [linking_to(page)]
            page = add_page(home, ContentPage, title="A page", slug=f"page-{number}", body=body)
    before = Feed.now().sequence
    endpoint(events=[one.name for one in OF_CONTENT])
    reader = Reader(get)
    reader.read()
    chance = random.Random(1)
    queued = 0

    for number in range(KILLS):
        begun = [processes.Event(), processes.Event()]
        editor = processes.Process(target=killed.edit_until_killed, args=(number, begun[0]))
        worker = processes.Process(target=killed.work_until_killed, args=(begun[1],))
        editor.start()
        worker.start()
        for event in begun:
            assert event.wait(60)
        time.sleep(chance.uniform(0, 0.4))
        for process in chance.sample([editor, worker], 2):
            process.kill()
            time.sleep(chance.uniform(0, 0.02))
        editor.join()
        worker.join()
        queued += PendingPage.objects.exists()
        assert check_documents().defects == []
        work_once()
        assert check_documents().differences == []
        reader.read()
        assert reader.holds_what_is_public()

    assert queued, "The queue was never used."
    assert Feed.now().sequence > before + 10
    deliver_what_killed_workers_left()
    assert not Event.objects.exists()
    assert_told_of_all_that_happened(receiver, before)


def deliver_what_killed_workers_left() -> None:
    """As after the minute in which their leases run out."""
    Endpoint.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    while Delivery.objects.filter(state=Delivery.State.PENDING).exists():
        assert work_once() > 0


def assert_told_of_all_that_happened(receiver: Receiver, before: int) -> None:
    """Each number of the feed since `before` is told exactly once, but for repetitions by id."""
    by_id: dict[str, bytes] = {}
    for one in receiver.received:
        assert by_id.setdefault(one.headers["webhook-id"], one.body) == one.body
    told = [json.loads(body) for body in by_id.values()]
    numbers = [one["data"]["sequence"] for one in told]
    # A change that was undone would have left its number to another one.
    assert len(numbers) == len(set(numbers))
    # A page that moved takes two: one for leaving its old place.
    moves = sum(1 for one in told if one["data"].get("previous_path"))
    assert len(numbers) + moves == Feed.now().sequence - before
    last: dict[tuple[str, str], Any] = {}
    for one in sorted(told, key=lambda one: one["data"]["sequence"]):
        if one["type"].startswith("page."):
            last[one["data"]["key"], one["data"]["locale"]] = one
    for document in Document.objects.pages().filter(sequence__gt=before):
        one = last.pop((str(document.key), document.locale))
        assert one["type"] in ("page.published", "page.updated")
        assert (one["data"]["sequence"], one["data"]["path"]) == (document.sequence, document.path)
    assert {one["type"] for one in last.values()} <= {"page.withdrawn"}
