"""Hosted portals' configurations, versions 1 to 3, as a scope; and what is lost is said."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema_rs import Draft202012Validator
from wagtail.models import Site

from gbif_blocks.geometry import clean_wkt
from gbif_blocks.hosted_scopes import Conversion, fill_scope
from gbif_blocks.scopes import Scope
from gbif_blocks.widget_config import WIDGET_CONFIG_SCHEMA, WidgetLanguage, widget_config
from gbif_blocks.widget_options import check_config, clean_options

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


PORTALS = ["gbif-be", "template", "biodiversiteit-nl", "antarctic"]
LANGUAGES = [WidgetLanguage("en", "en", "English", default=True)]


def portal_config(shared: Path, portal: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(
        (shared / "portals" / portal / "site_config.json").read_text()
    )
    return read


@pytest.mark.parametrize("portal", PORTALS)
def test_a_portals_configuration_becomes_one_whose_every_name_is_known(
    shared: Path, site: Site, portal: str
) -> None:
    scope = Scope(site=site)
    conversion = fill_scope(scope, portal_config(shared, portal))
    scope.full_clean()
    written = widget_config(scope, pages=conversion.pages, languages=LANGUAGES)
    assert written["version"] == 3
    assert [str(mistake) for mistake in check_config(written)] == []
    Draft202012Validator(WIDGET_CONFIG_SCHEMA).validate(written)


# Said by the site or the scope under another name, and so no loss.
KEPT_ELSEWHERE = {"version", "pages", "availableCatalogues", "routes"}
NEW_NAMES = {"rootPredicate": "scope", "rootFilter": "scope"}


@pytest.mark.parametrize("portal", PORTALS)
def test_the_warnings_name_what_was_lost(shared: Path, site: Site, portal: str) -> None:
    """Whatever a configuration says is in the new one, or a warning begins with its name."""
    config = portal_config(shared, portal)
    scope = Scope(site=site)
    conversion = fill_scope(scope, config)
    written = widget_config(scope, pages=conversion.pages, languages=LANGUAGES)
    for key, value in config.items():
        if key in KEPT_ELSEWHERE or not value:
            continue
        section = key if key in written else f"{key}Search"
        for name, said in value.items() if isinstance(value, dict) else [("", value)]:
            kept = written.get(section, {})
            if name and isinstance(kept, dict):
                kept = kept.get(NEW_NAMES.get(name, name))
            place = f"{key}.{name}".strip(".")
            warned = [one for one in conversion.warnings if one.startswith((place, f"{key}:"))]
            assert _same(kept, said, name) or warned, place


def _same(kept: Any, said: Any, name: str) -> bool:
    # Scopes and renamed filters have tests of their own.
    if name in ("scope", "rootPredicate", "rootFilter", "highlightedFilters", "excludedFilters"):
        return bool(kept)
    return bool(kept == said)


def test_what_the_four_portals_lose_is_this_and_no_more(shared: Path, site: Site) -> None:
    lost = {
        portal: {
            warning.partition(":")[0]
            for warning in fill_scope(Scope(site=site), portal_config(shared, portal)).warnings
        }
        for portal in PORTALS
    }
    assert lost == {
        "gbif-be": {
            "routes.alwaysUseHrefs", "institution", "institution.mapSettings", "maps.locale",
        },
        "template": {"languages", "theme.primary"},
        "biodiversiteit-nl": {"isSequencedSearch", "languages", "pages", "theme.primary"},
        "antarctic": {"maps.locale", "occurrenceSearch.availableTableColumns", "theme.primary"},
    }  # fmt: skip


def test_version_2_maps_messages_and_tabs_get_their_new_names() -> None:
    scope, conversion = filled(
        {
            "version": 2,
            "occurrence": {
                "occurrenceSearchTabs": ["TABLE", "MAP"],
                "defaultTableColumns": ["features", "dataset", "publisher"],
            },
            "maps": {
                "defaultProjection": "ARCTIC",
                "defaultMapStyle": "DARK",
                "mapStyles": {"ARCTIC": ["DARK", "BRIGHT"], "MERCATOR": ["STREETS", "DARK"]},
            },
            "messages": {"catalogues.occurrences": "Specimens"},
            "languages": [{"code": "en"}, {"code": "da"}],
            "dataHeader": {"enableApiPopup": True},
        }
    )
    assert scope.widget_options == {
        "maps": {
            "mapStyles": {
                "defaultProjection": "ARCTIC",
                "defaultMapStyle": "DARK",
                "options": {"ARCTIC": ["DARK", "BRIGHT"], "MERCATOR": ["DARK"]},
            }
        },
        "messages": {
            "en": {"catalogues.occurrences": "Specimens"},
            "da": {"catalogues.occurrences": "Specimens"},
        },
        "occurrenceSearch": {
            "tabs": ["table", "map", "download"],
            "defaultEnabledTableColumns": ["features", "datasetKey", "publishingOrg"],
        },
    }
    for lost in (
        "dataHeader: dropped",
        "messages: version 2 says them once",
        "maps.mapStyles.options.MERCATOR[0]: not taken over. The widget has no map style “STREETS”",
        "occurrence.defaultEnabledTableColumns: dataset is an old name; read as datasetKey",
        "languages: not taken over",
    ):
        assert said(conversion, lost), lost


@given(
    st.dictionaries(
        st.sampled_from(
            ["version", "pages", "excludedPages", "maps", "theme", "messages", "occurrenceSearch",
             "occurrence", "literature", "routes", "availableCatalogues", "rootPredicate", "x"]
        ),
        st.recursive(
            st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=5),
            lambda inner: st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["tabs", "scope", "id", "mapSettings", "highlightedFilters", "lat",
                                 "enabledRoutes", "rootFilter", "mapStyles", "occurrenceSearch"]),
                inner,
                max_size=3,
            ),
            max_leaves=8,
        ),
        max_size=4,
    )
)  # fmt: skip
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_json_is_converted_or_warned_about(config: dict[str, Any]) -> None:
    scope = Scope()
    fill_scope(scope, config)
    scope.clean()
    assert clean_options(scope.widget_options) == scope.widget_options


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
