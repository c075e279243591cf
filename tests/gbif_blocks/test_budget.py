"""What all processes of a portal together ask of GBIF."""

import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections
from django.utils import timezone
from pytest_django.fixtures import Settings

from gbif_blocks import budget
from gbif_blocks.budget import BURST, Budget, Slot
from gbif_blocks.client import Client
from gbif_blocks.exceptions import (
    GbifError,
    OverBudget,
    RateLimited,
    Refused,
    ServerError,
)
from gbif_blocks.queries import Query
from tests.gbif_server import GbifServer

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def country(number: int) -> Query:
    return Query("occurrence", {"taxonKey": [str(number)]})


def test_a_burst_goes_at_once_and_the_rest_at_the_rate(settings: Settings) -> None:
    settings.GBIF_REQUESTS_PER_SECOND = 2
    row = Budget.hold()
    assert [row.reserve(NOON) for _ in range(BURST)] == [0.0] * BURST
    assert [row.reserve(NOON) for _ in range(3)] == [0.5, 1.0, 1.5]
    assert row.reserve(NOON + timedelta(minutes=1)) == 0.0


def test_a_day_has_so_many_requests_and_the_next_as_many(settings: Settings) -> None:
    settings.GBIF_REQUESTS_PER_DAY = 2
    row = Budget.hold()
    row.reserve(NOON)
    row.reserve(NOON)
    with pytest.raises(OverBudget, match="2 requests of this day"):
        row.reserve(NOON)
    row.reserve(NOON + timedelta(days=1))


def test_nothing_is_sent_over_the_budget(gbif_server: GbifServer, settings: Settings) -> None:
    settings.GBIF_REQUESTS_PER_DAY = 3
    client = Client()
    for number in range(3):
        client.count(country(number + 1))
    with pytest.raises(OverBudget):
        client.count(country(9))
    assert len(gbif_server.requests) == 3


def test_a_pause_that_gbif_asks_for_holds_for_every_client(gbif_server: GbifServer) -> None:
    gbif_server.misbehave("rate_limit", retry_after=31, times=1)
    with pytest.raises(RateLimited):
        Client().count(country(1))
    with pytest.raises(OverBudget, match="GBIF asked for a pause"):
        Client().count(country(2))
    assert len(gbif_server.requests) == 1
    Budget.objects.update(not_before=timezone.now())
    assert Client().count(country(3)) >= 0


def test_the_circuit_opens_and_one_request_probes(
    gbif_server: GbifServer, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    gbif_server.misbehave("error_json")
    for number in range(1, 10):
        with pytest.raises(GbifError):
            Client().count(country(number))
    asked = len(gbif_server.requests)
    assert asked == budget.FAILURES_TO_OPEN
    gbif_server.behave()
    with pytest.raises(OverBudget, match="failed several times in a row"):
        Client().count(country(1))
    assert gbif_server.requests == []
    Budget.objects.update(open_until=timezone.now())
    Client().count(country(1))
    assert Budget.objects.get().open_until is None


def test_a_probe_that_fails_keeps_the_circuit_open_for_longer() -> None:
    row = Budget.hold()
    error = ServerError("Something broke", 500)
    for _ in range(budget.FAILURES_TO_OPEN):
        row.note_failure(error, NOON)
    assert row.open_until == NOON + budget.OPEN_FOR
    row.reserve(NOON + timedelta(minutes=1))
    with pytest.raises(OverBudget):  # the probe is not answered yet
        row.reserve(NOON + timedelta(minutes=1))
    row.note_failure(error, NOON + timedelta(minutes=1))
    assert row.open_until == NOON + timedelta(minutes=1) + 2 * budget.OPEN_FOR


def test_a_minute_of_which_half_fails_opens_the_circuit_too() -> None:
    row = Budget.hold()
    error = ServerError("Something broke", 500)
    for second in range(budget.WINDOW_REQUESTS):
        now = NOON + timedelta(seconds=second)
        row.reserve(now)
        if second % 2:
            row.note_failure(error, now)
        else:
            row.note_success()
    assert row.open_until == NOON + timedelta(seconds=9) + budget.OPEN_FOR


def test_failures_of_another_minute_do_not_count() -> None:
    row = Budget.hold()
    for minute in range(20):
        now = NOON + minute * budget.WINDOW
        row.reserve(now)
        row.note_failure(ServerError("Something broke", 500), now)
        row.note_success()
    assert row.open_until is None


def test_a_tenth_of_a_minutes_requests_may_be_tried_again() -> None:
    row = Budget.hold()
    for _number in range(budget.RETRIES_AT_LEAST):
        row.reserve(NOON, retry=True)
    with pytest.raises(OverBudget, match="tried again"):
        row.reserve(NOON, retry=True)
    for _number in range(60):
        row.reserve(NOON)
    row.reserve(NOON, retry=True)
    row.reserve(NOON + budget.WINDOW, retry=True)


def test_many_failing_calls_are_not_all_tried_again(gbif_server: GbifServer) -> None:
    gbif_server.misbehave("unavailable")
    for number in range(1, 5):
        Budget.objects.update(failures=0)
        with pytest.raises(ServerError):
            Client().count(country(number))
    assert len(gbif_server.requests) == 4 + budget.RETRIES_AT_LEAST


def test_a_worker_leaves_a_part_of_the_day_to_editors(
    gbif_server: GbifServer, settings: Settings
) -> None:
    settings.GBIF_REQUESTS_PER_DAY = 10
    worker = Client(share=0.3)
    for number in range(1, 4):
        worker.count(country(number))
    with pytest.raises(OverBudget, match="3 requests of this day"):
        worker.count(country(4))
    assert Client().count(country(4)) >= 0


def test_a_refusal_and_a_pause_do_not_open_the_circuit() -> None:
    row = Budget.hold()
    for _ in range(20):
        row.note_failure(Refused("Unknown country", 400), NOON)
        row.note_failure(RateLimited("Slow down", 1), NOON)
    assert row.open_until is None


def test_what_gbif_refused_is_not_asked_again_at_once(gbif_server: GbifServer) -> None:
    query = Query("occurrence", {"continent": ["asia,oceania"]})
    for _ in range(3):
        with pytest.raises(Refused, match="Cannot parse"):
            Client().count(query)
    assert len(gbif_server.requests) == 1


def test_an_old_answer_stands_in_where_that_is_allowed(
    gbif_server: GbifServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gbif_blocks._answers.max_age", lambda response: 0)
    found = Client(stale_if_error=True).count(country(1))
    gbif_server.misbehave("error_json")
    assert Client(stale_if_error=True).count(country(1)) == found
    with pytest.raises(ServerError):
        Client().count(country(1))


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_one_request_is_in_flight_at_a_time(settings: Settings) -> None:
    errors: list[GbifError] = []

    def ask(number: int) -> None:
        try:
            Client(patience=30).count(country(number))
        except GbifError as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=ask, args=[number]) for number in range(1, 6)]
    # A server of its own: in the others' one, requests that were given up may still be waiting.
    with GbifServer() as gbif_server:
        settings.GBIF_API_URL = gbif_server.url
        gbif_server.misbehave("slow", seconds=0.2)
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert errors == []
    assert len(gbif_server.requests) == 5
    assert gbif_server.most_at_once == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_same_question_at_the_same_time_is_asked_once(gbif_server: GbifServer) -> None:
    gbif_server.misbehave("slow", seconds=0.2)
    found: list[int] = []

    def ask() -> None:
        try:
            found.append(Client(patience=30).count(country(1)))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len(gbif_server.requests) == 1


def test_the_slot_of_a_killed_process_becomes_free(gbif_server: GbifServer) -> None:
    Slot.objects.create(number=0, busy_until=timezone.now() + timedelta(hours=1))
    with pytest.raises(OverBudget, match="Others are asking"):
        Client(patience=0).count(country(1))
    Slot.objects.update(busy_until=timezone.now() - timedelta(seconds=1))
    assert Client(patience=0).count(country(1)) >= 0
