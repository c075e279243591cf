"""Stored values of blocks for tests, and what must hold for each of them."""

from typing import Any
from uuid import uuid4

import jsonschema_rs
import pytest
from django.template.loader import render_to_string
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from gbif_blocks.client import Client
from gbif_blocks.refreshing import refresh
from gbif_blocks.representation import json_schema, look_ahead, represent
from gbif_blocks.snapshots import Snapshot
from tests.gbif_blocks.conftest import FakeContext


def items(*values: Any) -> list[dict[str, Any]]:
    """The members of a list block."""
    return [{"type": "item", "id": str(uuid4()), "value": value} for value in values]


def rows(**parameters: str) -> list[dict[str, Any]]:
    """Rows of search parameters."""
    return items(*({"name": name, "value": value} for name, value in parameters.items()))


def shown(block: blocks.Block, raw: dict[str, Any], context: FakeContext) -> Any:
    """The representation, which must be what the block's schema says and what was announced."""
    look_ahead(block, raw, context)
    found = represent(block, raw, context)
    jsonschema_rs.Draft202012Validator(json_schema(block)).validate(found)
    return found


def shown_with_answers(block: blocks.Block, raw: dict[str, Any], context: FakeContext) -> Any:
    """The representation once GBIF has answered everything that it leads to."""
    for _turn in range(3):
        shown(block, raw, context)
        waiting = list(Snapshot.objects.filter(state="unverified"))
        for snapshot in waiting:
            refresh(snapshot, Client())
    return shown(block, raw, context)


def errors_of(block: blocks.Block, raw: dict[str, Any]) -> dict[str, str]:
    """Field to message when the block is cleaned; of rows, the first row's first message."""
    with pytest.raises(StructBlockValidationError) as caught:
        block.clean(block.to_python(raw))
    return {name: _message(error) for name, error in caught.value.block_errors.items()}


def _message(error: Any) -> str:
    inner = getattr(error, "block_errors", None)
    if inner:
        return _message(next(iter(inner.values())))
    return str(error.messages[0])


def stored(block: blocks.Block, raw: dict[str, Any]) -> Any:
    """The value as it is stored after an editor saved it."""
    return block.get_prep_value(block.clean(block.to_python(raw)))


def assert_editors_recognise(block: blocks.StructBlock) -> None:
    """It has a group, a name, a description and a sketch that shows without GBIF."""
    assert str(block.meta.group) == "GBIF"
    assert str(block.meta.label).startswith("GBIF")
    assert str(block.get_description())
    value = block.get_preview_value()
    block.clean(value)
    assert block.is_previewable
    sketch = render_to_string(
        block.get_preview_template(value),
        {"block_def": block, "bound_block": block.bind(value)},
    )
    assert "<svg" in sketch or "<li" in sketch or 'class="card"' in sketch
