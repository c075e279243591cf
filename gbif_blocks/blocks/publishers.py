"""Publishers of data, with their logos."""

from django.utils.translation import gettext_lazy as _

from gbif_blocks.blocks.lists import CatalogueListBlock
from gbif_blocks.blocks.things import (
    ADDRESS,
    OPTIONAL_ADDRESS,
    OPTIONAL_COUNT,
    OPTIONAL_TEXT,
    TEXT,
    Record,
    site_url,
    web_address,
)
from gbif_blocks.representation import JSON, JSONSchema, closed_object
from gbif_blocks.snapshots import Snapshot


class GbifPublishersBlock(CatalogueListBlock):
    """Publishers that a search finds."""

    check_name = "publishers"
    catalogue = "publisher"

    def represent_row(self, row: Record, snapshot: Snapshot) -> JSON:
        logo = web_address(row.get("logoUrl"))
        return {
            "key": str(row["key"]),
            "title": str(row.get("title") or row["key"]),
            "city": row.get("city"),
            "country": row.get("country"),
            # A browser does not show a picture without encryption in a page with it.
            "logo": logo if logo and logo.startswith("https://") else None,
            "homepage": web_address(row.get("homepage")),
            "dataset_count": row.get("numPublishedDatasets"),
            "gbif_url": site_url("publisher", str(row["key"])),
        }

    def row_schema(self) -> JSONSchema:
        return closed_object(
            {
                "key": TEXT,
                "title": TEXT,
                "city": OPTIONAL_TEXT,
                "country": OPTIONAL_TEXT,
                "logo": OPTIONAL_ADDRESS,
                "homepage": OPTIONAL_ADDRESS,
                "dataset_count": OPTIONAL_COUNT,
                "gbif_url": ADDRESS,
            }
        )

    class Meta:
        icon = "group"
        group = "GBIF"
        label = _("GBIF publishers")
        label_format = _("Publishers: {title}")
        description = _("Organisations that publish through GBIF, with their logos.")
        preview_name = "publishers"
        preview_value = {
            "title": _("Who publishes"),
            "parameters": [{"name": "country", "value": "BE"}],
            "within_scope": False,
            "limit": 12,
        }
