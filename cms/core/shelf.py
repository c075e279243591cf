"""What the pages of a portal show besides their own content, fetched for many pages at once.

Before pages are rendered each says what it will ask for (`look_ahead`). The first thing of a kind
that is asked for brings all of its kind that were announced: a batch of pages takes as many queries
as one page.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.apps import apps
from django.db.models import ForeignKey, Model, Q, prefetch_related_objects
from wagtail.models import Page, TranslatableMixin

from cms.core.translation_states import TranslationState, find_states
from gbif_blocks.lookups import Lookup, SnapshotLookup
from gbif_blocks.snapshots import Snapshot

if TYPE_CHECKING:
    from cms.core.directory import Entry
    from cms.core.models import BasePage, Document, Image
    from cms.core.portals import Portal

SnippetT = TypeVar("SnippetT", bound=TranslatableMixin)

_REFERENCE = re.compile(r'<(?:a|embed)\s[^>]*\b(?:link|embed)type="(page|document|image)"[^>]*>')
_ID = re.compile(r'\sid="(\d+)"')


class Shelf:
    """Lookups of everything that a page can show. Make a new portal, and with it a shelf, after
    any change."""

    def __init__(self, portal: "Portal") -> None:
        self._portal = portal
        self._snippets: dict[type[TranslatableMixin], Snippets[Any]] = {}
        self.images: Lookup[int, Image] = Lookup(partial(_with_collection, "Image"))
        self.documents: Lookup[int, Document] = Lookup(partial(_with_collection, "Document"))
        self.tags: Lookup[int, list[str]] = Lookup(_tags)
        self.states: Lookup[UUID, dict[int, TranslationState]] = Lookup(
            partial(find_states, portal)
        )
        self.snapshots = SnapshotLookup()
        self._listed: list[Callable[[], list[Entry]]] = []
        self.pages: Lookup[int, BasePage] = Lookup(self._find_pages)
        self.children: Lookup[str, list[BasePage]] = Lookup(self._find_children)

    def snippets(self, model: type[SnippetT]) -> "Snippets[SnippetT]":
        """The snippets of a model."""
        if model not in self._snippets:
            self._snippets[model] = Snippets(model, self)
        return self._snippets[model]

    def expect(self, model: type[Any], key: Any) -> None:
        """Announce an object; see `RenderContext.expect`."""
        if issubclass(model, Page):
            self._portal.directory.expect(pks=[key])
        elif model is Snapshot:
            self.snapshots.expect(key)
        elif issubclass(model, TranslatableMixin):
            self.snippets(model).expect([key])
        else:
            lookup = self.images if model is apps.get_model("core.Image") else self.documents
            lookup.expect([key])

    def expect_rich_text(self, source: str) -> None:
        """Announce what a rich text links to and shows."""
        for reference in _REFERENCE.finditer(source):
            found = _ID.search(reference[0])
            if found is None:
                continue
            pk = int(found[1])
            if reference[1] == "page":
                self._portal.directory.expect(pks=[pk])
            else:
                (self.images if reference[1] == "image" else self.documents).expect([pk])

    def fetch_relations(self, pages: Iterable["BasePage"]) -> None:
        """Give pages of the database what they show of their relations, a few queries a type."""
        by_type: dict[type[BasePage], list[BasePage]] = defaultdict(list)
        for page in pages:
            page.locale = self._portal.locale_of(page)  # known already
            by_type[type(page)].append(page)
        for model, some in by_type.items():
            prefetch_related_objects(some, *model.shown_relations)

    def expect_summaries(self, pages: list["BasePage"]) -> None:
        """Announce that pages will be listed."""
        self.fetch_relations(pages)
        for page in pages:
            self.tags.expect([page.pk])
            self.states.expect([page.translation_key])
            self._portal.directory.expect(keys=[page.translation_key])
            if page.alias_of_id:
                self._portal.directory.expect(pks=[page.alias_of_id])
            self.expect_pictures(page)
            page.look_ahead_summary(self)

    def expect_listed(self, which: "Callable[[], list[Entry]]") -> None:
        """Announce that pages will be listed which can only be told once the directory is read."""
        self._listed.append(which)

    def listed(self, entry: "Entry") -> "BasePage | None":
        """A page that is listed, with all others that were announced."""
        if self._listed:
            waiting, self._listed = self._listed, []
            self.pages.expect(one.pk for which in waiting for one in which())
        return self.pages.get(entry.pk)

    def expect_pictures(self, shown: Model) -> None:
        """Announce the pictures that a page or a snippet names in fields of its own."""
        image = apps.get_model("core.Image")
        for field in shown._meta.concrete_fields:
            if isinstance(field, ForeignKey) and field.related_model is image:
                pk = getattr(shown, field.attname)
                if pk is not None:
                    self.images.expect([pk])

    def _find_pages(self, pks: list[int]) -> "dict[int, BasePage]":
        pages = {page.pk: page for page in Page.objects.filter(pk__in=pks).specific()}
        self.expect_summaries(list(pages.values()))
        return pages

    def _find_children(self, paths: list[str]) -> "dict[str, list[BasePage]]":
        below = Q()
        for path in paths:
            below |= Q(path__startswith=path, depth=len(path) // Page.steplen + 1)
        children: dict[str, list[BasePage]] = {path: [] for path in paths}
        pages = self._portal.public(Page.objects.filter(below).order_by("path"))
        self.expect_summaries(pages)
        for page in pages:
            children[page.path[: -Page.steplen]].append(page)
        return children


class Snippets(Lookup[int, SnippetT]):
    """The snippets of one model by primary key, each found with its translations.

    `shown_with` of the model names the foreign keys to follow: to snippets that it shows.
    """

    def __init__(self, model: type[SnippetT], shelf: Shelf) -> None:
        super().__init__(self._find_snippets)
        self._model = model
        self._shelf = shelf
        self._shown_with: tuple[str, ...] = getattr(model, "shown_with", ())
        self._translations: Lookup[UUID, dict[int, SnippetT]] = Lookup(self._find_translations)

    def translations(self, key: UUID) -> dict[int, SnippetT]:
        """A snippet in every language, by the locale's primary key."""
        return self._translations.get(key) or {}

    def expect_translations(self, key: UUID) -> None:
        """Announce that a snippet will be shown in some language."""
        self._translations.expect([key])

    def _find_snippets(self, pks: list[int]) -> dict[int, SnippetT]:
        theirs = self._model._default_manager.filter(pk__in=pks).values("translation_key")
        by_key = self._load(Q(translation_key__in=theirs))
        self._translations.add(by_key)
        return {one.pk: one for group in by_key.values() for one in group.values()}

    def _find_translations(self, keys: list[UUID]) -> dict[UUID, dict[int, SnippetT]]:
        return self._load(Q(translation_key__in=keys))

    def _load(self, condition: Q) -> dict[UUID, dict[int, SnippetT]]:
        by_key: dict[UUID, dict[int, SnippetT]] = defaultdict(dict)
        rows = self._model._default_manager.filter(condition)
        for one in rows.select_related(*self._shown_with) if self._shown_with else rows:
            by_key[one.translation_key][one.locale_id] = one
            self._shelf.expect_pictures(one)
            for name in self._shown_with:
                other = getattr(one, name)
                self._shelf.snippets(type(other)).expect_translations(other.translation_key)
        return by_key


def _with_collection(model: str, pks: list[int]) -> dict[int, Any]:
    manager = apps.get_model("core", model)._default_manager
    return {one.pk: one for one in manager.filter(pk__in=pks).select_related("collection")}


def _tags(pages: list[int]) -> dict[int, list[str]]:
    """The tags of pages in alphabetical order, by the primary key of the page."""
    tagged = apps.get_model("core.TaggedPage")._default_manager.filter(content_object__in=pages)
    found: dict[int, list[str]] = {pk: [] for pk in pages}
    for page, name in tagged.values_list("content_object_id", "tag__name"):
        found[page].append(name)
    return {page: sorted(names) for page, names in found.items()}
