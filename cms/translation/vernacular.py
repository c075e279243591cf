"""What GBIF's checklists call a taxon in a language: offered, never inserted."""

from collections.abc import Iterable
from typing import Any

from cms.translation.taxa import Taxon
from gbif_blocks.client import Client
from gbif_blocks.exceptions import GbifError
from gbif_blocks.languages import two_letters
from gbif_blocks.questions import MAX_NAMES, RECORD_KINDS

# Somebody waits; what GBIF does not tell in time is not offered.
_PATIENCE = 1.5
# Of a page that is about many taxa, so many are asked about.
_MOST_TAXA = 10


def vernacular_names(taxa: Iterable[Taxon], language: str) -> list[dict[str, Any]]:
    """For each taxon its names in a language, preferred ones first, and who calls it so.

    Without GBIF, the name that was kept when the taxon was chosen.
    """
    client = Client(stale_if_error=True, patience=_PATIENCE)
    return [
        {"key": taxon.key, "name": taxon.name, "vernacular": _names(taxon, language, client)}
        for taxon in list(taxa)[:_MOST_TAXA]
    ]


def _names(taxon: Taxon, language: str, client: Client) -> list[dict[str, str]]:
    found: dict[str, str] = {}
    path = RECORD_KINDS["vernacular_names"].path.format(key=taxon.key)
    try:
        rows = client.get(path, [("limit", str(MAX_NAMES))])["results"]
    except (GbifError, KeyError, TypeError):
        rows = []
    own = [row for row in rows if two_letters(str(row.get("language") or "")) == language[:2]]
    for row in sorted(own, key=lambda row: not row.get("preferred")):
        name = " ".join(str(row.get("vernacularName") or "").split())
        if name:
            found.setdefault(name, str(row.get("source") or "GBIF"))
    kept = taxon.labels.get(language[:2])
    if kept and not found:
        found[kept] = "GBIF"
    return [{"name": name, "source": source} for name, source in found.items()]
