"""Finding things of GBIF by typing: what a chooser lists, and what is kept of what was chosen.

    suggest("taxon", "vulp") -> [Suggestion("5219243", "Vulpes vulpes (Linnaeus, 1758)", …), …]

Keys are text: those of some checklists are no numbers.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gbif_blocks.client import Client
from gbif_blocks.exceptions import BadAnswer
from gbif_blocks.names import names

LIMIT = 20
# Shorter beginnings find too much to be of use, and cost a request each.
SHORTEST = 2
LONGEST = 200


@dataclass(frozen=True)
class Suggestion:
    """One thing to choose: its key, its name, and what tells it from others of that name."""

    key: str
    label: str
    detail: str = ""


@dataclass(frozen=True)
class Match:
    """The taxon that a name means in a checklist.

    `kind` is GBIF's word: EXACT, FUZZY, VARIANT, HIGHERRANK or NONE; with NONE there is no key.
    `status` is that of the name, such as ACCEPTED or SYNONYM; `classification` goes from the
    kingdom down, a rank, a name and a key each.
    """

    kind: str
    key: str | None
    name: str
    rank: str
    status: str
    classification: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class _Kind:
    path: str
    read: Callable[[dict[str, Any]], Suggestion]
    paged: bool = False


def _taxon(row: dict[str, Any]) -> Suggestion:
    above = [str(row[rank]) for rank in names("kingdom phylum class order family") if row.get(rank)]
    rank = str(row.get("rank") or "").capitalize()
    status = str(row.get("status") or "").replace("_", " ").lower()
    words = [rank, *([status] if status not in ("", "accepted") else []), " › ".join(above)]
    return Suggestion(str(row["key"]), str(row["scientificName"]), ", ".join(filter(None, words)))


def _titled(row: dict[str, Any]) -> Suggestion:
    kind = str(row.get("type") or "").replace("_", " ").capitalize()
    return Suggestion(str(row["key"]), str(row["title"]), kind)


def _coded(row: dict[str, Any]) -> Suggestion:
    return Suggestion(str(row["key"]), str(row["name"]), str(row.get("code") or ""))


def _area(row: dict[str, Any]) -> Suggestion:
    above = " › ".join(str(region["name"]) for region in row.get("higherRegions") or [])
    kind = ", ".join(str(word) for word in row.get("englishType") or [])
    return Suggestion(str(row["id"]), str(row["name"]), ", ".join(filter(None, [kind, above])))


_KINDS: dict[str, _Kind] = {
    "taxon": _Kind("/v1/species/suggest", _taxon),
    "dataset": _Kind("/v1/dataset/suggest", _titled),
    "publisher": _Kind("/v1/organization/suggest", _titled),
    "network": _Kind("/v1/network/suggest", _titled),
    "institution": _Kind("/v1/grscicoll/institution/suggest", _coded),
    "collection": _Kind("/v1/grscicoll/collection/suggest", _coded),
    "area": _Kind("/v1/geocode/gadm/search", _area, paged=True),
}
KINDS = tuple(_KINDS)


def suggest(
    kind: str,
    q: str,
    *,
    limit: int = LIMIT,
    within: list[tuple[str, str]] | None = None,
    client: Client | None = None,
) -> list[Suggestion]:
    """What GBIF has of a kind (KINDS) under a name that begins with, or holds, `q`.

    `within` are further parameters, such as ("datasetKey", checklist) or ("gadmGid", "BEL").
    [] for what is too short to ask. While GBIF is away an old answer stands in; else a GbifError.
    """
    q = " ".join(q.split())[:LONGEST]
    if len(q) < SHORTEST:
        return []
    found = _KINDS[kind]
    client = client or Client(stale_if_error=True)
    # The same letters in capitals are the same question.
    answer = client.get(found.path, [("q", q.lower()), ("limit", str(limit)), *(within or [])])
    try:
        rows = answer["results"] if found.paged else answer
        return [found.read(row) for row in list(rows)[:limit]]
    except (KeyError, TypeError, AttributeError) as error:
        raise BadAnswer("GBIF's answer is not a list to choose from.") from error


def match(name: str, *, checklist_key: str = "", client: Client | None = None) -> Match:
    """The taxon that a scientific name means, by `/v2/species/match`; raises a GbifError."""
    client = client or Client(stale_if_error=True)
    pairs = [("scientificName", " ".join(name.split())[:LONGEST])]
    if checklist_key:
        pairs.append(("checklistKey", checklist_key))
    answer = client.get("/v2/species/match", pairs)
    try:
        usage = answer.get("usage") or {}
        levels = answer.get("classification") or []
        return Match(
            kind=str(answer["diagnostics"]["matchType"]),
            key=str(usage["key"]) if usage else None,
            name=str(usage.get("name") or ""),
            rank=str(usage.get("rank") or ""),
            status=str(usage.get("status") or ""),
            classification=tuple(
                (str(one["rank"]), str(one["name"]), str(one["key"])) for one in levels
            ),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise BadAnswer("GBIF's answer is not a match of a name.") from error
