"""The proof that stored documents equal those a rebuild from scratch would make, and the repair."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from wagtail.models import Page

from cms.delivery.finished import COMPARED, FinishedDocument, Portals, finish_site
from cms.delivery.garbage import collected_by_round
from cms.delivery.models import Document, Feed, PendingPage
from cms.delivery.storing import in_batches, store
from cms.delivery.updating import remake_documents

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Difference:
    """One document that is not as a rebuild would make it: missing, extra or different.

    `queued` is one whose page waits for the worker, so that it is known not to be right.
    """

    kind: str
    document: str
    where: str = ""
    stored: str = ""
    rebuilt: str = ""


@dataclass
class CheckResult:
    """What a check found among how many documents."""

    checked: int = 0
    differences: list[Difference] = field(default_factory=list)

    @property
    def defects(self) -> list[Difference]:
        """The differences that nobody knew of."""
        return [one for one in self.differences if one.kind != "queued"]


@dataclass
class RebuildResult:
    """How many documents were made, and how many of them had not been right."""

    made: int = 0
    written: int = 0
    removed: int = 0


def check_documents(progress: Progress = lambda done, total: None) -> CheckResult:
    """Make every document from scratch and compare it with the stored one, byte for byte."""
    result = CheckResult()
    unmatched = {row.identity: _label(row) for row in Document.objects.outlines().iterator()}
    queued = set(PendingPage.objects.values_list("page", flat=True))
    batches = _batches()
    for done, pks in enumerate([[], *batches]):
        finished = _from_scratch(pks) if pks else _frames()
        sites, keys = {one.row.site_id for one in finished}, [one.row.key for one in finished]
        # With the kinds, which are all that there are, the rows are found by an index.
        rows = Document.objects.filter(site__in=sites, kind__in=Document.Kind, key__in=keys)
        rows = rows.defer("brotli", "gzip")
        stored = {row.identity: row for row in rows.prefetch_related("dependencies", "labels")}
        for one in finished:
            unmatched.pop(one.identity, None)
            for difference in _differences(one, stored.get(one.identity)):
                known = one.row.page in queued
                result.differences.append(
                    replace(difference, kind="queued") if known else difference
                )
        result.checked += len(finished)
        progress(done, len(batches))
    result.differences += [Difference("extra", label) for label in unmatched.values()]
    return result


def rebuild_documents(
    progress: Progress = lambda done, total: None, *, new_feed: bool = False
) -> RebuildResult:
    """Make every document from scratch; what was already right is not touched.

    Each batch is a transaction of its own, so that editors never wait long. `new_feed` tells every
    reader of the feed to start again, as is needed after a restore.
    """
    result = RebuildResult()
    with transaction.atomic():
        feed = Feed.hold()
        if new_feed:
            feed.start_anew()
        frames = _frames()
        stored = store(feed, frames, outdated=[], thorough=True)
    right = {one.identity for one in frames}
    result.written += len(stored.written)
    batches = _batches()
    with collected_by_round() as collect:
        for done, pks in enumerate(batches, start=1):
            with transaction.atomic():
                stored, made = remake_documents(Feed.hold(), pks)
            right |= made
            result.written += len(stored.written)
            result.removed += len(stored.removed)
            del stored
            collect()
            progress(done, len(batches))
    with transaction.atomic():
        feed = Feed.hold()
        outlines = Document.objects.outlines().iterator()
        extra = [row for row in outlines if row.identity not in right]
        stored = store(feed, [], outdated=extra)
    result.made = len(right)
    result.removed += len(stored.removed)
    return result


def _batches() -> list[list[int]]:
    """The pages of all portals, in batches."""
    pages = Page.objects.live().filter(depth__gt=1).order_by("path")
    return list(in_batches(list(pages.values_list("pk", flat=True))))


def _frames() -> list[FinishedDocument]:
    """The frames of all portals in all their languages."""
    portals = Portals().all
    return [finish_site(portal, one) for portal in portals for one in portal.public_locales]


def _from_scratch(pks: list[int]) -> list[FinishedDocument]:
    """The documents of a batch, by what the database says now."""
    return list(Portals().finish(Page.objects.filter(pk__in=pks).order_by("path").specific()))


def _differences(finished: FinishedDocument, stored: Document | None) -> Iterator[Difference]:
    """At most one: the first that is found."""
    label = _label(finished.row)
    if stored is None:
        yield Difference("missing", label)
        return
    if stored.json != finished.row.json:
        was, now = stored.content, finished.row.content
        where, left, right = first_difference(was, now) or ("(spelling)", was, now)
        yield Difference("different", label, where, _short(left), _short(right))
        return
    for name in COMPARED:
        if getattr(stored, name) != getattr(finished.row, name):
            was, now = getattr(stored, name), getattr(finished.row, name)
            yield Difference("different", label, f"column {name}", _short(was), _short(now))
            return
    beside: list[tuple[str, set[Any], set[Any]]] = [
        ("tags", set(finished.tags), {one.tag for one in stored.dependencies.all()}),
        ("labels", set(finished.labels), {(one.name, one.value) for one in stored.labels.all()}),
    ]
    for name, wanted, present in beside:
        if wanted != present:
            surplus, lack = sorted(present - wanted), sorted(wanted - present)
            yield Difference("different", label, name, _short(surplus), _short(lack))
            return


def first_difference(left: Any, right: Any, pointer: str = "") -> tuple[str, Any, Any] | None:
    """The JSON pointer (RFC 6901) of the first place where two values differ, and both values."""
    if type(left) is not type(right):
        return pointer, left, right
    if isinstance(left, dict):
        for name in [*left, *(name for name in right if name not in left)]:
            escaped = name.replace("~", "~0").replace("/", "~1")
            if name not in left or name not in right:
                return f"{pointer}/{escaped}", left.get(name), right.get(name)
            if found := first_difference(left[name], right[name], f"{pointer}/{escaped}"):
                return found
        return None
    if isinstance(left, list):
        for index, pair in enumerate(zip(left, right, strict=False)):
            if found := first_difference(*pair, f"{pointer}/{index}"):
                return found
        return None if len(left) == len(right) else (pointer, left, right)
    return None if left == right else (pointer, left, right)


def _label(document: Document) -> str:
    return f"{document.type} {document.path or ''} ({document.locale})"


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, default=str, ensure_ascii=False)
    return text if len(text) <= 80 else f"{text[:79]}…"
