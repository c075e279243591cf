"""The one budget of requests to GBIF that all processes of a portal share.

GBIF counts what a site asks, not what a process asks, and wants websites to ask slowly, one request
at a time, and to stop when told to (https://techdocs.gbif.org/en/openapi/#rate-limits). So what was
asked, and until when nobody may ask, stands in the database.

Settings: GBIF_REQUESTS_PER_SECOND (1), GBIF_REQUESTS_PER_DAY (10,000), GBIF_CONCURRENCY (1).
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from gbif_blocks.exceptions import GbifError, OverBudget, RateLimited

# How many requests may follow each other at once after a rest.
BURST = 5
# So many failures in a row, and nobody asks for a while: twice as long each time.
FAILURES_TO_OPEN = 5
OPEN_FOR = timedelta(seconds=30)
OPEN_FOR_AT_MOST = timedelta(minutes=10)
# So does half of the requests of a minute, if there were so many.
WINDOW = timedelta(seconds=60)
WINDOW_REQUESTS = 10
# A tenth of a minute's requests may be second tries, and a few at any rate.
RETRIES_SHARE = 10
RETRIES_AT_LEAST = 3
# Between two looks whether another process has finished.
LOOK = 0.05


# GBIF's wishes for websites, where a project says nothing.
DEFAULTS = {
    "GBIF_REQUESTS_PER_SECOND": 1.0,
    "GBIF_REQUESTS_PER_DAY": 10_000,
    "GBIF_CONCURRENCY": 1,
}


def _limit(name: str) -> float:
    limit: float = getattr(settings, name, DEFAULTS[name])
    return limit


class Budget(models.Model):
    """What may still be asked. There is one row."""

    # GBIF asked for a pause.
    not_before = models.DateTimeField(null=True, editable=False)
    # The circuit: failures in a row, and until when it is open; then one request probes.
    failures = models.PositiveIntegerField(default=0, editable=False)
    open_until = models.DateTimeField(null=True, editable=False)
    open_for = models.DurationField(default=timedelta(0), editable=False)
    # The rate, as one point in time: when an endless burst would have used it up so far.
    used_until = models.DateTimeField(null=True, editable=False)
    # What happened in this minute.
    window_begun = models.DateTimeField(null=True, editable=False)
    window_asked = models.PositiveIntegerField(default=0, editable=False)
    window_failed = models.PositiveIntegerField(default=0, editable=False)
    window_retried = models.PositiveIntegerField(default=0, editable=False)
    day = models.DateField(null=True, editable=False)
    asked = models.PositiveIntegerField(default=0, editable=False)

    def __str__(self) -> str:
        return f"{self.asked} requests on {self.day}"

    @classmethod
    def hold(cls) -> "Budget":
        """The row, held until the end of the transaction."""
        budget, _ = cls.objects.select_for_update().get_or_create(pk=1)
        return budget

    def reserve(self, now: datetime, *, share: float = 1.0, retry: bool = False) -> float:
        """Take one request; seconds to wait before it may be sent. Raises OverBudget.

        `share` is the part of the day's requests that the asker may use up; a `retry` may be
        refused because too many others retry.
        """
        self._refuse_until(self.not_before, now, "GBIF asked for a pause", waitable=True)
        self._refuse_until(
            self.open_until, now, "GBIF failed several times in a row", waitable=False
        )
        today = timezone.localdate(now)
        if self.day != today:
            self.day, self.asked = today, 0
        allowed = int(_limit("GBIF_REQUESTS_PER_DAY") * share)
        if self.asked >= allowed:
            tomorrow = datetime.combine(today + timedelta(days=1), datetime.min.time())
            raise OverBudget(
                f"The {allowed} requests of this day are used up.",
                (timezone.make_aware(tomorrow) - now).total_seconds(),
                waitable=False,
            )
        self._note_in_window(now, retry=retry)
        self.asked += 1
        if self.open_until:
            # This request is the probe: until it is answered, the others wait another turn.
            self.open_until = now + self.open_for
        return self._pace(now)

    def _note_in_window(self, now: datetime, *, retry: bool) -> None:
        if self.window_begun is None or now - self.window_begun >= WINDOW:
            self.window_begun = now
            self.window_asked = self.window_failed = self.window_retried = 0
        if retry:
            limit = max(RETRIES_AT_LEAST, self.window_asked // RETRIES_SHARE)
            if self.window_retried >= limit:
                raise OverBudget("Too many requests are being tried again.", 0.0, waitable=False)
            self.window_retried += 1
        self.window_asked += 1

    def _refuse_until(
        self, until: datetime | None, now: datetime, reason: str, *, waitable: bool
    ) -> None:
        if until is not None and until > now:
            raise OverBudget(
                f"{reason}; it is asked again from {timezone.localtime(until):%H:%M:%S}.",
                (until - now).total_seconds(),
                waitable=waitable,
            )

    def _pace(self, now: datetime) -> float:
        if _limit("GBIF_REQUESTS_PER_SECOND") <= 0:
            return 0.0
        interval = timedelta(seconds=1 / _limit("GBIF_REQUESTS_PER_SECOND"))
        used_until = max(self.used_until or now, now)
        self.used_until = used_until + interval
        return max(0.0, (used_until - interval * (BURST - 1) - now).total_seconds())

    def note_success(self) -> None:
        self.failures, self.open_until, self.open_for = 0, None, timedelta(0)

    def note_failure(self, error: GbifError, now: datetime) -> None:
        """A pause that GBIF asked for is no failure of GBIF's."""
        if isinstance(error, RateLimited):
            until = now + timedelta(seconds=error.retry_after)
            self.not_before = max(self.not_before or until, until)
        elif error.transient:
            self.failures += 1
            self.window_failed += 1
            half_failed = (
                self.window_asked >= WINDOW_REQUESTS and self.window_failed * 2 >= self.window_asked
            )
            if self.failures >= FAILURES_TO_OPEN or half_failed:
                self.open_for = min(max(self.open_for * 2, OPEN_FOR), OPEN_FOR_AT_MOST)
                self.open_until = now + self.open_for
        else:
            self.note_success()


class Slot(models.Model):
    """One request in flight. A killed process gives it back when its time is up."""

    number = models.PositiveSmallIntegerField(unique=True, editable=False)
    busy_until = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[models.Manager["Slot"]] = models.Manager()

    def __str__(self) -> str:
        return f"slot {self.number}"


@contextmanager
def turn(
    patience: float, seconds: float, *, share: float = 1.0, retry: bool = False
) -> Iterator[float]:
    """Wait for one's turn to ask GBIF, for `patience` seconds at most, and note what came of it.

    Gives the seconds waited. The request inside takes `seconds` at most. Raises OverBudget when
    the turn does not come; `share` and `retry` as in `Budget.reserve`.
    """
    begun = time.monotonic()
    end = begun + patience
    slot, until = _take_slot(end, seconds)
    try:
        _wait_for_budget(end, share=share, retry=retry)
        yield time.monotonic() - begun
    except GbifError as error:
        if not isinstance(error, OverBudget):
            _note(error)
        raise
    else:
        _note(None)
    finally:
        Slot.objects.filter(pk=slot, busy_until=until).update(busy_until=None)


def _wait_for_budget(end: float, *, share: float, retry: bool) -> None:
    """Return when one request may be sent; it is counted. Raises OverBudget when not in time."""
    while True:
        left = max(0.0, end - time.monotonic())
        try:
            with transaction.atomic():
                budget = Budget.hold()
                wait = budget.reserve(timezone.now(), share=share, retry=retry)
                if wait > left:
                    raise OverBudget("Too much is being asked of GBIF at the moment.", wait)
                budget.save()
        except OverBudget as error:
            if not error.waitable or error.retry_after > left:
                raise
            time.sleep(max(error.retry_after, LOOK))
        else:
            if wait:
                time.sleep(wait)
            return


def _take_slot(end: float, seconds: float) -> tuple[int, datetime]:
    while True:
        now = timezone.now()
        until = now + timedelta(seconds=max(0.0, end - time.monotonic()) + seconds + 2)
        for number in range(int(_limit("GBIF_CONCURRENCY"))):
            slot, _ = Slot.objects.get_or_create(number=number)
            free = Slot.objects.filter(Q(busy_until=None) | Q(busy_until__lte=now), pk=slot.pk)
            if free.update(busy_until=until):
                return slot.pk, until
        if time.monotonic() >= end:
            raise OverBudget("Others are asking GBIF at the moment.", LOOK)
        time.sleep(LOOK)


def _note(error: GbifError | None) -> None:
    with transaction.atomic():
        budget = Budget.hold()
        if error is not None:
            budget.note_failure(error, timezone.now())
        elif budget.failures or budget.open_until:
            budget.note_success()
        else:
            return
        budget.save()
