"""A window is never closed between an event and its commit: nothing is lost, nothing told twice."""

import json
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Site

from cms.core import events
from cms.core.events import EventType, announce, register
from cms.delivery.webhooks.composing import close_windows
from cms.delivery.webhooks.models import Delivery, Endpoint, Event, Window
from tests.factories import make_portal

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

SUBMITTED = EventType("tests.submitted", "A test", {"type": "object"})


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.setattr(events, "_registered", events.event_types())
    register(SUBMITTED)
    return make_portal().site


@pytest.fixture
def endpoint(site: Site) -> Endpoint:
    return Endpoint.objects.create(
        name="Build", url="https://portal.example/", events=["tests.submitted"], debounce=60
    )


@pytest.fixture
def beside() -> Iterator[Callable[[Callable[[], object]], threading.Thread]]:
    """Runs a function in a thread with a connection of its own."""
    threads: list[threading.Thread] = []

    def start(function: Callable[[], object]) -> threading.Thread:
        def closing() -> None:
            try:
                function()
            finally:
                connection.close()

        thread = threading.Thread(target=closing)
        threads.append(thread)
        thread.start()
        return thread

    yield start
    for thread in threads:
        thread.join(30)


def told() -> list[Any]:
    """What deliveries say, in their order."""
    bodies = [json.loads(one.body) for one in Delivery.objects.order_by("pk")]
    return [body["data"]["number"] for body in bodies]


def test_other_rooms_announce_what_happens_in_their_transaction(
    site: Site, endpoint: Endpoint
) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        announce(SUBMITTED, site, "one", {"number": 1})
    with transaction.atomic():
        announce(SUBMITTED, site, "one", {"number": 1})
        transaction.set_rollback(True)
    assert not Event.objects.exists()
    with transaction.atomic():
        announce(SUBMITTED, site, "one", {"number": 2})
        announce(SUBMITTED, site, "two", {"number": 3})
        announce(SUBMITTED, site, "one", {"number": 4})
    Window.objects.update(closes_at=timezone.now())
    assert close_windows() == 1
    assert told() == [3, 4], "of one subject the last, in the order of events"


def test_an_unregistered_type_is_refused(site: Site) -> None:
    with transaction.atomic(), pytest.raises(ValueError, match="not registered"):
        announce(EventType("tests.unknown", "", {}), site, "one", {})
    with pytest.raises(ValueError, match="form"):
        register(EventType("Nonsense", "", {}))


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer at a time.")
def test_a_window_that_somebody_is_filling_is_not_closed(
    site: Site, endpoint: Endpoint, beside: Callable[..., threading.Thread]
) -> None:
    with transaction.atomic():
        announce(SUBMITTED, site, "one", {"number": 1})
    Window.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    filling, closed = threading.Event(), threading.Event()

    def fill() -> None:
        with transaction.atomic():
            announce(SUBMITTED, site, "two", {"number": 2})
            filling.set()
            assert closed.wait(30)

    thread = beside(fill)
    assert filling.wait(30)
    assert close_windows() == 0
    closed.set()
    thread.join(30)
    assert close_windows() == 1
    assert told() == [1, 2]


def test_nothing_is_lost_while_many_write_and_windows_close(
    site: Site, endpoint: Endpoint, beside: Callable[..., threading.Thread]
) -> None:
    """Six writers, of whom every third transaction is undone, and a worker beside them."""
    Endpoint.objects.update(debounce=1)
    done = threading.Event()

    def write(writer: int) -> None:
        for number in range(15):
            with transaction.atomic():
                subject = f"{writer}-{number}"
                announce(SUBMITTED, site, subject, {"number": subject})
                if number % 3 == 2:
                    transaction.set_rollback(True)

    def work() -> None:
        while not done.is_set():
            Window.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
            close_windows()

    worker = beside(work)
    for writer in [beside(lambda writer=writer: write(writer)) for writer in range(6)]:
        writer.join(60)
    done.set()
    worker.join(30)
    Window.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    close_windows()
    assert sorted(told()) == sorted(
        f"{writer}-{number}" for writer in range(6) for number in range(15) if number % 3 != 2
    )
