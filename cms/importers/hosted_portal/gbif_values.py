"""Live numbers and stories of the old portal as the stored values of GBIF blocks.

A filter that GBIF does not know is ignored by its API, so the number would be the whole world's:
such a number is refused here and reported.
"""

from urllib.parse import parse_qsl, urlsplit

from django.core.exceptions import ValidationError

from cms.importers.hosted_portal import blocks
from cms.importers.hosted_portal.blocks import Raw
from cms.importers.hosted_portal.report import Place, Report
from cms.importers.hosted_portal.yaml_document import Mapping
from gbif_blocks.parameters import find_parameter
from gbif_blocks.values import Country
from gbif_blocks.vocabularies import STORY_TYPES, TOPICS

PATHS = {
    "/v1/occurrence/search": "occurrence",
    "/v1/dataset/search": "dataset",
    "/v1/organization": "publisher",
    "/v1/organization/search": "publisher",
    "/v1/literature/search": "literature",
    "/v1/grscicoll/collection": "collection",
    "/v1/grscicoll/collection/search": "collection",
    "/v1/grscicoll/institution": "institution",
    "/v1/grscicoll/institution/search": "institution",
    "/v1/species/search": "taxon",
}
PRODUCTION = "api.gbif.org"
STAGING = {f"api.gbif-{name}.org" for name in ("staging", "uat", "dev", "test", "test2")}
PAGING = {"limit", "offset", "facet", "facetLimit"}
STORY_TYPE_CODES = {str(code) for code, _label in STORY_TYPES}
TOPIC_CODES = {str(code) for code, _label in TOPICS}
IGNORED_FILTERS = {"locale"}


def number(url: str, path: str, place: Place, report: Report) -> Raw | None:
    """The stored gbif_number of `data-ajax-url` and `data-ajax-path`; None where it has none."""
    parts = urlsplit(url.strip())
    if parts.hostname in STAGING:
        report.warning(
            "live-number-staging",
            place,
            f"{parts.hostname} is a test server; the number is now asked from {PRODUCTION}",
        )
    elif parts.hostname != PRODUCTION:
        report.warning(
            "live-number-unsupported",
            place,
            f"a live number from {parts.hostname or url[:60]} has no counterpart; only its "
            "fallback text is kept",
        )
        return None
    catalogue = PATHS.get(parts.path.rstrip("/"))
    if catalogue is None or path not in {"count", ""}:
        report.warning(
            "live-number-unsupported",
            place,
            f"a live number “{path}” of {parts.path} has no counterpart; only its fallback text "
            "is kept",
        )
        return None
    rows = []
    for name, value in parse_qsl(parts.query):
        if name in PAGING:
            continue
        try:
            parameter = find_parameter(catalogue, name)
            rows.append({"name": parameter.name, "value": parameter.clean(value)})
        except ValidationError as error:
            report.error(
                "live-number-filter",
                place,
                f"{name}={value[:80]}: {' '.join(error.messages)} The number is left out",
            )
            return None
    return {**blocks.NO_NUMBER, "catalogue": catalogue, "parameters": blocks.items(rows)}


def stories(title: str, intro: str, filters: Mapping, report: Report) -> Raw:
    """The stored gbif_stories of a `stories` block's title, introduction and filters."""
    limit = filters.get("limit")
    value = {
        "title": title[:160],
        "description": intro,
        "content_types": _known(filters, "contentType", STORY_TYPE_CODES, report),
        "countries": blocks.items(_countries(filters, report)),
        "topics": _known(filters, "topics", TOPIC_CODES, report),
        "limit": limit if isinstance(limit, int) and 1 <= limit <= 20 else 3,
    }
    known = {"contentType", "countriesOfCoverage", "topics", "limit", *IGNORED_FILTERS}
    for name in filters:
        if name not in known:
            report.warning(
                "stories-filter",
                filters.place_of(name),
                f"filter “{name}” of a stories block has no counterpart; left out",
            )
    return value


def _texts(filters: Mapping, name: str) -> list[str]:
    value = filters.get(name)
    found = value if isinstance(value, list) else [value]
    # YAML 1.1 reads the code of Norway as false.
    return ["NO" if item is False else str(item) for item in found if item is not None]


def _known(filters: Mapping, name: str, codes: set[str], report: Report) -> list[str]:
    known = []
    for text in _texts(filters, name):
        code = text.strip().upper()
        if code in codes:
            known.append(code)
        else:
            report.warning("stories-filter", filters.place_of(name), f"“{text}” is no {name}")
    return list(dict.fromkeys(known))


def _countries(filters: Mapping, report: Report) -> list[str]:
    codes = []
    for text in _texts(filters, "countriesOfCoverage"):
        try:
            codes.append(Country().clean(text.strip()))
        except ValidationError as error:
            report.warning(
                "stories-filter",
                filters.place_of("countriesOfCoverage"),
                f"“{text}”: {' '.join(error.messages)}",
            )
    return list(dict.fromkeys(codes))
