"""Made-up publishers, datasets, institutions, collections and literature of a Belgian look.

Every name is invented; the same seed gives the same data in every run.
"""

import uuid
from functools import cache
from random import Random
from typing import Any

from tests.gbif_server.species import INVASIVE, species

Row = dict[str, Any]
SEED = 20261121
_NAMESPACE = uuid.UUID("3b1f1f7e-9c5d-4a51-8f0e-52c6f1d5a001")
LICENCES = {
    "CC0_1_0": "http://creativecommons.org/publicdomain/zero/1.0/legalcode",
    "CC_BY_4_0": "http://creativecommons.org/licenses/by/4.0/legalcode",
    "CC_BY_NC_4_0": "http://creativecommons.org/licenses/by-nc/4.0/legalcode",
}

_PUBLISHERS = [
    ("Heathland Research Institute", "Genk", "BE", 50.97, 5.50),
    ("Zenne Valley Naturalists", "Halle", "BE", 50.73, 4.24),
    ("Museum of Rivers and Marshes", "Ghent", "BE", 51.05, 3.73),
    ("Ardennes Field Station", "La Roche-en-Ardenne", "BE", 50.18, 5.58),
    ("Botanical Archive of Brabant", "Leuven", "BE", 50.88, 4.70),
    ("North Sea Coastal Observatory", "Ostend", "BE", 51.23, 2.92),
    ("Office for Invasive Species Watch", "Brussels", "BE", 50.85, 4.35),
    ("Condroz Bird Ringers", "Ciney", "BE", 50.30, 5.10),
    ("Semois Valley Nature Archive", "Bouillon", "BE", 49.80, 5.07),
    ("Flemish Hills Herbarium", "Ronse", "BE", 50.75, 3.60),
    ("Hoge Venen Peatland Group", "Malmedy", "BE", 50.43, 6.03),
    ("Kempen Amphibian Workgroup", "Turnhout", "BE", 51.32, 4.95),
    ("Lesse Caves Institute", "Rochefort", "BE", 50.16, 5.22),
    ("Laboratory of Urban Ecology", "Liège", "BE", 50.63, 5.57),
    ("Polder Bird Observatory", "Knokke-Heist", "BE", 51.35, 3.29),
    ("Fungi Circle of Hainaut", "Mons", "BE", 50.45, 3.95),
    ("Gaume Insect Collection", "Virton", "BE", 49.57, 5.53),
    ("Scheldt Fish Monitoring", "Antwerp", "BE", 51.22, 4.40),
    ("Sonian Forest Survey", "Hoeilaart", "BE", 50.77, 4.47),
    ("Central African Zoology Fund", "Tervuren", "BE", 50.82, 4.51),
    ("Limburg Border Flora Society", "Maastricht", "NL", 50.85, 5.69),
    ("Delta Sampling Network", "Vlissingen", "NL", 51.44, 3.57),
    ("Ardennes Mammal Atlas", "Charleville-Mézières", "FR", 49.77, 4.72),
    ("Eifel Natural History Union", "Aachen", "DE", 50.78, 6.08),
    ("Open Sightings Platform", "Copenhagen", "DK", 55.68, 12.57),
]

_SUBJECTS = [
    ("Birds", "Aves"),
    ("Butterflies and dragonflies", "Insecta"),
    ("Mammals", "Mammalia"),
    ("Amphibians and reptiles", "Amphibia"),
    ("Wild plants", "Plantae"),
    ("Fungi and lichens", "Fungi"),
    ("Freshwater fish", "Actinopterygii"),
    ("Alien species", "alien"),
    ("All groups", "all"),
]


def key_of(*parts: object) -> str:
    """A UUID that is always the same for the same parts."""
    return str(uuid.uuid5(_NAMESPACE, "/".join(str(part) for part in parts)))


NODE_KEY = key_of("node", "BE")


@cache
def publishers() -> list[Row]:
    """Publishing organizations."""
    found = []
    for title, city, country, latitude, longitude in _PUBLISHERS:
        key = key_of("publisher", title)
        found.append(
            {
                "key": key,
                "endorsingNodeKey": NODE_KEY if country == "BE" else key_of("node", country),
                "endorsementApproved": True,
                "endorsementStatus": "ENDORSED",
                "title": title,
                "description": f"{title} collects and publishes records of living things.",
                "language": "eng",
                "homepage": [f"https://example.org/{key[:8]}"],
                "address": [],
                "city": city,
                "country": country,
                "latitude": latitude,
                "longitude": longitude,
                "numPublishedDatasets": sum(
                    row["publishingOrganizationKey"] == key for row in datasets()
                ),
                "created": "2014-03-01T09:00:00.000+00:00",
                "modified": "2026-05-04T09:00:00.000+00:00",
                "endpoints": [],
                "tags": [],
                "identifiers": [],
            }
        )
    return found


@cache
def datasets() -> list[Row]:
    """Sixty datasets, two or three a publisher."""
    random = Random(SEED)
    found: list[Row] = []
    for number in range(60):
        title, _city, country, _latitude, _longitude = _PUBLISHERS[number % len(_PUBLISHERS)]
        subject, group = _SUBJECTS[(number * 7) % len(_SUBJECTS)]
        kind = (
            "OCCURRENCE"
            if number % 10 < 7
            else ("SAMPLING_EVENT", "CHECKLIST", "METADATA")[number % 3]
        )
        key = key_of("dataset", number)
        licence = random.choice(list(LICENCES))
        found.append(
            {
                "key": key,
                "title": f"{subject} recorded by {title}, part {number // len(_PUBLISHERS) + 1}",
                "doi": f"10.15468/{key[:6]}",
                "description": f"<p>{subject} recorded by {title} since {1980 + number % 40}.</p>",
                "type": kind,
                "hostingOrganizationKey": key_of("publisher", title),
                "hostingOrganizationTitle": title,
                "hostingCountry": country,
                "publishingCountry": country,
                "publishingOrganizationKey": key_of("publisher", title),
                "publishingOrganizationTitle": title,
                "endorsingNodeKey": NODE_KEY if country == "BE" else key_of("node", country),
                "networkKeys": [key_of("network", "coast")] if number % 9 == 0 else [],
                "license": LICENCES[licence],
                "decades": sorted({1980 + 10 * ((number + step) % 5) for step in range(3)}),
                "keywords": [subject.lower(), "belgium"],
                "countryCoverage": ["BE"] if number % 8 else ["BE", "CD"],
                "projectId": "BE-2026-1" if number % 12 == 0 else None,
                "language": "eng",
                "group": group,
                "licenceName": licence,
            }
        )
    return found


_PLACES_OF_COLLECTIONS = ["Brussels", "Leuven", "Ghent", "Liège", "Antwerp", "Namur", "Mons"]


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
                "homepage": f"https://example.org/institution/{number}",
                "institutionalGovernances": ["Academic"],
                "disciplines": ["Botany"] if kind == "Herbarium" else ["Zoology"],
                "latitude": 50.5 + number / 40,
                "longitude": 4.0 + number / 20,
                "mailingAddress": {"city": city, "country": country},
                "address": {"city": city, "country": country},
                "numberSpecimens": 5000 * (number + 1),
                "alternativeCodes": [],
                "identifiers": [],
                "tags": [],
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
                "homepage": f"https://example.org/collection/{number}",
                "address": institution["address"],
                "alternativeCodes": [],
                "identifiers": [],
                "tags": [],
                "displayOnNHCPortal": number % 11 != 10,
            }
        )
    return found


_TOPICS = ["INVASIVES", "CONSERVATION", "ECOLOGY", "CLIMATE_CHANGE", "SPECIES_DISTRIBUTIONS"]
_FAMILY_NAMES = ["Peeters", "Janssens", "Lambert", "Dubois", "Willems", "Martin", "Schmitz"]


@cache
def literature() -> list[Row]:
    """Two hundred publications, invented, about the species and by invented people."""
    random = Random(SEED + 1)
    found = []
    for number in range(200):
        taxon = species()[number % len(species())]
        topic = "INVASIVES" if taxon.canonical_name in INVASIVE else random.choice(_TOPICS)
        researchers = ["BE"] if number % 3 != 2 else ["NL"]
        if number % 7 == 0:
            researchers = sorted({*researchers, "FR"})
        coverage = ["BE"] if number % 4 else random.choice([["CD"], ["NL"], [], ["BE", "FR"]])
        year = 2008 + number % 19
        found.append(
            {
                "id": key_of("literature", number),
                "title": f"{taxon.vernacular_name} ({taxon.canonical_name}) in changing "
                f"landscapes: study {number + 1}",
                "authors": [
                    {"firstName": "A.", "lastName": random.choice(_FAMILY_NAMES)},
                    {"firstName": "B.", "lastName": random.choice(_FAMILY_NAMES)},
                ],
                "abstract": "An invented abstract for tests.",
                "added": f"{year}-06-01T00:00:00.000+00:00",
                "published": f"{year}-05-01T00:00:00.000+00:00",
                "discovered": f"{year}-06-01",
                "year": year,
                "month": 5,
                "source": ("Journal of Local Nature", "Notes of the Field Station")[number % 2],
                "publisher": "Invented Press",
                "literatureType": "JOURNAL" if number % 5 else "REPORT",
                "relevance": ["GBIF_USED"] if number % 3 else ["GBIF_CITED"],
                "topics": sorted({topic, "ECOLOGY"} if number % 2 else {topic}),
                "countriesOfResearcher": researchers,
                "countriesOfCoverage": coverage,
                "openAccess": number % 2 == 0,
                "peerReview": number % 5 != 0,
                "identifiers": {"doi": f"10.9999/invented.{number}"},
                "websites": [f"https://doi.org/10.9999/invented.{number}"],
                "gbifDownloadKey": [],
                "gbifDatasetKey": [datasets()[number % 60]["key"]],
                "publishingOrganizationKey": [datasets()[number % 60]["publishingOrganizationKey"]],
                "gbifTaxonKey": [taxon.key],
                "gbifProjectIdentifier": [],
                "keywords": [],
                "tags": [],
                "language": "eng",
            }
        )
    return found
