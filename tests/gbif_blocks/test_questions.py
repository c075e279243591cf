"""Questions other than a search: what is asked, and what a snapshot keeps of the answer."""

from typing import Any

import jsonschema_rs
import pytest

from gbif_blocks.client import Client
from gbif_blocks.predicates import Equals, Or
from gbif_blocks.queries import Query
from gbif_blocks.questions import FacetQuery, RecordQuery
from gbif_blocks.refreshing import refresh
from gbif_blocks.snapshots import SNAPSHOT_SCHEMA, Snapshot
from tests.gbif_server import GbifServer
from tests.gbif_server.registry import datasets

pytestmark = pytest.mark.django_db

BELGIUM = {"country": ["BE"]}


def asked(query: Query) -> Snapshot:
    return refresh(Snapshot.objects.for_query(query), Client())


def results(snapshot: Snapshot) -> list[dict[str, Any]]:
    assert snapshot.state == "fresh", snapshot.error
    jsonschema_rs.Draft202012Validator(SNAPSHOT_SCHEMA).validate(snapshot.get_representation())
    assert snapshot.value is not None
    found: list[dict[str, Any]] = snapshot.value["results"]
    return found


def test_records_are_counted_by_a_field(gbif_server: GbifServer) -> None:
    by_year = asked(FacetQuery("occurrence", BELGIUM, facet="year", values=5))
    rows = results(by_year)
    assert [set(row) for row in rows] == [{"name", "count"}] * 5
    assert by_year.count == Client().count(Query("occurrence", BELGIUM))
    first = Client().count(Query("occurrence", BELGIUM | {"year": [rows[0]["name"]]}))
    assert rows[0]["count"] == first >= rows[1]["count"]


def test_a_scope_that_no_get_can_say_is_counted_in_the_same_way(gbif_server: GbifServer) -> None:
    about_or_from = Or((Equals("country", "BE"), Equals("publishingCountry", "BE")))
    query = FacetQuery("occurrence", predicate=about_or_from, facet="basisOfRecord", values=3)
    rows = results(asked(query))
    assert gbif_server.requests[0].body["facets"] == ["BASIS_OF_RECORD"]
    assert [row["name"] for row in rows][:1] == ["HUMAN_OBSERVATION"]
    assert len(rows) == 3


def test_another_field_is_another_question() -> None:
    ids = {
        query.snapshot_id
        for query in (
            Query("occurrence", BELGIUM),
            FacetQuery("occurrence", BELGIUM, facet="year"),
            FacetQuery("occurrence", BELGIUM, facet="month"),
            FacetQuery("occurrence", BELGIUM, facet="year", values=20),
        )
    }
    assert len(ids) == 4


def test_one_thing_is_kept_as_the_only_row(gbif_server: GbifServer) -> None:
    dataset = datasets()[0]
    snapshot = asked(RecordQuery(kind="dataset", key=dataset["key"]))
    [row] = results(snapshot)
    assert (row["title"], row["doi"]) == (dataset["title"], dataset["doi"])
    assert "decades" not in row
    assert snapshot.gbif_url == f"https://www.gbif.org/dataset/{dataset['key']}"


def test_a_search_of_the_same_catalogue_stays_a_search(gbif_server: GbifServer) -> None:
    rows = results(asked(Query("dataset", limit=2)))
    assert len(rows) == 2
    assert "publishingOrganizationTitle" in rows[0]


def test_a_thing_that_is_gone_fails_and_an_answer_of_another_kind_is_no_answer(
    gbif_server: GbifServer,
) -> None:
    gone = RecordQuery(kind="taxon", key="999999999")
    assert asked(gone).state == "failed"
    fox = RecordQuery(kind="taxon", key="5219243")
    gbif_server.misbehave("broken_json", "/v1/species/")
    assert asked(fox).state == "unverified"


def test_a_search_for_pictures_keeps_them(gbif_server: GbifServer) -> None:
    parameters = {"mediaType": ["StillImage"]}
    assert "media" in results(asked(Query("occurrence", parameters, limit=1)))[0]
    assert "media" not in results(asked(Query("occurrence", limit=1)))[0]
