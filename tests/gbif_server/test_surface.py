"""What the fake GBIF answers besides searches: pickers, taxa, areas, maps, stories, downloads."""

from io import BytesIO
from typing import Any

import pytest
import requests
from PIL import Image

from tests.gbif_server import GbifServer
from tests.gbif_server.checklists import CATALOGUE_OF_LIFE
from tests.gbif_server.downloads import PASSWORD, USER
from tests.gbif_server.fixtures import gbif_server, running_gbif_server
from tests.gbif_server.parameters import OCCURRENCE
from tests.gbif_server.searching import upper_snake

__all__ = ["gbif_server", "running_gbif_server"]

FOX = "5219243"


def ask(server: GbifServer, path: str, **parameters: Any) -> requests.Response:
    return requests.get(f"{server.url}{path}", params=parameters, timeout=10)


def get(server: GbifServer, path: str, **parameters: Any) -> Any:
    answer = ask(server, path, **parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize(
    ("path", "q", "names"),
    [
        ("/v1/dataset/suggest", "birds", {"key", "title", "description", "type", "subtype"}),
        ("/v1/organization/suggest", "heath", {"key", "title"}),
        ("/v1/network/suggest", "coastal", {"key", "title"}),
        ("/v1/node/suggest", "belgium", {"key", "title"}),
        ("/v1/grscicoll/institution/suggest", "brussels", {"key", "code", "name"}),
        ("/v1/grscicoll/collection/suggest", "botanical", {"key", "code", "name"}),
    ],
)
def test_a_picker_gets_a_short_list(
    gbif_server: GbifServer, path: str, q: str, names: set[str]
) -> None:
    found = get(gbif_server, path, q=q, limit=3)
    assert 1 <= len(found) <= 3
    assert set(found[0]) == names
    assert get(gbif_server, path, q="nothing is called so") == []


def test_values_of_a_field_are_completed(gbif_server: GbifServer) -> None:
    assert get(gbif_server, "/v1/occurrence/search/locality", q="bru", limit=5) == ["Brussels"]


@pytest.mark.parametrize(
    ("path", "facet"),
    [
        ("/v1/occurrence/search", "basisOfRecord"),
        ("/v1/dataset/search", "publishingCountry"),
        ("/v1/literature/search", "topics"),
        ("/v1/species/search", "rank"),
        ("/v1/grscicoll/institution/search", "type"),
        ("/v1/grscicoll/collection/search", "preservationTypes"),
    ],
)
def test_every_search_counts_by_a_field(gbif_server: GbifServer, path: str, facet: str) -> None:
    page = get(gbif_server, path, limit=0, facet=facet, **{f"{facet}.facetLimit": 2})
    [counts] = page["facets"]
    assert counts["field"] == upper_snake(facet)
    assert 1 <= len(counts["counts"]) <= 2
    assert counts["counts"][0]["count"] <= page["count"]


def test_a_chosen_value_need_not_hide_the_others(gbif_server: GbifServer) -> None:
    chosen = {"limit": 0, "facet": "country", "country": "NL"}
    [alone] = get(gbif_server, "/v1/occurrence/search", **chosen)["facets"]
    [among] = get(gbif_server, "/v1/occurrence/search", facetMultiselect="true", **chosen)["facets"]
    assert [one["name"] for one in alone["counts"]] == ["NL"]
    assert among["counts"][0]["name"] == "BE"


def test_counts_are_maps_with_countries_by_their_long_names(gbif_server: GbifServer) -> None:
    counts = get(gbif_server, "/v1/occurrence/counts/countries", publishingCountry="BE")
    assert (
        counts["BELGIUM"]
        == get(gbif_server, "/v1/occurrence/search", country="BE", publishingCountry="BE", limit=0)[
            "count"
        ]
    )


def test_a_taxon_has_names_pictures_and_kin(gbif_server: GbifServer) -> None:
    names = get(gbif_server, f"/v1/species/{FOX}/vernacularNames", limit=100)
    assert "count" not in names
    assert {one["language"]: one["vernacularName"] for one in names["results"]} == {
        "eng": "Red fox",
        "fra": "Renard roux",
        "nld": "Vos",
        "deu": "Rotfuchs",
    }
    assert get(gbif_server, f"/v1/species/{FOX}/media")["results"][0]["type"] == "StillImage"
    parents = get(gbif_server, f"/v1/species/{FOX}/parents")
    assert (parents[0]["canonicalName"], parents[-1]["rank"]) == ("Animalia", "GENUS")
    children = get(gbif_server, f"/v1/species/{parents[-1]['key']}/children")
    assert [row["canonicalName"] for row in children["results"]] == ["Vulpes vulpes"]
    assert ask(gbif_server, "/v1/species/999999999/vernacularNames").status_code == 404


def test_a_taxon_has_another_key_in_another_checklist(gbif_server: GbifServer) -> None:
    match = get(
        gbif_server,
        "/v2/species/match",
        scientificName="Vulpes vulpes",
        checklistKey=CATALOGUE_OF_LIFE,
    )
    key = match["usage"]["key"]
    assert not key.isdigit()
    search = "/v1/occurrence/search"
    by_backbone = get(gbif_server, search, taxonKey=FOX, limit=0)["count"]
    by_other = get(gbif_server, search, taxonKey=key, checklistKey=CATALOGUE_OF_LIFE, limit=0)
    assert by_other["count"] == by_backbone > 0
    assert get(gbif_server, search, taxonKey=key, limit=0)["count"] == 0
    unknown = "e3e70682-c209-4cac-829f-6fbed82c07cd"
    assert get(gbif_server, search, taxonKey=FOX, checklistKey=unknown)["count"] == 0
    assert ask(gbif_server, search, taxonKey=key, checklistKey="x").status_code == 400


def test_areas_are_searched_by_name_and_within_each_other(gbif_server: GbifServer) -> None:
    path = "/v1/geocode/gadm/search"
    [ghent] = get(gbif_server, path, q="east fl")["results"]
    assert (ghent["id"], ghent["gadmLevel"]) == ("BEL.2.3_1", 2)
    assert [one["id"] for one in ghent["higherRegions"]] == ["BEL", "BEL.2_1"]
    within = get(gbif_server, path, gadmGid="BEL.2_1")["results"]
    assert {one["id"][:6] for one in within} == {"BEL.2_", "BEL.2."}
    here = get(gbif_server, "/v1/geocode/reverse", lat=50.85, lng=4.35)
    assert here[0]["isoCountryCode2Digit"] == "BE"


def test_vocabularies_and_enumerations_are_listed(gbif_server: GbifServer) -> None:
    concepts = get(gbif_server, "/v1/vocabularies/LifeStage/concepts")["results"]
    assert concepts[0]["name"] == "Adult"
    assert "COUNTRY_MISMATCH" in get(gbif_server, "/v1/enumeration/basic/OccurrenceIssue")
    assert ask(gbif_server, "/v1/vocabularies/Nothing/concepts").status_code == 404


def test_a_network_has_datasets_and_a_country_a_node(gbif_server: GbifServer) -> None:
    [network, _other] = get(gbif_server, "/v1/network")["results"]
    constituents = get(gbif_server, f"/v1/network/{network['key']}/constituents", limit=1)
    assert constituents["count"] == network["numConstituents"] > 1
    assert "citation" in constituents["results"][0]
    assert get(gbif_server, "/v1/node/country/BE")["participantTitle"] == "Belgium"


@pytest.mark.parametrize(
    ("srs", "place", "parameters"),
    [
        ("EPSG:3857", "0/0/0@1x.png", {"style": "purpleYellow.point"}),
        ("EPSG:4326", "0/1/0@2x.png", {"bin": "square", "squareSize": 32}),
        ("EPSG:3575", "0/0/0@Hx.png", {"bin": "hex", "hexPerTile": 30, "style": "green.poly"}),
        ("EPSG:3031", "0/0/0@1x.png", {}),
    ],
)
def test_a_map_is_drawn_in_four_projections(
    gbif_server: GbifServer, srs: str, place: str, parameters: dict[str, Any]
) -> None:
    answer = ask(gbif_server, f"/v2/map/occurrence/density/{place}", srs=srs, **parameters)
    assert answer.headers["Content-Type"] == "image/png"
    picture = Image.open(BytesIO(answer.content))
    assert picture.size == {"1": (512, 512), "2": (1024, 1024), "H": (256, 256)}[place[-6]]
    assert picture.getbbox() is not None


def test_a_map_knows_its_filters_only(gbif_server: GbifServer) -> None:
    path = "/v2/map/occurrence/density/capabilities.json"
    everything = get(gbif_server, path)
    assert set(everything) == {
        "minLat", "minLng", "maxLat", "maxLng", "minYear", "maxYear", "total", "generated"
    }  # fmt: skip
    foxes = get(gbif_server, path, taxonKey=FOX)
    assert 0 < foxes["total"] < everything["total"]
    assert get(gbif_server, path, recordedBy="K. Peeters") == everything
    assert get(gbif_server, path, taxonKey=999)["total"] == 0
    assert ask(gbif_server, "/v2/map/occurrence/density/0/0/0.gif").status_code == 404
    odd = ask(gbif_server, "/v2/map/occurrence/density/0/0/0.png", srs="EPSG:31370")
    assert odd.status_code == 400


def test_a_vector_tile_holds_points_with_their_number(gbif_server: GbifServer) -> None:
    answer = ask(gbif_server, "/v2/map/occurrence/adhoc/0/0/0.mvt", recordedBy="K. Peeters")
    assert answer.headers["Content-Type"] == "application/x-protobuf"
    assert answer.content[0] == 0x1A, "field 3, a layer"
    assert b"occurrence" in answer.content
    assert b"total" in answer.content


def test_stories_are_found_by_kind_country_and_time(gbif_server: GbifServer) -> None:
    def stories(**variables: Any) -> dict[str, Any]:
        body = {"query": "query($size: Int) { resourceSearch { documents { total } } }"}
        answer = requests.post(
            f"{gbif_server.url}/graphql", json=body | {"variables": variables}, timeout=10
        )
        documents: dict[str, Any] = answer.json()["data"]["resourceSearch"]["documents"]
        return documents

    events = stories(contentType=["EVENT"], eventFiltering="upcoming", sortBy="start", size=3)
    assert {row["__typename"] for row in events["results"]} == {"Event"}
    assert len(events["results"]) == 3
    past = stories(contentType=["EVENT"], eventFiltering="past")
    assert past["total"] + events["total"] == stories(contentType=["EVENT"])["total"]
    belgian = stories(countriesOfCoverage=["BE"], size=100)["results"]
    assert {country for row in belgian for country in row["countriesOfCoverage"]} == {"BE"}


def test_a_download_has_a_doi_and_takes_the_predicate_of_a_search(gbif_server: GbifServer) -> None:
    predicate = {"type": "equals", "key": "TAXON_KEY", "value": FOX}
    body = {"creator": USER, "format": "SIMPLE_CSV", "predicate": predicate}
    url = f"{gbif_server.url}/v1/occurrence/download/request"
    assert requests.post(url, json=body, timeout=10).status_code == 401
    made = requests.post(url, json=body, auth=(USER, PASSWORD), timeout=10)
    assert made.status_code == 201
    download = get(gbif_server, f"/v1/occurrence/download/{made.text}")
    assert download["status"] == "SUCCEEDED"
    assert download["doi"].startswith("10.15468/dl.")
    searched = requests.post(
        f"{gbif_server.url}/v1/occurrence/search/predicate",
        json={"predicate": predicate},
        timeout=10,
    )
    assert download["totalRecords"] == searched.json()["count"] > 0
    wrong = requests.post(
        url, json=body | {"predicate": {"type": "or"}}, auth=(USER, PASSWORD), timeout=10
    )
    assert wrong.status_code == 400


@pytest.mark.parametrize(
    ("predicate", "parameters"),
    [
        ({"type": "like", "key": "LOCALITY", "value": "Brus*"}, {"locality": "Brussels"}),
        ({"type": "equals", "key": "YEAR", "value": "2000,2010"}, {"year": "2000,2010"}),
        ({"type": "greaterThanOrEquals", "key": "EVENT_DATE", "value": "2020"}, {"year": "2020,*"}),
        (
            {"type": "geoDistance", "latitude": "50.8", "longitude": "4.4", "distance": "20km"},
            {"geoDistance": "50.8,4.4,20km"},
        ),
        (
            {"type": "within", "geometry": "POLYGON((4 50,5 50,5 51,4 51,4 50))"},
            {"geometry": "POLYGON((4 50,5 50,5 51,4 51,4 50))"},
        ),
        ({"type": "isNotNull", "parameter": "CATALOG_NUMBER"}, {"catalogNumber": "*"}),
    ],
)
def test_a_predicate_finds_what_the_parameters_find(
    gbif_server: GbifServer, predicate: dict[str, Any], parameters: dict[str, str]
) -> None:
    url = f"{gbif_server.url}/v1/occurrence/search/predicate"
    found = requests.post(url, json={"predicate": predicate, "limit": 0}, timeout=10)
    by_get = get(gbif_server, "/v1/occurrence/search", limit=0, **parameters)
    assert found.json()["count"] == by_get["count"] > 0


def test_every_parameter_has_a_predicate_key() -> None:
    keys = [upper_snake(name) for name in OCCURRENCE]
    assert len(keys) == len(set(keys)) > 130
    assert {"RECORDED_BY_ID", "NUCLEOTIDE_SEQUENCE_TARGET_GENE", "GADM_LEVEL_0_GID"} & set(keys)


@pytest.mark.parametrize(
    ("mode", "options", "status", "kind", "begins"),
    [
        ("rate_limit", {"retry_after": 3}, 429, "application/json", b'["You are'),
        ("unavailable", {}, 503, "text/plain", b"Service"),
        ("html", {}, 200, "text/html", b"<!doctype"),
        ("garbage", {}, 200, "application/json", b"\x00\xff"),
        ("wrong_type", {"content_type": "text/plain"}, 200, "text/plain", b'{"offset"'),
        ("odd", {"text": "[]"}, 200, "application/json", b"[]"),
    ],
)
def test_it_misbehaves_as_told(
    gbif_server: GbifServer,
    mode: str,
    options: dict[str, Any],
    status: int,
    kind: str,
    begins: bytes,
) -> None:
    order = {"mode": mode, "options": options}
    assert requests.post(f"{gbif_server.url}/__control__/misbehave", json=order, timeout=10).ok
    answer = ask(gbif_server, "/v1/occurrence/search", limit=1)
    assert answer.status_code == status
    assert answer.headers["Content-Type"].partition(";")[0] == kind
    assert answer.content.startswith(begins)


@pytest.mark.parametrize("mode", ["cut", "hang_up", "silence"])
def test_some_answers_never_come_whole(gbif_server: GbifServer, mode: str) -> None:
    gbif_server.misbehave(mode, seconds=30)
    with pytest.raises(requests.RequestException):
        requests.get(f"{gbif_server.url}/v1/occurrence/search", timeout=0.5)
