"""What holds for every address: validators, headers, parameters, problems, portals."""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import Settings

from cms.delivery import views
from cms.delivery.answering import MAX_TAGS, cache_tags, is_known
from cms.delivery.models import Document
from cms.delivery.problems import all_problems
from home.models import ContentPage
from tests.delivery.conftest import API
from tests.factories import add_page, make_portal

Get = Callable[..., Any]

ADDRESSES = [
    "resolve/?path=/",
    "pages/",
    "site/",
    "redirects/",
    "sitemap/",
    "schema/openapi.json",
    "schema/site.json",
    "schema/pages/home.ContentPage.json",
    "schema/blocks/rich_text.json",
]


@pytest.fixture
def addresses() -> list[str]:
    """One address of each kind, of a portal with one page."""
    make_portal()
    return [f"{API}{address}" for address in ADDRESSES]


def test_an_answer_is_json_with_a_strong_etag_and_may_be_cached(
    client: Client, addresses: list[str]
) -> None:
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer["Content-Type"].startswith("application/")
        assert json.loads(answer.content)
        assert answer["ETag"].startswith('"')
        assert answer["Cache-Control"] == (
            "public, max-age=0, s-maxage=60, stale-while-revalidate=600, stale-if-error=604800"
        )


def test_an_answer_is_the_same_whoever_asks(client: Client, addresses: list[str]) -> None:
    for address in addresses:
        plain = client.get(address)
        odd = client.get(
            address,
            headers={
                "Accept-Language": "nl",
                "Cookie": "sessionid=stale",
                "Authorization": "Bearer x",
                "X-Forwarded-Host": "evil.example",
                "X-HTTP-Method-Override": "DELETE",
            },
        )
        assert odd.content == plain.content
        assert odd["ETag"] == plain["ETag"]
        assert odd.get("Vary", "Accept-Encoding") == "Accept-Encoding"
        assert "Set-Cookie" not in odd


def test_who_has_the_answer_is_told_so_without_a_body(client: Client, addresses: list[str]) -> None:
    for address in addresses:
        etag = client.get(address)["ETag"]
        answer = client.get(address, headers={"If-None-Match": f'"other", W/{etag}'})
        assert answer.status_code == 304
        assert answer.content == b""
        assert answer["ETag"] == etag
        assert answer["Cache-Control"].startswith("public")


@pytest.mark.parametrize(
    ("header", "known"),
    [
        ('"a"', True),
        ('W/"a"', True),
        ('"b", "a"', True),
        ("*", True),
        ('"b"', False),
        ("", False),
        ("a", False),
        ('"A"', False),
    ],
)
def test_if_none_match_is_compared_weakly(header: str, known: bool) -> None:
    assert is_known(header, '"a"') is known


def test_head_is_get_without_the_body(client: Client, addresses: list[str]) -> None:
    for address in addresses:
        get, head = client.get(address), client.head(address)
        assert head.status_code == 200
        assert head.content == b""
        assert head["ETag"] == get["ETag"]


def test_options_names_the_methods(client: Client, addresses: list[str]) -> None:
    for address in addresses:
        answer = client.options(address)
        assert answer.status_code == 204
        assert answer["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_api_is_read_only(client: Client, addresses: list[str], method: str) -> None:
    for address in addresses:
        answer = getattr(client, method)(address)
        assert answer.status_code == 405
        assert answer["Allow"] == "GET, HEAD, OPTIONS"
        assert problem_name(answer) == "method-not-allowed"


def test_who_does_not_accept_json_gets_nothing_else(client: Client, addresses: list[str]) -> None:
    for address in addresses:
        answer = client.get(address, headers={"Accept": "text/html"})
        assert answer.status_code == 406
        assert problem_name(answer) == "not-acceptable"


def test_a_parameter_that_an_address_does_not_have_is_named(
    client: Client, addresses: list[str]
) -> None:
    for address in addresses:
        separator = "&" if "?" in address else "?"
        answer = client.get(f"{address}{separator}locale__icontains=n&_q=1")
        assert answer.status_code == 400
        assert problem_name(answer) == "unknown-parameter"
        assert answer.json()["parameters"] == ["locale__icontains", "_q"]


def problem_name(answer: Any) -> str:
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == answer.status_code
    assert problem["title"]
    assert problem["detail"]
    name: str = problem["type"].rstrip("/").rpartition("/")[2]
    return name


# Parameters


UNUSABLE = [
    ("resolve/", "path"),
    ("resolve/?path=/a/&path=/b/", "path"),
    ("site/?locale=nl&locale=fr", "locale"),
    ("pages/?limit=0", "limit"),
    ("pages/?limit=101", "limit"),
    ("pages/?limit=١", "limit"),
    ("pages/?limit=-1", "limit"),
    ("pages/?order=owner__password", "order"),
    ("pages/?order=-latest_revision", "order"),
    ("pages/?order=%00", "order"),
    ("pages/?parent=1", "parent"),
    ("pages/?descendant_of=home", "descendant_of"),
    ("pages/?fields=owner", "fields"),
    ("pages/?fields=__class__", "fields"),
    ("pages/?fields=*,-title", "fields"),
    ("pages/?fields=", "fields"),
    ("pages/?tag=" + "a" * 3000, "tag"),
]


def test_a_value_that_cannot_be_used_is_refused_by_name(client: Client) -> None:
    make_portal()
    for address, parameter in UNUSABLE:
        answer = client.get(f"{API}{address}")
        assert (address, answer.status_code) == (address, 400)
        assert problem_name(answer) == "invalid-parameter"
        assert answer.json()["parameter"] == parameter


def test_an_unknown_language_is_answered_with_the_known_ones(get: Get) -> None:
    make_portal("nl", "fr")
    for address in ("site/", "pages/", f"pages/{uuid4()}/", "gbif/config/"):
        answer = get(address, locale="xx")
        assert answer.status_code == 400
        assert problem_name(answer) == "unknown-locale"
        assert answer.json()["languages"] == ["en", "fr", "nl"]


# Problems


def test_an_address_that_does_not_exist_is_a_problem(client: Client) -> None:
    make_portal()
    for address in ("", "nothing/", "pages/12/", "pages/home/", "resolve", "a/" * 99):
        answer = client.get(f"{API}{address}")
        assert answer.status_code == 404
        assert problem_name(answer) == "unknown-address"


def test_every_type_of_problem_has_a_page_that_explains_it(client: Client) -> None:
    for name, problem in all_problems().items():
        assert problem.type() == f"http://testserver{API}problems/{name}/"
        page = client.get(f"{API}problems/{name}/")
        assert page.status_code == 200
        assert problem.title in page.content.decode()
    assert client.get(f"{API}problems/nothing/").status_code == 404


def test_a_failure_of_ours_tells_nothing_about_us(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_portal()

    def fail(*args: object) -> None:
        raise RuntimeError("SELECT password FROM auth_user")

    monkeypatch.setattr(views, "resolve", fail)
    client.raise_request_exception = False
    answer = client.get(f"{API}resolve/?path=/elsewhere/")
    assert answer.status_code == 500
    assert problem_name(answer) == "internal-error"
    assert b"password" not in answer.content
    assert answer["Cache-Control"] == "no-store"


# Portals


def test_the_host_or_the_site_parameter_picks_the_portal(client: Client, get: Get) -> None:
    first = make_portal()
    second = make_portal(hostname="portal.example")
    add_page(first.site.root_page, ContentPage, title="First", slug="page")
    add_page(second.site.root_page, ContentPage, title="Second", slug="page")
    by_host = get("resolve/", headers={"Host": "portal.example"}, path="/page/")
    by_name = get("resolve/", path="/page/", site="portal.example")
    by_default = get("resolve/", path="/page/")
    assert by_host.json()["page"]["title"] == by_name.json()["page"]["title"] == "Second"
    assert by_default.json()["page"]["title"] == "First"


def test_an_unknown_portal_is_a_problem(get: Get) -> None:
    make_portal()
    answer = get("site/", site="nobody.example")
    assert answer.status_code == 404
    assert problem_name(answer) == "unknown-site"


def test_a_page_of_one_portal_is_unknown_to_another(get: Get) -> None:
    first = make_portal()
    make_portal(hostname="portal.example")
    page = add_page(first.site.root_page, ContentPage, slug="page")
    answer = get(f"pages/{page.translation_key}/", site="portal.example")
    assert answer.status_code == 404
    assert problem_name(answer) == "unknown-key"


# Cache tags


def test_cache_tags_name_documents_in_both_headers(get: Get) -> None:
    portal = make_portal()
    page = add_page(portal.site.root_page, ContentPage, slug="page")
    answer = get("resolve/", path="/page/")
    tags = [f"site:{portal.site.pk}", f"{page.translation_key}:en"]
    assert answer["Cache-Tag"] == ",".join(tags)
    assert answer["Surrogate-Key"] == " ".join(tags)


def test_no_more_cache_tags_than_every_cache_takes() -> None:
    portal = make_portal()
    short = cache_tags(portal.site, (f"t{number}" for number in range(100)))
    assert len(short) == MAX_TAGS
    long = cache_tags(portal.site, (f"{uuid4()}:nl" for _ in range(100)))
    assert len(",".join(long)) <= 1000


def test_the_language_of_the_content_is_named(get: Get) -> None:
    make_portal("nl")
    assert get("resolve/", path="/nl/")["Content-Language"] == "nl"
    assert get("site/", locale="nl")["Content-Language"] == "nl"


# One page, one frame


def test_a_page_by_its_key_is_its_document(get: Get) -> None:
    portal = make_portal("nl")
    page = add_page(portal.site.root_page, ContentPage, slug="page")
    answer = get(f"pages/{page.translation_key}/", locale="en")
    stored = Document.objects.get(path="/page/")
    assert answer.content == bytes(stored.body)
    assert answer["ETag"] == f'"{stored.etag}"'


def test_a_language_without_the_page_is_served_another_and_told_so(get: Get) -> None:
    portal = make_portal("nl")
    page = add_page(portal.site.root_page, ContentPage, slug="page")
    served = get(f"pages/{page.translation_key}/", locale="nl").json()
    assert served["locale"]["requested"] == "nl"
    assert served["locale"]["served"] == "en"
    assert served["translation"]["state"] == "fallback"
    assert served["path"] == "/page/"


def test_a_draft_is_served_in_no_language(get: Get) -> None:
    portal = make_portal("nl")
    page = ContentPage(title="Plans", slug="plans", live=False, locale=portal.source_locale)
    portal.site.root_page.add_child(instance=page)
    for locale in ("en", "nl"):
        answer = get(f"pages/{page.translation_key}/", locale=locale)
        assert answer.status_code == 404


def test_the_frame_is_served_in_the_source_language_unless_another_is_asked_for(
    get: Get,
) -> None:
    make_portal("nl")
    assert get("site/").json()["locale"]["requested"] == "en"
    assert get("site/", locale="nl").json()["locale"]["requested"] == "nl"


def test_a_failure_is_raised_when_debugging(
    client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEBUG = True
    make_portal()
    monkeypatch.setattr(views, "resolve", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        client.get(f"{API}resolve/?path=/elsewhere/")
