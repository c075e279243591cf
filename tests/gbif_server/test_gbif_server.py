"""The fake GBIF against what GBIF's own answers look like."""

import json
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
import requests

from gbif_blocks.names import names
from tests.gbif_server import GbifServer
from tests.gbif_server.fixtures import gbif_server, running_gbif_server

__all__ = ["gbif_server", "running_gbif_server"]

KINDS = {
    "dataset_search_facet.json": "/v1/dataset/search?limit=0&facetLimit=5&facet=doi",
    "dataset_suggest.json": "/v1/dataset/suggest?limit=5&type=OCCURRENCE",
    "datasets_limit.json": "/v1/dataset?limit=1",
    "literature_search.json": "/v1/literature/search?limit=10&offset=0",
    "literature_search_facet.json": "/v1/literature/search?limit=10&offset=0&facet=year",
    "organizations_search_country.json": "/v1/organization?country=BE&limit=1",
    "institution_search.json": "/v1/grscicoll/institution?limit=1",
    "occ_count_facet.json": "/v1/occurrence/search?limit=0&offset=0&facet=year&facetLimit=10",
    "search_recorded_by_id.json": "/v1/occurrence/search?limit=3",
    "name_suggest_paging.json": "/v1/species/suggest?q=vul&limit=3",
    "enumeration_fails_well.json": "/v1/enumeration/basic/asdfadsf",
    "occ_search_fails_well.json": "/v1/occurrence/search?continent=asia,oceania",
    "occ_search_fails_well-1.json": "/v1/occurrence/search?decimalLatitude=334",
}
# Fields that lists show: the fake rows must have those that the real ones have.
SHOWN = names(
    "key id title type count facets results offset limit endOfRecords doi publishingCountry "
    "datasetKey basisOfRecord occurrenceStatus scientificName taxonKey year country code name "
    "active displayOnNHCPortal countriesOfResearcher countriesOfCoverage topics relevance "
    "canonicalName rank numPublishedDatasets city field counts license"
)


def get(server: GbifServer, path: str) -> requests.Response:
    return requests.get(f"{server.url}{path}", timeout=10)


@pytest.mark.parametrize(("recording", "path"), KINDS.items())
def test_an_answer_has_the_shape_of_the_recorded_one(
    gbif_server: GbifServer, shared: Path, recording: str, path: str
) -> None:
    recorded = json.loads((shared / "gbif_recordings" / recording).read_text())["response"]
    answer = get(gbif_server, path)
    assert answer.status_code == recorded["status"]
    kind = answer.headers["Content-Type"].partition(";")[0]
    assert kind == recorded["headers"]["content-type"]
    if kind == "application/json":
        _same_shape(recorded["body"], answer.json())
    elif "Entity" in recorded["body"]:
        assert answer.text == recorded["body"]
    else:
        assert answer.text.split()[0] in recorded["body"]
    for header, value in recorded["headers"].items():
        if header == "cache-control":
            assert answer.headers[header] == value


def _same_shape(real: Any, fake: Any) -> None:
    assert type(real) is type(fake)
    if isinstance(real, list):
        assert bool(real) == bool(fake)
        if real:
            _same_shape(real[0], fake[0])
    elif isinstance(real, dict):
        for name in real.keys() & SHOWN:
            assert name in fake
            if name in ("results", "facets", "counts"):
                _same_shape(real[name], fake[name])
            else:
                assert type(real[name]) is type(fake[name]), name


def test_the_data_is_the_same_in_every_run() -> None:
    code = (
        "import hashlib, json; from tests.gbif_server.occurrences import occurrences;"
        "from tests.gbif_server.registry import literature, publishers, collections;"
        "data = [occurrences(), publishers(), literature(), collections()];"
        "print(hashlib.sha256(json.dumps(data).encode()).hexdigest())"
    )
    runs = [subprocess.check_output([sys.executable, "-c", code]) for _ in range(2)]
    assert runs[0] == runs[1]


def test_paging_walks_through_every_record_once(gbif_server: GbifServer) -> None:
    seen: list[int] = []
    offset = 0
    while True:
        path = f"/v1/occurrence/search?country=NL&limit=50&offset={offset}"
        page = get(gbif_server, path).json()
        seen += [row["key"] for row in page["results"]]
        if page["endOfRecords"]:
            break
        offset += 50
    assert len(seen) == len(set(seen)) == page["count"]


def test_the_limits_are_gbifs(gbif_server: GbifServer) -> None:
    page = get(gbif_server, "/v1/occurrence/search?limit=5000").json()
    assert (page["limit"], len(page["results"])) == (300, 300)
    assert get(gbif_server, "/v1/occurrence/search?offset=100301").status_code == 400


def test_an_unknown_parameter_is_ignored_as_gbif_does(gbif_server: GbifServer) -> None:
    everything = get(gbif_server, "/v1/occurrence/search?limit=0").json()["count"]
    typo = get(gbif_server, "/v1/occurrence/search?limit=0&countrry=BE").json()["count"]
    assert typo == everything == 3600


def test_facets_add_up_and_page(gbif_server: GbifServer) -> None:
    path = "/v1/occurrence/search?limit=0&facet=country&facetLimit=50"
    page = get(gbif_server, path).json()
    counts = page["facets"][0]["counts"]
    assert sum(entry["count"] for entry in counts) == page["count"]
    second = get(gbif_server, f"{path[:-2]}1&facetOffset=1").json()["facets"][0]["counts"]
    assert second == counts[1:2]


def test_a_higher_taxon_holds_its_species(gbif_server: GbifServer) -> None:
    birds = get(gbif_server, "/v1/occurrence/search?taxonKey=212&limit=300").json()
    assert birds["count"] > 100
    assert {row["class"] for row in birds["results"]} == {"Aves"}


def test_a_name_is_matched_or_not(gbif_server: GbifServer) -> None:
    exact = get(gbif_server, "/v1/species/match?name=Vulpes vulpes").json()
    assert (exact["usageKey"], exact["matchType"]) == (5219243, "EXACT")
    higher = get(gbif_server, "/v1/species/match?name=Vulpes nonsensus").json()
    assert higher["matchType"] == "HIGHERRANK"
    assert get(gbif_server, "/v1/species/match?name=Xyzzy").json()["matchType"] == "NONE"


def test_a_record_is_found_by_its_key(gbif_server: GbifServer) -> None:
    for search in ("dataset/search", "organization", "grscicoll/institution"):
        row = get(gbif_server, f"/v1/{search}?limit=1").json()["results"][0]
        path = search.removesuffix("/search")
        assert get(gbif_server, f"/v1/{path}/{row['key']}").json()["key"] == row["key"]


def test_browsers_may_call_it(gbif_server: GbifServer) -> None:
    preflight = requests.options(
        f"{gbif_server.url}/v1/occurrence/search/predicate",
        headers={"Origin": "https://portal.example", "Access-Control-Request-Method": "POST"},
        timeout=10,
    )
    assert preflight.headers["Access-Control-Allow-Origin"] == "*"
    assert "content-type" in preflight.headers["Access-Control-Allow-Headers"]
    assert get(gbif_server, "/v1/occurrence/count").headers["Access-Control-Allow-Origin"] == "*"


def test_it_misbehaves_over_http_too(gbif_server: GbifServer) -> None:
    control = f"{gbif_server.url}/__control__"
    order = {"mode": "rate_limit", "path": "/v1/dataset", "times": 1, "options": {"retry_after": 3}}
    assert requests.post(f"{control}/misbehave", json=order, timeout=10).ok
    assert get(gbif_server, "/v1/occurrence/count").status_code == 200
    limited = get(gbif_server, "/v1/dataset/search")
    assert (limited.status_code, limited.headers["Retry-After"]) == (429, "3")
    assert isinstance(limited.json()[0], str)
    assert get(gbif_server, "/v1/dataset/search").status_code == 200
    recorded = requests.get(f"{control}/requests", timeout=10).json()
    assert [request["path"] for request in recorded] == [
        "/v1/occurrence/count",
        "/v1/dataset/search",
        "/v1/dataset/search",
    ]
    unknown = requests.post(f"{control}/misbehave", json={"mode": "rude"}, timeout=10)
    assert (unknown.status_code, "No mode" in unknown.text) == (400, True)


@pytest.mark.parametrize(
    ("predicate", "said"),
    [
        ({"type": "and", "predicates": []}, "may not be empty"),
        ({"type": "equals", "key": "country", "value": "BE"}, "Cannot deserialize"),
        ({"type": "equals", "key": "COUNTRY", "value": "Belgium"}, "into a known Country"),
        ({"type": "within", "geometry": "POLYGON((4 50,4 51,5 51,5 50,4 50))"}, "clockwise"),
        ({"type": "near"}, "Cannot deserialize"),
    ],
)
def test_a_predicate_that_gbif_refuses_is_refused(
    gbif_server: GbifServer, predicate: dict[str, Any], said: str
) -> None:
    url = f"{gbif_server.url}/v1/occurrence/search/predicate"
    answer = requests.post(url, json={"predicate": predicate}, timeout=10)
    assert answer.status_code == 400
    assert said in answer.text


def test_the_server_runs_by_itself_and_stops_when_interrupted() -> None:
    command = [sys.executable, "-m", "tests.gbif_server", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        stopper = threading.Timer(20, process.kill)
        stopper.start()
        try:
            assert process.stdout.readline().startswith("GBIF API at http://127.0.0.1:")
            time.sleep(0.2)
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=10) == 0
        finally:
            stopper.cancel()
            process.kill()
