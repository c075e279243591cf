"""The public JSON of a StreamField block, beside its JSON Schema.

Every block that a portal can hold says two things about itself: what a reader of the API gets
(`get_representation`) and the schema of exactly that (`get_json_schema`). Blocks of this project
define both methods; the functions here dispatch to them and know the stock Wagtail blocks.

The schemas are JSON Schema 2020-12 (https://json-schema.org/draft/2020-12/schema).
"""

from functools import singledispatch
from typing import Any, Protocol

from wagtail import blocks

# JSON as Python's json module makes it; recursive aliases gain little and cost mypy much.
JSON = Any
JSONSchema = dict[str, Any]


class RenderContext(Protocol):
    """What a block may know while its representation is made.

    `locale_code` is the URL code of the document's language ("nl"), `site` the Wagtail site whose
    scope holds. `touch` records one thing that the document shows, as a tag ("snapshot:<uuid>",
    "image:12"): when that thing changes, the document is made again.
    """

    locale_code: str
    site: Any

    def touch(self, tag: str) -> None: ...

    def explorer_link(self, catalogue: str) -> JSON:
        """The link to the site's explorer page of a catalogue; None when there is none."""

    def rich_text(self, source: str) -> JSON:
        """The public form of stored rich text: an object with `html` at least."""


class Represented(Protocol):
    """A block with a representation of its own."""

    def get_representation(self, value: Any, context: RenderContext) -> JSON: ...

    def get_json_schema(self) -> JSONSchema: ...


def represent(block: blocks.Block, value: Any, context: RenderContext) -> JSON:
    """The public JSON of `value`, which `block` holds."""
    if hasattr(block, "get_representation"):
        return block.get_representation(value, context)
    return represent_stock(block, value, context)


def json_schema(block: blocks.Block) -> JSONSchema:
    """The JSON Schema of what `represent` gives for `block`."""
    if hasattr(block, "get_json_schema"):
        return dict(block.get_json_schema())
    return stock_json_schema(block)


def closed_object(properties: dict[str, JSONSchema]) -> JSONSchema:
    """An object schema in which every property is present and no other is."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def nullable(schema: JSONSchema) -> JSONSchema:
    """`schema`, or null."""
    return {"anyOf": [schema, {"type": "null"}]}


@singledispatch
def represent_stock(block: blocks.Block, value: Any, context: RenderContext) -> JSON:
    """The public JSON of a stock Wagtail block; TypeError for one that has none yet."""
    raise TypeError(f"{type(block).__name__} has no public representation: give it one")


@singledispatch
def stock_json_schema(block: blocks.Block) -> JSONSchema:
    """The JSON Schema of a stock Wagtail block; TypeError for one that has none yet."""
    raise TypeError(f"{type(block).__name__} has no JSON Schema: give it one")


def _optional(block: blocks.Block, schema: JSONSchema) -> JSONSchema:
    return schema if block.required else nullable(schema)


@represent_stock.register(blocks.CharBlock)
@represent_stock.register(blocks.TextBlock)
@represent_stock.register(blocks.RegexBlock)
@represent_stock.register(blocks.URLBlock)
@represent_stock.register(blocks.EmailBlock)
@represent_stock.register(blocks.ChoiceBlock)
def _(block: blocks.FieldBlock, value: Any, context: RenderContext) -> JSON:
    return str(value) if value not in (None, "") else (None if not block.required else "")


@stock_json_schema.register(blocks.CharBlock)
@stock_json_schema.register(blocks.TextBlock)
@stock_json_schema.register(blocks.RegexBlock)
@stock_json_schema.register(blocks.EmailBlock)
@stock_json_schema.register(blocks.URLBlock)
def _(block: blocks.FieldBlock) -> JSONSchema:
    return _optional(block, {"type": "string"})


@stock_json_schema.register(blocks.ChoiceBlock)
def _(block: blocks.ChoiceBlock) -> JSONSchema:
    # Blank choices exist only for the form; groups of choices are not used here.
    values = [value for value, _label in block.field.choices if value != ""]
    return _optional(block, {"type": "string", "enum": values})


@represent_stock.register(blocks.MultipleChoiceBlock)
def _(block: blocks.FieldBlock, value: Any, context: RenderContext) -> JSON:
    return [str(item) for item in value or []]


@stock_json_schema.register(blocks.MultipleChoiceBlock)
def _(block: blocks.MultipleChoiceBlock) -> JSONSchema:
    values = [value for value, _label in block.field.choices if value != ""]
    return {"type": "array", "items": {"type": "string", "enum": values}}


@represent_stock.register(blocks.RichTextBlock)
def _(block: blocks.RichTextBlock, value: Any, context: RenderContext) -> JSON:
    source = getattr(value, "source", value) or ""
    return context.rich_text(source) if source or block.required else None


@stock_json_schema.register(blocks.RichTextBlock)
def _(block: blocks.RichTextBlock) -> JSONSchema:
    # The tree beside the HTML belongs to whoever resolves its links.
    text = {"type": "object", "properties": {"html": {"type": "string"}}, "required": ["html"]}
    return _optional(block, text)


@represent_stock.register(blocks.BooleanBlock)
def _(block: blocks.BooleanBlock, value: Any, context: RenderContext) -> JSON:
    return bool(value)


@stock_json_schema.register(blocks.BooleanBlock)
def _(block: blocks.BooleanBlock) -> JSONSchema:
    return {"type": "boolean"}


@represent_stock.register(blocks.IntegerBlock)
@represent_stock.register(blocks.FloatBlock)
def _(block: blocks.FieldBlock, value: Any, context: RenderContext) -> JSON:
    return value


@stock_json_schema.register(blocks.IntegerBlock)
def _(block: blocks.IntegerBlock) -> JSONSchema:
    return _optional(block, {"type": "integer"})


@stock_json_schema.register(blocks.FloatBlock)
def _(block: blocks.FloatBlock) -> JSONSchema:
    return _optional(block, {"type": "number"})


@represent_stock.register(blocks.DateBlock)
def _(block: blocks.DateBlock, value: Any, context: RenderContext) -> JSON:
    return value.isoformat() if value else None


@stock_json_schema.register(blocks.DateBlock)
def _(block: blocks.DateBlock) -> JSONSchema:
    return _optional(block, {"type": "string", "format": "date"})


@represent_stock.register(blocks.BaseStructBlock)
def _(block: blocks.BaseStructBlock, value: Any, context: RenderContext) -> JSON:
    return {
        name: represent(child, value.get(name), context)
        for name, child in block.child_blocks.items()
    }


@stock_json_schema.register(blocks.BaseStructBlock)
def _(block: blocks.BaseStructBlock) -> JSONSchema:
    return closed_object({name: json_schema(child) for name, child in block.child_blocks.items()})


@represent_stock.register(blocks.ListBlock)
def _(block: blocks.ListBlock, value: Any, context: RenderContext) -> JSON:
    return [represent(block.child_block, item, context) for item in value]


@stock_json_schema.register(blocks.ListBlock)
def _(block: blocks.ListBlock) -> JSONSchema:
    return {"type": "array", "items": json_schema(block.child_block)}


@represent_stock.register(blocks.BaseStreamBlock)
def _(block: blocks.BaseStreamBlock, value: Any, context: RenderContext) -> JSON:
    return [
        {
            "type": child.block_type,
            "id": child.id,
            "value": represent(child.block, child.value, context),
        }
        for child in value
    ]


@stock_json_schema.register(blocks.BaseStreamBlock)
def _(block: blocks.BaseStreamBlock) -> JSONSchema:
    return {
        "type": "array",
        "items": {
            "oneOf": [member_schema(name, child) for name, child in block.child_blocks.items()]
        },
    }


def member_schema(name: str, block: blocks.Block) -> JSONSchema:
    """The schema of one member of a stream: its type, its id and its value."""
    return closed_object(
        {
            "type": {"const": name},
            "id": {"type": "string", "format": "uuid"},
            "value": json_schema(block),
        }
    )
