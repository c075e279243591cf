"""The public JSON of a StreamField block, beside its JSON Schema.

Every block that a portal can hold says two things about itself: what a reader of the API gets
(`get_representation`) and the schema of exactly that (`get_json_schema`). Blocks of this project
define both methods; the functions here dispatch to them and know the stock Wagtail blocks.

Values are taken as they are stored (JSON: choosers hold primary keys, rich text its source), not as
Wagtail's Python values: making those costs more than all the rest, and a query for each chooser.
`look_ahead` walks a value before it is represented and tells the context what it will ask for, so
that what many pages show is fetched at once.

The schemas are JSON Schema 2020-12 (https://json-schema.org/draft/2020-12/schema).
"""

from collections.abc import Callable, Iterable
from functools import cache, singledispatch
from typing import TYPE_CHECKING, Any, Protocol

from wagtail import blocks

if TYPE_CHECKING:
    from gbif_blocks.queries import Query
    from gbif_blocks.scopes import Scope
    from gbif_blocks.snapshots import Snapshot

# JSON as Python's json module makes it; recursive aliases gain little and cost mypy much.
JSON = Any
JSONSchema = dict[str, Any]


class RenderContext(Protocol):
    """What a block may know while its representation is made.

    `locale_code` is the URL code of the document's language ("nl"). `touch` records one thing that
    the document shows, as a tag ("snapshot:<uuid>", "image:12"): when that thing changes, the
    document is made again.
    """

    locale_code: str

    @property
    def scope(self) -> "Scope":
        """The scope of the portal."""

    def touch(self, tag: str) -> None: ...

    def snapshot(self, query: "Query") -> "Snapshot":
        """The snapshot of a query, made when there is none yet."""

    def explorer_link(self, catalogue: str) -> JSON:
        """The link to the site's explorer page of a catalogue; None when there is none."""

    def rich_text(self, source: str) -> JSON:
        """The public form of stored rich text: an object with `html` at least."""

    def expect(self, model: type[Any], key: Any) -> None:
        """Note that an object will be shown: of a snapshot the key is its query, of others the
        primary key."""

    def expect_rich_text(self, source: str) -> None:
        """Note that a rich text will be shown."""


class Represented(Protocol):
    """A block with a representation of its own; `look_ahead` is optional."""

    def get_representation(self, value: Any, context: RenderContext) -> JSON: ...

    def get_json_schema(self) -> JSONSchema: ...

    def look_ahead(self, value: Any, context: RenderContext) -> None: ...


def represent(block: blocks.Block, value: Any, context: RenderContext) -> JSON:
    """The public JSON of the stored `value`, which `block` holds."""
    if isinstance(value, dict):
        value = _complete(block, value)
    return _representing(block.__class__)(block, value, context)


def look_ahead(block: blocks.Block, value: Any, context: RenderContext) -> None:
    """Tell the context what `represent` will ask for."""
    kind = block.__class__
    own = _own_look_ahead(kind)
    if own:
        own(block, _complete(block, value) if isinstance(value, dict) else value, context)
    elif value:
        _stock_look_ahead(kind)(block, value, context)


# Which function it is is asked for every block of every page, and singledispatch alone takes as
# long to tell as most blocks take to be represented.


@cache
def _representing(kind: type[blocks.Block]) -> Callable[..., JSON]:
    return getattr(kind, "get_representation", None) or represent_stock.dispatch(kind)


@cache
def _own_look_ahead(kind: type[blocks.Block]) -> Callable[..., None] | None:
    return getattr(kind, "look_ahead", None)


@cache
def _stock_look_ahead(kind: type[blocks.Block]) -> Callable[..., None]:
    return look_ahead_stock.dispatch(kind)


def members(value: Iterable[Any] | None) -> list[Any]:
    """The stored values of a list block; before Wagtail 2.16 they were stored bare."""
    return [
        item["value"]
        if isinstance(item, dict) and item.get("type") == "item" and "value" in item
        else item
        for item in value or ()
    ]


def stored_stream(value: Any) -> list[dict[str, Any]]:
    """The stored members of a stream: `value` is a field's StreamValue or stored already."""
    return list(value.raw_data if isinstance(value, blocks.StreamValue) else value or ())


def _complete(block: blocks.Block, value: dict[str, Any]) -> dict[str, Any]:
    """A stored struct with the defaults of children that it was stored without."""
    children = getattr(block, "child_blocks", {})
    if value.keys() >= children.keys():
        return value
    return {
        name: value[name] if name in value else child.get_prep_value(child.get_default())
        for name, child in children.items()
    }


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


@singledispatch
def look_ahead_stock(block: blocks.Block, value: Any, context: RenderContext) -> None:
    """Tell the context what a stock block will ask for: most blocks ask for nothing."""


@look_ahead_stock.register(blocks.ChooserBlock)
def _(block: blocks.ChooserBlock, value: Any, context: RenderContext) -> None:
    context.expect(block.model_class, value)


@look_ahead_stock.register(blocks.RichTextBlock)
def _(block: blocks.RichTextBlock, value: Any, context: RenderContext) -> None:
    context.expect_rich_text(value)


@look_ahead_stock.register(blocks.BaseStructBlock)
def _(block: blocks.BaseStructBlock, value: Any, context: RenderContext) -> None:
    for name, child in _asking_children(block).items():
        if child_value := value.get(name):
            look_ahead(child, child_value, context)


@look_ahead_stock.register(blocks.ListBlock)
def _(block: blocks.ListBlock, value: Any, context: RenderContext) -> None:
    if _asks(block.child_block):
        for item in members(value):
            look_ahead(block.child_block, item, context)


@look_ahead_stock.register(blocks.BaseStreamBlock)
def _(block: blocks.BaseStreamBlock, value: Any, context: RenderContext) -> None:
    asking = _asking_children(block)
    for member in stored_stream(value):
        if child := asking.get(member["type"]):
            look_ahead(child, member["value"], context)


def _asks(block: blocks.Block) -> bool:
    """Whether a value of the block can ask for anything, itself or in its children."""
    if hasattr(block, "look_ahead"):
        return True
    if isinstance(block, blocks.ListBlock):
        return _asks(block.child_block)
    if isinstance(block, blocks.BaseStructBlock | blocks.BaseStreamBlock):
        return bool(_asking_children(block))
    nothing = look_ahead_stock.dispatch(object)
    return look_ahead_stock.dispatch(type(block)) is not nothing


def _asking_children(block: blocks.Block) -> dict[str, blocks.Block]:
    """Those children that can ask for anything; kept on the block, whose definition is fixed."""
    try:
        found: dict[str, blocks.Block] = block.asking_children
    except AttributeError:
        found = {name: child for name, child in block.child_blocks.items() if _asks(child)}
        block.asking_children = found
    return found


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
    return context.rich_text(value or "") if value or block.required else None


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
    return value or None


@stock_json_schema.register(blocks.DateBlock)
def _(block: blocks.DateBlock) -> JSONSchema:
    return _optional(block, {"type": "string", "format": "date"})


@represent_stock.register(blocks.BaseStructBlock)
def _(block: blocks.BaseStructBlock, value: Any, context: RenderContext) -> JSON:
    return {
        name: represent(child, value[name], context) for name, child in block.child_blocks.items()
    }


@stock_json_schema.register(blocks.BaseStructBlock)
def _(block: blocks.BaseStructBlock) -> JSONSchema:
    return closed_object({name: json_schema(child) for name, child in block.child_blocks.items()})


@represent_stock.register(blocks.ListBlock)
def _(block: blocks.ListBlock, value: Any, context: RenderContext) -> JSON:
    return [represent(block.child_block, item, context) for item in members(value)]


@stock_json_schema.register(blocks.ListBlock)
def _(block: blocks.ListBlock) -> JSONSchema:
    return {"type": "array", "items": json_schema(block.child_block)}


@represent_stock.register(blocks.BaseStreamBlock)
def _(block: blocks.BaseStreamBlock, value: Any, context: RenderContext) -> JSON:
    return [
        {
            "type": member["type"],
            "id": member.get("id"),
            "value": represent(block.child_blocks[member["type"]], member["value"], context),
        }
        for member in stored_stream(value)
        if member["type"] in block.child_blocks
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
