"""The rules of Standard Webhooks 1.0 on what an answer means and when the next attempt is due."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from cms.core.outgoing import Answer
from cms.delivery.webhooks.judging import DELAYS, judge, retry_after
from cms.delivery.webhooks.models import Delivery, Endpoint

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def answer(status: int, **headers: str) -> Answer:
    return Answer(
        status, {name.replace("_", "-"): value for name, value in headers.items()}, b"", False
    )


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_every_2xx_is_success(status: int) -> None:
    assert judge(answer(status), 1, NOW).state == Delivery.State.DELIVERED


@pytest.mark.parametrize("status", [100, 199, 300, 301, 302, 307, 308, 400, 404, 500, 503])
def test_everything_else_is_tried_again(status: int) -> None:
    verdict = judge(answer(status), 1, NOW)
    assert verdict.state == Delivery.State.PENDING
    assert verdict.disable is None


def test_no_answer_at_all_is_tried_again() -> None:
    assert judge(None, 1, NOW).state == Delivery.State.PENDING


def test_410_disables_at_once() -> None:
    verdict = judge(answer(410), 1, NOW)
    assert (verdict.state, verdict.disable) == (Delivery.State.FAILED, Endpoint.Reason.GONE)


def test_the_schedule_is_that_of_the_specification() -> None:
    hour = 3600
    assert [delay.total_seconds() for delay in DELAYS] == [
        0, 5, 5 * 60, 30 * 60, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour,
    ]  # fmt: skip


@pytest.mark.parametrize("tries", range(1, len(DELAYS)))
def test_the_next_attempt_is_due_after_the_delay_a_tenth_more_or_less(tries: int) -> None:
    waits = set()
    for _ in range(50):
        due_at = judge(answer(500), tries, NOW).due_at
        assert due_at is not None
        waits.add((due_at - NOW) / DELAYS[tries])
    assert all(0.9 <= wait <= 1.1 for wait in waits)
    assert len(waits) > 1


def test_after_the_tenth_attempt_the_delivery_has_failed_and_the_endpoint_is_disabled() -> None:
    verdict = judge(answer(500), 10, NOW)
    assert (verdict.state, verdict.disable) == (Delivery.State.FAILED, Endpoint.Reason.FAILING)


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_an_overloaded_receiver_is_left_alone_for_as_long_as_it_asks(status: int) -> None:
    verdict = judge(answer(status, Retry_After="120"), 1, NOW)
    assert verdict.due_at == verdict.not_before == NOW + timedelta(minutes=2)


def test_others_cannot_ask_for_patience() -> None:
    assert judge(answer(500, Retry_After="120"), 1, NOW).not_before is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("3", 3),
        (" 31 ", 31),
        (format_datetime(NOW + timedelta(hours=1), usegmt=True), 3600),
        ("Sat, 21 Nov 2026 12:00:10 -0000", 10),
        # No more than a day, whatever is asked.
        ("999999999999999999999999", 86400),
        (format_datetime(NOW + timedelta(days=400)), 86400),
    ],
)
def test_retry_after_is_seconds_or_a_date_and_bounded(text: str, seconds: int) -> None:
    assert retry_after(text, NOW) == NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "text",
    [
        "", "soon", "-5", "0", "1e3", "٣", "\x00", "Sat, 99 Foo",
        "1 Jan 99999999999999999999 1:1:1 +0000", "Sat, 21 Nov 2026 12:00:10 -99999999999999",
    ],
)  # fmt: skip
def test_nonsense_in_retry_after_is_ignored(text: str) -> None:
    assert retry_after(text, NOW) is None


def test_a_date_that_has_passed_asks_for_nothing() -> None:
    assert retry_after(format_datetime(NOW - timedelta(hours=1)), NOW) is None
