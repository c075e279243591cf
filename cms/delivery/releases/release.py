"""The last released contract, kept in `released/` beside the present one.

A version is what readers pin: `MAJOR.MINOR.PATCH` (https://semver.org). Nothing breaks a reader
within a major version, and each break of a new one stands in the changelog with its JSON Pointer.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cms.core import schemas
from cms.delivery.contract import contract_documents
from cms.delivery.openapi import with_needed_definitions
from cms.delivery.releases.changes import Change, Direction, pointer
from cms.delivery.releases.openapi import FILE, OpenAPIComparison
from cms.delivery.releases.schemas import SchemaComparison

RELEASED = "released"
# Beside the OpenAPI document, all schemas in one file, and what they share once.
SCHEMAS = "schemas.json"
CHANGELOG = "CHANGELOG.md"
UNRELEASED = "Unreleased"
Contract = dict[str, Any]


class NotReleasable(Exception):
    """What must be done first."""


def released_contract(folder: Path) -> Contract | None:
    """The parsed files of the last release; None before the first."""
    root = folder / RELEASED
    if not (root / FILE).is_file():
        return None
    shared = json.loads((root / SCHEMAS).read_text(encoding="utf-8"))
    return {
        FILE: json.loads((root / FILE).read_text(encoding="utf-8")),
        **{
            path: with_needed_definitions({**schema, "$defs": shared["$defs"]})
            for path, schema in shared["schemas"].items()
        },
    }


def _write_released(folder: Path, contract: Contract) -> None:
    definitions: dict[str, Any] = {}
    schemas_alone: dict[str, Any] = {}
    for path, schema in contract.items():
        if path != FILE:
            schemas_alone[path] = {k: part for k, part in schema.items() if k != "$defs"}
            definitions |= schema["$defs"]
    root = folder / RELEASED
    root.mkdir(parents=True, exist_ok=True)
    files = {FILE: contract[FILE], SCHEMAS: {"$defs": definitions, "schemas": schemas_alone}}
    for name, content in files.items():
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        (root / name).write_text(f"{text}\n", encoding="utf-8")


def compare(old: Contract, new: Contract) -> list[Change]:
    """Every change between two contracts, breaking ones first, each once.

    What a schema file shares with the OpenAPI document is told there.
    """
    found = {
        (one.pointer, one.what): one for one in OpenAPIComparison(old[FILE], new[FILE]).changes()
    }
    for path in sorted(old.keys() | new.keys()):
        if path != FILE and old.get(path) != new.get(path):
            for change in _file_changes(path, old.get(path), new.get(path)):
                found.setdefault((change.pointer, change.what), change)
    return sorted(found.values(), key=lambda one: (not one.breaking, one))


def _file_changes(path: str, old: Any, new: Any) -> Iterator[Change]:
    if new is None or old is None:
        what = "the schema was removed" if new is None else "the schema was added"
        yield Change(path, what, breaking=new is None)
        return
    changes = SchemaComparison(old, new, path).changes(old, new, f"{path}#", Direction.SENT)
    for one in changes:
        place = one.pointer.replace(f"{path}#/$defs/", f"{FILE}#/components/schemas/")
        yield Change(place.replace(f"{path}#", _component(path)), one.what, one.breaking)


def _component(path: str) -> str:
    """Where the OpenAPI document has what a schema file has at its root."""
    kind, _, name = path.removeprefix("schemas/").removesuffix(".json").rpartition("/")
    if kind == "events":
        content = ("requestBody", "content", "application/json", "schema")
        return pointer(f"{FILE}#", "webhooks", name, "post", *content)
    if kind == "blocks":
        component = schemas.block_definition_name(name)
    else:
        component = name.split(".")[-1] if kind == "pages" else name.capitalize()
    return pointer(f"{FILE}#", "components", "schemas", component)


def unannounced(changes: list[Change], released: str, folder: Path) -> list[Change]:
    """The breaking changes that the version or the changelog does not admit."""
    breaking = [one for one in changes if one.breaking]
    if _numbers(schemas.VERSION)[0] <= _numbers(released)[0]:
        return breaking
    announced = changelog_section(folder, schemas.VERSION) + changelog_section(folder, UNRELEASED)
    return [one for one in breaking if one.pointer not in announced]


def changelog_section(folder: Path, title: str) -> str:
    """What the contract's changelog says of a version; empty when it has no such heading."""
    text = (folder / CHANGELOG).read_text(encoding="utf-8")
    found = re.search(
        rf"^## \[{re.escape(title)}\].*?$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL
    )
    return found[1] if found else ""


def release(folder: Path, version: str) -> list[Change]:
    """Keep the present contract as the released one; the changes since the last. NotReleasable."""
    if version != schemas.VERSION:
        raise NotReleasable(
            f"The code says {schemas.VERSION}: set VERSION in cms/core/schemas.py to {version} "
            "and run “make contract”."
        )
    if not changelog_section(folder, version).strip():
        raise NotReleasable(f"Write what {version} changes under “## [{version}]” in {CHANGELOG}.")
    present, last = contract_documents(), released_contract(folder)
    changes = compare(last, present) if last else []
    if last:
        _check_number(version, last[FILE]["info"]["version"], changes, folder)
    _write_released(folder, present)
    return changes


def _check_number(version: str, last: str, changes: list[Change], folder: Path) -> None:
    if changes and _numbers(version) <= _numbers(last):
        raise NotReleasable(
            f"{last} is released and this contract differs from it: take a higher version."
        )
    missing = unannounced(changes, last, folder)
    if missing:
        raise NotReleasable("Not announced:\n" + "\n".join(map(str, missing)))


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
