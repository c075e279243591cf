"""The command that asks GBIF again."""

import time
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from gbif_blocks.management.commands import refresh_snapshots
from gbif_blocks.queries import Query
from gbif_blocks.snapshots import Snapshot
from tests.gbif_server import GbifServer

pytestmark = pytest.mark.django_db


def run(*options: str) -> str:
    out = StringIO()
    call_command("refresh_snapshots", *options, stdout=out)
    return out.getvalue()


def snapshots(*countries: str) -> list[Snapshot]:
    queries = [Query("occurrence", {"country": [code]}) for code in countries]
    return [Snapshot.objects.for_query(query) for query in queries]


def test_it_refreshes_what_is_due_and_says_how_many(gbif_server: GbifServer) -> None:
    snapshots("BE", "NL", "FR")
    assert "3 snapshots: 3 fresh." in run()
    assert set(Snapshot.objects.values_list("state", flat=True)) == {"fresh"}


def test_what_is_not_due_is_left_alone_unless_all_are_asked(gbif_server: GbifServer) -> None:
    snapshots("BE")
    run()
    assert run() == ""
    assert "1 snapshots: 1 fresh." in run("--all")


def test_it_ends_badly_when_gbif_is_absent_but_every_state_is_stored(settings: Settings) -> None:
    settings.GBIF_API_URL = "http://127.0.0.1:9"
    made = snapshots("BE", "NL", "FR", "LU", "CD")
    answered = made[0]
    answered.value, answered.state = {"count": 7, "results": []}, "fresh"
    answered.due_at = datetime.now(UTC) - timedelta(hours=1)
    answered.save()
    with pytest.raises(CommandError, match="5 of 5 snapshots could not be refreshed"):
        run()
    answered.refresh_from_db()
    assert (answered.state, answered.count) == ("stale", 7)
    others = Snapshot.objects.exclude(pk=answered.pk)
    assert set(others.values_list("state", flat=True)) == {"unverified"}
    assert all("cannot be reached" in error for error in others.values_list("error", flat=True))


def test_it_stops_asking_a_gbif_that_does_not_answer(gbif_server: GbifServer) -> None:
    snapshots("BE", "NL", "FR", "LU", "CD", "DE", "ES")
    gbif_server.misbehave("error_json")
    with pytest.raises(CommandError, match="7 of 7"):
        run()
    assert len(gbif_server.requests) == refresh_snapshots.GIVE_UP_AFTER
    assert Snapshot.objects.filter(error="Something broke").count() == 7


def test_a_refusal_does_not_stop_the_others(gbif_server: GbifServer) -> None:
    snapshots("BE", "NL", "FR")
    gbif_server.misbehave("refuse", times=1)
    with pytest.raises(CommandError, match="1 of 3"):
        run()
    states = sorted(Snapshot.objects.values_list("state", flat=True))
    assert states == ["failed", "fresh", "fresh"]


def test_a_long_rate_limit_ends_the_asking(gbif_server: GbifServer) -> None:
    snapshots("BE", "NL", "FR")
    gbif_server.misbehave("rate_limit", retry_after=3600)
    with pytest.raises(CommandError, match="3 of 3"):
        run()
    assert len(gbif_server.requests) == 1


def test_a_short_rate_limit_is_waited_for(
    gbif_server: GbifServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The client's own retry is for pauses within its deadline.
    monkeypatch.setattr(refresh_snapshots, "WORKER", 0.5)
    snapshots("BE", "NL")
    gbif_server.misbehave("rate_limit", retry_after=1, times=1)
    begun = time.monotonic()
    assert "2 fresh" in run()
    assert time.monotonic() - begun >= 1
    assert len(gbif_server.requests) == 3


def test_watching_goes_on_until_it_is_interrupted(
    gbif_server: GbifServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshots("BE")
    naps: list[float] = []

    def nap(seconds: float) -> None:
        if seconds < 1:  # another thread's
            return
        naps.append(seconds)
        if len(naps) == 1:
            snapshots("NL")
        else:
            raise KeyboardInterrupt

    monkeypatch.setattr(time, "sleep", nap)
    out = run("--watch", "30")
    assert naps == [30, 30]
    assert Snapshot.objects.filter(state="fresh").count() == 2
    assert "Interrupted." in out


def test_watching_survives_a_gbif_that_is_away(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.GBIF_API_URL = "http://127.0.0.1:9"
    snapshots("BE")

    def stop(seconds: float) -> None:
        # The client sleeps too, before its retry.
        if seconds == 5:
            raise KeyboardInterrupt

    monkeypatch.setattr(time, "sleep", stop)
    assert "1 unverified" in run("--watch", "5")


def test_an_impossible_pause_is_refused() -> None:
    with pytest.raises(CommandError, match="greater than 0"):
        run("--watch", "0")
