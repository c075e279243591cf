"""The invariant that every test of delivery leaves behind, and ways to ask the API."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from cms.delivery.checking import check_documents
from cms.delivery.drift import drifted_pages
from cms.delivery.models import Document

API = "/api/delivery/v1/"


@pytest.fixture(autouse=True)
def documents_equal_a_rebuild(db: None) -> Iterator[None]:
    """After any action of any test the stored documents equal a rebuild, byte for byte."""
    yield
    assert check_documents().differences == []
    assert drifted_pages() == set()


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
