"""How each search parameter of the fake GBIF reads a row and compares a value.

Written apart from gbif_blocks on purpose: the two check each other.
"""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django_countries import countries

from tests.gbif_server.errors import ApiError, cannot_parse

Row = dict[str, Any]
BASIS_OF_RECORD = {
    "PRESERVED_SPECIMEN",
    "FOSSIL_SPECIMEN",
    "LIVING_SPECIMEN",
    "OBSERVATION",
    "HUMAN_OBSERVATION",
    "MACHINE_OBSERVATION",
    "MATERIAL_SAMPLE",
    "MATERIAL_CITATION",
    "OCCURRENCE",
}
CONTINENTS = {
    "AFRICA",
    "ANTARCTICA",
    "ASIA",
    "EUROPE",
    "NORTH_AMERICA",
    "OCEANIA",
    "SOUTH_AMERICA",
}


@dataclass(frozen=True)
class Field:
    """`values` gives a row's values as text; `check` refuses what GBIF refuses."""

    values: Callable[[Row], Iterable[str]]
    check: Callable[[str], None] | None = None
    numeric: bool = False
    contains: bool = False

    def matches(self, row: Row, wanted: str) -> bool:
        found = list(self.values(row))
        if wanted == "*":
            return bool(found)
        if "," in wanted and (self.numeric or self.check is _date):
            return any(_between(value, wanted, numeric=self.numeric) for value in found)
        if self.numeric:
            return any(float(value) == float(wanted) for value in found)
        if self.contains:
            return any(wanted.lower() in value.lower() for value in found)
        return wanted.lower() in (value.lower() for value in found)


def _between(value: str, wanted: str, *, numeric: bool) -> bool:
    low, high = wanted.split(",", 1)
    if numeric:
        return (low in ("", "*") or float(value) >= float(low)) and (
            high in ("", "*") or float(value) <= float(high)
        )
    return (low in ("", "*") or value >= low) and (high in ("", "*") or value[: len(high)] <= high)


def _texts(value: Any) -> list[str]:
    if value is None:
        return []
    if isinstance(value, bool):
        return [str(value).lower()]
    if isinstance(value, list | tuple | set):
        return [text for item in value for text in _texts(item)]
    return [str(value)]


def plain(name: str, check: Callable[[str], None] | None = None) -> Field:
    return Field(lambda row: _texts(row.get(name)), check)


def number(name: str, low: float | None = None, high: float | None = None) -> Field:
    return Field(lambda row: _texts(row.get(name)), _number(name, low, high), numeric=True)


def text(name: str) -> Field:
    return Field(lambda row: _texts(row.get(name)), contains=True)


def _number(name: str, low: float | None, high: float | None) -> Callable[[str], None]:
    def check(value: str) -> None:
        for end in value.split(","):
            if end in ("", "*"):
                continue
            try:
                given = float(end)
            except ValueError:
                raise cannot_parse(value, "number") from None
            if low is not None and high is not None and not low <= given <= high:
                word = "latitude" if "Latitude" in name else "longitude" if "Lon" in name else name
                raise ApiError(
                    400,
                    f"{end} is not valid value, {word} must be between {low:g} and {high:g}.",
                )

    return check


def _uuid(value: str) -> None:
    try:
        uuid.UUID(value)
    except ValueError:
        raise ApiError(400, f"Invalid UUID string: {value}") from None


def _country(value: str) -> None:
    if value.upper() not in countries and value.upper() not in ("XK", "XZ", "ZZ"):
        raise cannot_parse(value, "Country")


def _boolean(value: str) -> None:
    if value.lower() not in ("true", "false"):
        raise cannot_parse(value, "Boolean")


def _date(value: str) -> None:
    for end in value.split(","):
        if end not in ("", "*") and not end.replace("-", "").isdigit():
            raise ApiError(400, f"Unparsable date {value}")


def _enum(kind: str, values: Iterable[str]) -> Callable[[str], None]:
    accepted = {value.upper() for value in values}

    def check(value: str) -> None:
        if value.upper() not in accepted:
            raise cannot_parse(value, kind)

    return check


def _gadm(row: Row) -> list[str]:
    return [level["gid"] for level in row["gadm"].values()]


def _taxa(row: Row) -> list[str]:
    ranks = ("taxon", "kingdom", "phylum", "class", "order", "family", "genus", "species")
    return [str(row[f"{rank}Key"]) for rank in ranks if f"{rank}Key" in row]


OCCURRENCE: dict[str, Field] = {
    "country": plain("countryCode", _country),
    "publishingCountry": plain("publishingCountry", _country),
    "continent": plain("continent", _enum("Continent", CONTINENTS)),
    "basisOfRecord": plain("basisOfRecord", _enum("BasisOfRecord", BASIS_OF_RECORD)),
    "occurrenceStatus": plain("occurrenceStatus", _enum("OccurrenceStatus", ["PRESENT", "ABSENT"])),
    "license": plain("licenceName"),
    "issue": plain("issues"),
    "datasetKey": plain("datasetKey", _uuid),
    "publishingOrg": plain("publishingOrgKey", _uuid),
    "hostingOrganizationKey": plain("hostingOrganizationKey", _uuid),
    "networkKey": plain("networkKeys", _uuid),
    "institutionKey": plain("institutionKey"),
    "collectionKey": plain("collectionKey"),
    "institutionCode": plain("institutionCode"),
    "collectionCode": plain("collectionCode"),
    "catalogNumber": plain("catalogNumber"),
    "taxonKey": Field(_taxa),
    **{
        f"{rank}Key": plain(f"{rank}Key")
        for rank in ("acceptedTaxon", "kingdom", "phylum", "class", "order", "family", "genus")
    },
    "speciesKey": plain("speciesKey"),
    "scientificName": plain("scientificName"),
    "gadmGid": Field(_gadm),
    "stateProvince": text("stateProvince"),
    "locality": text("locality"),
    "recordedBy": text("recordedBy"),
    "datasetName": text("datasetName"),
    "iucnRedListCategory": plain("iucnRedListCategory"),
    "establishmentMeans": plain("establishmentMeans"),
    "typeStatus": plain("typeStatus"),
    "protocol": plain("protocol"),
    "mediaType": Field(lambda row: [media["type"] for media in row["media"]]),
    "year": number("year"),
    "month": number("month", 1, 12),
    "day": number("day", 1, 31),
    "startDayOfYear": number("startDayOfYear"),
    "endDayOfYear": number("endDayOfYear"),
    "elevation": number("elevation"),
    "coordinateUncertaintyInMeters": number("coordinateUncertaintyInMeters"),
    "decimalLatitude": number("decimalLatitude", -90, 90),
    "decimalLongitude": number("decimalLongitude", -180, 180),
    "eventDate": plain("eventDate", _date),
    "hasCoordinate": plain("hasCoordinate", _boolean),
    "hasGeospatialIssue": plain("hasGeospatialIssues", _boolean),
    "isSequenced": plain("isSequenced", _boolean),
    "isInCluster": plain("isInCluster", _boolean),
    "gbifId": plain("gbifID"),
}

DATASET: dict[str, Field] = {
    "type": plain(
        "type", _enum("DatasetType", ["OCCURRENCE", "CHECKLIST", "METADATA", "SAMPLING_EVENT"])
    ),
    "publishingCountry": plain("publishingCountry", _country),
    "hostingCountry": plain("hostingCountry", _country),
    "country": plain("countryCoverage", _country),
    "publishingOrg": plain("publishingOrganizationKey", _uuid),
    "hostingOrg": plain("hostingOrganizationKey", _uuid),
    "endorsingNodeKey": plain("endorsingNodeKey", _uuid),
    "networkKey": plain("networkKeys", _uuid),
    "license": plain("licenceName"),
    "keyword": plain("keywords"),
    "decade": number("decades"),
    "projectId": plain("projectId"),
    "doi": plain("doi"),
    "datasetTitle": text("title"),
}

PUBLISHER: dict[str, Field] = {
    "country": plain("country", _country),
    "isEndorsed": plain("endorsementApproved", _boolean),
    "numPublishedDatasets": number("numPublishedDatasets"),
}

LITERATURE: dict[str, Field] = {
    "countriesOfResearcher": plain("countriesOfResearcher", _country),
    "countriesOfCoverage": plain("countriesOfCoverage", _country),
    "literatureType": plain("literatureType"),
    "relevance": plain("relevance"),
    "topics": plain("topics"),
    "year": number("year"),
    "openAccess": plain("openAccess", _boolean),
    "peerReview": plain("peerReview", _boolean),
    "gbifDatasetKey": plain("gbifDatasetKey", _uuid),
    "publishingOrganizationKey": plain("publishingOrganizationKey", _uuid),
    "gbifTaxonKey": plain("gbifTaxonKey"),
    "doi": Field(lambda row: [row["identifiers"]["doi"]]),
    "source": plain("source"),
    "publisher": plain("publisher"),
}

_GRSCICOLL: dict[str, Field] = {
    "country": Field(lambda row: [row["address"]["country"]], _country),
    "city": Field(lambda row: [row["address"]["city"]]),
    "active": plain("active", _boolean),
    "displayOnNHCPortal": plain("displayOnNHCPortal", _boolean),
    "code": plain("code"),
    "name": text("name"),
    "numberSpecimens": number("numberSpecimens"),
    "occurrenceCount": number("occurrenceCount"),
    "typeSpecimenCount": number("typeSpecimenCount"),
}
INSTITUTION = _GRSCICOLL | {"type": plain("types"), "disciplines": plain("disciplines")}
COLLECTION = _GRSCICOLL | {
    "institutionKey": plain("institutionKey", _uuid),
    "institutionKeys": plain("institutionKey", _uuid),
    "personalCollection": plain("personalCollection", _boolean),
    "contentTypes": plain("contentTypes"),
    "preservationTypes": plain("preservationTypes"),
}

TAXON: dict[str, Field] = {
    "rank": plain("rank"),
    "status": plain("taxonomicStatus"),
    "datasetKey": plain("datasetKey", _uuid),
    "highertaxonKey": plain("higherKeys"),
    "isExtinct": Field(lambda row: ["false"], _boolean),
}
