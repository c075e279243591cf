"""A reader without any right, who is told nothing secret: every answer is searched for secrets."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client
from django.utils.http import urlencode

from tests.abuse.strangers.world import CANARY

API = "/api/delivery/v1/"
PROBLEM = "application/problem+json"


class Stranger:
    """Asks the service; fails the test when an answer or a log line holds a secret."""

    def __init__(self, log: pytest.LogCaptureFixture) -> None:
        self.client = Client(raise_request_exception=False)
        self.log = log

    def get(self, address: str, headers: Any = None, **query: Any) -> Any:
        """GET of an address of the service, or below the API's root; parameters by keyword."""
        return self.ask("GET", address, headers, **query)

    def ask(self, method: str, address: str, headers: Any = None, **query: Any) -> Any:
        if not address.startswith("/"):
            address = API + address
        self.log.clear()
        response = self.client.generic(
            method, address, QUERY_STRING=_encoded(query), headers=headers
        )
        sent = [address, *map(str, (headers or {}).values())]
        for value in query.values():
            sent += map(str, value) if isinstance(value, list) else [str(value)]
        assert_no_secret(response, self.log.text, sent)
        return response


def assert_no_secret(response: Any, log: str, sent: list[str]) -> None:
    """No secret in body, headers or log, but for what the request itself contained."""
    body = response.getvalue() if response.streaming else response.content
    shown = "\n".join(
        [body.decode("utf-8", "replace"), *(f"{k}: {v}" for k, v in response.items()), log]
    )
    for own in sorted({part for one in sent for part in (one, unquote(one))}, key=len)[::-1]:
        shown = shown.replace(own, "")
    at = shown.lower().find(CANARY)
    assert at < 0, f"{sent} tells …{shown[max(0, at - 150) : at + 150]}…"


def problem(response: Any, status: int, name: str | None = None) -> dict[str, Any]:
    """The problem document that an answer must be."""
    assert response.status_code == status, response.content[:300]
    assert response["Content-Type"] == PROBLEM
    content: dict[str, Any] = response.json()
    assert content["status"] == status
    if name is not None:
        assert content["type"].endswith(f"/problems/{name}/"), content
    return content


def _encoded(query: Mapping[str, Any]) -> str:
    return urlencode(query, doseq=True)
