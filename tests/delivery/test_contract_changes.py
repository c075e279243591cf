"""What a change of the contract does to those who build on the released one."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema_rs import Draft202012Validator

from cms.core import schemas
from cms.core.blocks import BodyBlock
from cms.delivery import openapi
from cms.delivery.contract import contract_documents
from cms.delivery.releases.changes import Change, Direction
from cms.delivery.releases.openapi import OpenAPIComparison
from cms.delivery.releases.release import released_contract
from cms.delivery.releases.schemas import SchemaComparison

QUOTE = "openapi.json#/components/schemas/QuoteBlock/properties/value/properties"

# The version of the day, and those that may follow it.
NOW = schemas.VERSION
MINOR = f"{NOW.split('.')[0]}.{int(NOW.split('.')[1]) + 1}.0"
MAJOR = f"{int(NOW.split('.')[0]) + 1}.0.0"

JSON = Any


def changes(old: JSON, new: JSON, direction: Direction) -> list[Change]:
    return list(SchemaComparison(old, new, "a.json").changes(old, new, "a.json#", direction))


def closed(**properties: JSON) -> JSON:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


# ---------------------------------------------------------------- a property of all schemas

leaves = st.one_of(
    st.sampled_from(["string", "integer", "number", "boolean", "null"]).map(lambda t: {"type": t}),
    st.sets(st.sampled_from(["red", "green", "blue"]), min_size=1).map(
        lambda values: {"enum": sorted(values)}
    ),
    st.integers(0, 3).map(lambda most: {"type": "string", "maxLength": most}),
    st.integers(0, 3).map(lambda least: {"type": "integer", "minimum": least}),
)


def objects(members: st.SearchStrategy[JSON]) -> st.SearchStrategy[JSON]:
    return st.tuples(
        st.dictionaries(st.sampled_from("abc"), members, max_size=3),
        st.sets(st.sampled_from("abc")),
    ).map(lambda pair: {**closed(**pair[0]), "required": sorted(pair[1] & pair[0].keys())})


any_schema = st.recursive(
    leaves,
    lambda inner: st.one_of(
        objects(inner),
        inner.map(lambda items: {"type": "array", "items": items}),
        inner.map(lambda one: {"anyOf": [one, {"type": "null"}]}),
    ),
    max_leaves=5,
)


def values(schema: JSON) -> st.SearchStrategy[JSON]:
    """Values that keep to a schema."""
    if "anyOf" in schema:
        return st.one_of(*map(values, schema["anyOf"]))
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    match schema["type"]:
        case "object":
            needed = {k: values(v) for k, v in schema["properties"].items()}
            optional = {k: needed.pop(k) for k in list(needed) if k not in schema["required"]}
            return st.fixed_dictionaries(needed, optional=optional)
        case "array":
            return st.lists(values(schema["items"]), max_size=2)
        case "string":
            return st.text(max_size=schema.get("maxLength", 4))
        case "integer":
            return st.integers(schema.get("minimum", -2), 5)
        case "number":
            return st.sampled_from([0.5, 2, -1.25])
        case "boolean":
            return st.booleans()
    return st.none()


def without_unknown(value: JSON, schema: JSON) -> JSON:
    """The value as a reader takes it who leaves out the members that he does not know."""
    for one in schema.get("anyOf", [schema]):
        if isinstance(value, dict) and one.get("type") == "object":
            known = one["properties"]
            return {k: without_unknown(v, known[k]) for k, v in value.items() if k in known}
        if isinstance(value, list) and one.get("type") == "array":
            return [without_unknown(item, one["items"]) for item in value]
    return value


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_what_is_called_compatible_breaks_nobody(data: st.DataObject) -> None:
    """Whatever the two schemas: a reader of the old one understands each value of the new one, and
    what a sender sent by the old one is still taken."""
    old = data.draw(any_schema)
    new = data.draw(st.one_of(st.just(old), any_schema))
    if not any(one.breaking for one in changes(old, new, Direction.SENT)):
        value = data.draw(values(new))
        assert Draft202012Validator(old).is_valid(without_unknown(value, old))
    if not any(one.breaking for one in changes(old, new, Direction.RECEIVED)):
        assert Draft202012Validator(new).is_valid(data.draw(values(old)))
    assert changes(old, old, Direction.SENT) == []


# ---------------------------------------------------------------- the rules of the README


@pytest.mark.parametrize(
    ("old", "new", "where", "breaking"),
    [
        (closed(a={}), closed(a={}, b={}), "#/properties/b", False),
        (closed(a={}, b={}), closed(a={}), "#/properties/b", True),
        ({"enum": ["a"]}, {"enum": ["a", "b"]}, "#", True),
        ({"enum": ["a", "b"]}, {"enum": ["a"]}, "#", False),
        ({"type": "string"}, {"anyOf": [{"type": "string"}, {"type": "null"}]}, "#", True),
        ({"type": "integer"}, {"type": "number"}, "#/type", True),
        ({"type": "string"}, {"type": "string", "maxLength": 9}, "#/maxLength", False),
        ({"type": "array", "maxItems": 3}, {"type": "array", "maxItems": 4}, "#/maxItems", True),
        ({"pattern": "^a"}, {"pattern": "^b"}, "#/pattern", True),
        ({"description": "a"}, {"description": "b"}, "#/description", False),
        (
            {"oneOf": [closed(type={"const": "quote"})]},
            {"oneOf": [closed(type={"const": "quote"}), closed(type={"const": "map"})]},
            "#",
            False,
        ),
        (
            {"oneOf": [closed(kind={"const": "page"})]},
            {"oneOf": [closed(kind={"const": "page"}), closed(kind={"const": "redirect"})]},
            "#",
            True,
        ),
    ],
)
def test_a_change_of_what_we_send_is_told_with_its_place(
    old: JSON, new: JSON, where: str, breaking: bool
) -> None:
    assert [(one.pointer, one.breaking) for one in changes(old, new, Direction.SENT)] == [
        (f"a.json{where}", breaking)
    ]


def test_definitions_that_refer_to_themselves_are_compared_once() -> None:
    def tree(text: JSON) -> JSON:
        node = closed(text=text, children={"type": "array", "items": {"$ref": "#/$defs/Node"}})
        return {"$defs": {"Node": node}, **closed(top={"$ref": "#/$defs/Node"})}

    [change] = changes(tree({"type": "string"}), tree({"type": "integer"}), Direction.RECEIVED)[:1]
    assert change.pointer == "a.json#/$defs/Node/properties/text"


def operation(**parts: JSON) -> JSON:
    ok = {"200": {"headers": {"ETag": {}}, "content": {"application/json": {"schema": {}}}}}
    return {"paths": {"/a/": {"get": {"operationId": "a", "responses": ok, **parts}}}}


def parameter(name: str, **parts: JSON) -> JSON:
    return {"name": name, "in": "query", "schema": {"type": "string"}, **parts}


@pytest.mark.parametrize(
    ("old", "new", "breaking"),
    [
        ({}, {"parameters": [parameter("q")]}, False),
        ({}, {"parameters": [parameter("q", required=True)]}, True),
        ({"parameters": [parameter("q")]}, {}, True),
        ({"parameters": [parameter("q")]}, {"parameters": [parameter("q", required=True)]}, True),
        ({}, {"operationId": "b"}, True),
        ({}, {"security": [{"token": []}]}, True),
        ({}, {"responses": {"200": {"content": {"application/json": {"schema": {}}}}}}, True),
        (
            {"parameters": [parameter("q", schema={"enum": ["a"]})]},
            {"parameters": [parameter("q", schema={"enum": ["a", "b"]})]},
            False,
        ),
    ],
)
def test_a_change_of_an_operation_is_judged_for_who_asks(
    old: JSON, new: JSON, breaking: bool
) -> None:
    [change] = OpenAPIComparison(operation(**old), operation(**new)).changes()
    assert change.breaking is breaking
    assert change.pointer.startswith("openapi.json#/paths/~1a~1/get")


# ---------------------------------------------------------------- the command


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder with the present contract, released."""
    folder = tmp_path / "frontend_contract"
    folder.mkdir()
    (folder / "CHANGELOG.md").write_text(f"## [Unreleased]\n\n## [{NOW}] - 2026-11-21\n\n- All.\n")
    contract("--release", NOW, folder=folder)
    yield folder
    openapi.openapi_document.cache_clear()
    openapi.json_schemas.cache_clear()


def contract(*arguments: str, folder: Path) -> str:
    openapi.openapi_document.cache_clear()
    openapi.json_schemas.cache_clear()
    output = StringIO()
    call_command("contract", *arguments, "--output", str(folder), stdout=output)
    return output.getvalue()


def rename_a_field(monkeypatch: pytest.MonkeyPatch) -> None:
    quote = BodyBlock.base_blocks["quote"]
    renamed = {("words" if k == "text" else k): v for k, v in quote.child_blocks.items()}
    monkeypatch.setattr(quote, "child_blocks", renamed)


def test_renaming_a_field_of_a_block_fails_the_check_until_it_is_a_major_version(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename_a_field(monkeypatch)
    with pytest.raises(CommandError) as error:
        contract("--check", folder=folder)
    lines = str(error.value).splitlines()
    assert "schemas/blocks/quote.json" in lines
    assert lines[-1] == f"breaking: {QUOTE}/text: “text” was removed (new beside it: words)"

    # The number alone announces nothing.
    monkeypatch.setattr(schemas, "VERSION", MAJOR)
    contract(folder=folder)
    with pytest.raises(CommandError, match=rf"^These break who builds on {NOW}\..*\n.*QuoteBlock"):
        contract("--check", folder=folder)
    log = folder / "CHANGELOG.md"
    log.write_text(f"## [{MAJOR}] - 2027-01-01\n\n- `{QUOTE}/text` is “words”.\n{log.read_text()}")
    told = contract("--check", folder=folder)
    assert f"Since {NOW}: compatible: {QUOTE}/words: “words” was added" in told
    assert "1 breaking" in contract("--release", MAJOR, folder=folder)
    released = released_contract(folder) or {}
    assert released == contract_documents()
    quote = released["schemas/blocks/quote.json"]
    assert quote["$id"] == f"urn:gbif-portal-cms:schema:blocks/quote:{MAJOR}"


def test_a_release_says_what_is_missing_and_keeps_the_last_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    released = (folder / "released/openapi.json").read_bytes()
    with pytest.raises(CommandError, match=f"The code says {NOW}"):
        contract("--release", MINOR, folder=folder)
    monkeypatch.setattr(schemas, "VERSION", MINOR)
    with pytest.raises(CommandError, match=rf"under “## \[{MINOR}\]”"):
        contract("--release", MINOR, folder=folder)
    monkeypatch.setattr(schemas, "VERSION", NOW)
    rename_a_field(monkeypatch)
    with pytest.raises(CommandError, match="take a higher version"):
        contract("--release", NOW, folder=folder)
    assert (folder / "released/openapi.json").read_bytes() == released
