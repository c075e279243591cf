"""Two hundred made-up publications."""

from functools import cache
from random import Random
from typing import Any

from tests.gbif_server.registry import SEED, datasets, key_of
from tests.gbif_server.species import INVASIVE, species

Row = dict[str, Any]
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
                "modified": f"{year}-06-02T00:00:00.000+00:00",
                "year": year,
                "month": 5,
                "day": 1 + number % 28,
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
                "citationType": "generic",
                "gbifDownloadKey": [],
                "gbifOccurrenceKey": [],
                "gbifNetworkKey": [],
                "gbifProgramme": [],
                "gbifRegion": ["EUROPE"] if coverage else [],
                "gbifDatasetKey": [datasets()[number % 60]["key"]],
                "publishingOrganizationKey": [datasets()[number % 60]["publishingOrganizationKey"]],
                "gbifTaxonKey": [taxon.key],
                "gbifHigherTaxonKey": [key for _rank, _name, key in taxon.classification],
                "gbifProjectIdentifier": [],
                "keywords": [],
                "tags": [str(year), topic.title()],
                "language": "eng",
            }
        )
    return found
