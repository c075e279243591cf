"""A14 to A17. Parameters that want more than the API gives."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.abuse.strangers.crawling import all_pages
from tests.abuse.strangers.stranger import Stranger, problem
from tests.abuse.strangers.world import World


@pytest.mark.parametrize(
    "fields",
    [
        "owner", "latest_revision", "draft_title", "locked_by", "password", "__class__", "*,-title",
        "a(b)", "title,owner", "body__value", "seo.title", "fingerprint", "page_id", "pk", "",
    ],
)  # fmt: skip
def test_a14_no_field_but_those_of_documents(world: World, stranger: Stranger, fields: str) -> None:
    told = problem(stranger.get("pages/", fields=fields), 400, "invalid-parameter")
    assert told["parameter"] == "fields"


def test_a14_all_fields_are_the_document_and_no_more(world: World, stranger: Stranger) -> None:
    listed = next(all_pages(stranger, fields="*"))
    assert listed == stranger.get("resolve/", path=listed["path"]).json()["page"]


@pytest.mark.parametrize(
    "order",
    [
        "owner__password", "-latest_revision", "id;--", "a.b", "%00", "pk", "?", "page", "--path",
        "path,title", "title desc", 'path" DESC; DROP TABLE x; --', "body", "sort", "",
    ],
)  # fmt: skip
def test_a15_the_list_of_orders_is_closed(world: World, stranger: Stranger, order: str) -> None:
    told = problem(stranger.get("pages/", order=order), 400, "invalid-parameter")
    assert told["parameter"] == "order"


@pytest.mark.parametrize(
    "name",
    [
        "where[updated_by][email][$startsWith]", "filter[x][y][]", "type[]", "type__icontains",
        "_q", "owner", "owner__password", "title__regex", "page__owner__email", "id", "pk__in",
        "$where", "__proto__", "type.x", "format", "callback", "_method", "",
    ],
)  # fmt: skip
@pytest.mark.parametrize("address", ["pages/", "search/", "sync/", "site/", "resolve/"])
def test_a16_an_unknown_parameter_is_refused_by_name(
    world: World, stranger: Stranger, address: str, name: str
) -> None:
    needed = {"search/": {"q": "pond"}, "resolve/": {"path": "/"}}.get(address, {})
    told = problem(stranger.get(address, **needed, **{name: "a"}), 400, "unknown-parameter")
    assert told["parameters"] == [name]


def test_a17_too_much_of_anything_is_refused_unasked(world: World, stranger: Stranger) -> None:
    requests: list[tuple[str, dict[str, Any]]] = [
        ("pages/", {"locale": ["en", "nl"]}),
        ("pages/", {"limit": ["1", "1"]}),
        ("resolve/", {"path": ["/", "/linking/"]}),
        ("pages/", {f"x{number}": "1" for number in range(1001)}),
        ("pages/", {f"x{number}": "1" for number in range(20_000)}),
        ("pages/", {"type": ["home.ContentPage"] * 1001}),
        ("pages/", {"tag": ["pond"] * 20_000}),
        ("pages/", {"tag": "x" * 100_000}),
        ("pages/", {"cursor": "x" * 100_000}),
        ("resolve/", {"path": "/" + "x" * 100_000}),
    ]
    for address, query in requests:
        with CaptureQueriesContext(connection) as queries:
            answer = stranger.get(address, **query)
        assert problem(answer, 400)["type"]
        assert len(answer.content) < 2_000
        assert len(queries) == 0
