"""The search parameters of the fake GBIF, one table a search: name to field.

Parameters that GBIF knows and no made-up row has are here too: they find nothing, and their values
are checked. The long lists of names come from gbif_blocks: they are GBIF's data, not a decision.
"""

from gbif_blocks import vocabularies as v
from gbif_blocks.names import names
from tests.gbif_server.fields import (
    Field,
    Row,
    country,
    country_check,
    day,
    enum,
    flag,
    gadm_check,
    key,
    number,
    one_of,
    plain,
    taxon_key_check,
    text,
)

CONTINENTS = names("AFRICA ANTARCTICA ASIA EUROPE NORTH_AMERICA OCEANIA SOUTH_AMERICA")
REGIONS = names("AFRICA ASIA EUROPE NORTH_AMERICA OCEANIA LATIN_AMERICA ANTARCTICA")
BASIS_OF_RECORD = names(
    "PRESERVED_SPECIMEN FOSSIL_SPECIMEN LIVING_SPECIMEN OBSERVATION HUMAN_OBSERVATION "
    "MACHINE_OBSERVATION MATERIAL_SAMPLE LITERATURE MATERIAL_CITATION OCCURRENCE UNKNOWN"
)
DATASET_TYPES = ["OCCURRENCE", "CHECKLIST", "METADATA", "SAMPLING_EVENT"]
LICENCES = ["CC0_1_0", "CC_BY_4_0", "CC_BY_NC_4_0", "UNSPECIFIED", "UNSUPPORTED"]
MEDIA_TYPES = ["StillImage", "MovingImage", "Sound", "InteractiveResource"]
RANKS = ("kingdom", "phylum", "class", "order", "family", "genus")


def _gadm(*levels: int) -> Field:
    def gids(row: Row) -> list[str]:
        found = [row["gadm"].get(f"level{level}") for level in levels]
        return [level["gid"] for level in found if level]

    return Field(gids, gadm_check)


def _taxa(row: Row) -> list[str]:
    return [str(row[f"{rank}Key"]) for rank in ("taxon", *RANKS, "species") if f"{rank}Key" in row]


def _each(names: str, make: object = text) -> dict[str, Field]:
    return {name: make(name) for name in names.split()}  # type: ignore[operator]


OCCURRENCE: dict[str, Field] = {
    **_each("datasetKey networkKey installationKey hostingOrganizationKey", key),
    "networkKey": Field(lambda row: row["networkKeys"], key("networkKey").check),
    "publishingOrg": Field(lambda row: [row["publishingOrgKey"]], key("publishingOrg").check),
    **_each("institutionKey collectionKey", key),
    "taxonKey": Field(_taxa, taxon_key_check),
    **{
        f"{rank}Key": plain(f"{rank}Key", taxon_key_check)
        for rank in ("acceptedTaxon", *RANKS, "subgenus", "species")
    },
    "country": Field(lambda row: [row["countryCode"]], country_check),
    "publishingCountry": country("publishingCountry"),
    "gbifRegion": enum("gbifRegion", "GbifRegion", REGIONS),
    "publishedByGbifRegion": enum("publishedByGbifRegion", "GbifRegion", REGIONS),
    "continent": enum("continent", "Continent", CONTINENTS),
    "basisOfRecord": enum("basisOfRecord", "BasisOfRecord", BASIS_OF_RECORD),
    "occurrenceStatus": enum(
        "occurrenceStatus", "OccurrenceStatus", ["PRESENT", "ABSENT"], single=True
    ),
    "license": enum("licenceName", "License", LICENCES),
    "mediaType": Field(
        lambda row: [media["type"] for media in row["media"]], one_of("MediaType", MEDIA_TYPES)
    ),
    "protocol": enum("protocol", "EndpointType", v.ENDPOINT_TYPE),
    "issue": enum("issues", "OccurrenceIssue", v.OCCURRENCE_ISSUE),
    "taxonomicStatus": enum("taxonomicStatus", "TaxonomicStatus", v.TAXONOMIC_STATUS),
    "iucnRedListCategory": enum("iucnRedListCategory", "ThreatStatus", v.RED_LIST_CATEGORY),
    **_each("typeStatus establishmentMeans degreeOfEstablishment pathway lifeStage sex", plain),
    "year": number("year", -9999, 9999),
    "month": number("month", 1, 12),
    "day": number("day", 1, 31),
    "startDayOfYear": number("startDayOfYear", 1, 366),
    "endDayOfYear": number("endDayOfYear", 1, 366),
    "crawlId": number("crawlId", 0),
    "decimalLatitude": number("decimalLatitude", -90, 90, whole=False),
    "decimalLongitude": number("decimalLongitude", -180, 180, whole=False),
    **_each(
        "coordinateUncertaintyInMeters elevation depth distanceFromCentroidInMeters "
        "organismQuantity sampleSizeValue relativeOrganismQuantity",
        lambda name: number(name, whole=False),
    ),
    **_each("eventDate lastInterpreted modified", day),
    "eventDateGte": Field(lambda row: [row["eventDate"]], day("eventDate").check, ranges=True),
    **_each("hasCoordinate repatriated isInCluster isSequenced", flag),
    "hasGeospatialIssue": flag("hasGeospatialIssues"),
    "gadmGid": _gadm(0, 1, 2, 3),
    **{f"gadmLevel{level}Gid": _gadm(level) for level in range(4)},
    **_each("institutionCode collectionCode catalogNumber scientificName", plain),
    "gbifId": plain("gbifID"),
    "occurrenceId": plain("occurrenceID"),
    "recordedByID": Field(lambda row: [one["value"] for one in row["recordedByIDs"]]),
    "identifiedByID": Field(lambda row: [one["value"] for one in row["identifiedByIDs"]]),
    **_each(
        "recordedBy identifiedBy verbatimScientificName taxonId taxonConceptId taxonomicIssue "
        "otherCatalogNumbers recordNumber organismId eventId parentEventId fieldNumber "
        "stateProvince waterBody locality island islandGroup higherGeography georeferencedBy "
        "samplingProtocol sampleSizeUnit organismQuantityType preparations previousIdentifications "
        "associatedSequences datasetId datasetName datasetCategory projectId programme "
        "dwcaExtension measurementType measurementTypeID group formation member bed "
        "earliestEonOrLowestEonothem "
        "latestEonOrHighestEonothem earliestEraOrLowestErathem latestEraOrHighestErathem "
        "earliestPeriodOrLowestSystem latestPeriodOrHighestSystem earliestEpochOrLowestSeries "
        "latestEpochOrHighestSeries earliestAgeOrLowestStage latestAgeOrHighestStage "
        "lowestBiostratigraphicZone highestBiostratigraphicZone geologicalTime lithostratigraphy "
        "biostratigraphy"
    ),
}
_SEQUENCE = "nucleotideSequence"
OCCURRENCE |= {
    f"{_SEQUENCE}.{name}": field
    for names, make in (
        ("nucleotideSequenceID targetGene sequence", plain),
        ("sequenceLength nRunsCapped", lambda name: number(name, 0)),
        (
            "gcContent nonIupacFraction nonACGTNFraction nFraction",
            lambda name: number(name, whole=False),
        ),
        ("naturalLanguageDetected endsTrimmed gapsOrWhitespaceRemoved invalid", flag),
    )
    for name, field in _each(names, make).items()
}

DATASET: dict[str, Field] = {
    "type": enum("type", "DatasetType", DATASET_TYPES),
    "subtype": enum("subtype", "DatasetSubtype", v.DATASET_SUBTYPE),
    "publishingOrg": key("publishingOrganizationKey"),
    "hostingOrg": key("hostingOrganizationKey"),
    **_each("endorsingNodeKey installationKey collectionKey institutionKey", key),
    "networkKey": key("networkKeys"),
    **_each("publishingCountry hostingCountry", country),
    "country": country("countryCoverage"),
    "continent": enum("continent", "Continent", CONTINENTS),
    "license": enum("licenceName", "License", LICENCES),
    "endpointType": enum("endpointType", "EndpointType", v.ENDPOINT_TYPE),
    "taxonKey": number("taxonKeys", 0, ranges=False),
    "decade": number("decades", 0, 2100, ranges=False),
    "recordCount": number("recordCount", 0),
    "year": number("year", 0, 9999),
    "modifiedDate": day("modified"),
    "createdDate": day("created"),
    **_each("projectId doi dwcaExtension dwcaCoreType contactUserId contactEmail category", plain),
    "keyword": plain("keywords"),
    "datasetTitle": text("title"),
}

PUBLISHER: dict[str, Field] = {
    "country": country("country", single=True),
    "networkKey": key("networkKeys", single=True),
    "isEndorsed": flag("endorsementApproved"),
    "numPublishedDatasets": number("numPublishedDatasets", 0, single=True),
    **_each(
        "identifier identifierType machineTagNamespace machineTagName machineTagValue",
        lambda name: plain(name, single=True),
    ),
}

LITERATURE: dict[str, Field] = {
    **_each("countriesOfResearcher countriesOfCoverage publishingCountry", country),
    "literatureType": enum("literatureType", "LiteratureType", v.LITERATURE_TYPE),
    "relevance": enum("relevance", "LiteratureRelevance", v.LITERATURE_RELEVANCE),
    "topics": enum("topics", "LiteratureTopic", v.TOPIC),
    "gbifRegion": enum("gbifRegion", "GbifRegion", REGIONS),
    "year": number("year", 0, 9999),
    **_each("gbifDatasetKey publishingOrganizationKey gbifNetworkKey", key),
    **_each("openAccess peerReview", flag),
    **_each(
        "gbifOccurrenceKey gbifTaxonKey gbifHigherTaxonKey",
        lambda name: number(name, 0, ranges=False),
    ),
    **_each("added published discovered modified", day),
    "doi": Field(lambda row: [row["identifiers"]["doi"]]),
    **_each(
        "gbifDownloadKey gbifDerivedDatasetDoi gbifProjectIdentifier gbifProgramme "
        "gbifProgrammeAcronym citationType source publisher websites language",
        plain,
    ),
}

_GRSCICOLL: dict[str, Field] = {
    "country": Field(lambda row: [row["address"]["country"]], country_check),
    "city": Field(lambda row: [row["address"]["city"]]),
    "gbifRegion": Field(lambda row: ["EUROPE"], one_of("GbifRegion", REGIONS)),
    **_each("active displayOnNHCPortal", flag),
    **_each("numberSpecimens occurrenceCount typeSpecimenCount", lambda name: number(name, 0)),
    "institutionKey": key("institutionKey"),
    "institutionKeys": key("institutionKey"),
    **_each("replacedBy contact", key),
    "name": text("name"),
    "fuzzyName": text("name"),
    "alternativeCode": Field(lambda row: [one["code"] for one in row["alternativeCodes"]]),
    "masterSourceType": enum("masterSource", "MasterSourceType", v.MASTER_SOURCE_TYPE),
    "source": enum("source", "Source", v.GRSCICOLL_SOURCE),
    **_each(
        "code identifier identifierType sourceId machineTagNamespace machineTagName "
        "machineTagValue",
        plain,
    ),
}
INSTITUTION = _GRSCICOLL | {
    "institutionKey": key("key"),
    "institutionKeys": key("key"),
    "type": plain("types"),
    "institutionalGovernance": plain("institutionalGovernances"),
    "disciplines": plain("disciplines"),
}
COLLECTION = _GRSCICOLL | {
    "personalCollection": flag("personalCollection"),
    "taxonKey": plain("taxonKeys", taxon_key_check),
    "descriptorCountry": country("descriptorCountry"),
    **_each(
        "contentTypes preservationTypes accessionStatus typeStatus recordedBy biomeType "
        "objectClassification",
        plain,
    ),
}

TAXON: dict[str, Field] = {
    **_each("datasetKey constituentKey", key),
    "rank": enum("rank", "Rank", v.RANK),
    "status": enum("taxonomicStatus", "TaxonomicStatus", v.TAXONOMIC_STATUS),
    "habitat": enum("habitats", "Habitat", v.HABITAT),
    "threat": enum("threatStatuses", "ThreatStatus", v.THREAT_STATUS),
    "nameType": enum("nameType", "NameType", v.NAME_TYPE),
    "highertaxonKey": plain("higherKeys", taxon_key_check),
    "isExtinct": flag("extinct"),
    "issue": enum("issue", "NameUsageIssue", v.NAME_USAGE_ISSUE),
    "origin": enum("origin", "Origin", v.ORIGIN),
    "nomenclaturalStatus": enum(
        "nomenclaturalStatus", "NomenclaturalStatus", v.NOMENCLATURAL_STATUS
    ),
}
