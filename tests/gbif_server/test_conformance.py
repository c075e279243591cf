"""The fake GBIF against every recorded answer of GBIF: the same status, keys and types.

What a recording has, the fake has, with the same type, at every depth. What the fake has besides is
named in ALSO: fields that GBIF gives to other records than those that were recorded.
"""

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
import requests

from gbif_blocks.names import names
from tests.conftest import SHARED
from tests.gbif_server import GbifServer
from tests.gbif_server.fixtures import gbif_server, running_gbif_server
from tests.gbif_server.registry import NETWORK_KEY, publishers

__all__ = ["gbif_server", "running_gbif_server"]

RECORDINGS = sorted((SHARED / "gbif_recordings").glob("*.json"))
# What the recordings ask for and no made-up record has, and what stands in for it.
INSTEAD = {
    "Kansas": "Brussels",
    "BL": "BE",
    "bird": "birds",
    "Aso": "vul",
    "Helianthus annuus": "Vulpes vulpes",
    "Calopteryx fakeus": "Xyzzy fakeus",
    "1000003": "5219243",
    "1000005": "2439838",
    "https://orcid.org/0000-0003-1691-239X": "https://orcid.org/0000-0000-0000-000X",
    "10.5281/zenodo.291971": "10.15468/x",
}
KEYS = {
    "/v1/network/": NETWORK_KEY,
    "/v1/organization/": str(publishers()[0]["key"]),
}
# Objects whose keys are data.
MAPS = ("higherClassificationMap", "extensions")
ALSO = {
    "/v1/occurrence/search": names(
        "datasetName speciesKey species specificEpithet vernacularName iucnRedListCategory "
        "establishmentMeans individualCount stateProvince elevation hasCoordinate "
        "hasGeospatialIssues institutionCode collectionCode institutionKey collectionKey "
        "typeStatus lifeStage sex catalogNumber media[].references media[].title media[].license "
        "media[].publisher identifiedByIDs[]"
    ),
    "/v1/organization": ["province", "identifiers[]", "postalCode"],
    "/v1/organization/": ["logoUrl"],
    "/v1/dataset": ["subtype", "logoUrl", "countryCoverage[]", "bibliographicCitations[]"],
    "/v1/literature/search": names(
        "identifiers.doi countriesOfCoverage[] countriesOfResearcher[] gbifRegion[]"
    ),
    "/v1/dataset/search": [],
    "/v1/network/": [],
    "/v1/grscicoll/institution": [],
    "/v1/species/suggest": ["species", "speciesKey"],
    "/v1/species/": [],
    "/v1/dataset/suggest": ["subtype"],
    "/v2/species/match": [],
}


def shape(value: Any) -> dict[str, set[str]]:
    """The types at each path; "results[].key" is a path."""
    found: dict[str, set[str]] = {}

    def walk(value: Any, path: str) -> None:
        found.setdefault(path, set()).add(type(value).__name__)
        if isinstance(value, dict):
            is_map = path.endswith(MAPS)
            for name, one in value.items():
                walk(one, f"{path}.{'*' if is_map else name}".lstrip("."))
        elif isinstance(value, list):
            for one in value:
                walk(one, f"{path}[]")

    walk(value, "")
    return found


def asked_here(uri: str) -> str:
    """The recorded address with keys and words of the made-up data."""
    split = urlsplit(uri)
    path = split.path
    for start, key in KEYS.items():
        if path.startswith(start):
            path = start + key
    pairs = [
        (name, INSTEAD.get(value, value))
        for name, value in parse_qsl(split.query, keep_blank_values=True)
    ]
    return f"{path}?{urlencode(pairs)}"


def also(path: str, whole: dict[str, set[str]]) -> set[str]:
    """The paths that need not be recorded at an address."""
    start = path if path in ALSO else f"{path.rpartition('/')[0]}/"
    listed = "results[]." if "results[]" in whole else "[]." if "[]" in whole else ""
    return {f"{listed}{name}" for name in ALSO[start]}


def recorded_with(path: str) -> dict[str, set[str]]:
    """All that recordings of one address say about the shape of its answer."""
    merged: dict[str, set[str]] = {}
    for file in RECORDINGS:
        recording = json.loads(file.read_text())
        if urlsplit(recording["request"]["uri"]).path == path:
            for one, types in shape(recording["response"]["body"]).items():
                merged.setdefault(one, set()).update(types)
    return merged


def test_there_are_recordings_to_hold_it_to(shared: Path) -> None:
    assert len(list((shared / "gbif_recordings").glob("*.json"))) == len(RECORDINGS) >= 28


@pytest.mark.parametrize("file", RECORDINGS, ids=lambda file: file.stem)
def test_an_answer_has_the_keys_and_types_of_the_recorded_one(
    gbif_server: GbifServer, shared: Path, file: Path
) -> None:
    recording = json.loads(file.read_text())
    recorded, uri = recording["response"], recording["request"]["uri"]
    answer = requests.get(gbif_server.url + asked_here(uri), timeout=10)
    assert answer.status_code == recorded["status"]
    kind = answer.headers["Content-Type"].partition(";")[0]
    assert kind == recorded["headers"]["content-type"]
    for header in ("cache-control", "vary"):
        if header in recorded["headers"]:
            assert answer.headers[header] == recorded["headers"][header]
    if kind == "text/plain":
        assert answer.text == recorded["body"]
        return
    real, fake = shape(recorded["body"]), shape(answer.json())
    assert {path: types for path, types in real.items() if fake.get(path) != types} == {}
    path = urlsplit(uri).path
    known = recorded_with(path).keys() | also(path, fake)
    made_up = {
        one
        for one in fake
        if one not in known
        and not one.startswith(
            tuple(f"{prefix}{mark}" for prefix in also(path, fake) for mark in ".[")
        )
    }
    assert made_up == set()
