"""F9: a cursor is good for the feed, the filters and the portal that it was made for."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.utils import timezone

from cms.delivery.checking import rebuild_documents
from cms.delivery.models import Document, Feed, Tombstone
from cms.delivery.work import forget_tombstones
from home.models import ContentPage
from tests.delivery.conftest import documents_equal_a_rebuild, get
from tests.delivery.reader import Reader
from tests.factories import add_page, make_portal

__all__ = ["documents_equal_a_rebuild", "get"]

Get = Callable[..., HttpResponse]


@pytest.fixture
def reader(get: Get) -> Reader:
    return Reader(get)


def problem(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].rstrip("/").rpartition("/")[2]


def test_f09_a_cursor_that_was_not_made_here_is_refused(get: Get, reader: Reader) -> None:
    make_portal()
    reader.read()
    cursor = reader.cursor or ""
    for spoilt in ("x", cursor[:-1], cursor + "x", cursor.swapcase(), ":::"):
        assert problem(get("sync/", cursor=spoilt)) == (400, "invalid-cursor")


def test_f09_a_cursor_belongs_to_its_filters_and_its_portal(get: Get, reader: Reader) -> None:
    make_portal()
    reader.read()
    assert problem(get("sync/", cursor=reader.cursor, type="x.Y")) == (400, "invalid-cursor")
    make_portal(hostname="second.example")
    other = get("sync/", cursor=reader.cursor, site="second.example")
    assert problem(other) == (400, "invalid-cursor")


def test_f09_after_a_restore_readers_start_again(get: Get, reader: Reader) -> None:
    make_portal()
    reader.read()
    rebuild_documents(new_feed=True)
    assert problem(get("sync/", cursor=reader.cursor)) == (410, "start-again")


def test_f09_who_missed_forgotten_withdrawals_starts_again(get: Get, reader: Reader) -> None:
    portal = make_portal()
    page = add_page(portal.site.root_page, ContentPage, slug="mission")
    reader.read()
    late = Reader(get)
    page.delete()
    late.read()
    Tombstone.objects.update(removed_at=timezone.now() - timedelta(days=91))
    assert forget_tombstones() == 1
    assert problem(get("sync/", cursor=reader.cursor)) == (410, "start-again")
    assert late.read() == []


def test_f09_a_reader_ahead_of_a_lagging_copy_waits(get: Get, reader: Reader) -> None:
    make_portal()
    reader.read()
    Feed.objects.update(sequence=1)
    assert reader.read() == []
    Feed.objects.update(sequence=Document.objects.count())
