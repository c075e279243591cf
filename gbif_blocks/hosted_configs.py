"""The widget configuration of a hosted portal, in any of its three versions, brought to one form.

Hosted portals keep it in JavaScript (`siteConfig`); here it is JSON. GBIF's own conversion
(gbif-web: hp/configAdapter.tsx) drops things without a word; here every one of them is a warning.
"""

from dataclasses import dataclass, field
from typing import Any

from gbif_blocks.names import nearest
from gbif_blocks.widget_config import SECTIONS, WidgetPage, unknown_name
from gbif_blocks.widget_names import FILTERS, OCCURRENCE_COLUMNS, OCCURRENCE_TABS, PAGES

# Old filter names, which version 3 of the library ignores, to today's.
RENAMED_FILTERS: dict[str, dict[str, str]] = {
    "occurrence": {
        "occurrenceIssue": "issue",
        "publishingCountryCode": "publishingCountry",
        "publisherKey": "publishingOrg",
    },
    "dataset": {
        "anyPublisherKey": "publishingOrg",
        "datasetType": "type",
        "publishingCountryCode": "publishingCountry",
        "hostingOrganizationKey": "hostingOrg",
    },
    "publisher": {"countrySingle": "country"},
    "collection": {
        "countryGrSciColl": "country",
        "institutionKeySingle": "institutionKey",
        "specimensInGbif": "occurrenceCount",
        "collectionContentType": "contentType",
        "taxonKeyGrSciColl": "taxonKey",
        "collectionDescriptorCountry": "descriptorCountry",
        "recordedByFreeText": "recordedBy",
    },
    "institution": {
        "countryGrSciColl": "country",
        "countrySingleGrSciColl": "country",
        "institutionType": "type",
        "specimensInGbif": "occurrenceCount",
    },
}
_READ_KEYS = {"version", "pages", "excludedPages", "routes", "availableCatalogues", "rootPredicate"}
# What a scope of ours has no place for, and where it lives instead or why it is gone.
_NOT_KEPT = {
    "maps": "the base map's language belongs to each language of the site; map styles are not kept",
    "messages": "own wordings of the widget are not kept",
    "theme": "colours belong to the site's settings",
    "languages": "languages belong to the site",
    "dataHeader": "GBIF's conversion switches it off",
    "apiKeys": "keys are not kept in content",
}


@dataclass
class HostedSection:
    """What a hosted configuration says about one catalogue."""

    scope: Any = None
    highlighted: list[str] = field(default_factory=list)
    excluded: list[str] = field(default_factory=list)
    map_settings: dict[str, Any] | None = None
    tabs: list[str] = field(default_factory=list)


@dataclass
class HostedConfig:
    """A hosted portal's configuration in one form, and what was lost on the way."""

    version: int
    pages: list[WidgetPage] = field(default_factory=list)
    catalogues: list[str] | None = None
    sections: dict[str, HostedSection] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)


def read_hosted_config(config: dict[str, Any]) -> HostedConfig:
    """`config` (version 1, 2, 3 or none) in one form."""
    # The library treats everything but exactly 3 as version 2.
    version = 3 if config.get("version") == 3 else int(config.get("version") or 1)
    found = HostedConfig(version)
    if version == 3:
        _read_pages(config, found)
    else:
        _read_routes(config, found)
    found.catalogues = config.get("availableCatalogues")
    for catalogue, section in SECTIONS.items():
        key = section if version == 3 else catalogue
        found.sections[catalogue] = _section(catalogue, key, config.get(key) or {}, found)
    _read_root_predicate(config, found)
    known = _READ_KEYS | set(SECTIONS.values() if version == 3 else SECTIONS)
    for key in config.keys() - known:
        found.warnings.append(f"{key}: not taken over ({_NOT_KEPT.get(key, 'nothing uses it')}).")
    found.warnings.sort()
    return found


def _read_pages(config: dict[str, Any], found: HostedConfig) -> None:
    excluded = set(config.get("excludedPages") or [])
    for page in config.get("pages") or [{"id": name} for name in PAGES]:
        if page.get("id") not in excluded:
            _add_page(str(page.get("id")), page.get("path"), "pages", found)


def _read_routes(config: dict[str, Any], found: HostedConfig) -> None:
    routes = dict(config.get("routes") or {})
    for lost in ("alwaysUseHrefs", "basename"):
        if lost in routes:
            found.warnings.append(f"routes.{lost}: dropped, as GBIF's conversion does.")
            del routes[lost]
    enabled = routes.pop("enabledRoutes", [])
    for name in [*enabled, *(name for name in routes if name not in enabled)]:
        route = routes.get(name)
        route = route if isinstance(route, dict) else {}
        for lost in ("isHref", "url"):
            if lost in route:
                found.warnings.append(f"routes.{name}.{lost}: dropped, as GBIF's conversion does.")
        _add_page(name, route.get("route"), "routes", found)
    ids = {page.id for page in found.pages}
    for catalogue, page_id in SECTIONS.items():
        if catalogue in config and page_id not in ids:
            found.pages.append(WidgetPage(page_id, PAGES[page_id]))
            found.warnings.append(
                f"{catalogue}: the page {page_id} was not enabled, but GBIF's library adds it "
                "because the section exists."
            )


def _add_page(name: str, path: Any, place: str, found: HostedConfig) -> None:
    if name in PAGES:
        found.pages.append(WidgetPage(name, str(path or PAGES[name]).strip("/")))
    else:
        found.warnings.append(f"{place}: {unknown_name('page', name, PAGES)}")


def _section(catalogue: str, key: str, given: dict[str, Any], found: HostedConfig) -> HostedSection:
    section = HostedSection()
    section.scope = _scope_of(catalogue, key, given, found)
    section.highlighted = _filters(catalogue, key, "highlightedFilters", given, found)
    section.excluded = _filters(catalogue, key, "excludedFilters", given, found)
    _check_columns(key, given, found)
    if "mapSettings" in given:
        if catalogue == "occurrence":
            section.map_settings = given["mapSettings"]
        else:
            found.warnings.append(f"{key}.mapSettings: the widget has no such map any more.")
    section.tabs = _tabs(key, given, found)
    read = {
        "scope",
        "rootPredicate",
        "rootFilter",
        "highlightedFilters",
        "excludedFilters",
        "mapSettings",
        "tabs",
        "occurrenceSearchTabs",
        "queryType",
        *_COLUMNS,
    }
    found.warnings += [f"{key}.{name}: not taken over." for name in given.keys() - read]
    return section


def _scope_of(catalogue: str, key: str, given: dict[str, Any], found: HostedConfig) -> Any:
    if found.version == 3:
        return given.get("scope")
    root_filter = given.get("rootFilter")
    if catalogue == "occurrence":
        return given.get("rootPredicate")
    if catalogue != "literature":
        return root_filter
    if given.get("rootPredicate"):
        return given["rootPredicate"]
    if isinstance(root_filter, dict) and "predicate" in root_filter:
        return root_filter["predicate"]
    if root_filter:
        found.warnings.append(
            f"{key}.rootFilter: GBIF's library loses this plain form, so the hosted portal shows "
            "all literature; it is applied here."
        )
        return {
            "type": "and",
            "predicates": [
                {"type": "in", "key": name, "values": value if isinstance(value, list) else [value]}
                for name, value in root_filter.items()
            ],
        }
    return None


def _read_root_predicate(config: dict[str, Any], found: HostedConfig) -> None:
    if "rootPredicate" not in config:
        return
    occurrence = found.sections["occurrence"]
    applied = found.version != 3 and occurrence.scope is None
    if applied:
        occurrence.scope = config["rootPredicate"]
    found.warnings.append(
        "rootPredicate: GBIF's library does not read it at the top level, so the hosted portal "
        f"shows all of GBIF; {'it is applied here.' if applied else 'it is left out here too.'}"
    )


def _filters(
    catalogue: str, key: str, name: str, given: dict[str, Any], found: HostedConfig
) -> list[str]:
    kept: list[str] = []
    for given_name in given.get(name) or []:
        renamed = RENAMED_FILTERS.get(catalogue, {}).get(given_name, given_name)
        if renamed not in FILTERS[catalogue]:
            text = unknown_name("filter", given_name, FILTERS[catalogue])
            found.warnings.append(f"{key}.{name}: {text}")
            continue
        if renamed != given_name and found.version == 3:
            found.warnings.append(
                f"{key}.{name}: {given_name} is an old name that the library ignores; read as "
                f"{renamed}."
            )
        kept.append(renamed)
    return list(dict.fromkeys(kept))


def _tabs(key: str, given: dict[str, Any], found: HostedConfig) -> list[str]:
    old = [str(tab).lower() for tab in given.get("occurrenceSearchTabs") or []]
    tabs = given.get("tabs") or ([*old, "download"] if old else [])
    unknown = [tab for tab in tabs if tab not in OCCURRENCE_TABS]
    found.warnings += [f"{key}.tabs: {unknown_name('tab', t, OCCURRENCE_TABS)}" for t in unknown]
    return [tab for tab in dict.fromkeys(tabs) if tab in OCCURRENCE_TABS]


_COLUMNS = ("defaultTableColumns", "availableTableColumns", "defaultEnabledTableColumns")


def _check_columns(key: str, given: dict[str, Any], found: HostedConfig) -> None:
    for name in _COLUMNS:
        if name not in given:
            continue
        found.warnings.append(f"{key}.{name}: the choice of table columns is not taken over.")
        if key.startswith("occurrence"):
            found.warnings += [
                f"{key}.{name}: {unknown_name('column', column, OCCURRENCE_COLUMNS)}"
                for column in given[name]
                if column not in OCCURRENCE_COLUMNS
            ]
        if name == "defaultTableColumns" and found.version == 3:
            near = nearest(name, _COLUMNS[1:])
            found.warnings.append(f"{key}.{name}: an old name that the library ignores ({near}).")
