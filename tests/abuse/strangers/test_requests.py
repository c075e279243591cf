"""A21 to A25. Requests that are not what browsers and builds send."""

from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from django.core import mail
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.models import (
    Page,
)

from cms.core.image_urls import image_url
from tests.abuse.strangers.crawling import PUBLIC
from tests.abuse.strangers.stranger import API, PROBLEM, Stranger, problem
from tests.abuse.strangers.world import World


def test_a21_no_address_takes_a_number_of_the_database(world: World, stranger: Stranger) -> None:
    converters = {
        name: type(converter).__name__
        for pattern in api_patterns()
        for name, converter in pattern.pattern.converters.items()
    }
    assert "IntConverter" not in converters.values()
    image = world.images["public"]
    name = Path(world.files["private"].file.name).name
    for number in range(1, 40):
        unsigned = f"/images/{number}/00000000-0000000000000000/320.webp"
        assert stranger.get(unsigned).status_code == 404
        for guess in ("", "report.pdf"):
            assert stranger.get(f"/documents/{number}/{guess}").status_code == 404
        assert stranger.get(f"pages/{number}/").status_code == 404
    assert image_url(image, 320, "webp").split("/")[-2] not in ("", name)
    keys = Page.objects.values_list("translation_key", flat=True)
    assert {UUID(str(key)).version for key in keys if key} == {4}


@pytest.mark.parametrize("address", PUBLIC)
def test_a22_other_methods_have_the_rights_of_get(
    world: World, stranger: Stranger, address: str
) -> None:
    url = f"{API}{address}"
    got = stranger.get(url)
    head = stranger.ask("HEAD", url)
    assert (head.status_code, head.content) == (got.status_code, b"")
    assert {k: v for k, v in head.items() if k != "Content-Length"} == {
        k: v for k, v in got.items() if k != "Content-Length"
    }
    assert stranger.ask("OPTIONS", url).status_code == 204
    for method in ("POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "FOO"):
        answer = stranger.ask(method, url)
        problem(answer, 405, "method-not-allowed")
        assert answer["Allow"] == "GET, HEAD, OPTIONS"
    problem(stranger.get(url, {"Accept": "text/html"}), 406, "not-acceptable")
    for headers in (
        {"Range": "bytes=0-3"},
        {"Accept-Encoding": "br;q=0"},
        {"Accept-Encoding": "br;q=0, gzip;q=0, *;q=0"},
        {"X-HTTP-Method-Override": "DELETE"},
        {"X-HTTP-Method": "PUT"},
    ):
        answer = stranger.get(url, headers)
        assert (answer.status_code, answer.content) == (got.status_code, got.content)
        assert "Content-Encoding" not in answer


def test_a23_no_header_moves_an_answer_to_another_host(world: World, stranger: Stranger) -> None:
    evil = "evil.example"
    for address in PUBLIC:
        url = f"{API}{address}"
        got = stranger.get(url)
        for headers in (
            {"X-Forwarded-Host": evil},
            {"X-Host": evil},
            {"Forwarded": f"host={evil};proto=https"},
            {"X-Original-URL": "/admin/"},
            {"X-Rewrite-URL": "/admin/"},
            {"X-Forwarded-Server": evil},
            {"Referer": f"https://{evil}/"},
            {"Origin": f"https://{evil}"},
        ):
            answer = stranger.get(url, headers)
            assert (answer.status_code, answer.content) == (got.status_code, got.content)
            assert evil not in str(answer.headers)
        problem(stranger.get(url, {"Host": evil}), 400, "bad-request")
    for host in ("test\tserver", "evil.example:80@testserver", "testserver:80:80", "x" * 5000):
        problem(stranger.get(f"{API}pages/", {"Host": host}), 400, "bad-request")


def test_a23_no_header_gets_into_a_mail(world: World, stranger: Stranger) -> None:
    address = world.home.owner.email
    forged = {"X-Forwarded-Host": "evil.example", "Origin": "https://evil.example"}
    stranger.client.post("/admin/password_reset/", {"email": address}, headers=forged)
    [message] = mail.outbox
    assert "evil.example" not in str(message.message())
    refused = stranger.client.post(
        "/admin/password_reset/", {"email": address}, headers={"Host": "evil.example"}
    )
    assert refused.status_code == 400
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("address", PUBLIC)
def test_a24_no_header_gets_into_the_cache(world: World, stranger: Stranger, address: str) -> None:
    url = f"{API}{address}"
    got = stranger.get(url)
    assert got.get("Vary", "Accept-Encoding") == "Accept-Encoding"
    for headers in (
        {"Authorization": f"Bearer {world.token}"},
        {"Cookie": "sessionid=abc; csrftoken=def"},
        {"Accept-Language": "nl, fr;q=0.5"},
        {"X-Forwarded-Proto": "https"},
        {"X-Forwarded-For": "10.0.0.1"},
        {"X-Unknown": "1"},
        {"User-Agent": "curl"},
    ):
        answer = stranger.get(url, headers)
        assert (answer.status_code, answer.content) == (got.status_code, got.content)
        assert dict(answer.items()) == dict(got.items())
        assert not answer.cookies


@pytest.mark.parametrize(
    ("address", "part"), [("resolve/", "stored_page"), ("pages/", "list_pages")]
)
def test_a25_what_went_wrong_inside_stays_inside(
    world: World, stranger: Stranger, monkeypatch: pytest.MonkeyPatch, address: str, part: str
) -> None:
    def fail(*arguments: object) -> None:
        raise RuntimeError("SELECT password FROM auth_user; /srv/portal")

    assert settings.DEBUG is False
    monkeypatch.setattr(f"cms.delivery.views.{part}", fail)
    query = {"path": "/"} if address == "resolve/" else {}
    told = problem(stranger.get(address, **query), 500, "internal-error")
    assert set(told) == {"type", "title", "status", "detail", "request_id"}
    # The log names the same request, for whoever runs the service.
    assert told["request_id"] in stranger.log.text
    for inside in ("SELECT", "/srv", "Traceback", "RuntimeError", "settings", "cms.delivery"):
        assert inside not in str(told)


@pytest.mark.parametrize(
    "query", ["path=%ff%fe", "path=%c3%28", "path=/%ed%a0%80/", "%ff=1", "path=%00", "&&=&", "path"]
)
def test_a25_broken_encoding_is_a_problem(world: World, stranger: Stranger, query: str) -> None:
    answer = stranger.client.generic("GET", f"{API}resolve/", QUERY_STRING=query)
    assert answer.status_code in (400, 404)
    assert answer["Content-Type"] == PROBLEM


def test_a25_a_broken_body_is_not_read(world: World, stranger: Stranger) -> None:
    for body, kind in ((b"{bad", "application/json"), (b"\xff", "text/plain"), (b"a=1", "x")):
        answer = stranger.client.generic("GET", f"{API}pages/", body, content_type=kind)
        assert answer.status_code == 200
        refused = stranger.client.generic("POST", f"{API}pages/", body, content_type=kind)
        problem(refused, 405, "method-not-allowed")


def api_patterns() -> list[URLPattern]:
    """Every address of the delivery API."""

    def below(resolver: URLResolver) -> list[URLPattern]:
        found = []
        for one in resolver.url_patterns:
            found += below(one) if isinstance(one, URLResolver) else [one]
        return found

    [ours] = [
        one
        for one in get_resolver().url_patterns
        if isinstance(one, URLResolver) and str(one.pattern) == API.lstrip("/")
    ]
    return below(ours)
