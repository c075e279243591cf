"""Predicates in two dialects, their reading, and what they mean to GBIF."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from gbif_blocks.client import Client
from gbif_blocks.predicate_reading import read_predicate
from gbif_blocks.predicates import (
    And,
    Equals,
    GeoDistance,
    In,
    IsNotNull,
    IsNull,
    Not,
    Or,
    Predicate,
    Range,
    Within,
    conjunction,
    from_parameters,
    rest_key,
)
from gbif_blocks.queries import Query
from tests.gbif_server import GbifServer

AREA = "POLYGON((4 50,5 50,5 51,4 51,4 50))"
DIALECTS: list[tuple[Predicate, dict[str, Any], dict[str, Any]]] = [
    (
        Equals("taxonKey", "5219243"),
        {"type": "equals", "key": "taxonKey", "value": "5219243"},
        {"type": "equals", "key": "TAXON_KEY", "value": "5219243"},
    ),
    (
        In("gadmLevel0Gid", ("BEL", "NLD")),
        {"type": "in", "key": "gadmLevel0Gid", "values": ["BEL", "NLD"]},
        {"type": "in", "key": "GADM_LEVEL_0_GID", "values": ["BEL", "NLD"]},
    ),
    (
        Not(Equals("issue", "COUNTRY_COORDINATE_MISMATCH")),
        {"type": "equals", "key": "notIssues", "value": "COUNTRY_COORDINATE_MISMATCH"},
        {
            "type": "not",
            "predicate": {"type": "equals", "key": "ISSUE", "value": "COUNTRY_COORDINATE_MISMATCH"},
        },
    ),
    (
        Not(Equals("country", "BE")),
        {"type": "not", "predicate": {"type": "equals", "key": "country", "value": "BE"}},
        {"type": "not", "predicate": {"type": "equals", "key": "COUNTRY", "value": "BE"}},
    ),
    (
        Within(AREA),
        {"type": "within", "key": "geometry", "value": AREA},
        {"type": "within", "geometry": AREA},
    ),
    (
        Range("year", gte="1990", lt="2000"),
        {"type": "range", "key": "year", "value": {"gte": "1990", "lt": "2000"}},
        {
            "type": "and",
            "predicates": [
                {"type": "greaterThanOrEquals", "key": "YEAR", "value": "1990"},
                {"type": "lessThan", "key": "YEAR", "value": "2000"},
            ],
        },
    ),
    (
        IsNull("typeStatus"),
        {"type": "isNull", "key": "typeStatus"},
        {"type": "isNull", "parameter": "TYPE_STATUS"},
    ),
    (
        IsNotNull("decimalLatitude"),
        {"type": "isNotNull", "key": "decimalLatitude"},
        {"type": "isNotNull", "parameter": "DECIMAL_LATITUDE"},
    ),
    (
        Or((Equals("country", "BE"), Equals("publishingCountry", "BE"))),
        {
            "type": "or",
            "predicates": [
                {"type": "equals", "key": "country", "value": "BE"},
                {"type": "equals", "key": "publishingCountry", "value": "BE"},
            ],
        },
        {
            "type": "or",
            "predicates": [
                {"type": "equals", "key": "COUNTRY", "value": "BE"},
                {"type": "equals", "key": "PUBLISHING_COUNTRY", "value": "BE"},
            ],
        },
    ),
]


@pytest.mark.parametrize(("predicate", "widget", "rest"), DIALECTS)
def test_a_predicate_speaks_both_dialects(
    predicate: Predicate, widget: dict[str, Any], rest: dict[str, Any]
) -> None:
    assert predicate.as_widget() == widget
    assert predicate.as_rest() == rest


@pytest.mark.parametrize(("predicate", "widget", "rest"), DIALECTS)
def test_a_predicate_is_read_from_either_dialect(
    predicate: Predicate, widget: dict[str, Any], rest: dict[str, Any]
) -> None:
    assert read_predicate(widget) == predicate
    # Two comparisons under an `and` stay two: the same records, in other words.
    assert read_predicate(rest).as_rest() == rest


def test_a_checklist_key_stays_with_its_taxon() -> None:
    checklist = "7ddf754f-d193-4cc9-b351-99906754a03b"
    data = {"type": "in", "key": "taxonKey", "values": ["6W3C4"], "checklistKey": checklist}
    assert read_predicate(data).as_widget() == data


def test_not_issues_in_drops_what_has_all_of_them() -> None:
    data = {"type": "in", "key": "notIssues", "values": ["ZERO_COORDINATE", "COORDINATE_INVALID"]}
    both = And((Equals("issue", "ZERO_COORDINATE"), Equals("issue", "COORDINATE_INVALID")))
    assert read_predicate(data) == Not(both)


def test_dropping_any_of_several_issues_is_several_not_issues() -> None:
    predicate = Not(In("issue", ("ZERO_COORDINATE", "COORDINATE_INVALID")))
    assert predicate.as_widget() == {
        "type": "and",
        "predicates": [
            {"type": "equals", "key": "notIssues", "value": "ZERO_COORDINATE"},
            {"type": "equals", "key": "notIssues", "value": "COORDINATE_INVALID"},
        ],
    }


def test_old_names_and_loose_values_are_read() -> None:
    data = {"type": "equals", "key": "publishingCountryCode", "value": "be"}
    assert read_predicate(data) == Equals("publishingCountry", "BE")
    assert read_predicate({"type": "equals", "key": "HAS_COORDINATE", "value": True}) == Equals(
        "hasCoordinate", "true"
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("country=BE", "a predicate is an object"),
        ({"type": "equal", "key": "country", "value": "BE"}, "type: “equal” is not a type of"),
        ({"type": "and", "predicates": []}, "predicates: give a list with one predicate"),
        (
            {"type": "and", "predicates": [{"type": "equals", "key": "contry", "value": "BE"}]},
            "predicates[0].key: GBIF's occurrence search has no key “contry”. Did you mean country",
        ),
        (
            {"type": "or", "predicates": [{"type": "in", "key": "country", "values": ["Belgium"]}]},
            "predicates[0].values[0]: “Belgium” is not a country code",
        ),
        ({"type": "in", "key": "country", "values": []}, "values: give a list with one value"),
        ({"type": "equals", "key": "geometry", "value": AREA}, "a geometry is asked with “within”"),
        ({"type": "range", "key": "country", "value": {"gte": "A"}}, "no order to compare"),
        (
            {"type": "range", "key": "year", "value": {"from": "1990"}},
            "value: give a limit on one side",
        ),
        ({"type": "equals", "key": "country"}, "value: give a value for country"),
        ({"type": "isNull", "parameter": "GEOMETRY"}, "cannot be tested for being empty"),
        ({"type": "not"}, "predicate: a predicate is an object"),
    ],
)
def test_a_mistake_is_named_with_its_place(data: Any, said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        read_predicate(data)
    assert said in caught.value.messages[0]


def test_a_predicate_deeper_than_sense_is_refused() -> None:
    data: dict[str, Any] = {"type": "equals", "key": "country", "value": "BE"}
    for _ in range(20):
        data = {"type": "not", "predicate": data}
    with pytest.raises(ValidationError, match="nested in more than 12 levels"):
        read_predicate(data)


def test_a_get_can_say_ands_of_different_fields_and_ors_of_one() -> None:
    foxes = And((Equals("taxonKey", "5219243"), Range("year", gte="1990"), Within(AREA)))
    assert foxes.as_parameters() == {
        "taxonKey": ["5219243"],
        "year": ["1990,*"],
        "geometry": [AREA],
    }
    either = Or((Equals("country", "BE"), In("country", ("NL", "BE"))))
    assert either.as_parameters() == {"country": ["BE", "NL"]}


@pytest.mark.parametrize(
    "predicate",
    [
        Or((Equals("country", "BE"), Equals("publishingCountry", "BE"))),
        And((Equals("issue", "ZERO_COORDINATE"), Equals("issue", "COORDINATE_INVALID"))),
        Not(Equals("issue", "ZERO_COORDINATE")),
        IsNull("year"),
        Range("year", gt="1990"),
        In("occurrenceStatus", ("PRESENT", "ABSENT")),
    ],
)
def test_what_a_get_cannot_say_is_none(predicate: Predicate) -> None:
    assert predicate.as_parameters() is None


@pytest.mark.django_db
def test_parameters_become_the_predicate_that_means_the_same(gbif_server: GbifServer) -> None:
    parameters = {
        "country": ["BE", "NL"],
        "year": ["1990,2010", "2020"],
        "basisOfRecord": ["HUMAN_OBSERVATION"],
        "geometry": [AREA],
    }
    predicate = from_parameters(parameters)
    assert predicate is not None
    client = Client()
    by_post = client.count(Query("occurrence", predicate=predicate))
    assert by_post == client.count(Query("occurrence", parameters)) > 0


def test_a_distance_and_a_checklist_are_kept() -> None:
    checklist = "7ddf754f-d193-4cc9-b351-99906754a03b"
    predicate = from_parameters(
        {"geoDistance": ["50.85,4.35,5km"], "taxonKey": ["6W3C4"], "checklistKey": [checklist]}
    )
    assert predicate == And(
        (GeoDistance("50.85", "4.35", "5km"), Equals("taxonKey", "6W3C4", checklist))
    )


def test_an_empty_conjunction_is_none_and_a_single_one_is_itself() -> None:
    assert conjunction(None, None) is None
    assert conjunction(None, Equals("country", "BE")) == Equals("country", "BE")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("country", "COUNTRY"),
        ("recordedByID", "RECORDED_BY_ID"),
        ("coordinateUncertaintyInMeters", "COORDINATE_UNCERTAINTY_IN_METERS"),
        ("nucleotideSequence.sequenceLength", "NUCLEOTIDE_SEQUENCE_SEQUENCE_LENGTH"),
    ],
)
def test_a_rest_key_is_the_name_in_capitals(name: str, key: str) -> None:
    assert rest_key(name) == key
