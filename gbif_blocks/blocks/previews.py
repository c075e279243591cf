"""Previews of blocks in Wagtail's block picker: a sketch that an editor recognises.

The sketches are drawn, so showing one asks neither GBIF nor the database.
"""

from typing import Any

from wagtail import blocks


class Previewed(blocks.Block):  # type: ignore[misc]
    """A block with a sketch: the template named by `Meta.preview_name`."""

    def get_preview_template(self, value: Any, context: Any = None) -> str:
        return f"gbif_blocks/previews/{self.meta.preview_name}.html"
