"""Streams of blocks in Wagtail's own APIs: as our documents show them.

Wagtail would print raw ids, and addresses of pages that are not published.
"""

from typing import Any

from wagtail.api.v3.schemas.generators import read_generator

from cms.core.context import Context
from cms.core.fields import StreamField
from cms.core.models.pages import BasePage
from cms.core.portals import portal_of
from gbif_blocks.representation import JSON, represent


def represent_stream(page: BasePage, name: str) -> JSON:
    """The stream in a field of a page, in the language of the page; empty outside of portals."""
    portal = portal_of(page)
    if portal is None:
        return []
    stream = getattr(page, name)
    written_in = (page.alias_of or page).locale
    return represent(stream.stream_block, stream, Context(portal, page.locale, written_in))


def represent_in_v3() -> None:
    """Tell v3, before it makes its schemas of our models."""
    read_generator.register_field_schema(StreamField, _v3_schema)


def _v3_schema(generator: Any, field: StreamField) -> tuple[Any, Any, Any]:
    def resolve(page: BasePage, context: dict[str, Any]) -> JSON:
        return represent_stream(page, field.name)

    return list[Any], [], staticmethod(resolve)
