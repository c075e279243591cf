"""Questions to GBIF other than a search: records counted by a field, one thing by its key.

Each is a `Query`, so it has a snapshot like any search. Module `kept` says what a snapshot keeps of
the answer: `results` holds the counts of the field, or the one thing.
"""

from dataclasses import dataclass, field
from typing import Any

from gbif_blocks.names import names
from gbif_blocks.predicates import rest_key
from gbif_blocks.queries import GBIF_SITE, Query

# GBIF sends ten counts unless told; more than this no chart can show.
MAX_COUNTS = 300
# Names of one taxon; the fox has about a hundred.
MAX_NAMES = 300


@dataclass(frozen=True)
class FacetQuery(Query):
    """A search that counts its records by a field: {"name": value, "count": records} a row.

    `facet` is a parameter of the catalogue's search, `values` how many counts to ask for at most;
    the largest come first (https://techdocs.gbif.org/en/openapi/v1/occurrence, "facet").
    """

    facet: str = ""
    values: int = 10

    @property
    def request_parameters(self) -> list[tuple[str, str]]:
        """Those of the search, and the field."""
        pairs = super().request_parameters
        if self.method == "POST":
            return pairs
        return [*pairs, ("facet", self.facet), ("facetLimit", str(self.values))]

    @property
    def body(self) -> dict[str, Any] | None:
        """That of the search, and the field."""
        body: dict[str, Any] | None = super().body
        if body is None:
            return None
        return body | {"facets": [rest_key(self.facet)], "facetLimit": self.values}


@dataclass(frozen=True)
class RecordKind:
    """A kind of thing that GBIF gives by its key.

    `path` is below GBIF_API_URL and `site_path` on www.gbif.org; `fields` are what a snapshot keeps
    of the answer, `must_have` the one without which it is no answer. `listed`: the answer is a page
    of several (GBIF counts none of these lists).
    """

    name: str
    catalogue: str
    path: str
    site_path: str
    fields: list[str]
    must_have: str = "key"
    listed: bool = False


RECORD_KINDS: dict[str, RecordKind] = {
    kind.name: kind
    for kind in (
        RecordKind(
            "dataset",
            "dataset",
            "/v1/dataset/{key}",
            "/dataset/{key}",
            names(
                "key doi title type subtype description license publishingOrganizationKey "
                "citation homepage logoUrl pubDate modified deleted"
            ),
        ),
        RecordKind(
            "publisher",
            "publisher",
            "/v1/organization/{key}",
            "/publisher/{key}",
            names("key title city country homepage logoUrl numPublishedDatasets deleted"),
        ),
        RecordKind(
            "collection",
            "collection",
            "/v1/grscicoll/collection/{key}",
            "/collection/{key}",
            names(
                "key code name description contentTypes preservationTypes active institutionKey "
                "institutionName institutionCode homepage numberSpecimens occurrenceCount "
                "typeSpecimenCount address deleted replacedBy"
            ),
        ),
        RecordKind(
            "institution",
            "institution",
            "/v1/grscicoll/institution/{key}",
            "/institution/{key}",
            names(
                "key code name description types disciplines active homepage latitude longitude "
                "numberSpecimens occurrenceCount typeSpecimenCount address deleted replacedBy"
            ),
        ),
        RecordKind(
            "taxon",
            "taxon",
            "/v1/species/{key}",
            "/species/{key}",
            names(
                "key nubKey datasetKey scientificName canonicalName authorship vernacularName rank "
                "taxonomicStatus synonym acceptedKey accepted kingdom kingdomKey phylum phylumKey "
                "class classKey order orderKey family familyKey genus genusKey species speciesKey "
                "numDescendants deleted"
            ),
        ),
        RecordKind(
            "vernacular_names",
            "taxon",
            "/v1/species/{key}/vernacularNames",
            "/species/{key}",
            names("vernacularName language preferred"),
            must_have="vernacularName",
            listed=True,
        ),
        RecordKind(
            "map",
            "occurrence",
            "/v2/map/occurrence/density/capabilities.json",
            "/occurrence/map",
            names("minLat minLng maxLat maxLng minYear maxYear total generated"),
            must_have="total",
        ),
    )
}


@dataclass(frozen=True)
class RecordQuery(Query):
    """One thing by its key; `catalogue` follows from `kind`, a name of RECORD_KINDS.

    A map has no key: what it shows is told by `parameters`.
    """

    catalogue: str = field(init=False, default="")
    kind: str = ""
    key: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "catalogue", RECORD_KINDS[self.kind].catalogue)

    @property
    def path(self) -> str:
        """The path below GBIF_API_URL."""
        return RECORD_KINDS[self.kind].path.format(key=self.key)

    @property
    def request_parameters(self) -> list[tuple[str, str]]:
        """What a map shows; of a list, how much of it."""
        pairs = [
            (name, value) for name in sorted(self.parameters) for value in self.parameters[name]
        ]
        return pairs + ([("limit", str(MAX_NAMES))] if RECORD_KINDS[self.kind].listed else [])

    @property
    def gbif_url(self) -> str:
        """The page of www.gbif.org about the thing."""
        if not self.key:
            return super().gbif_url
        return f"{GBIF_SITE}{RECORD_KINDS[self.kind].site_path.format(key=self.key)}"
