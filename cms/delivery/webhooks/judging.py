"""What an attempt means: delivered, again later, or given up.

Standard Webhooks 1.0: only 2xx is success, 3xx is failure and not followed, 410 disables, 429 and
the errors of gateways ask for patience.
"""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from cms.core.outgoing import Answer
from cms.delivery.webhooks.models import Delivery, Endpoint

# Before each attempt, counted from the one before: 75 hours in all.
DELAYS = (
    timedelta(0),
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
JITTER = 0.1
MAX_RETRY_AFTER = timedelta(hours=24)
ASKING_FOR_PATIENCE = {429, 502, 503, 504}


@dataclass(frozen=True)
class Verdict:
    """The delivery's new state. `disable` says why its endpoint is told nothing any more."""

    state: Delivery.State
    due_at: datetime | None = None
    disable: Endpoint.Reason | None = None
    # The endpoint gets no delivery at all before this.
    not_before: datetime | None = None


def judge(answer: Answer | None, tries: int, now: datetime) -> Verdict:
    """The verdict after the attempt number `tries`, whose answer is None when there was none."""
    status = answer.status if answer else 0
    if 200 <= status < 300:
        return Verdict(Delivery.State.DELIVERED)
    if status == 410:
        return Verdict(Delivery.State.FAILED, disable=Endpoint.Reason.GONE)
    if tries >= len(DELAYS):
        return Verdict(Delivery.State.FAILED, disable=Endpoint.Reason.FAILING)
    due_at = now + jittered(DELAYS[tries])
    not_before = None
    if answer and status in ASKING_FOR_PATIENCE:
        not_before = retry_after(answer.headers.get("Retry-After", ""), now)
    if not_before is not None:
        due_at = max(due_at, not_before)
    return Verdict(Delivery.State.PENDING, due_at, not_before=not_before)


def jittered(delay: timedelta) -> timedelta:
    """The delay, a tenth more or less: those that failed together do not come back together."""
    return delay * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311


def retry_after(text: str, now: datetime) -> datetime | None:
    """The moment that a `Retry-After` names, in seconds or as a date; a day from now at most."""
    text = text.strip()
    if text.isascii() and text.isdigit():
        moment = now + timedelta(seconds=min(int(text[:9]), int(MAX_RETRY_AFTER.total_seconds())))
    else:
        try:
            moment = parsedate_to_datetime(text)
        except (ValueError, OverflowError):
            return None
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
    return min(moment, now + MAX_RETRY_AFTER) if moment > now else None
