"""Sending what is due: one request at a time to each endpoint, all endpoints side by side.

The requests run in threads, which know nothing of the database; everything else runs in the thread
that calls `deliver_due`. It comes back after a moment even while a receiver is slow, and collects
that answer when it is called again, so no endpoint waits for another, and no other work for any.

A worker that is killed leaves its lease; when that has run out another sends again, with the same
id. So each delivery arrives at least once.
"""

import logging
import threading
import time
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cms.core.outgoing import Answer, OutgoingError, send
from cms.delivery.webhooks import keys
from cms.delivery.webhooks.judging import Verdict, judge
from cms.delivery.webhooks.models import Attempt, Delivery, Endpoint
from cms.delivery.webhooks.models.deliveries import EXCERPT_LENGTH
from cms.delivery.webhooks.notices import tell_administrators
from cms.delivery.webhooks.signing import signed_headers

logger = logging.getLogger(__name__)

AT_ONCE = 16
# How long one call waits for receivers before other work has its turn.
PATIENCE = 0.5


@dataclass(frozen=True)
class Outcome:
    """How an attempt ended: with an answer, or with the reason why there was none."""

    answer: Answer | None
    error: str
    seconds: float


@dataclass(frozen=True)
class Flight:
    """A request that is under way. `endpoint` holds the lease."""

    endpoint: Endpoint
    delivery: Delivery
    started_at: datetime
    outcome: Future[Outcome]


_threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="webhook")
_in_flight: list[Flight] = []
_one_caller = threading.Lock()


def deliver_due() -> int:
    """Send what is due and record what has ended; a job of the worker.

    Gives how much there was to do, requests under way included: call again while it is not 0.
    """
    if not _one_caller.acquire(blocking=False):
        return 0
    try:
        _launch()
        busy = len(_in_flight)
        wait([flight.outcome for flight in _in_flight], PATIENCE, FIRST_COMPLETED)
        for flight in [one for one in _in_flight if one.outcome.done()]:
            _in_flight.remove(flight)
            record(flight, flight.outcome.result())
        return busy
    finally:
        _one_caller.release()


def _launch() -> None:
    """Send the next delivery of each endpoint that has one and is not talked to already."""
    now = timezone.now()
    due = Delivery.objects.due(now).order_by()
    endpoints = (
        Endpoint.objects.active()
        .free()
        .filter(Q(not_before=None) | Q(not_before__lte=now))
        .filter(pk__in=due.values("endpoint"))
        .exclude(pk__in=[flight.endpoint.pk for flight in _in_flight])
    )
    for endpoint in endpoints.order_by("?")[: AT_ONCE - len(_in_flight)]:
        if endpoint.claim():
            delivery = endpoint.deliveries.due(now).first()
            if delivery is None:
                endpoint.release()
            else:
                _in_flight.append(_send(endpoint, delivery))


def _send(endpoint: Endpoint, delivery: Delivery) -> Flight:
    started_at = timezone.now()
    body = delivery.body.encode()
    try:
        secrets = endpoint.secrets_at(started_at)
    except keys.Unreadable as error:
        outcome: Future[Outcome] = Future()
        outcome.set_result(Outcome(None, str(error), 0))
        return Flight(endpoint, delivery, started_at, outcome)
    headers = signed_headers(secrets, str(delivery.message_id), int(started_at.timestamp()), body)
    outcome = _threads.submit(_attempt, endpoint.url, body, headers)
    return Flight(endpoint, delivery, started_at, outcome)


def _attempt(url: str, body: bytes, headers: dict[str, str]) -> Outcome:
    begun = time.monotonic()
    answer, error = None, ""
    try:
        answer = send(
            "POST",
            url,
            body=body,
            headers={"Content-Type": "application/json", **headers},
            max_bytes=EXCERPT_LENGTH,
            cut=True,
        )
    except OutgoingError as failure:
        error = str(failure)
    except Exception as failure:
        # Whatever a strange receiver provokes is a failed attempt, never the worker's end.
        logger.exception("A webhook could not be sent.")
        error = f"It could not be sent: {type(failure).__name__}."
    return Outcome(answer, error, time.monotonic() - begun)


def record(flight: Flight, outcome: Outcome) -> None:
    """Write down how an attempt ended, what follows from it, and give the endpoint back."""
    disabled = None
    with transaction.atomic():
        delivery = Delivery.objects.select_for_update().filter(pk=flight.delivery.pk).first()
        if delivery is not None:
            Attempt.objects.create(
                delivery=delivery,
                started_at=flight.started_at,
                milliseconds=round(outcome.seconds * 1000),
                status=outcome.answer.status if outcome.answer else None,
                error=_error(outcome)[:300],
                excerpt=_excerpt(outcome),
            )
            if delivery.state == Delivery.State.PENDING:
                delivery.tries += 1
                verdict = judge(outcome.answer, delivery.tries, timezone.now())
                disabled = _apply(verdict, delivery)
        flight.endpoint.release()
    if disabled is not None:
        tell_administrators(disabled)


def _apply(verdict: Verdict, delivery: Delivery) -> Endpoint | None:
    """Make the verdict true; gives the endpoint if it was disabled by it."""
    delivery.state = verdict.state
    if verdict.due_at is None:
        delivery.finished_at = timezone.now()
    else:
        delivery.due_at = verdict.due_at
    delivery.save(update_fields=["state", "tries", "due_at", "finished_at"])
    endpoint = Endpoint.objects.get(pk=delivery.endpoint_id)
    if verdict.not_before is not None:
        endpoint.not_before = verdict.not_before
        endpoint.save(update_fields=["not_before"])
    if verdict.disable is None or not endpoint.active:
        return None
    endpoint.disable(verdict.disable)
    return endpoint


def _error(outcome: Outcome) -> str:
    answer = outcome.answer
    if answer is None:
        return outcome.error
    if 200 <= answer.status < 300:
        return ""
    if 300 <= answer.status < 400:
        return f"The receiver redirects ({answer.status}); redirects are not followed."
    return f"The receiver answered {answer.status}."


def _excerpt(outcome: Outcome) -> str:
    """The answer's first characters; PostgreSQL stores no NUL."""
    body = outcome.answer.body if outcome.answer else b""
    return body.decode("utf-8", "replace").replace("\0", "�")[:EXCERPT_LENGTH]
