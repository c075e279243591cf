"""D14 and D15. GBIF's answers that bite, and areas and predicates that would cost too much.

How long refusing takes is a goal of `make bench`.
"""

import json
import math
from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError

from cms.delivery.models import Document
from gbif_blocks.client import Client
from gbif_blocks.forms.json_text import read_json
from gbif_blocks.geometry import read_area
from gbif_blocks.models import Snapshot
from gbif_blocks.predicate_reading import read_predicate
from gbif_blocks.refreshing import refresh
from home.models import DataExplorerPage
from tests.factories import add_page, make_portal
from tests.gbif_server import GbifServer
from tests.gbif_server.fixtures import gbif_server, running_gbif_server

__all__ = ["gbif_server", "running_gbif_server"]


@pytest.fixture
def shown(db: None, gbif_server: GbifServer) -> Snapshot:
    """A snapshot with a good value, which a published page shows."""
    portal = make_portal()
    add_page(portal.site.root_page, DataExplorerPage, slug="dataset", catalogue="dataset")
    found = refresh(Snapshot.objects.get(), Client())
    assert found.state == "fresh"
    assert found.value
    return found


def search_of(path: str) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(bytes(Document.objects.get(path=path).body))
    found: dict[str, Any] = body["search"]
    return found


ROW = {"key": "50c9509d-22c7-4a22-a47d-8c48425ef4a7", "title": "A dataset"}
FACETS = [{"field": "YEAR", "counts": [{"name": str(n), "count": 1} for n in range(150_000)]}]


@pytest.mark.parametrize(
    ("mode", "options"),
    [
        ("html", {}),
        ("huge", {"megabytes": 50}),
        ("bomb", {"megabytes": 50}),
        ("wrong_type", {"content_type": "text/html"}),
        ("wrong_type", {"content_type": "application/octet-stream"}),
        ("odd", {"text": '{"results": null}'}),
        ("odd", {"text": '{"count": null, "results": []}'}),
        ("odd", {"text": '{"count": NaN, "results": []}'}),
        ("odd", {"text": '{"count": Infinity, "results": []}'}),
        ("odd", {"text": '{"count": "12", "results": []}'}),
        ("odd", {"text": '{"count": 1, "results": ["text"]}'}),
        ("odd", {"text": "[]"}),
        ("odd", {"text": "null"}),
        ("odd", {"text": "[" * 100_000}),
        ("odd", {"text": '{"count": ' + "9" * 5_000 + ', "results": []}'}),
        ("odd", {"text": json.dumps({"count": 1, "results": [ROW], "facets": FACETS}) + "x"}),
        ("garbage", {}),
        ("broken_json", {}),
        ("redirect", {"location": "http://127.0.0.1:9/v1/dataset/search"}),
        ("refuse", {"text": "<script>alert(1)</script>"}),
    ],
)
def test_d14_a_bad_answer_leaves_the_old_value_on_the_page(
    shown: Snapshot, gbif_server: GbifServer, mode: str, options: dict[str, Any]
) -> None:
    value = shown.value
    before = search_of("/dataset/")
    gbif_server.misbehave(mode, **options)
    cache.clear()
    after = refresh(shown, Client())
    assert after.state in ("stale", "failed")
    assert after.error
    assert after.value == value
    now = search_of("/dataset/")
    assert now["snapshot"]["value"] == before["snapshot"]["value"]
    assert {**now, "snapshot": None} == {**before, "snapshot": None}


def test_d14_markup_in_a_title_is_text(shown: Snapshot, gbif_server: GbifServer) -> None:
    title = "<img src=x onerror=alert(1)></script><script>alert(2)</script>"
    rows = [{**ROW, "title": title}]
    count = shown.count
    answer = {"offset": 0, "limit": 1, "endOfRecords": False, "count": count, "results": rows}
    text = json.dumps(answer)
    gbif_server.misbehave("odd", text=text)
    cache.clear()
    after = refresh(shown, Client())
    assert (after.state, after.error) == ("fresh", "")
    kept = search_of("/dataset/")["snapshot"]["value"]["results"][0]
    assert kept["title"] == title


# D15


def ring(points: int) -> str:
    angles = [2 * math.pi * number / points for number in range(points)]
    text = [f"{4 + math.cos(angle):.5f} {50 + math.sin(angle):.5f}" for angle in angles]
    return ",".join([*text, text[0]])


@pytest.mark.parametrize(
    ("area", "said"),
    [
        (f"POLYGON(({','.join(['4 50'] * 1_000_000)}))", "at most 200000 are read"),
        (f"POLYGON(({ring(9_000)}))", "Simplified by"),
        ("POLYGON((4 50,5 51,5 50,4 51,4 50))", "its outline crosses itself"),
        ("POLYGON((4 50,NaN 51,5 50,4 50))", "off the globe"),
        ("POLYGON((4 50,5 51,5 1e999,4 50))", "off the globe"),
        ("POLYGON((170 -10,-170 -10,-170 10,170 10,170 -10))", "the 180th meridian, give two"),
        ("POLYGON((170 -10,190 -10,190 10,170 10,170 -10))", "190 -10 is off the globe"),
        ("(" * 100_000, "Give an area as WKT"),
        ('{"type": "Polygon", "coordinates": ' + "[" * 100_000, "more than an area"),
    ],
)
def test_d15_a_bad_area_is_refused_in_few_words(area: str, said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        read_area(area)
    assert said in caught.value.messages[0]
    assert len(caught.value.messages[0]) < 1_000


def nested(levels: int) -> Any:
    data: Any = {"type": "equals", "key": "country", "value": "BE"}
    for level in range(levels):
        inner = {"predicates": [data, data]} if level < 2 else {"predicates": [data]}
        data = {"type": "and", **inner}
    return data


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (nested(200), "more than 12 levels"),
        ({"type": "in", "key": "taxonKey", "values": list(range(10_000))}, "at most 2000 are"),
        (
            {"type": "or", "predicates": [nested(0)] * 10_000},
            "There are 2001 values; at most 2000 are taken",
        ),
        ({"type": "in", "key": "taxonKey", "values": ["x" * 1_000] * 1_999}, "not the name"),
        (
            {"type": "in", "key": "country", "values": [f"{n:0>100000}" for n in range(100)]},
            "is not a country code",
        ),
        ({"type": "x" * 1_000_000}, "is not a type of predicate"),
        ({"type": "equals", "key": "x" * 1_000_000, "value": "BE"}, "search has no key"),
        ({"type": "equals", "key": "basisOfRecord", "value": "x" * 1_000_000}, "is not known"),
        ({**nested(0), **{f"x{n}": 1 for n in range(10_000)}}, "has no member"),
    ],
)
def test_d15_a_bad_predicate_is_refused_in_few_words(data: Any, said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        read_predicate(data)
    assert said in " ".join(caught.value.messages)
    assert len(caught.value.messages) <= 20
    assert all(len(message) < 1_000 for message in caught.value.messages)


def test_d15_json_that_python_itself_could_not_read_is_refused() -> None:
    for text in ("[" * 300_000, '{"a":' * 50_000, "9" * 100_000, "x" * 10_000_000):
        with pytest.raises(ValidationError):
            read_json(text)
