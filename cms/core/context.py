"""What rendering may ask: pages, snippets and pictures in the language of one document.

A `Context` is given to everything that is rendered. It resolves what is shown in the language of
the document, and notes each thing it touches as a tag. The tags:

    page:<pk>                     the content, title or liveness of a page is shown
    url:<pk>                      its public path is shown
    children:<pk>                 its public children are listed
    type:<app.Model>:<locale pk>  all public pages of a type in a language are listed
    translations:<key>            the translations of a page and their states are shown
    image:<pk>, document:<pk>     a picture or a file is shown
    snippet:<app.Model>:<key>     a snippet is shown, in any language
    navigation:<site pk>, site:<site pk>, scope:<site pk>, locales, snapshot:<uuid>
"""

from collections.abc import Iterable
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from wagtail.models import Locale, Page, Site, TranslatableMixin

from cms.core.directory import Entry
from cms.core.models import BasePage, Document
from cms.core.pictures import represent_image
from cms.core.portals import Portal
from cms.core.rich_text import represent_rich_text
from cms.core.snippets import RepresentedSnippet
from cms.core.translation_states import translation_states
from gbif_blocks.queries import Query
from gbif_blocks.representation import JSON
from gbif_blocks.scopes import Scope
from gbif_blocks.snapshots import Snapshot

SnippetT = TypeVar("SnippetT", bound=TranslatableMixin)

ADDRESS_KINDS = {"mailto": "email", "tel": "phone", "http": "external", "https": "external"}


class _Followed(NamedTuple):
    """Where a link to a page leads in one language, and on what that depends."""

    tags: tuple[str, ...] = ()
    target: Entry | None = None
    path: str | None = None
    key: str | None = None
    locale: str | None = None


class Context:
    """The language, the portal and the record of what one document shows."""

    def __init__(self, portal: Portal, locale: Locale, written_in: Locale | None = None) -> None:
        """`written_in` is the language of the text, where a fallback shows another's."""
        self.portal = portal
        self.site: Site = portal.site
        self.locale = locale
        self.locale_code: str = locale.language_code
        self.language: str = (written_in or locale).language_code
        self.dependencies: set[str] = set()

    def touch(self, tag: str) -> None:
        self.dependencies.add(tag)

    def expect(self, model: type[Any], key: Any) -> None:
        """Announce what will be shown; see `Shelf.expect`."""
        self.portal.shelf.expect(model, key)

    def expect_rich_text(self, source: str) -> None:
        """Announce a rich text that will be shown."""
        self.portal.shelf.expect_rich_text(source)

    def gettext(self, text: str | Promise) -> str:
        """A lazily translated text, such as a choice's label, in the language of the text."""
        with translation.override(self.language):
            return str(text)

    def rich_text(self, source: str) -> JSON:
        """`{html, tree}` of stored rich text."""
        return represent_rich_text(source, self)

    # Pages

    def page(self, pk: int) -> Entry | None:
        """A page to link to, in the language in which it was chosen."""
        return self.portal.directory.page(pk)

    def localized_page(self, page: Page | Entry) -> Entry | None:
        """The public page that a link to `page` leads to in this language, or None."""
        return self._follow(page).target

    def _follow(self, page: Page | Entry) -> "_Followed":
        name = ("followed", page.translation_key, page.locale_id, self.locale.pk)
        followed: _Followed = self.portal.once(name, lambda: self._find_target(page))
        self.dependencies.update(followed.tags)
        return followed

    def _find_target(self, page: Page | Entry) -> "_Followed":
        tag = f"translations:{page.translation_key}"
        pages = self.portal.translations(page.translation_key)
        by_locale = {one.locale_id: one for one in pages}
        for locale_id in (self.locale.pk, page.locale_id, self.portal.source_locale.pk):
            found = by_locale.get(locale_id)
            if found is not None and self.portal.is_public(found):
                tags = (tag, f"url:{found.pk}")
                path = self.portal.path(found)
                code = self.portal.locale_of(found).language_code
                return _Followed(tags, found, path, str(found.translation_key), code)
        return _Followed((tag,))

    def page_link(
        self,
        page: Page | Entry | None,
        query: str = "",
        anchor: str = "",
        new_window: bool = False,
    ) -> JSON:
        """A Link to a page in this language; `missing` when it cannot be read."""
        followed = self._follow(page) if page is not None else _Followed()
        path = followed.path
        if path is None:
            return _link("page", None, new_window=new_window, state="missing")
        href = path + (f"?{query.lstrip('?')}" if query else "") + (f"#{anchor}" if anchor else "")
        return _link(
            "page",
            href,
            key=followed.key,
            locale=followed.locale,
            path=path,
            new_window=new_window,
        )

    def page_link_by_id(self, pk: str, query: str = "", anchor: str = "") -> JSON:
        """A Link to the page that a rich text names."""
        page = self.page(int(pk)) if pk.isdecimal() else None
        if page is None and pk.isdecimal():
            self.touch(f"page:{pk}")
        return self.page_link(page, query, anchor)

    def explorer_link(self, catalogue: str) -> JSON:
        """A Link to the portal's explorer page of a GBIF catalogue, or None."""
        explorers = self.pages_of_type(apps.get_model("home", "DataExplorerPage"))
        page = next((one for one in explorers if one.catalogue == catalogue), None)
        return self.page_link(page) if page else None

    def pages_of_type(self, model: type[BasePage]) -> list[Any]:
        """The public pages of a type in this language and portal, in tree order."""
        tag = f"type:{model._meta.label}:{self.locale.pk}"
        self.touch(tag)
        return list(self.portal.once(tag, lambda: self._find_of_type(model)))

    def _find_of_type(self, model: type[BasePage]) -> list[BasePage]:
        pages = model.objects.filter(self.portal.in_tree, locale=self.locale).order_by("path")
        found = self.portal.public(pages)
        self.portal.shelf.expect_summaries(found)
        return found

    def expect_children(self, page: Page) -> None:
        """Announce that the children of a page will be listed."""
        self.portal.shelf.children.expect([page.path])

    def children(self, page: Page, of_type: type[BasePage] = BasePage) -> list[Any]:
        """The public children of a page, in the editors' order."""
        self.touch(f"children:{page.pk}")
        children = self.portal.shelf.children.get(page.path) or []
        return [child for child in children if isinstance(child, of_type)]

    def parent(self, page: Page) -> Any:
        """The specific page above a page."""
        entry = self.portal.directory.at(page.path[: -page.steplen])
        return self.portal.shelf.pages.get(entry.pk) if entry else None

    def translation_state(self, page: BasePage) -> str:
        """How the page stands to its source; see `translation_states`."""
        if page.alias_of_id is not None:
            return "fallback"
        return translation_states(self.portal, page.translation_key)[page.pk].state

    def written_in(self, page: BasePage) -> Locale:
        """The language of the text that a page shows."""
        source = self.page(page.alias_of_id) if page.alias_of_id is not None else None
        return self.portal.locale_of(source or page)

    def tags(self, page: BasePage) -> list[str]:
        """The tags of a page, in alphabetical order."""
        if page.tagged_items.is_deferring:  # a draft, with tags of its own
            return sorted(page.tags.names())
        return list(self.portal.shelf.tags.get(page.pk) or [])

    def summary(self, page: BasePage) -> JSON:
        """The Summary of a page in a list."""
        self.touch(f"page:{page.pk}")
        self.touch(f"url:{page.pk}")
        self.touch(f"translations:{page.translation_key}")
        return page.get_summary(self)

    def summaries(self, pks: Iterable[int]) -> list[JSON]:
        """The Summaries of chosen pages in this language; those that nobody can read are left
        out."""
        shelf = self.portal.shelf
        pages = [shelf.listed(one) for one in self.shown_pages(pks)]
        return [self.summary(page) for page in pages if page is not None]

    def expect_summaries(self, pks: Iterable[int]) -> None:
        """Announce that chosen pages will be listed, in the language of this document."""
        chosen = list(pks)
        self.portal.directory.expect(pks=chosen)
        self.portal.shelf.expect_listed(lambda: self.shown_pages(chosen))

    def shown_pages(self, pks: Iterable[int]) -> list[Entry]:
        """The public pages in this language to which chosen ones lead."""
        chosen = [entry for pk in pks if (entry := self.page(pk)) is not None]
        return [entry for one in chosen if (entry := self.localized_page(one)) is not None]

    # Addresses and files

    def address_link(self, href: str, new_window: bool = False) -> JSON:
        """A Link to an address outside the pages; `missing` when its scheme is not allowed."""
        href = href.strip()
        if href.startswith("#"):
            return _link("anchor", href, new_window=new_window)
        kind = ADDRESS_KINDS.get(urlsplit(href).scheme.lower())
        if kind is None:
            return _link("external", None, state="missing", new_window=new_window)
        return _link(kind, href, new_window=new_window)

    def document(self, pk: int | None) -> Document | None:
        """A file by its primary key."""
        return None if pk is None else self.portal.shelf.documents.get(pk)

    def document_link(self, document: Document | None, new_window: bool = False) -> JSON:
        """A Link to a file; `missing` when it is gone or private."""
        href = self.document_url(document)
        return _link("document", href, state="live" if href else "missing", new_window=new_window)

    def document_link_by_id(self, pk: str) -> JSON:
        """A Link to the file that a rich text names."""
        if pk.isdecimal():
            self.touch(f"document:{pk}")
        return self.document_link(self.document(int(pk)) if pk.isdecimal() else None)

    def document_url(self, document: Document | None) -> str | None:
        if document is None:
            return None
        self.touch(f"document:{document.pk}")
        if not self.portal.is_open(document.collection):
            return None
        return f"{str(settings.WAGTAILADMIN_BASE_URL).rstrip('/')}{document.url}"

    # GBIF

    @property
    def scope(self) -> Scope:
        """The portal's scope."""
        scope: Scope = self.portal.once("scope", lambda: Scope.for_site(self.site))
        return scope

    def snapshot(self, query: Query) -> Snapshot:
        """The snapshot of a query to GBIF."""
        return self.portal.shelf.snapshots.get(query)

    # Snippets

    def snippet(self, model: type[SnippetT], pk: int | None) -> SnippetT | None:
        """A chosen snippet in this language; None when there is none (any more)."""
        chosen = None if pk is None else self.portal.shelf.snippets(model).get(pk)
        return None if chosen is None else self.localized(chosen)

    def localized(self, snippet: SnippetT) -> SnippetT:
        """The snippet in this language, else in the portal's source language, else as given."""
        model = type(snippet)
        self.touch(f"snippet:{model._meta.label}:{snippet.translation_key}")
        translations = self.portal.shelf.snippets(model).translations(snippet.translation_key)
        source: SnippetT = translations.get(self.portal.source_locale.pk, snippet)
        shown: SnippetT = translations.get(self.locale.pk, source)
        return shown

    def represented(self, snippet: RepresentedSnippet | None) -> JSON:
        """The public form of a snippet in this language, or None."""
        if snippet is None:
            return None
        return self.localized(snippet).get_representation(self)

    def represented_by_pk(self, model: type[RepresentedSnippet], pk: int | None) -> JSON:
        """The public form of a chosen snippet in this language, or None."""
        snippet = self.snippet(model, pk)
        return None if snippet is None else snippet.get_representation(self)

    # Pictures

    def image(
        self,
        pk: int | None,
        alt: str | None = None,
        decorative: bool = False,
        caption: str | None = None,
    ) -> JSON:
        """The public form of a picture, or None when there is none or it is private."""
        image = None if pk is None else self.portal.shelf.images.get(pk)
        if image is None:
            return None
        self.touch(f"image:{pk}")
        if not self.portal.is_open(image.collection):
            return None
        language = self.language
        shown: dict[str, JSON] = self.portal.once(
            ("image", pk, language), lambda: represent_image(image, language)
        )
        return {
            **shown,
            "alt": "" if decorative else alt or shown["alt"],
            "decorative": decorative,
            "caption": caption or shown["caption"],
        }

    def image_by_id(self, pk: str, alt: str = "") -> JSON:
        """The public form of the picture that a rich text names."""
        if not pk.isdecimal():
            return None
        self.touch(f"image:{pk}")
        return self.image(int(pk), alt=alt)


def _link(
    kind: str,
    href: str | None,
    *,
    key: str | None = None,
    locale: str | None = None,
    path: str | None = None,
    state: str = "live",
    new_window: bool = False,
) -> JSON:
    return {
        "kind": kind,
        "href": href,
        "state": state,
        "key": key,
        "locale": locale,
        "path": path,
        "new_window": new_window,
    }
