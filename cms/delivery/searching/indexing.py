"""Keeping the search index level with the feed. A job of the worker; also run by commands."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import BigIntegerField, Exists, OuterRef
from django.db.models.functions import Cast
from wagtail.search.backends import get_search_backend
from wagtail.search.models import IndexEntry

from cms.delivery.models import Document, Feed, Tombstone
from cms.delivery.searching.models import IndexPosition, SearchableDocument

BATCH = 200


def index_documents() -> int:
    """Index the documents that the feed named since the last time, `BATCH` at most; how many.

    Each call is one transaction that also moves the position, so a killed process changes nothing.
    Results are always read from live documents: what the index knows too long is not found.
    """
    feed = Feed.now()
    position, _created = IndexPosition.objects.get_or_create(pk=1)
    if position.is_at(feed):
        return 0
    with transaction.atomic():
        # Wagtail's index writes to rows of others too: an editor and we might wait for each other.
        Feed.hold()
        position = IndexPosition.objects.select_for_update().get(pk=1)
        if position.epoch != feed.epoch:
            position.epoch, position.sequence = feed.epoch, 0
        waiting = SearchableDocument.get_indexed_objects().filter(sequence__gt=position.sequence)
        documents = list(waiting.order_by("sequence")[:BATCH])
        if documents:
            _index().add_items(SearchableDocument, documents)
        if len(documents) < BATCH:
            # All numbers up to the feed's were committed before it was read.
            if _anything_withdrawn(position):
                forget_withdrawn()
            position.sequence = max(feed.sequence, *(one.sequence for one in documents), 0)
        else:
            position.sequence = documents[-1].sequence
        position.save()
    return max(len(documents), 1)


def forget_withdrawn() -> None:
    """Remove the entries of documents that are no more."""
    entries = IndexEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Document)
    ).annotate(document=Cast("object_id", BigIntegerField()))
    withdrawn = entries.exclude(Exists(Document.objects.filter(pk=OuterRef("document"))))
    # One statement; SQLite's full text is kept in step by triggers.
    IndexEntry.objects.filter(pk__in=withdrawn.values("pk"))._raw_delete(DEFAULT_DB_ALIAS)


def _anything_withdrawn(position: IndexPosition) -> bool:
    newest = Tombstone.objects.filter(sequence__gt=position.sequence)
    return position.sequence == 0 or newest.exists()


def _index() -> Any:
    return get_search_backend().get_index_for_model(SearchableDocument)
