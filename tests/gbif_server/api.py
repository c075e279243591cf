"""The paths of GBIF's API, version 1, that the fake server answers."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from django_countries import countries

from tests.gbif_server import fields
from tests.gbif_server.errors import ApiError, entity_not_found
from tests.gbif_server.fields import Row
from tests.gbif_server.occurrences import occurrences
from tests.gbif_server.predicates import compile_predicate
from tests.gbif_server.registry import (
    collections,
    datasets,
    institutions,
    key_of,
    literature,
    publishers,
)
from tests.gbif_server.searching import Pairs, Search
from tests.gbif_server.species import Taxon, species, taxa

BACKBONE = "d7dddbf4-2cf0-4f39-9b2a-bb099caae36c"
# Seconds that a cache may keep an answer, as GBIF's headers say.
SEARCH_AGE = 600
REGISTRY_AGE = 3601


def _taxon_row(taxon: Taxon) -> Row:
    row: Row = {
        "key": taxon.key,
        "nubKey": taxon.key,
        "datasetKey": BACKBONE,
        "scientificName": taxon.scientific_name,
        "canonicalName": taxon.canonical_name,
        "authorship": taxon.authorship,
        "rank": taxon.rank,
        "taxonomicStatus": "ACCEPTED",
        "status": "ACCEPTED",
        "synonym": False,
        "numDescendants": sum(str(taxon.key) in other.lineage() for other in taxa().values()) - 1,
        "vernacularNames": (
            [{"vernacularName": taxon.vernacular_name, "language": "eng"}]
            if taxon.vernacular_name
            else []
        ),
        "higherClassificationMap": {str(key): name for _rank, name, key in taxon.classification},
        "higherKeys": [str(key) for _rank, _name, key in taxon.classification],
    }
    for rank, name, key in taxon.classification:
        row[rank], row[f"{rank}Key"] = name, key
    if taxon.parent_key:
        row["parentKey"] = taxon.parent_key
        row["parent"] = taxon.classification[-1][1]
    return row


@cache
def taxon_rows() -> list[Row]:
    """Every taxon as a name usage."""
    return [_taxon_row(taxon) for taxon in taxa().values()]


OCCURRENCE = Search(occurrences, fields.OCCURRENCE)
DATASET = Search(datasets, fields.DATASET, max_limit=1000)
PUBLISHER = Search(publishers, fields.PUBLISHER, max_limit=1000, faceted=False)
LITERATURE = Search(literature, fields.LITERATURE)
INSTITUTION = Search(institutions, fields.INSTITUTION, max_limit=1000, faceted=False)
COLLECTION = Search(collections, fields.COLLECTION, max_limit=1000, faceted=False)
TAXON = Search(taxon_rows, fields.TAXON, max_limit=1000)
SEARCHES = {
    "/v1/occurrence/search": OCCURRENCE,
    "/v1/dataset/search": DATASET,
    "/v1/dataset": DATASET,
    "/v1/organization": PUBLISHER,
    "/v1/literature/search": LITERATURE,
    "/v1/grscicoll/institution": INSTITUTION,
    "/v1/grscicoll/institution/search": INSTITUTION,
    "/v1/grscicoll/collection": COLLECTION,
    "/v1/grscicoll/collection/search": COLLECTION,
    "/v1/species/search": TAXON,
    "/v1/species": TAXON,
}
# Names of the basic enumerations that are listed here; GBIF has many more.
ENUMERATIONS = {
    "BasisOfRecord": sorted(fields.BASIS_OF_RECORD),
    "Continent": sorted(fields.CONTINENTS),
    "OccurrenceStatus": ["PRESENT", "ABSENT"],
    "DatasetType": ["OCCURRENCE", "CHECKLIST", "METADATA", "SAMPLING_EVENT"],
}


def answer_get(path: str, pairs: Pairs) -> tuple[Any, int]:
    """The JSON of a GET and for how many seconds it may be kept."""
    if path in SEARCHES:
        registry = not path.startswith(("/v1/occurrence", "/v1/literature"))
        return SEARCHES[path].answer(pairs), REGISTRY_AGE if registry else SEARCH_AGE
    if path == "/v1/occurrence/count":
        return len(list(OCCURRENCE.matching(pairs))), SEARCH_AGE
    for pattern, answer in _ROUTES:
        match = re.fullmatch(pattern, path)
        if match:
            return answer(path, pairs, *match.groups()), REGISTRY_AGE
    raise entity_not_found(path)


def answer_post(path: str, body: Any) -> tuple[Any, int]:
    """The JSON of a POST and for how many seconds it may be kept."""
    if path != "/v1/occurrence/search/predicate":
        raise entity_not_found(path, json=True)
    if not isinstance(body, dict):
        raise ApiError(400, "Required request body is missing")
    predicate = body.get("predicate")
    test = compile_predicate(predicate) if predicate is not None else None
    pairs: Pairs = {
        name: [str(body[name])]
        for name in ("limit", "offset", "q", "facetLimit", "facetMincount", "facetOffset")
        if body.get(name) is not None
    }
    pairs["facet"] = [str(name) for name in body.get("facets") or []]
    return OCCURRENCE.answer(pairs, test), SEARCH_AGE


def _by_key(rows: Callable[[], list[Row]]) -> Callable[..., Row]:
    def answer(path: str, _pairs: Pairs, key: str) -> Row:
        for row in rows():
            if str(row["key"]) == key:
                return {n: value for n, value in row.items() if n not in OCCURRENCE.hidden}
        raise entity_not_found(path)

    return answer


def _suggest(search: Search, names: tuple[str, ...]) -> Callable[..., list[Row]]:
    def answer(_path: str, pairs: Pairs) -> list[Row]:
        limit = int(pairs.get("limit", ["20"])[0])
        rows = list(search.matching(pairs))[:limit]
        return [{name: row[name] for name in names if name in row} for row in rows]

    return answer


def _suggest_species(_path: str, pairs: Pairs) -> list[Row]:
    start = pairs.get("q", [""])[0].lower()
    limit = int(pairs.get("limit", ["20"])[0])
    rows = [TAXON.shown(row) for row in taxon_rows() if _begins(row["canonicalName"], start)]
    return rows[:limit]


def _begins(name: str, start: str) -> bool:
    return any(part.startswith(start) for part in (name.lower(), *name.lower().split()))


def _match(_path: str, pairs: Pairs) -> Row:
    name = pairs.get("name", [""])[0].strip().lower()
    for taxon in taxa().values():
        exact = name in (taxon.canonical_name.lower(), taxon.scientific_name.lower())
        if exact:
            found = TAXON.shown(_taxon_row(taxon))
            return found | {
                "usageKey": taxon.key,
                "confidence": 99,
                "matchType": "EXACT",
                "synonym": False,
            }
    genus = name.split()[0] if name else ""
    for taxon in taxa().values():
        if taxon.rank == "GENUS" and taxon.canonical_name.lower() == genus:
            found = TAXON.shown(_taxon_row(taxon))
            return found | {
                "usageKey": taxon.key,
                "confidence": 90,
                "matchType": "HIGHERRANK",
                "synonym": False,
            }
    return {"confidence": 100, "matchType": "NONE", "synonym": False}


def _species(path: str, _pairs: Pairs, key: str) -> Row:
    taxon = taxa().get(int(key))
    if taxon is None:
        raise entity_not_found(path, json=True)
    row = TAXON.shown(_taxon_row(taxon))
    return row | {"vernacularName": taxon.vernacular_name} if taxon in species() else row


def _countries(_path: str, _pairs: Pairs) -> list[Row]:
    return [
        {"iso2": code, "iso3": countries.alpha3(code), "title": str(name)}
        for code, name in countries
    ]


def _enumeration(path: str, _pairs: Pairs, name: str) -> list[str]:
    if name not in ENUMERATIONS:
        raise entity_not_found(path)
    return ENUMERATIONS[name]


def _network(path: str, _pairs: Pairs, key: str) -> Row:
    if key != key_of("network", "coast"):
        raise entity_not_found(path)
    return {"key": key, "title": "Coastal Records Network", "numConstituents": 7}


_UUID = r"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
_ROUTES: list[tuple[str, Callable[..., Any]]] = [
    (r"/v1/occurrence/(\d+)", _by_key(occurrences)),
    (r"/v1/dataset/suggest", _suggest(DATASET, ("key", "title", "description", "type"))),
    (rf"/v1/dataset/{_UUID}", _by_key(datasets)),
    (r"/v1/organization/suggest", _suggest(PUBLISHER, ("key", "title"))),
    (rf"/v1/organization/{_UUID}", _by_key(publishers)),
    (rf"/v1/network/{_UUID}", _network),
    (rf"/v1/grscicoll/institution/{_UUID}", _by_key(institutions)),
    (rf"/v1/grscicoll/collection/{_UUID}", _by_key(collections)),
    (r"/v1/species/suggest", _suggest_species),
    (r"/v1/species/match", _match),
    (r"/v1/species/(\d+)", _species),
    (r"/v1/enumeration/country", _countries),
    (r"/v1/enumeration/basic/(\w+)", _enumeration),
]
