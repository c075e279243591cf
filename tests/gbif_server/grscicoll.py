"""Made-up institutions and collections of GRSciColl."""

from functools import cache
from typing import Any

from tests.gbif_server.registry import identifier_of, key_of

Row = dict[str, Any]
_PLACES_OF_COLLECTIONS = ["Brussels", "Leuven", "Ghent", "Liège", "Antwerp", "Namur", "Mons"]


def _address(number: int, city: str, country: str) -> Row:
    return {
        "key": number,
        "address": f"Museum Street {number}",
        "city": city,
        "province": "Made-up Province",
        "postalCode": str(1000 + number),
        "country": country,
    }


def _registered(number: int, code: str) -> Row:
    primary = {"primary": True}
    return {
        "created": "2019-10-21T09:59:25.632+00:00",
        "modified": "2025-10-21T09:59:25.632+00:00",
        "tags": [],
        "identifiers": [identifier_of(number, "ROR", f"https://ror.org/{number:09}") | primary],
        "alternativeCodes": [{"code": code, "description": "An older code"}],
        "occurrenceMappings": [],
    }


@cache
def institutions() -> list[Row]:
    """GRSciColl institutions: most Belgian, some inactive or not for portals."""
    found = []
    for number in range(18):
        country = "BE" if number < 14 else ("NL", "FR", "DE", "LU")[number - 14]
        city = _PLACES_OF_COLLECTIONS[number % 7]
        kind = ("Museum", "Herbarium", "UniversityCollege")[number % 3]
        found.append(
            {
                "key": key_of("institution", number),
                "code": f"INST{number:02d}",
                "name": f"{city} {kind} of Natural History {number + 1}",
                "types": [kind],
                "active": number % 6 != 5,
                "description": f"The {kind.lower()} of {city} holds made-up specimens.",
                "homepage": f"https://example.org/institution/{number}",
                "catalogUrls": [],
                "apiUrls": [],
                "additionalNames": [f"{city} Cabinet"],
                "foundingDate": 1800 + 11 * number,
                "logoUrl": f"https://example.org/institution/{number}/logo.png",
                "featuredImageUrl": f"https://example.org/institution/{number}/hall.jpg",
                "featuredImageLicense": "CC_BY_4_0",
                "institutionalGovernances": ["Academic"],
                "disciplines": ["Botany"] if kind == "Herbarium" else ["Zoology"],
                "latitude": 50.5 + number / 40,
                "longitude": 4.0 + number / 20,
                "mailingAddress": _address(2 * number, city, country),
                "address": _address(2 * number + 1, city, country),
                "numberSpecimens": 5000 * (number + 1),
                **_registered(number, f"I{number}"),
                "masterSource": "GRSCICOLL",
                "displayOnNHCPortal": number % 7 != 6,
                "occurrenceCount": 120 * number,
                "typeSpecimenCount": number,
            }
        )
    return found


@cache
def collections() -> list[Row]:
    """GRSciColl collections, two or three an institution."""
    found = []
    for number in range(40):
        institution = institutions()[number % len(institutions())]
        content = ("Biological", "Paleontological", "Botanical")[number % 3]
        found.append(
            {
                "key": key_of("collection", number),
                "code": f"COLL{number:02d}",
                "name": f"{content} collection {number + 1}",
                "institutionKey": institution["key"],
                "institutionName": institution["name"],
                "institutionCode": institution["code"],
                "active": institution["active"] and number % 13 != 12,
                "personalCollection": number % 20 == 19,
                "contentTypes": [content],
                "preservationTypes": ["SampleDried" if number % 2 else "SampleFluidPreserved"],
                "numberSpecimens": 800 * (number + 1),
                "occurrenceCount": 40 * number,
                "typeSpecimenCount": number % 5,
                "description": f"A {content.lower()} collection of {institution['name']}.",
                "homepage": f"https://example.org/collection/{number}",
                "catalogUrls": [],
                "apiUrls": [],
                "incorporatedCollections": [],
                "importantCollectors": ["K. Peeters"],
                "collectionSummary": {},
                "taxonomicCoverage": "Everything that was made up",
                "geographicCoverage": "Belgium",
                "accessionStatus": "Institutional",
                "taxonKeys": ["1" if content == "Biological" else "6"],
                "mailingAddress": institution["mailingAddress"],
                "address": institution["address"],
                **_registered(100 + number, f"C{number}"),
                "masterSource": "GRSCICOLL",
                "displayOnNHCPortal": number % 11 != 10,
            }
        )
    return found
