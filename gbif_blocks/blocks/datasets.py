"""Datasets with DOI, licence and a citation that is built, not typed."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from gbif_blocks.blocks.keys import ReferenceBlock
from gbif_blocks.blocks.lists import CatalogueListBlock
from gbif_blocks.blocks.things import (
    ADDRESS,
    LICENCE_SCHEMA,
    OPTIONAL_ADDRESS,
    OPTIONAL_COUNT,
    OPTIONAL_TEXT,
    TEXT,
    Record,
    RecordBlock,
    accessed,
    doi_url,
    known_record,
    licence,
    plain_text,
    site_url,
)
from gbif_blocks.queries import Query
from gbif_blocks.references import key_of
from gbif_blocks.representation import JSON, JSONSchema, RenderContext, closed_object, nullable
from gbif_blocks.snapshots import Snapshot

DATASET_SCHEMA: JSONSchema = closed_object(
    {
        "key": TEXT,
        "title": TEXT,
        "doi": OPTIONAL_ADDRESS,
        "type": OPTIONAL_TEXT,
        "licence": LICENCE_SCHEMA,
        "description": OPTIONAL_TEXT,
        "publisher": nullable(closed_object({"key": TEXT, "title": TEXT})),
        "record_count": OPTIONAL_COUNT,
        "citation": TEXT,
        "gbif_url": ADDRESS,
    }
)


def represent_dataset(
    row: Record, snapshot: Snapshot, publisher: str | None, count: int | None
) -> JSON:
    """A dataset by what GBIF tells of it; the schema is DATASET_SCHEMA."""
    key = str(row["key"])
    publisher_key = row.get("publishingOrganizationKey")
    shown_publisher = {"key": publisher_key, "title": publisher} if publisher_key else None
    return {
        "key": key,
        "title": str(row.get("title") or key),
        "doi": doi_url(row.get("doi")),
        "type": row.get("type"),
        "licence": licence(row.get("license")),
        "description": plain_text(row.get("description")),
        "publisher": shown_publisher if publisher else None,
        "record_count": count,
        "citation": dataset_citation(row, snapshot, publisher),
        "gbif_url": site_url("dataset", key),
    }


def dataset_citation(row: Record, snapshot: Snapshot, publisher: str | None) -> str:
    """The dataset's own citation with the day on which it was read.

    GBIF gives it with the dataset; a search does not, and then it is put together in the same form
    (https://www.gbif.org/citation-guidelines).
    """
    given = row.get("citation")
    own = given.get("text") if isinstance(given, dict) else None
    if own:
        return f"{own} {accessed(snapshot.taken_at)}"
    where = doi_url(row.get("doi")) or site_url("dataset", str(row["key"]))
    kind = str(row.get("type") or "").replace("_", " ").capitalize()
    parts = [publisher, row.get("title"), f"{kind} dataset {where}".strip()]
    return f"{'. '.join(str(part) for part in parts if part)} {accessed(snapshot.taken_at)}"


class GbifDatasetBlock(RecordBlock):
    """One dataset."""

    record_kind = "dataset"

    key = ReferenceBlock("dataset", label=_("Dataset"))

    def look_ahead(self, value: Any, context: RenderContext) -> None:
        super().look_ahead(value, context)
        context.expect(Snapshot, _records_of(key_of(value["key"])))

    def represent_record(self, row: Record, snapshot: Snapshot, context: RenderContext) -> JSON:
        publisher_key = row.get("publishingOrganizationKey")
        publisher = known_record("publisher", publisher_key, context) if publisher_key else None
        records = context.snapshot(_records_of(row["key"]))
        context.touch(records.tag)
        return represent_dataset(row, snapshot, (publisher or {}).get("title"), records.count)

    def record_schema(self) -> JSONSchema:
        return DATASET_SCHEMA

    class Meta:
        icon = "doc-full"
        group = "GBIF"
        label = _("GBIF dataset")
        label_format = _("Dataset {key}")
        description = _("A card of one dataset: publisher, licence, DOI and how to cite it.")
        preview_name = "dataset"
        preview_value = {"key": "50c9509d-22c7-4a22-a47d-8c48425ef4a7"}


def _records_of(key: str) -> Query:
    return Query("occurrence", {"datasetKey": [key]})


class GbifDatasetsBlock(CatalogueListBlock):
    """Datasets that a search finds."""

    check_name = "datasets"
    catalogue = "dataset"

    def represent_row(self, row: Record, snapshot: Snapshot) -> JSON:
        publisher = row.get("publishingOrganizationTitle")
        return represent_dataset(row, snapshot, publisher, row.get("recordCount"))

    def row_schema(self) -> JSONSchema:
        return DATASET_SCHEMA

    class Meta:
        icon = "list-ul"
        group = "GBIF"
        label = _("GBIF datasets")
        label_format = _("Datasets: {title}")
        description = _("A list of datasets, each with its DOI, licence and citation.")
        preview_name = "datasets"
        preview_value = {
            "title": _("Datasets about Belgium"),
            "parameters": [{"name": "publishingCountry", "value": "BE"}],
            "within_scope": False,
            "limit": 5,
        }
