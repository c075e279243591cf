"""The invariant that every test of delivery leaves behind, and ways to ask the API."""

import json
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from jsonschema_rs import Draft202012Validator

from cms.delivery.checking import check_documents
from cms.delivery.drift import drifted_pages
from cms.delivery.models import Document
from cms.delivery.openapi import json_schemas

API = "/api/delivery/v1/"


@pytest.fixture(autouse=True)
def documents_equal_a_rebuild(db: None) -> Iterator[None]:
    """After any action of any test the stored documents equal a rebuild, byte for byte, and say
    what their schemas say."""
    yield
    assert check_documents().differences == []
    assert drifted_pages() == set()
    for document in Document.objects.all():
        schema_of(document.type).validate(document.content)


@cache
def schema_of(document_type: str) -> Draft202012Validator:
    """Judges documents of a type by the schema that the API publishes."""
    kind = "site" if document_type == "site" else "pages"
    return Draft202012Validator(json_schemas(kind)[document_type])


@pytest.fixture
def get(client: Client) -> Callable[..., HttpResponse]:
    """GET of an address below the API's root; parameters by keyword."""

    def ask(address: str, headers: dict[str, str] | None = None, **query: Any) -> Any:
        return client.get(f"{API}{address}", query, headers=headers)

    return ask


@pytest.fixture
def document() -> Callable[..., dict[str, Any]]:
    """The stored document at a path, as a reader gets it; KeyError when there is none."""

    def read(path: str) -> dict[str, Any]:
        stored = Document.objects.filter(path=path).first()
        if stored is None:
            raise KeyError(path)
        content: dict[str, Any] = json.loads(bytes(stored.body))
        return content

    return read
