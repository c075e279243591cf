"""A taxon: its names in several languages, its place in the classification, a picture, a map."""

from hashlib import md5
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from gbif_blocks.blocks.asking import rows_of, shown_snapshot
from gbif_blocks.blocks.charts import RANKS
from gbif_blocks.blocks.keys import BACKBONE, ReferenceBlock
from gbif_blocks.blocks.maps import MAP_SCHEMA, map_queries, represent_map
from gbif_blocks.blocks.things import (
    ADDRESS,
    LICENCE_SCHEMA,
    OPTIONAL_TEXT,
    TEXT,
    Record,
    RecordBlock,
    accessed,
    licence,
)
from gbif_blocks.client import api_url
from gbif_blocks.languages import names_by_language
from gbif_blocks.queries import GBIF_SITE, Query
from gbif_blocks.questions import RecordQuery
from gbif_blocks.references import key_of
from gbif_blocks.representation import (
    JSON,
    JSONSchema,
    RenderContext,
    closed_object,
    nullable,
)
from gbif_blocks.snapshots import Snapshot

BACKBONE_CITATION = (
    "GBIF Secretariat. GBIF Backbone Taxonomy. Checklist dataset https://doi.org/10.15468/39omei"
)
# Pictures that a portal may show; others are all rights reserved.
OPEN_LICENCES = ["CC0_1_0", "CC_BY_4_0", "CC_BY_NC_4_0"]
PICTURE_WIDTH = 640


class GbifTaxonBlock(RecordBlock):
    """One taxon of GBIF's own checklist."""

    record_kind = "taxon"

    key = ReferenceBlock(
        "taxon",
        label=_("Taxon"),
        help_text=_(
            "Type a name, such as Vulpes vulpes or red fox, and choose from the list; or paste the "
            "key or the address of the species page at GBIF.org."
        ),
    )
    with_picture = blocks.BooleanBlock(
        required=False,
        default=True,
        label=_("With a picture"),
        help_text=_("The first that a record with an open licence has, with its author."),
    )
    with_map = blocks.BooleanBlock(required=False, default=True, label=_("With a map"))

    def look_ahead(self, value: Any, context: RenderContext) -> None:
        super().look_ahead(value, context)
        for query in self._other_queries(value):
            context.expect(Snapshot, query)

    def _other_queries(self, value: Any) -> list[Query]:
        key = key_of(value["key"])
        queries: list[Query] = [RecordQuery(kind="vernacular_names", key=key)]
        if value["with_picture"]:
            queries.append(_pictures(key))
        if value["with_map"]:
            queries += map_queries({"taxonKey": [key]})
        return queries

    def represent_record(self, row: Record, snapshot: Snapshot, context: RenderContext) -> JSON:
        accepted = {"key": str(row.get("acceptedKey") or ""), "name": row.get("accepted") or ""}
        return {
            "key": str(row["key"]),
            "checklist_key": str(row.get("datasetKey") or BACKBONE),
            "scientific_name": str(row.get("scientificName") or row["key"]),
            "canonical_name": row.get("canonicalName"),
            "authorship": row.get("authorship") or None,
            "rank": row.get("rank"),
            "status": row.get("taxonomicStatus"),
            "accepted": accepted if row.get("synonym") and all(accepted.values()) else None,
            "classification": [
                {"rank": rank, "key": str(row[f"{rank}Key"]), "name": str(row[rank])}
                for rank in RANKS
                if row.get(rank) and row.get(f"{rank}Key")
            ],
            "citation": f"{row.get('scientificName')} in {BACKBONE_CITATION} "
            f"{accessed(snapshot.taken_at)}",
        }

    def represent_more(self, value: Any, context: RenderContext) -> dict[str, JSON]:
        key = key_of(value["key"])
        told = shown_snapshot(RecordQuery(kind="vernacular_names", key=key), context)
        pictures = shown_snapshot(_pictures(key), context) if value["with_picture"] else None
        return {
            "names": _names(rows_of(told)),
            "picture": _picture(rows_of(pictures)) if pictures else None,
            "map": represent_map({"taxonKey": [key]}, context) if value["with_map"] else None,
        }

    def record_schema(self) -> JSONSchema:
        taxon = closed_object({"rank": TEXT, "key": TEXT, "name": TEXT})
        return closed_object(
            {
                "key": TEXT,
                "checklist_key": TEXT,
                "scientific_name": TEXT,
                "canonical_name": OPTIONAL_TEXT,
                "authorship": OPTIONAL_TEXT,
                "rank": OPTIONAL_TEXT,
                "status": OPTIONAL_TEXT,
                "accepted": nullable(closed_object({"key": TEXT, "name": TEXT})),
                "classification": {"type": "array", "items": taxon},
                "citation": TEXT,
            }
        )

    def more_schema(self) -> dict[str, JSONSchema]:
        name = closed_object({"language": TEXT, "name": TEXT})
        picture = closed_object(
            {
                "src": ADDRESS,
                "title": OPTIONAL_TEXT,
                "creator": OPTIONAL_TEXT,
                "rights_holder": OPTIONAL_TEXT,
                "licence": LICENCE_SCHEMA,
                "occurrence_url": ADDRESS,
            }
        )
        return {
            "names": {"type": "array", "items": name},
            "picture": nullable(picture),
            "map": nullable(closed_object(MAP_SCHEMA)),
        }

    class Meta:
        icon = "tag"
        group = "GBIF"
        label = _("GBIF taxon")
        label_format = _("Taxon {key}")
        description = _("A card of one species or group: names, classification, picture and map.")
        preview_name = "taxon"
        preview_value = {"key": "5219243", "with_picture": True, "with_map": True}


def _pictures(key: str) -> Query:
    parameters = {"taxonKey": [key], "mediaType": ["StillImage"], "license": OPEN_LICENCES}
    return Query("occurrence", parameters, limit=5)


def _names(rows: list[Record]) -> list[dict[str, str]]:
    return [{"language": code, "name": name} for code, name in names_by_language(rows).items()]


def _picture(rows: list[Record]) -> JSON:
    """The first picture whose own licence, or its record's, is an open one."""
    for row in rows:
        for medium in row.get("media") or []:
            address = medium.get("identifier")
            terms = licence(medium.get("license")) or licence(row.get("license"))
            if medium.get("type") != "StillImage" or not address or not terms:
                continue
            # GBIF's own copy, by the MD5 of the original's address
            # (https://techdocs.gbif.org/en/openapi/images).
            name = md5(str(address).encode(), usedforsecurity=False).hexdigest()
            return {
                "src": f"{api_url()}/v1/image/cache/{PICTURE_WIDTH}x/occurrence/{row['key']}"
                f"/media/{name}",
                "title": medium.get("title"),
                "creator": medium.get("creator") or row.get("recordedBy"),
                "rights_holder": medium.get("rightsHolder") or row.get("rightsHolder"),
                "licence": terms,
                "occurrence_url": f"{GBIF_SITE}/occurrence/{row['key']}",
            }
    return None
