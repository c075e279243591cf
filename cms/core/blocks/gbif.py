"""GBIF's blocks with the portal's own links and texts in their schema."""

from cms.core import schemas
from gbif_blocks.blocks import (
    GbifDatasetsBlock,
    GbifLiteratureBlock,
    GbifPublishersBlock,
    GbifSearchBlock,
    GbifStoriesBlock,
)
from gbif_blocks.representation import JSONSchema, nullable


class SearchBlock(GbifSearchBlock):
    """A search whose link leads to an explorer page of the portal."""

    def get_json_schema(self) -> JSONSchema:
        return _with_own_links(super().get_json_schema())


class StoriesBlock(GbifStoriesBlock):
    """Stories whose introduction is rich text of the portal."""

    def get_json_schema(self) -> JSONSchema:
        schema: JSONSchema = super().get_json_schema()
        schema["properties"]["description"] = schemas.OPTIONAL_RICH_TEXT
        return schema


def _with_own_links(schema: JSONSchema) -> JSONSchema:
    schema["properties"]["explorer"] = nullable(schemas.LINK)
    return schema


class DatasetsBlock(GbifDatasetsBlock):
    """Datasets whose link leads to an explorer page of the portal."""

    def get_json_schema(self) -> JSONSchema:
        return _with_own_links(super().get_json_schema())


class PublishersBlock(GbifPublishersBlock):
    """Publishers whose link leads to an explorer page of the portal."""

    def get_json_schema(self) -> JSONSchema:
        return _with_own_links(super().get_json_schema())


class LiteratureBlock(GbifLiteratureBlock):
    """Literature whose link leads to an explorer page of the portal."""

    def get_json_schema(self) -> JSONSchema:
        return _with_own_links(super().get_json_schema())
