"""The widget configuration of a hosted portal, in any of its three versions, brought to one form.

Hosted portals keep it in JavaScript (`siteConfig`); here it is JSON. GBIF's own conversion
(gbif-web: hp/configAdapter.tsx) drops things without a word; here every one of them is a warning.
"""

from dataclasses import dataclass, field
from typing import Any

from gbif_blocks.names import shown
from gbif_blocks.shapes import Mistake, unknown
from gbif_blocks.widget_config import WidgetPage
from gbif_blocks.widget_names import FILTERS, OCCURRENCE_COLUMNS, PAGES
from gbif_blocks.widget_options import MAP_SETTINGS, SECTIONS, read_options

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
# Old column names, which no version of today's library knows.
RENAMED_COLUMNS = {"dataset": "datasetKey", "publisher": "publishingOrg"}
_READ_KEYS = {"version", "pages", "excludedPages", "routes", "availableCatalogues", "rootPredicate"}
_READ_SECTION_KEYS = {
    "scope",
    "rootPredicate",
    "rootFilter",
    "highlightedFilters",
    "excludedFilters",
    "mapSettings",
    "queryType",
}


@dataclass
class HostedSection:
    """What a hosted configuration says about one catalogue."""

    scope: Any = None
    highlighted: list[str] = field(default_factory=list)
    excluded: list[str] = field(default_factory=list)
    map_settings: dict[str, Any] | None = None
    # Everything else: columns, tabs and what only this search has.
    others: dict[str, Any] = field(default_factory=dict)


@dataclass
class HostedConfig:
    """A hosted portal's configuration in one form, and what was lost on the way."""

    version: int
    pages: list[WidgetPage] = field(default_factory=list)
    catalogues: list[str] | None = None
    sections: dict[str, HostedSection] = field(default_factory=dict)
    # What stands beside pages, catalogues and scopes, by the names of version 3.
    options: dict[str, Any] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)


def read_hosted_config(config: dict[str, Any]) -> HostedConfig:
    """`config` (version 1, 2, 3 or none) in one form."""
    # The library treats everything but exactly 3 as version 2.
    version = next((known for known in (2, 3) if config.get("version") == known), 1)
    found = HostedConfig(version)
    if version == 3:
        _read_pages(config, found)
    else:
        _read_routes(config, found)
    if "availableCatalogues" in config:
        found.catalogues = [str(name) for name in _list(config, "availableCatalogues", "", found)]
    for catalogue, section in SECTIONS.items():
        key = section if version == 3 else catalogue
        given = _object(config, key, found)
        found.sections[catalogue] = _section(catalogue, key, given, found)
    _read_root_predicate(config, found)
    _read_options(config, found)
    found.warnings.sort()
    return found


def _object(config: dict[str, Any], name: str, found: HostedConfig) -> dict[str, Any]:
    given = config.get(name) or {}
    if isinstance(given, dict):
        return given
    found.warnings.append(f"{name}: not taken over. It is no object.")
    return {}


def _list(given: dict[str, Any], name: str, place: str, found: HostedConfig) -> list[Any]:
    listed = given.get(name) or []
    if isinstance(listed, list):
        return listed
    found.warnings.append(f"{place}{name}: not taken over. It is no list.")
    return []


def _read_options(config: dict[str, Any], found: HostedConfig) -> None:
    """Everything else, brought to the names of version 3 and checked."""
    sections = SECTIONS.values() if found.version == 3 else SECTIONS
    options = {
        name: value for name, value in config.items() if name not in _READ_KEYS | set(sections)
    }
    if found.version != 3:
        _convert_options(options, found)
    for catalogue, section in found.sections.items():
        if section.others:
            options[SECTIONS[catalogue]] = section.others
    found.options, mistakes = read_options(options)
    found.warnings += [f"{one.place}: not taken over. {one.text}" for one in mistakes]


def _convert_options(options: dict[str, Any], found: HostedConfig) -> None:
    """Bring what versions 1 and 2 say otherwise to version 3."""
    if options.pop("dataHeader", None):
        found.warnings.append("dataHeader: dropped, as GBIF's conversion switches it off.")
    maps = options.get("maps")
    if isinstance(maps, dict):
        styles = {
            new: maps[old]
            for old, new in (
                ("defaultProjection", "defaultProjection"),
                ("defaultMapStyle", "defaultMapStyle"),
                ("mapStyles", "options"),
            )
            if old in maps
        }
        others = {name: maps[name] for name in maps if name not in (*styles, "mapStyles")}
        options["maps"] = others | ({"mapStyles": styles} if styles else {})
    messages = options.get("messages")
    if isinstance(messages, dict) and any(isinstance(text, str) for text in messages.values()):
        codes = [
            str(one.get("code"))
            for one in _list(options, "languages", "", found)
            if isinstance(one, dict) and one.get("code")
        ] or ["en"]
        options["messages"] = dict.fromkeys(codes, messages)
        found.warnings.append(
            f"messages: version {found.version} says them once for all languages; kept for "
            f"{', '.join(codes)}."
        )


def _read_pages(config: dict[str, Any], found: HostedConfig) -> None:
    excluded = [str(name) for name in _list(config, "excludedPages", "", found)]
    for given in _list(config, "pages", "", found) or [{"id": name} for name in PAGES]:
        page = given if isinstance(given, dict) else {"id": given}
        if str(page.get("id")) not in excluded:
            _add_page(str(page.get("id")), page.get("path"), "pages", found)
            for lost in page.keys() - {"id", "path"}:
                found.warnings.append(f"pages.{page.get('id')}.{shown(lost)}: not taken over.")


def _read_routes(config: dict[str, Any], found: HostedConfig) -> None:
    routes = dict(_object(config, "routes", found))
    for lost in ("alwaysUseHrefs", "basename"):
        if lost in routes:
            found.warnings.append(f"routes.{lost}: dropped, as GBIF's conversion does.")
            del routes[lost]
    enabled = [str(name) for name in _list(routes, "enabledRoutes", "routes.", found)]
    routes.pop("enabledRoutes", None)
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
        second = (
            name.endswith("Search") and " A second search is said by extraOccurrenceSearchPages."
        )
        found.warnings.append(f"{place}: {unknown('page', name, PAGES)}{second or ''}")


def _section(catalogue: str, key: str, given: dict[str, Any], found: HostedConfig) -> HostedSection:
    section = HostedSection()
    section.scope = _scope_of(catalogue, key, given, found)
    section.highlighted = _filters(catalogue, key, "highlightedFilters", given, found)
    section.excluded = _filters(catalogue, key, "excludedFilters", given, found)
    if "mapSettings" in given:
        if catalogue == "occurrence":
            section.map_settings = _map_settings(f"{key}.mapSettings", given["mapSettings"], found)
        else:
            found.warnings.append(f"{key}.mapSettings: the widget has no such map any more.")
    section.others = _others(catalogue, key, given, found)
    return section


def _map_settings(place: str, given: Any, found: HostedConfig) -> dict[str, Any] | None:
    mistakes: list[Mistake] = []
    settings = MAP_SETTINGS.clean(given, place, mistakes)
    found.warnings += [str(mistake) for mistake in mistakes]
    if not isinstance(settings, dict) or not {"lat", "lng", "zoom"} <= settings.keys():
        return None
    if "userLocationEnabled" in settings:
        found.warnings.append(f"{place}.userLocationEnabled: not taken over.")
    return settings


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
    if isinstance(root_filter, dict) and root_filter:
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
    for given_name in map(str, _list(given, name, f"{key}.", found)):
        renamed = RENAMED_FILTERS.get(catalogue, {}).get(given_name, given_name)
        if renamed not in FILTERS[catalogue]:
            text = unknown("filter", given_name, FILTERS[catalogue])
            found.warnings.append(f"{key}.{name}: {text}")
            continue
        if renamed != given_name and found.version == 3:
            found.warnings.append(
                f"{key}.{name}: {given_name} is an old name that the library ignores; read as "
                f"{renamed}."
            )
        kept.append(renamed)
    return list(dict.fromkeys(kept))


def _others(catalogue: str, key: str, given: dict[str, Any], found: HostedConfig) -> dict[str, Any]:
    """Columns, tabs and what only this search has, by the names of version 3."""
    others = {name: value for name, value in given.items() if name not in _READ_SECTION_KEYS}
    if (old := others.pop("occurrenceSearchTabs", None)) and "tabs" not in others:
        listed = old if isinstance(old, list) else [old]
        others["tabs"] = [*(str(tab).lower() for tab in listed), "download"]
    if "defaultTableColumns" in others:
        columns = others.pop("defaultTableColumns")
        if found.version == 3:
            found.warnings.append(
                f"{key}.defaultTableColumns: an old name that the library ignores; read as "
                "defaultEnabledTableColumns."
            )
        others.setdefault("defaultEnabledTableColumns", columns)
    for name in ("availableTableColumns", "defaultEnabledTableColumns"):
        if catalogue == "occurrence" and isinstance(others.get(name), list):
            others[name] = [_column(f"{key}.{name}", column, found) for column in others[name]]
    return others


def _column(place: str, name: Any, found: HostedConfig) -> Any:
    renamed = RENAMED_COLUMNS.get(name) if isinstance(name, str) else None
    if renamed is None or name in OCCURRENCE_COLUMNS:
        return name
    found.warnings.append(f"{place}: {shown(name)} is an old name; read as {renamed}.")
    return renamed
