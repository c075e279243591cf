"""Stored data of the blocks that show GBIF's data; see `blocks` for what is stored how."""

from collections.abc import Mapping
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
