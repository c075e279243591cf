"""The seven catalogues of GBIF that a portal can show, and where each is searched."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gbif_blocks.names import names


@dataclass(frozen=True)
class Catalogue:
    """One catalogue.

    `search_path` is below GBIF_API_URL, `predicate_path` the same search by a predicate in a POST
    body where GBIF has one. `site_path` is the search on www.gbif.org. `row_fields` are the fields
    of a row that a snapshot keeps: what a list shows, under GBIF's own names.
    """

    name: str
    label: str | Promise
    widget_name: str
    search_path: str
    site_path: str
    citation_name: str
    row_fields: list[str]
    predicate_path: str | None = None


CATALOGUES: dict[str, Catalogue] = {
    catalogue.name: catalogue
    for catalogue in (
        Catalogue(
            name="occurrence",
            label=_("Occurrences"),
            widget_name="OCCURRENCE",
            search_path="/v1/occurrence/search",
            predicate_path="/v1/occurrence/search/predicate",
            site_path="/occurrence/search",
            citation_name="GBIF Occurrence Search",
            row_fields=names(
                "key datasetKey datasetName publishingOrgKey publishingCountry basisOfRecord "
                "occurrenceStatus taxonKey scientificName acceptedScientificName vernacularName "
                "kingdom family countryCode country stateProvince locality decimalLatitude "
                "decimalLongitude eventDate year recordedBy institutionCode catalogNumber license "
                "iucnRedListCategory"
            ),
        ),
        Catalogue(
            name="dataset",
            label=_("Datasets"),
            widget_name="DATASET",
            search_path="/v1/dataset/search",
            site_path="/dataset/search",
            citation_name="GBIF Dataset Search",
            row_fields=names(
                "key title doi type subtype publishingOrganizationKey publishingOrganizationTitle "
                "publishingCountry license recordCount keywords"
            ),
        ),
        Catalogue(
            name="publisher",
            label=_("Publishers"),
            widget_name="PUBLISHER",
            search_path="/v1/organization",
            site_path="/publisher/search",
            citation_name="GBIF Publisher Search",
            row_fields=names(
                "key title city country latitude longitude numPublishedDatasets homepage logoUrl"
            ),
        ),
        Catalogue(
            name="literature",
            label=_("Literature"),
            widget_name="LITERATURE",
            search_path="/v1/literature/search",
            site_path="/resource/search",
            citation_name="GBIF Literature Search",
            row_fields=names(
                "id title authors year source publisher literatureType relevance topics "
                "countriesOfCoverage countriesOfResearcher openAccess peerReview identifiers "
                "websites published"
            ),
        ),
        Catalogue(
            name="collection",
            label=_("Collections"),
            widget_name="COLLECTION",
            search_path="/v1/grscicoll/collection",
            site_path="/collection/search",
            citation_name="GBIF Registry of Scientific Collections, collection search",
            row_fields=names(
                "key code name institutionKey institutionName institutionCode active "
                "numberSpecimens occurrenceCount typeSpecimenCount contentTypes homepage "
                "address"
            ),
        ),
        Catalogue(
            name="institution",
            label=_("Institutions"),
            widget_name="INSTITUTION",
            search_path="/v1/grscicoll/institution",
            site_path="/institution/search",
            citation_name="GBIF Registry of Scientific Collections, institution search",
            row_fields=names(
                "key code name types active numberSpecimens occurrenceCount typeSpecimenCount "
                "disciplines homepage latitude longitude address"
            ),
        ),
        Catalogue(
            name="taxon",
            label=_("Taxa"),
            widget_name="TAXON",
            search_path="/v1/species/search",
            site_path="/species/search",
            citation_name="GBIF Species Search",
            row_fields=names(
                "key nubKey datasetKey scientificName canonicalName authorship rank "
                "taxonomicStatus acceptedKey accepted kingdom phylum class order family genus "
                "numDescendants numOccurrences"
            ),
        ),
    )
}

CATALOGUE_CHOICES: list[tuple[str, str | Promise]] = [
    (catalogue.name, catalogue.label) for catalogue in CATALOGUES.values()
]
CATALOGUE_OF_WIDGET_NAME = {
    catalogue.widget_name: catalogue.name for catalogue in CATALOGUES.values()
}
