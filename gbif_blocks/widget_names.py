"""The names that GBIF's widget library knows: pages, filters, tabs, columns.

The library ignores a name that it does not know, or breaks on it, without a word. Lists as in
gbif-web: packages/gbif-org/src/config/routes.tsx, the `filterHandle` of each filter and
views/table/columns.tsx.
"""

from gbif_blocks.names import names

# Page id to its default path.
SEARCH_PAGES: dict[str, str] = {
    "occurrenceSearch": "occurrence/search",
    "datasetSearch": "dataset/search",
    "publisherSearch": "publisher/search",
    "literatureSearch": "literature/search",
    "collectionSearch": "collection/search",
    "institutionSearch": "institution/search",
    "taxonSearch": "taxon/search",
    "speciesSearch": "species/search",
    "resourceSearch": "resource/search",
    "eventSearch": "event/search",
}
DETAIL_PAGES: dict[str, str] = {
    "occurrenceKey": "occurrence/:key",
    "datasetKey": "dataset/:key",
    "publisherKey": "publisher/:key",
    "networkKey": "network/:key",
    "collectionKey": "collection/:key",
    "institutionKey": "institution/:key",
    "taxonKey": "taxon/:key",
    "speciesKey": "species/:key",
    "installationKey": "installation/:key",
    "nodeKey": "node/:key",
    "participantKey": "participant/:key",
    "countryKey": "country/:countryCode",
    "downloadKey": "occurrence/download/:key",
    "derivedDatasetKey": "derivedDataset/:doiPrefix/:doiSuffix",
    "newsKey": "news/:key",
    "eventKey": "event/:key",
    "dataUseKey": "data-use/:key",
    "toolKey": "tool/:key",
    "projectKey": "project/:key",
    "programmeKey": "programme/:key",
    "documentKey": "document/:key",
    "articleKey": "article/:key",
    "compositionKey": "composition/:key",
    "resourceKey": "resource/:key",
}
PAGES: dict[str, str] = SEARCH_PAGES | DETAIL_PAGES

CATALOGUE_NAMES = [
    "OCCURRENCE",
    "DATASET",
    "PUBLISHER",
    "INSTITUTION",
    "COLLECTION",
    "TAXON",
    "LITERATURE",
    "RESOURCE",
]

OCCURRENCE_TABS = ["table", "map", "gallery", "clusters", "datasets", "dashboard", "download"]

# EPSG:3857, 4326, 3575 and 3031.
PROJECTIONS = ["MERCATOR", "PLATE_CAREE", "ARCTIC", "ANTARCTIC"]
# SATELLITE needs a key of MapTiler.
MAP_STYLES = ["NATURAL", "BRIGHT", "DARK", "SATELLITE"]

# Catalogue (ours) to the filters of its search.
FILTERS: dict[str, list[str]] = {
    "occurrence": names(
        "q country publishingCountry institutionKey collectionKey datasetKey taxonKey "
        "publishingOrg hostingOrganizationKey networkKey gadmGid institutionCode collectionCode "
        "recordNumber establishmentMeans sex lifeStage nucleotideSequenceTargetGene "
        "nucleotideSequenceSequenceLength nucleotideSequenceId "
        "nucleotideSequenceNucleotideSequenceID license basisOfRecord mediaType month continent "
        "protocol dwcaExtension iucnRedListCategory typeStatus issue taxonomicIssue "
        "occurrenceStatus projectId recordedById identifiedById occurrenceId organismId "
        "higherGeography eventId parentEventId fieldNumber isInCluster isSequenced year "
        "coordinateUncertaintyInMeters depth organismQuantity relativeOrganismQuantity "
        "sampleSizeValue elevation catalogNumber preparations biostratigraphy lithostratigraphy "
        "geologicalTime sampleSizeUnit locality waterBody stateProvince datasetId samplingProtocol "
        "verbatimScientificName recordedBy identifiedBy geometry eventDate taxonId islandGroup "
        "island programme datasetName gbifRegion gbifId endDayOfYear startDayOfYear "
        "organismQuantityType pathway previousIdentifications associatedSequences "
        "degreeOfEstablishment lastInterpreted publishedByGbifRegion georeferencedBy repatriated "
        "distanceFromCentroidInMeters predicate"
    ),
    "dataset": names(
        "q type publishingOrg hostingOrg publishingCountry license networkKey projectId "
        "dwcaExtension"
    ),
    "publisher": names("q country networkKey"),
    "literature": names(
        "q year countriesOfResearcher countriesOfCoverage literatureType relevance topics "
        "gbifDatasetKey gbifTaxonKey gbifDownloadKey gbifNetworkKey gbifDerivedDatasetDoi "
        "gbifProgrammeAcronym gbifProjectIdentifier publishingOrganizationKey peerReview "
        "openAccess publisher source doi"
    ),
    "collection": names(
        "q code name alternativeCode country city institutionKey active personalCollection "
        "contentType preservationType numberSpecimens occurrenceCount taxonKey typeStatus "
        "recordedBy descriptorCountry biomeType objectClassification"
    ),
    "institution": names(
        "q code name alternativeCode country city type discipline active numberSpecimens "
        "occurrenceCount"
    ),
    "taxon": names("q taxonRank taxonomicStatus taxonId issue status rank"),
}

OCCURRENCE_COLUMNS = names(
    "basisOfRecord catalogNumber collectionCode collectionKey commonName coordinates country "
    "datasetKey datasetName depth elevation establishmentMeans eventDate features fieldNumber "
    "higherGeography identifiedBy individualCount institutionCode institutionKey "
    "iucnRedListCategory lifeStage locality media organismId organismQuantity preparations "
    "publishingOrg recordNumber recordedBy scientificName sex specimenTriplet stateProvince "
    "typeStatus year"
)
