"""G1 to G5. Requests that want to cost more than they should."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from home.models import ContentPage
from tests.abuse.strangers.crawling import all_changes, all_pages
from tests.abuse.strangers.stranger import Stranger, problem
from tests.abuse.strangers.world import SECOND_HOST, World
from tests.factories import add_page

LISTS: tuple[tuple[str, dict[str, str]], ...] = (
    ("pages/", {}),
    ("sync/", {}),
    ("search/", {"q": "page"}),
)


def queries(stranger: Stranger, address: str, **query: Any) -> int:
    with CaptureQueriesContext(connection) as captured:
        stranger.get(address, **query)
    return len(captured)


@pytest.mark.parametrize(
    "limit", ["0", "-1", "1e9", "NaN", "٣", "1.5", "", " 1", "+1", "0x1", "9" * 99]
)
@pytest.mark.parametrize(("address", "needed"), LISTS)
def test_g01_a_limit_is_a_small_whole_number(
    world: World, stranger: Stranger, address: str, needed: dict[str, str], limit: str
) -> None:
    told = problem(stranger.get(address, limit=limit, **needed), 400, "invalid-parameter")
    assert told["parameter"] == "limit"


@pytest.mark.parametrize(("address", "needed"), LISTS[:2])
def test_g01_the_end_of_a_list_costs_what_its_beginning_costs(
    world: World, stranger: Stranger, address: str, needed: dict[str, str]
) -> None:
    for number in range(8):
        add_page(world.home, ContentPage, title=f"Page {number}", slug=f"page-{number}")
    costs = []
    query: dict[str, Any] = {**needed, "limit": 2}
    while True:
        with CaptureQueriesContext(connection) as captured:
            answer = stranger.get(address, **query).json()
        costs.append(len(captured))
        if answer["next_cursor"] is None or answer.get("has_more") is False:
            break
        query["cursor"] = answer["next_cursor"]
    assert len(costs) > 5
    assert len(set(costs[1:])) == 1
    assert costs[0] <= costs[1]


@pytest.mark.parametrize(
    "q",
    [
        "x" * 10_000, "%" * 1000, '"', '"unbalanced', "a* " * 500, "NEAR(a b, 3)", "^a", "title:a",
        "a AND", "OR", "NOT a", "a NEAR b", "{title} : a", "-a", "a:*", "a & | !", "' OR 1=1 --",
        "\\", "()", "((((", "*", "a\u0300" * 400, "🐸", "\u202e\u2066a", "'::tsquery", "<->",
        "a " * 1000, "pg_sleep(5)", " ", "\u00a0", "\ufeff",
    ],
)  # fmt: skip
def test_g02_no_search_fails(world: World, stranger: Stranger, q: str) -> None:
    answer = stranger.get("search/", q=q)
    if answer.status_code != 200:
        problem(answer, 400)


def test_g02_no_two_of_many_searches_cost_differently(world: World, stranger: Stranger) -> None:
    costs = {queries(stranger, "search/", q=f"word{number}") for number in range(100)}
    assert len(costs) == 1


@pytest.mark.parametrize(
    "path",
    [
        "/" + "x" * 10_000, "/\x00", "/%00", "/%ff", "/..;/", "/" + "a/" * 1000,
        "/../../etc/passwd", "/.%2e/admin/", "//evil.example/", "/\\evil.example/",
        "/a\r\nSet-Cookie: x", "", "linking", "?", "/?x=" + "y" * 2500, "/\ud7ff/", "/\u202e/",
        "/linking/#" + "x" * 3000, "/%252e%252e/",
        "/news/\uff0e\uff0e/", "javascript:alert(1)", "http://testserver/linking/",
    ],
)  # fmt: skip
def test_g03_no_path_fails(world: World, stranger: Stranger, path: str) -> None:
    answer = stranger.get("resolve/", path=path)
    assert answer.status_code in (400, 404)
    problem(answer, answer.status_code)


@pytest.mark.parametrize(
    "address",
    [
        "pages/%00/", "pages/../site/", "pages//", "schema/blocks/%ff.json", "schema/../../x.json",
        f"schema/pages/{'x' * 5000}.json", "gbif/snapshots/1/", "problems/%2e%2e/", "problems/x/",
        "nothing", "resolve", "SITE/", "site/.json", "preview/x/", f"preview/{'x' * 5000}/",
    ],
)  # fmt: skip
def test_g03_no_address_fails(world: World, stranger: Stranger, address: str) -> None:
    problem(stranger.get(address), 404)


def test_g05_a_mistake_costs_no_query_and_may_be_kept(world: World, stranger: Stranger) -> None:
    for address, query in (
        ("pages/", {"x": "1"}),
        ("resolve/", {"path": "/", "x": "2"}),
        ("resolve/", {"path": "nothing"}),
        ("resolve/", {}),
        ("site/", {"utm_source": "mail"}),
        ("sitemap/", {"v": "3"}),
        ("schema/openapi.json", {"v": "4"}),
        ("search/", {"q": "pond", "fbclid": "5"}),
        ("pages/", {"limit": "1000000"}),
        ("pages/", {"order": "owner"}),
    ):
        with CaptureQueriesContext(connection) as captured:
            answer = stranger.get(address, **query)
        problem(answer, 400)
        assert len(captured) == 0, (address, query)
        assert answer["Cache-Control"] == "public, max-age=0, s-maxage=10"


def test_g05_no_combination_of_site_and_language_adds_to_the_cost(
    world: World, stranger: Stranger
) -> None:
    for site in ("nothing.example", "testserver", "localhost:1", "[::1]", "a" * 300, "..", ""):
        for locale in ("xx", "EN", "zh-hans", "%", "e" * 300):
            answer = stranger.get("site/", site=site, locale=locale)
            assert answer.status_code in (400, 404)
            problem(answer, answer.status_code)
    limit = queries(stranger, "site/", site=SECOND_HOST, locale="xx")
    assert limit <= 3


def test_the_lists_end(world: World, stranger: Stranger) -> None:
    assert len(list(all_pages(stranger))) == len({page["path"] for page in all_pages(stranger)})
    assert len(list(all_changes(stranger))) > len(list(all_pages(stranger)))
