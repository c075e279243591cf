"""The configuration of GBIF's widgets for a portal in one language, from what is published.

The widget is a router: each published data explorer is one of its pages, and the records below it
another. Paths stand below the language's prefix, which the widget adds itself.
"""

import json
from typing import Any

from wagtail.models import Site

from cms.delivery.models import Document
from cms.delivery.served import Served, site_in_language
from gbif_blocks.models import Scope
from gbif_blocks.representation import JSON
from gbif_blocks.widget_config import (
    WidgetLanguage,
    WidgetPage,
    WidgetTheme,
    widget_config,
)
from gbif_blocks.widget_names import DETAIL_PAGES

EXPLORER_TYPE = "home.DataExplorerPage"


def gbif_config(site: Site, code: str | None) -> tuple[JSON, Served]:
    """The configuration, and the frame of the portal that names its languages and colours."""
    frame = site_in_language(site, code)
    content = json.loads(frame.body)
    languages = {language["locale"]: language for language in content["languages"]}
    explorers = Document.objects.pages().of_site(site).in_locale(frame.locale)
    config = widget_config(
        Scope.objects.filter(site=site).first() or Scope(site=site),
        pages=[
            page
            for document in explorers.filter(type=EXPLORER_TYPE).order_by("path")
            for page in _pages(document.content, languages[frame.locale]["path"])
        ],
        languages=[_language(language) for language in languages.values()],
        theme=WidgetTheme(primary=content["theme"]["primary"]),
    )
    return config, frame


def _pages(explorer: dict[str, Any], prefix: str) -> list[WidgetPage]:
    catalogue = explorer["catalogue"]
    pages = [WidgetPage(f"{catalogue}Search", explorer["path"].removeprefix(prefix))]
    # Of literature it shows a list alone.
    if (record := f"{catalogue}Key") in DETAIL_PAGES:
        pages.append(WidgetPage(record, explorer["detail_path"].removeprefix(prefix)))
    return pages


def _language(language: dict[str, Any]) -> WidgetLanguage:
    return WidgetLanguage(
        code=language["locale"],
        # The widget speaks English where GBIF has no translation.
        locale_code=language["widget_locale"] or "en",
        label=language["label"],
        default=language["default"],
        text_direction=language["direction"],
        map_tile_locale=language["map_locale"],
    )
