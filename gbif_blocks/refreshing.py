"""Asking GBIF again what snapshots show, and storing what came of it.

`refresh_due` is for a worker: it asks a few, and gives way. `manage.py refresh_snapshots` asks all
that are due. Both stay within the budget that all processes share (module `budget`).
"""

import logging
import time
import uuid
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from gbif_blocks.client import Client
from gbif_blocks.exceptions import BadAnswer, GbifError, OverBudget
from gbif_blocks.readings import note_reading
from gbif_blocks.signals import snapshot_changed
from gbif_blocks.snapshots import Snapshot, SnapshotState

logger = logging.getLogger(__name__)

# A count is good for six hours; names, titles and what else has a key, for a week. All give or
# take a fifth: not all snapshots come due at once.
FRESH_FOR = timedelta(hours=6)
FRESH_FOR_RECORD = timedelta(days=7)
SPREAD = 0.2
RETRY_AFTER = timedelta(minutes=10)
# A number that fell by more than half is read again: later than any cache keeps an answer.
READ_AGAIN_AFTER = timedelta(minutes=70)
# Smaller numbers may fall as they like.
DOUBT_FROM = 20
# A document that shows a snapshot makes it as urgent as so much more age; to a limit, so that the
# oldest has its turn whatever others are shown by.
URGENCY_OF_DOCUMENT = timedelta(minutes=5)
URGENCY_AT_MOST = timedelta(hours=12)
# What `refresh_due` does at once: a worker has other things to do.
AT_ONCE = 20
SECONDS = 5.0
# GBIF takes a while for some predicates; the worker waits for one that it never answers.
DEADLINE = 10.0
STALE_AT_ONCE = 100
# The part of a day's requests that workers leave to editors.
WORKERS_SHARE = 0.8


def refresh_due(*, at_once: int = AT_ONCE, seconds: float = SECONDS) -> int:
    """Ask for the most urgent of what is due, and tell what is older than it should be.

    Gives how many snapshots were asked or told. It begins no further request after `seconds`, and
    ends at the first sign that GBIF is away or the budget used up; what is left stays due.
    """
    told = _tell_overdue(timezone.now())
    begun = time.monotonic()
    client = Client(deadline=DEADLINE, share=WORKERS_SHARE)
    answers: list[Answer] = []
    for snapshot in most_urgent(Snapshot.objects.due())[:at_once]:
        if answers and time.monotonic() - begun >= seconds:
            break
        if not Snapshot.objects.claim(snapshot, timezone.now()):
            continue
        answer = ask(snapshot, client)
        if isinstance(answer.error, OverBudget):
            Snapshot.objects.give_back(snapshot)
            break
        answers.append(answer)
        if answer.error and answer.error.transient:
            break
    return told + len(store(answers))


def most_urgent(snapshots: Iterable[Snapshot]) -> list[Snapshot]:
    """Never answered first, then the most shown and the longest due."""

    def urgency(snapshot: Snapshot) -> tuple[bool, datetime]:
        weight = min(URGENCY_OF_DOCUMENT * (snapshot.shown_by or 0), URGENCY_AT_MOST)
        since = snapshot.checked_at or snapshot.created_at
        return snapshot.checked_at is not None, since - weight

    return sorted(snapshots, key=urgency)


def _tell_overdue(now: datetime) -> int:
    """Make `stale` what nobody could ask in time, without asking."""
    overdue = Snapshot.objects.overdue(now)
    if not overdue.exists():
        return 0
    with _within():
        snapshots = list(overdue.select_for_update()[:STALE_AT_ONCE])
        for snapshot in snapshots:
            snapshot.state = SnapshotState.STALE
            snapshot.save(update_fields=["state"])
            snapshot_changed.send(sender=Snapshot, snapshot=snapshot)
    return len(snapshots)


@dataclass(frozen=True)
class Answer:
    """What came of asking for one snapshot: a value as it is kept, or an error."""

    snapshot: Snapshot
    value: dict[str, Any] | None = None
    error: GbifError | None = None


def ask(snapshot: Snapshot, client: Client) -> Answer:
    """Ask GBIF; nothing is stored, and its errors are not raised."""
    try:
        return Answer(snapshot, snapshot.ask(client))
    except GbifError as error:
        return Answer(snapshot, error=error)


# Many snapshots that change together should change what shows them once.
_within: Callable[[], AbstractContextManager[Any]] = transaction.atomic


def store_within(context: Callable[[], AbstractContextManager[Any]]) -> None:
    """Have several answers stored within `context`, a transaction that knows what to do of them."""
    global _within
    _within = context


def store(answers: list[Answer], now: datetime | None = None) -> list[Snapshot]:
    """Store answers in one transaction, and give the stored rows.

    An answer with which whoever shows it cannot cope is stored as a failure: the old value stays.
    """
    if not answers:
        return []
    now = now or timezone.now()
    try:
        with _within():
            return [_store(answer, now) for answer in answers]
    except Exception:
        if len(answers) > 1:
            return [stored for answer in answers for stored in store([answer], now)]
        if answers[0].error:
            raise
        logger.exception("An answer of GBIF cannot be shown.")
        return [record_failure(answers[0].snapshot, BadAnswer("GBIF's answer is odd."), now)]


def refresh(snapshot: Snapshot, client: Client, now: datetime | None = None) -> Snapshot:
    """Ask GBIF, store what came of it, and give the stored row. GBIF's errors are not raised.

    A good answer makes the snapshot `fresh`. When GBIF is away or busy the old value stays and the
    state is `stale` (`unverified` when there is no value). When GBIF refuses the query, the old
    value stays and the state is `failed` with GBIF's words. When nothing was asked because the
    budget is used up, nothing changes.
    """
    answer = ask(snapshot, client)
    if isinstance(answer.error, OverBudget):
        return Snapshot.objects.get(pk=snapshot.pk)
    return store([answer], now)[0]


def record_failure(snapshot: Snapshot, error: GbifError, now: datetime | None = None) -> Snapshot:
    """Store that `error` came of asking, or would have come: the old value stays."""
    return store([Answer(snapshot, error=error)], now)[0]


def _store(answer: Answer, now: datetime) -> Snapshot:
    # The request is over: no transaction is open while GBIF thinks.
    with transaction.atomic():
        snapshot = Snapshot.objects.select_for_update().get(pk=answer.snapshot.pk)
        before = snapshot.get_representation()
        if answer.value is not None:
            _accept(snapshot, answer.value, now)
        elif answer.error is not None:
            _reject(snapshot, answer.error, now)
        snapshot.save()
        if snapshot.get_representation() != before:
            snapshot_changed.send(sender=Snapshot, snapshot=snapshot)
    return snapshot


def _accept(snapshot: Snapshot, value: dict[str, Any], now: datetime) -> None:
    if _is_doubtful(snapshot, value):
        snapshot.doubted = value["count"]
        snapshot.state = SnapshotState.STALE
        snapshot.error = (
            f"GBIF's number fell from {snapshot.count} to {value['count']}; "
            "it is read a second time before it is shown."
        )
        snapshot.due_at = now + READ_AGAIN_AFTER
        return
    unchanged = snapshot.state == SnapshotState.FRESH and snapshot.value == value
    same_day = snapshot.taken_at is not None and snapshot.taken_at.date() == now.date()
    # The date that readers see moves once a day at most, so that a number which did not change
    # does not make every page that shows it anew four times a day.
    if not (unchanged and same_day):
        snapshot.taken_at = now
        if not snapshot.is_record:
            snapshot.history = note_reading(snapshot, now.date(), value["count"])
    snapshot.value = value
    snapshot.state = SnapshotState.FRESH
    snapshot.error = ""
    snapshot.doubted = None
    snapshot.checked_at = now
    # What no public document shows need not be asked again.
    resting = snapshot.shown_by == 0
    snapshot.due_at = None if resting else now + _life(snapshot) * _spread(snapshot.pk)


def _is_doubtful(snapshot: Snapshot, value: dict[str, Any]) -> bool:
    before = snapshot.count
    if before is None or before < DOUBT_FROM or snapshot.doubted is not None:
        return False
    return bool(value["count"] * 2 < before)


def _life(snapshot: Snapshot) -> timedelta:
    """For how long an answer is good."""
    return FRESH_FOR_RECORD if snapshot.is_record else FRESH_FOR


def _reject(snapshot: Snapshot, error: GbifError, now: datetime) -> None:
    snapshot.error = str(error)
    if not error.transient:
        snapshot.state = SnapshotState.FAILED
        snapshot.checked_at = now
        snapshot.due_at = None
        return
    snapshot.due_at = now + RETRY_AFTER * _spread(snapshot.pk)
    snapshot.state = SnapshotState.UNVERIFIED if snapshot.value is None else SnapshotState.STALE


def _spread(pk: uuid.UUID) -> float:
    """A factor between 0.8 and 1.2, always the same for one snapshot."""
    return 1 - SPREAD + 2 * SPREAD * (pk.int % 1000) / 999
