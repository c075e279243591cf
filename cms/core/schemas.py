"""The JSON Schemas of what this service publishes (JSON Schema 2020-12).

Shared shapes are named in `definitions()` and referred to as `#/$defs/<Name>`; a whole schema
carries them, so that each one can be used alone. Whoever declares a block need not know their
names: `with_references` finds the shapes.
"""

from collections.abc import Mapping
from typing import Any

from django.apps import apps

from cms.core.licences import LICENCE_SCHEMA
from cms.core.rich_text import RICH_TEXT_SCHEMA, node_schema
from cms.core.snippets import RepresentedSnippet
from cms.core.video import VIDEO_SCHEMA
from gbif_blocks.representation import (
    JSONSchema,
    closed_object,
    member_schema,
    nullable,
)
from gbif_blocks.snapshots import SNAPSHOT_SCHEMA

DIALECT = "https://json-schema.org/draft/2020-12/schema"
# Of the contract, https://semver.org; the next one is made as frontend_contract/README.md says.
VERSION = "1.1.0"

STRING: JSONSchema = {"type": "string"}
OPTIONAL_STRING: JSONSchema = nullable(STRING)
OPTIONAL_URL: JSONSchema = nullable({"type": "string", "format": "uri"})
OPTIONAL_MOMENT: JSONSchema = nullable({"type": "string", "format": "date-time"})
OPTIONAL_DATE: JSONSchema = nullable({"type": "string", "format": "date"})
BOOLEAN: JSONSchema = {"type": "boolean"}
INTEGER: JSONSchema = {"type": "integer"}
NUMBER: JSONSchema = {"type": "number"}
UUID: JSONSchema = {"type": "string", "format": "uuid"}
LINK: JSONSchema = {"$ref": "#/$defs/Link"}
IMAGE: JSONSchema = {"$ref": "#/$defs/Image"}
OPTIONAL_IMAGE: JSONSchema = nullable(IMAGE)
RICH_TEXT: JSONSchema = {"$ref": "#/$defs/RichText"}
OPTIONAL_RICH_TEXT: JSONSchema = nullable(RICH_TEXT)
STATE: JSONSchema = {"enum": ["source", "translated", "machine", "outdated", "fallback"]}


def array(items: JSONSchema) -> JSONSchema:
    """The schema of a list."""
    return {"type": "array", "items": items}


def ref(name: str) -> JSONSchema:
    """A reference to a shared shape."""
    return {"$ref": f"#/$defs/{name}"}


def block_definition_name(block_type: str) -> str:
    """The name of a block's shape: `rich_text` gives `RichTextBlock`."""
    return "".join(word.capitalize() for word in block_type.split("_")) + "Block"


def definitions() -> dict[str, JSONSchema]:
    """Every shared shape by its name."""
    blocks = {block_definition_name(name): schema for name, schema in block_schemas().items()}
    snippets = {
        model.__name__: model.get_json_schema()
        for model in apps.get_models()
        if issubclass(model, RepresentedSnippet)
    }
    shapes = {
        **_SHAPES,
        "RichTextNode": node_schema(),
        **snippets,
        **blocks,
        "Block": {"oneOf": [ref(name) for name in blocks]},
    }
    return {name: with_references(shape) for name, shape in shapes.items()}


def with_references(schema: Any) -> Any:
    """The schema, with a reference in place of each shape in it that has a name."""
    if isinstance(schema, dict):
        return {key: _named(part) for key, part in schema.items()}
    if isinstance(schema, list):
        return [_named(part) for part in schema]
    return schema


def _named(schema: Any) -> Any:
    if isinstance(schema, dict) and "properties" in schema:
        for name, shape in _SHAPES.items():
            if schema == shape:
                return ref(name)
    return with_references(schema)


def with_definitions(name: str, schema: JSONSchema) -> JSONSchema:
    """A schema that stands alone: with its dialect, its identity of this version and its shapes."""
    return {
        "$schema": DIALECT,
        "$id": f"urn:gbif-portal-cms:schema:{name}:{VERSION}",
        **with_references(schema),
        "$defs": definitions(),
    }


def document_schema(document_type: str, fields: Mapping[str, JSONSchema]) -> JSONSchema:
    """The schema of a page's document, without definitions."""
    return closed_object({"type": {"const": document_type}, **_DOCUMENT, **fields})


def page_models() -> list[Any]:
    """Every page type that has a document."""
    from cms.core.models import BasePage

    return [model for model in apps.get_models() if issubclass(model, BasePage)]


def page_schemas() -> dict[str, JSONSchema]:
    """The schema of each page type, by its `type`, without definitions."""
    return {model._meta.label: model.get_document_schema() for model in page_models()}


def block_schemas() -> dict[str, JSONSchema]:
    """The schema of each block, by its `type`, without definitions."""
    from cms.core.blocks import BodyBlock

    return {name: member_schema(name, child) for name, child in BodyBlock().child_blocks.items()}


def site_schema() -> JSONSchema:
    """The schema of a site document, without definitions."""
    return closed_object(
        {
            "type": {"const": "site"},
            "name": STRING,
            "tagline": OPTIONAL_STRING,
            "locale": _LOCALE,
            "languages": array(
                closed_object(
                    {
                        "locale": STRING,
                        "hreflang": STRING,
                        "label": STRING,
                        "direction": {"enum": ["ltr", "rtl"]},
                        "widget_locale": OPTIONAL_STRING,
                        "stories_locale": OPTIONAL_STRING,
                        "map_locale": OPTIONAL_STRING,
                        "path": STRING,
                        "default": BOOLEAN,
                    }
                )
            ),
            "header": array(ref("NavItem")),
            "footer": closed_object(
                {
                    "columns": array(
                        closed_object(
                            {
                                "title": OPTIONAL_STRING,
                                "text": OPTIONAL_RICH_TEXT,
                                "items": array(ref("NavItem")),
                                "logos": array(ref("Organisation")),
                            }
                        )
                    ),
                    "small_print": OPTIONAL_RICH_TEXT,
                }
            ),
            "theme": closed_object(
                {
                    "primary": _COLOUR,
                    "accent": _COLOUR,
                    "background": nullable(_COLOUR),
                }
            ),
            "logo": OPTIONAL_IMAGE,
            "contact": closed_object(
                {"email": OPTIONAL_STRING, "phone": OPTIONAL_STRING, "address": OPTIONAL_STRING}
            ),
            "social": array(closed_object({"platform": STRING, "url": STRING})),
            "licence": LICENCE_SCHEMA,
            "analytics": nullable(
                closed_object({"provider": STRING, "site_id": STRING, "url": STRING})
            ),
            "gbif": closed_object({"api_url": STRING, "widget_script_url": OPTIONAL_URL}),
        }
    )


IMAGE_TYPES = ["image/avif", "image/webp", "image/jpeg", "image/png"]

_COLOUR: JSONSchema = {"type": "string", "pattern": "^#[0-9a-f]{6}$"}

_LOCALE: JSONSchema = closed_object(
    {
        "requested": STRING,
        "served": STRING,
        "hreflang": STRING,
        "direction": {"enum": ["ltr", "rtl"]},
    }
)
_TRANSLATION: JSONSchema = closed_object(
    {"state": STATE, "source_locale": STRING, "outdated_since": OPTIONAL_MOMENT}
)
_ALTERNATE: JSONSchema = closed_object(
    {"locale": STRING, "hreflang": STRING, "path": STRING, "state": STATE}
)
_BREADCRUMB: JSONSchema = closed_object({"title": STRING, "path": STRING})
_SEO: JSONSchema = closed_object(
    {
        "title": STRING,
        "description": OPTIONAL_STRING,
        "canonical": STRING,
        "robots": STRING,
        "image": OPTIONAL_IMAGE,
        "json_ld": array({"type": "object"}),
    }
)
_HERO: JSONSchema = closed_object(
    {
        "kind": {"enum": ["image", "video", "none"]},
        "title": STRING,
        "description": OPTIONAL_STRING,
        "image": OPTIONAL_IMAGE,
        "video": nullable(VIDEO_SCHEMA),
        "ctas": array(ref("Cta")),
        "height": {"enum": ["normal", "tall"]},
    }
)

_DOCUMENT: dict[str, JSONSchema] = {
    "key": UUID,
    "path": STRING,
    "title": STRING,
    "locale": _LOCALE,
    "translation": _TRANSLATION,
    "alternates": array(_ALTERNATE),
    "breadcrumbs": array(_BREADCRUMB),
    "published_at": OPTIONAL_MOMENT,
    "updated_at": OPTIONAL_MOMENT,
    "seo": _SEO,
    "hero": _HERO,
    "tags": array(STRING),
    "body": array(ref("Block")),
}

_SHAPES: dict[str, JSONSchema] = {
    "Locale": _LOCALE,
    "Translation": _TRANSLATION,
    "Alternate": _ALTERNATE,
    "Breadcrumb": _BREADCRUMB,
    "Seo": _SEO,
    "Hero": _HERO,
    "Video": VIDEO_SCHEMA,
    "Snapshot": SNAPSHOT_SCHEMA,
    "Link": closed_object(
        {
            "kind": {"enum": ["page", "document", "external", "email", "phone", "anchor"]},
            "href": OPTIONAL_STRING,
            "state": {"enum": ["live", "missing"]},
            "key": nullable(UUID),
            "locale": OPTIONAL_STRING,
            "path": OPTIONAL_STRING,
            "new_window": BOOLEAN,
        }
    ),
    "Cta": closed_object({"text": STRING, "link": LINK, "primary": BOOLEAN}),
    "Image": closed_object(
        {
            "id": INTEGER,
            "title": STRING,
            "alt": STRING,
            "decorative": BOOLEAN,
            "caption": OPTIONAL_STRING,
            "credit": OPTIONAL_STRING,
            "creator": OPTIONAL_STRING,
            "rights_holder": OPTIONAL_STRING,
            "licence": LICENCE_SCHEMA,
            "source_url": OPTIONAL_STRING,
            "occurrence_url": OPTIONAL_STRING,
            "width": INTEGER,
            "height": INTEGER,
            "focal_point": nullable(closed_object({"x": NUMBER, "y": NUMBER})),
            "placeholder": nullable(_COLOUR),
            "sources": array(closed_object({"type": {"enum": IMAGE_TYPES}, "srcset": STRING})),
            "src": STRING,
        }
    ),
    "RichText": RICH_TEXT_SCHEMA,
    "NavItem": closed_object(
        {
            "kind": {"enum": ["link", "heading", "divider"]},
            "text": OPTIONAL_STRING,
            "link": nullable(LINK),
            "children": array(ref("NavItem")),
        }
    ),
    "Summary": closed_object(
        {
            "type": STRING,
            "key": UUID,
            "path": STRING,
            "title": STRING,
            "locale": STRING,
            "state": STATE,
            "description": OPTIONAL_STRING,
            "image": OPTIONAL_IMAGE,
            "date": OPTIONAL_DATE,
            "tags": array(STRING),
            "project": nullable(
                closed_object(
                    {
                        "status": STRING,
                        "status_label": STRING,
                        "place": OPTIONAL_STRING,
                        "latitude": nullable(NUMBER),
                        "longitude": nullable(NUMBER),
                        "start": OPTIONAL_DATE,
                        "end": OPTIONAL_DATE,
                        "axes": array(INTEGER),
                        "objectives": array(INTEGER),
                    }
                )
            ),
        }
    ),
}
