"""Compares two JSON Schemas (2020-12), as far as our contract uses them.

Readers of what we send must leave out what they do not know: a member that is new in an object, and
a thing whose `type` is new to them (a block, a page type, a node of a rich text). All else that
they were told stays true within a major version, so a value that could not come before, a null, a
choice, a longer list, breaks them.
"""

from collections.abc import Iterator
from typing import Any

from cms.delivery.releases.changes import Change, Direction, pointer
from gbif_blocks.representation import JSONSchema

Alternative = tuple[JSONSchema, str]

# What tells the members of a union apart.
TAGS = ("type", "kind", "op")
UNIONS = ("anyOf", "oneOf")
# Said to people; a validator does not look at them.
WORDS = {"description", "title", "examples", "default", "$comment"}
# Compared in ways of their own, or only naming what is compared.
STRUCTURE = {*UNIONS, "$ref", "$defs", "discriminator", "type", "properties", "required",
             "additionalProperties", "items", "enum", "const", "$id", "$schema"}  # fmt: skip
# What refers to more than stands there, so that equality says nothing.
NESTING = {*UNIONS, "$ref", "properties", "additionalProperties", "items"}
LOWER_BOUNDS = {"minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"}
UPPER_BOUNDS = {"maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"}


class SchemaComparison:
    """Compares parts of two documents, whose references stay within each.

    `base` goes before every pointer; a definition is compared once in each direction.
    """

    def __init__(self, old: JSONSchema, new: JSONSchema, base: str) -> None:
        self._old, self._new, self._base = old, new, base
        self._compared: set[tuple[str, str, Direction]] = set()

    def changes(
        self,
        old: JSONSchema,
        new: JSONSchema,
        where: str,
        direction: Direction,
        *,
        errors: bool = False,
    ) -> Iterator[Change]:
        """The changes from `old` to `new`; `errors` says that more kinds of them break nobody."""
        if old == new and not old.keys() & NESTING:
            return
        alternatives = list(_alternatives(old, self._old, where, self._base))
        others = list(_alternatives(new, self._new, where, self._base))
        for (one, at), (other, there) in _pairs(alternatives, others):
            if at is not None and there is not None:
                known = (at, there, direction)
                if at != where and known in self._compared:
                    continue
                self._compared.add(known)
                yield from self._keywords(one, other, there, direction)
            elif at is not None:
                yield Change(
                    where, f"no longer {_name(one)}", breaking=direction is Direction.RECEIVED
                )
            else:
                # A reader leaves out a thing of a new `type`; see above.
                known_to_be_open = errors or _tag(other)[:1] == ("type",)
                yield Change(
                    where,
                    f"may now be {_name(other)}",
                    breaking=direction is Direction.SENT and not known_to_be_open,
                )

    def _keywords(
        self, old: JSONSchema, new: JSONSchema, where: str, direction: Direction
    ) -> Iterator[Change]:
        yield from _types(old, new, where, direction)
        yield from _choices(old, new, where, direction)
        yield from self._members(old, new, where, direction)
        if "items" in old or "items" in new:
            yield from self.changes(
                old.get("items", {}), new.get("items", {}), pointer(where, "items"), direction
            )
        for keyword in sorted((old.keys() | new.keys()) - STRUCTURE):
            if old.get(keyword) != new.get(keyword):
                yield _constraint(keyword, old.get(keyword), new.get(keyword), where, direction)

    def _members(
        self, old: JSONSchema, new: JSONSchema, where: str, direction: Direction
    ) -> Iterator[Change]:
        before, after = old.get("properties", {}), new.get("properties", {})
        was_required, is_required = set(old.get("required", ())), set(new.get("required", ()))
        for name in [*before, *(name for name in after if name not in before)]:
            at = pointer(where, "properties", name)
            if name not in after:
                yield Change(at, f"“{name}” was removed{_instead(before, after)}", breaking=True)
                continue
            if name not in before:
                needed = direction is Direction.RECEIVED and name in is_required
                yield Change(at, f"“{name}” was added", breaking=needed)
                continue
            if name in was_required and name not in is_required:
                yield Change(
                    at, f"“{name}” may now be absent", breaking=direction is Direction.SENT
                )
            if name in is_required and name not in was_required:
                yield Change(
                    at, f"“{name}” is now required", breaking=direction is Direction.RECEIVED
                )
            yield from self.changes(before[name], after[name], at, direction)
        yield from self._other_members(old, new, where, direction)

    def _other_members(
        self, old: JSONSchema, new: JSONSchema, where: str, direction: Direction
    ) -> Iterator[Change]:
        before, after = (one.get("additionalProperties", True) for one in (old, new))
        at = pointer(where, "additionalProperties")
        if isinstance(before, dict) and isinstance(after, dict):
            yield from self.changes(before, after, at, direction)
        elif before != after:
            # Readers leave out names that they do not know; the values of a map they do read.
            breaks = {
                Direction.RECEIVED: after is False or before is True,
                Direction.SENT: isinstance(before, dict) and after is True,
            }
            what = "are refused" if after is False else "may be present, of another kind"
            yield Change(at, f"other members {what}", breaking=breaks[direction])


def _alternatives(
    schema: JSONSchema, root: JSONSchema, where: str, base: str
) -> Iterator[Alternative]:
    """What the schema may be, references followed; each with where it stands."""
    if "$ref" in schema:
        target = str(schema["$ref"])
        yield from _alternatives(_found(root, target), root, f"{base}{target}", base)
        return
    for union in UNIONS:
        if union in schema:
            for at, member in enumerate(schema[union]):
                yield from _alternatives(member, root, pointer(where, union, at), base)
            return
    if isinstance(schema.get("type"), list):
        for one in schema["type"]:
            yield {**schema, "type": one}, where
        return
    yield schema, where


def _found(root: JSONSchema, reference: str) -> JSONSchema:
    found: Any = root
    for part in reference.removeprefix("#/").split("/"):
        found = found[part.replace("~1", "/").replace("~0", "~")]
    return dict(found)


def _pairs(
    old: list[Alternative], new: list[Alternative]
) -> Iterator[tuple[tuple[JSONSchema, str | None], tuple[JSONSchema, str | None]]]:
    """Old and new alternatives that are the same thing; None where one has no counterpart."""
    left = list(new)
    alone: list[Alternative] = []
    for one in old:
        same = [other for other in left if _tag(other[0]) == _tag(one[0])]
        # Of several that look alike, the one of the same name or place.
        found = next((other for other in same if other[1] == one[1]), same[0] if same else None)
        if found is None:
            alone.append(one)
        else:
            left.remove(found)
            yield one, found
    for one in alone:
        yield one, ({}, None)
    for other in left:
        yield ({}, None), other


def _tag(schema: JSONSchema) -> tuple[str, ...]:
    """What an alternative is known by: the constant that tells it apart, or its JSON type."""
    for name in TAGS:
        constant = schema.get("properties", {}).get(name, {}).get("const")
        if constant is not None:
            return name, str(constant)
    return ("is", _json_type(schema))


def _json_type(schema: JSONSchema) -> str:
    values = _values(schema)
    declared = schema.get("type")
    if declared is None and values:
        declared = {bool: "boolean", int: "number", float: "number", str: "string"}.get(
            type(values[0]), "null"
        )
    return "number" if declared == "integer" else str(declared or "anything")


def _values(schema: JSONSchema) -> list[Any] | None:
    """The values that are allowed; None for all."""
    return [schema["const"]] if "const" in schema else schema.get("enum")


def _name(schema: JSONSchema) -> str:
    tag = _tag(schema)
    return tag[1] if tag[0] == "is" else f"a {tag[0]} “{tag[1]}”"


def _instead(before: JSONSchema, after: JSONSchema) -> str:
    added = [name for name in after if name not in before]
    return f" (new beside it: {', '.join(added)})" if added else ""


def _types(old: JSONSchema, new: JSONSchema, where: str, direction: Direction) -> Iterator[Change]:
    if old.get("type") != new.get("type"):
        widened = "type" not in new or (old.get("type"), new["type"]) == ("integer", "number")
        if _values(new) and "type" not in new:
            return  # the values say it
        yield Change(
            pointer(where, "type"),
            f"was {old.get('type', 'anything')}, is {new.get('type', 'anything')}",
            breaking=widened == (direction is Direction.SENT),
        )


def _choices(
    old: JSONSchema, new: JSONSchema, where: str, direction: Direction
) -> Iterator[Change]:
    before, after = _values(old), _values(new)
    if before == after:
        return
    if before is None or after is None:
        yield Change(
            where,
            "any value is allowed now" if after is None else f"only {after} are allowed now",
            breaking=(after is None) == (direction is Direction.SENT),
        )
        return
    for value in (one for one in after if one not in before):
        yield Change(where, f"the choice “{value}” was added", breaking=direction is Direction.SENT)
    for value in (one for one in before if one not in after):
        yield Change(
            where, f"the choice “{value}” was removed", breaking=direction is Direction.RECEIVED
        )


def _constraint(keyword: str, old: Any, new: Any, where: str, direction: Direction) -> Change:
    """A change of a keyword that limits values; what no rule knows counts as breaking."""
    at = pointer(where, keyword)
    if keyword in WORDS:
        return Change(at, f"the {keyword} reads differently", breaking=False)
    if old is None or new is None:
        narrower = old is None
    elif keyword in LOWER_BOUNDS | UPPER_BOUNDS:
        narrower = (new > old) == (keyword in LOWER_BOUNDS)
    else:
        return Change(at, f"was {old}, is {new}", breaking=True)
    what = f"{keyword} was {'none' if old is None else old}, is {'none' if new is None else new}"
    return Change(at, what, breaking=narrower == (direction is Direction.RECEIVED))
