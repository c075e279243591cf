"""Bringing the stored documents up to date with what changed: only those that it affects."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple, Self
from uuid import UUID

from django.db import connection
from wagtail.models import Locale, Page

from cms.delivery.finished import FinishedDocument, Portals, finish_site
from cms.delivery.models import Document
from cms.delivery.storing import StoreResult, in_batches, store

# Any number that nothing else locks.
LOCK = 0x67626966


def update_documents(tags: set[str], pages: set[int]) -> StoreResult:
    """Make anew every document that shows something tagged, and those of the edited pages.

    Must run inside a transaction. The work is bounded by what depends on the change; each document
    is rendered once, because rendering reads live content only and so cannot be too early.
    """
    if not tags and not pages:
        return StoreResult()
    hold_other_publishers()
    update = _Update(tags, pages)
    update.follow_consequences()
    update.remake_sites()
    return store(update.finished, update.outdated)


def hold_other_publishers() -> None:
    """Let nobody else make documents until our commit, so that they render what we committed.

    On SQLite a transaction is the only writer anyway (IMMEDIATE).
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


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
    def of(cls, document: Document) -> Self:
        return cls(
            document.site_id,
            document.path,
            document.type,
            document.locale,
            document.key,
            document.parent_page,
            document.translation_state,
        )


class _Update:
    """What one transaction changed, followed until nothing new is affected."""

    def __init__(self, tags: set[str], edited: set[int]) -> None:
        self.portals = Portals()
        self.locales = dict(Locale.objects.values_list("language_code", "pk"))
        self.tags = set(tags)
        self.edited = edited
        self.finished: list[FinishedDocument] = []
        self.outdated: list[Document] = []

    def follow_consequences(self) -> None:
        """Make the documents of affected pages, and of those which *their* changes affect."""
        examined: set[int] = set()
        pages = self.edited | self._pages_showing(self.tags)
        while pages:
            news = {tag for batch in in_batches(sorted(pages)) for tag in self._examine(batch)}
            news -= self.tags
            self.tags |= news
            examined |= pages
            pages = (self._pages_showing(news) | self._pages_in_the_way()) - examined

    def _pages_showing(self, tags: set[str]) -> set[int]:
        documents = Document.objects.published().pages()
        return {
            pk
            for batch in in_batches(sorted(tags))
            for pk in documents.showing(batch).values_list("page", flat=True)
            if pk is not None
        }

    def _pages_in_the_way(self) -> set[int]:
        """Pages at whose stored paths others stand now: their own change passed unseen."""
        taken = {(one.row.site_id, one.row.path): one.row.page for one in self.finished}
        documents = Document.objects.published().pages()
        return {
            page
            for batch in in_batches(sorted({str(path) for _site, path in taken}))
            for page, site, path in documents.filter(path__in=batch).values_list(
                "page", "site", "path"
            )
            if page is not None and page != taken.get((site, path), page)
        }

    def _examine(self, pages: list[int]) -> Iterator[str]:
        """Make the documents of some pages; gives the tags of what that changes for others."""
        before: dict[int | None, list[Document]] = defaultdict(list)
        for row in Document.objects.without_body().published().pages().filter(page__in=pages):
            before[row.page].append(row)
            self.outdated.append(row)
        after: dict[int | None, list[Document]] = defaultdict(list)
        for finished in self.portals.finish(Page.objects.filter(pk__in=pages).specific()):
            after[finished.row.page].append(finished.row)
            self.finished.append(finished)
        for page in pages:
            yield from self._consequences(
                page, set(map(_Standing.of, before[page])), set(map(_Standing.of, after[page]))
            )

    def _consequences(
        self, page: int, before: set[_Standing], after: set[_Standing]
    ) -> Iterator[str]:
        if before != after or not after:
            # A page that nobody can read may still stand above pages that are read.
            yield f"url:{page}"
        if before != after or page in self.edited:
            yield f"page:{page}"
            for standing in before | after:
                yield f"children:{standing.parent}"
                yield f"translations:{standing.key}"
                yield f"type:{standing.type}:{self.locales.get(standing.locale)}"

    def remake_sites(self) -> None:
        """Make the frames of portals that the changes affect, and all of a portal's when it is
        published in one language more or less: each lists the languages."""
        sites = Document.objects.without_body().published().sites()
        affected = {
            row.identity for batch in in_batches(sorted(self.tags)) for row in sites.showing(batch)
        }
        stored: dict[int, dict[str, Document]] = defaultdict(dict)
        for document in sites:
            stored[document.site_id][document.locale] = document
        for portal in self.portals.all:
            rows = stored.pop(portal.site.pk, {})
            regrouped = rows.keys() != {locale.language_code for locale in portal.public_locales}
            for locale in portal.public_locales:
                code = locale.language_code
                if regrouped or rows[code].identity in affected:
                    self.finished.append(finish_site(portal, locale))
            self.outdated += rows.values() if regrouped else []
        for rows in stored.values():
            self.outdated += rows.values()
