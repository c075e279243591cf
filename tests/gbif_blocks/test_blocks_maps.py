"""Maps: which filters, years and colours there are, and what whoever cannot see it is told."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from gbif_blocks.blocks import GbifMapBlock
from gbif_blocks.blocks.maps import BASE_STYLES, BINNINGS, PROJECTIONS
from gbif_blocks.client import Client
from gbif_blocks.queries import Query
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

BLOCK = GbifMapBlock()


def gbif_map(**fields: Any) -> dict[str, Any]:
    return {
        "title": "Records",
        "parameters": [],
        "year_from": None,
        "year_to": None,
        "projection": "EPSG:3857",
        "binning": "none",
        "palette": "classic",
        "base_style": "gbif-light",
        **fields,
    }


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"parameters": rows(stateProvince="Antwerp")}, "parameters", "cannot be filtered"),
        ({"parameters": rows(taxon_key="1")}, "parameters", "Did you mean taxonKey?"),
        ({"parameters": rows(year="1990,2000")}, "parameters", "fields below"),
        ({"parameters": rows(country="Belgium")}, "parameters", "Did you mean BE?"),
        ({"binning": "hex", "palette": "fire"}, "palette", "dots only"),
        ({"year_from": 2020, "year_to": 1990}, "year_to", "Did you mean 1990 to 2020?"),
        ({"year_from": 3000}, "year_from", "2100"),
        ({"projection": "EPSG:31370"}, "projection", "valid choice"),
        ({"title": ""}, "title", "required"),
    ],
)
def test_a_mistake_is_named_beside_its_field(fields: dict[str, Any], field: str, said: str) -> None:
    errors = errors_of(BLOCK, gbif_map(**fields))
    assert list(errors) == [field]
    assert said in errors[field]


def test_saving_and_showing_do_not_ask_gbif(gbif_server: GbifServer, context: FakeContext) -> None:
    found = shown(BLOCK, stored(BLOCK, gbif_map(parameters=rows(country="be"))), context)
    assert (found["count"], found["bounds"]) == (None, None)
    announced = {f"snapshot:{query.snapshot_id}" for _model, query in context.expected}
    assert set(context.touched) == announced
    assert gbif_server.requests == []


def test_the_number_and_the_extent_are_told(gbif_server: GbifServer, context: FakeContext) -> None:
    raw = gbif_map(parameters=rows(country="BE"), year_from=2000)
    found = shown_with_answers(BLOCK, raw, context)
    on_the_map = {
        "country": ["BE"],
        "year": ["2000,*"],
        "hasCoordinate": ["true"],
        "hasGeospatialIssue": ["false"],
    }
    assert found["count"] == Client().count(Query("occurrence", on_the_map)) > 0
    assert found["years"] == {"from": 2000, "to": None}
    bounds = found["bounds"]
    assert 2 <= bounds["west"] < bounds["east"] <= 7
    assert bounds["south"] < bounds["north"]


@pytest.mark.parametrize("binning", [name for name, _label in BINNINGS])
@pytest.mark.parametrize("projection", [name for name, _label in PROJECTIONS])
def test_gbif_has_tiles_for_every_projection_and_way_of_drawing(
    gbif_server: GbifServer, context: FakeContext, projection: str, binning: str
) -> None:
    found = shown(BLOCK, gbif_map(projection=projection, binning=binning), context)
    for template in (found["tiles"], found["base_tiles"]):
        address = template.replace("{z}", "0").replace("{x}", "0").replace("{y}", "0")
        answer = requests.get(address, timeout=10)
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/png"), address
    style = parse_qs(urlsplit(found["tiles"]).query)
    assert style["srs"] == [projection]
    assert style["style"] == ["classic.point" if binning == "none" else "classic.poly"]


def test_filters_and_years_are_those_of_the_tiles(context: FakeContext) -> None:
    raw = gbif_map(
        parameters=rows(taxonKey="5219243", basisOfRecord="HUMAN_OBSERVATION"),
        year_from=1990,
        year_to=2020,
    )
    asked = parse_qs(urlsplit(shown(BLOCK, raw, context)["tiles"]).query)
    assert asked["taxonKey"] == ["5219243"]
    assert asked["basisOfRecord"] == ["HUMAN_OBSERVATION"]
    assert asked["year"] == ["1990,2020"]


def test_the_base_map_is_gbifs_own(settings: Any, context: FakeContext) -> None:
    settings.GBIF_API_URL = "https://api.gbif.org"
    for style, _label in BASE_STYLES:
        found = shown(BLOCK, gbif_map(base_style=style), context)
        assert found["base_tiles"] == (
            f"https://tile.gbif.org/3857/omt/{{z}}/{{x}}/{{y}}@1x.png?style={style}"
        )


def test_editors_recognise_it() -> None:
    assert_editors_recognise(BLOCK)
