"""Several editors and readers at once: nothing is lost, skipped or half done.

Real connections, each in a thread of its own, on SQLite and on PostgreSQL.
"""

import random
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from typing import Any, TypeVar

import pytest
from django.contrib.auth import get_user_model
from django.db import OperationalError, connection, transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from cms.core.portals import Portal
from cms.delivery.changes import changes
from cms.delivery.models import Document, Feed, Tombstone
from home.models import ContentPage
from tests.delivery.conftest import API, documents_equal_a_rebuild
from tests.delivery.editing import again, linking_to, publish
from tests.delivery.reader import Reader
from tests.factories import add_page, make_portal

__all__ = ["documents_equal_a_rebuild"]

T = TypeVar("T")

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
only_on_postgresql = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="SQLite has one writer at a time."
)
SECONDS = 120


@contextmanager
def threads(count: int) -> Iterator[Callable[..., Future[Any]]]:
    """Runs functions beside each other, each with a connection of its own."""

    def closing(function: Callable[..., T], *args: Any) -> T:
        try:
            return function(*args)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as executor:
        yield lambda function, *args: executor.submit(closing, function, *args)


class Gate:
    """A place in a transaction where one thread waits for another."""

    def __init__(self) -> None:
        self._reached, self._opened = threading.Event(), threading.Event()

    def stop_here(self) -> None:
        self._reached.set()
        assert self._opened.wait(SECONDS)

    def wait_until_reached(self) -> None:
        assert self._reached.wait(SECONDS)

    def open(self) -> None:
        self._opened.set()


def a_reader() -> Reader:
    client = Client()
    return Reader(lambda address, **query: client.get(f"{API}{address}", query))


def add_pages(portal: Portal, count: int) -> list[ContentPage]:
    with changes():
        return [
            add_page(portal.site.root_page, ContentPage, title="Old page", slug=f"page-{number}")
            for number in range(count)
        ]


def assert_feed_is_gapless() -> None:
    """Each number up to the last is of one document or tombstone, or was of one replaced since."""
    numbers = [
        number
        for model in (Document, Tombstone)
        for number in model.objects.values_list("sequence", flat=True)
    ]
    assert len(numbers) == len(set(numbers))
    assert max(numbers) == Feed.now().sequence


@pytest.mark.parametrize("transaction_of", [changes, transaction.atomic])
def test_a_change_that_commits_late_is_not_skipped(
    transaction_of: Callable[[], AbstractContextManager[None]],
) -> None:
    """Stopped before its documents are made and numbered, and after that."""
    first, second = add_pages(make_portal(), 2)
    reader, gate = a_reader(), Gate()
    reader.read()

    def begin_early_and_commit_late() -> None:
        with transaction_of():
            publish(first, title="Early bird")
            gate.stop_here()

    with threads(2) as start:
        early = start(begin_early_and_commit_late)
        gate.wait_until_reached()
        late = start(lambda: publish(second, title="Late bird"))
        time.sleep(0.3)
        assert reader.read() == []
        assert not late.done()
        gate.open()
        early.result(SECONDS)
        late.result(SECONDS)
    assert reader.read() == [("upsert", "/page-0/"), ("upsert", "/page-1/")]
    assert reader.holds_what_is_public()


def test_f10_readers_that_poll_while_many_write_miss_nothing() -> None:
    """50 writers and 4 readers on a server that has real locks."""
    writers, commits = (50, 1) if connection.vendor == "postgresql" else (3, 6)
    pages = add_pages(make_portal(), writers)
    written = threading.Event()

    def write(page: ContentPage, chance: random.Random) -> None:
        for number in range(commits):
            time.sleep(chance.random() / 10)
            with changes():
                if chance.random() < 0.3 and again(page).live:
                    again(page).unpublish()
                else:
                    publish(page, title=f"Title {number}", slug=f"{page.slug}-{number % 2}")

    def read(chance: random.Random) -> Reader:
        reader = a_reader()
        while not written.is_set():
            reader.read(pages=1, limit=chance.randint(1, 20))
            time.sleep(chance.random() / 5)
        reader.read()
        return reader

    with threads(writers + 4) as start:
        reading = [start(read, random.Random(number)) for number in range(4)]
        writing = [start(write, page, random.Random(page.slug)) for page in pages]
        try:
            for one in writing:
                one.result(SECONDS)
        finally:
            written.set()
        readers = [one.result(SECONDS) for one in reading]
    late = a_reader()
    late.read()
    for reader in (*readers, late):
        assert reader.holds_what_is_public()
    assert_feed_is_gapless()


@only_on_postgresql
def test_a_connection_that_breaks_before_the_commit_changes_nothing() -> None:
    [page, other] = add_pages(make_portal(), 2)
    reader, gate = a_reader(), Gate()
    reader.read()
    before = Feed.now().sequence
    backend: list[int] = []

    def number_and_lose_the_connection() -> None:
        with transaction.atomic():
            publish(page, title="Lost bird")
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                backend.append(cursor.fetchone()[0])
            gate.stop_here()

    with threads(2) as start:
        losing = start(number_and_lose_the_connection)
        gate.wait_until_reached()
        waiting = start(lambda: publish(other, title="Kept bird"))
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", backend)
        gate.open()
        with pytest.raises(OperationalError):
            losing.result(SECONDS)
        waiting.result(SECONDS)
    assert again(page).title == "Old page"
    assert reader.read() == [("upsert", "/page-1/")]
    assert Feed.now().sequence == before + 1
    assert reader.holds_what_is_public()


def test_two_editors_of_linked_pages_lose_nothing() -> None:
    """The same page, and two pages that link to each other, again and again."""
    first, second = add_pages(make_portal(), 2)
    for page, target in ((first, second), (second, first)):
        page.body = page.body.stream_block.to_python([linking_to(target)])
        page.save_revision().publish()
    rounds = 4
    together = threading.Barrier(3)

    def edit(page: ContentPage, name: str) -> None:
        for number in range(rounds):
            together.wait(SECONDS)
            publish(page, title=f"{name} {number}", slug=f"{name}-{number}".lower())

    with threads(3) as start:
        editors = [
            start(edit, first, "One"),
            start(edit, first, "Other"),
            start(edit, second, "Second"),
        ]
        for editor in editors:
            editor.result(SECONDS)
    assert again(first).title in {f"One {rounds - 1}", f"Other {rounds - 1}"}
    assert again(second).title == f"Second {rounds - 1}"
    assert again(first).revisions.count() == 2 + 2 * rounds
    reader = a_reader()
    reader.read()
    assert reader.holds_what_is_public()
    assert_feed_is_gapless()


def test_editors_who_do_much_at_once_in_opposite_order_see_no_error() -> None:
    """Two people tick the same pages from above and from below, others move and delete."""
    pages = add_pages(make_portal(), 8)
    user = get_user_model().objects.create_superuser("editor", "editor@portal.example")
    together = threading.Barrier(4)

    def bulk(kind: str, ticked: list[ContentPage], **data: Any) -> list[int]:
        client = Client()
        client.force_login(user)
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", kind])
        query = "&".join(f"id={page.pk}" for page in ticked)
        answers = []
        for _ in range(2):
            together.wait(SECONDS)
            answers.append(client.post(f"{address}?{query}&next=/admin/", data).status_code)
        return answers

    target = pages.pop()
    with threads(4) as start:
        editors = [
            start(bulk, "publish", pages),
            start(bulk, "publish", pages[::-1]),
            start(bulk, "unpublish", pages[::-1]),
            start(lambda: bulk("move", pages[:3], chooser=target.pk)),
        ]
        answers = [editor.result(SECONDS) for editor in editors]
    assert {status for statuses in answers for status in statuses} <= {200, 302}
    assert Page.find_problems() == ([], [], [], [], [])
