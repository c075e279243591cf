"""Writing finished documents: only what differs, numbered in the feed, with tombstones."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import brotli
from django.db import connection
from django.db.models import Model
from django.utils import timezone
from isal import igzip

from cms.delivery.finished import COMPARED, FinishedDocument
from cms.delivery.models import Dependency, Document, Feed, Identity, Label, Tombstone
from cms.delivery.searching import plain_text

T = TypeVar("T")
ModelT = TypeVar("ModelT", bound=Model)

WRITTEN = ("body", "brotli", "gzip", "text", "sequence", "changed_at", *COMPARED)
# The knees of the curves: a tenth less takes twice as long, the best take forty times as long.
BROTLI_QUALITY = 3
GZIP_LEVEL = 2


@dataclass
class StoreResult:
    """What readers learn of, in the order of the feed: new bytes or paths, and withdrawals."""

    written: list[Document] = field(default_factory=list)
    removed: list[Tombstone] = field(default_factory=list)


def in_batches(items: Sequence[T], size: int = 200) -> Iterator[list[T]]:
    """The items, `size` at a time: databases limit the parameters of one query."""
    for start in range(0, len(items), size):
        yield list(items[start : start + size])


def store(
    feed: Feed,
    finished: Iterable[FinishedDocument],
    outdated: Iterable[Document],
    *,
    thorough: bool = False,
) -> StoreResult:
    """Write the finished documents; those outdated that were not finished again are withdrawn.

    Nothing is written for a document that stayed the same, so its ETag, its time and its place in
    the feed stay too. `feed` is held. `thorough` looks at the rows beside a document even where
    their hash says that they are right.
    """
    wanted = {document.identity: document for document in finished}
    known = {document.identity: document for document in outdated}
    gone = [document for identity, document in known.items() if identity not in wanted]
    stored = known | _stored([one for one in wanted.values() if one.identity not in known])
    changed = [
        document
        for identity, document in wanted.items()
        if identity not in stored or not document.equals(stored[identity])
    ]
    doubtful = [
        document
        for identity, document in wanted.items()
        if thorough or identity not in stored or stored[identity].beside != document.row.beside
    ]
    news = [one for one in changed if _is_news(one, stored.get(one.identity))]
    moved = [
        stored[one.identity]
        for one in changed
        if one.identity in stored and stored[one.identity].path != one.row.path
    ]
    result = StoreResult(
        written=[one.row for one in news], removed=[_tombstone(row) for row in (*gone, *moved)]
    )
    _number(feed, result)
    for rows in in_batches(gone):
        Document.objects.filter(pk__in=[row.pk for row in rows]).delete()
    # Two pages may swap their paths: neither still holds its old one while the other takes it.
    for rows in in_batches(moved):
        Document.objects.filter(pk__in=[row.pk for row in rows]).update(path=None)
    for documents in in_batches(changed):
        _write(documents, stored)
    _bury(result, stored)
    for documents in in_batches(doubtful):
        owners = {_pk(one, stored): one for one in documents}
        _replace(Dependency, owners, {(pk, tag) for pk in owners for tag in owners[pk].tags})
        _replace(Label, owners, {(pk, *label) for pk in owners for label in owners[pk].labels})
    return result


def resolve_answer(body: bytes, record: bytes = b"null") -> bytes:
    """The JSON of `resolve/` around a page's document."""
    return b'{"kind":"page","page":%s,"record":%s}' % (body, record)


def _stored(documents: list[FinishedDocument]) -> dict[Identity, Document]:
    """The rows of these documents, by identity."""
    found: dict[Identity, Document] = {}
    for some in in_batches(documents):
        sites, kinds, keys, locales = zip(*(one.identity for one in some), strict=True)
        # All columns of the index: with one less the whole table is read.
        rows = Document.objects.without_body().filter(
            site__in=set(sites), kind__in=set(kinds), key__in=set(keys), locale__in=set(locales)
        )
        found |= {row.identity: row for row in rows}
    return found


def _is_news(finished: FinishedDocument, stored: Document | None) -> bool:
    """Whether a reader of the API would notice."""
    return stored is None or (stored.etag, stored.path) != (finished.row.etag, finished.row.path)


def _tombstone(row: Document) -> Tombstone:
    return Tombstone(
        site_id=row.site_id, type=row.type, key=row.key, locale=row.locale, path=row.path or ""
    )


def _number(feed: Feed, result: StoreResult) -> None:
    """Withdrawals come first, so that what takes a withdrawn path comes after it."""
    numbers = iter(feed.take(len(result.removed) + len(result.written)))
    rows: list[Tombstone | Document] = [*result.removed, *result.written]
    for row in rows:
        row.sequence = next(numbers)


def _pk(finished: FinishedDocument, stored: dict[Identity, Document]) -> int:
    row = stored.get(finished.identity, finished.row)
    return row.pk


def _write(documents: list[FinishedDocument], stored: dict[Identity, Document]) -> None:
    """Insert or update the rows; those inserted get their primary keys."""
    now = timezone.now()
    for finished in documents:
        row, existing = finished.row, stored.get(finished.identity)
        row.was_new = existing is None
        row.changed_at = now
        if existing is not None and not _is_news(finished, existing):
            row.sequence, row.changed_at = existing.sequence, existing.changed_at
        if row.kind == Document.Kind.PAGE:
            row.text = plain_text(finished.content)
        answer = resolve_answer(row.json) if row.kind == Document.Kind.PAGE else row.json
        row.brotli = brotli.compress(answer, quality=BROTLI_QUALITY)
        row.gzip = igzip.compress(answer, GZIP_LEVEL, mtime=0)
    Document.objects.bulk_create(
        [finished.row for finished in documents],
        update_conflicts=True,
        unique_fields=["site", "kind", "key", "locale"],
        update_fields=WRITTEN,
    )


def _bury(result: StoreResult, stored: dict[Identity, Document]) -> None:
    """Write the tombstones; a document that is back in its place no longer has one."""
    arrived = [
        row
        for row in result.written
        if row.identity not in stored or stored[row.identity].path != row.path
    ]
    for rows in in_batches(arrived):
        places = {(row.site_id, row.key, row.locale, row.path or "") for row in rows}
        back = [
            tombstone.pk
            for tombstone in Tombstone.objects.of(rows)
            if (tombstone.site_id, tombstone.key, tombstone.locale, tombstone.path) in places
        ]
        Tombstone.objects.filter(pk__in=back).delete()
    Tombstone.objects.bulk_create(
        result.removed,
        batch_size=200,
        update_conflicts=True,
        unique_fields=["site", "key", "locale", "path"],
        update_fields=["type", "sequence", "removed_at"],
    )


def _replace(
    model: type[ModelT],
    owners: Iterable[int],
    wanted: set[tuple[Any, ...]],
) -> None:
    """Make the rows beside some documents exactly the wanted ones, touching only what differs.

    A row is written as (document, value, …) in the order of the model's own fields.
    """
    fields = [one for one in model._meta.concrete_fields if not one.primary_key]
    objects = model._default_manager
    present = {
        tuple(values): pk
        for pk, *values in objects.filter(document__in=list(owners)).values_list(
            "pk", *(one.name for one in fields)
        )
    }
    superfluous = [pk for values, pk in present.items() if values not in wanted]
    for pks in in_batches(superfluous):
        objects.filter(pk__in=pks).delete()
    missing = sorted(wanted - present.keys())
    if missing:
        # Dozens for each document: Django takes as long to make objects of them as to render it.
        quoted = connection.ops.quote_name
        columns = ", ".join(quoted(str(one.column)) for one in fields)
        places = ", ".join("%s" for _ in fields)
        table = quoted(model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {table} ({columns}) VALUES ({places})",  # noqa: S608 (our own names)
                missing,
            )
