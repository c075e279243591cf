"""What changed since a reader last asked, deletions included: the feed.

A reader begins without a cursor and gets every document; from then on it hands back the cursor it
was given and gets what changed since. Whoever applies the items in their order, deletions and
insertions alike, holds exactly the public documents.
"""

from dataclasses import dataclass
from heapq import merge
from typing import Any, NamedTuple, Self

from wagtail.models import Site

from cms.delivery import cursors
from cms.delivery.finished import to_bytes
from cms.delivery.models import Document, Feed, Tombstone
from cms.delivery.problems import InvalidCursor, StartAgain

DEFAULT_LIMIT = 100
MAX_LIMIT = 500
SALT = "cms.delivery.syncing"
CURSOR_VERSION = 1


class Cursor(NamedTuple):
    """Where a reader stands. Sent signed, as an opaque text."""

    site: int
    filters: str
    epoch: str
    # The last number that the reader has seen, and the one at which it began: of what was
    # withdrawn before it began it never knew.
    sequence: int
    begun: int

    @classmethod
    def read(cls, text: str, site: Site) -> Self:
        """The cursor that was sent; InvalidCursor when it is not one of ours for this portal."""
        version, *values = cursors.read(SALT, text)
        if version != CURSOR_VERSION:
            raise InvalidCursor("The cursor was made by another version of this service.")
        cursor = cls(*values)
        if cursor.site != site.pk:
            raise InvalidCursor("The cursor belongs to another portal.")
        return cursor

    def write(self) -> str:
        return cursors.write(SALT, [CURSOR_VERSION, *self])


@dataclass(frozen=True)
class Change:
    """One item: a document to keep, or one to drop."""

    sequence: int
    op: str
    type: str
    key: str
    locale: str
    path: str | None
    document: bytes | None = None

    def to_bytes(self) -> bytes:
        item = {name: getattr(self, name) for name in ("op", "type", "key", "locale", "path")}
        if self.document is None:
            return to_bytes(item)
        # The document goes in as it is stored; reading and writing it again would cost most.
        return b'%s,"document":%s}' % (to_bytes(item)[:-1], self.document)


@dataclass(frozen=True)
class ChangesSince:
    """One page of the feed."""

    items: list[Change]
    next_cursor: str
    has_more: bool

    def to_bytes(self) -> bytes:
        return b'{"items":[%s],"next_cursor":%s,"has_more":%s}' % (
            b",".join(item.to_bytes() for item in self.items),
            to_bytes(self.next_cursor),
            to_bytes(self.has_more),
        )


def changes_since(site: Site, query: dict[str, Any]) -> ChangesSince:
    """The next changes of a portal, by the values of `sync/`'s parameters.

    Raises InvalidCursor, and StartAgain when the feed no longer knows what the reader missed.
    """
    filters = filters_hash(query["type"], query["locale"])
    feed = Feed.now()
    if query["cursor"] is None:
        cursor = Cursor(site.pk, filters, str(feed.epoch), 0, feed.sequence)
    else:
        cursor = Cursor.read(query["cursor"], site)
        if cursor.filters != filters:
            raise InvalidCursor("The cursor belongs to other filters.")
        if cursor.epoch != str(feed.epoch):
            raise StartAgain("The feed began anew since this cursor was made.")
        if max(cursor.sequence, cursor.begun) < feed.oldest:
            raise StartAgain("The withdrawals since this cursor was made are forgotten.")
    limit: int = query["limit"]
    # What is committed while we read has higher numbers; it comes with the next page.
    between = {"sequence__gt": cursor.sequence, "sequence__lte": feed.sequence}
    found = list(
        merge(
            _documents(site, query, between, limit + 1),
            _tombstones(site, between, cursor.begun, limit + 1),
            key=lambda change: change.sequence,
        )
    )
    has_more = len(found) > limit
    items = found[:limit]
    # A reader ahead of us asked another copy of the database, which has caught up further.
    last = items[-1].sequence if has_more else max(feed.sequence, cursor.sequence)
    return ChangesSince(items, cursor._replace(sequence=last).write(), has_more)


def _documents(
    site: Site, query: dict[str, Any], between: dict[str, int], limit: int
) -> list[Change]:
    documents = Document.objects.of_site(site).filter(**between).order_by("sequence")
    if query["type"]:
        documents = documents.filter(type__in=query["type"])
    if query["locale"]:
        documents = documents.filter(locale__in=query["locale"])
    columns = ["sequence", "type", "key", "locale", "path"]
    if query["documents"]:
        columns.append("body")
    return [
        Change(sequence, "upsert", type_, str(key), locale, path, bytes(*body) if body else None)
        for sequence, type_, key, locale, path, *body in documents.values_list(*columns)[:limit]
    ]


def _tombstones(site: Site, between: dict[str, int], begun: int, limit: int) -> list[Change]:
    """Of all types and languages: a reader is never left with what it should have dropped."""
    tombstones = Tombstone.objects.filter(site=site, **between).filter(sequence__gt=begun)
    columns = ("sequence", "type", "key", "locale", "path")
    rows = tombstones.order_by("sequence").values_list(*columns)
    return [
        Change(sequence, "delete", type_, str(key), locale, path or None)
        for sequence, type_, key, locale, path in rows[:limit]
    ]


def filters_hash(types: list[str], locales: list[str]) -> str:
    """What binds a cursor to the filters with which it was begun."""
    return cursors.hash_of([sorted(types), sorted(locales)])
