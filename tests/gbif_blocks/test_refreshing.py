"""Who is asked when, what is doubted, and what comes of odd answers."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from pytest_django.fixtures import Settings

from gbif_blocks import refreshing
from gbif_blocks.client import Client
from gbif_blocks.exceptions import ServerError
from gbif_blocks.models import Snapshot
from gbif_blocks.queries import Query
from gbif_blocks.questions import RecordQuery
from gbif_blocks.refreshing import (
    READ_AGAIN_AFTER,
    Answer,
    most_urgent,
    refresh,
    refresh_due,
    store,
)
from gbif_blocks.signals import snapshot_changed
from gbif_blocks.snapshots import LEASE
from tests.gbif_server import GbifServer

pytestmark = pytest.mark.django_db

FOXES = Query("occurrence", {"taxonKey": ["5219243"], "country": ["BE"]})
MORNING = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)


def snapshot(**changes: Any) -> Snapshot:
    """A snapshot of a query of its own."""
    number = Snapshot.objects.count()
    made = Snapshot.objects.for_query(Query("occurrence", {"elevation": [f"{number},*"]}))
    Snapshot.objects.filter(pk=made.pk).update(**changes)
    return Snapshot.objects.get(pk=made.pk)


def test_the_never_answered_come_first_then_the_most_shown_and_the_oldest() -> None:
    hour = timedelta(hours=1)
    old = snapshot(checked_at=MORNING - 20 * hour, shown_by=1)
    popular = snapshot(checked_at=MORNING - 12 * hour, shown_by=120)
    famous = snapshot(checked_at=MORNING - 12 * hour, shown_by=100_000)
    oldest = snapshot(checked_at=MORNING - 30 * hour, shown_by=1)
    new = snapshot()
    wanted = snapshot(shown_by=3)
    asked = most_urgent([old, popular, famous, oldest, new, wanted])
    assert asked[:2] == [wanted, new]
    assert asked[2] == oldest, "however often others are shown"
    assert set(asked[3:5]) == {popular, famous}
    assert asked[5] == old


def test_what_one_process_asks_no_other_asks(gbif_server: GbifServer) -> None:
    mine = snapshot()
    assert Snapshot.objects.claim(mine, timezone.now())
    assert not Snapshot.objects.claim(mine, timezone.now())
    assert refresh_due() == 0
    assert gbif_server.requests == []
    # The process was killed: its claim ends by itself.
    Snapshot.objects.update(due_at=timezone.now() - LEASE)
    assert refresh_due() == 1


def test_it_gives_way_after_some_seconds_and_so_many_requests(gbif_server: GbifServer) -> None:
    for _number in range(6):
        snapshot()
    assert refresh_due(at_once=4) == 4
    assert refresh_due(seconds=0) == 1
    assert Snapshot.objects.filter(state="unverified").count() == 1


def test_over_budget_nothing_changes_but_what_is_due_stays_due(
    gbif_server: GbifServer, settings: Settings
) -> None:
    settings.GBIF_REQUESTS_PER_DAY = 0
    before = snapshot()
    assert refresh_due() == 0
    after = Snapshot.objects.get()
    assert (after.state, after.error, after.due_at) == ("unverified", "", before.due_at)
    assert refresh(after, Client()).state == "unverified"


def test_a_number_that_falls_by_half_is_read_again_before_it_is_shown() -> None:
    def read(count: int, when: datetime) -> Snapshot:
        [stored] = store([Answer(foxes, {"count": count, "results": []})], when)
        return stored

    foxes = snapshot()
    read(1000, MORNING)
    doubted = read(3, MORNING + timedelta(hours=6))
    assert (doubted.state, doubted.count) == ("stale", 1000)
    assert "fell from 1000 to 3" in doubted.error
    assert doubted.due_at == MORNING + timedelta(hours=6) + READ_AGAIN_AFTER
    believed = read(3, MORNING + timedelta(hours=8))
    assert (believed.state, believed.count, believed.error) == ("fresh", 3, "")
    assert read(1, MORNING + timedelta(hours=9)).count == 1, "small numbers fall as they like"


def test_a_fall_that_was_a_mistake_is_never_shown() -> None:
    foxes = snapshot()
    for hours, count in ((0, 1000), (6, 0), (8, 1002), (14, 1)):
        when = MORNING + timedelta(hours=hours)
        [stored] = store([Answer(foxes, {"count": count, "results": []})], when)
        assert stored.count in (1000, 1002)


def test_things_by_their_key_are_good_for_a_week(gbif_server: GbifServer) -> None:
    fox = Snapshot.objects.for_query(RecordQuery(kind="taxon", key="5219243"))
    stored = refresh(fox, Client(), MORNING)
    assert stored.due_at is not None
    assert timedelta(days=5) < stored.due_at - MORNING < timedelta(days=9)


ODD = {
    "no rows": '{"offset":0,"limit":0,"endOfRecords":true,"count":3,"results":null}',
    "rows that are none": '{"endOfRecords":true,"count":3,"results":[1,2]}',
    "a count in words": '{"endOfRecords":true,"count":"three","results":[]}',
    "a negative count": '{"endOfRecords":true,"count":-3,"results":[]}',
    "an endless count": '{"endOfRecords":true,"count":1e999,"results":[]}',
    "not a number": '{"endOfRecords":true,"count":NaN,"results":[]}',
    "true": '{"endOfRecords":true,"count":true,"results":[]}',
    "more than a browser counts": f'{{"endOfRecords":true,"count":{2**53},"results":[]}}',
    "ten thousand digits": f'{{"endOfRecords":true,"count":{"9" * 10_000},"results":[]}}',
    "a list": "[]",
    "null": "null",
    "nested too deeply": "[" * 100_000,
    "nothing": "",
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_an_odd_answer_keeps_the_old_value(gbif_server: GbifServer, text: str) -> None:
    before = refresh(Snapshot.objects.for_query(FOXES), Client())
    cache.clear()
    gbif_server.misbehave("odd", text=text)
    after = refresh(before, Client())
    assert (after.state, after.value) == ("stale", before.value)
    assert "GBIF's answer" in after.error


@pytest.mark.parametrize("mode", ["huge", "bomb", "html", "garbage", "wrong_type", "redirect"])
def test_what_is_no_answer_keeps_the_old_value(gbif_server: GbifServer, mode: str) -> None:
    before = refresh(Snapshot.objects.for_query(FOXES), Client())
    cache.clear()
    gbif_server.misbehave(mode)
    after = refresh(before, Client())
    assert (after.state, after.value) == ("stale", before.value)


def test_text_that_no_database_takes_is_mended(gbif_server: GbifServer) -> None:
    row = '{"key":"a","title":"N\\u0000UL and half \\ud83d","doi":"1"}'
    gbif_server.misbehave(
        "odd", text=f'{{"endOfRecords":true,"count":1,"results":[{row}],"facets":[]}}'
    )
    stored = refresh(Snapshot.objects.for_query(Query("dataset", limit=1)), Client())
    assert stored.state == "fresh"
    assert stored.value is not None
    assert stored.value["results"][0]["title"] == "NUL and half ?"


def test_a_million_values_of_a_field_are_cut(gbif_server: GbifServer) -> None:
    counts = ",".join(f'{{"name":"{number}","count":1}}' for number in range(100_000))
    gbif_server.misbehave(
        "odd",
        text='{"endOfRecords":true,"count":1,"results":[],'
        f'"facets":[{{"field":"YEAR","counts":[{counts}]}}]}}',
    )
    found = Client().search(FOXES, facets=("year",))
    assert len(found.facets["YEAR"]) == 1000


@pytest.fixture
def fragile() -> Iterator[list[int]]:
    """Somebody who cannot show a count of 13; gives what was shown."""
    shown: list[int] = []

    def show(snapshot: Snapshot, **_kwargs: Any) -> None:
        if snapshot.count == 13:
            raise KeyError("unlucky")
        shown.append(snapshot.count or 0)

    snapshot_changed.connect(show)
    yield shown
    snapshot_changed.disconnect(show)


def test_an_answer_that_cannot_be_shown_harms_no_other(fragile: list[int]) -> None:
    answers = [Answer(snapshot(), {"count": count, "results": []}) for count in (12, 13, 14)]
    stored = store(answers, MORNING)
    assert [one.count for one in stored] == [12, None, 14]
    assert stored[1].error == "GBIF's answer is odd."
    assert fragile[-2:] == [0, 14]


def test_answers_are_stored_within_what_others_need(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []

    @contextmanager
    def together() -> Iterator[None]:
        opened.append("once")
        yield

    monkeypatch.setattr(refreshing, "_within", together)
    store([Answer(snapshot(), error=ServerError("away", 503)) for _number in range(5)])
    assert opened == ["once"]
