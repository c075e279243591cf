"""What CDNs are told, by real HTTP to a server of this machine that also says no."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from cms.core.portals import Portal
from cms.delivery.models import Document, Feed, Tombstone
from cms.delivery.purging.following import MAX_CHANGES, purge_due
from cms.delivery.purging.models import Purger, QueuedPurge
from cms.delivery.work import work_once
from home.models import ContentPage
from tests.delivery.editing import again, publish
from tests.factories import add_page, make_portal

Get = Callable[..., Any]


@dataclass
class Asked:
    method: str
    path: str
    headers: dict[str, str]
    body: Any


@dataclass
class Cache:
    """A cache that writes down what it is asked, and answers as it was told to."""

    url: str = ""
    asked: list[Asked] = field(default_factory=list)
    answers: list[tuple[int, dict[str, str], bytes]] = field(default_factory=list)

    def will_answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers.append((status, named, body))

    def tags(self) -> list[str]:
        """All that it was asked to drop, in order."""
        return [tag for one in self.asked for tag in tags_of(one)]


def tags_of(asked: Asked) -> list[str]:
    if asked.body:
        return list(asked.body.get("tags") or asked.body["surrogate_keys"])
    return asked.headers["Cache-Tags"].split(",")


@contextmanager
def running() -> Iterator[Cache]:
    cache = Cache()

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            cache.asked.append(Asked(self.command, self.path, dict(self.headers.items()), body))
            given = cache.answers.pop(0) if cache.answers else (200, {}, b'{"success": true}')
            self.send_response(given[0])
            for name, value in given[1].items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(given[2])))
            self.end_headers()
            self.wfile.write(given[2])

        do_PURGE = do_BAN = do_POST = answer  # noqa: N815

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    cache.url = f"http://127.0.0.1:{server.server_port}"
    yield cache
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def cache() -> Iterator[Cache]:
    with running() as running_cache:
        yield running_cache


BACKENDS = "cms.delivery.purging.backends"


@pytest.fixture
def portal(cache: Cache, settings: Any) -> Portal:
    """A portal whose changes Varnish has followed so far."""
    portal = make_portal()
    settings.WAGTAILFRONTENDCACHE = varnish(cache)
    purge_due()
    cache.asked.clear()
    return portal


def varnish(cache: Cache) -> dict[str, Any]:
    return {"varnish": {"BACKEND": f"{BACKENDS}.HTTPBackend", "LOCATION": cache.url}}


def wait_is_over() -> None:
    Purger.objects.update(not_before=timezone.now() - timedelta(seconds=1))


def test_a_new_cache_drops_all_of_each_portal_once(cache: Cache, settings: Any) -> None:
    portal = make_portal()
    settings.WAGTAILFRONTENDCACHE = varnish(cache)
    assert work_once() > 0
    assert cache.tags() == [f"site:{portal.site.pk}"]
    work_once()
    assert len(cache.asked) == 1


def test_what_changed_is_dropped_by_the_tags_that_answers_carry(
    get: Get, portal: Portal, cache: Cache
) -> None:
    page = add_page(portal.site.root_page, ContentPage, slug="page")
    purge_due()
    shown = get("resolve/", path="/page/")["Cache-Tag"].split(",")
    listed = get("pages/")["Cache-Tag"].split(",")
    cache.asked.clear()
    publish(page, title="Other")
    purge_due()
    assert set(shown) & set(cache.tags())
    assert set(listed) & set(cache.tags())
    assert f"site:{portal.site.pk}" not in cache.tags()
    [asked] = cache.asked
    assert (asked.method, asked.path) == ("PURGE", "/")
    assert asked.headers["xkey-purge"] == " ".join(cache.tags())


def test_what_was_withdrawn_is_dropped(get: Get, portal: Portal, cache: Cache) -> None:
    page = add_page(portal.site.root_page, ContentPage, slug="page")
    purge_due()
    shown = get("resolve/", path="/page/")["Cache-Tag"].split(",")
    cache.asked.clear()
    page.unpublish()
    purge_due()
    assert set(shown) & set(cache.tags()) == {f"{page.translation_key}:en"}


def test_a_page_that_nobody_changed_is_not_dropped(portal: Portal, cache: Cache) -> None:
    one = add_page(portal.site.root_page, ContentPage, slug="one")
    two = add_page(portal.site.root_page, ContentPage, slug="two")
    purge_due()
    cache.asked.clear()
    publish(one, title="Other")
    purge_due()
    assert f"{one.translation_key}:en" in cache.tags()
    assert f"{two.translation_key}:en" not in cache.tags()


def test_an_editors_redirect_drops_redirects(get: Get, portal: Portal, cache: Cache) -> None:
    redirect = Redirect.add_redirect("/old", "https://elsewhere.example/", site=portal.site)
    purge_due()
    assert get("resolve/", path="/old/")["Cache-Tag"].split(",")[1] in cache.tags()
    assert QueuedPurge.objects.count() == 0
    cache.asked.clear()
    redirect.delete()
    Redirect.add_redirect("/any", "https://elsewhere.example/")
    purge_due()
    assert cache.tags() == [f"redirects:{portal.site.pk}"]


@pytest.mark.parametrize("status", [400, 403, 429, 500, 503, 301])
def test_a_cache_that_says_no_is_asked_again_and_misses_nothing(
    portal: Portal, cache: Cache, status: int
) -> None:
    page = add_page(portal.site.root_page, ContentPage, slug="page")
    cache.will_answer(status, Location="http://127.0.0.1:1/")
    assert purge_due() == 0
    refused = cache.tags()
    assert f"{page.translation_key}:en" in refused
    later = add_page(portal.site.root_page, ContentPage, slug="later")
    assert purge_due() == 0  # not yet
    assert len(cache.asked) == 1
    purger = Purger.objects.get()
    assert (purger.failures, str(status) in purger.error) == (1, True)
    wait_is_over()
    assert purge_due() > 0
    dropped = tags_of(cache.asked[1])
    assert set(refused) < set(dropped)
    assert dropped.index(refused[0]) < dropped.index(f"{later.translation_key}:en")
    assert Purger.objects.get().failures == 0


def test_a_cache_that_is_away_misses_nothing(portal: Portal, cache: Cache, settings: Any) -> None:
    away = {**varnish(cache)["varnish"], "LOCATION": "http://127.0.0.1:1/"}
    settings.WAGTAILFRONTENDCACHE = {"varnish": away}
    page = add_page(portal.site.root_page, ContentPage, slug="page")
    assert purge_due() == 0
    settings.WAGTAILFRONTENDCACHE = varnish(cache)
    wait_is_over()
    purge_due()
    assert f"{page.translation_key}:en" in cache.tags()


def test_waiting_grows_and_the_caches_own_wish_is_heeded(portal: Portal, cache: Cache) -> None:
    add_page(portal.site.root_page, ContentPage, slug="page")
    waits = []
    for retry_after in ("soon", "", "Fri, 31 Dec 1999 23:59:59 GMT", "120"):
        cache.will_answer(503, Retry_After=retry_after)
        before = timezone.now()
        purge_due()
        until = Purger.objects.get().not_before
        assert until is not None
        waits.append((until - before).total_seconds())
        wait_is_over()
    assert waits[0] < waits[1] < waits[2] < 30
    assert 119 < waits[3] < 130


def test_one_cache_that_fails_does_not_hold_another_up(
    portal: Portal, cache: Cache, settings: Any
) -> None:
    away = {**varnish(cache)["varnish"], "LOCATION": "http://127.0.0.1:1/"}
    settings.WAGTAILFRONTENDCACHE = {"away": away, **varnish(cache)}
    page = add_page(portal.site.root_page, ContentPage, slug="page")
    purge_due()
    assert f"{page.translation_key}:en" in cache.tags()


def test_a_worker_that_was_killed_while_asking_is_followed_by_another(
    portal: Portal, cache: Cache
) -> None:
    page = add_page(portal.site.root_page, ContentPage, slug="page")
    Purger.objects.update(leased_until=timezone.now() + timedelta(minutes=5))
    assert purge_due() == 0
    assert cache.asked == []
    Purger.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    purge_due()
    assert f"{page.translation_key}:en" in cache.tags()


def test_very_many_changes_drop_the_portal_as_a_whole(portal: Portal, cache: Cache) -> None:
    home = Document.objects.pages().get()
    with_numbers = range(Feed.now().sequence + 1, Feed.now().sequence + MAX_CHANGES + 2)
    Feed.objects.update(sequence=with_numbers[-1])
    Tombstone.objects.bulk_create(
        Tombstone(
            site=portal.site, type=home.type, key=home.key, locale="en", path=f"/{number}/",
            sequence=number,
        )
        for number in with_numbers
    )  # fmt: skip
    purge_due()
    assert cache.tags() == [f"site:{portal.site.pk}"]


def test_a_new_epoch_of_the_feed_drops_everything(portal: Portal, cache: Cache) -> None:
    Feed.now().start_anew()
    purge_due()
    assert cache.tags() == [f"site:{portal.site.pk}"]


def test_requests_hold_no_more_tags_than_a_cache_takes(portal: Portal, cache: Cache) -> None:
    parent = add_page(portal.site.root_page, ContentPage, slug="parent")
    for number in range(55):
        add_page(parent, ContentPage, slug=f"p{number}")
    purge_due()
    assert len(cache.tags()) > 55
    assert max(len(tags_of(one)) for one in cache.asked) == 50
    assert all(len(one.headers["Cache-Tags"]) < 4000 for one in cache.asked)


def test_cloudflare_is_told_through_its_api(portal: Portal, cache: Cache, settings: Any) -> None:
    settings.WAGTAILFRONTENDCACHE = {
        "cloudflare": {
            "BACKEND": f"{BACKENDS}.CloudflareBackend", "ZONEID": "zone", "BEARER_TOKEN": "t0ken",
            "API": f"{cache.url}/client/v4",
        }
    }  # fmt: skip
    cache.will_answer(200, b'{"success": false, "errors": [{"message": "no"}]}')
    purge_due()
    assert "no" in Purger.objects.get(name="cloudflare").error
    wait_is_over()
    cache.will_answer(200, b"<html>")
    purge_due()
    wait_is_over()
    assert purge_due() == 1
    asked = cache.asked[-1]
    assert (asked.method, asked.path) == ("POST", "/client/v4/zones/zone/purge_cache")
    assert asked.headers["Authorization"] == "Bearer t0ken"
    assert asked.body == {"tags": [f"site:{portal.site.pk}"]}


def test_fastly_is_told_through_its_api(portal: Portal, cache: Cache, settings: Any) -> None:
    settings.WAGTAILFRONTENDCACHE = {
        "fastly": {
            "BACKEND": f"{BACKENDS}.FastlyBackend", "SERVICE_ID": "service", "TOKEN": "t0ken",
            "API": cache.url,
        }
    }  # fmt: skip
    assert purge_due() == 1
    [asked] = cache.asked
    assert (asked.method, asked.path) == ("POST", "/service/service/purge")
    assert asked.headers["Fastly-Key"] == "t0ken"
    assert asked.headers["Fastly-Soft-Purge"] == "1"
    assert asked.body == {"surrogate_keys": [f"site:{portal.site.pk}"]}


def test_nothing_is_kept_where_no_cache_is_configured(portal: Portal, settings: Any) -> None:
    settings.WAGTAILFRONTENDCACHE = {}
    Redirect.add_redirect("/old", "https://elsewhere.example/")
    assert QueuedPurge.objects.count() == 0
    with CaptureQueriesContext(connection) as queries:
        purge_due()
    assert len(queries) == 1


def test_wagtails_own_caches_may_stand_beside_ours(
    portal: Portal, cache: Cache, settings: Any
) -> None:
    own = "wagtail.contrib.frontend_cache.backends.HTTPBackend"
    settings.WAGTAILFRONTENDCACHE = {
        "urls": {"BACKEND": own, "LOCATION": "http://127.0.0.1:1/"}, **varnish(cache),
    }  # fmt: skip
    add_page(portal.site.root_page, ContentPage, slug="page")
    assert purge_due() > 0
    assert set(Purger.objects.values_list("name", flat=True)) == {"varnish"}


def test_answers_carry_tags_that_every_cdn_takes(get: Get, portal: Portal) -> None:
    for number in range(60):
        add_page(portal.site.root_page, ContentPage, slug=f"p{number}")
    answer = get("pages/", limit=100)
    tags = answer["Cache-Tag"].split(",")
    assert tags[:2] == [f"site:{portal.site.pk}", f"pages:{portal.site.pk}"]
    assert len(tags) <= 50
    assert len(answer["Cache-Tag"]) <= 1000
    assert answer["Cache-Tag"] == answer["Cache-Tag"].lower()
    assert answer["Surrogate-Key"].split(" ") == tags
    assert again(portal.site.root_page).live
