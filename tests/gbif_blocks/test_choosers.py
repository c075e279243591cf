"""Choosing things of GBIF by typing: what is offered, what is kept, and who may ask."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client as Browser
from django.urls import reverse
from pytest_django.fixtures import Settings
from wagtail import blocks

from gbif_blocks.blocks import (
    GbifCiteBlock,
    GbifDatasetBlock,
    GbifNumberBlock,
    GbifSearchBlock,
    GbifTaxonBlock,
)
from gbif_blocks.blocks.keys import ReferenceBlock, ValueBlock
from gbif_blocks.choosing import KINDS
from gbif_blocks.models import Budget
from gbif_blocks.references import CHOSEN, Reference, key_of, read_reference
from tests.gbif_blocks.conftest import FakeContext
from tests.gbif_blocks.raw import errors_of, items, shown, stored
from tests.gbif_server import GbifServer
from tests.gbif_server.checklists import BACKBONE, CATALOGUE_OF_LIFE
from tests.gbif_server.grscicoll import collections, institutions
from tests.gbif_server.registry import datasets, networks, publishers

pytestmark = pytest.mark.django_db

FOX = "5219243"
FOX_NAME = "Vulpes vulpes (Linnaeus, 1758)"
CHOSEN_FOX = {
    "key": FOX,
    "label": FOX_NAME,
    "labels": {"de": "Rotfuchs", "en": "Red fox", "fr": "Renard roux", "nl": "Vos"},
    "checklist": BACKBONE,
    "chosen_at": "2026-11-21T10:00:00+00:00",
}
KEYS = {
    "taxon": FOX,
    "dataset": str(datasets()[0]["key"]),
    "publisher": str(publishers()[0]["key"]),
    "network": str(networks()[0]["key"]),
    "institution": str(institutions()[0]["key"]),
    "collection": str(collections()[0]["key"]),
    "area": "BEL.3_1",
    "country": "BE",
}


def ask(browser: Browser, what: str, kind: str, **query: str) -> dict[str, Any]:
    answer = browser.get(reverse(f"gbif_forms:{what}", args=[kind]), query)
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


# What is offered


@pytest.mark.parametrize(
    ("kind", "typed", "label"),
    [
        ("taxon", "vulpes v", FOX_NAME),
        ("dataset", "birds recorded", "Birds recorded by"),
        ("publisher", "heath", "Heathland Research Institute"),
        ("network", "coastal", "Coastal Records Network"),
        ("institution", "brussels museum", "Brussels Museum"),
        ("collection", "botanical", "Botanical collection"),
        ("area", "wallonie", "Wallonie"),
        ("country", "belg", "Belgium"),
    ],
)
def test_typing_offers_what_gbif_has_under_that_name(
    gbif_server: GbifServer, admin_client: Browser, kind: str, typed: str, label: str
) -> None:
    told = ask(admin_client, "suggestions", kind, q=typed)
    assert told["options"][0]["label"].startswith(label)
    assert (told["chosen"], told["message"]) == (None, "")


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_picked_is_kept_with_its_name_and_time(
    gbif_server: GbifServer, admin_client: Browser, kind: str
) -> None:
    chosen = ask(admin_client, "chosen", kind, key=KEYS[kind])["chosen"]
    assert chosen["key"] == KEYS[kind]
    assert chosen["label"]
    assert chosen["label"] != chosen["key"]
    assert chosen["chosen_at"]
    assert bool(chosen["url"]) is (kind != "area")


def test_a_taxon_is_kept_with_its_checklist_and_its_names_in_the_portals_languages(
    gbif_server: GbifServer, admin_client: Browser
) -> None:
    fox = ask(admin_client, "chosen", "taxon", key=FOX)["chosen"]
    assert (fox["label"], fox["checklist"]) == (FOX_NAME, BACKBONE)
    assert fox["labels"] == CHOSEN_FOX["labels"]


def test_a_country_is_kept_with_its_names_and_without_asking_gbif(
    gbif_server: GbifServer, admin_client: Browser
) -> None:
    told = ask(admin_client, "suggestions", "country", q="BE")["chosen"]
    assert told["labels"]["fr"] == "Belgique"
    assert ask(admin_client, "suggestions", "country", q="be")["options"][0]["key"] == "BE"
    assert gbif_server.requests == []


def test_a_pasted_key_or_address_is_looked_up(
    gbif_server: GbifServer, admin_client: Browser
) -> None:
    for text in (FOX, f"https://www.gbif.org/species/{FOX}?x=1"):
        assert ask(admin_client, "suggestions", "taxon", q=text)["chosen"]["label"] == FOX_NAME
    told = ask(admin_client, "suggestions", "taxon", q="999999999")
    assert told["chosen"] is None
    assert "nothing under this key" in told["message"]


def test_another_checklist_offers_what_a_whole_name_means_in_it(
    gbif_server: GbifServer, admin_client: Browser
) -> None:
    told = ask(admin_client, "suggestions", "taxon", q="Vulpes vulpes", checklist=CATALOGUE_OF_LIFE)
    [fox] = told["options"]
    assert fox["label"].startswith("Vulpes vulpes")
    assert not fox["key"].isdigit()
    bad = ask(admin_client, "suggestions", "taxon", q="Vulpes vulpes", checklist="x")
    assert "not a UUID" in bad["message"]


# GBIF's budget and GBIF's failures


def test_what_two_editors_type_is_asked_once_and_so_is_what_is_not_found(
    gbif_server: GbifServer, admin_client: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gbif_blocks._answers.max_age", lambda response: 0)
    for text in ("vulpes v", "Vulpes  V", "no such thing", "No such thing "):
        ask(admin_client, "suggestions", "taxon", q=text)
    assert len(gbif_server.requests) == 2


def test_over_the_budget_the_editor_is_told_to_wait(
    gbif_server: GbifServer, admin_client: Browser, settings: Settings
) -> None:
    settings.GBIF_REQUESTS_PER_DAY = 0
    told = ask(admin_client, "suggestions", "taxon", q="vulpes")
    assert told["options"] == []
    assert "busy" in told["message"]
    assert gbif_server.requests == []


@pytest.mark.parametrize("mode", ["error_json", "garbage", "html", "odd", "hang_up", "rate_limit"])
def test_while_gbif_fails_a_pasted_key_is_taken_unverified(
    gbif_server: GbifServer,
    admin_client: Browser,
    mode: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    gbif_server.misbehave(mode)
    assert ask(admin_client, "suggestions", "taxon", q="vulpes")["message"]
    told = ask(admin_client, "suggestions", "taxon", q=FOX)
    assert (told["chosen"]["key"], told["chosen"]["label"]) == (FOX, "")
    assert "unverified" in told["message"]
    Budget.objects.all().delete()
    assert ask(admin_client, "chosen", "taxon", key=FOX)["chosen"] is None


@pytest.mark.parametrize(
    "text", ["", "v", "🦊🦊", "'; DROP TABLE x", "x" * 100_000, "\x00\x00", "[[["]
)
def test_anything_may_be_typed(gbif_server: GbifServer, admin_client: Browser, text: str) -> None:
    for kind in KINDS:
        cache.clear()
        assert ask(admin_client, "suggestions", kind, q=text)["chosen"] is None
        assert ask(admin_client, "chosen", kind, key=text)["message"]


# Who may ask (C6, C8)


@pytest.mark.parametrize("what", ["suggestions", "chosen"])
def test_c6_only_who_has_the_admin_is_answered(
    gbif_server: GbifServer, client: Browser, what: str
) -> None:
    address = reverse(f"gbif_forms:{what}", args=["taxon"])
    query = {"q": "vulpes", "key": FOX}
    assert client.get(address, query).status_code == 302
    client.force_login(User.objects.create_user("reader"))
    for headers in ({}, {"X-Requested-With": "XMLHttpRequest"}):
        assert client.get(address, query, headers=headers).status_code in (302, 403)
    assert gbif_server.requests == []


@pytest.mark.parametrize("what", ["suggestions", "chosen"])
def test_c8_nothing_is_posted(admin_client: Browser, what: str) -> None:
    address = reverse(f"gbif_forms:{what}", args=["taxon"])
    assert admin_client.post(address, {"q": "vulpes"}).status_code == 405
    assert admin_client.get(address.replace("taxon", "page"), {"q": "x"}).status_code == 404


# What is kept in a page


def test_what_was_chosen_comes_back_as_it_was_stored() -> None:
    raw = {"key": CHOSEN_FOX, "with_picture": False, "with_map": False}
    assert stored(GbifTaxonBlock(), raw)["key"] == CHOSEN_FOX


def test_a_form_sends_what_the_browser_made_of_it() -> None:
    block = GbifTaxonBlock()
    sent = {"b-key": json.dumps(CHOSEN_FOX), "b-with_map": "on"}
    value = block.clean(block.value_from_datadict(sent, {}, "b"))
    assert value["key"] == read_reference(CHOSEN_FOX)
    assert block.get_form_state(value)["key"] == value["key"].as_text()


def test_older_pages_hold_bare_keys_and_are_shown_as_ever(
    gbif_server: GbifServer, context: FakeContext
) -> None:
    old = shown(GbifDatasetBlock(), {"key": KEYS["dataset"]}, context)
    assert old["reference"] == {
        "key": KEYS["dataset"],
        "label": None,
        "checklist_key": None,
        "chosen_at": None,
        "verified": False,
    }
    chosen = {**CHOSEN_FOX, "key": KEYS["dataset"], "labels": {}, "checklist": ""}
    new = shown(GbifDatasetBlock(), {"key": chosen}, context)
    assert new["snapshot"] == old["snapshot"]
    assert new["reference"]["verified"] is True


def test_a_document_names_what_was_chosen_in_its_language_before_gbif_was_asked(
    gbif_server: GbifServer, context: FakeContext
) -> None:
    raw = {"key": CHOSEN_FOX, "with_picture": False, "with_map": False}
    labels = []
    for context.locale_code in ("fr", "nl-be", "ja"):
        labels.append(shown(GbifTaxonBlock(), raw, context)["reference"]["label"])
    assert labels == ["Renard roux", "Vos", FOX_NAME]
    assert gbif_server.requests == []


def test_filters_keep_what_was_chosen_and_ask_by_its_key(context: FakeContext) -> None:
    block = GbifSearchBlock()
    preset = items(
        {"name": "taxonKey", "value": CHOSEN_FOX},
        {"name": "taxonKey", "value": "https://www.gbif.org/species/2"},
        {"name": "year", "value": "1990,*"},
    )
    raw = {**block.get_prep_value(block.get_default()), "preset": preset}
    kept = stored(block, raw)
    values = [row["value"]["value"] for row in kept["preset"]]
    assert values == [CHOSEN_FOX, "2", "1990,*"]
    context.locale_code = "de"
    found = shown(block, kept, context)
    assert found["preset"] == {"taxonKey": ["2", FOX], "year": ["1990,*"]}
    assert found["preset_labels"] == {"taxonKey": {FOX: "Rotfuchs"}}


def test_a_value_whose_parameter_was_changed_is_no_longer_what_was_chosen() -> None:
    block = GbifNumberBlock()
    rows = items({"name": "catalogNumber", "value": CHOSEN_FOX})
    raw = {**block.get_prep_value(block.get_default()), "catalogue": "occurrence"}
    [row] = stored(block, {**raw, "parameters": rows})["parameters"]
    assert row["value"] == {"name": "catalogNumber", "value": FOX}


@pytest.mark.parametrize(
    ("block", "raw"),
    [
        (GbifTaxonBlock(), {"key": {**CHOSEN_FOX, "key": "6W3C4"}}),
        (GbifTaxonBlock(), {"key": {**CHOSEN_FOX, "key": "🦊"}}),
        (GbifDatasetBlock(), {"key": CHOSEN_FOX}),
        (GbifDatasetBlock(), {"key": "x" * 1_000_000}),
        (GbifDatasetBlock(), {"key": '{"key": "1", "label": "<b>"}'}),
        (GbifDatasetBlock(), {"key": "{" * 100_000}),
    ],
)
def test_a_malformed_key_is_a_field_error(block: blocks.StructBlock, raw: dict[str, Any]) -> None:
    assert list(errors_of(block, raw)) == ["key"]


def test_what_a_browser_sends_beside_the_key_is_kept_within_bounds() -> None:
    sent = {
        "key": FOX,
        "label": "x" * 10_000,
        "labels": {"en": "Fox", "<b>": "no", "fr": 5, **{f"a{n}": "y" for n in range(500)}},
        "checklist": "javascript:alert(1)",
        "chosen_at": "yesterday",
        "other": "thing",
    }
    kept = read_reference(json.dumps(sent)).stored
    assert set(kept) == set(CHOSEN_FOX)
    assert len(kept["label"]) == 300
    assert kept["labels"] == {"en": "Fox"}
    assert (kept["checklist"], kept["chosen_at"]) == ("", "")


@pytest.mark.parametrize(
    "text", ["", "BE", '{"type": "Polygon", "coordinates": []}', "{broken", '{"key": 5}', "[1]"]
)
def test_what_is_no_reference_is_its_own_text(text: str) -> None:
    assert key_of(text) == text
    assert ValueBlock().get_prep_value(read_reference(text)) == text


def test_nothing_chosen_is_empty() -> None:
    optional = ReferenceBlock("dataset", required=False)
    assert not optional.clean(optional.to_python(""))
    assert optional.get_prep_value(optional.get_default()) == ""
    cite = GbifCiteBlock()
    raw = {**cite.get_prep_value(cite.get_default()), "cited": "dataset"}
    assert "which dataset" in errors_of(cite, raw)["dataset"]
    assert "required" in errors_of(GbifDatasetBlock(), {"key": ""})["key"]


def test_a_chosen_key_is_nothing_to_translate() -> None:
    block = ReferenceBlock("taxon")
    value = read_reference(CHOSEN_FOX)
    assert block.get_translatable_segments(value) == []
    assert block.restore_translated_segments(value, []) == value
    assert str(value) == f"{FOX_NAME} ({FOX})"
    assert block.get_searchable_content(value) == [str(value)]
    assert Reference(FOX).named("en") is None


def test_every_parameter_that_takes_a_thing_has_a_chooser_of_a_kind() -> None:
    assert set(CHOSEN.values()) == set(KINDS)
    assert CHOSEN["gadmLevel1Gid"] == "area"
    assert CHOSEN["countriesOfResearcher"] == "country"
