"""Cards of datasets, taxa, collections and institutions."""

from typing import Any

import pytest
from wagtail import blocks

from gbif_blocks.blocks import (
    GbifCollectionBlock,
    GbifDatasetBlock,
    GbifInstitutionBlock,
    GbifTaxonBlock,
)
from gbif_blocks.blocks.things import doi_url, licence, plain_text, web_address
from gbif_blocks.client import Client
from gbif_blocks.languages import two_letters
from gbif_blocks.queries import Query
from tests.gbif_blocks.conftest import FakeContext
from tests.gbif_blocks.raw import (
    assert_editors_recognise,
    errors_of,
    shown,
    shown_with_answers,
    stored,
)
from tests.gbif_server import GbifServer
from tests.gbif_server.grscicoll import collections, institutions
from tests.gbif_server.registry import datasets

FOX = "5219243"
CARDS: list[tuple[blocks.StructBlock, dict[str, Any]]] = [
    (GbifDatasetBlock(), {"key": datasets()[0]["key"]}),
    (GbifTaxonBlock(), {"key": FOX, "with_picture": True, "with_map": True}),
    (GbifCollectionBlock(), {"key": collections()[0]["key"]}),
    (GbifInstitutionBlock(), {"key": institutions()[0]["key"]}),
]
EACH = pytest.mark.parametrize(("block", "raw"), CARDS)


@EACH
def test_saving_and_showing_do_not_ask_gbif(
    gbif_server: GbifServer, context: FakeContext, block: blocks.StructBlock, raw: dict[str, Any]
) -> None:
    found = shown(block, stored(block, raw), context)
    assert found[block.record_kind] is None
    assert found["snapshot"]["state"] == "unverified"
    assert raw["key"] in found["gbif_url"]
    assert gbif_server.requests == []


@EACH
def test_everything_that_is_shown_first_was_announced(
    gbif_server: GbifServer, context: FakeContext, block: blocks.StructBlock, raw: dict[str, Any]
) -> None:
    shown(block, raw, context)
    announced = {f"snapshot:{query.snapshot_id}" for _model, query in context.expected}
    assert set(context.touched) <= announced


@EACH
def test_what_gbif_does_not_know_is_said(
    gbif_server: GbifServer, context: FakeContext, block: blocks.StructBlock, raw: dict[str, Any]
) -> None:
    gone = "999999999" if raw["key"] == FOX else "00000000-0000-4000-8000-000000000000"
    found = shown_with_answers(block, raw | {"key": gone}, context)
    assert found[block.record_kind] is None
    assert found["snapshot"]["state"] == "failed"


@EACH
@pytest.mark.parametrize("wrong", ["Vulpes vulpes", "'; DROP TABLE x", "🦊", "x" * 200])
def test_what_is_no_key_is_refused_with_an_example(
    block: blocks.StructBlock, raw: dict[str, Any], wrong: str
) -> None:
    errors = errors_of(block, raw | {"key": wrong})
    assert list(errors) == ["key"]
    assert "such as" in errors["key"]


@EACH
def test_the_address_of_its_page_is_taken_for_its_key(
    block: blocks.StructBlock, raw: dict[str, Any]
) -> None:
    address = f"https://www.gbif.org/anything/{raw['key']}"
    assert stored(block, raw | {"key": address})["key"] == raw["key"]


@EACH
def test_editors_recognise_it(block: blocks.StructBlock, raw: dict[str, Any]) -> None:
    assert_editors_recognise(block)


def test_a_dataset_has_publisher_licence_doi_and_a_citation_with_its_day(
    gbif_server: GbifServer, context: FakeContext
) -> None:
    known = datasets()[0]
    found = shown_with_answers(GbifDatasetBlock(), {"key": known["key"]}, context)
    dataset = found["dataset"]
    assert dataset["title"] == known["title"]
    assert dataset["doi"] == f"https://doi.org/{known['doi']}"
    assert dataset["publisher"]["title"] == known["publishingOrganizationTitle"]
    assert dataset["licence"]["url"].startswith("https://creativecommons.org/")
    assert "<" not in dataset["description"]
    in_gbif = Client().count(Query("occurrence", {"datasetKey": [known["key"]]}))
    assert dataset["record_count"] == in_gbif
    day = found["snapshot"]["taken_at"][:10]
    assert dataset["citation"].endswith(f"accessed via GBIF.org on {day}.")
    assert dataset["citation"].count("accessed via") == 1
    assert known["title"] in dataset["citation"]


def test_a_taxon_has_names_in_other_languages_and_its_place(
    gbif_server: GbifServer, context: FakeContext
) -> None:
    raw = {"key": FOX, "with_picture": False, "with_map": False}
    found = shown_with_answers(GbifTaxonBlock(), raw, context)
    names = {one["language"]: one["name"] for one in found["names"]}
    assert (names["en"], names["fr"], names["nl"], names["de"]) == (
        "Red fox",
        "Renard roux",
        "Vos",
        "Rotfuchs",
    )
    taxon = found["taxon"]
    assert taxon["canonical_name"] == "Vulpes vulpes"
    ranks = [(one["rank"], one["name"]) for one in taxon["classification"]]
    assert ranks[:3] == [("kingdom", "Animalia"), ("phylum", "Chordata"), ("class", "Mammalia")]
    assert "GBIF Backbone Taxonomy" in taxon["citation"]
    assert (found["picture"], found["map"]) == (None, None)


def test_a_picture_of_a_taxon_carries_its_author_and_an_open_licence(
    gbif_server: GbifServer, context: FakeContext
) -> None:
    raw = {"key": FOX, "with_picture": True, "with_map": False}
    picture = shown_with_answers(GbifTaxonBlock(), raw, context)["picture"]
    assert picture["licence"]["label"].startswith("CC")
    assert picture["occurrence_url"].startswith("https://www.gbif.org/occurrence/")
    assert "/v1/image/cache/640x/occurrence/" in picture["src"]
    assert picture["creator"]


def test_a_map_of_a_taxon_has_its_extent_and_number(
    gbif_server: GbifServer, context: FakeContext
) -> None:
    raw = {"key": FOX, "with_picture": False, "with_map": True}
    found = shown_with_answers(GbifTaxonBlock(), raw, context)["map"]
    assert f"taxonKey={FOX}" in found["tiles"]
    assert found["bounds"]["south"] < found["bounds"]["north"]
    assert found["count"] > 0


def test_a_collection_names_its_institution_and_what_it_holds(
    gbif_server: GbifServer, context: FakeContext
) -> None:
    known = collections()[0]
    found = shown_with_answers(GbifCollectionBlock(), {"key": known["key"]}, context)
    assert found["collection"]["name"] == known["name"]
    assert found["collection"]["institution"]["name"] == known["institutionName"]
    assert found["collection"]["specimen_count"] == known["numberSpecimens"]
    assert found["collection"]["content_types"] == known["contentTypes"]


def test_an_institution_says_where_it_is_and_what_it_is(
    gbif_server: GbifServer, context: FakeContext
) -> None:
    known = institutions()[0]
    found = shown_with_answers(GbifInstitutionBlock(), {"key": known["key"]}, context)
    assert found["institution"]["city"] == known["address"]["city"]
    assert found["institution"]["types"] == known["types"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("http://creativecommons.org/licenses/by-nc/4.0/legalcode", "CC-BY-NC-4.0"),
        ("http://creativecommons.org/publicdomain/zero/1.0/legalcode", "CC0-1.0"),
        ("CC_BY_4_0", "CC-BY-4.0"),
        ("CC0_1_0", "CC0-1.0"),
    ],
)
def test_a_licence_is_known_as_a_code_or_an_address(given: str, code: str) -> None:
    found = licence(given)
    assert found["code"] == code
    assert found["url"].startswith("https://creativecommons.org/")


@pytest.mark.parametrize("given", [None, "", "UNSPECIFIED", "© somebody", 7])
def test_what_is_no_open_licence_is_none(given: Any) -> None:
    assert licence(given) is None


def test_texts_and_addresses_of_others_are_made_harmless() -> None:
    assert plain_text("<p>A &amp; <script>alert(1)</script>b</p>") == "A & alert(1)b"
    assert len(plain_text("word " * 1000) or "") <= 502
    assert plain_text("<p></p>") is None
    assert web_address(["javascript:alert(1)", "https://example.org"]) == "https://example.org"
    assert web_address("not an address") is None
    assert doi_url("doi:10.15468/abc") == "https://doi.org/10.15468/abc"
    assert doi_url("none") is None


def test_languages_are_those_of_web_pages() -> None:
    assert [two_letters(code) for code in ("nld", "fre", "de", "xyz", "")] == [
        "nl",
        "fr",
        "de",
        None,
        None,
    ]
