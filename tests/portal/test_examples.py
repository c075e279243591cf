"""The golden documents are what the API answers, and what every frontend can be built on."""

import json
from typing import Any

import pytest
from jsonschema_rs import Draft202012Validator

from cms.demo.examples import CMS, FRONTEND, GBIF, examples, stale
from scripts import ROOT
from scripts.portal import API_PATH
from tests.portal.conftest import LOCALES, PAGE_TYPES, House, Portal, _get

pytestmark = [pytest.mark.portal, pytest.mark.timeout(600)]

CONTRACT = ROOT / "frontend_contract"
EXAMPLES = CONTRACT / "examples"


def test_the_api_answers_them(house: House, portal: Portal) -> None:
    """After a change of the demo, of a block or of the tests' GBIF: `make examples`."""
    hosts = {portal.cms_url: CMS, portal.url: FRONTEND, portal.gbif.url: GBIF}
    sites = [_get(f"{house.url}{API_PATH}site/?locale={locale}") for locale in LOCALES]
    pages = [page for documents in portal.documents.values() for page in documents]
    assert stale(EXAMPLES, examples(pages, sites, hosts)) == []


def golden(folder: str) -> dict[str, Any]:
    return {
        file.stem: json.loads(file.read_text())
        for file in sorted((EXAMPLES / folder).glob("*.json"))
    }


@pytest.mark.parametrize("folder", ["pages", "blocks"])
def test_each_type_has_one_that_keeps_to_its_schema(folder: str) -> None:
    schemas = {file.stem: file for file in (CONTRACT / "schemas" / folder).glob("*.json")}
    documents = golden(folder)
    assert documents.keys() == schemas.keys()
    for name, document in documents.items():
        assert document["type"] == name
        Draft202012Validator(json.loads(schemas[name].read_text())).validate(document)
    if folder == "pages":
        assert documents.keys() == set(PAGE_TYPES)


def test_the_site_has_one_in_each_language_that_keeps_to_its_schema() -> None:
    schema = Draft202012Validator(json.loads((CONTRACT / "schemas/site.json").read_text()))
    sites = golden("site")
    assert sites.keys() == set(LOCALES)
    for site in sites.values():
        schema.validate(site)
