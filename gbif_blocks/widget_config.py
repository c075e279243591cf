"""The configuration of GBIF's data widgets, version 3.

One object configures every widget of a portal. The library ignores what it does not know, so
everything is checked here: https://github.com/gbif/gbif-web/tree/master/packages/gbif-org
(src/config/config.tsx).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gbif_blocks.catalogues import CATALOGUES
from gbif_blocks.representation import JSON, JSONSchema
from gbif_blocks.scopes import Scope
from gbif_blocks.shapes import unknown
from gbif_blocks.widget_names import OCCURRENCE_TABS, PAGES
from gbif_blocks.widget_options import SECTIONS, VERSION, WIDGET_CONFIG

DEFAULT_TABS = ("table", "gallery", "map", "datasets", "dashboard", "download")


@dataclass(frozen=True)
class WidgetPage:
    """A page of the portal that the widget owns.

    `id` is the widget's name of it ("datasetSearch", "datasetKey"); `path` is the path below the
    language's prefix, without slashes at the ends, with `:key` where the record's key stands.
    """

    id: str
    path: str


@dataclass(frozen=True)
class WidgetLanguage:
    """A language of the portal, by the codes that the widget needs.

    `code` is the one in addresses, `locale_code` GBIF's name of the widget's translation,
    `map_tile_locale` the language of the base map's labels.
    """

    code: str
    locale_code: str
    label: str
    default: bool
    text_direction: str = "ltr"
    map_tile_locale: str | None = None


@dataclass(frozen=True)
class WidgetTheme:
    """The widget's colours ("#rrggbb") and the roundness of its corners in pixels."""

    primary: str
    border_radius: int = 3


def widget_config(
    scope: Scope,
    *,
    pages: Sequence[WidgetPage],
    languages: Sequence[WidgetLanguage],
    theme: WidgetTheme | None = None,
    tabs: Sequence[str] = DEFAULT_TABS,
    link_to_gbif_org: bool = True,
) -> JSON:
    """The configuration for `render()`; its schema is WIDGET_CONFIG_SCHEMA.

    Only the given pages are on; the scope's options (widget_options) stand over what is said here.
    Raises ValidationError for a page, tab or filter that the library
    does not know, and when not exactly one language is the default: the library throws then.
    """
    _check(pages, languages, tabs, theme)
    config: dict[str, Any] = {
        "version": VERSION,
        "pages": [{"id": page.id, "path": page.path.strip("/")} for page in pages],
        "availableCatalogues": _available_catalogues(scope, pages),
        "languages": [_language(language) for language in languages],
        "linkToGbifOrg": link_to_gbif_org,
    }
    if theme:
        config["theme"] = {"primary": theme.primary, "borderRadius": theme.border_radius}
    for catalogue, section in SECTIONS.items():
        config[section] = _section(scope, catalogue)
    config["occurrenceSearch"]["tabs"] = list(tabs)
    if scope.map_latitude is not None:
        config["occurrenceSearch"]["mapSettings"] = {
            "lat": scope.map_latitude,
            "lng": scope.map_longitude,
            "zoom": scope.map_zoom,
        }
    return _merged(config, scope.widget_options)


def _merged(config: dict[str, Any], options: dict[str, Any]) -> dict[str, Any]:
    """`config` with the options in it; an object of both is merged, anything else replaced."""
    merged = dict(config)
    for name, value in options.items():
        both = isinstance(value, dict) and isinstance(merged.get(name), dict)
        merged[name] = _merged(merged[name], value) if both else value
    return merged


def _section(scope: Scope, catalogue: str) -> dict[str, Any]:
    section: dict[str, Any] = {
        "queryType": "PREDICATE" if catalogue in ("occurrence", "literature") else "V1"
    }
    if (found := scope.widget_scope(catalogue)) is not None:
        section["scope"] = found
    if highlighted := scope.highlighted_filters.get(catalogue):
        section["highlightedFilters"] = highlighted
    if excluded := scope.excluded_filters.get(catalogue):
        section["excludedFilters"] = excluded
    return section


def _available_catalogues(scope: Scope, pages: Iterable[WidgetPage]) -> list[str]:
    """Those that the portal offers and has a page for: the menu leads nowhere else."""
    ids = {page.id for page in pages}
    return [
        CATALOGUES[name].widget_name for name in scope.available_catalogues if SECTIONS[name] in ids
    ]


def _language(language: WidgetLanguage) -> dict[str, Any]:
    return {
        "code": language.code,
        "localeCode": language.locale_code,
        "label": language.label,
        "default": language.default,
        "textDirection": language.text_direction,
        "mapTileLocale": language.map_tile_locale or language.code,
    }


def _check(
    pages: Iterable[WidgetPage],
    languages: Iterable[WidgetLanguage],
    tabs: Iterable[str],
    theme: WidgetTheme | None,
) -> None:
    errors = [unknown(_("page"), page.id, PAGES) for page in pages if page.id not in PAGES]
    errors += [
        unknown(_("tab"), tab, OCCURRENCE_TABS) for tab in tabs if tab not in OCCURRENCE_TABS
    ]
    if sum(language.default for language in languages) != 1:
        errors.append(str(_("Exactly one language is the default one.")))
    if theme and not re.fullmatch(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})", theme.primary):
        errors.append(str(_("Give the colour as #rrggbb: the widget reads no other form.")))
    if errors:
        raise ValidationError(errors)


def _schema() -> JSONSchema:
    """The schema of what `widget_config` gives: more is always there than the library needs."""
    schema = WIDGET_CONFIG.json_schema()
    always = ["version", "pages", "availableCatalogues", "languages", "linkToGbifOrg"]
    schema["required"] = [*always, *SECTIONS.values()]
    found = schema["properties"]
    found["pages"]["items"]["required"] = ["id", "path"]
    found["languages"]["minItems"] = 1
    found["languages"]["items"]["required"] += ["textDirection", "mapTileLocale"]
    for section in SECTIONS.values():
        found[section]["required"] = ["queryType"]
    return schema


WIDGET_CONFIG_SCHEMA: JSONSchema = _schema()
