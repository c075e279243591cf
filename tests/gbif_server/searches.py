"""The searches of the fake GBIF, and the autocompletion beside them."""

from collections import Counter
from functools import cache
from typing import Any

from gbif_blocks.names import names
from tests.gbif_server import parameters
from tests.gbif_server.errors import ApiError
from tests.gbif_server.fields import Row
from tests.gbif_server.grscicoll import collections, institutions
from tests.gbif_server.occurrences import occurrences
from tests.gbif_server.publications import literature
from tests.gbif_server.registry import (
    dataset_found,
    dataset_record,
    datasets,
    networks,
    nodes,
    publishers,
)
from tests.gbif_server.searching import Pairs, Search
from tests.gbif_server.taxa import usage_found, usage_record, usages

_OF_DATASETS = ("gbifDatasetKey", "publishingOrganizationKey")


@cache
def counted_datasets() -> list[Row]:
    """The datasets with their number of records."""
    counts = Counter(row["datasetKey"] for row in occurrences())
    return [row | {"recordCount": counts[row["key"]]} for row in datasets()]


def _publication(row: Row) -> Row:
    """As GBIF shows it: the datasets that it used would be too many."""
    return {name: value for name, value in row.items() if name not in _OF_DATASETS}


OCCURRENCE = Search(occurrences, parameters.OCCURRENCE, geographic=True)
DATASET = Search(counted_datasets, parameters.DATASET, dataset_found, max_limit=1000)
DATASET_LIST = Search(
    counted_datasets, parameters.DATASET, dataset_record, max_limit=1000, faceted=False
)
PUBLISHER = Search(publishers, parameters.PUBLISHER, max_limit=1000, faceted=False)
NETWORK = Search(networks, {}, max_limit=1000, faceted=False)
NODE = Search(nodes, {}, max_limit=1000, faceted=False)
LITERATURE = Search(literature, parameters.LITERATURE, _publication)
INSTITUTION = Search(institutions, parameters.INSTITUTION, max_limit=1000, faceted=False)
COLLECTION = Search(collections, parameters.COLLECTION, max_limit=1000, faceted=False)
TAXON = Search(usages, parameters.TAXON, usage_found, max_limit=1000)
TAXON_LIST = Search(usages, parameters.TAXON, usage_record, max_limit=1000, faceted=False)
SEARCHES = {
    "/v1/occurrence/search": OCCURRENCE,
    "/v1/dataset/search": DATASET,
    "/v1/dataset": DATASET_LIST,
    "/v1/organization": PUBLISHER,
    "/v1/network": NETWORK,
    "/v1/node": NODE,
    "/v1/literature/search": LITERATURE,
    "/v1/grscicoll/institution": INSTITUTION,
    "/v1/grscicoll/institution/search": Search(
        institutions, parameters.INSTITUTION, max_limit=1000
    ),
    "/v1/grscicoll/collection": COLLECTION,
    "/v1/grscicoll/collection/search": Search(collections, parameters.COLLECTION, max_limit=1000),
    "/v1/species/search": TAXON,
    "/v1/species": TAXON_LIST,
}
# The fields of an occurrence that can be completed while somebody types.
COMPLETED = names(
    "catalogNumber collectionCode recordedBy identifiedBy recordNumber institutionCode "
    "occurrenceId organismId locality stateProvince waterBody samplingProtocol eventId "
    "parentEventId datasetName otherCatalogNumbers"
)
_SUGGESTED: dict[str, tuple[Search, tuple[str, ...]]] = {
    "/v1/dataset/suggest": (DATASET, ("key", "title", "description", "type", "subtype")),
    "/v1/organization/suggest": (PUBLISHER, ("key", "title")),
    "/v1/network/suggest": (NETWORK, ("key", "title")),
    "/v1/node/suggest": (NODE, ("key", "title")),
    "/v1/grscicoll/institution/suggest": (INSTITUTION, ("key", "code", "name")),
    "/v1/grscicoll/collection/suggest": (COLLECTION, ("key", "code", "name")),
}


def suggest(path: str, pairs: Pairs) -> list[Row] | None:
    """What a picker shows for `q`; None when nothing is suggested at that path."""
    if path not in _SUGGESTED:
        return None
    search, names = _SUGGESTED[path]
    rows = [search.shown(row) for row in search.matching(pairs)]
    return [{name: row[name] for name in names if name in row} for row in rows[: limit(pairs, 20)]]


def complete(name: str, pairs: Pairs) -> list[str]:
    """`/v1/occurrence/search/{name}`: values of a field that begin with `q`."""
    start = pairs.get("q", [""])[-1].lower()
    field = OCCURRENCE.fields[name]
    found = {value for row in occurrences() for value in field.values(row)}
    return sorted(value for value in found if value.lower().startswith(start))[: limit(pairs, 10)]


# What occurrence/counts groups by, and by what it can be filtered.
_COUNTED = {
    "basisOfRecord": ("basisOfRecord", ()),
    "year": ("year", ("year",)),
    "datasets": ("datasetKey", ("country", "taxonKey")),
    "countries": ("country", ("publishingCountry",)),
    "publishingCountries": ("publishingCountry", ("country",)),
}


def counts(name: str, pairs: Pairs) -> dict[str, int] | None:
    """`/v1/occurrence/counts/{name}`: a map; None when there is no such one.

    GBIF spells countries there by the name of its enumeration: BELGIUM.
    """
    if name not in _COUNTED:
        return None
    field_name, filters = _COUNTED[name]
    rows = OCCURRENCE.matching({n: values for n, values in pairs.items() if n in filters})
    field = OCCURRENCE.fields[field_name]
    found = Counter(value for row in rows for value in field.values(row))
    if field_name in ("country", "publishingCountry"):
        return {_COUNTRY_NAMES.get(code, code): count for code, count in found.most_common()}
    return dict(found.most_common())


_COUNTRY_NAMES = {
    "BE": "BELGIUM",
    "CD": "CONGO_DEMOCRATIC_REPUBLIC",
    "NL": "NETHERLANDS",
    "FR": "FRANCE",
    "LU": "LUXEMBOURG",
    "DE": "GERMANY",
    "DK": "DENMARK",
}


def limit(pairs: Pairs, default: int) -> int:
    value: Any = pairs.get("limit", [str(default)])[-1]
    if not value.isdigit():
        raise ApiError(400, f'For input string: "{value}"')
    return int(value)
