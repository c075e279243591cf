"""What a chooser lists while somebody types, and what a name means."""

import threading

import pytest
from django.db import connections

from gbif_blocks.client import Client
from gbif_blocks.exceptions import BadAnswer, GbifError
from gbif_blocks.suggestions import KINDS, Suggestion, match, suggest
from tests.gbif_server import GbifServer
from tests.gbif_server.checklists import BACKBONE, CATALOGUE_OF_LIFE

pytestmark = pytest.mark.django_db

FOX = Suggestion(
    "5219243",
    "Vulpes vulpes (Linnaeus, 1758)",
    "Species, Animalia › Chordata › Mammalia › Carnivora › Canidae",
)


def test_a_taxon_is_found_by_the_beginning_of_its_name(gbif_server: GbifServer) -> None:
    found = suggest("taxon", "vulpes v")
    assert found == [FOX]
    assert suggest("taxon", "red fox") == [FOX]


@pytest.mark.parametrize(
    ("kind", "q", "label"),
    [
        ("dataset", "birds recorded", "Birds recorded by"),
        ("publisher", "heath", "Heathland Research Institute"),
        ("network", "coastal", "Coastal Records Network"),
        ("institution", "brussels museum", "Brussels Museum"),
        ("collection", "botanical", "Botanical collection"),
        ("area", "wallonie", "Wallonie"),
    ],
)
def test_every_kind_is_found_by_a_part_of_its_name(
    gbif_server: GbifServer, kind: str, q: str, label: str
) -> None:
    first = suggest(kind, q)[0]
    assert first.label.startswith(label)
    assert first.key
    assert kind in KINDS


def test_areas_are_told_apart_by_what_they_lie_in(gbif_server: GbifServer) -> None:
    [limburg] = suggest("area", "limburg", within=[("gadmGid", "BEL.2_1")])
    assert limburg == Suggestion("BEL.2.2_1", "Limburg", "Province, Belgium › Vlaanderen")


def test_a_letter_is_too_little_to_ask_and_capitals_are_no_difference(
    gbif_server: GbifServer,
) -> None:
    assert suggest("taxon", " v ") == []
    assert suggest("taxon", "VULPES  v") == suggest("taxon", "vulpes v")
    assert len(gbif_server.requests) == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_ten_editors_who_type_the_same_ask_once_for_each_word(gbif_server: GbifServer) -> None:
    gbif_server.misbehave("slow", seconds=0.05)
    found: list[list[Suggestion]] = []

    def type_it() -> None:
        try:
            found.extend(suggest("taxon", q, client=Client(patience=30)) for q in ("vu", "vul"))
        finally:
            connections.close_all()

    editors = [threading.Thread(target=type_it) for _ in range(10)]
    for editor in editors:
        editor.start()
    for editor in editors:
        editor.join()
    assert len(found) == 20
    assert len(gbif_server.requests) == 2


def test_while_gbif_is_away_the_last_answer_is_listed(
    gbif_server: GbifServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gbif_blocks._answers.max_age", lambda response: 0)
    assert suggest("taxon", "vulpes v") == [FOX]
    gbif_server.misbehave("error_json")
    assert suggest("taxon", "vulpes v") == [FOX]
    with pytest.raises(GbifError):
        suggest("taxon", "something else")


@pytest.mark.parametrize("text", ['{"error": "x"}', "[1]", '[{"key": 1}]', "null"])
def test_an_odd_answer_is_a_gbif_error(gbif_server: GbifServer, text: str) -> None:
    gbif_server.misbehave("odd", text=text)
    with pytest.raises(BadAnswer):
        suggest("taxon", "vulpes v")
    with pytest.raises(BadAnswer):
        match("Vulpes vulpes")


def test_a_name_means_a_taxon_of_a_checklist(gbif_server: GbifServer) -> None:
    fox = match("Vulpes  vulpes", checklist_key=BACKBONE)
    assert (fox.kind, fox.key, fox.rank, fox.status) == ("EXACT", "5219243", "SPECIES", "ACCEPTED")
    assert fox.classification[0] == ("KINGDOM", "Animalia", "1")
    other = match("Vulpes vulpes", checklist_key=CATALOGUE_OF_LIFE)
    assert other.key is not None
    assert not other.key.isdigit()
    assert match("Vulpes nonsensus").kind == "HIGHERRANK"
    nothing = match("Xyzzy")
    assert (nothing.kind, nothing.key, nothing.classification) == ("NONE", None, ())
