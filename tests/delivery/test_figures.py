"""Figures of GBIF while GBIF misbehaves: pages answer, editors save and publish, and it recovers.

Time is told by what is asked of the server and of the clock that the client sleeps by, never by how
long a test takes.
"""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.delivery.checking import check_documents
from cms.delivery.figures import refresh_figures, shown_by
from cms.delivery.models import Document
from cms.delivery.work import work_once
from gbif_blocks import refreshing
from gbif_blocks.budget import Budget
from gbif_blocks.client import Client
from gbif_blocks.models import Snapshot
from gbif_blocks.signals import snapshot_changed
from home.models import ContentPage
from tests.factories import add_page, block, items, make_portal
from tests.gbif_server import GbifServer
from tests.gbif_server.fixtures import gbif_server, running_gbif_server

__all__ = ["gbif_server", "running_gbif_server"]

Get = Callable[..., Any]
# Each way in which GBIF fails, and what it is told besides.
FAILURES: dict[str, dict[str, Any]] = {
    "rate_limit": {"retry_after": 120},
    "unavailable": {},
    "garbage": {},
    "html": {},
    "silence": {},
    "drip": {"seconds": 1},
    "cut": {},
}


def number(**parameters: str) -> dict[str, Any]:
    rows = items(*({"name": name, "value": value} for name, value in parameters.items()))
    return block(
        "gbif_number",
        catalogue="occurrence",
        parameters=rows,
        within_scope=False,
        label="",
        prefix="",
        suffix="",
    )


@pytest.fixture(autouse=True)
def documents_equal_a_rebuild(db: None, gbif_server: GbifServer) -> Iterator[None]:
    """As in the other tests of this room, but while GBIF's address is still the same."""
    yield
    assert check_documents().differences == []


@pytest.fixture
def page(gbif_server: GbifServer) -> ContentPage:
    """A published page that shows one figure; the server has made up its data."""
    Client().get("/v1/occurrence/search")
    gbif_server.behave()
    Budget.objects.all().delete()
    portal = make_portal()
    found: ContentPage = add_page(
        portal.site.root_page, ContentPage, title="Foxes", slug="foxes", body=[number(year="2020")]
    )
    return found


@pytest.fixture
def impatient(gbif_server: GbifServer, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A quarter of a second for each call while GBIF fails; gives the deadlines that were set."""
    set_: list[float] = []

    def client(**options: Any) -> Client:
        made = Client(**options)
        set_.append(made.deadline)
        if gbif_server.temper.bad:
            made.deadline = 0.25
        return made

    monkeypatch.setattr(refreshing, "Client", client)
    return set_


def due_again() -> None:
    """Let the time pass until everything may be asked again."""
    cache.clear()
    past = timezone.now() - timedelta(minutes=1)
    Snapshot.objects.exclude(due_at=None).update(due_at=past)
    Budget.objects.update(not_before=past)
    Budget.objects.exclude(open_until=None).update(open_until=past)


def value(get: Get, path: str = "/foxes/") -> dict[str, Any]:
    answer = get("resolve/", path=path)
    assert answer.status_code == 200
    shown: dict[str, Any] = answer.json()["page"]["body"][0]["value"]
    return shown


@pytest.mark.parametrize("mode", FAILURES)
def test_whatever_gbif_does_the_page_answers_and_the_figure_recovers(
    gbif_server: GbifServer, page: ContentPage, get: Get, impatient: list[float], mode: str
) -> None:
    assert value(get)["snapshot"]["state"] == "unverified"
    refresh_figures()
    known = value(get)
    assert known["snapshot"]["state"] == "fresh"
    due_again()
    gbif_server.behave()
    gbif_server.misbehave(mode, **FAILURES[mode])
    refresh_figures()
    assert 1 <= len(gbif_server.requests) <= 2, "asked once, and once more at most"
    stale = value(get)
    assert stale["snapshot"]["state"] == "stale"
    assert stale["snapshot"]["error"]
    assert stale["value"] == known["value"] > 0
    assert stale["snapshot"]["taken_at"] == known["snapshot"]["taken_at"]
    due_again()
    gbif_server.behave()
    refresh_figures()
    recovered = value(get)
    assert (recovered["snapshot"]["state"], recovered["snapshot"]["error"]) == ("fresh", None)
    assert all(deadline <= 10 for deadline in impatient), "a worker is not held for longer"


@pytest.mark.parametrize("mode", FAILURES)
def test_whatever_gbif_does_an_editor_saves_and_publishes_without_asking_it(
    gbif_server: GbifServer, page: ContentPage, get: Get, admin_client: Browser, mode: str
) -> None:
    gbif_server.misbehave(mode, **FAILURES[mode])
    page.title = "Foxes and more"
    edited: Any = page
    edited.body = json.dumps([number(year="2021")])
    edited.save_revision(clean=True).publish()
    assert value(get)["snapshot"]["state"] == "unverified"
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = admin_client.get(address)
    assert form.status_code == 200
    data = nested_form_data(
        {
            "title": "Foxes and hounds",
            "slug": "foxes",
            "hero_kind": "none",
            "hero_height": "normal",
            "hero_ctas": streamfield([]),
            "body": streamfield([]),
            "comments": inline_formset([]),
            "action-publish": "1",
        }
    )
    saved = admin_client.post(address, data)
    assert saved.status_code == 302, saved.context["form"].errors
    assert Document.objects.get(path="/foxes/").content["title"] == "Foxes and hounds"
    assert gbif_server.requests == []


def test_what_gbif_refuses_is_failed_and_not_asked_again_until_it_is_told_to(
    gbif_server: GbifServer, page: ContentPage, get: Get
) -> None:
    gbif_server.misbehave("refuse", text="Cannot parse 2020 into a known year")
    refresh_figures()
    shown = value(get)["snapshot"]
    assert (shown["state"], shown["error"]) == ("failed", "Cannot parse 2020 into a known year")
    gbif_server.behave()
    refresh_figures()
    assert gbif_server.requests == []


def test_what_nobody_could_ask_in_time_is_told_as_stale(
    gbif_server: GbifServer, page: ContentPage, get: Get
) -> None:
    refresh_figures()
    due_again()
    late = timezone.now() - timedelta(hours=2)
    Snapshot.objects.update(due_at=late)
    Budget.objects.update(not_before=timezone.now() + timedelta(hours=1))
    gbif_server.behave()
    refresh_figures()
    assert gbif_server.requests == []
    assert value(get)["snapshot"]["state"] == "stale"
    assert Snapshot.objects.get().due_at == late, "its turn comes first"


def test_requests_stay_within_the_budget_and_leave_a_part_to_editors(
    gbif_server: GbifServer, page: ContentPage, settings: Settings
) -> None:
    settings.GBIF_REQUESTS_PER_DAY = 10
    for year in range(2001, 2013):
        add_page(page, ContentPage, slug=f"y{year}", body=[number(year=str(year))])
    for _minute in range(5):
        refresh_figures()
        due_again()
    assert len(gbif_server.requests) == 8
    assert Snapshot.objects.filter(state="unverified").count() == 13 - 8
    assert Client().get("/v1/enumeration/country")
    assert len(gbif_server.requests) == 9


def test_a_dead_gbif_is_asked_ever_less(
    gbif_server: GbifServer, page: ContentPage, impatient: list[float]
) -> None:
    for year in range(2001, 2013):
        add_page(page, ContentPage, slug=f"y{year}", body=[number(year=str(year))])
    gbif_server.misbehave("error_json")
    for _minute in range(30):
        refresh_figures()
        Snapshot.objects.exclude(due_at=None).update(due_at=timezone.now())
    assert len(gbif_server.requests) == 5, "the circuit opens after five failures"


def test_the_worker_refreshes_figures_as_a_chore(
    gbif_server: GbifServer, page: ContentPage, get: Get
) -> None:
    work_once(with_chores=True)
    assert value(get)["snapshot"]["state"] == "fresh"


def test_a_figure_that_did_not_change_leaves_the_document_as_it_is(
    gbif_server: GbifServer, page: ContentPage
) -> None:
    refresh_figures()
    document = Document.objects.get(path="/foxes/")
    due_again()
    refresh_figures()
    assert Document.objects.get(path="/foxes/").sequence == document.sequence


def test_what_most_documents_show_is_asked_first(
    gbif_server: GbifServer, page: ContentPage
) -> None:
    for copy in range(3):
        add_page(page, ContentPage, slug=f"copy{copy}", body=[number(year="1999")])
    assert sorted(shown_by().values()) == [1, 3]
    refreshing.refresh_due(at_once=1)
    due_again()
    refresh_figures()
    gbif_server.behave()
    due_again()
    refresh_figures()
    asked = [request.parameters["year"] for request in gbif_server.requests]
    assert asked == [["1999"], ["2020"]]


def test_a_figure_that_no_document_shows_rests_until_one_does(
    gbif_server: GbifServer, page: ContentPage
) -> None:
    refresh_figures()
    page.unpublish()
    due_again()
    refresh_figures()
    asked = len(gbif_server.requests)
    snapshot = Snapshot.objects.get()
    assert (snapshot.shown_by, snapshot.due_at, asked) == (0, None, 2)
    cache.clear()
    page.save_revision().publish()
    refresh_figures()
    assert len(gbif_server.requests) == 3
    assert Snapshot.objects.get().due_at is not None


@pytest.fixture
def announced() -> Iterator[list[Snapshot]]:
    """The snapshots that were announced as changed."""
    seen: list[Snapshot] = []

    def remember(snapshot: Snapshot, **_kwargs: Any) -> None:
        seen.append(snapshot)

    snapshot_changed.connect(remember)
    yield seen
    snapshot_changed.disconnect(remember)


def test_a_thousand_blocks_with_two_hundred_queries_refresh_in_two_hundred_requests(
    gbif_server: GbifServer, page: ContentPage, announced: list[Snapshot]
) -> None:
    blocks = [number(elevation=f"{n // 5},*") for n in range(1000)]
    for start in range(0, 1000, 250):
        add_page(page, ContentPage, slug=f"many{start}", body=blocks[start : start + 250])
    minutes = 0
    while Snapshot.objects.filter(state="unverified").exists():
        refresh_figures()
        minutes += 1
    by_figure = [request for request in gbif_server.requests if "elevation" in request.parameters]
    assert len(by_figure) == 200
    assert len({str(request.parameters) for request in by_figure}) == 200
    assert minutes >= 10, "spread over time"
    assert len(announced) == 201
    bodies = [
        shown["value"]["snapshot"]["state"]
        for document in Document.objects.filter(path__startswith="/foxes/many")
        for shown in document.content["body"]
    ]
    assert bodies == ["fresh"] * 1000
