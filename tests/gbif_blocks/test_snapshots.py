"""Snapshots: the last good value, its time and its state, whatever GBIF does."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import jsonschema_rs
import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from gbif_blocks.client import Client
from gbif_blocks.predicates import Equals, Or
from gbif_blocks.queries import Query
from gbif_blocks.refreshing import refresh
from gbif_blocks.signals import snapshot_changed
from gbif_blocks.snapshots import SNAPSHOT_SCHEMA, Snapshot
from tests.gbif_server import GbifServer

pytestmark = pytest.mark.django_db

FOXES = Query("occurrence", {"taxonKey": ["5219243"], "country": ["BE"]})
MORNING = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)


@pytest.fixture
def changes() -> Iterator[list[Snapshot]]:
    """The snapshots that were announced as changed."""
    seen: list[Snapshot] = []

    def remember(snapshot: Snapshot, **_kwargs: Any) -> None:
        assert connection.in_atomic_block
        seen.append(snapshot)

    snapshot_changed.connect(remember)
    yield seen
    snapshot_changed.disconnect(remember)


def test_a_new_snapshot_is_unverified_and_gbif_is_not_asked(gbif_server: GbifServer) -> None:
    snapshot = Snapshot.objects.for_query(FOXES)
    assert (snapshot.state, snapshot.value, snapshot.count) == ("unverified", None, None)
    assert gbif_server.requests == []


def test_the_same_question_has_one_snapshot() -> None:
    other = Query("occurrence", {"country": ["BE"], "taxonKey": ["5219243"]})
    assert Snapshot.objects.for_query(FOXES) == Snapshot.objects.for_query(other)
    Snapshot.objects.for_query(Query("occurrence", {"country": ["NL"]}))
    assert Snapshot.objects.count() == 2


def test_a_good_answer_makes_it_fresh(gbif_server: GbifServer, changes: list[Snapshot]) -> None:
    snapshot = refresh(Snapshot.objects.for_query(FOXES), Client(), MORNING)
    assert snapshot.state == "fresh"
    assert snapshot.taken_at == MORNING
    assert snapshot.count == Client().count(FOXES) > 0
    assert changes == [snapshot]


def test_rows_are_cut_to_what_lists_show(gbif_server: GbifServer) -> None:
    query = Query("occurrence", {"country": ["BE"]}, limit=2)
    snapshot = refresh(Snapshot.objects.for_query(query), Client())
    assert snapshot.value is not None
    rows = snapshot.value["results"]
    assert len(rows) == 2
    assert {"key", "scientificName", "eventDate"} <= rows[0].keys()
    assert "gadm" not in rows[0]


def test_gbif_away_leaves_the_old_value_as_stale(
    gbif_server: GbifServer, changes: list[Snapshot]
) -> None:
    snapshot = refresh(Snapshot.objects.for_query(FOXES), Client(), MORNING)
    gbif_server.misbehave("unavailable")
    later = refresh(snapshot, Client(), MORNING + timedelta(hours=7))
    assert later.state == "fresh", "the cache still answers"
    cacheless = Query("occurrence", {"country": ["LU"]})
    gbif_server.behave()
    first = refresh(Snapshot.objects.for_query(cacheless), _forgetful(), MORNING)
    gbif_server.misbehave("unavailable")
    stale = refresh(first, _forgetful(), MORNING + timedelta(hours=7))
    assert stale.state == "stale"
    assert stale.value == first.value
    assert stale.taken_at == MORNING
    assert "Service Unavailable" in stale.error
    assert changes[-1] == stale


def test_gbif_away_at_first_leaves_it_unverified_with_the_reason(settings: Settings) -> None:
    settings.GBIF_API_URL = "http://127.0.0.1:9"
    snapshot = refresh(Snapshot.objects.for_query(FOXES), Client())
    assert snapshot.state == "unverified"
    assert "cannot be reached" in snapshot.error
    assert snapshot.due_at is not None


def test_a_refusal_is_kept_in_gbifs_words_and_not_asked_again(gbif_server: GbifServer) -> None:
    snapshot = refresh(Snapshot.objects.for_query(FOXES), _forgetful(), MORNING)
    gbif_server.misbehave("refuse", text="Cannot parse 5219243 into a known Taxon")
    failed = refresh(snapshot, _forgetful())
    assert failed.state == "failed"
    assert failed.error == "Cannot parse 5219243 into a known Taxon"
    assert failed.value == snapshot.value
    assert not Snapshot.objects.due().exists()
    gbif_server.behave()
    assert refresh(failed, _forgetful()).state == "fresh"


def test_an_unchanged_number_is_announced_once_a_day(
    gbif_server: GbifServer, changes: list[Snapshot]
) -> None:
    snapshot = Snapshot.objects.for_query(FOXES)
    refresh(snapshot, _forgetful(), MORNING)
    noon = refresh(snapshot, _forgetful(), MORNING + timedelta(hours=6))
    assert noon.taken_at == MORNING
    assert noon.checked_at == MORNING + timedelta(hours=6)
    assert len(changes) == 1
    tomorrow = refresh(snapshot, _forgetful(), MORNING + timedelta(hours=24))
    assert tomorrow.taken_at == MORNING + timedelta(hours=24)
    assert len(changes) == 2


def test_the_same_failure_twice_is_announced_once(
    settings: Settings, changes: list[Snapshot]
) -> None:
    settings.GBIF_API_URL = "http://127.0.0.1:9"
    snapshot = Snapshot.objects.for_query(FOXES)
    refresh(snapshot, Client())
    refresh(snapshot, Client())
    assert len(changes) == 1


def test_a_count_is_good_for_about_six_hours(gbif_server: GbifServer) -> None:
    queries = [Query("occurrence", {"year": [str(year)]}) for year in range(2000, 2012)]
    lives = set()
    for query in queries:
        snapshot = refresh(Snapshot.objects.for_query(query), Client(), MORNING)
        assert snapshot.due_at is not None
        lives.add(snapshot.due_at - MORNING)
    assert min(lives) >= timedelta(hours=4.8)
    assert max(lives) <= timedelta(hours=7.2)
    assert len(lives) > 6, "they do not come due at once"


def test_the_due_come_unverified_first_then_the_oldest(gbif_server: GbifServer) -> None:
    names = ["BE", "NL", "FR"]
    old, older, new = (
        Snapshot.objects.for_query(Query("occurrence", {"country": [name]})) for name in names
    )
    refresh(old, Client(), MORNING - timedelta(days=1))
    refresh(older, Client(), MORNING - timedelta(days=2))
    assert list(Snapshot.objects.due(datetime.now(UTC))) == [new, older, old]
    assert not Snapshot.objects.due(MORNING - timedelta(days=3)).exists()


def test_a_contradiction_is_failed_from_the_start_and_never_asked() -> None:
    query = Query("dataset", {"publishingCountry": ["NL"]}).contradicted("nothing can match")
    snapshot = Snapshot.objects.for_query(query)
    assert (snapshot.state, snapshot.error) == ("failed", "nothing can match")
    assert not Snapshot.objects.due().exists()
    assert not Snapshot.objects.askable().exists()


@pytest.mark.parametrize(
    "query",
    [
        FOXES,
        Query("occurrence", predicate=Or((Equals("country", "BE"), Equals("year", "2020")))),
        Query("literature", {"countriesOfResearcher": ["BE"]}, limit=3),
        Query("collection", {"country": ["BE"]}, limit=3),
        Query("taxon", {"rank": ["FAMILY"]}, limit=3),
        Query("publisher", {"country": ["BE"]}, limit=3),
        Query("institution", {"active": ["true"]}, limit=3),
        Query("dataset", {"type": ["CHECKLIST"]}, limit=3),
    ],
    ids=lambda query: f"{query.method} {query.catalogue}",
)
def test_a_snapshot_is_what_its_schema_says(gbif_server: GbifServer, query: Query) -> None:
    validator = jsonschema_rs.Draft202012Validator(SNAPSHOT_SCHEMA)
    snapshot = Snapshot.objects.for_query(query)
    validator.validate(snapshot.get_representation())
    refreshed = refresh(snapshot, Client())
    shown = refreshed.get_representation()
    validator.validate(shown)
    assert shown["state"] == "fresh"
    assert shown["value"]["count"] > 0


def test_it_cites_gbif_with_the_day_and_links_to_the_same_query(gbif_server: GbifServer) -> None:
    shown = refresh(Snapshot.objects.for_query(FOXES), Client(), MORNING).get_representation()
    link = "https://www.gbif.org/occurrence/search?country=BE&taxonKey=5219243"
    assert shown["gbif_url"] == link
    assert shown["citation"] == f"GBIF.org (21 November 2026) GBIF Occurrence Search {link}"
    assert shown["query"] == {
        "method": "GET",
        "url": f"{gbif_server.url}/v1/occurrence/search?country=BE&taxonKey=5219243&limit=0",
        "body": None,
    }
    assert shown["taken_at"] == "2026-11-21T06:00:00Z"


def test_a_predicate_is_linked_in_the_widgets_dialect() -> None:
    query = Query("occurrence", predicate=Equals("taxonKey", "5219243"))
    assert query.gbif_url == (
        "https://www.gbif.org/occurrence/search"
        "?predicate=%7B%22type%22%3A%22equals%22%2C%22key%22%3A%22taxonKey%22"
        "%2C%22value%22%3A%225219243%22%7D"
    )


def _forgetful() -> Client:
    """A client that remembers no answer."""
    from django.core.cache import cache

    cache.clear()
    return Client()
