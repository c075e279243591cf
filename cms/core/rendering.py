"""Rendering: from live content to the public JSON of a page or a portal, and what it depends on.

A `Context` is given to everything that is rendered. It resolves pages, snippets and pictures in
the language of the document, and notes each thing it touches as a tag. The tags:

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
from datetime import UTC, datetime
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from wagtail.models import Locale, Page, Site, TranslatableMixin

from cms.core import image_urls, json_ld
from cms.core.licences import represent_licence
from cms.core.models import Document, Image, Language, Navigation, SiteSettings
from cms.core.models.navigation import EMPTY_NAVIGATION
from cms.core.models.pages import BasePage
from cms.core.portals import Portal
from cms.core.rich_text import represent_rich_text
from cms.core.snippets import RepresentedSnippet
from cms.core.translation_states import translation_states
from gbif_blocks.representation import JSON

SnippetT = TypeVar("SnippetT", bound=TranslatableMixin)

ADDRESS_KINDS = {"mailto": "email", "tel": "phone", "http": "external", "https": "external"}


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

    def gettext(self, text: str | Promise) -> str:
        """A lazily translated text, such as a choice's label, in the language of the text."""
        with translation.override(self.language):
            return str(text)

    # Pages

    def localized_page(self, page: Page) -> Page | None:
        """The public page that a link to `page` leads to in this language, or None."""
        self.touch(f"translations:{page.translation_key}")
        pages = self.portal.translations(page.translation_key)
        by_locale = {one.locale_id: one for one in pages}
        for locale_id in (self.locale.pk, page.locale_id, self.portal.source_locale.pk):
            found = by_locale.get(locale_id)
            if found is not None and self.portal.is_public(found):
                self.touch(f"url:{found.pk}")
                return found
        return None

    def page_link(
        self, page: Page | None, query: str = "", anchor: str = "", new_window: bool = False
    ) -> JSON:
        """A Link to a page in this language; `missing` when it cannot be read."""
        target = self.localized_page(page) if page is not None else None
        path = self.portal.path(target) if target is not None else None
        if target is None or path is None:
            return _link("page", None, new_window=new_window, state="missing")
        href = path + (f"?{query.lstrip('?')}" if query else "") + (f"#{anchor}" if anchor else "")
        return _link(
            "page",
            href,
            key=str(target.translation_key),
            locale=target.locale.language_code,
            path=path,
            new_window=new_window,
        )

    def page_link_by_id(self, pk: str, query: str = "", anchor: str = "") -> JSON:
        page = Page.objects.filter(pk=pk).first() if pk.isdigit() else None
        if page is None and pk.isdigit():
            self.touch(f"page:{pk}")
        return self.page_link(page, query, anchor)

    def address_link(self, href: str, new_window: bool = False) -> JSON:
        """A Link to an address outside the pages; `missing` when its scheme is not allowed."""
        href = href.strip()
        if href.startswith("#"):
            return _link("anchor", href, new_window=new_window)
        kind = ADDRESS_KINDS.get(urlsplit(href).scheme.lower())
        if kind is None:
            return _link("external", None, state="missing", new_window=new_window)
        return _link(kind, href, new_window=new_window)

    def document_link(self, document: Document | None, new_window: bool = False) -> JSON:
        """A Link to a file; `missing` when it is gone or private."""
        href = self.document_url(document)
        return _link("document", href, state="live" if href else "missing", new_window=new_window)

    def document_link_by_id(self, pk: str) -> JSON:
        if pk.isdigit():
            self.touch(f"document:{pk}")
        return self.document_link(Document.objects.filter(pk=pk).first() if pk.isdigit() else None)

    def document_url(self, document: Document | None) -> str | None:
        if document is None:
            return None
        self.touch(f"document:{document.pk}")
        if not self.portal.is_open(document.collection):
            return None
        return f"{str(settings.WAGTAILADMIN_BASE_URL).rstrip('/')}{document.url}"

    def explorer_link(self, catalogue: str) -> JSON:
        """A Link to the portal's explorer page of a GBIF catalogue, or None."""
        explorers = self.pages_of_type(apps.get_model("home", "DataExplorerPage"))
        page = next((one for one in explorers if one.catalogue == catalogue), None)
        return self.page_link(page) if page else None

    def pages_of_type(self, model: type[BasePage]) -> list[Any]:
        """The public pages of a type in this language and portal, in tree order."""
        self.touch(f"type:{model._meta.label}:{self.locale.pk}")
        pages = model.objects.filter(
            locale=self.locale, pk__in=self.portal.pages().values("pk")
        ).order_by("path")
        return self.portal.public(pages)

    def children(self, page: Page, of_type: type[BasePage] | None = None) -> list[Any]:
        """The public children of a page, in the editors' order."""
        self.touch(f"children:{page.pk}")
        children = page.get_children()
        return self.portal.public(children.type(of_type) if of_type else children)

    def translation_state(self, page: BasePage) -> str:
        """How the page stands to its source; see `translation_states`."""
        if page.alias_of_id is not None:
            return "fallback"
        return translation_states(self.portal, page.translation_key)[page.pk].state

    def summary(self, page: BasePage) -> JSON:
        """The Summary of a page in a list."""
        self.touch(f"page:{page.pk}")
        self.touch(f"url:{page.pk}")
        self.touch(f"translations:{page.translation_key}")
        return page.get_summary(self)

    def rich_text(self, source: str) -> JSON:
        """`{html, tree}` of stored rich text."""
        return represent_rich_text(source, self)

    # Snippets

    def localized(self, snippet: SnippetT) -> SnippetT:
        """The snippet in this language, else in the portal's source language, else as given."""
        tag = f"snippet:{snippet._meta.label}:{snippet.translation_key}"
        self.touch(tag)
        translations = self.portal.once(tag, lambda: _translations(snippet))
        source: SnippetT = translations.get(self.portal.source_locale.pk, snippet)
        shown: SnippetT = translations.get(self.locale.pk, source)
        return shown

    def represented(self, snippet: RepresentedSnippet | None) -> JSON:
        """The public form of a snippet in this language, or None."""
        if snippet is None:
            return None
        return self.localized(snippet).get_representation(self)

    def all_represented(self, snippets: Iterable[RepresentedSnippet | None]) -> list[JSON]:
        """The public forms of the snippets that still exist."""
        return [self.represented(snippet) for snippet in snippets if snippet is not None]

    # Pictures

    def image(
        self,
        image: Image | None,
        alt: str | None = None,
        decorative: bool = False,
        caption: str | None = None,
    ) -> JSON:
        """The public form of a picture, or None when there is none or it is private."""
        if image is None:
            return None
        self.touch(f"image:{image.pk}")
        if not self.portal.is_open(image.collection):
            return None
        extension = image_urls.fallback_format(image)
        formats = () if extension == "svg" else (*image_urls.MODERN_FORMATS, extension)
        offered = image_urls.widths(image)
        width = max(
            (one for one in offered if one <= image_urls.FALLBACK_WIDTH), default=offered[0]
        )
        focal = image.get_focal_point()
        sources = self.portal.once(
            f"sources:{image.pk}",
            lambda: [
                {"type": image_urls.MIME_TYPES[one], "srcset": image_urls.srcset(image, one)}
                for one in formats
            ],
        )
        return {
            "id": image.pk,
            "title": image.title,
            "alt": "" if decorative else (alt or image.text("alt", self.language)),
            "decorative": decorative,
            "caption": caption or image.text("caption", self.language) or None,
            "credit": image.credit or None,
            "creator": image.creator or None,
            "rights_holder": image.rights_holder or None,
            "licence": represent_licence(image.licence, self.language),
            "source_url": image.source_url or None,
            "occurrence_url": image.occurrence_url or None,
            "width": int(image.width),
            "height": int(image.height),
            "focal_point": focal
            and {
                "x": round(focal.centroid[0] / image.width, 4),
                "y": round(focal.centroid[1] / image.height, 4),
            },
            "placeholder": image.placeholder or None,
            "sources": sources,
            "src": image_urls.image_url(image, width, extension),
        }

    def image_by_id(self, pk: str, alt: str = "") -> JSON:
        if not pk.isdigit():
            return None
        self.touch(f"image:{pk}")
        return self.image(Image.objects.filter(pk=pk).first(), alt=alt)


def _translations(snippet: SnippetT) -> dict[int, SnippetT]:
    """A snippet in every language, by the locale's primary key."""
    rows = type(snippet)._default_manager.filter(translation_key=snippet.translation_key)
    return {one.locale_id: one for one in rows}


def _language_codes(locale: Locale, portal: Portal) -> Language:
    return portal.once(f"language:{locale.pk}", lambda: Language.of(locale))


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


def render_page(page: BasePage, portal: Portal) -> tuple[dict[str, JSON], set[str]]:
    """The document of a live, public page and the tags of what it shows."""
    context = Context(portal, page.locale, written_in=(page.alias_of or page).locale)
    for tag in (f"page:{page.pk}", f"url:{page.pk}", f"site:{portal.site.pk}", "locales"):
        context.touch(tag)
    path = portal.path(page)
    alternates = _alternates(page, context)
    own = next(one for one in alternates if one["path"] == path)
    states = own.pop("_state")
    served = _language_codes(states.served, portal)
    document = {
        "type": page._meta.label,
        "key": str(page.translation_key),
        "path": path,
        "title": page.title,
        "locale": {
            "requested": context.locale_code,
            "served": states.served.language_code,
            "hreflang": served.bcp47,
            "direction": served.direction,
        },
        "translation": {
            "state": states.state,
            "source_locale": states.source.language_code,
            "outdated_since": states.outdated_since and states.outdated_since.isoformat(),
        },
        "alternates": [{k: v for k, v in one.items() if k != "_state"} for one in alternates],
        "breadcrumbs": _breadcrumbs(page, context),
        "published_at": _isoformat(page.first_published_at),
        "updated_at": _isoformat(page.last_published_at),
        "seo": page.get_seo(context),
        "hero": page.get_hero(context),
        "tags": sorted(page.tags.names()),
        "body": page.get_body(context),
        **page.get_document_fields(context),
    }
    document["seo"]["json_ld"] = json_ld.describe(page, document, context)
    return document, context.dependencies


def _isoformat(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z") if moment else None


def _alternates(page: BasePage, context: Context) -> list[dict[str, Any]]:
    """The public page in every language, this one included, with its translation state."""
    context.touch(f"translations:{page.translation_key}")
    pages = [
        one
        for one in context.portal.translations(page.translation_key)
        if context.portal.is_public(one)
    ]
    order = list(context.portal.roots)
    states = translation_states(context.portal, page.translation_key)
    alternates = []
    for one in sorted(pages, key=lambda one: order.index(one.locale_id)):
        context.touch(f"url:{one.pk}")
        alternates.append(
            {
                "locale": one.locale.language_code,
                "hreflang": _language_codes(one.locale, context.portal).bcp47,
                "path": context.portal.path(one),
                "state": states[one.pk].state,
                "_state": states[one.pk],
            }
        )
    return alternates


def _breadcrumbs(page: BasePage, context: Context) -> list[JSON]:
    root = context.portal.roots[page.locale_id]
    crumbs = []
    for ancestor in page.get_ancestors().filter(depth__gte=root.depth):
        context.touch(f"page:{ancestor.pk}")
        context.touch(f"url:{ancestor.pk}")
        if context.portal.is_public(ancestor):
            crumbs.append({"title": ancestor.title, "path": context.portal.path(ancestor)})
    return crumbs


def render_site(portal: Portal, locale: Locale) -> tuple[dict[str, JSON], set[str]]:
    """The site document of a portal in one of its languages, and the tags of what it shows."""
    context = Context(portal, locale)
    site_pk = portal.site.pk
    languages = f"translations:{portal.site.root_page.translation_key}"
    for tag in (f"site:{site_pk}", f"navigation:{site_pk}", "locales", languages):
        context.touch(tag)
    settings_of_site = SiteSettings.for_site(portal.site)
    navigations = {one.locale_id: one for one in Navigation.objects.filter(site=portal.site)}
    navigation = navigations.get(locale.pk) or navigations.get(portal.source_locale.pk)
    language = Language.of(locale)
    document = {
        "type": "site",
        "locale": {
            "requested": context.locale_code,
            "served": (navigation.locale if navigation else locale).language_code,
            "hreflang": language.bcp47,
            "direction": language.direction,
        },
        "languages": [_language(one, context) for one in portal.public_locales],
        **(navigation.get_representation(context) if navigation else EMPTY_NAVIGATION),
        **settings_of_site.get_representation(context),
        "licence": represent_licence(settings_of_site.licence, context.locale_code),
        "gbif": {
            "api_url": str(settings.GBIF_API_URL).rstrip("/"),
            "widget_script_url": settings_of_site.widget_script_url or None,
        },
    }
    return document, context.dependencies


def _language(locale: Locale, context: Context) -> JSON:
    language = Language.of(locale)
    root = context.portal.roots[locale.pk]
    context.touch(f"url:{root.pk}")
    return {
        "locale": locale.language_code,
        "hreflang": language.bcp47,
        "label": language.label,
        "direction": language.direction,
        "widget_locale": language.widget_locale or None,
        "stories_locale": language.stories_locale or None,
        "map_locale": language.map_locale or None,
        "path": context.portal.path(root),
        "default": locale.pk == context.portal.source_locale.pk,
    }
