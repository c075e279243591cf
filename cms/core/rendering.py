"""Rendering: from live content to the public JSON of a page or a portal, and what it depends on.

`cms.core.context` says what the tags of a document are.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.conf import settings
from wagtail.models import Locale

from cms.core import json_ld
from cms.core.context import Context
from cms.core.licences import represent_licence
from cms.core.models import BasePage, Language, Navigation, SiteSettings
from cms.core.models.navigation import EMPTY_NAVIGATION
from cms.core.portals import Portal
from cms.core.translation_states import TranslationState, translation_states
from gbif_blocks.representation import JSON


def look_ahead(pages: Iterable[BasePage], portal: Portal) -> None:
    """Announce what stored pages will show, so that rendering them asks for it once."""
    pages = list(pages)
    portal.shelf.expect_summaries(pages)
    for page in pages:
        above = [page.path[:end] for end in range(page.steplen, len(page.path), page.steplen)]
        portal.directory.expect(paths=above)
        page.look_ahead(Context(portal, page.locale))


def render_page(page: BasePage, portal: Portal) -> tuple[dict[str, JSON], set[str]]:
    """The document of a live, public page and the tags of what it shows."""
    context = Context(portal, page.locale)
    context.language = context.written_in(page).language_code
    for tag in (f"page:{page.pk}", f"url:{page.pk}", f"site:{portal.site.pk}", "locales"):
        context.touch(tag)
    path = portal.path(page)
    states = translation_states(portal, page.translation_key)
    own = states[page.pk]
    served = Language.of(own.served)
    document = {
        "type": page._meta.label,
        "key": str(page.translation_key),
        "path": path,
        "title": page.title,
        "locale": {
            "requested": context.locale_code,
            "served": own.served.language_code,
            "hreflang": served.bcp47,
            "direction": served.direction,
        },
        "translation": {
            "state": own.state,
            "source_locale": own.source.language_code,
            "outdated_since": own.outdated_since and own.outdated_since.isoformat(),
        },
        "alternates": _alternates(page, states, context),
        "breadcrumbs": _breadcrumbs(page, context),
        "published_at": _isoformat(page.first_published_at),
        "updated_at": _isoformat(page.last_published_at),
        "seo": page.get_seo(context),
        "hero": page.get_hero(context),
        "tags": context.tags(page),
        "body": page.get_body(context),
        **page.get_document_fields(context),
    }
    document["seo"]["json_ld"] = json_ld.describe(page, document, context)
    return document, context.dependencies


def _isoformat(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z") if moment else None


def _alternates(
    page: BasePage, states: dict[int, TranslationState], context: Context
) -> list[JSON]:
    """The public page in every language, this one included, with its translation state."""
    context.touch(f"translations:{page.translation_key}")
    portal = context.portal
    by_locale = {one.locale_id: one for one in portal.translations(page.translation_key)}
    alternates = []
    for locale_id, root in portal.roots.items():
        one = by_locale.get(locale_id)
        if one is not None and portal.is_public(one):
            context.touch(f"url:{one.pk}")
            alternates.append(
                {
                    "locale": root.locale.language_code,
                    "hreflang": Language.of(root.locale).bcp47,
                    "path": portal.path(one),
                    "state": states[one.pk].state,
                }
            )
    return alternates


def _breadcrumbs(page: BasePage, context: Context) -> list[JSON]:
    root = context.portal.roots[page.locale_id]
    crumbs = []
    for end in range(len(root.path), len(page.path), page.steplen):
        ancestor = context.portal.directory.at(page.path[:end])
        if ancestor is None:
            continue
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
