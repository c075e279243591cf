"""The client against a real server that answers, refuses and misbehaves."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django.fixtures import Settings

from gbif_blocks import _answers
from gbif_blocks.client import Client
from gbif_blocks.exceptions import (
    BadAnswer,
    GbifError,
    NotFound,
    RateLimited,
    Refused,
    ServerError,
    TimedOut,
    Unreachable,
)
from gbif_blocks.predicates import Equals, Not, Or, conjunction
from gbif_blocks.queries import Query
from tests.gbif_server import GbifServer

pytestmark = pytest.mark.django_db

FOXES = Query("occurrence", {"taxonKey": ["5219243"]})


def test_a_search_gives_its_count_rows_and_facets(gbif_server: GbifServer) -> None:
    query = Query("occurrence", {"country": ["BE"]}, limit=3)
    result = Client().search(query, facets=("basisOfRecord",))
    assert result.count > 2000
    assert len(result.rows) == 3
    assert {row["countryCode"] for row in result.rows} == {"BE"}
    assert not result.end_of_records
    counts = result.facets["BASIS_OF_RECORD"]
    assert counts[0].name == "HUMAN_OBSERVATION"
    assert sum(entry.count for entry in counts) == result.count


def test_a_predicate_is_searched_by_post_and_counts_what_it_says(gbif_server: GbifServer) -> None:
    mismatch = Equals("issue", "COUNTRY_COORDINATE_MISMATCH")
    belgian = Or((Equals("country", "BE"), Equals("publishingCountry", "BE")))
    client = Client()
    everything = client.count(Query("occurrence", predicate=belgian))
    wrong = client.count(Query("occurrence", predicate=conjunction(belgian, mismatch)))
    right = client.count(Query("occurrence", predicate=conjunction(belgian, Not(mismatch))))
    assert wrong > 0
    assert right == everything - wrong
    assert {request.method for request in gbif_server.requests} == {"POST"}


def test_every_request_says_who_is_asking(gbif_server: GbifServer, settings: Settings) -> None:
    settings.GBIF_USER_AGENT = "portal.example (node@portal.example)"
    Client().count(FOXES)
    assert gbif_server.requests[0].headers["User-Agent"] == "portal.example (node@portal.example)"


@pytest.mark.parametrize("hidden", ["", "  "])
def test_nobody_asks_without_saying_who_it_is(
    gbif_server: GbifServer, settings: Settings, hidden: str
) -> None:
    settings.GBIF_USER_AGENT = hidden
    with pytest.raises(ImproperlyConfigured, match="must name the portal and a contact"):
        Client()
    settings.DEBUG = True
    Client().count(FOXES)
    assert "development" in gbif_server.requests[0].headers["User-Agent"]


def test_proxies_of_the_machine_take_no_part(
    gbif_server: GbifServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert Client().count(FOXES) > 0


def test_an_answer_is_remembered_as_long_as_gbif_allows(gbif_server: GbifServer) -> None:
    assert Client().count(FOXES) == Client().count(FOXES)
    assert len(gbif_server.requests) == 1


def test_a_failure_is_not_remembered(gbif_server: GbifServer) -> None:
    gbif_server.misbehave("error_json", times=1)
    with pytest.raises(ServerError):
        Client().count(FOXES)
    assert Client().count(FOXES) > 0


def test_a_400_is_gbifs_own_text(gbif_server: GbifServer) -> None:
    with pytest.raises(Refused, match="Cannot parse asia,oceania into a known Continent") as caught:
        Client().count(Query("occurrence", {"continent": ["asia,oceania"]}))
    assert caught.value.status == 400
    assert not caught.value.transient
    assert len(gbif_server.requests) == 1


@pytest.mark.parametrize("path", ["/v1/enumeration/basic/Nothing", "/v1/species/12345678"])
def test_a_404_is_read_as_text_and_as_json(gbif_server: GbifServer, path: str) -> None:
    with pytest.raises(NotFound, match="Entity not found for uri"):
        Client().get(path)


def test_a_short_retry_after_is_waited_for(gbif_server: GbifServer) -> None:
    gbif_server.misbehave("rate_limit", times=1, retry_after=1)
    started = time.monotonic()
    assert Client().count(FOXES) > 0
    assert time.monotonic() - started >= 1
    assert len(gbif_server.requests) == 2


def test_a_retry_after_longer_than_the_time_left_fails_now(gbif_server: GbifServer) -> None:
    gbif_server.misbehave("rate_limit", retry_after=31)
    started = time.monotonic()
    with pytest.raises(RateLimited, match="too many requests") as caught:
        Client().count(FOXES)
    assert caught.value.retry_after == 31
    assert time.monotonic() - started < 20
    assert len(gbif_server.requests) == 1


def test_a_retry_after_may_be_a_date() -> None:
    until = datetime.now(UTC) + timedelta(seconds=90)
    header = until.strftime("%a, %d %b %Y %H:%M:%S GMT")
    wait = _answers.retry_after(header)
    assert wait is not None
    assert 80 < wait <= 90
    assert _answers.retry_after("next week") is None
    assert _answers.retry_after("Sat, 21 Nov 2026 12:00:10 -99999999999999") is None
    assert _answers.retry_after("²") is None


@pytest.mark.parametrize("status", [502, 503, 504])
def test_a_get_is_tried_once_more_when_gbif_is_busy(gbif_server: GbifServer, status: int) -> None:
    gbif_server.misbehave("unavailable", times=1, status=status)
    assert Client().count(FOXES) > 0
    assert len(gbif_server.requests) == 2


def test_a_get_is_tried_twice_and_not_more(gbif_server: GbifServer) -> None:
    gbif_server.misbehave("unavailable")
    with pytest.raises(ServerError):
        Client().count(FOXES)
    assert len(gbif_server.requests) == 2


def test_a_500_is_not_tried_again(gbif_server: GbifServer) -> None:
    gbif_server.misbehave("error_json")
    with pytest.raises(ServerError, match="Something broke"):
        Client().count(FOXES)
    assert len(gbif_server.requests) == 1


def test_a_post_is_not_tried_again(gbif_server: GbifServer) -> None:
    gbif_server.misbehave("unavailable")
    with pytest.raises(ServerError):
        Client().count(Query("occurrence", predicate=Equals("country", "BE")))
    assert len(gbif_server.requests) == 1


def test_a_connection_cut_in_the_middle_is_tried_again(gbif_server: GbifServer) -> None:
    gbif_server.misbehave("cut", times=1)
    assert Client().count(FOXES) > 0
    gbif_server.behave()
    gbif_server.misbehave("cut")
    with pytest.raises(Unreachable):
        Client().count(Query("occurrence", {"country": ["NL"]}))


@pytest.mark.parametrize(
    ("mode", "message"),
    [
        ("html", "text/html instead of JSON"),
        ("broken_json", "not valid JSON"),
        ("garbage", "not valid JSON"),
        ("wrong_type", "text/html instead of JSON"),
        ("huge", "larger than 5 MB"),
        ("bomb", "larger than 5 MB"),
        ("redirect", "sent the request elsewhere"),
    ],
)
def test_an_answer_that_is_not_the_apis_is_an_error(
    gbif_server: GbifServer, mode: str, message: str
) -> None:
    gbif_server.misbehave(mode)
    with pytest.raises(BadAnswer, match=message) as caught:
        Client().count(FOXES)
    assert caught.value.transient
    assert len(gbif_server.requests) == 1


def test_a_redirect_on_the_same_host_is_followed(gbif_server: GbifServer) -> None:
    location = "/v1/occurrence/search?country=NL&limit=0"
    gbif_server.misbehave("redirect", times=1, location=location)
    found = Client().count(FOXES)
    assert found == Client().count(Query("occurrence", {"country": ["NL"]}))


def test_json_that_is_not_a_search_is_an_error(gbif_server: GbifServer) -> None:
    with pytest.raises(BadAnswer, match="not a page of a search"):
        Client().search_by_pairs("/v1/enumeration/country", [])


@pytest.mark.parametrize("mode", ["slow", "silence", "drip", "drip_headers"])
def test_a_slow_answer_is_given_up_at_the_deadline(gbif_server: GbifServer, mode: str) -> None:
    gbif_server.misbehave(mode, seconds=0.2 if mode.startswith("drip") else 20)
    client = Client(deadline=1.5)
    started = time.monotonic()
    with pytest.raises((TimedOut, Unreachable)):
        client.count(Query("occurrence", {"country": ["BE"]}, limit=5))
    assert time.monotonic() - started < 10


def test_the_deadline_includes_the_retry(gbif_server: GbifServer) -> None:
    gbif_server.misbehave("slow", seconds=3.5)
    gbif_server.misbehave("unavailable")
    started = time.monotonic()
    with pytest.raises(GbifError):
        Client(deadline=4).get("/v1/nothing")
    assert time.monotonic() - started < 6.5


def test_a_gbif_that_is_not_there_is_said_at_once(settings: Settings) -> None:
    settings.GBIF_API_URL = "http://127.0.0.1:9"
    started = time.monotonic()
    with pytest.raises(
        Unreachable, match=r"cannot be reached \(127.0.0.1: Connection refused\)"
    ) as caught:
        Client().count(FOXES)
    assert caught.value.transient
    assert time.monotonic() - started < 10


def test_a_session_is_used_again_after_a_deadline(gbif_server: GbifServer) -> None:
    client = Client(deadline=3)
    gbif_server.misbehave("drip", times=1, seconds=0.2)
    with pytest.raises(GbifError):
        client.count(FOXES)
    assert client.count(FOXES) > 0
