"""What a number was, day by day, and what of it a page shows."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import jsonschema_rs
import pytest

from gbif_blocks.models import Reading, Snapshot
from gbif_blocks.queries import Query
from gbif_blocks.questions import RecordQuery
from gbif_blocks.readings import KEEP_DAILY, SHOWN, growth, note_reading, thinned
from gbif_blocks.refreshing import Answer, store
from gbif_blocks.snapshots import SNAPSHOT_SCHEMA

pytestmark = pytest.mark.django_db

FIRST = datetime(2025, 1, 1, 6, 0, tzinfo=UTC)


@pytest.fixture
def foxes() -> Snapshot:
    return Snapshot.objects.for_query(Query("occurrence", {"taxonKey": ["5219243"]}))


def read(snapshot: Snapshot, when: datetime, count: int) -> Snapshot:
    """GBIF said `count`, then."""
    [stored] = store([Answer(snapshot, {"count": count, "results": []})], when)
    return stored


def test_a_day_has_one_reading_which_is_its_last(foxes: Snapshot) -> None:
    read(foxes, FIRST, 100)
    stored = read(foxes, FIRST + timedelta(hours=9), 104)
    assert stored.history == [{"date": "2025-01-01", "count": 104}]
    assert Reading.objects.get().count == 104


def test_an_unchanged_number_is_read_every_day_too(foxes: Snapshot) -> None:
    for day in range(3):
        stored = read(foxes, FIRST + timedelta(days=day), 100)
    assert [one["count"] for one in stored.history] == [100, 100, 100]
    assert stored.taken_at == FIRST + timedelta(days=2)


def test_a_page_shows_a_dozen_readings_from_the_first_to_the_last(foxes: Snapshot) -> None:
    for day in range(100):
        stored = read(foxes, FIRST + timedelta(days=day), 1000 + day)
    shown = stored.get_representation()
    jsonschema_rs.Draft202012Validator(SNAPSHOT_SCHEMA).validate(shown)
    assert len(shown["history"]) == SHOWN
    assert shown["history"][0] == {"date": "2025-01-01", "count": 1000}
    assert shown["history"][-1] == {"date": "2025-04-10", "count": 1099}
    counts = [one["count"] for one in shown["history"]]
    assert {later - earlier for earlier, later in pairwise(counts)} == {9}
    assert len(growth([foxes.pk], date(2025, 1, 1))[foxes.pk]) == 100


def test_old_days_are_forgotten_but_for_the_first_of_each_month(foxes: Snapshot) -> None:
    days = [date(2024, 1, 1) + timedelta(days=number) for number in range(500)]
    Reading.objects.bulk_create(
        Reading(snapshot=foxes, day=day, count=number) for number, day in enumerate(days)
    )
    today = days[-1] + timedelta(days=1)
    note_reading(foxes, today, 500)
    kept = list(Reading.objects.order_by("day").values_list("day", flat=True))
    old = [day for day in kept if day < today - KEEP_DAILY]
    assert old == [date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1), date(2024, 4, 1)]
    assert len(kept) - len(old) == KEEP_DAILY.days + 1


def test_few_readings_are_all_shown(foxes: Snapshot) -> None:
    readings = [Reading(snapshot=foxes, day=date(2025, 1, day), count=day) for day in range(1, 13)]
    assert thinned(readings) == readings
    assert thinned([]) == []


def test_a_thing_by_its_key_is_no_number_that_grows() -> None:
    dataset = RecordQuery(kind="dataset", key="50c9509d-22c7-4a22-a47d-8c48425ef4a7")
    stored = read(Snapshot.objects.for_query(dataset), FIRST, 1)
    assert (stored.state, stored.history) == ("fresh", [])
    assert not Reading.objects.exists()
