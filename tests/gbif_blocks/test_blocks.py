"""The blocks: what an editor may save, what a reader gets, and that neither waits for GBIF."""

from typing import Any
from uuid import uuid4

import jsonschema_rs
import pytest
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor

from gbif_blocks.blocks import GbifNumberBlock, GbifSearchBlock, GbifStoriesBlock
from gbif_blocks.client import Client
from gbif_blocks.refreshing import refresh
from gbif_blocks.representation import json_schema, represent
from gbif_blocks.scopes import Scope
from gbif_blocks.snapshots import Snapshot
from tests.gbif_blocks.conftest import FakeContext
from tests.gbif_server import GbifServer


def rows(**parameters: str) -> list[dict[str, Any]]:
    return items(*({"name": name, "value": value} for name, value in parameters.items()))


def items(*values: Any) -> list[dict[str, Any]]:
    return [{"type": "item", "id": str(uuid4()), "value": value} for value in values]


def number(**fields: Any) -> dict[str, Any]:
    return {
        "catalogue": "occurrence",
        "parameters": [],
        "within_scope": False,
        "label": "",
        "prefix": "",
        "suffix": "",
        **fields,
    }


def search(**fields: Any) -> dict[str, Any]:
    return {
        "title": "",
        "catalogue": "occurrence",
        "preset": [],
        "filters": [],
        "within_scope": False,
        "limit": 3,
        "link_to_explorer": True,
        **fields,
    }


def stories(**fields: Any) -> dict[str, Any]:
    return {
        "title": "Data use",
        "description": "",
        "content_types": [],
        "countries": [],
        "topics": [],
        "limit": 3,
        **fields,
    }


def shown(block: blocks.Block, raw: dict[str, Any], context: FakeContext) -> Any:
    """The representation, which must be what the block's schema says."""
    found = represent(block, raw, context)
    jsonschema_rs.Draft202012Validator(json_schema(block)).validate(found)
    return found


def row_errors(block: blocks.Block, raw: dict[str, Any], child: str) -> dict[str, str]:
    """Field to message of the first row's errors when the block is cleaned."""
    with pytest.raises(StructBlockValidationError) as caught:
        block.clean(block.to_python(raw))
    of_list = caught.value.block_errors[child]
    assert isinstance(of_list, ListBlockValidationError)
    of_row = of_list.block_errors[0]
    if isinstance(of_row, StructBlockValidationError):
        return {name: error.messages[0] for name, error in of_row.block_errors.items()}
    return {child: of_row.messages[0]}


class TestSaving:
    @pytest.mark.parametrize(
        ("name", "value", "field", "said"),
        [
            ("taxon_key", "5219243", "name", "Did you mean taxonKey?"),
            ("datasetKey", "my-dataset", "value", "such as 50c9509d-22c7-4a22-a47d-8c48425ef4a7"),
            ("country", "Belgium", "value", "Did you mean BE?"),
            ("taxonKey", "Vulpes vulpes", "value", "such as 5219243 or 6W3C4"),
            ("basisOfRecord", "SPECIMEN", "value", "Did you mean"),
            ("year", "soon", "value", "a whole number"),
        ],
    )
    @pytest.mark.parametrize("kind", ["number", "search"])
    def test_the_error_stands_beside_the_field_and_names_the_accepted_form(
        self, kind: str, name: str, value: str, field: str, said: str
    ) -> None:
        wrong = rows(**{name: value})
        if kind == "number":
            errors = row_errors(GbifNumberBlock(), number(parameters=wrong), "parameters")
        else:
            errors = row_errors(GbifSearchBlock(), search(preset=wrong), "preset")
        assert list(errors) == [field]
        assert said in errors[field]

    def test_the_error_reaches_the_form_as_json(self) -> None:
        block = GbifNumberBlock()
        with pytest.raises(StructBlockValidationError) as caught:
            block.clean(block.to_python(number(parameters=rows(country="Belgium"))))
        data = caught.value.as_json_data()
        message = data["blockErrors"]["parameters"]["blockErrors"][0]["blockErrors"]["value"]
        assert "Did you mean BE?" in message["messages"][0]

    def test_values_are_saved_in_the_form_that_gbif_takes(self) -> None:
        block = GbifNumberBlock()
        raw = number(parameters=rows(country="be", basisOfRecord="human observation"))
        saved = block.get_prep_value(block.clean(block.to_python(raw)))
        assert [item["value"] for item in saved["parameters"]] == [
            {"name": "country", "value": "BE"},
            {"name": "basisOfRecord", "value": "HUMAN_OBSERVATION"},
        ]

    def test_a_single_parameter_is_given_once(self) -> None:
        twice = items(*({"name": "hasCoordinate", "value": value} for value in ("true", "false")))
        block = GbifNumberBlock()
        with pytest.raises(StructBlockValidationError) as caught:
            block.clean(block.to_python(number(parameters=twice)))
        error = caught.value.block_errors["parameters"].block_errors[1].block_errors["name"]
        assert "one value of hasCoordinate" in error.messages[0]

    def test_a_filter_for_the_reader_is_checked_by_catalogue(self) -> None:
        block = GbifSearchBlock()
        raw = search(catalogue="dataset", filters=items("typ"))
        assert "Did you mean type?" in row_errors(block, raw, "filters")["filters"]

    def test_a_number_may_be_left_out_where_it_is_optional(self, context: FakeContext) -> None:
        optional = GbifNumberBlock(required=False)
        empty = optional.clean(optional.to_python(number(catalogue="")))
        assert represent(optional, empty, context) is None
        jsonschema_rs.Draft202012Validator(json_schema(optional)).validate(None)
        with pytest.raises(StructBlockValidationError):
            GbifNumberBlock().clean(GbifNumberBlock().to_python(number(catalogue="")))

    def test_a_country_of_stories_is_checked(self) -> None:
        block = GbifStoriesBlock()
        errors = row_errors(block, stories(countries=items("XX")), "countries")
        assert "two letters" in errors["countries"]
        with pytest.raises(StructBlockValidationError) as caught:
            block.clean(block.to_python(stories(countries=items("BE", "BE"))))
        assert "once" in caught.value.block_errors["countries"].messages[0]

    def test_gbif_is_not_asked(self, gbif_server: GbifServer, context: FakeContext) -> None:
        made: list[tuple[blocks.Block, dict[str, Any]]] = [
            (GbifNumberBlock(), number(parameters=rows(country="BE"), within_scope=True)),
            (GbifSearchBlock(), search(preset=rows(taxonKey="5219243"))),
            (GbifStoriesBlock(), stories(countries=items("BE"))),
        ]
        for block, raw in made:
            stored = block.get_prep_value(block.clean(block.to_python(raw)))
            represent(block, stored, context)
        assert gbif_server.requests == []


class TestNumber:
    def test_it_is_unverified_until_gbif_was_asked(
        self, gbif_server: GbifServer, context: FakeContext
    ) -> None:
        raw = number(parameters=rows(country="BE"), label="observations", suffix="so far")
        first = shown(GbifNumberBlock(), raw, context)
        assert (first["value"], first["snapshot"]["state"]) == (None, "unverified")
        assert (first["label"], first["prefix"], first["suffix"]) == (
            "observations",
            None,
            "so far",
        )
        snapshot = Snapshot.objects.get(pk=first["snapshot"]["id"])
        refresh(snapshot, Client())
        again = shown(GbifNumberBlock(), raw, context)
        assert again["snapshot"]["state"] == "fresh"
        assert again["value"] > 2000
        assert context.touched == [f"snapshot:{snapshot.pk}"] * 2

    def test_within_the_scope_it_depends_on_the_scope(
        self, gbif_server: GbifServer, belgium: Scope, context: FakeContext
    ) -> None:
        everywhere = shown(GbifNumberBlock(), number(), context)
        belgian = shown(GbifNumberBlock(), number(within_scope=True), context)
        assert f"scope:{belgium.site_id}" in context.touched
        assert belgian["snapshot"]["query"]["method"] == "POST"
        counts = [
            refresh(Snapshot.objects.get(pk=found["snapshot"]["id"]), Client()).count
            for found in (everywhere, belgian)
        ]
        assert counts[0] == 3600
        assert 2500 < (counts[1] or 0) < 3600

    @pytest.mark.parametrize(
        ("catalogue", "path"),
        [
            ("dataset", "/v1/dataset/search?publishingCountry=BE&limit=0"),
            ("publisher", "/v1/organization?country=BE&limit=0"),
            ("literature", "/v1/literature/search?countriesOfResearcher=BE&limit=0"),
            (
                "collection",
                "/v1/grscicoll/collection?active=true&country=BE&displayOnNHCPortal=true&limit=0",
            ),
            ("taxon", "/v1/species/search?limit=0"),
        ],
    )
    def test_each_catalogue_is_counted_in_its_own_scope(
        self,
        gbif_server: GbifServer,
        belgium: Scope,
        context: FakeContext,
        catalogue: str,
        path: str,
    ) -> None:
        found = shown(GbifNumberBlock(), number(catalogue=catalogue, within_scope=True), context)
        assert found["snapshot"]["query"]["url"] == f"{gbif_server.url}{path}"
        snapshot = refresh(Snapshot.objects.get(pk=found["snapshot"]["id"]), Client())
        assert (snapshot.count or 0) > 0

    def test_what_lies_outside_the_scope_says_so(
        self, belgium: Scope, context: FakeContext
    ) -> None:
        raw = number(
            catalogue="dataset", parameters=rows(publishingCountry="NL"), within_scope=True
        )
        found = shown(GbifNumberBlock(), raw, context)
        assert found["value"] is None
        assert found["snapshot"]["state"] == "failed"
        assert "nothing can match" in found["snapshot"]["error"]


class TestSearch:
    def test_a_browser_can_repeat_what_the_snapshot_shows(
        self, gbif_server: GbifServer, belgium: Scope, context: FakeContext
    ) -> None:
        import requests

        belgium.occurrence_relation = "about"
        belgium.without_country_mismatch = False
        belgium.save()
        raw = search(
            title="Foxes",
            preset=rows(taxonKey="5219243"),
            filters=items("year", "basisOfRecord"),
            within_scope=True,
        )
        found = shown(GbifSearchBlock(), raw, context)
        assert found["preset"] == {"taxonKey": ["5219243"]}
        assert found["scope"] == {"occurrenceStatus": ["PRESENT"], "country": ["BE"]}
        assert found["predicate"] is None
        assert found["filters"] == ["year", "basisOfRecord"]
        live = requests.get(
            found["endpoint"],
            params={**found["preset"], **found["scope"], "limit": found["limit"]},
            timeout=10,
        ).json()
        refresh(Snapshot.objects.get(pk=found["snapshot"]["id"]), Client())
        value = shown(GbifSearchBlock(), raw, context)["snapshot"]["value"]
        assert value["count"] == live["count"] > 0
        assert [row["key"] for row in value["results"]] == [row["key"] for row in live["results"]]

    def test_a_scope_that_no_get_can_say_is_given_as_a_predicate(
        self, gbif_server: GbifServer, belgium: Scope, context: FakeContext
    ) -> None:
        import requests

        found = shown(GbifSearchBlock(), search(within_scope=True), context)
        assert found["scope"] is None
        assert found["predicate"]["type"] == "and"
        body = {"predicate": found["predicate"], "limit": found["limit"]}
        live = requests.post(found["endpoint"], json=body, timeout=10).json()
        snapshot = refresh(Snapshot.objects.get(pk=found["snapshot"]["id"]), Client())
        assert snapshot.count == live["count"]

    def test_it_links_to_the_explorer_when_asked(self, context: FakeContext) -> None:
        context.explorer = {"kind": "page", "href": "/nl/occurrence/search/"}
        assert shown(GbifSearchBlock(), search(), context)["explorer"] == context.explorer
        without = search(link_to_explorer=False)
        assert shown(GbifSearchBlock(), without, context)["explorer"] is None


class TestStories:
    def test_it_says_what_to_ask_and_links_to_the_same(self, context: FakeContext) -> None:
        raw = stories(
            description="<p>Three <b>stories</b>.</p>",
            content_types=["DATA_USE"],
            countries=items("be"),
            topics=["INVASIVES"],
        )
        block = GbifStoriesBlock()
        value = block.clean(block.to_python(raw))
        found = shown(block, block.get_prep_value(value), context)
        assert found["countries"] == ["BE"]
        assert found["gbif_url"] == (
            "https://www.gbif.org/resource/search"
            "?contentType=dataUse&countriesOfCoverage=BE&topics=INVASIVES"
        )
        assert found["description"] == {"html": "<p>Three <b>stories</b>.</p>"}

    def test_without_an_introduction_there_is_none(self, context: FakeContext) -> None:
        found = shown(GbifStoriesBlock(), stories(), context)
        assert found["description"] is None
        assert found["gbif_url"] == "https://www.gbif.org/resource/search"

    def test_a_project_may_give_it_its_own_rich_text(self, context: FakeContext) -> None:
        block = GbifStoriesBlock([("description", blocks.CharBlock(required=False))])
        assert shown(block, stories(description="plain"), context)["description"] == "plain"


def test_translators_are_offered_words_and_never_keys() -> None:
    stream = blocks.StreamBlock(
        [
            ("gbif_number", GbifNumberBlock()),
            ("gbif_search", GbifSearchBlock()),
            ("gbif_stories", GbifStoriesBlock()),
        ]
    )
    raw = [
        {"type": kind, "id": str(uuid4()), "value": value}
        for kind, value in (
            ("gbif_number", number(parameters=rows(country="BE"), label="observations")),
            ("gbif_search", search(title="Foxes", preset=rows(q="fox"), filters=items("year"))),
            ("gbif_stories", stories(title="Stories", countries=items("BE"))),
        )
    ]
    value = stream.to_python(raw)
    segments = StreamFieldSegmentExtractor(None).handle_stream_block(value)
    texts = {segment.string.data for segment in segments if hasattr(segment, "string")}
    assert {text for text in texts if text} == {"observations", "Foxes", "Stories"}


@pytest.mark.parametrize("kind", [GbifNumberBlock, GbifSearchBlock, GbifStoriesBlock])
def test_a_block_shows_itself_to_the_editor(kind: type[blocks.StructBlock]) -> None:
    block = kind()
    assert str(block.meta.group) == "GBIF"
    assert str(block.meta.label).startswith("GBIF")
    assert str(block.get_description())
    block.clean(block.get_preview_value())
