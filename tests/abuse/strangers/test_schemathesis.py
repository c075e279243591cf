"""The API as its OpenAPI document describes it, asked with all that the document allows and more.

Schemathesis makes requests that fit the description and requests that do not; a third of the former
name what really exists, so that whole answers are compared with their schemas.
"""

import random
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from cms.delivery.models import Document
from cms.delivery.openapi import openapi_document
from tests.abuse.strangers.world import CANARY, SECOND_HOST, World

SEED = 20261121
EXAMPLES = 25
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
]


@pytest.fixture
def in_one_transaction() -> Iterator[None]:
    """Keep the connection, and with it the world, between requests, as Django's client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


described = schemathesis.openapi.from_dict(openapi_document())
described.app = get_wsgi_application()
described.config.seed = SEED


@described.parametrize()
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_no_request_gets_an_answer_that_is_not_described(
    case: Any,
    world: World,
    in_one_transaction: None,
) -> None:
    if case.meta.generation.mode.is_positive:
        name_what_exists(case)
    # What is compressed is not compared with schemas here.
    response = case.call(headers={"Accept-Encoding": "identity"})
    case.validate_response(response, checks=CHECKS)
    sent = f"{case.path_parameters} {case.query} {case.headers}".lower()
    if CANARY not in sent:
        assert CANARY not in response.text.lower()


def name_what_exists(case: Any) -> None:
    """Put paths, keys, languages and portals of the world into a third of the requests."""
    chance = random.Random(f"{SEED} {case.path_parameters} {case.query}")
    if chance.randrange(3):
        return
    document = chance.choice(list(Document.objects.pages().only("key", "path", "locale")))
    real = {
        "path": document.path, "locale": document.locale, "key": str(document.key),
        "parent": str(document.key), "site": SECOND_HOST, "q": "page", "type": "home.ContentPage",
    }  # fmt: skip
    for place in (case.query, case.path_parameters):
        for name in place or {}:
            if name in real and isinstance(place[name], str):
                place[name] = real[name]
            elif name in real and isinstance(place[name], list):
                place[name] = [real[name]]
            elif name == "cursor":
                place[name] = ""
