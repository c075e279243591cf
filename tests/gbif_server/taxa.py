"""Name usages of the made-up backbone, as the species API shows them, version 1 and version 2."""

from functools import cache
from typing import Any
from zlib import crc32

from gbif_blocks.names import names
from tests.gbif_server.checklists import BACKBONE, CATALOGUE_OF_LIFE, check_checklist, key_in
from tests.gbif_server.names_of_species import NAMES
from tests.gbif_server.species import Taxon, species, taxa

Row = dict[str, Any]
_INTERPRETED = "2026-08-22T22:11:51.237+00:00"


@cache
def usages() -> list[Row]:
    """Every taxon as a name usage."""
    return [_usage(taxon) for taxon in taxa().values()]


def usage_of(key: int) -> Row | None:
    """The name usage with this key."""
    return next((row for row in usages() if row["key"] == key), None)


def _usage(taxon: Taxon) -> Row:
    row: Row = {
        "key": taxon.key,
        "nubKey": taxon.key,
        "nameKey": crc32(taxon.canonical_name.encode()) % 100_000_000,
        "taxonID": f"gbif:{taxon.key}",
        "sourceTaxonKey": taxon.key,
        "datasetKey": BACKBONE,
        "constituentKey": CATALOGUE_OF_LIFE,
        "scientificName": taxon.scientific_name,
        "canonicalName": taxon.canonical_name,
        "vernacularName": taxon.vernacular_name or None,
        "authorship": taxon.authorship,
        "nameType": "SCIENTIFIC",
        "rank": taxon.rank,
        "origin": "SOURCE",
        "taxonomicStatus": "ACCEPTED",
        "status": "ACCEPTED",
        "nomenclaturalStatus": [],
        "remarks": "",
        "synonym": False,
        "numDescendants": sum(str(taxon.key) in other.lineage() for other in taxa().values()) - 1,
        "lastCrawled": _INTERPRETED,
        "lastInterpreted": _INTERPRETED,
        "issues": [],
        "extinct": False,
        "habitats": [],
        "threatStatuses": [],
        "vernacularNames": [
            {"vernacularName": name["vernacularName"], "language": name["language"]}
            for name in vernacular_names(taxon)
        ],
        "higherClassificationMap": {str(key): name for _rank, name, key in taxon.classification},
        "higherKeys": [str(key) for _rank, _name, key in taxon.classification],
    }
    for rank, name, key in (*taxon.classification, (taxon.rank.lower(), taxon.canonical_name, 0)):
        row[rank], row[f"{rank}Key"] = name, key or taxon.key
    if taxon.parent_key:
        row["parentKey"] = taxon.parent_key
        row["parent"] = taxon.classification[-1][1]
    return row


_ONLY_FOUND = (
    "synonym",
    "higherClassificationMap",
    "habitats",
    "threatStatuses",
    "status",
    "vernacularNames",
)


def usage_record(row: Row) -> Row:
    """A name usage as it is shown by its key."""
    return {name: value for name, value in row.items() if name not in _ONLY_FOUND}


_FOUND = names(
    "key nubKey nameKey datasetKey constituentKey parentKey parent scientificName canonicalName "
    "authorship nameType rank origin taxonomicStatus nomenclaturalStatus numDescendants synonym "
    "issues habitats threatStatuses vernacularNames higherClassificationMap extinct kingdom "
    "phylum class order family genus species kingdomKey phylumKey classKey orderKey familyKey "
    "genusKey speciesKey"
)


def usage_found(row: Row) -> Row:
    """A name usage as a search shows it."""
    return {name: row[name] for name in _FOUND if name in row}


_SUGGESTED = names(
    "key nameKey kingdom phylum class order family genus species kingdomKey phylumKey classKey "
    "orderKey familyKey genusKey speciesKey parent parentKey nubKey scientificName "
    "canonicalName rank status higherClassificationMap synonym"
)


def suggest(q: str, limit: int) -> list[Row]:
    """Name usages with a word that begins with `q`; common names count."""
    start = q.lower()
    found = [
        {name: row[name] for name in _SUGGESTED if name in row}
        for row in usages()
        if any(_begins(name, start) for name in (row["canonicalName"], row["vernacularName"] or ""))
    ]
    return found[:limit]


def _begins(name: str, start: str) -> bool:
    return any(part.startswith(start) for part in (name.lower(), *name.lower().split()))


def vernacular_names(taxon: Taxon) -> list[Row]:
    """What a taxon is called in English and, for some, the portal's other languages."""
    if not taxon.vernacular_name:
        return []
    named = {"eng": taxon.vernacular_name} | NAMES.get(taxon.canonical_name, {})
    return [
        {
            "taxonKey": taxon.key,
            "vernacularName": name,
            "language": language,
            "preferred": True,
            "source": "Invented list of names",
            "sourceTaxonKey": taxon.key + 100_000_000,
        }
        for language, name in named.items()
    ]


def about(taxon: Taxon, name: str) -> list[Row]:
    """The rows of a list about a taxon, such as its children."""
    if name == "vernacularNames":
        return vernacular_names(taxon)
    if name == "media":
        return media(taxon)
    if name == "children":
        return [row for row in usages() if row.get("parentKey") == taxon.key]
    above = {key for _rank, _name, key in taxon.classification} if name == "parents" else set()
    return [row for row in usages() if row["key"] in above]


def media(taxon: Taxon) -> list[Row]:
    """One made-up picture of a species; none of what is above."""
    if taxon.rank != "SPECIES":
        return []
    return [
        {
            "taxonKey": taxon.key,
            "type": "StillImage",
            "format": "image/jpeg",
            "identifier": f"https://example.org/taxon/{taxon.key}.jpg",
            "references": f"https://example.org/taxon/{taxon.key}",
            "title": taxon.canonical_name,
            "creator": "K. Peeters",
            "rightsHolder": "K. Peeters",
            "license": "http://creativecommons.org/licenses/by/4.0/legalcode",
            "source": "Invented list of pictures",
            "sourceTaxonKey": taxon.key + 100_000_000,
        }
    ]


def _matched(name: str) -> tuple[str, Taxon | None]:
    """How a name matches, and the taxon."""
    wanted = name.strip().lower()
    for taxon in taxa().values():
        if wanted in (taxon.canonical_name.lower(), taxon.scientific_name.lower()):
            return "EXACT", taxon
    genus = wanted.split()[0] if wanted else ""
    for taxon in taxa().values():
        if taxon.rank == "GENUS" and taxon.canonical_name.lower() == genus:
            return "HIGHERRANK", taxon
    return "NONE", None


def match_v1(name: str) -> Row:
    """`/v1/species/match`: flat, by the backbone's numbers."""
    kind, taxon = _matched(name)
    if taxon is None:
        return {"confidence": 100, "matchType": "NONE", "synonym": False}
    row = usage_of(taxon.key) or {}
    names = [*_SUGGESTED, "status"]
    shown = {name: row[name] for name in names if name in row and "Map" not in name}
    del shown["key"]
    return shown | {
        "usageKey": taxon.key,
        "confidence": 99 if kind == "EXACT" else 90,
        "matchType": kind,
        "synonym": False,
    }


def match_v2(name: str, checklist: str | None, *, verbose: bool) -> Row:
    """`/v2/species/match`: nested, with the keys of a checklist as text."""
    check_checklist(checklist)
    kind, taxon = _matched(name)
    timings = {"nameNRank": 0, "sciNameMatch": 1, "nameParse": 0, "luceneMatch": 0}
    if taxon is None:
        none: Row = {"matchType": "NONE", "issues": [], "confidence": 100, "timeTaken": 1}
        return {"diagnostics": none | {"timings": {"sciNameMatch": 1}}, "synonym": False}
    diagnostics: Row = {
        "matchType": kind,
        "confidence": 99 if kind == "EXACT" else 90,
        "timeTaken": 1,
        "timings": timings,
    }
    if verbose:
        note = "Similarity: name=110; authorship=0; classification=-2; rank=6; status=1; score=115"
        diagnostics |= {"note": note, "alternatives": _alternatives(taxon, checklist, note)}
    return _match_body(taxon, checklist) | {
        "diagnostics": diagnostics,
        "additionalStatus": [
            {
                "clbDatasetKey": "53131",
                "datasetAlias": "IUCN",
                "datasetKey": "19491596-35ae-4a91-9a98-85cf505f1bd3",
                "status": "LEAST_CONCERN",
                "statusCode": "LC",
                "sourceId": str(taxon.key),
            }
        ],
    }


def _match_body(taxon: Taxon, checklist: str | None) -> Row:
    levels = [*taxon.classification, (taxon.rank.lower(), taxon.canonical_name, taxon.key)]
    return {
        "usage": _match_usage(taxon, checklist) | {"status": "ACCEPTED"},
        "classification": [
            {"key": key_in(key, checklist), "name": name, "rank": rank.upper()}
            for rank, name, key in levels
        ],
        "synonym": False,
        "left": taxon.key,
        "right": taxon.key,
    }


def _match_usage(taxon: Taxon, checklist: str | None) -> Row:
    words = taxon.canonical_name.split()
    usage = {
        "key": key_in(taxon.key, checklist),
        "name": taxon.scientific_name,
        "canonicalName": taxon.canonical_name,
        "authorship": taxon.authorship,
        "rank": taxon.rank,
        "genericName": words[0],
        "type": "SCIENTIFIC",
        "formattedName": f"<i>{'</i> <i>'.join(words)}</i> {taxon.authorship}".strip(),
    }
    return usage | ({"specificEpithet": words[1]} if len(words) > 1 else {})


def _alternatives(taxon: Taxon, checklist: str | None, note: str) -> list[Row]:
    """Another species, as a synonym of the one that was found."""
    other = next(one for one in species() if one.key != taxon.key)
    body = _match_body(other, checklist)
    body["usage"] |= {"status": "SYNONYM", "code": "ZOOLOGICAL"}
    accepted = _match_usage(taxon, checklist) | {"infraspecificEpithet": "inventus"}
    diagnostics = {"matchType": "VARIANT", "confidence": 9, "note": note, "timeTaken": 0}
    return [body | {"acceptedUsage": accepted, "diagnostics": diagnostics, "synonym": True}]
