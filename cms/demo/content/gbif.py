"""Stored data of the blocks that show GBIF's data; see `blocks` for what is stored how."""

from collections.abc import Iterable, Mapping
from typing import Any

from cms.demo.content.blocks import Block, items


def _filters(parameters: Mapping[str, str]) -> list[Block]:
    return items({"name": name, "value": value} for name, value in parameters.items())


def chart(
    title: str,
    kind: str,
    by: str,
    parameters: Mapping[str, str] | None = None,
    *,
    within_scope: bool = False,
    limit: int = 10,
) -> Block:
    """Occurrences counted by a field; kinds and fields as in `gbif_blocks.blocks.charts`."""
    value: dict[str, Any] = {
        "title": title,
        "kind": kind,
        "by": by,
        "parameters": _filters(parameters or {}),
        "within_scope": within_scope,
        "limit": limit,
    }
    return {"type": "gbif_chart", "value": value}


def gbif_map(
    title: str,
    parameters: Mapping[str, str],
    *,
    binning: str = "none",
    palette: str = "classic",
    year_from: int | None = None,
) -> Block:
    """A map of GBIF's tiles."""
    value: dict[str, Any] = {
        "title": title,
        "parameters": _filters(parameters),
        "year_from": year_from,
        "year_to": None,
        "projection": "EPSG:3857",
        "binning": binning,
        "palette": palette,
        "base_style": "gbif-light",
    }
    return {"type": "gbif_map", "value": value}


def dashboard(title: str, charts: Iterable[str], parameters: Mapping[str, str]) -> Block:
    """Charts of GBIF's widget."""
    value: dict[str, Any] = {
        "title": title,
        "charts": items(charts),
        "parameters": _filters(parameters),
        "within_scope": False,
    }
    return {"type": "gbif_dashboard", "value": value}


def card(kind: str, key: str) -> Block:
    """A card of a dataset, a collection or an institution by its key at GBIF."""
    return {"type": f"gbif_{kind}", "value": {"key": key}}


def taxon(key: str) -> Block:
    """A card of a taxon."""
    return {"type": "gbif_taxon", "value": {"key": key, "with_picture": True, "with_map": True}}


def listing(kind: str, title: str, *, limit: int) -> Block:
    """The first datasets, publishers or publications of the portal's scope."""
    value: dict[str, Any] = {
        "title": title,
        "parameters": [],
        "within_scope": True,
        "limit": limit,
    }
    return {"type": f"gbif_{kind}", "value": value}


def cite(title: str, parameters: Mapping[str, str]) -> Block:
    """How to cite a search."""
    value: dict[str, Any] = {
        "title": title,
        "cited": "search",
        "dataset": "",
        "doi": "",
        "date": None,
        "parameters": _filters(parameters),
        "within_scope": False,
    }
    return {"type": "gbif_cite", "value": value}


def stories(title: str, *, upcoming_only: bool = False, limit: int = 3) -> Block:
    """News, data use and events of GBIF.org, or only the events to come."""
    value: dict[str, Any] = {
        "title": title,
        "description": "",
        "content_types": ["EVENT"] if upcoming_only else [],
        "countries": [],
        "topics": [],
        "limit": limit,
        "upcoming_only": upcoming_only,
    }
    return {"type": "gbif_stories", "value": value}
