"""One change that concerns hundreds of documents: what is made at once, and what waits.

Case G9 of the list of abuse. Each test also ends with the invariant of `conftest.py`.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks import TaskResultStatus, task_backends
from wagtail.models import Page, PageViewRestriction

from cms.delivery import finished
from cms.delivery.changes import changes
from cms.delivery.checking import check_documents
from cms.delivery.models import Document, PendingPage, Tombstone
from cms.delivery.updating import make_pending
from cms.delivery.work import do_work, work_once
from cms.delivery.work_backend import LeftToTheWorker
from home.models import ContentPage
from tests.delivery.editing import again, linking_to, publish
from tests.delivery.reader import Reader
from tests.factories import make_portal

Get = Callable[..., Any]

MANY = 300
SEVERAL = 60
LIMIT = 20


@pytest.fixture
def target(settings: Any, request: pytest.FixtureRequest) -> ContentPage:
    """A page to which others below `/linking/` link: SEVERAL, or as many as the test says."""
    home = make_portal().site.root_page.specific
    settings.DELIVERY_INLINE_DOCUMENTS = 1000
    with changes():
        target = add(home, "target")
        parent = add(home, "linking")
        body = ContentPage._meta.get_field("body").to_python([linking_to(target)])
        for number in range(getattr(request, "param", SEVERAL)):
            add(parent, f"page-{number}", body=body)
    settings.DELIVERY_INLINE_DOCUMENTS = LIMIT
    assert not PendingPage.objects.exists()
    page: ContentPage = again(target)
    return page


def add(parent: Page, slug: str, **fields: Any) -> ContentPage:
    """A live page without revisions, as hundreds are made quickly."""
    page = ContentPage(title="Old", slug=slug, locale=parent.locale, **fields)
    parent.add_child(instance=page)
    return page


def paths_that_link(title_or_path: str) -> int:
    return sum(title_or_path.encode() in one.json for one in Document.objects.pages())


@pytest.mark.parametrize("target", [MANY], indirect=True)
def test_a_page_that_hundreds_link_to_is_published_at_once_and_they_follow(
    target: ContentPage, get: Get
) -> None:
    reader = Reader(get)
    reader.read()
    publish(target, slug="moved")
    assert get("resolve/", path="/moved/").json()["page"]["path"] == "/moved/"
    assert PendingPage.objects.count() == MANY + 1 - LIMIT
    result = check_documents()
    assert result.defects == []
    assert len(result.differences) == MANY + 1 - LIMIT
    # Readers see each document as it was or as it will be.
    reader.read()
    assert reader.holds_what_is_public()
    assert paths_that_link('"/target/"') == MANY + 1 - LIMIT
    assert work_once() > 0
    assert not PendingPage.objects.exists()
    assert check_documents().differences == []
    reader.read()
    assert reader.holds_what_is_public()
    assert paths_that_link('"/target/"') == 0


def test_publishing_twice_queues_each_page_once(target: ContentPage) -> None:
    publish(target, slug="moved")
    publish(target, slug="moved-again")
    assert PendingPage.objects.count() <= SEVERAL + 1
    work_once()
    assert check_documents().differences == []
    assert paths_that_link('"/moved-again/"') == SEVERAL + 1


def test_work_and_queries_of_the_transaction_do_not_grow_with_what_depends_on_it(
    target: ContentPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    finish = finished.finish_page

    def finish_page(page: Any, portal: Any) -> Any:
        made.append(page.slug)
        return finish(page, portal)

    monkeypatch.setattr(finished, "finish_page", finish_page)

    def publish_and_count(slug: str) -> int:
        made.clear()
        with CaptureQueriesContext(connection) as queries:
            publish(target, slug=slug)
        assert len(made) == LIMIT
        work_once()
        return len(queries)

    publish_and_count("once")
    before = publish_and_count("before")
    with changes():
        body = again(target).body.stream_block.to_python([linking_to(target)])
        for number in range(SEVERAL):
            add(Page.objects.get(slug="linking"), f"another-{number}", body=body)
    work_once()
    assert publish_and_count("after") <= before + 10


def test_who_is_killed_in_the_middle_of_the_queue_leaves_the_rest(
    target: ContentPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cms.delivery import updating

    monkeypatch.setattr(updating, "QUEUED_AT_ONCE", 10)
    publish(target, slug="moved")
    before = PendingPage.objects.count()
    assert make_pending() == 10
    assert PendingPage.objects.count() == before - 10
    assert check_documents().defects == []
    work_once()


@pytest.mark.parametrize("target", [MANY], indirect=True)
def test_a_branch_of_hundreds_that_becomes_private_is_withdrawn_at_once(
    target: ContentPage, get: Get
) -> None:
    reader = Reader(get)
    reader.read()
    parent = Page.objects.get(slug="linking")
    PageViewRestriction.objects.create(page=parent, restriction_type="login")
    assert Tombstone.objects.count() == MANY + 1
    assert not Document.objects.filter(path__startswith="/linking/").exists()
    assert get("resolve/", path="/linking/page-7/").status_code == 410
    reader.read()
    assert reader.holds_what_is_public()
    work_once()


def test_waking_the_worker_leaves_nothing_in_memory() -> None:
    """A service runs for months, and wakes the worker at each change of a page."""
    backend = task_backends["work"]
    assert isinstance(backend, LeftToTheWorker)
    assert do_work.enqueue().status == TaskResultStatus.READY
    assert backend.results == []
