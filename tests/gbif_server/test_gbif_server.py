"""How the fake GBIF searches, pages, refuses and misbehaves; test_conformance has the shapes."""

import signal
import subprocess
import sys
import threading
import time
from typing import Any

import pytest
import requests

from tests.gbif_server import GbifServer
from tests.gbif_server.fixtures import gbif_server, running_gbif_server

__all__ = ["gbif_server", "running_gbif_server"]


def get(server: GbifServer, path: str) -> requests.Response:
    return requests.get(f"{server.url}{path}", timeout=10)


def test_the_data_is_the_same_in_every_run() -> None:
    code = (
        "import hashlib, json; from tests.gbif_server.occurrences import occurrences;"
        "from tests.gbif_server.grscicoll import collections;"
        "from tests.gbif_server.publications import literature;"
        "from tests.gbif_server.registry import publishers;"
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
        ({"type": "near"}, "Could not resolve type id"),
        ({"type": "like", "key": "YEAR", "value": "19*"}, "must be of type String"),
        ({"type": "lessThan", "key": "COUNTRY", "value": "BE"}, "a number or a date"),
        ({"type": "equals", "key": "YEAR", "value": "2020,1990"}, "Invalid range"),
        ({"type": "in", "key": "YEAR", "values": []}, "may not be null or empty"),
        ({"type": "equals", "key": "YEAR", "valeu": "1990"}, "Unrecognized field"),
        ({"type": "isNull", "key": "YEAR"}, "Unrecognized field"),
        (
            {"type": "equals", "key": "TAXON_KEY", "value": "1", "checklistKey": "x"},
            "Invalid UUID string",
        ),
        (
            {"type": "geoDistance", "latitude": "95", "longitude": "4", "distance": "5km"},
            "not a valid distance",
        ),
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
