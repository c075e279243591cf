"""Bringing the stored documents up to date with what changed: only those that it affects."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice
from typing import NamedTuple, Self
from uuid import UUID

from django.conf import settings
from django.db import transaction
from wagtail.models import Page

from cms.core.portals import Portal
from cms.core.translation_states import translation_states
from cms.delivery.finished import FinishedDocument, Portals, finish_site
from cms.delivery.models import Dependency, Document, Feed, Identity, PendingPage
from cms.delivery.redirects import record_moves
from cms.delivery.storing import StoreResult, in_batches, store
from cms.delivery.webhooks.outbox import record_events
from cms.delivery.work import wake

# What a tag of this kind says may change where its reader stands, not only what it shows.
MOVING = ("url", "translations", "site", "locales")
# For so many queued documents an editor who publishes meanwhile may have to wait.
QUEUED_AT_ONCE = 100


def update_documents(feed: Feed, tags: set[str], pages: set[int]) -> StoreResult:
    """Withdraw, or make anew, each document that shows something tagged or is of an edited page.

    `feed` is held. Withdrawals are complete; of the documents to be made the first
    `DELIVERY_INLINE_DOCUMENTS` are made here, those of the edited pages before all others, and the
    rest is queued for the worker.
    """
    if not tags and not pages:
        return StoreResult()
    update = _Update(feed)
    update.follow(pages, tags)
    update.remake(settings.DELIVERY_INLINE_DOCUMENTS)
    update.remake_sites()
    return update.store()


def remake_documents(feed: Feed, pages: Iterable[int]) -> tuple[StoreResult, set[Identity]]:
    """Make the documents of some pages from scratch, and of those that stand in their way.

    `feed` is held. Gives what readers learn of, and all that was made.
    """
    update = _Update(feed)
    update.affected = dict.fromkeys(pages)
    update.remake(len(update.affected))
    return update.store(thorough=True), {one.identity for one in update.finished}


def make_pending() -> int:
    """Make the documents of the pages queued first; a job of the worker. How many it made."""
    with transaction.atomic():
        feed = Feed.hold()  # so that two workers do not take the same ones
        queued = PendingPage.objects.order_by("queued_at", "pk").values_list("page", flat=True)
        pages = list(queued[:QUEUED_AT_ONCE])
        if pages:
            remake_documents(feed, pages)
    return len(pages)


class _Standing(NamedTuple):
    """What others see of a page when they link or list it, short of its content."""

    site: int
    path: str | None
    type: str
    locale: str
    key: UUID
    parent: int | None
    translation_state: str

    @classmethod
    def stored(cls, document: Document) -> Self:
        return cls(
            document.site_id,
            document.path,
            document.type,
            document.locale,
            document.key,
            document.parent_page,
            document.translation_state,
        )

    @classmethod
    def now(cls, page: Page, portal: Portal) -> Self:
        parent = portal.directory.at(page.path[: -page.steplen])
        states = translation_states(portal, page.translation_key)
        return cls(
            portal.site.pk,
            portal.path(page),
            (page.specific_class or Page)._meta.label,
            portal.roots[page.locale_id].locale.language_code,
            page.translation_key,
            parent.pk if parent else None,
            states[page.pk].state,
        )


class _Update:
    """What one transaction changed, followed until nothing new is affected.

    First it is found *which* documents are affected, without rendering; then as many as fit are
    made. Rendering reads live content and never documents, so their order does not matter.
    """

    def __init__(self, feed: Feed) -> None:
        self.feed = feed
        self.portals = Portals()
        self.tags: set[str] = set()
        # The pages that were looked at, their stored documents, and the frames that show a tag.
        self.pages: dict[int, Page] = {}
        self.stored: dict[int, list[Document]] = {}
        self.frames: set[int] = set()
        # The pages whose documents are to be made or withdrawn, those edited first.
        self.affected: dict[int, None] = {}
        # Of those whose standing was looked at: where they stand now, nowhere if not public.
        self.standing: dict[int, set[_Standing]] = {}
        self.made: set[int] = set()
        self.finished: list[FinishedDocument] = []
        self.outdated: list[Document] = []

    def follow(self, edited: set[int], tags: set[str]) -> None:
        """Note what the edited pages and the tagged things affect, and what that affects."""
        pages = edited
        while pages or tags:
            self.affected |= dict.fromkeys(sorted(pages))
            for batch in in_batches(sorted(pages)):
                tags = tags | self._consequences(batch, edited)
            tags -= self.tags
            self.tags |= tags
            showing, moving = self._pages_showing(tags)
            self.affected |= dict.fromkeys(sorted(showing))
            pages = moving - self.standing.keys()
            tags = set()

    def remake(self, limit: int) -> None:
        """Make the documents of the affected pages, so many at most, and of those in their way."""
        while True:
            blocking = self._pages_in_the_way() - self.made
            if blocking:
                self.follow(blocking, set())
            left = limit - len(self.made)
            todo = blocking or set(
                islice((pk for pk in self.affected if pk not in self.made), max(left, 0))
            )
            if not todo:
                break
            for batch in in_batches(sorted(todo)):
                self._make(batch)

    def remake_sites(self) -> None:
        """Make the frames of portals that the changes affect, and all of a portal's when it is
        published in one language more or less: each lists the languages."""
        roots = {root.pk for portal in self.portals.all for root in portal.roots.values()}
        kinds = {tag.partition(":")[0] for tag in self.tags}
        if not (self.frames or roots & self.affected.keys() or kinds & {"site", "locales"}):
            return
        stored: dict[int, dict[str, Document]] = defaultdict(dict)
        for document in Document.objects.without_body().sites():
            stored[document.site_id][document.locale] = document
        for portal in self.portals.all:
            rows = stored.pop(portal.site.pk, {})
            regrouped = rows.keys() != {locale.language_code for locale in portal.public_locales}
            for locale in portal.public_locales:
                code = locale.language_code
                if regrouped or rows[code].pk in self.frames:
                    self.finished.append(finish_site(portal, locale))
            self.outdated += rows.values() if regrouped else []
        for rows in stored.values():
            self.outdated += rows.values()

    def store(self, *, thorough: bool = False) -> StoreResult:
        """Write what was made, withdraw what nobody may read, queue what is left, tell others."""
        left = [pk for pk in self.affected if pk not in self.made]
        withdrawn = [pk for pk in left if self.standing.get(pk) == set()]
        for batch in in_batches(withdrawn):
            self.outdated += Document.objects.without_body().filter(page__in=batch)
        queued = [PendingPage(page=pk) for pk in left if pk not in set(withdrawn)]
        if self.some_wait:
            for batch in in_batches([*self.made, *withdrawn]):
                PendingPage.objects.filter(page__in=batch).delete()
        if queued:
            PendingPage.objects.bulk_create(queued, batch_size=200, ignore_conflicts=True)
        result = store(self.feed, self.finished, self.outdated, thorough=thorough)
        if queued or result.written or result.removed:
            wake()
        record_moves(result)
        record_events(result, self.feed)
        return result

    @cached_property
    def some_wait(self) -> bool:
        """Whether any page waits for the worker; while the feed is held nobody else adds one."""
        return PendingPage.objects.exists()

    def _pages_showing(self, tags: set[str]) -> tuple[set[int], set[int]]:
        """The pages that show a tag, and those of them whose standing it may change."""
        showing: set[int] = set()
        moving: set[int] = set()
        for batch in in_batches(sorted(tags)):
            rows = Dependency.objects.filter(tag__in=batch)
            for tag, document, page in rows.values_list("tag", "document", "document__page"):
                if page is None:
                    self.frames.add(document)
                elif tag.partition(":")[0] in MOVING:
                    moving.add(page)
                else:
                    showing.add(page)
        return showing, moving

    def _pages_in_the_way(self) -> set[int]:
        """Pages at whose stored paths others stand now: they are queued, or changed unseen."""
        stored = {row.identity: row.path for row in self.outdated}
        moved = [one for one in self.finished if stored.get(one.identity) != one.row.path]
        taken = {(one.row.site_id, one.row.path): one.row.page for one in moved}
        sites = {site for site, _path in taken}
        return {
            page
            for batch in in_batches(sorted({str(path) for _site, path in taken}))
            for page, site, path in Document.objects.pages()
            .filter(site__in=sites, path__in=batch)
            .values_list("page", "site", "path")
            if page is not None and page != taken.get((site, path), page)
        }

    def _stored(self, pages: list[int]) -> dict[int, list[Document]]:
        """The stored documents of pages, as they were before."""
        unknown = [pk for pk in pages if pk not in self.stored]
        if unknown:
            self.stored |= {pk: [] for pk in unknown}
            for row in Document.objects.without_body().pages().filter(page__in=unknown):
                self.stored[int(row.page or 0)].append(row)
        return {pk: self.stored[pk] for pk in pages}

    def _make(self, pages: list[int]) -> None:
        for rows in self._stored(pages).values():
            self.outdated += rows
        self.finished += self.portals.finish(self._specific(pages))
        self.made.update(pages)

    def _specific(self, pages: list[int]) -> Iterator[Page]:
        """The specific pages; of those looked at the type is known."""
        by_type: dict[type[Page], list[int]] = defaultdict(list)
        for pk in pages:
            if pk in self.pages:
                by_type[self.pages[pk].specific_class or Page].append(pk)
        for model, some in by_type.items():
            yield from model._default_manager.filter(pk__in=some)
        unknown = [pk for pk in pages if pk not in self.standing]
        if unknown:
            yield from Page.objects.filter(pk__in=unknown).specific()

    def _consequences(self, pages: list[int], edited: set[int]) -> set[str]:
        """The tags of what these pages change for others; notes where they stand now."""
        before = {pk: set(map(_Standing.stored, rows)) for pk, rows in self._stored(pages).items()}
        self.standing |= {pk: set() for pk in pages}
        found = {page.pk: page for page in Page.objects.filter(pk__in=pages)}
        self.pages |= found
        public = [
            (page, portal)
            for page in found.values()
            if (portal := self.portals.publishing(page)) is not None
        ]
        for page, portal in public:
            portal.shelf.states.expect([page.translation_key])
            portal.directory.expect([page.pk], paths=[page.path[: -page.steplen]])
        for page, portal in public:
            self.standing[page.pk].add(_Standing.now(page, portal))
        unknown = set()
        if self.some_wait:
            # Those were changed before, and nobody knows any more from what.
            queued = PendingPage.objects.filter(page__in=pages).values_list("page", flat=True)
            unknown = set(queued)
        tags = set()
        for pk in pages:
            standings = before[pk] | self.standing[pk]
            changed = before[pk] != self.standing[pk] or pk in unknown
            if changed or not self.standing[pk]:
                # A page that nobody can read may still stand above pages that are read.
                tags.add(f"url:{pk}")
            if changed or pk in edited:
                tags.add(f"page:{pk}")
                for standing in standings:
                    tags.add(f"children:{standing.parent}")
                    tags.add(f"translations:{standing.key}")
                    tags.add(f"type:{standing.type}:{self.portals.locales.get(standing.locale)}")
        return tags
