"""The contract as OpenAPI 3.1 and as JSON Schemas, made from what the views and blocks declare.

Page types and blocks are discriminated by `type`, which stands at their top level. Every error is
an RFC 9457 problem with a schema of its own.
"""

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from django.urls import include, path
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema

from cms.core import schemas
from cms.delivery import problems
from cms.delivery.listing import ALL_FIELDS
from cms.delivery.webhooks.contract import SECURITY_SCHEMES, event_schemas, openapi_webhooks
from gbif_blocks.representation import JSON, JSONSchema, closed_object, nullable
from gbif_blocks.widget_config import WIDGET_CONFIG_SCHEMA

if TYPE_CHECKING:
    from cms.delivery.views import DeliveryView

COMPONENTS = "#/components/schemas/"
PATH_PARAMETERS: dict[str, JSONSchema] = {
    "key": {"type": "string", "format": "uuid"},
    "snapshot_id": {"type": "string", "format": "uuid"},
    "type": {"type": "string"},
    "token": {"type": "string"},
}
# What any address may answer.
COMMON_PROBLEMS = (
    problems.BadRequest,
    problems.UnknownParameter,
    problems.InvalidParameter,
    problems.MethodNotAllowed,
    problems.NotAcceptable,
    problems.InternalError,
)
HEADERS: dict[str, JSONSchema] = {
    "ETag": {"description": "A strong validator.", "schema": {"type": "string"}},
    "Cache-Control": {"schema": {"type": "string"}},
    "Cache-Tag": {
        "description": "What a cache may drop this answer by, with commas between; the same with "
        "spaces is in Surrogate-Key.",
        "schema": {"type": "string"},
    },
}


def ref(component: str) -> JSONSchema:
    """A reference to a component."""
    return {"$ref": f"{COMPONENTS}{component}"}


def _items(schema: JSONSchema) -> JSONSchema:
    return closed_object({"items": {"type": "array", "items": schema}})


RESOLUTION = ref("Resolution")
PAGES = closed_object(
    {
        "items": {"type": "array", "items": {"anyOf": [ref("Page"), ref("PartialPage")]}},
        "next_cursor": nullable({"type": "string"}),
    }
)
_CHANGE = {
    "type": {"type": "string"},
    "key": {"type": "string", "format": "uuid"},
    "locale": {"type": "string"},
    "path": nullable({"type": "string"}),
}
SYNC = closed_object(
    {
        "items": {
            "type": "array",
            "items": {
                "oneOf": [ref("Upsert"), ref("ThinUpsert"), ref("Deletion")],
            },
        },
        "next_cursor": {"type": "string"},
        "has_more": {"type": "boolean"},
    }
)
SEARCH = closed_object(
    {
        "items": {"type": "array", "items": ref("SearchResult")},
        "next_cursor": nullable({"type": "string"}),
    }
)
REDIRECTS = _items(
    closed_object(
        {
            "from": {"type": "string"},
            "to": {"type": "string"},
            "status": {"enum": [301, 302]},
        }
    )
)
SITEMAP = _items(
    closed_object(
        {
            "path": {"type": "string"},
            "locale": {"type": "string"},
            "updated_at": nullable({"type": "string", "format": "date-time"}),
            "alternates": {
                "type": "array",
                "items": closed_object(
                    {"hreflang": {"type": "string"}, "path": {"type": "string"}}
                ),
            },
        }
    )
)


class DeliverySchema(AutoSchema):
    """Describes a view by what the view declares, which is also what it does."""

    def get_operation(
        self, path: str, path_regex: str, path_prefix: str, method: str, registry: Any
    ) -> JSON:
        view = cast("DeliveryView", self.view)
        return {
            "operationId": view.operation_id,
            "summary": view.summary,
            "parameters": [
                *_path_parameters(path),
                *(
                    {
                        "name": one.name,
                        "in": "query",
                        "description": one.description,
                        "required": one.required,
                        "schema": {"type": "array", "items": one.schema}
                        if one.many
                        else one.schema,
                    }
                    for one in view.declared_parameters()
                ),
            ],
            "responses": {
                "200": {
                    "description": "The answer.",
                    "headers": HEADERS,
                    "content": {view.media_type: {"schema": view.answer_schema}},
                },
                "304": {"description": "The reader has it: If-None-Match names its ETag."},
                **_problem_responses(view, path),
            },
        }


def _path_parameters(path: str) -> list[JSON]:
    return [
        {"name": name, "in": "path", "required": True, "schema": schema}
        for name, schema in PATH_PARAMETERS.items()
        if f"{{{name}}}" in path
    ]


def _problem_responses(view: "DeliveryView", path: str) -> dict[str, JSON]:
    by_status: dict[int, list[type[problems.Problem]]] = defaultdict(list)
    of_site = (problems.UnknownSite,) if view.of_site else ()
    # What is no UUID where one belongs is no address at all.
    of_path = (problems.UnknownAddress,) if "{" in path else ()
    for problem in (*COMMON_PROBLEMS, *of_site, *of_path, *view.problems):
        by_status[problem.status].append(problem)
    return {
        str(status): {
            "description": " / ".join(one.title for one in several),
            "content": {
                problems.MEDIA_TYPE: {"schema": _union([ref(one.__name__) for one in several])}
            },
        }
        for status, several in sorted(by_status.items())
    }


def _union(members: list[JSONSchema]) -> JSONSchema:
    return members[0] if len(members) == 1 else {"oneOf": members}


@cache
def openapi_document() -> dict[str, JSON]:
    """The whole API. Made once: it changes with the code only."""
    ours = path(problems.API_ROOT.lstrip("/"), include("cms.delivery.urls"))
    generator = SchemaGenerator(patterns=[ours])  # type: ignore[no-untyped-call]
    document: dict[str, JSON] = generator.get_schema(public=True)  # type: ignore[no-untyped-call]
    document["info"]["version"] = schemas.VERSION
    document["jsonSchemaDialect"] = schemas.DIALECT
    document["servers"] = [{"url": "/"}]
    # Reading needs none; what does says so itself.
    document["security"] = []
    document["webhooks"] = openapi_webhooks()
    document["components"] = {
        "schemas": dict(sorted(_components().items())),
        "securitySchemes": SECURITY_SCHEMES,
    }
    return document


def _components() -> dict[str, JSONSchema]:
    pages = schemas.page_schemas()
    blocks = schemas.block_schemas()
    components: dict[str, JSONSchema] = {
        **schemas.definitions(),
        **{_page_component(name): schema for name, schema in pages.items()},
        "Block": _discriminated(
            {name: schemas.block_definition_name(name) for name in sorted(blocks)}
        ),
        "Page": _discriminated({name: _page_component(name) for name in sorted(pages)}),
        "Site": schemas.site_schema(),
        "GbifConfig": WIDGET_CONFIG_SCHEMA,
        "Resolution": {
            "oneOf": [ref("FoundPage"), ref("FoundRedirect")],
            "discriminator": {
                "propertyName": "kind",
                "mapping": {
                    "page": f"{COMPONENTS}FoundPage",
                    "redirect": f"{COMPONENTS}FoundRedirect",
                },
            },
        },
        "FoundPage": closed_object(
            {
                "kind": {"const": "page"},
                "page": ref("Page"),
                "record": nullable(
                    closed_object({"catalogue": {"type": "string"}, "key": {"type": "string"}})
                ),
            }
        ),
        "FoundRedirect": closed_object(
            {
                "kind": {"const": "redirect"},
                "location": {"type": "string"},
                "status": {"enum": [301, 302]},
            }
        ),
        "Upsert": closed_object(
            {
                "op": {"const": "upsert"},
                **_CHANGE,
                "document": {"anyOf": [ref("Page"), ref("Site")]},
            }
        ),
        "ThinUpsert": closed_object({"op": {"const": "upsert"}, **_CHANGE}),
        "Deletion": closed_object({"op": {"const": "delete"}, **_CHANGE}),
        **{
            problem.__name__: problems.problem_schema(problem)
            for problem in problems.all_problems().values()
        },
    }
    # A closed schema cannot be extended, so the one of partial pages is written out open.
    components["PartialPage"] = {
        **{k: v for k, v in components["Summary"].items() if k != "additionalProperties"},
        "description": "A summary, with the top-level fields of the page that were asked for.",
    }
    components["SearchResult"] = _search_result(components["Summary"])
    return {
        name: _in_openapi(schemas.with_references(schema)) for name, schema in components.items()
    }


def _search_result(summary: JSONSchema) -> JSONSchema:
    """A summary with what was found in the page."""
    piece = closed_object({"text": {"type": "string"}, "match": {"type": "boolean"}})
    pieces = {"type": "array", "items": piece}
    highlights = {
        "description": "The title, and a part of the text around what was found, in pieces.",
        **closed_object({"title": pieces, "text": pieces}),
    }
    return closed_object({**summary["properties"], "highlights": highlights})


def _page_component(page_type: str) -> str:
    """The component of a page type: NewsPage of home.NewsPage."""
    return page_type.split(".")[1]


def _discriminated(names: dict[str, str]) -> JSONSchema:
    return {
        "oneOf": [ref(name) for name in names.values()],
        "discriminator": {
            "propertyName": "type",
            "mapping": {value: f"{COMPONENTS}{name}" for value, name in names.items()},
        },
    }


def _in_openapi(schema: Any) -> Any:
    """The schema with references to components in place of `$defs`."""
    if isinstance(schema, dict):
        return {
            key: value.replace("#/$defs/", COMPONENTS) if key == "$ref" else _in_openapi(value)
            for key, value in schema.items()
        }
    if isinstance(schema, list):
        return [_in_openapi(one) for one in schema]
    return schema


@cache
def json_schemas(kind: str) -> dict[str, JSONSchema]:
    """The JSON Schemas that stand alone, of "pages", "blocks", "events" or the "site", by type."""
    if kind == "site":
        of_kind = {"site": schemas.site_schema()}
    elif kind == "events":
        of_kind = event_schemas()
    else:
        of_kind = schemas.page_schemas() if kind == "pages" else schemas.block_schemas()
    return {
        name: with_needed_definitions(schemas.with_definitions(f"{kind}/{name}", schema))
        for name, schema in of_kind.items()
    }


def with_needed_definitions(schema: JSONSchema) -> JSONSchema:
    """The schema without the definitions that nothing in it refers to."""
    definitions = schema["$defs"]
    needed: set[str] = set()
    found = _referred_to({name: part for name, part in schema.items() if name != "$defs"})
    while found:
        needed |= found
        found = {name for one in found for name in _referred_to(definitions[one])} - needed
    kept = {name: part for name, part in definitions.items() if name in needed}
    return {**schema, "$defs": kept}


def _referred_to(schema: Any) -> set[str]:
    if isinstance(schema, dict):
        own = {schema["$ref"].removeprefix("#/$defs/")} if "$ref" in schema else set()
        return own.union(*map(_referred_to, schema.values()))
    if isinstance(schema, list):
        return set().union(*map(_referred_to, schema))
    return set()


@cache
def _page_fields() -> frozenset[str]:
    return frozenset(
        name for schema in schemas.page_schemas().values() for name in schema["properties"]
    )


def read_fields(text: str) -> list[str]:
    """Reads the `fields` parameter; ValueError that names a field which no page type has."""
    fields = text.split(",")
    for name in fields:
        if name != ALL_FIELDS and name not in _page_fields():
            raise ValueError(f"names “{name[:50]}”, which no page has")
    return fields
