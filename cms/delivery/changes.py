"""Collecting what changes, and making the affected documents anew in the same transaction.

    with changes():          # one transaction
        page.move(target)    # signals call `changed(...)`
        image.save()
    # on leaving: each affected document was rendered once; all of it is committed, or none

Blocks nest; the outermost one does the work. `changed` outside any block opens one for itself.
They run one after the other: PostgreSQL would let two run beside each other, and a page's save
writes its place in the tree as it was read.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from typing import ParamSpec, TypeVar

from asgiref.local import Local
from django.db import transaction

from cms.delivery.models import Feed
from cms.delivery.updating import update_documents

P = ParamSpec("P")
T = TypeVar("T")


@dataclass
class Changes:
    """What changed so far: things by their tag, and pages that were themselves edited."""

    tags: set[str] = field(default_factory=set)
    pages: set[int] = field(default_factory=set)


# Like Django's connections: one per thread, never shared with another thread's async context.
_collecting = Local(thread_critical=True)


@contextmanager
def changes() -> Iterator[None]:
    """Everything inside is one transaction, which also updates the documents it affects."""
    if getattr(_collecting, "current", None) is not None:
        with transaction.atomic():
            yield
        return
    with transaction.atomic():
        # First of all: who reads a page, edits it and saves it must not undo another's move.
        feed = Feed.hold()
        current = _collecting.current = Changes()
        try:
            yield
            update_documents(feed, current.tags, current.pages)
        finally:
            # Before the commit: its hooks may publish, and that is another change.
            _collecting.current = None


def changed(*tags: str, pages: Iterable[int] = ()) -> None:
    """Record that the things tagged changed, and that pages were edited, moved or removed."""
    current: Changes | None = getattr(_collecting, "current", None)
    if current is None:
        with changes():
            changed(*tags, pages=pages)
        return
    current.tags.update(tags)
    current.pages.update(pages)


def one_change(operation: Callable[P, T]) -> Callable[P, T]:
    """The operation, made one transaction together with the documents it affects."""

    @wraps(operation)
    def in_one_transaction(*args: P.args, **kwargs: P.kwargs) -> T:
        with changes():
            return operation(*args, **kwargs)

    return in_one_transaction
