"""GBIF's search parameters, one table a catalogue.

GBIF ignores a parameter that it does not know and answers with everything it has, so a typing
error shows the numbers of the whole world: a portal asks with known parameters only.

The tables follow gbif-api's OccurrenceSearchParameter, DatasetSearchParameter,
LiteratureSearchParameter, NameUsageSearchParameter, the registry's organization search and
model/collections/request.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gbif_blocks import vocabularies as v
from gbif_blocks.names import nearest, shown
from gbif_blocks.values import (
    Boolean,
    Country,
    Date,
    Enumeration,
    Gadm,
    GeoDistance,
    Geometry,
    Number,
    OrderedType,
    TaxonKey,
    Text,
    Uuid,
    ValueType,
    clean_range,
)

# Parameter name to its values, all as text: {"country": ["BE"], "year": ["1990,*"]}.
Parameters = dict[str, list[str]]
# Values of one search or scope. GBIF takes more, but a scope travels with every request.
MAX_VALUES = 2_000
# Mistakes that one error names: nobody reads the next ones, and a pasted list has thousands.
MAX_MISTAKES = 20


@dataclass(frozen=True)
class Parameter:
    """One search parameter.

    `ranges`: a value may be two with a comma between. `repeatable`: several values mean any of
    them; else GBIF takes one only.
    """

    name: str
    type: ValueType
    ranges: bool = False
    repeatable: bool = True

    def clean(self, text: str) -> str:
        """`text` in the form to send; ValidationError naming the accepted form."""
        text = text.strip()
        if not text:
            raise ValidationError(
                _("Give a value, such as %(example)s."),
                code="required",
                params={"example": self.example},
            )
        if self.ranges:
            return clean_range(cast(OrderedType, self.type), text)
        return self.type.clean(text)

    @property
    def example(self) -> str:
        """A value that `clean` takes as it is."""
        return _EXAMPLES.get(self.name, self.type.example)

    def json_schema(self) -> dict[str, Any]:
        """The JSON Schema of the list of this parameter's clean values."""
        item = self.type.json_schema()
        if self.ranges:
            item = {"anyOf": [item, {"type": "string", "pattern": "^[^,]+,[^,]+$"}]}
        schema = {"type": "array", "items": item, "minItems": 1, "uniqueItems": True}
        return schema if self.repeatable else schema | {"maxItems": 1}


# Where the type's own example would say nothing.
_EXAMPLES = {
    "year": "1990,2020",
    "scientificName": "Vulpes vulpes",
    "recordedBy": "Linnaeus",
    "keyword": "invasive species",
    "doi": "10.15468/39omei",
    "q": "fox",
    "typeStatus": "HOLOTYPE",
    "lifeStage": "ADULT",
    "stateProvince": "Limburg",
    "samplingProtocol": "malaise trap",
    "dwcaExtension": "http://rs.gbif.org/terms/1.0/Multimedia",
    "decimalLatitude": "49.5,51.5",
    "decimalLongitude": "2.5,6.4",
}


def _table(*groups: Iterable[Parameter]) -> dict[str, Parameter]:
    return {parameter.name: parameter for group in groups for parameter in group}


def _each(
    names: str, value_type: ValueType, *, ranges: bool = False, repeatable: bool = True
) -> list[Parameter]:
    return [Parameter(name, value_type, ranges, repeatable) for name in names.split()]


def _enum(name: str, values: list[str], *, repeatable: bool = True) -> list[Parameter]:
    return [Parameter(name, Enumeration(tuple(values)), repeatable=repeatable)]


_FREE_TEXT = _each("q", Text(), repeatable=False)

OCCURRENCE = _table(
    _FREE_TEXT,
    _each(
        "datasetKey publishingOrg networkKey installationKey hostingOrganizationKey "
        "institutionKey collectionKey",
        Uuid(),
    ),
    _each("checklistKey", Uuid(), repeatable=False),
    _each(
        "taxonKey acceptedTaxonKey kingdomKey phylumKey classKey orderKey familyKey genusKey "
        "subgenusKey speciesKey",
        TaxonKey(),
    ),
    _each("country publishingCountry", Country()),
    _enum("gbifRegion", v.GBIF_REGION),
    _enum("publishedByGbifRegion", v.GBIF_REGION),
    _enum("continent", v.CONTINENT),
    _enum("basisOfRecord", v.BASIS_OF_RECORD),
    _enum("occurrenceStatus", v.OCCURRENCE_STATUS, repeatable=False),
    _enum("license", v.LICENCE),
    _enum("mediaType", v.MEDIA_TYPE),
    _enum("protocol", v.ENDPOINT_TYPE),
    _enum("issue", v.OCCURRENCE_ISSUE),
    _enum("taxonomicStatus", v.TAXONOMIC_STATUS),
    _enum("iucnRedListCategory", v.RED_LIST_CATEGORY),
    # Vocabulary terms: their values live in GBIF's vocabulary server and change there.
    _each("typeStatus establishmentMeans degreeOfEstablishment pathway lifeStage sex", Text()),
    _each("year", Number(-9999, 9999), ranges=True),
    _each("month", Number(1, 12), ranges=True),
    _each("day", Number(1, 31), ranges=True),
    _each("startDayOfYear endDayOfYear", Number(1, 366), ranges=True),
    _each(
        "crawlId nucleotideSequence.sequenceLength nucleotideSequence.nRunsCapped",
        Number(0),
        ranges=True,
    ),
    _each("decimalLatitude", Number(-90, 90, decimal=True), ranges=True),
    _each("decimalLongitude", Number(-180, 180, decimal=True), ranges=True),
    _each(
        "coordinateUncertaintyInMeters elevation depth distanceFromCentroidInMeters "
        "organismQuantity sampleSizeValue relativeOrganismQuantity nucleotideSequence.gcContent "
        "nucleotideSequence.nonIupacFraction nucleotideSequence.nonACGTNFraction "
        "nucleotideSequence.nFraction",
        Number(decimal=True),
        ranges=True,
    ),
    _each("eventDate eventDateGte lastInterpreted modified", Date(), ranges=True),
    _each(
        "hasCoordinate hasGeospatialIssue repatriated isInCluster isSequenced "
        "nucleotideSequence.naturalLanguageDetected nucleotideSequence.endsTrimmed "
        "nucleotideSequence.gapsOrWhitespaceRemoved nucleotideSequence.invalid",
        Boolean(),
        repeatable=False,
    ),
    _each("gadmGid gadmLevel0Gid gadmLevel1Gid gadmLevel2Gid gadmLevel3Gid", Gadm()),
    _each("geometry", Geometry()),
    _each("geoDistance", GeoDistance(), repeatable=False),
    _each(
        "scientificName verbatimScientificName taxonId taxonConceptId taxonomicIssue "
        "institutionCode collectionCode catalogNumber otherCatalogNumbers recordNumber recordedBy "
        "recordedByID identifiedBy identifiedByID occurrenceId organismId eventId parentEventId "
        "fieldNumber stateProvince waterBody locality island islandGroup higherGeography "
        "georeferencedBy samplingProtocol sampleSizeUnit organismQuantityType preparations "
        "previousIdentifications associatedSequences datasetId datasetName datasetCategory "
        "projectId programme dwcaExtension gbifId measurementType measurementTypeID group "
        "formation member bed earliestEonOrLowestEonothem latestEonOrHighestEonothem "
        "earliestEraOrLowestErathem latestEraOrHighestErathem earliestPeriodOrLowestSystem "
        "latestPeriodOrHighestSystem earliestEpochOrLowestSeries latestEpochOrHighestSeries "
        "earliestAgeOrLowestStage latestAgeOrHighestStage lowestBiostratigraphicZone "
        "highestBiostratigraphicZone geologicalTime lithostratigraphy biostratigraphy "
        "nucleotideSequence.nucleotideSequenceID nucleotideSequence.targetGene "
        "nucleotideSequence.sequence",
        Text(),
    ),
)

DATASET = _table(
    _FREE_TEXT,
    _enum("type", v.DATASET_TYPE),
    _enum("subtype", v.DATASET_SUBTYPE),
    _each(
        "publishingOrg hostingOrg collectionKey institutionKey networkKey endorsingNodeKey "
        "installationKey",
        Uuid(),
    ),
    _each("publishingCountry hostingCountry country", Country()),
    _enum("continent", v.CONTINENT),
    _enum("license", v.LICENCE),
    _enum("endpointType", v.ENDPOINT_TYPE),
    _each("taxonKey", Number(0)),
    _each("decade", Number(0, 2100)),
    _each("recordCount", Number(0), ranges=True),
    _each("year", Number(0, 9999), ranges=True),
    _each("modifiedDate createdDate", Date(), ranges=True),
    _each(
        "keyword projectId datasetTitle doi dwcaExtension dwcaCoreType contactUserId contactEmail "
        "category",
        Text(),
    ),
)

PUBLISHER = _table(
    _FREE_TEXT,
    _each("country", Country(), repeatable=False),
    _each("networkKey", Uuid(), repeatable=False),
    _each("isEndorsed", Boolean(), repeatable=False),
    _each("numPublishedDatasets", Number(0), ranges=True, repeatable=False),
    _each(
        "identifier identifierType machineTagNamespace machineTagName machineTagValue",
        Text(),
        repeatable=False,
    ),
)

LITERATURE = _table(
    _FREE_TEXT,
    _each("countriesOfResearcher countriesOfCoverage publishingCountry", Country()),
    _enum("literatureType", v.LITERATURE_TYPE),
    _enum("relevance", v.LITERATURE_RELEVANCE),
    _enum("topics", v.TOPIC),
    _enum("gbifRegion", v.GBIF_REGION),
    _each("year", Number(0, 9999), ranges=True),
    _each("gbifDatasetKey publishingOrganizationKey gbifNetworkKey", Uuid()),
    _each("peerReview openAccess", Boolean(), repeatable=False),
    _each("gbifOccurrenceKey gbifTaxonKey gbifHigherTaxonKey", Number(0)),
    _each("added published discovered modified", Date(), ranges=True),
    _each(
        "gbifDownloadKey gbifDerivedDatasetDoi gbifProjectIdentifier gbifProgramme "
        "gbifProgrammeAcronym citationType doi source publisher websites language",
        Text(),
    ),
)

_GRSCICOLL = [
    *_FREE_TEXT,
    *_each("country", Country()),
    *_enum("gbifRegion", v.GBIF_REGION),
    *_each("active displayOnNHCPortal", Boolean(), repeatable=False),
    *_each("numberSpecimens occurrenceCount typeSpecimenCount", Number(0), ranges=True),
    *_each("institutionKey institutionKeys replacedBy contact", Uuid()),
    *_enum("masterSourceType", v.MASTER_SOURCE_TYPE),
    *_enum("source", v.GRSCICOLL_SOURCE),
    *_each(
        "code name alternativeCode city fuzzyName identifier identifierType "
        "sourceId machineTagNamespace machineTagName machineTagValue",
        Text(),
    ),
]

COLLECTION = _table(
    _GRSCICOLL,
    _each("personalCollection", Boolean(), repeatable=False),
    _each("taxonKey", TaxonKey()),
    _each("descriptorCountry", Country()),
    _each(
        "contentTypes preservationTypes accessionStatus typeStatus recordedBy biomeType "
        "objectClassification",
        Text(),
    ),
)

INSTITUTION = _table(_GRSCICOLL, _each("type institutionalGovernance disciplines", Text()))

TAXON = _table(
    _FREE_TEXT,
    _each("datasetKey constituentKey", Uuid()),
    _enum("rank", v.RANK),
    _enum("status", v.TAXONOMIC_STATUS),
    _enum("habitat", v.HABITAT),
    _enum("threat", v.THREAT_STATUS),
    _enum("nameType", v.NAME_TYPE),
    _each("highertaxonKey", TaxonKey()),
    _each("isExtinct", Boolean(), repeatable=False),
    _enum("origin", v.ORIGIN),
    _enum("nomenclaturalStatus", v.NOMENCLATURAL_STATUS),
    _enum("issue", v.NAME_USAGE_ISSUE),
)

PARAMETERS: dict[str, dict[str, Parameter]] = {
    "occurrence": OCCURRENCE,
    "dataset": DATASET,
    "publisher": PUBLISHER,
    "literature": LITERATURE,
    "collection": COLLECTION,
    "institution": INSTITUTION,
    "taxon": TAXON,
}


def find_parameter(catalogue: str, name: str) -> Parameter:
    """The parameter of that name; ValidationError naming the nearest one when there is none."""
    table = PARAMETERS[catalogue]
    name = name.strip()
    if name in table:
        return table[name]
    near = nearest(name, table)
    if near:
        message = _(
            "GBIF's %(catalogue)s search has no parameter “%(name)s”. Did you mean %(near)s?"
        )
    else:
        message = _(
            "GBIF's %(catalogue)s search has no parameter “%(name)s”. It has %(listed)s, among "
            "others."
        )
    raise ValidationError(
        message,
        code="unknown_parameter",
        params={
            "catalogue": catalogue,
            "name": shown(name),
            "near": near,
            "listed": ", ".join(sorted(table)[:8]),
        },
    )


def clean_parameters(catalogue: str, given: Mapping[str, Iterable[str]]) -> Parameters:
    """The parameters in the form to send, names and values in a fixed order.

    Raises ValidationError, keyed by parameter name, with every mistake (of each parameter the
    first MAX_MISTAKES).
    """
    cleaned: Parameters = {}
    errors: dict[str, list[ValidationError]] = {}
    for name, values in given.items():
        try:
            parameter = find_parameter(catalogue, name)
            cleaned[parameter.name] = _clean_values(parameter, list(values))
        except ValidationError as error:
            errors[shown(name)] = error.error_list
        if len(errors) >= MAX_MISTAKES:
            break
    checklist = next(iter(cleaned.get("checklistKey", [])), None)
    for name, kept in cleaned.items():
        try:
            check_checklist(catalogue, PARAMETERS[catalogue][name], kept, checklist)
        except ValidationError as error:
            errors[name] = error.error_list
    if errors:
        raise ValidationError(errors)
    if (count := sum(len(values) for values in cleaned.values())) > MAX_VALUES:
        raise too_many_values(count)
    return dict(sorted(cleaned.items()))


def _clean_values(parameter: Parameter, values: list[str]) -> list[str]:
    if len(values) > MAX_VALUES:
        raise too_many_values(len(values))
    kept: set[str] = set()
    errors: list[ValidationError] = []
    for value in values:
        try:
            kept.add(parameter.clean(value))
        except ValidationError as error:
            errors.append(error)
        if len(errors) == MAX_MISTAKES:
            break
    if errors:
        raise ValidationError(errors)
    if len(kept) > 1 and not parameter.repeatable:
        raise ValidationError([single_value_error(parameter.name)])
    return sorted(kept)


# Keys of the Catalogue of Life look like 6W3C4.
CATALOGUE_OF_LIFE = "7ddf754f-d193-4cc9-b351-99906754a03b"


def check_checklist(
    catalogue: str, parameter: Parameter, values: Iterable[str], checklist: str | None
) -> None:
    """That taxon keys of another checklist than GBIF's own come with their checklist."""
    if catalogue != "occurrence" or checklist or parameter.type.json_name != "taxon_key":
        return
    foreign = next((value for value in values if not value.isdecimal()), None)
    if foreign is not None:
        raise ValidationError(
            _(
                "“%(value)s” is a key of another checklist: those of GBIF's backbone are numbers, "
                "such as 5219243. Give its checklist (checklistKey) too; that of the Catalogue of "
                "Life is %(checklist)s."
            ),
            code="checklist",
            params={"value": foreign, "checklist": CATALOGUE_OF_LIFE},
        )


def single_value_error(name: str) -> ValidationError:
    """That a parameter was given twice though GBIF takes one value only."""
    return ValidationError(
        _("GBIF takes one value of %(name)s only."), code="repeated", params={"name": name}
    )


def too_many_values(count: int) -> ValidationError:
    """That there are more values than a search or scope may have."""
    return ValidationError(
        _(
            "There are %(count)s values; at most %(limit)s are taken. Choose something that "
            "contains them: a higher taxon, a publisher, a network or an area."
        ),
        code="too_many",
        params={"count": count, "limit": MAX_VALUES},
    )


def parameters_schema(catalogue: str) -> dict[str, Any]:
    """The JSON Schema of clean parameters of a catalogue: name to list of values, no other."""
    table = PARAMETERS[catalogue]
    return {
        "type": "object",
        "properties": {name: table[name].json_schema() for name in sorted(table)},
        "additionalProperties": False,
    }
