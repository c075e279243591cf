"""What a number was, day by day: GBIF itself keeps no history.

One reading a day is kept for 400 days, and of the time before the first of each month. What pages
show of them is thinner (`history`): enough for a line that grows.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from django.db import models

from gbif_blocks.representation import JSON, JSONSchema, closed_object

if TYPE_CHECKING:
    from gbif_blocks.snapshots import Snapshot

KEEP_DAILY = timedelta(days=400)
# How many readings a page shows at most, the first and the last among them.
SHOWN = 12


class Reading(models.Model):
    """The number of one snapshot on one day, as last read that day."""

    snapshot = models.ForeignKey(
        "gbif_blocks.Snapshot", on_delete=models.CASCADE, related_name="readings", editable=False
    )
    day = models.DateField(editable=False)
    count = models.PositiveBigIntegerField(editable=False)

    objects: ClassVar[models.Manager["Reading"]] = models.Manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["snapshot", "day"], name="one_reading_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.count} on {self.day}"


def note_reading(snapshot: "Snapshot", day: date, count: int) -> list[JSON]:
    """Keep the number of a day, forget what is too old, and give what pages show."""
    Reading.objects.update_or_create(snapshot=snapshot, day=day, defaults={"count": count})
    readings = list(Reading.objects.filter(snapshot=snapshot).order_by("day"))
    if superfluous := set(_superfluous(readings, day)):
        Reading.objects.filter(pk__in=superfluous).delete()
    kept = [reading for reading in readings if reading.pk not in superfluous]
    return [{"date": one.day.isoformat(), "count": one.count} for one in thinned(kept)]


def thinned(readings: list[Reading]) -> list[Reading]:
    """At most SHOWN of the readings, evenly, the first and the last among them."""
    last = len(readings) - 1
    if last < SHOWN:
        return readings
    return [readings[round(step * last / (SHOWN - 1))] for step in range(SHOWN)]


def _superfluous(readings: list[Reading], today: date) -> Iterable[int]:
    """The keys of old readings that are not the first of their month."""
    month = None
    for reading in readings:
        if reading.day >= today - KEEP_DAILY:
            return
        if (reading.day.year, reading.day.month) == month:
            yield reading.pk
        month = (reading.day.year, reading.day.month)


def growth(snapshots: Iterable[UUID], since: date) -> dict[UUID, list[tuple[date, int]]]:
    """Every reading since a day, by snapshot: for whoever needs more than pages show."""
    found: dict[UUID, list[tuple[date, int]]] = {}
    rows = Reading.objects.filter(snapshot__in=list(snapshots), day__gte=since)
    for pk, day, count in rows.order_by("day").values_list("snapshot_id", "day", "count"):
        found.setdefault(pk, []).append((day, count))
    return found


HISTORY_SCHEMA: JSONSchema = {
    "type": "array",
    "maxItems": SHOWN,
    "items": closed_object(
        {
            "date": {"type": "string", "format": "date"},
            "count": {"type": "integer", "minimum": 0},
        }
    ),
}
