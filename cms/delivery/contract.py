"""The contract with frontends as files: the OpenAPI document and the JSON Schemas."""

import json
from pathlib import Path
from typing import Any

from cms.delivery.openapi import json_schemas, openapi_document


def contract_documents() -> dict[str, Any]:
    """The JSON of each file, by its path below the folder of the contract."""
    files: dict[str, Any] = {"openapi.json": openapi_document()}
    for kind in ("pages", "blocks", "events", "site"):
        for name, schema in json_schemas(kind).items():
            folder = "schemas" if kind == "site" else f"schemas/{kind}"
            files[f"{folder}/{name}.json"] = schema
    return files


def contract_files() -> dict[str, str]:
    """The text of each file, by its path below the folder of the contract."""
    return {
        path: json.dumps(content, ensure_ascii=False, indent=2) + "\n"
        for path, content in contract_documents().items()
    }


def stale_files(folder: Path) -> list[str]:
    """The files that are missing, different or superfluous in the folder."""
    wanted = contract_files()
    stale = [
        path
        for path, text in wanted.items()
        if not (folder / path).is_file() or (folder / path).read_text(encoding="utf-8") != text
    ]
    return sorted(stale + _superfluous(folder, wanted))


def write_contract(folder: Path) -> list[str]:
    """Write what is stale and remove what is superfluous; the paths of both."""
    wanted = contract_files()
    stale = stale_files(folder)
    for path in stale:
        file = folder / path
        if path in wanted:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(wanted[path], encoding="utf-8")
        else:
            file.unlink()
    return stale


def _superfluous(folder: Path, wanted: dict[str, str]) -> list[str]:
    present = (file.relative_to(folder).as_posix() for file in folder.glob("schemas/**/*.json"))
    return [path for path in present if path not in wanted]
