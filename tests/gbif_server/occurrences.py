"""A few thousand made-up occurrences, most of them in Belgium."""

import calendar
from functools import cache
from random import Random
from typing import Any

from tests.gbif_server.grscicoll import collections
from tests.gbif_server.registry import LICENCES, SEED, datasets
from tests.gbif_server.species import INVASIVE, Taxon, species

Row = dict[str, Any]
NUMBER = 3600

# Place, province, GADM areas of levels 1 and 2, latitude, longitude.
_BELGIUM = [
    ("Brussels", "Brussels-Capital Region", "BEL.1_1", "BEL.1.1_1", 50.85, 4.35),
    ("Auderghem", "Brussels-Capital Region", "BEL.1_1", "BEL.1.1_1", 50.81, 4.43),
    ("Kalmthout", "Antwerp", "BEL.2_1", "BEL.2.1_1", 51.38, 4.47),
    ("Turnhout", "Antwerp", "BEL.2_1", "BEL.2.1_1", 51.32, 4.95),
    ("Genk", "Limburg", "BEL.2_1", "BEL.2.2_1", 50.97, 5.50),
    ("Maasmechelen", "Limburg", "BEL.2_1", "BEL.2.2_1", 50.97, 5.69),
    ("Ghent", "East Flanders", "BEL.2_1", "BEL.2.3_1", 51.05, 3.73),
    ("Geraardsbergen", "East Flanders", "BEL.2_1", "BEL.2.3_1", 50.77, 3.88),
    ("Leuven", "Flemish Brabant", "BEL.2_1", "BEL.2.4_1", 50.88, 4.70),
    ("Hoeilaart", "Flemish Brabant", "BEL.2_1", "BEL.2.4_1", 50.77, 4.47),
    ("Knokke-Heist", "West Flanders", "BEL.2_1", "BEL.2.5_1", 51.35, 3.29),
    ("De Panne", "West Flanders", "BEL.2_1", "BEL.2.5_1", 51.10, 2.59),
    ("Ottignies", "Walloon Brabant", "BEL.3_1", "BEL.3.1_1", 50.67, 4.57),
    ("Mons", "Hainaut", "BEL.3_1", "BEL.3.2_1", 50.45, 3.95),
    ("Chimay", "Hainaut", "BEL.3_1", "BEL.3.2_1", 50.05, 4.32),
    ("Liège", "Liège", "BEL.3_1", "BEL.3.3_1", 50.63, 5.57),
    ("Waimes", "Liège", "BEL.3_1", "BEL.3.3_1", 50.50, 6.10),
    ("Bouillon", "Luxembourg", "BEL.3_1", "BEL.3.4_1", 49.80, 5.07),
    ("Virton", "Luxembourg", "BEL.3_1", "BEL.3.4_1", 49.57, 5.53),
    ("Viroinval", "Namur", "BEL.3_1", "BEL.3.5_1", 50.08, 4.60),
    ("Rochefort", "Namur", "BEL.3_1", "BEL.3.5_1", 50.16, 5.22),
]
_ELSEWHERE = [
    ("Kisangani", "Tshopo", "CD", "AFRICA", 0.52, 25.20),
    ("Maastricht", "Limburg", "NL", "EUROPE", 50.85, 5.69),
    ("Charleville-Mézières", "Grand Est", "FR", "EUROPE", 49.77, 4.72),
    ("Clervaux", "Diekirch", "LU", "EUROPE", 50.05, 6.03),
]
COUNTRY_NAMES = {
    "BE": "Belgium",
    "CD": "Congo, Democratic Republic of the",
    "NL": "Netherlands",
    "FR": "France",
    "LU": "Luxembourg",
}
_BASES = (
    ["HUMAN_OBSERVATION"] * 12
    + ["PRESERVED_SPECIMEN"] * 5
    + ["MACHINE_OBSERVATION", "MATERIAL_SAMPLE"]
)
_PEOPLE = ["K. Peeters", "A. Lambert", "M. Schmitz", "J. Willems", "S. Dubois"]
_RED_LIST = ["LC"] * 8 + ["NT", "VU", "EN"]


@cache
def occurrences() -> list[Row]:
    """The occurrences, newest key last."""
    random = Random(SEED + 2)
    holding = [row for row in datasets() if row["type"] in ("OCCURRENCE", "SAMPLING_EVENT")]
    return [_occurrence(number, random, random.choice(holding)) for number in range(NUMBER)]


def _occurrence(number: int, random: Random, dataset: Row) -> Row:
    taxon = random.choice(_species_of(dataset["group"]))
    basis = random.choice(_BASES)
    year = 2026 - int(46 * random.random() ** 2)
    # Nothing is seen in the future: the last year ends in October.
    month, day = random.randint(1, 12 if year < 2026 else 10), random.randint(1, 28)
    issues = ["COORDINATE_ROUNDED"] if number % 5 == 0 else []
    row: Row = {
        "key": 4_000_000_001 + number,
        "gbifID": str(4_000_000_001 + number),
        "datasetKey": dataset["key"],
        "datasetName": dataset["title"],
        "publishingOrgKey": dataset["publishingOrganizationKey"],
        "hostingOrganizationKey": dataset["hostingOrganizationKey"],
        "publishingCountry": dataset["publishingCountry"],
        "networkKeys": dataset["networkKeys"],
        "protocol": "DWC_ARCHIVE",
        "basisOfRecord": basis,
        "occurrenceStatus": "ABSENT" if number % 37 == 0 else "PRESENT",
        "license": LICENCES[dataset["licenceName"]],
        "licenceName": dataset["licenceName"],
        "year": year,
        "month": month,
        "day": day,
        "eventDate": f"{year}-{month:02d}-{day:02d}",
        "startDayOfYear": _day_of_year(year, month, day),
        "endDayOfYear": _day_of_year(year, month, day),
        "recordedBy": random.choice(_PEOPLE),
        "iucnRedListCategory": random.choice(_RED_LIST),
        "establishmentMeans": "Introduced" if taxon.canonical_name in INVASIVE else "Native",
        "lastInterpreted": "2026-11-01T04:00:00.000+00:00",
        "media": [_picture(number, dataset)] if number % 4 == 0 else [],
        "isSequenced": number % 50 == 0,
        "isInCluster": number % 11 == 0,
        "individualCount": random.randint(1, 12),
        **_classification(taxon),
        **_place(number, random, issues),
        **_record(number, dataset, taxon),
    }
    if basis == "PRESERVED_SPECIMEN":
        collection = collections()[number % len(collections())]
        row |= {
            "institutionCode": collection["institutionCode"],
            "collectionCode": collection["code"],
            "institutionKey": collection["institutionKey"],
            "collectionKey": collection["key"],
            "catalogNumber": f"{collection['code']}-{number:05d}",
            "typeStatus": "PARATYPE" if number % 40 == 3 else None,
        }
    row["issues"] = issues
    return row


def _picture(number: int, dataset: Row) -> Row:
    person = _PEOPLE[number % len(_PEOPLE)]
    return {
        "type": "StillImage",
        "format": "image/jpeg",
        "references": f"https://example.org/observation/{number}",
        "title": f"Picture of observation {number}",
        "creator": person,
        "license": LICENCES[dataset["licenceName"]],
        "rightsHolder": person,
        "publisher": dataset["publishingOrganizationTitle"],
        "identifier": f"https://example.org/observation/{number}.jpg",
    }


def _record(number: int, dataset: Row, taxon: Taxon) -> Row:
    """What GBIF says about the record itself, and what its publisher wrote beside the terms."""
    term = "http://purl.org/dc/terms/"
    picture = _picture(number, dataset)
    extensions = {
        "http://rs.gbif.org/terms/1.0/Multimedia": [
            {f"{term}{name}": picture[name] for name in _MULTIMEDIA}
        ]
    }
    seen = f"https://example.org/observation/{number}"
    person = _PEOPLE[number % len(_PEOPLE)]
    orcid = {"type": "ORCID", "value": f"https://orcid.org/0000-0000-0000-{number % 5:03}X"}
    return {
        "installationKey": dataset["installationKey"],
        "lastCrawled": "2026-10-31T04:00:00.000+00:00",
        "lastParsed": "2026-11-01T04:00:00.000+00:00",
        "modified": "2026-10-30T04:00:00.000+00:00",
        "crawlId": 464,
        "extensions": extensions if number % 4 == 0 else {},
        "identifiers": [{"identifier": str(number)}],
        "facts": [],
        "relations": [],
        "references": seen,
        "identifier": str(number),
        "occurrenceID": seen,
        "identifiedBy": person,
        "recordedByIDs": [orcid],
        "identifiedByIDs": [orcid],
        "geodeticDatum": "WGS84",
        "gbifRegion": "EUROPE",
        "publishedByGbifRegion": "EUROPE",
        "repatriated": dataset["publishingCountry"] != "BE",
        "habitat": "Made-up meadow",
        "scientificNameID": f"urn:invented:{taxon.key}",
        "taxonID": str(taxon.key),
        "dynamicProperties": '{"Weather":"rain"}',
        "county": "Made-up County",
        "language": "en",
        "verbatimLocality": "Near the station",
        "locationAccordingTo": "https://example.org/places",
        "locationID": str(10_000 + number % 25),
        "bibliographicCitation": "An invented source.",
        "lifeStage": ("Adult", "Juvenile")[number % 2] if number % 3 == 0 else None,
        "sex": ("Female", "Male")[number % 2] if number % 6 == 0 else None,
    }


_MULTIMEDIA = ("creator", "type", "format", "rightsHolder", "identifier")


def _day_of_year(year: int, month: int, day: int) -> int:
    return sum(calendar.monthrange(year, m)[1] for m in range(1, month)) + day


@cache
def _species_of(group: str) -> list[Taxon]:
    if group == "alien":
        return [taxon for taxon in species() if taxon.canonical_name in INVASIVE]
    found = [t for t in species() if group in {name for _rank, name, _key in t.classification}]
    return found or species()


def _classification(taxon: Taxon) -> Row:
    row: Row = {
        "taxonKey": taxon.key,
        "acceptedTaxonKey": taxon.key,
        "speciesKey": taxon.key,
        "scientificName": taxon.scientific_name,
        "acceptedScientificName": taxon.scientific_name,
        "species": taxon.canonical_name,
        "genericName": taxon.canonical_name.split()[0],
        "specificEpithet": taxon.canonical_name.split()[1],
        "vernacularName": taxon.vernacular_name,
        "taxonRank": taxon.rank,
        "taxonomicStatus": "ACCEPTED",
    }
    for rank, name, key in taxon.classification:
        row[rank] = name
        row[f"{rank}Key"] = key
    return row


def _place(number: int, random: Random, issues: list[str]) -> Row:
    if random.random() < 0.88:
        place, province, level1, level2, latitude, longitude = random.choice(_BELGIUM)
        country, continent = "BE", "EUROPE"
        gadm: Row = {
            "level0": {"gid": "BEL", "name": "Belgium"},
            "level1": {"gid": level1, "name": level1},
            "level2": {"gid": level2, "name": province},
        }
    else:
        place, province, country, continent, latitude, longitude = random.choice(_ELSEWHERE)
        gadm = {}
    row: Row = {
        "continent": continent,
        "countryCode": country,
        "country": COUNTRY_NAMES[country],
        "stateProvince": province,
        "locality": place,
        "gadm": gadm,
        "hasCoordinate": number % 8 != 7,
        "hasGeospatialIssues": False,
    }
    if row["hasCoordinate"]:
        row["decimalLatitude"] = round(latitude + random.uniform(-0.08, 0.08), 5)
        row["decimalLongitude"] = round(longitude + random.uniform(-0.1, 0.1), 5)
        row["coordinateUncertaintyInMeters"] = random.choice([10.0, 30.0, 100.0, 707.0])
        row["elevation"] = round(random.uniform(0, 650), 1)
        # Coordinates that say another country than the record does.
        if number % 43 == 0:
            row["decimalLatitude"] += 25
            row["hasGeospatialIssues"] = True
            issues.append("COUNTRY_COORDINATE_MISMATCH")
    return row
