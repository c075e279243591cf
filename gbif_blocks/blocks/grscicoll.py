"""Scientific collections and the institutions that keep them (GRSciColl)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from gbif_blocks.blocks.keys import ReferenceBlock
from gbif_blocks.blocks.things import (
    OPTIONAL_ADDRESS,
    OPTIONAL_COUNT,
    OPTIONAL_TEXT,
    TEXT,
    TEXTS,
    Record,
    RecordBlock,
    plain_text,
    web_address,
)
from gbif_blocks.representation import JSON, JSONSchema, RenderContext, closed_object, nullable
from gbif_blocks.snapshots import Snapshot


def _common(row: Record) -> dict[str, JSON]:
    address = row.get("address") if isinstance(row.get("address"), dict) else {}
    assert isinstance(address, dict)  # noqa: S101 - for the type checker; the line above makes it one
    return {
        "key": str(row["key"]),
        "code": row.get("code"),
        "name": str(row.get("name") or row["key"]),
        "description": plain_text(row.get("description")),
        "active": bool(row.get("active")),
        "city": address.get("city"),
        "country": address.get("country"),
        "homepage": web_address(row.get("homepage")),
        "specimen_count": row.get("numberSpecimens"),
        "occurrence_count": row.get("occurrenceCount"),
        "type_specimen_count": row.get("typeSpecimenCount"),
    }


_COMMON: dict[str, JSONSchema] = {
    "key": TEXT,
    "code": OPTIONAL_TEXT,
    "name": TEXT,
    "description": OPTIONAL_TEXT,
    "active": {"type": "boolean"},
    "city": OPTIONAL_TEXT,
    "country": OPTIONAL_TEXT,
    "homepage": OPTIONAL_ADDRESS,
    "specimen_count": OPTIONAL_COUNT,
    "occurrence_count": OPTIONAL_COUNT,
    "type_specimen_count": OPTIONAL_COUNT,
}


def _texts(given: Any) -> list[str]:
    return [str(one) for one in given] if isinstance(given, list) else []


class GbifCollectionBlock(RecordBlock):
    """One collection."""

    record_kind = "collection"
    key = ReferenceBlock("collection", label=_("Collection"))

    def represent_record(self, row: Record, snapshot: Snapshot, context: RenderContext) -> JSON:
        institution = {"key": row.get("institutionKey"), "name": row.get("institutionName")}
        return {
            **_common(row),
            "institution": institution if all(institution.values()) else None,
            "content_types": _texts(row.get("contentTypes")),
            "preservation_types": _texts(row.get("preservationTypes")),
        }

    def record_schema(self) -> JSONSchema:
        return closed_object(
            {
                **_COMMON,
                "institution": nullable(closed_object({"key": TEXT, "name": TEXT})),
                "content_types": TEXTS,
                "preservation_types": TEXTS,
            }
        )

    class Meta:
        icon = "folder-open-1"
        group = "GBIF"
        label = _("GBIF collection")
        label_format = _("Collection {key}")
        description = _("A card of one scientific collection.")
        preview_name = "collection"
        preview_value = {"key": "034e128e-ee23-42d4-989d-cbe406c04fdb"}


class GbifInstitutionBlock(RecordBlock):
    """One institution."""

    record_kind = "institution"
    key = ReferenceBlock("institution", label=_("Institution"))

    def represent_record(self, row: Record, snapshot: Snapshot, context: RenderContext) -> JSON:
        return {
            **_common(row),
            "types": _texts(row.get("types")),
            "disciplines": _texts(row.get("disciplines")),
        }

    def record_schema(self) -> JSONSchema:
        return closed_object({**_COMMON, "types": TEXTS, "disciplines": TEXTS})

    class Meta:
        icon = "home"
        group = "GBIF"
        label = _("GBIF institution")
        label_format = _("Institution {key}")
        description = _("A card of one institution that keeps collections.")
        preview_name = "collection"
        preview_value = {"key": "1be3aa67-8f90-4309-92f4-bd55426a8c09"}
