"""GADM areas of the made-up records, and the vocabularies that GBIF keeps apart."""

from functools import cache
from typing import Any

from tests.gbif_server.errors import ApiError
from tests.gbif_server.occurrences import occurrences

Row = dict[str, Any]
_LEVEL_1 = {"BEL.1_1": "Bruxelles", "BEL.2_1": "Vlaanderen", "BEL.3_1": "Wallonie"}
_TYPES = ("Country", "Region", "Province", "Municipality")


@cache
def areas() -> list[Row]:
    """Every area, from the country down."""
    found: dict[str, Row] = {}
    for row in occurrences():
        above: list[Row] = []
        for level, area in enumerate(row["gadm"].values()):
            name = _LEVEL_1.get(area["gid"], area["name"])
            found.setdefault(
                area["gid"],
                {
                    "id": area["gid"],
                    "gadmLevel": level,
                    "name": name,
                    "variantName": [],
                    "nonLatinName": [],
                    "type": [_TYPES[level]],
                    "englishType": [_TYPES[level]],
                    "higherRegions": list(above),
                },
            )
            above.append({"id": area["gid"], "name": name})
    return [found[gid] for gid in sorted(found)]


def area(gid: str) -> Row | None:
    """`/v1/geocode/gadm/{gid}`."""
    return next((one for one in areas() if one["id"] == gid), None)


def search_areas(pairs: dict[str, list[str]]) -> Row:
    """`/v1/geocode/gadm/search`: by a part of the name, within an area."""
    q = pairs.get("q", [""])[-1].lower()
    within = pairs.get("gadmGid", [""])[-1]
    limit, offset = (
        int(pairs.get(name, [default])[-1]) for name, default in (("limit", "20"), ("offset", "0"))
    )
    found = [
        area
        for area in areas()
        if q in area["name"].lower()
        and (not within or within in [area["id"], *(one["id"] for one in area["higherRegions"])])
    ]
    page = found[offset : offset + limit]
    end = offset + len(page) >= len(found)
    return {
        "offset": offset,
        "limit": limit,
        "endOfRecords": end,
        "count": len(found),
        "results": page,
    }


def reverse(pairs: dict[str, list[str]]) -> list[Row]:
    """`/v1/geocode/reverse`: the country and the areas of the nearest made-up record."""
    try:
        latitude, longitude = (float(pairs[name][-1]) for name in ("lat", "lng"))
    except (KeyError, ValueError):
        raise ApiError(400, "lat and lng are required") from None
    placed = [row for row in occurrences() if "decimalLatitude" in row]
    nearest = min(
        placed,
        key=lambda row: (
            (row["decimalLatitude"] - latitude) ** 2 + (row["decimalLongitude"] - longitude) ** 2
        ),
    )
    country = nearest["countryCode"]
    found = [_place(country, "Political", nearest["country"], country)]
    return found + [
        _place(area["gid"], f"GADM{level}", area["name"], country)
        for level, area in enumerate(nearest["gadm"].values())
    ]


def _place(identifier: str, kind: str, title: str, country: str) -> Row:
    place = {"id": identifier, "type": kind, "source": "Invented", "title": title}
    return place | {"isoCountryCode2Digit": country, "distance": 0}


_VOCABULARIES = {
    "EstablishmentMeans": ["Native", "Introduced", "Vagrant", "Uncertain"],
    "DegreeOfEstablishment": ["Native", "Captive", "Cultivated", "Established", "Invasive"],
    "LifeStage": ["Adult", "Juvenile", "Larva", "Egg"],
    "Sex": ["Female", "Male", "Hermaphrodite"],
    "Pathway": ["Escape", "Contaminant", "Stowaway", "Corridor"],
    "TypeStatus": ["Holotype", "Paratype", "Isotype", "Syntype", "Lectotype", "Neotype"],
}


def concepts(name: str) -> Row | None:
    """`/v1/vocabularies/{name}/concepts`; None when there is no such vocabulary."""
    terms = _VOCABULARIES.get(name)
    if terms is None:
        return None
    results = [
        {
            "key": number,
            "name": term,
            "vocabularyName": name,
            "label": [{"key": number, "language": "en", "value": term}],
            "definition": [],
        }
        for number, term in enumerate(terms, 1)
    ]
    page = {"offset": 0, "limit": 100, "endOfRecords": True, "count": len(results)}
    return page | {"results": results}
