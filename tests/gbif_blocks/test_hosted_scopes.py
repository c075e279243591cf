"""Hosted portals' configurations, versions 1 to 3, as a scope; and what is lost is said."""

import json
from pathlib import Path
from typing import Any

import pytest
from wagtail.models import Site

from gbif_blocks.geometry import clean_wkt
from gbif_blocks.hosted_scopes import Conversion, fill_scope
from gbif_blocks.scopes import Scope
from gbif_blocks.widget_config import WidgetLanguage, widget_config

MISMATCH = {"key": "notIssues", "type": "equals", "value": "COUNTRY_COORDINATE_MISMATCH"}


def filled(config: dict[str, Any]) -> tuple[Scope, Conversion]:
    scope = Scope()
    conversion = fill_scope(scope, config)
    scope.clean()
    return scope, conversion


def said(conversion: Conversion, text: str) -> bool:
    return any(text in warning for warning in conversion.warnings)


def test_the_usual_form_is_recognised_however_it_is_nested() -> None:
    scope, conversion = filled(
        {
            "version": 2,
            "occurrence": {
                "rootPredicate": {
                    "type": "and",
                    "predicates": [
                        {"type": "in", "key": "publishingCountry", "values": ["DK"]},
                        {"type": "and", "predicates": [MISMATCH]},
                    ],
                }
            },
        }
    )
    assert (scope.country, scope.occurrence_relation) == ("DK", "from")
    assert scope.without_country_mismatch
    assert not scope.present_only
    assert scope.extra_predicate is None
    assert conversion.version == 2


def test_what_the_form_cannot_say_is_kept_as_a_tree() -> None:
    museum = {
        "type": "equals",
        "key": "institutionKey",
        "value": "50c9509d-22c7-4a22-a47d-8c48425ef4a7",
    }
    scope, _conversion = filled({"version": 3, "occurrenceSearch": {"scope": museum}})
    assert scope.extra_predicate == museum
    assert scope.widget_scope("occurrence") == museum


def test_a_second_country_condition_is_kept_too() -> None:
    both = {
        "type": "and",
        "predicates": [
            {"type": "equals", "key": "country", "value": "CD"},
            {"type": "equals", "key": "publishingCountry", "value": "BE"},
        ],
    }
    scope, _conversion = filled({"version": 3, "occurrenceSearch": {"scope": both}})
    assert (scope.country, scope.occurrence_relation) == ("CD", "about")
    assert scope.widget_scope("occurrence") == both


def test_a_top_level_predicate_is_applied_and_said() -> None:
    scope, conversion = filled(
        {"rootPredicate": {"type": "equals", "key": "country", "value": "BE"}}
    )
    assert scope.country == "BE"
    assert conversion.version == 1
    assert said(conversion, "shows all of GBIF; it is applied here")


def test_a_plain_literature_filter_is_applied_and_said() -> None:
    config = {
        "version": 2,
        "occurrence": {"rootPredicate": {"type": "equals", "key": "country", "value": "BE"}},
        "literature": {"rootFilter": {"countriesOfCoverage": ["BE"]}},
    }
    scope, conversion = filled(config)
    assert scope.literature_relation == "coverage"
    assert said(conversion, "GBIF's library loses this plain form")


def test_old_filter_names_are_renamed() -> None:
    config = {
        "version": 2,
        "occurrence": {"highlightedFilters": ["occurrenceIssue", "publisherKey"]},
        "institution": {"excludedFilters": ["countrySingleGrSciColl"]},
    }
    scope, conversion = filled(config)
    assert scope.highlighted_filters == {"occurrence": ["issue", "publishingOrg"]}
    assert scope.excluded_filters == {"institution": ["country"]}
    assert not said(conversion, "old name")
    config["version"] = 3
    _scope, conversion = filled({"version": 3, "occurrenceSearch": config["occurrence"]})
    assert said(conversion, "occurrenceIssue is an old name that the library ignores")


def test_routes_become_pages() -> None:
    config = {
        "routes": {
            "occurrenceSearch": {"route": "/data/search/", "isHref": True, "url": "x"},
            "basename": "/nl",
        },
        "collection": {"rootFilter": {"country": "BE"}},
    }
    _scope, conversion = filled(config)
    assert [(page.id, page.path) for page in conversion.pages] == [
        ("occurrenceSearch", "data/search"),
        ("collectionSearch", "collection/search"),
    ]
    for lost in ("routes.basename", "routes.occurrenceSearch.isHref", "collectionSearch was not"):
        assert said(conversion, lost)


@pytest.mark.parametrize(
    ("config", "warning"),
    [
        ({"version": 3, "pages": [{"id": "occurrenceSeach"}]}, "Did you mean occurrenceSearch?"),
        (
            {"version": 3, "pages": [], "occurrenceSearch": {"tabs": ["mapp"]}},
            "Did you mean map?",
        ),
        (
            {"version": 3, "occurrenceSearch": {"availableTableColumns": ["invidiualCount"]}},
            "Did you mean individualCount?",
        ),
        (
            {"version": 3, "datasetSearch": {"highlightedFilters": ["anyPublisherKeys"]}},
            "The widget has no filter “anyPublisherKeys”",
        ),
        ({"version": 3, "availableCatalogues": ["RESOURCE"]}, "RESOURCE is not offered here"),
        ({"version": 3, "datasetSearch": {"scope": {"typo": ["X"]}}}, "no parameter “typo”"),
        (
            {
                "version": 3,
                "occurrenceSearch": {"scope": {"type": "equals", "key": "x", "value": 1}},
            },
            "cannot be read",
        ),
        ({"version": 3, "isSequencedSearch": {}}, "isSequencedSearch: not taken over"),
        ({"version": 2, "institution": {"mapSettings": {}}}, "no such map any more"),
    ],
)
def test_everything_that_is_dropped_is_said(config: dict[str, Any], warning: str) -> None:
    _scope, conversion = filled(config)
    assert said(conversion, warning)


def test_the_belgian_portal_is_the_usual_form_entirely(shared: Path, site: Site) -> None:
    path = shared / "portals" / "gbif-be" / "site_config.json"
    config = json.loads(path.read_text())
    scope = Scope(site=site)
    conversion = fill_scope(scope, config)
    scope.full_clean()
    assert (scope.country, scope.occurrence_relation) == ("BE", "both")
    assert scope.present_only
    assert scope.without_country_mismatch
    assert scope.extra_predicate is None
    assert scope.extra_parameters == {}
    assert scope.literature_relation == "either"
    assert (scope.map_latitude, scope.map_longitude, scope.map_zoom) == (50.6, 4.3, 8.4)
    assert scope.highlighted_filters["occurrence"] == [
        "taxonKey",
        "gadmGid",
        "stateProvince",
        "publishingOrg",
        "elevation",
        "year",
        "basisOfRecord",
        "datasetName",
        "issue",
    ]
    assert [page.id for page in conversion.pages] == [
        *config["routes"]["enabledRoutes"],
        "institutionSearch",
    ]
    written = widget_config(
        scope,
        pages=conversion.pages,
        languages=[WidgetLanguage("en", "en", "English", default=True)],
    )
    assert written["datasetSearch"]["scope"] == {"publishingCountry": ["BE"]}
    assert written["collectionSearch"]["scope"] == {
        "country": ["BE"],
        "active": True,
        "displayOnNHCPortal": True,
    }


@pytest.mark.parametrize("portal", ["template", "biodiversiteit-nl", "antarctic"])
def test_a_version_3_portal_keeps_its_scopes(shared: Path, site: Site, portal: str) -> None:
    path = shared / "portals" / portal / "site_config.json"
    config = json.loads(path.read_text())
    scope = Scope(site=site)
    fill_scope(scope, config)
    scope.full_clean()
    for catalogue in ("occurrence", "dataset", "publisher", "collection", "literature"):
        given = config.get(f"{catalogue}Search", {}).get("scope")
        assert _flat(scope.widget_scope(catalogue)) == _flat(given), catalogue


def _flat(scope: Any) -> Any:
    """A scope without the differences that mean nothing."""
    if not scope:
        return None
    if "type" in scope and isinstance(scope["type"], str):
        parts = scope.get("predicates", [])
        if scope["type"] == "and" and len(parts) == 1:
            return _flat(parts[0])
        if scope["type"] == "in" and len(scope["values"]) == 1:
            return {"type": "equals", "key": scope["key"], "value": scope["values"][0]}
        if parts:
            return {**scope, "predicates": [_flat(part) for part in parts]}
        within = scope["type"] == "within"
        return {**scope, "value": clean_wkt(scope["value"])} if within else scope
    return {name: sorted(v) if isinstance(v, list) else v for name, v in _lists(scope).items()}


def _lists(scope: dict[str, Any]) -> dict[str, Any]:
    """Text values as lists of one: the organization search takes either."""
    return {name: [value] if isinstance(value, str) else value for name, value in scope.items()}
