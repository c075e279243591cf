"""What becomes of deliveries when receivers fail, hang, ask for patience, or are gone."""

import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.utils import timezone
from pytest_django.fixtures import Settings

from cms.core import outgoing
from cms.core.outgoing import connections
from cms.delivery.management.commands import work as work_command
from cms.delivery.webhooks import delivering
from cms.delivery.webhooks.delivering import deliver_due
from cms.delivery.webhooks.forgetting import forget_old_deliveries
from cms.delivery.webhooks.judging import DELAYS
from cms.delivery.webhooks.models import Delivery, Endpoint
from home.models import ContentPage
from tests.delivery.editing import publish
from tests.delivery.webhooks.fixtures import MakeEndpoint, Send, Work
from tests.delivery.webhooks.receiver import (
    Handler,
    Receiver,
    accept,
    answering,
    drip,
    hang,
    receiving,
    reset,
)
from tests.factories import add_page, make_portal


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A deadline of half a second instead of fifteen."""
    send = outgoing.send
    monkeypatch.setattr(
        delivering, "send", lambda *args, **details: send(*args, **details, seconds=0.5)
    )


def again(delivery: Delivery) -> Delivery:
    return Delivery.objects.select_related("endpoint").get(pk=delivery.pk)


def test_a_delivery_that_arrives_is_delivered_and_its_answer_kept(
    receiver: Receiver, send: Send, work: Work
) -> None:
    delivery = send()
    work()
    assert again(delivery).state == Delivery.State.DELIVERED
    attempt = delivery.attempts.get()
    assert (attempt.status, attempt.error, attempt.excerpt) == (200, "", "thanks")


def test_ten_attempts_at_the_times_of_the_specification_and_then_the_end(
    receiver: Receiver, send: Send, work: Work, mailoutbox: list[Any]
) -> None:
    get_user_model().objects.create_superuser("chief", "chief@portal.example", "secret")
    receiver.behaviour = answering(500, b"broken")
    begun = timezone.now()
    with time_machine.travel(begun, tick=False) as clock:
        delivery = send()
        for number in range(len(DELAYS)):
            if number:
                clock.move_to(again(delivery).due_at - timedelta(seconds=1))
                work()
                assert len(receiver.received) == number, "not before it is due"
                clock.shift(timedelta(seconds=1))
            work()
            assert len(receiver.received) == number + 1
        assert 0.9 * 75.5 < (timezone.now() - begun) / timedelta(hours=1) < 1.1 * 75.7
        clock.shift(timedelta(days=30))
        work()
    assert len(receiver.received) == 10
    assert {request.headers["webhook-id"] for request in receiver.received} == {
        str(delivery.message_id)
    }
    assert len({request.headers["webhook-timestamp"] for request in receiver.received}) == 10
    failed = again(delivery)
    assert failed.state == Delivery.State.FAILED
    assert not failed.endpoint.active
    assert failed.endpoint.disabled_because == Endpoint.Reason.FAILING
    (mail,) = mailoutbox
    assert mail.to == ["chief@portal.example"]
    assert "Build" in mail.subject
    assert f"/admin/webhooks/edit/{failed.endpoint.pk}/" in mail.body


def test_410_disables_the_endpoint_at_once_and_tells_the_administrators(
    receiver: Receiver, send: Send, work: Work, mailoutbox: list[Any]
) -> None:
    get_user_model().objects.create_superuser("chief", "chief@portal.example", "secret")
    receiver.behaviour = answering(410)
    delivery = send()
    other = send(delivery.endpoint)
    work()
    assert len(receiver.received) == 1
    assert again(delivery).state == Delivery.State.FAILED
    assert again(delivery).endpoint.disabled_because == Endpoint.Reason.GONE
    # What waits is sent when it is enabled again.
    assert again(other).state == Delivery.State.PENDING
    assert len(mailoutbox) == 1
    receiver.behaviour = accept
    again(other).endpoint.enable()
    work()
    assert again(other).state == Delivery.State.DELIVERED


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_a_failure_and_is_not_followed(
    status: int, receiver: Receiver, send: Send, work: Work
) -> None:
    with receiving(accept) as elsewhere:
        receiver.behaviour = answering(status, Location=elsewhere.url)
        delivery = send()
        work()
        assert elsewhere.received == []
    assert again(delivery).state == Delivery.State.PENDING
    assert "redirect" in delivery.attempts.get().error


def test_a_receiver_that_asks_for_patience_gets_nothing_until_then(
    receiver: Receiver, send: Send, work: Work
) -> None:
    receiver.behaviour = answering(429, Retry_After="600")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        first = send()
        work()
        receiver.behaviour = accept
        second = send(first.endpoint)
        clock.shift(timedelta(seconds=599))
        work()
        assert len(receiver.received) == 1
        clock.shift(timedelta(seconds=2))
        work()
    assert len(receiver.received) == 3
    assert again(first).state == again(second).state == Delivery.State.DELIVERED


@pytest.mark.parametrize("behaviour", [hang, drip], ids=["hang", "drip"])
@pytest.mark.usefixtures("impatient")
def test_a_receiver_that_never_ends_is_cut_off_in_time(
    behaviour: Callable[..., None], receiver: Receiver, send: Send, work: Work
) -> None:
    receiver.behaviour = behaviour
    delivery = send()
    begun = time.monotonic()
    work()
    assert time.monotonic() - begun < 5
    assert again(delivery).state == Delivery.State.PENDING
    attempt = delivery.attempts.get()
    assert attempt.status is None
    assert "in time" in attempt.error


def test_the_time_for_all_of_it_is_that_of_the_design() -> None:
    assert (connections.CONNECT_SECONDS, connections.TOTAL_SECONDS) == (2, 15)


def test_an_answer_that_breaks_off_is_a_failure(receiver: Receiver, send: Send, work: Work) -> None:
    receiver.behaviour = reset
    delivery = send()
    work()
    assert again(delivery).state == Delivery.State.PENDING
    assert delivery.attempts.get().status is None


def test_only_the_beginning_of_an_answer_is_kept(
    receiver: Receiver, send: Send, work: Work
) -> None:
    receiver.behaviour = answering(500, b"\0<script>" + b"a" * 100_000)
    delivery = send()
    work()
    excerpt = delivery.attempts.get().excerpt
    assert len(excerpt) == 1000
    assert "\0" not in excerpt


def test_a_slow_receiver_delays_no_other(
    receiver: Receiver, endpoint: MakeEndpoint, send: Send, work: Work
) -> None:
    with receiving(hang) as slow:
        hanging = [send(endpoint(url=slow.url)) for _ in range(3)]
        quick = [send(endpoint()) for _ in range(3)]
        while not all(again(one).state == Delivery.State.DELIVERED for one in quick):
            assert deliver_due()
        assert not any(one.attempts.exists() for one in hanging), "nobody waited for their end"
    work()
    assert len(receiver.received) == 3
    assert all(one.attempts.exists() for one in hanging)


def test_deliveries_to_one_endpoint_arrive_in_order_one_after_the_other(
    receiver: Receiver, send: Send, work: Work
) -> None:
    first = send(message="0")
    for number in range(1, 8):
        send(first.endpoint, message=str(number))
    work()
    messages = [json.loads(request.body)["data"]["message"] for request in receiver.received]
    assert messages == [str(number) for number in range(8)]


def test_two_workers_send_a_delivery_once(receiver: Receiver, send: Send) -> None:
    delivery = send()
    mine, other = (Endpoint.objects.get(pk=delivery.endpoint_id) for _ in range(2))
    assert mine.claim()
    assert not other.claim()
    assert deliver_due() == 0
    other.release()
    assert not other.claim(), "who has no lease cannot give it back"
    mine.release()
    assert other.claim()


def test_a_lease_runs_out_with_the_clock_of_the_database(send: Send) -> None:
    delivery = send()
    first, second = (Endpoint.objects.get(pk=delivery.endpoint_id) for _ in range(2))
    assert first.claim()
    # The clock of a machine that is an hour ahead takes nobody's lease away.
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        assert not second.claim()
    past = timezone.now() - timedelta(seconds=1)
    Endpoint.objects.filter(pk=first.pk).update(leased_until=past)
    assert second.claim()


def test_an_endpoint_that_is_deleted_meanwhile_is_no_error(
    receiver: Receiver, send: Send, work: Work
) -> None:
    delivery = send()
    delivering._launch()
    delivery.endpoint.delete()
    work()
    assert not Delivery.objects.exists()
    assert len(receiver.received) == 1


def test_changes_within_the_window_are_one_delivery_and_later_ones_another(
    endpoint: MakeEndpoint, receiver: Receiver, work: Work
) -> None:
    home = make_portal().site.root_page
    page = add_page(home, ContentPage, title="Mission", slug="mission")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        endpoint(debounce=30)
        publish(page, title="One")
        work()
        assert receiver.received == [], "the window is open"
        clock.shift(timedelta(seconds=20))
        publish(page, title="Two")
        clock.shift(timedelta(seconds=11))
        work()
        assert len(receiver.received) == 1, "from the first change, however many follow"
        publish(page, title="Three")
        clock.shift(timedelta(seconds=31))
        work()
        assert len(receiver.received) == 2
    first, second = (json.loads(one.body)["data"]["sequence"] for one in receiver.received)
    assert first["first"] < first["last"] < second["first"] <= second["last"]


def test_of_several_events_to_a_page_in_a_window_the_end_is_told(
    endpoint: MakeEndpoint, receiver: Receiver, work: Work
) -> None:
    home = make_portal().site.root_page
    old = add_page(home, ContentPage, title="Old", slug="old")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        endpoint(debounce=30, events=["page.published", "page.updated", "page.withdrawn"])
        new = add_page(home, ContentPage, title="New", slug="new")
        publish(new, title="Newer")
        publish(old, slug="older")
        publish(old, slug="oldest")
        clock.shift(timedelta(seconds=31))
        work()
    told = [json.loads(one.body) for one in receiver.received]
    by_key = {one["data"]["key"]: one for one in told}
    assert by_key[str(new.translation_key)]["type"] == "page.published"
    moved = by_key[str(old.translation_key)]
    assert (moved["type"], moved["data"]["path"]) == ("page.updated", "/oldest/")
    assert moved["data"]["previous_path"] == "/old/"


def test_finished_deliveries_are_forgotten_after_a_while(
    receiver: Receiver, send: Send, work: Work, settings: Settings
) -> None:
    send()
    work()
    receiver.behaviour = answering(500)
    waiting = send()
    work()
    assert forget_old_deliveries() == 0
    with time_machine.travel(timezone.now() + timedelta(days=settings.WEBHOOK_RETENTION_DAYS + 1)):
        assert forget_old_deliveries() == 1
    assert list(Delivery.objects.all()) == [waiting]


@pytest.fixture
def _signals_as_they_were() -> Iterator[None]:
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in handlers.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("_signals_as_they_were", "work")
def test_the_worker_stops_when_it_is_told_to_while_a_receiver_hangs(
    receiver: Receiver, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    # It would close the one with the test's transaction.
    monkeypatch.setattr(work_command, "close_old_connections", lambda: None)

    def stop_the_worker_and_hang(request: Handler) -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        hang(request)

    receiver.behaviour = stop_the_worker_and_hang
    delivery = send()
    begun = time.monotonic()
    call_command("work", poll=0.01)
    assert time.monotonic() - begun < connections.TOTAL_SECONDS / 2
    # Another worker sends it again when the lease has run out.
    assert again(delivery).state == Delivery.State.PENDING
