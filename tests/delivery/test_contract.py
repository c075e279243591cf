"""The contract: OpenAPI, JSON Schemas, and that what is served keeps to them."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from jsonschema_rs import meta
from openapi_spec_validator import OpenAPIV31SpecValidator

from cms.core.schemas import VERSION, block_schemas, page_schemas
from cms.delivery.contract import contract_files, stale_files, write_contract
from cms.delivery.openapi import openapi_document
from cms.delivery.problems import all_problems
from scripts import ROOT

Get = Callable[..., Any]
UNCACHED = {
    "fetch_translations",
    "list_translations",
    "preview",
    "preview_userbar",
    "report_build",
    "return_translations",
}


def test_the_openapi_document_is_valid() -> None:
    OpenAPIV31SpecValidator(openapi_document()).validate()


def test_redocly_finds_no_error_in_the_openapi_document(tmp_path: Path) -> None:
    document = tmp_path / "openapi.json"
    document.write_text(json.dumps(openapi_document()))
    redocly = ROOT / "frontend_contract/node_modules/@redocly/cli/bin/cli.js"
    result = subprocess.run(
        ["node", redocly, "lint", document, "--config", ROOT / "redocly.yaml", "--format=json"],
        env={
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "REDOCLY_TELEMETRY": "off",
            "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true",
        },
        cwd=tmp_path,
        text=True,
        capture_output=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert json.loads(result.stdout)["totals"]["errors"] == 0


def test_every_operation_has_a_name_for_sdks_and_documents_its_problems() -> None:
    operations = {
        operation["operationId"]: operation
        for methods in openapi_document()["paths"].values()
        for operation in methods.values()
    }
    assert sorted(operations) == [
        "block_schema",
        "event_schema",
        "fetch_translations",
        "gbif_config",
        "list_translations",
        "openapi",
        "page",
        "page_schema",
        "pages",
        "preview",
        "preview_userbar",
        "redirects",
        "report_build",
        "resolve",
        "return_translations",
        "search",
        "site",
        "site_schema",
        "sitemap",
        "snapshot",
        "sync",
    ]
    for name, operation in operations.items():
        # Nobody keeps a draft, work or the answer to a report, so nobody asks whether it changed.
        validated = set() if name in UNCACHED else {"304"}
        assert {"200", "400", "405", "406", "500"} | validated <= operation["responses"].keys()
        for status, response in operation["responses"].items():
            if int(status) >= 400:
                assert list(response["content"]) == ["application/problem+json"]
    assert "410" in operations["resolve"]["responses"]


def test_pages_and_blocks_are_told_apart_by_their_type() -> None:
    components = openapi_document()["components"]["schemas"]
    for union, types in (("Page", page_schemas()), ("Block", block_schemas())):
        discriminator = components[union]["discriminator"]
        assert discriminator["propertyName"] == "type"
        assert discriminator["mapping"].keys() == types.keys()
        for name, reference in discriminator["mapping"].items():
            component = components[reference.rpartition("/")[2]]
            assert component["properties"]["type"] == {"const": name}


def test_every_problem_is_a_component() -> None:
    components = openapi_document()["components"]["schemas"]
    for problem in all_problems().values():
        assert components[problem.__name__]["description"] == problem.meaning()


@pytest.mark.parametrize(("kind", "types"), [("pages", page_schemas), ("blocks", block_schemas)])
def test_each_type_has_a_schema_that_stands_alone(
    get: Get, kind: str, types: Callable[[], dict[str, Any]]
) -> None:
    for name in types():
        answer = get(f"schema/{kind}/{name}.json")
        assert answer["Content-Type"] == "application/schema+json"
        schema = answer.json()
        meta.validate(schema)
        assert schema["$id"] == f"urn:gbif-portal-cms:schema:{kind}/{name}:{VERSION}"
        assert set(references(schema)) <= {f"#/$defs/{one}" for one in schema["$defs"]}
    assert get(f"schema/{kind}/nothing.json").status_code == 404


def references(schema: Any) -> list[str]:
    if isinstance(schema, dict):
        own = [schema["$ref"]] if "$ref" in schema else []
        return own + [ref for part in schema.values() for ref in references(part)]
    if isinstance(schema, list):
        return [ref for part in schema for ref in references(part)]
    return []


def test_the_contract_is_written_once_and_then_up_to_date(tmp_path: Path) -> None:
    assert sorted(write_contract(tmp_path)) == sorted(contract_files())
    assert write_contract(tmp_path) == []
    superfluous = tmp_path / "schemas/blocks/carousel.json"
    superfluous.write_text("{}")
    (tmp_path / "openapi.json").write_text("{}")
    assert stale_files(tmp_path) == ["openapi.json", "schemas/blocks/carousel.json"]
    with pytest.raises(CommandError, match="carousel"):
        call_command("contract", "--check", "--output", str(tmp_path), stdout=StringIO())
    call_command("contract", "--output", str(tmp_path), stdout=StringIO())
    assert not superfluous.exists()
    out = StringIO()
    call_command("contract", "--check", "--output", str(tmp_path), stdout=out)
    assert "what the code says" in out.getvalue()
