"""The paths of GBIF's API that the fake server answers: versions 1 and 2, GraphQL's stories."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django_countries import countries

from gbif_blocks import vocabularies as v
from tests.gbif_server import areas, maps, parameters, taxa
from tests.gbif_server.downloads import Downloads
from tests.gbif_server.errors import ApiError, entity_not_found
from tests.gbif_server.fields import Row
from tests.gbif_server.grscicoll import collections, institutions
from tests.gbif_server.occurrences import occurrences
from tests.gbif_server.of_the_demo import picture, stand_in
from tests.gbif_server.predicates import compile_predicate
from tests.gbif_server.registry import dataset_record, networks, nodes, publishers
from tests.gbif_server.searches import (
    COMPLETED,
    OCCURRENCE,
    SEARCHES,
    complete,
    counted_datasets,
    counts,
    limit,
    suggest,
)
from tests.gbif_server.searching import Pairs, Search
from tests.gbif_server.species import taxa as taxa_by_key
from tests.gbif_server.stories import search_stories

# Seconds that a cache may keep an answer, as GBIF's headers say.
SEARCH_AGE = 600
REGISTRY_AGE = 3601
DOWNLOADS = Downloads()

# Names of the basic enumerations that are listed here; GBIF has many more.
ENUMERATIONS: dict[str, list[str]] = {
    "BasisOfRecord": parameters.BASIS_OF_RECORD,
    "Continent": parameters.CONTINENTS,
    "GbifRegion": parameters.REGIONS,
    "OccurrenceStatus": ["PRESENT", "ABSENT"],
    "DatasetType": parameters.DATASET_TYPES,
    "DatasetSubtype": v.DATASET_SUBTYPE,
    "License": parameters.LICENCES,
    "MediaType": parameters.MEDIA_TYPES,
    "Rank": v.RANK,
    "TaxonomicStatus": v.TAXONOMIC_STATUS,
    "OccurrenceIssue": v.OCCURRENCE_ISSUE,
    "EndpointType": v.ENDPOINT_TYPE,
    "ThreatStatus": v.THREAT_STATUS,
    "LiteratureType": v.LITERATURE_TYPE,
    "LiteratureRelevance": v.LITERATURE_RELEVANCE,
    "LiteratureTopic": v.TOPIC,
}


@dataclass(frozen=True)
class Answer:
    """A good answer: JSON or bytes, and for how many seconds it may be kept (0: not at all)."""

    body: Any
    age: int = REGISTRY_AGE
    content_type: str = "application/json"
    status: int = 200

    @property
    def sent(self) -> bytes:
        """What goes over the wire."""
        if isinstance(self.body, bytes):
            return self.body
        return json.dumps(self.body, ensure_ascii=False).encode()


@dataclass(frozen=True)
class Asked:
    """A request, as the paths see it."""

    path: str
    pairs: Pairs
    body: Any = None
    authorization: str = ""


def answer_get(asked: Asked) -> Answer:
    """What GBIF says to a GET; ApiError when it says no."""
    path, pairs = asked.path, asked.pairs
    if path in SEARCHES:
        searched = path.startswith(("/v1/occurrence", "/v1/literature"))
        return Answer(SEARCHES[path].answer(pairs), SEARCH_AGE if searched else REGISTRY_AGE)
    if path == "/v1/occurrence/count":
        return Answer(len(list(OCCURRENCE.matching(pairs))), SEARCH_AGE)
    if path == "/graphql":
        variables = json.loads(pairs.get("variables", ["{}"])[-1])
        return Answer(search_stories(variables), 0)
    if (suggested := suggest(path, pairs)) is not None:
        return Answer(suggested)
    for pattern, answer in _ROUTES:
        if match := re.fullmatch(pattern, path):
            found = answer(asked, *match.groups())
            return found if isinstance(found, Answer) else Answer(found)
    raise entity_not_found(path)


def answer_post(asked: Asked) -> Answer:
    """What GBIF says to a POST; ApiError when it says no."""
    if asked.path == "/v1/occurrence/search/predicate":
        return Answer(_search_by_predicate(asked.body), SEARCH_AGE)
    if asked.path == "/v1/occurrence/download/request":
        key = DOWNLOADS.request(
            asked.body, asked.authorization, lambda test: list(OCCURRENCE.matching({}, test))
        )
        return Answer(key.encode(), 0, "text/plain", 201)
    if asked.path == "/v1/derivedDataset":
        return Answer(DOWNLOADS.derive(asked.body, asked.authorization), 0, status=201)
    if asked.path == "/graphql" and isinstance(asked.body, dict):
        return Answer(search_stories(asked.body.get("variables") or {}), 0)
    raise entity_not_found(asked.path, json=True)


def _search_by_predicate(body: Any) -> Row:
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
    return OCCURRENCE.answer(pairs, test)


def _by_key(
    rows: Callable[[], list[Row]], show: Callable[[Row], Row] | None = None, *, json: bool = False
) -> Callable[..., Row]:
    def answer(asked: Asked, key: str) -> Row:
        wanted = stand_in(key.lower())
        for row in rows():
            if str(row["key"]) == wanted:
                found = Search(rows, {}, show or (lambda shown: shown)).shown(row)
                return found | {"key": key.lower()} if wanted != key.lower() else found
        raise entity_not_found(asked.path, json=json)

    return answer


def _of_taxon(name: str) -> Callable[..., Row | list[Row]]:
    """A list about a taxon, as a page without a count."""

    def answer(asked: Asked, key: str) -> Row | list[Row]:
        taxon = taxa_by_key().get(int(key))
        if taxon is None:
            raise entity_not_found(asked.path, json=True)
        rows = [Search(list, {}).shown(row) for row in taxa.about(taxon, name)]
        if name == "parents":
            return rows
        size, start = limit(asked.pairs, 20), int(asked.pairs.get("offset", ["0"])[-1])
        page = rows[start : start + size]
        end = start + len(page) >= len(rows)
        return {"offset": start, "limit": size, "endOfRecords": end, "results": page}

    return answer


def _match_v2(asked: Asked) -> Row:
    one = {name: values[-1] for name, values in asked.pairs.items()}
    name = one.get("scientificName") or one.get("name", "")
    verbose = one.get("verbose", "").lower() == "true"
    return taxa.match_v2(name, one.get("checklistKey"), verbose=verbose)


def _known(find: Callable[..., Any], *, pairs: bool = False) -> Callable[..., Any]:
    """An answer by a name, 404 where `find` gives None."""

    def answer(asked: Asked, name: str) -> Any:
        found = find(name, asked.pairs) if pairs else find(name)
        if found is None:
            raise entity_not_found(asked.path)
        return found

    return answer


def _constituents(asked: Asked, key: str) -> Row:
    rows = [row for row in counted_datasets() if key in row["networkKeys"]]
    # GBIF does not search in them: q is ignored.
    pairs: Pairs = {n: values for n, values in asked.pairs.items() if n in ("limit", "offset")}
    return Search(lambda: rows, {}, dataset_record, max_limit=1000, faceted=False).answer(pairs)


def _metrics(asked: Asked, key: str) -> Row:
    _by_key(counted_datasets)(asked, key)
    return {"key": int(key[:4], 16), "datasetKey": key, "usagesCount": 0, "countByKingdom": {}}


def _capabilities(asked: Asked) -> Answer:
    pairs = {n: values for n, values in asked.pairs.items() if n in maps.DENSITY_FILTERS}
    return Answer(maps.capabilities(list(OCCURRENCE.matching(pairs))))


def _tile(asked: Asked, kind: str, zoom: str, x: str, y: str, suffix: str) -> Answer:
    pairs = asked.pairs
    if kind == "density":
        pairs = {n: values for n, values in pairs.items() if n in maps.DENSITY_FILTERS}
    place = (int(zoom), int(x), int(y))
    picture = maps.tile(OCCURRENCE.matching(pairs), asked.pairs, place, suffix)
    is_png = suffix.endswith("png")
    return Answer(picture, SEARCH_AGE, "image/png" if is_png else "application/x-protobuf")


def _picture(_asked: Asked) -> Answer:
    return Answer(picture(), content_type="image/png")


def _base_tile(asked: Asked, _place: str) -> Answer:
    return Answer(maps.base_tile(asked.pairs.get("style", [""])[-1]), content_type="image/png")


def _countries(_asked: Asked) -> list[Row]:
    return [
        {"iso2": code, "iso3": countries.alpha3(code), "title": str(name)}
        for code, name in countries
    ]


def _node_of(asked: Asked, code: str) -> Row:
    for row in nodes():
        if row["country"] == code.upper():
            return row
    raise entity_not_found(asked.path)


_UUID = r"([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})"
_TILE = r"(\d+)/(\d+)/(\d+)((?:@\w+)?\.\w+)"
_ROUTES: list[tuple[str, Callable[..., Any]]] = [
    (rf"/v1/occurrence/search/({'|'.join(COMPLETED)})", _known(complete, pairs=True)),
    (r"/v1/occurrence/counts/(\w+)", _known(counts, pairs=True)),
    (r"/v1/occurrence/download/([\d-]+)", _known(DOWNLOADS.get)),
    (r"/v1/occurrence/(\d+)", _by_key(occurrences)),
    (rf"/v1/dataset/{_UUID}/metrics", _metrics),
    (rf"/v1/dataset/{_UUID}", _by_key(counted_datasets, dataset_record)),
    (rf"/v1/organization/{_UUID}", _by_key(publishers)),
    (rf"/v1/network/{_UUID}/constituents", _constituents),
    (rf"/v1/network/{_UUID}", _by_key(networks)),
    (r"/v1/node/country/(\w\w)", _node_of),
    (rf"/v1/node/{_UUID}", _by_key(nodes)),
    (rf"/v1/grscicoll/institution/{_UUID}", _by_key(institutions)),
    (rf"/v1/grscicoll/collection/{_UUID}", _by_key(collections)),
    (
        r"/v1/species/suggest",
        lambda asked: taxa.suggest(asked.pairs.get("q", [""])[-1], limit(asked.pairs, 20)),
    ),
    (r"/v1/species/match", lambda asked: taxa.match_v1(asked.pairs.get("name", [""])[-1])),
    (r"/v2/species/match", _match_v2),
    (r"/v1/species/(\d+)", _by_key(taxa.usages, taxa.usage_record, json=True)),
    *(
        (rf"/v1/species/(\d+)/{name}", _of_taxon(name))
        for name in ("vernacularNames", "media", "parents", "children", "synonyms")
    ),
    (r"/v1/enumeration/country", _countries),
    (r"/v1/enumeration/basic/(\w+)", _known(ENUMERATIONS.get)),
    (r"/v1/vocabularies/(\w+)/concepts", _known(areas.concepts)),
    (r"/v1/geocode/gadm/search", lambda asked: areas.search_areas(asked.pairs)),
    (r"/v1/geocode/gadm/([A-Z]{3}[\d._]*)", _known(areas.area)),
    (r"/v1/geocode/reverse", lambda asked: areas.reverse(asked.pairs)),
    (r"/v1/image/cache/\d*x\d*/occurrence/\d+/media/[0-9a-f]{32}", _picture),
    (r"/v2/map/occurrence/density/capabilities\.json", _capabilities),
    (rf"/v2/map/occurrence/(density|adhoc)/{_TILE}", _tile),
    (r"/(?:3857|4326|3575|3031)/omt/([\w/@.]+)", _base_tile),
]
