"""A portal: one Wagtail site with the root of its tree in every language, and its public paths.

Wagtail's own URLs depend on the thread's active language (`Page.localized`) and on the request
(`Site.find_for_request`). Here a path depends on the page alone: the source language stands at the
root, every other one under its URL code ("/nl/gemeenschap/").
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Self, TypeVar
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Locale,
    Page,
    PageViewRestriction,
    Site,
    get_page_models,
)
from wagtail.query import PageQuerySet

from cms.core.directory import Directory, Entry
from cms.core.shelf import Shelf

T = TypeVar("T")


@dataclass(eq=False)
class Portal:
    """A site as one moment sees it.

    It remembers what it has looked up, so that a thousand pages ask once: make a new one after any
    change of trees, sites, languages or privacy.
    """

    site: Site

    @classmethod
    def all(cls) -> list[Self]:
        """Every site, the default one first."""
        sites = Site.objects.select_related("root_page").order_by("-is_default_site", "pk")
        return [cls(site) for site in sites]

    @cached_property
    def roots(self) -> dict[int, Page]:
        """The root page of each language, by the locale's primary key; the source's first."""
        source = self.site.root_page
        pages = (
            Page.objects.filter(translation_key=source.translation_key)
            .select_related("locale__language")
            .order_by("locale_id")
        )
        return {
            page.locale_id: page
            for page in sorted(pages, key=lambda page: (page.pk != source.pk, page.locale_id))
        }

    @property
    def source_locale(self) -> Locale:
        """The language in which the portal is written first."""
        return next(iter(self.roots.values())).locale

    @cached_property
    def public_locales(self) -> list[Locale]:
        """The languages whose root page can be read, the source's first."""
        return [root.locale for root in self.roots.values() if self.is_public(root)]

    def locale(self, code: str) -> Locale | None:
        """The portal's public language of a URL code."""
        return next((one for one in self.public_locales if one.language_code == code), None)

    @property
    def frontend_url(self) -> str:
        """The address of the public website, without a final slash."""
        if self.site.is_default_site:
            return str(settings.FRONTEND_URL).rstrip("/")
        return str(self.site.root_url)

    def path(self, page: Page | Entry) -> str | None:
        """The public path of a page, or None when it does not belong to this portal."""
        root = self.roots.get(page.locale_id)
        if root is None or not page.url_path.startswith(root.url_path):
            return None
        rest = page.url_path[len(root.url_path) :]
        prefix = "/" if root.pk == self.site.root_page_id else f"/{root.locale.language_code}/"
        return f"{prefix}{rest}"

    @property
    def drafted(self) -> tuple[UUID, int] | None:
        """Key and language of a page of which a draft is shown, in the words of its translators."""
        return None

    def translations(self, translation_key: UUID) -> list[Entry]:
        """The portal's pages of one translation key, public or not."""
        return self.directory.translations(translation_key)

    @cached_property
    def directory(self) -> Directory:
        """What links and lists need to know of the portal's pages."""
        roots = tuple(root.path for root in self.roots.values())
        return Directory(lambda entry: entry.path.startswith(roots))

    @cached_property
    def shelf(self) -> Shelf:
        """What the portal's pages show besides their own content."""
        return Shelf(self)

    def locale_of(self, page: Page | Entry) -> Locale:
        """The language of a page, of this portal or another."""
        return self.locale_by_pk(page.locale_id)

    def locale_by_pk(self, pk: int) -> Locale:
        """The language with a primary key, the portal's or another."""
        root = self.roots.get(pk)
        if root is not None:
            return root.locale
        return self.once(f"locale:{pk}", lambda: Locale.objects.get(pk=pk))

    def once(self, name: Hashable, look_up: Callable[[], T]) -> T:
        """What `look_up` gave the first time that it was asked for by this name."""
        if name not in self._known:
            self._known[name] = look_up()
        found: T = self._known[name]
        return found

    def pages(self) -> PageQuerySet:
        """All pages of the portal in all languages."""
        pages: PageQuerySet = Page.objects.filter(self.in_tree)
        return pages

    @cached_property
    def in_tree(self) -> Q:
        """The condition on a page, or on a type of pages, to stand in the portal."""
        trees = Q()
        for root in self.roots.values():
            trees |= Q(path__startswith=root.path)
        return trees

    @cached_property
    def _known(self) -> dict[Hashable, Any]:
        return {}

    @cached_property
    def _private_paths(self) -> tuple[str, ...]:
        return tuple(PageViewRestriction.objects.values_list("page__path", flat=True))

    def is_public(self, page: Page | Entry) -> bool:
        """Whether anybody may read the page now."""
        return page.live and not page.path.startswith(self._private_paths)

    @cached_property
    def _private_collections(self) -> tuple[str, ...]:
        return tuple(CollectionViewRestriction.objects.values_list("collection__path", flat=True))

    def is_open(self, collection: Collection) -> bool:
        """Whether anybody may see what is in a collection of pictures or files."""
        return not collection.path.startswith(self._private_collections)

    def public(self, pages: PageQuerySet) -> list[Page]:
        """The specific pages of a queryset that anybody may read, in its order."""
        some = pages.live() if _is_specific(pages.model) else pages.live().specific()
        return [page for page in some if self.is_public(page)]


@cache
def _is_specific(model: type[Page]) -> bool:
    """Whether every page of this type is of this type alone."""
    return not any(issubclass(one, model) and one is not model for one in get_page_models())


def portal_of(page: Page, portals: list[Portal] | None = None) -> Portal | None:
    """The portal to which a page belongs: of nested sites, the one whose root lies nearest.

    `portals` are those that the caller has looked up already.
    """
    candidates = Portal.all() if portals is None else portals
    holding = [portal for portal in candidates if portal.path(page) is not None]
    return max(holding, key=lambda portal: int(portal.site.root_page.depth), default=None)
