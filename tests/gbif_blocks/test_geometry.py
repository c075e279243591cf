"""Areas: rings are turned, everything else that GBIF would refuse is refused here."""

import json
import math

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from gbif_blocks.client import Client
from gbif_blocks.geometry import Area, clean_wkt, read_area
from gbif_blocks.predicates import Within
from gbif_blocks.queries import Query
from tests.gbif_server import GbifServer

CLOCKWISE = "POLYGON((4 50,4 51,5 51,5 50,4 50))"
ANTICLOCKWISE = "POLYGON((4 50,5 50,5 51,4 51,4 50))"


def test_a_clockwise_ring_is_turned_and_the_editor_is_told() -> None:
    turned = read_area(CLOCKWISE)
    assert turned.wkt == ANTICLOCKWISE
    assert "direction" in str(turned.repairs[0])
    assert read_area(ANTICLOCKWISE) == Area(ANTICLOCKWISE)


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
        ("POLYGON EMPTY", "is no area"),
        ("POLYGON((4 50,4 51,5 51,5 50))", "is open"),
        ("POLYGON((4 50,4 51,4 52,4 50))", "is empty"),
        ("POLYGON((4 50,4 50,4 50,4 50))", "is empty"),
        ("LINESTRING(4 50,4 50)", "is empty"),
        ("POLYGON((4 50,4 51,5 51", "encountered end of stream. Such as POLYGON"),
        ("POLYGON((4 x,4 51,5 51,4 50))", "Expected number but encountered word: 'x'"),
        ("POLYGON((50 400,4 51,5 51,50 400))", "50 400 is off the globe. A point is longitude"),
        ("POINT(4 50) POINT(4 50)", "Unexpected text after end"),
        ("POINT(nan 50)", "off the globe"),
        ("POINT(4 inf)", "off the globe"),
        ("POINT(4 50)\0", "more than an area"),
        (
            "POLYGON((4 50,5 51,5 50,4 51,4 50))",
            "near 4.5 50.5: its outline crosses itself, or two parts overlap. Move the points, or",
        ),
        (
            "POLYGON((4 50,5 50,5 51,4 51,4 50),(6 50,7 50,7 51,6 51,6 50))",
            "a hole lies outside the area",
        ),
        (
            "POLYGON((170 -10,-170 -10,-170 10,170 10,170 -10))",
            "from 170 -10 to -170 -10 runs more than half round the globe. If the area crosses",
        ),
        ('{"type": "Polygon"}', "The GeoJSON cannot be read: key 'coordinates' not found"),
        ('{"type": "Polygon", "coordinates": "x"}', "type must be array, but is string"),
        ('{"type": "FeatureCollection", "features": []}', "is no area"),
        ('{"type": "Feature", "geometry": null}', "cannot be read"),
        ("{" * 100_000, "more than an area"),
        (
            '{"type": "GeometryCollection", "geometries": [' * 4_000 + "]}" * 4_000,
            "more than an area",
        ),
        ('{"type": "MultiPoint", "coordinates": [[4, 50], [5, 51]]}', "MULTIPOINT is no area"),
        ("POLYGON((" + "4 50," * 1_000_000 + "4 50))", "5000015 characters; at most 200000"),
    ],
)
def test_what_is_no_area_is_refused_with_the_accepted_form(text: str, said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        clean_wkt(text)
    assert said in caught.value.messages[0]
    assert len(caught.value.messages[0]) < 1000


def test_the_area_suggested_for_one_that_crosses_itself_is_accepted() -> None:
    with pytest.raises(ValidationError) as caught:
        clean_wkt("POLYGON((4 50,5 51,5 50,4 51,4 50))")
    suggested = caught.value.messages[0].partition("instead: ")[2]
    assert clean_wkt(suggested) == suggested


def circle(points: int, *, clockwise: bool = False) -> list[list[float]]:
    """A ring round Brussels."""
    turn = -1 if clockwise else 1
    angles = [turn * 2 * math.pi * number / points for number in range(points)]
    ring = [[4.35 + math.cos(angle), 50.85 + math.sin(angle)] for angle in angles]
    return [*ring, ring[0]]


def test_forty_points_pasted_as_geojson_become_wkt_and_the_editor_is_told_what_changed() -> None:
    feature = {
        "type": "Feature",
        "properties": {"name": "Round Brussels"},
        "geometry": {"type": "Polygon", "coordinates": [circle(40, clockwise=True)]},
    }
    area = read_area(json.dumps(feature))
    assert area.wkt.startswith("POLYGON((5.35 50.85,")
    assert area.wkt.count(",") == 40
    assert "rounded to six" in str(area.repairs[0])
    assert "direction" in str(area.repairs[1])
    assert read_area(area.wkt) == Area(area.wkt)


def test_a_collection_of_features_becomes_one_area() -> None:
    features = [
        {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}}
        for ring in (
            [[4, 50, 7], [5, 50, 7], [5, 51, 7], [4, 51, 7], [4, 50, 7]],
            [[4.5, 50], [6, 50], [6, 51], [4.5, 51], [4.5, 50]],
        )
    ]
    area = read_area(json.dumps({"type": "FeatureCollection", "features": features}))
    assert area.wkt.startswith("POLYGON((")
    assert [str(text).partition(" ")[0] for text in area.repairs[:2]] == ["The", "Heights"]


def test_an_area_with_too_many_points_is_told_what_simplifying_gives() -> None:
    ring = json.dumps({"type": "Polygon", "coordinates": [circle(3_000)]})
    with pytest.raises(ValidationError, match=r"3001 points.*Simplified by 0\.0001 degrees it has"):
        clean_wkt(ring)


def test_the_whole_southern_ocean_is_one_area() -> None:
    """From edge to edge of the map, as the Antarctic portal has it."""
    whole = "POLYGON((-180 -90,180 -90,180 -60,-180 -60,-180 -90))"
    assert clean_wkt(whole) == whole


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=60))
@example("{🜚")
@example('{"\ud800')
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
