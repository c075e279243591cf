"""Publications that use GBIF's data."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from gbif_blocks.blocks.lists import CatalogueListBlock
from gbif_blocks.blocks.things import (
    OPTIONAL_ADDRESS,
    OPTIONAL_TEXT,
    TEXT,
    TEXTS,
    Record,
    doi_url,
    web_address,
)
from gbif_blocks.representation import JSON, JSONSchema, closed_object, nullable
from gbif_blocks.snapshots import Snapshot

# A list names so many authors and says that there are others.
MAX_AUTHORS = 6


class GbifLiteratureBlock(CatalogueListBlock):
    """Publications that a search finds, the newest first as GBIF lists them."""

    check_name = "literature"
    catalogue = "literature"

    def represent_row(self, row: Record, snapshot: Snapshot) -> JSON:
        identifiers = row.get("identifiers")
        doi = doi_url(identifiers.get("doi")) if isinstance(identifiers, dict) else None
        authors = [name for name in map(_author, row.get("authors") or []) if name]
        return {
            "id": str(row.get("id") or ""),
            "title": str(row.get("title") or ""),
            "authors": authors[:MAX_AUTHORS],
            "more_authors": len(authors) > MAX_AUTHORS,
            "year": row.get("year"),
            "source": row.get("source"),
            "publisher": row.get("publisher"),
            "doi": doi,
            "url": doi or web_address(row.get("websites")),
            "type": row.get("literatureType"),
            "topics": [str(topic) for topic in row.get("topics") or []],
            "relevance": [str(use) for use in row.get("relevance") or []],
            "open_access": bool(row.get("openAccess")),
            "peer_reviewed": bool(row.get("peerReview")),
        }

    def row_schema(self) -> JSONSchema:
        return closed_object(
            {
                "id": TEXT,
                "title": TEXT,
                "authors": TEXTS,
                "more_authors": {"type": "boolean"},
                "year": nullable({"type": "integer"}),
                "source": OPTIONAL_TEXT,
                "publisher": OPTIONAL_TEXT,
                "doi": OPTIONAL_ADDRESS,
                "url": OPTIONAL_ADDRESS,
                "type": OPTIONAL_TEXT,
                "topics": TEXTS,
                "relevance": TEXTS,
                "open_access": {"type": "boolean"},
                "peer_reviewed": {"type": "boolean"},
            }
        )

    class Meta:
        icon = "openquote"
        group = "GBIF"
        label = _("GBIF literature")
        label_format = _("Literature: {title}")
        description = _("Publications that use data from GBIF.")
        preview_name = "literature"
        preview_value = {
            "title": _("Research with our data"),
            "parameters": [{"name": "countriesOfResearcher", "value": "BE"}],
            "within_scope": False,
            "limit": 5,
        }


def _author(person: Any) -> str:
    if not isinstance(person, dict):
        return ""
    names = (person.get("lastName"), person.get("firstName"))
    return " ".join(str(name) for name in names if name)
