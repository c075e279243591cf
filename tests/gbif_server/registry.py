"""Made-up publishers, datasets, networks and nodes of a Belgian look.

Every name is invented; the same seed gives the same data in every run.
"""

import uuid
from functools import cache
from random import Random
from typing import Any

from gbif_blocks.names import names

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


def identifier_of(number: int, kind: str, identifier: str) -> Row:
    """An identifier as the registry shows it."""
    created = "2014-03-01T09:00:00.000+00:00"
    return {"key": number, "type": kind, "identifier": identifier, "created": created}


NODE_KEY = key_of("node", "BE")
NETWORK_KEY = key_of("network", "coast")


@cache
def publishers() -> list[Row]:
    """Publishing organizations."""
    found: list[Row] = []
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
                "logoUrl": f"https://example.org/{key[:8]}/logo.png",
                "address": [f"Station Street {len(found) + 1}"],
                "city": city,
                "province": "Made-up Province",
                "postalCode": f"{1000 + 37 * len(found)}",
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
                "identifiers": [identifier_of(len(found), "GBIF_PORTAL", str(len(found)))],
                "networkKeys": [NETWORK_KEY] if len(found) % 4 == 0 else [],
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
                "networkKeys": [NETWORK_KEY] if number % 9 == 0 else [],
                "installationKey": key_of("installation", title),
                "subtype": "OBSERVATION" if kind == "OCCURRENCE" else None,
                "endpointType": "DWC_ARCHIVE",
                "license": LICENCES[licence],
                "decades": sorted({1980 + 10 * ((number + step) % 5) for step in range(3)}),
                "year": [1980 + number % 40],
                "keywords": [subject.lower(), "belgium"],
                "continent": ["EUROPE"],
                "category": [],
                "countryCoverage": ["BE"] if number % 8 else ["BE", "CD"],
                "projectId": "BE-2026-1" if number % 12 == 0 else None,
                "language": "eng",
                "created": f"{2010 + number % 14}-04-02T08:00:00.000+00:00",
                "modified": f"2026-0{1 + number % 9}-11T08:00:00.000+00:00",
                "group": group,
                "licenceName": licence,
            }
        )
    return found


_SEARCH_FIELDS = names(
    "key title doi description type subtype hostingOrganizationKey hostingOrganizationTitle "
    "hostingCountry publishingCountry publishingOrganizationKey publishingOrganizationTitle "
    "endorsingNodeKey networkKeys license decades keywords projectId recordCount category"
)


def dataset_found(row: Row) -> Row:
    """A dataset as a search shows it."""
    return {name: row[name] for name in _SEARCH_FIELDS if name in row}


def dataset_record(row: Row) -> Row:
    """A dataset as the registry shows it, by its key or in a list."""
    number = int(row["key"][:4], 16)
    created, modified = row["created"], row["modified"]
    published = f"{created[:4]}-03-01T00:00:00.000+00:00"
    text = (
        f"{row['publishingOrganizationTitle']} ({created[:4]}). {row['title']}. Occurrence dataset "
        f"https://doi.org/{row['doi']} accessed via GBIF.org on 2026-11-21."
    )
    contact = {
        "key": number,
        "abbreviatedName": "Peeters K",
        "firstName": "K.",
        "lastName": "Peeters",
        "roles": ["ORIGINATOR", "METADATA_AUTHOR"],
        "userId": [],
    }
    endpoint = {
        "key": number,
        "type": row["endpointType"],
        "url": f"https://example.org/archive/{row['key']}.zip",
        "created": created,
        "modified": modified,
    }
    same = "key installationKey publishingOrganizationKey doi type subtype title description"
    empty = (
        "tags curatorialUnits taxonomicCoverages geographicCoverages temporalCoverages "
        "keywordCollections collections dataDescriptions maintenanceChangeHistory"
    )
    return {name: row[name] for name in same.split()} | {
        "external": False,
        "numConstituents": 0,
        "language": row["language"],
        "homepage": f"https://example.org/dataset/{row['key']}",
        "logoUrl": f"https://example.org/dataset/{row['key']}.png",
        "citation": {
            "text": text,
            "identifier": f"https://doi.org/{row['doi']}",
            "citationProvidedBySource": False,
        },
        "contactsCitation": [contact],
        "lockedForAutoUpdate": False,
        "created": created,
        "modified": modified,
        "endpoints": [endpoint],
        "identifiers": [identifier_of(number, "DOI", row["doi"])],
        "bibliographicCitations": [
            {"text": "An invented reference.", "citationProvidedBySource": True}
        ],
        "countryCoverage": row["countryCoverage"],
        "dataLanguage": "eng",
        "pubDate": published,
        "license": row["license"],
        **{name: [] for name in empty.split()},
    }


@cache
def networks() -> list[Row]:
    """Networks of datasets; one of them has some."""
    found: list[Row] = []
    for name, title in (("coast", "Coastal Records Network"), ("caves", "Cave Life Network")):
        key = key_of("network", name)
        found.append(
            {
                "key": key,
                "title": title,
                "description": f"{title} joins datasets about one kind of place.",
                "language": "eng",
                "numConstituents": sum(key in row["networkKeys"] for row in datasets()),
                "homepage": [f"https://example.org/{name}"],
                "logoUrl": f"https://example.org/{name}.png",
                "address": [],
                "created": "2007-04-03T08:31:37.000+00:00",
                "modified": "2020-06-17T11:34:47.474+00:00",
                "endpoints": [],
                "tags": [],
                "identifiers": [],
            }
        )
    return found


@cache
def nodes() -> list[Row]:
    """One node a country."""
    names = {"BE": "Belgium", "NL": "Netherlands", "FR": "France", "DE": "Germany", "DK": "Denmark"}
    return [
        {
            "key": key_of("node", code),
            "type": "COUNTRY",
            "participationStatus": "VOTING",
            "gbifRegion": "EUROPE",
            "title": f"{name} Biodiversity Node",
            "participantTitle": name,
            "abbreviation": f"GBIF.{code}",
            "country": code,
            "homepage": [f"https://example.org/node/{code}"],
            "created": "2008-12-18T15:11:37.000+00:00",
            "modified": "2024-12-18T15:11:37.000+00:00",
            "contacts": [],
            "endpoints": [],
            "tags": [],
            "identifiers": [],
        }
        for code, name in names.items()
    ]
