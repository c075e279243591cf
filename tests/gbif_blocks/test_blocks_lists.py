"""Lists of datasets, publishers and literature, and the boxes around searches."""

from typing import Any

import pytest
from wagtail import blocks

from gbif_blocks.blocks import (
    GbifCiteBlock,
    GbifDashboardBlock,
    GbifDatasetsBlock,
    GbifLiteratureBlock,
    GbifNumberBlock,
    GbifPublishersBlock,
    GbifSearchBlock,
    GbifStoriesBlock,
)
from gbif_blocks.blocks.dashboards import DASHBOARD_CHARTS
from gbif_blocks.client import Client
from gbif_blocks.queries import Query
from gbif_blocks.scopes import Scope
from tests.gbif_blocks.conftest import FakeContext
from tests.gbif_blocks.raw import (
    assert_editors_recognise,
    errors_of,
    items,
    rows,
    shown,
    shown_with_answers,
    stored,
)
from tests.gbif_server import GbifServer
from tests.gbif_server.registry import datasets

LISTS = [GbifDatasetsBlock(), GbifPublishersBlock(), GbifLiteratureBlock()]
EACH_LIST = pytest.mark.parametrize("block", LISTS)


def listing(**fields: Any) -> dict[str, Any]:
    return {"title": "", "parameters": [], "within_scope": False, "limit": 3, **fields}


def dashboard(*charts: str, **fields: Any) -> dict[str, Any]:
    return {
        "title": "",
        "charts": items(*charts),
        "parameters": [],
        "within_scope": False,
        **fields,
    }


def cite(**fields: Any) -> dict[str, Any]:
    return {
        "title": "",
        "cited": "search",
        "dataset": "",
        "doi": "",
        "date": None,
        "parameters": [],
        "within_scope": False,
        **fields,
    }


@EACH_LIST
def test_a_list_shows_what_the_search_finds_and_how_much_there_is(
    gbif_server: GbifServer, context: FakeContext, block: Any
) -> None:
    first = shown(block, stored(block, listing()), context)
    assert (first["items"], first["count"], gbif_server.requests) == ([], None, [])
    found = shown_with_answers(block, listing(), context)
    assert len(found["items"]) == 3
    assert found["count"] == Client().count(Query(block.catalogue))
    assert all(item["title"] for item in found["items"])


@EACH_LIST
def test_a_list_keeps_to_its_catalogues_parameters_and_scope(
    gbif_server: GbifServer, belgium: Scope, context: FakeContext, block: Any
) -> None:
    assert "no parameter" in errors_of(block, listing(parameters=rows(xyzzy="1")))[
        "parameters"
    ] or "Did you mean" in str(errors_of(block, listing(parameters=rows(xyzzy="1"))))
    found = shown_with_answers(block, listing(within_scope=True), context)
    everywhere = shown_with_answers(block, listing(), context)
    assert 0 < found["count"] < everywhere["count"]
    assert f"scope:{belgium.site_id}" in context.touched


@EACH_LIST
def test_a_list_leads_to_the_explorer(context: FakeContext, block: Any) -> None:
    context.explorer = {"kind": "page", "href": "/dataset/"}
    assert shown(block, listing(), context)["explorer"] == context.explorer


@pytest.mark.parametrize(
    "block",
    [
        *LISTS,
        GbifCiteBlock(),
        GbifDashboardBlock(),
        GbifNumberBlock(),
        GbifSearchBlock(),
        GbifStoriesBlock(),
    ],
)
def test_editors_recognise_it(block: Any) -> None:
    assert_editors_recognise(block)


def test_a_dataset_of_a_list_has_doi_licence_and_a_built_citation(
    gbif_server: GbifServer, context: FakeContext
) -> None:
    found = shown_with_answers(GbifDatasetsBlock(), listing(), context)
    day = found["snapshot"]["taken_at"][:10]
    for dataset in found["items"]:
        assert dataset["doi"].startswith("https://doi.org/10.")
        assert dataset["licence"]["label"].startswith("CC")
        assert dataset["publisher"]["title"] in dataset["citation"]
        assert dataset["doi"] in dataset["citation"]
        assert dataset["citation"].endswith(f"accessed via GBIF.org on {day}.")


def test_a_publisher_shows_a_logo_only_from_an_encrypted_address(context: FakeContext) -> None:
    block = GbifPublishersBlock()
    row = {"key": "k", "title": "Museum", "homepage": ["javascript:1", "https://example.org"]}
    shown_row: Any = block.represent_row(row | {"logoUrl": "https://example.org/l.png"}, None)  # type: ignore[arg-type]
    assert shown_row["logo"] == "https://example.org/l.png"
    assert shown_row["homepage"] == "https://example.org"
    plain: Any = block.represent_row(row | {"logoUrl": "http://example.org/l.png"}, None)  # type: ignore[arg-type]
    assert plain["logo"] is None


def test_a_publication_is_found_by_its_doi(gbif_server: GbifServer, context: FakeContext) -> None:
    raw = listing(parameters=rows(countriesOfResearcher="BE"))
    for item in shown_with_answers(GbifLiteratureBlock(), raw, context)["items"]:
        assert item["authors"]
        assert item["year"] > 2000
        assert item["url"].startswith("https://doi.org/10.")


class TestDashboard:
    def test_the_widget_has_thirty_seven_charts(self) -> None:
        assert len(DASHBOARD_CHARTS) == len(set(DASHBOARD_CHARTS)) == 37

    @pytest.mark.parametrize(
        ("name", "said"),
        [
            ("higherGeography", "There are: iucn"),
            ("basis_of_record", "Did you mean basisOfRecord?"),
            ("occurenceSummary", "Did you mean occurrenceSummary?"),
            ("🦊", "There are: iucn"),
        ],
    )
    def test_an_unknown_chart_is_refused_with_the_nearest_name(self, name: str, said: str) -> None:
        errors = errors_of(GbifDashboardBlock(), dashboard(name))
        assert said in errors["charts"]

    def test_a_chart_is_there_once_and_one_at_least(self) -> None:
        block = GbifDashboardBlock()
        assert "already" in errors_of(block, dashboard("taxa", "taxa"))["charts"]
        assert "charts" in errors_of(block, dashboard())

    def test_it_gives_the_widget_its_predicate_and_readers_a_number(
        self, gbif_server: GbifServer, belgium: Scope, context: FakeContext
    ) -> None:
        raw = dashboard("taxa", parameters=rows(taxonKey="5219243"), within_scope=True)
        found = shown_with_answers(GbifDashboardBlock(), raw, context)
        assert found["charts"] == ["taxa"]
        assert found["predicate"]["type"] == "and"
        assert {"type": "equals", "key": "taxonKey", "value": "5219243"} in found["predicate"][
            "predicates"
        ]
        assert found["count"] > 0
        everything = shown(GbifDashboardBlock(), dashboard("taxa"), context)
        assert everything["predicate"] is None


class TestCite:
    @pytest.mark.parametrize(
        ("fields", "field", "said"),
        [
            ({"cited": "dataset"}, "dataset", "which dataset"),
            ({"cited": "download", "date": "2026-11-20"}, "doi", "such as 10.15468/dl.abc123"),
            (
                {"cited": "download", "doi": "10.15468/dd.abc123", "date": "2026-11-20"},
                "doi",
                "another kind",
            ),
            ({"cited": "derived_dataset", "doi": "10.15468/dd.abc123"}, "date", "when"),
            ({"parameters": rows(country="Belgium")}, "parameters", "Did you mean BE?"),
        ],
    )
    def test_what_is_missing_is_said(self, fields: dict[str, Any], field: str, said: str) -> None:
        errors = errors_of(GbifCiteBlock(), cite(**fields))
        assert list(errors) == [field]
        assert said in errors[field]

    def test_a_download_is_cited_by_its_doi(
        self, gbif_server: GbifServer, context: FakeContext
    ) -> None:
        raw = cite(cited="download", doi="https://doi.org/10.15468/DL.abc123", date="2026-11-20")
        found = shown(GbifCiteBlock(), stored(GbifCiteBlock(), raw), context)
        assert found["text"] == (
            "GBIF.org (2026-11-20) GBIF Occurrence Download https://doi.org/10.15468/dl.abc123"
        )
        assert (found["citable"], found["snapshot"]) == (True, None)
        assert context.expected == []

    def test_a_search_has_no_doi_and_says_where_to_get_one(
        self, gbif_server: GbifServer, context: FakeContext
    ) -> None:
        found = shown_with_answers(GbifCiteBlock(), cite(parameters=rows(country="BE")), context)
        assert (found["citable"], found["doi"]) == (False, None)
        assert found["download_url"].startswith("https://www.gbif.org/occurrence/search?country=BE")
        assert "GBIF Occurrence Search" in found["text"]

    def test_a_dataset_is_cited_in_its_own_words(
        self, gbif_server: GbifServer, context: FakeContext
    ) -> None:
        known = datasets()[0]
        found = shown_with_answers(
            GbifCiteBlock(), cite(cited="dataset", dataset=known["key"]), context
        )
        assert found["doi"] == f"https://doi.org/{known['doi']}"
        assert found["citable"] is True
        assert known["title"] in found["text"]


class TestStories:
    RAW: dict[str, Any] = {
        "title": "",
        "description": "",
        "content_types": ["EVENT"],
        "countries": [],
        "topics": [],
        "limit": 3,
        "upcoming_only": True,
    }

    def test_events_to_come_are_asked_for_and_linked(
        self, gbif_server: GbifServer, context: FakeContext
    ) -> None:
        found = shown(GbifStoriesBlock(), stored(GbifStoriesBlock(), self.RAW), context)
        assert found["upcoming_only"] is True
        assert found["endpoint"] == f"{gbif_server.url}/graphql"
        assert found["gbif_url"].endswith("?contentType=event&eventFiltering=upcoming")

    @pytest.mark.parametrize("kinds", [[], ["NEWS"], ["NEWS", "EVENT"]])
    def test_only_events_can_be_to_come(self, kinds: list[str]) -> None:
        errors = errors_of(GbifStoriesBlock(), self.RAW | {"content_types": kinds})
        assert "Events" in errors["upcoming_only"]

    def test_blocks_saved_before_there_was_the_choice_show_all(self, context: FakeContext) -> None:
        old = {name: value for name, value in self.RAW.items() if name != "upcoming_only"}
        assert shown(GbifStoriesBlock(), old, context)["upcoming_only"] is False


def test_stories_come_from_gbifs_own_host(settings: Any, context: FakeContext) -> None:
    settings.GBIF_API_URL = "https://api.gbif.org"
    found = shown(GbifStoriesBlock(), TestStories.RAW, context)
    assert found["endpoint"] == "https://graphql.gbif.org/graphql"


def test_the_blocks_are_all_structs_in_one_group() -> None:
    assert all(isinstance(block, blocks.StructBlock) for block in LISTS)
