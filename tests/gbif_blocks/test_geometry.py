"""Areas: rings are turned, everything else that GBIF would refuse is refused here."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from gbif_blocks.client import Client
from gbif_blocks.geometry import clean_wkt
from gbif_blocks.predicates import Within
from gbif_blocks.queries import Query
from tests.gbif_server import GbifServer

CLOCKWISE = "POLYGON((4 50,4 51,5 51,5 50,4 50))"
ANTICLOCKWISE = "POLYGON((4 50,5 50,5 51,4 51,4 50))"


def test_a_clockwise_ring_is_turned() -> None:
    assert clean_wkt(CLOCKWISE) == ANTICLOCKWISE
    assert clean_wkt(ANTICLOCKWISE) == ANTICLOCKWISE


def test_a_hole_is_turned_the_other_way() -> None:
    hole = "(4.2 50.2,4.8 50.2,4.8 50.8,4.2 50.8,4.2 50.2)"
    cleaned = clean_wkt(f"POLYGON((4 50,4 51,5 51,5 50,4 50),{hole})")
    assert cleaned.endswith("(4.2 50.2,4.2 50.8,4.8 50.8,4.8 50.2,4.2 50.2))")


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("point (4.35 50.85)", "POINT(4.35 50.85)"),
        ("LINESTRING(4 50, 5 51)", "LINESTRING(4 50,5 51)"),
        (
            "MULTIPOLYGON(((4 50,4 51,5 51,4 50)),((1 1,2 1,2 2,1 1)))",
            "MULTIPOLYGON(((4 50,5 51,4 51,4 50)),((1 1,2 1,2 2,1 1)))",
        ),
    ],
)
def test_other_shapes_are_read(text: str, cleaned: str) -> None:
    assert clean_wkt(text) == cleaned


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Give an area as WKT"),
        ("CIRCLE(4 50)", "POINT, LINESTRING, POLYGON and MULTIPOLYGON"),
        ("POLYGON((4 50,4 51,5 51,5 50))", "is open"),
        ("POLYGON((4 50,4 51,4 52,4 50))", "is empty"),
        ("POLYGON((4 50,4 51,5 51", "expected a comma or )"),
        ("POLYGON((4 x,4 51,5 51,4 50))", "expected a number, found “x”"),
        ("POLYGON((50 400,4 51,5 51,4 50))", "off the globe"),
        ("POINT(4 50) POINT(4 50)", "expected the end"),
        ("POINT(nan 50)", "expected"),
    ],
)
def test_what_is_no_area_is_refused(text: str, said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        clean_wkt(text)
    assert said in caught.value.messages[0]


@given(st.text(max_size=60))
def test_any_text_is_an_area_or_a_validation_error(text: str) -> None:
    try:
        cleaned = clean_wkt(text)
    except ValidationError:
        return
    assert clean_wkt(cleaned) == cleaned


@pytest.mark.django_db
def test_gbif_takes_the_turned_ring(gbif_server: GbifServer) -> None:
    turned = clean_wkt(CLOCKWISE)
    by_get = Client().count(Query("occurrence", {"geometry": [turned]}))
    by_post = Client().count(Query("occurrence", predicate=Within(turned)))
    assert by_get == by_post > 0
