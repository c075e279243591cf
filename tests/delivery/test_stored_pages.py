"""The answer of `resolve/` as it is stored: its codings, its validators, its one query."""

import gzip
from collections.abc import Callable
from typing import Any

import brotli
import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cms.core.portals import Portal
from cms.delivery import views
from cms.delivery.codings import best_coding
from cms.delivery.models import Document
from home.models import ContentPage
from tests.factories import add_page, default_portal, make_portal

Get = Callable[..., Any]
PATH = "/mission/"
DECODED = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}


@pytest.fixture(scope="module")
def _made(lasting: None) -> None:
    add_page(make_portal().site.root_page, ContentPage, title="Mission", slug="mission")


@pytest.fixture
def portal(_made: None, db: None) -> Portal:
    return default_portal()


@pytest.fixture
def resolve(get: Get, portal: Portal) -> Get:
    def ask(accept_encoding: str = "", if_none_match: str = "", **query: str) -> Any:
        given = {"accept-encoding": accept_encoding, "if-none-match": if_none_match}
        headers = {name: value for name, value in given.items() if value}
        return get("resolve/", headers=headers, path=PATH, **query)

    return ask


# What is sent


@pytest.mark.parametrize("coding", ["br", "gzip", ""])
def test_every_coding_says_the_same_and_says_which_it_is(resolve: Get, coding: str) -> None:
    answer = resolve(accept_encoding=coding)
    assert answer.status_code == 200
    assert answer.get("Content-Encoding", "") == coding
    assert answer["Content-Length"] == str(len(answer.content))
    assert DECODED[coding](answer.content) == resolve().content


@pytest.mark.parametrize(
    ("accept_encoding", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("GZIP", "gzip"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("br;q=0, gzip;q=0.001", "gzip"),
        ("*", "br"),
        ("*;q=0.5, br;q=0", "gzip"),
        ("identity, br;q=0.5", ""),
        ("identity", ""),
        ("deflate, zstd", ""),
        ("br;q=0", ""),
        ("br;q=many", ""),
        ("", ""),
        (";;,,=", ""),
        ("x" * 100_000, ""),
    ],
)
def test_the_reader_gets_the_coding_it_wants_most(accept_encoding: str, coding: str) -> None:
    assert best_coding(accept_encoding) == coding


def test_head_says_what_get_says_without_the_body(client: Client, portal: Portal) -> None:
    address = f"/api/delivery/v1/resolve/?path={PATH}"
    asked = {"accept-encoding": "br"}
    read, headed = client.get(address, headers=asked), client.head(address, headers=asked)
    assert headed.content == b""
    assert dict(headed.headers) == dict(read.headers)


# Validators


def test_each_coding_has_a_validator_of_its_own(resolve: Get) -> None:
    etags = [resolve(accept_encoding=coding)["ETag"] for coding in ("br", "gzip", "")]
    assert len(set(etags)) == 3
    assert all(etag.startswith('"') and etag.endswith('"') for etag in etags)


@pytest.mark.parametrize("got_as", ["br", "gzip", ""])
@pytest.mark.parametrize("asked_as", ["br", "gzip", ""])
def test_a_reader_that_has_it_in_any_coding_is_told_so(
    resolve: Get, got_as: str, asked_as: str
) -> None:
    etag = resolve(accept_encoding=got_as)["ETag"]
    for known in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        answer = resolve(accept_encoding=asked_as, if_none_match=known)
        assert answer.status_code == 304, known
        assert answer.content == b""
        assert answer["ETag"] == resolve(accept_encoding=asked_as)["ETag"]


@pytest.mark.parametrize("known", ['"other"', 'W/"other-br"', '"a", "b"', "nonsense", '""'])
def test_a_reader_that_has_something_else_gets_the_page(resolve: Get, known: str) -> None:
    assert resolve(if_none_match=known).status_code == 200


@pytest.mark.parametrize("accept_encoding", ["br", ""])
def test_caches_keep_codings_apart(resolve: Get, accept_encoding: str) -> None:
    whole = resolve(accept_encoding=accept_encoding)
    unchanged = resolve(accept_encoding=accept_encoding, if_none_match=whole["ETag"])
    assert unchanged.status_code == 304
    for name in ("Vary", "ETag", "Cache-Control", "Cache-Tag"):
        assert unchanged[name] == whole[name]
    assert whole["Vary"] == "Accept-Encoding"
    assert "Content-Encoding" not in unchanged


@pytest.mark.parametrize("address", [f"resolve/?path={PATH}", "site/", "pages/"])
def test_unchanged_says_nothing_of_what_is_not_sent(
    client: Client, portal: Portal, address: str
) -> None:
    """RFC 9110, section 15.4.5; a length of 0 would be a wrong one (8.6). What a script may read it
    needs to be told, since it can have asked itself (Fetch)."""
    address = f"/api/delivery/v1/{address}"
    unchanged = client.get(address, headers={"if-none-match": client.get(address)["ETag"]})
    assert unchanged.status_code == 304
    content = ("Content-Length", "Content-Type", "Content-Language", "Content-Encoding")
    assert not set(content) & set(unchanged.headers)
    assert not {"Content-Security-Policy", "X-Frame-Options"} & set(unchanged.headers)
    assert unchanged["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in unchanged["Access-Control-Expose-Headers"]


def test_the_long_columns_are_the_last() -> None:
    """SQLite would read all of them to get at what stands behind; new columns go to the end."""
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, Document._meta.db_table)
    assert [column.name for column in columns[-4:]] == ["brotli", "body", "gzip", "text"]


# One query, and which portal it finds


@pytest.mark.parametrize("coding", ["br", "gzip", ""])
def test_a_page_and_its_304_cost_one_query_each(
    resolve: Get, coding: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        etag = resolve(accept_encoding=coding)["ETag"]
    with django_assert_num_queries(1):
        assert resolve(accept_encoding=coding, if_none_match=etag).status_code == 304


def test_the_body_is_not_read_for_a_304(
    resolve: Get, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    etag = resolve(accept_encoding="br")["ETag"]
    with django_assert_num_queries(1) as captured:
        resolve(accept_encoding="br", if_none_match=etag)
    [query] = captured.captured_queries
    assert f"'{etag[1:-4]}' THEN NULL" in query["sql"]


def test_the_host_picks_the_portal_or_the_parameter_does(client: Client, portal: Portal) -> None:
    other = make_portal(hostname="portal.example")
    add_page(other.site.root_page, ContentPage, title="Another mission", slug="mission")

    def title(host: str, **query: str) -> str:
        address = "/api/delivery/v1/resolve/"
        answer = client.get(address, {"path": PATH, **query}, headers={"host": host})
        found: str = answer.json()["page"]["title"]
        return found

    assert title("localhost") == "Mission"
    assert title("portal.example") == "Another mission"
    assert title("portal.example:8000") == "Another mission"
    assert title("testserver") == "Mission"  # names none: the default portal
    assert title("localhost", site="portal.example") == "Another mission"


def test_portals_of_one_name_are_told_apart_by_their_ports(get: Get, portal: Portal) -> None:
    for port in (8001, 8002):
        other = make_portal(hostname="portal.example")
        add_page(other.site.root_page, ContentPage, title=f"At {port}", slug="mission")
        other.site.port = port
        other.site.save()
    for port in (8001, 8002):
        answer = get("resolve/", path=PATH, site=f"portal.example:{port}")
        assert answer.json()["page"]["title"] == f"At {port}"


def test_a_portal_is_not_answered_with_another_ones_page(get: Get, portal: Portal) -> None:
    make_portal(hostname="portal.example")
    assert get("resolve/", path=PATH, site="portal.example").status_code == 404
    assert get("resolve/", path=PATH, site="nowhere.example").status_code == 404


@pytest.mark.parametrize("port", ["99999999999999999999", "0", "²"])
def test_any_port_may_be_named(get: Get, portal: Portal, port: str) -> None:
    assert get("resolve/", path=PATH, site=f"localhost:{port}").status_code in (200, 404)


# What is not stored goes the long way


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("*/*", 200),
        ("application/json", 200),
        ("text/html, application/*;q=0.5", 200),
        ("text/html,application/xhtml+xml,*/*;q=0.8", 200),
        ("text/html", 406),
        ("application/json-seq", 406),
    ],
)
def test_only_who_takes_json_is_answered(
    get: Get, portal: Portal, accept: str, status: int
) -> None:
    assert get("resolve/", headers={"accept": accept}, path=PATH).status_code == status


def test_a_mistake_is_a_problem_though_the_page_exists(resolve: Get) -> None:
    answer = resolve(pth="x")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["parameters"] == ["pth"]


def test_a_failure_is_a_problem_too(
    client: Client, portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError("SELECT password FROM auth_user")

    monkeypatch.setattr(views, "stored_page", fail)
    client.raise_request_exception = False
    answer = client.get(f"/api/delivery/v1/resolve/?path={PATH}")
    assert answer.status_code == 500
    assert answer["Content-Type"] == "application/problem+json"
    assert b"password" not in answer.content
