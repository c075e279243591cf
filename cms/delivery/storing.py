"""Writing finished documents: only what differs, and tombstones for what is no longer public."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from django.db.models import Model
from django.utils import timezone

from cms.delivery.finished import COMPARED, FinishedDocument
from cms.delivery.models import Dependency, Document, Identity, Label

T = TypeVar("T")
ModelT = TypeVar("ModelT", bound=Model)


@dataclass
class StoreResult:
    """The documents whose bytes or path are new, and those that ceased to be public."""

    written: list[Identity] = field(default_factory=list)
    removed: list[Identity] = field(default_factory=list)


def in_batches(items: Sequence[T], size: int = 200) -> Iterator[list[T]]:
    """The items, `size` at a time: databases limit the parameters of one query."""
    for start in range(0, len(items), size):
        yield list(items[start : start + size])


def store(finished: Iterable[FinishedDocument], outdated: Iterable[Document]) -> StoreResult:
    """Write the finished documents; those outdated that were not finished again become tombstones.

    Nothing is written for a document that stayed the same, so its ETag and its time stay too.
    """
    wanted = {document.identity: document for document in finished}
    gone = [document for document in outdated if document.identity not in wanted]
    for batch in in_batches(gone):
        _bury(batch)
    stored = _stored(list(wanted.values()))
    changed = [
        document
        for identity, document in wanted.items()
        if identity not in stored or not document.equals(stored[identity])
    ]
    news = [one.identity for one in changed if _is_news(one, stored.get(one.identity))]
    # Two pages may swap their paths: neither still holds its old one while the other takes it.
    moving = [stored[one.identity].pk for one in changed if one.identity in stored]
    for pks in in_batches(moving):
        Document.objects.published().filter(pk__in=pks).update(path=None)
    for documents in in_batches(changed):
        _write(documents, stored)
    for documents in in_batches(list(wanted.values())):
        owners = {_pk(one, stored): one for one in documents}
        _replace(Dependency, owners, {(pk, tag) for pk in owners for tag in owners[pk].tags})
        _replace(Label, owners, {(pk, *label) for pk in owners for label in owners[pk].labels})
    return StoreResult(written=news, removed=[document.identity for document in gone])


def _stored(documents: list[FinishedDocument]) -> dict[Identity, Document]:
    """The rows of these documents, tombstones included, by identity."""
    return {
        row.identity: row
        for keys in in_batches(sorted({document.row.key for document in documents}))
        for row in Document.objects.without_body().filter(key__in=keys)
    }


def _is_news(finished: FinishedDocument, stored: Document | None) -> bool:
    """Whether a reader of the API would notice."""
    return stored is None or (stored.etag, stored.path, stored.gone) != (
        finished.row.etag,
        finished.row.path,
        False,
    )


def _pk(finished: FinishedDocument, stored: dict[Identity, Document]) -> int:
    row = stored.get(finished.identity, finished.row)
    return row.pk


def _bury(documents: list[Document]) -> None:
    """Keep of each no more than that it was there, and where."""
    pks = [document.pk for document in documents]
    Document.objects.filter(pk__in=pks).update(
        gone=True,
        body=b"",
        etag="",
        title="",
        summary={},
        fingerprint="",
        announced=False,
        changed_at=timezone.now(),
    )
    Dependency.objects.filter(document__in=pks).delete()
    Label.objects.filter(document__in=pks).delete()


def _write(documents: list[FinishedDocument], stored: dict[Identity, Document]) -> None:
    """Insert or update the rows; those inserted get their primary keys."""
    now = timezone.now()
    for finished in documents:
        existing = stored.get(finished.identity)
        unnoticed = existing is not None and not _is_news(finished, existing)
        finished.row.changed_at = existing.changed_at if existing and unnoticed else now
    Document.objects.bulk_create(
        [finished.row for finished in documents],
        update_conflicts=True,
        unique_fields=["site", "kind", "key", "locale"],
        update_fields=["body", "changed_at", *COMPARED],
    )


def _replace(
    model: type[ModelT],
    owners: Iterable[int],
    wanted: set[tuple[object, ...]],
) -> None:
    """Make the rows beside some documents exactly the wanted ones, touching only what differs.

    A row is written as (document, value, …) in the order of the model's own fields.
    """
    fields = [one.name for one in model._meta.concrete_fields if not one.primary_key]
    objects = model._default_manager
    present = {
        tuple(values): pk
        for pk, *values in objects.filter(document__in=list(owners)).values_list("pk", *fields)
    }
    superfluous = [pk for values, pk in present.items() if values not in wanted]
    for pks in in_batches(superfluous):
        objects.filter(pk__in=pks).delete()
    objects.bulk_create(
        model(document_id=owner, **dict(zip(fields[1:], values, strict=True)))
        for owner, *values in sorted(wanted - present.keys(), key=str)
    )
