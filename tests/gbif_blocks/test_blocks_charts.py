"""Charts: what may be drawn, the order and the names of what is counted."""

from typing import Any

import pytest
from django.core.cache import cache

from gbif_blocks.blocks import GbifChartBlock
from gbif_blocks.blocks.charts import DIMENSIONS
from gbif_blocks.client import Client
from gbif_blocks.parameters import PARAMETERS
from gbif_blocks.queries import Query
from gbif_blocks.refreshing import refresh
from gbif_blocks.scopes import Scope
from gbif_blocks.snapshots import Snapshot
from tests.gbif_blocks.conftest import FakeContext
from tests.gbif_blocks.raw import (
    assert_editors_recognise,
    errors_of,
    rows,
    shown,
    shown_with_answers,
    stored,
)
from tests.gbif_server import GbifServer

BLOCK = GbifChartBlock()


def chart(**fields: Any) -> dict[str, Any]:
    return {
        "title": "Observations",
        "kind": "bar",
        "by": "year",
        "parameters": [],
        "within_scope": False,
        "limit": 10,
        **fields,
    }


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"kind": "line", "by": "licence"}, "kind", "count by year"),
        ({"kind": "treemap", "by": "year"}, "kind", "Count by class"),
        ({"kind": "pie"}, "kind", "valid choice"),
        ({"by": "higherGeography"}, "by", "valid choice"),
        ({"title": ""}, "title", "required"),
        ({"limit": 1000}, "limit", "30"),
        ({"parameters": rows(taxon_key="1")}, "parameters", "Did you mean taxonKey?"),
    ],
)
def test_a_mistake_is_named_beside_its_field(fields: dict[str, Any], field: str, said: str) -> None:
    errors = errors_of(BLOCK, chart(**fields))
    assert list(errors) == [field]
    assert said in errors[field]


def test_saving_and_showing_do_not_ask_gbif(gbif_server: GbifServer, context: FakeContext) -> None:
    found = shown(BLOCK, stored(BLOCK, chart(parameters=rows(country="be"))), context)
    assert (found["total"], found["rows"], found["other"]) == (None, [], None)
    assert found["snapshot"]["state"] == "unverified"
    assert gbif_server.requests == []


def test_what_is_shown_was_announced(context: FakeContext) -> None:
    found = shown(BLOCK, chart(), context)
    [(model, query)] = context.expected
    assert (model, str(query.snapshot_id)) == (Snapshot, found["snapshot"]["id"])
    assert context.touched == [f"snapshot:{query.snapshot_id}"]


@pytest.mark.parametrize("by", DIMENSIONS)
def test_the_values_and_the_rest_add_up_to_all_records(
    gbif_server: GbifServer, context: FakeContext, by: str
) -> None:
    found = shown_with_answers(BLOCK, chart(by=by, limit=4), context)
    assert found["total"] == Client().count(Query("occurrence")) == 3600
    assert sum(row["count"] for row in found["rows"]) + found["other"] == 3600
    assert found["rows"]
    for row in found["rows"]:
        assert row["share"] == pytest.approx(row["count"] / 3600, abs=1e-5)
    assert DIMENSIONS[by].facet in PARAMETERS["occurrence"]


def test_years_follow_one_another_and_the_latest_are_shown(
    gbif_server: GbifServer, context: FakeContext
) -> None:
    found = shown_with_answers(BLOCK, chart(kind="line", limit=5), context)
    assert [row["name"] for row in found["rows"]] == ["2022", "2023", "2024", "2025", "2026"]


def test_all_twelve_months_are_shown(gbif_server: GbifServer, context: FakeContext) -> None:
    found = shown_with_answers(BLOCK, chart(by="month", limit=2), context)
    assert [row["name"] for row in found["rows"]] == [str(month) for month in range(1, 13)]
    assert found["other"] == 0


def test_other_values_begin_with_the_largest(gbif_server: GbifServer, context: FakeContext) -> None:
    found = shown_with_answers(BLOCK, chart(by="basis_of_record", kind="donut"), context)
    counts = [row["count"] for row in found["rows"]]
    assert counts == sorted(counts, reverse=True)
    assert found["rows"][0]["name"] == "HUMAN_OBSERVATION"
    assert found["rows"][0]["label"] is None


def test_keys_of_datasets_get_their_titles_once_gbif_told_them(
    gbif_server: GbifServer, context: FakeContext
) -> None:
    found = shown_with_answers(BLOCK, chart(by="dataset", limit=3), context)
    assert all("recorded by" in row["label"] for row in found["rows"])
    assert len(found["rows"]) == 3


def test_a_treemap_names_taxa_and_their_kingdom(
    gbif_server: GbifServer, context: FakeContext
) -> None:
    raw = chart(kind="treemap", by="class", parameters=rows(country="BE"))
    found = shown_with_answers(BLOCK, raw, context)
    groups = {row["label"]: row["group"] for row in found["rows"]}
    assert groups["Aves"] == "Animalia"
    assert groups["Magnoliopsida"] == "Plantae"


def test_a_chart_keeps_to_the_scope(
    gbif_server: GbifServer, belgium: Scope, context: FakeContext
) -> None:
    found = shown_with_answers(BLOCK, chart(by="basis_of_record", within_scope=True), context)
    assert found["snapshot"]["query"]["method"] == "POST"
    assert found["total"] == Client().count(belgium.apply(Query("occurrence")))
    assert found["rows"][0]["name"] == "HUMAN_OBSERVATION"
    assert f"scope:{belgium.site_id}" in context.touched


def test_with_gbif_away_the_last_counts_stay(gbif_server: GbifServer, context: FakeContext) -> None:
    before = shown_with_answers(BLOCK, chart(), context)
    gbif_server.misbehave("unavailable")
    cache.clear()
    refresh(Snapshot.objects.get(pk=before["snapshot"]["id"]), Client())
    after = shown(BLOCK, chart(), context)
    assert after["rows"] == before["rows"] != []
    assert after["snapshot"]["state"] == "stale"


def test_editors_recognise_it() -> None:
    assert_editors_recognise(BLOCK)
