"""wagtail-localize's field paths, found for all strings of a text together.

Where a string stands is a path of identifiers ("body.5b1e….text"); the same by the names of fields
and blocks is its field path ("body.heading.text"). wagtail-localize looks through the whole of a
stream for each string in it, which takes longer than all else once a page has a hundred.
"""

from typing import Any

from django.db import models
from wagtail import blocks
from wagtail.blocks.list_block import ListValue
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail_localize.models import TranslationContext

#: The name of a block among its siblings, its definition and its value.
Child = tuple[str, blocks.Block, Any]
HOLDING_OTHERS = (blocks.StructBlock, blocks.StreamBlock, blocks.ListBlock)


class FieldPaths:
    """The field paths of places in a page or snippet."""

    def __init__(self, instance: Any) -> None:
        self._instance = instance
        self._children: dict[str, dict[str, Child]] = {}

    def of(self, path: str) -> str:
        """What `TranslationContext.get_field_path` gives for a path."""
        name, *rest = path.split(".")
        field = self._instance._meta.get_field(name)
        if isinstance(field, StreamField):
            return ".".join([name, *self._in_stream(name, rest)])
        return self._in_child(path) if isinstance(field, models.ManyToOneRel) else name

    def _in_stream(self, name: str, rest: list[str]) -> list[str]:
        names: list[str] = []
        value, place = getattr(self._instance, name), name
        for depth, part in enumerate(rest, 1):
            if place not in self._children:
                self._children[place] = _children(value)
            label, block, value = self._children[place][part]
            names.append(label)
            if isinstance(block, ImageBlock):
                return names + rest[depth:]
            if not isinstance(block, HOLDING_OTHERS):
                break
            place = f"{place}.{part}"
        return names

    def _in_child(self, path: str) -> str:
        context = TranslationContext(path=path)
        # It saves what it finds.
        context.save = lambda **_: None
        found: str = context.get_field_path(self._instance)
        return found


def _children(value: Any) -> dict[str, Child]:
    """The blocks in the value of another, by their part of a path."""
    if isinstance(value, blocks.StructValue):
        return {name: (name, value.block.child_blocks[name], value[name]) for name in value}
    if isinstance(value, ListValue):
        return {one.id: ("item", one.block, one.value) for one in value.bound_blocks}
    return {one.id: (one.block_type, one.block, one.value) for one in value}
