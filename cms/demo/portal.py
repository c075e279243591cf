"""Making the demo's site: its place, settings, scope, languages and navigation."""

import json

from wagtail.models import Locale, Page, Site
from wagtail_localize.models import LocaleSynchronization

from cms.core.languages import defaults_for
from cms.core.models import Language, Navigation, SiteSettings
from cms.demo.content.blocks import stable_id
from cms.demo.content.site import (
    ADDRESS,
    COLOURS,
    EMAIL,
    FOOTER,
    HEADER,
    HREFLANG,
    SITE_NAME,
    SMALL_PRINT,
    TAGLINE,
)
from cms.demo.registry import Registry
from cms.demo.translating import Translator
from gbif_blocks.models import Scope

SOURCE = "en"
# Used only where another portal is the default site already.
HOSTNAME = "demo.localhost"
PORT = 8000


def make_locales() -> dict[str, Locale]:
    """The four languages with their five codes; codes that somebody has edited stay."""
    locales = {}
    for code, tag in HREFLANG.items():
        locale, _created = Locale.objects.get_or_create(language_code=code)
        defaults = defaults_for(code)
        Language.objects.get_or_create(
            locale=locale,
            defaults={
                "label": defaults.label,
                "bcp47": tag,
                "direction": defaults.direction,
                "widget_locale": defaults.widget,
                "stories_locale": defaults.stories,
                "map_locale": defaults.map,
            },
        )
        locales[code] = locale
    return locales


def make_site(home: Page) -> Site:
    """The site whose root is `home`.

    It is the default one, in the place of Wagtail's welcome page, unless the default site is
    another portal.
    """
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return Site.objects.create(
            hostname="localhost", port=PORT, root_page=home, is_default_site=True
        )
    placeholder = site.root_page
    if placeholder.specific_class is not Page:
        return Site.objects.create(hostname=HOSTNAME, port=PORT, root_page=home)
    site.root_page = home
    site.save()
    placeholder.delete()
    return site


def configure(site: Site, registry: Registry) -> None:
    """The settings and the GBIF scope of the site."""
    site.site_name = SITE_NAME
    site.save()
    settings = SiteSettings.for_site(site)
    settings.name = SITE_NAME
    settings.tagline = TAGLINE
    settings.logo = registry.get("image", "portal-mark")
    settings.email = EMAIL
    settings.address = ADDRESS
    settings.primary_colour = COLOURS["primary"]
    settings.accent_colour = COLOURS["accent"]
    settings.licence = "CC-BY-4.0"
    settings.full_clean()
    settings.save()
    scope = Scope.for_site(site)
    scope.country = "BE"
    scope.occurrence_relation = "both"
    scope.without_country_mismatch = True
    scope.literature_relation = "either"
    scope.available_catalogues = [
        "occurrence",
        "dataset",
        "publisher",
        "literature",
        "collection",
        "institution",
        "taxon",
    ]
    scope.highlighted_filters = {
        "occurrence": ["taxonKey", "gadmGid", "year", "basisOfRecord", "datasetKey"],
        "dataset": ["q", "type", "license"],
    }
    scope.map_latitude, scope.map_longitude, scope.map_zoom = 50.6, 4.3, 8.4
    scope.full_clean()
    scope.save()


def add_navigation(site: Site, registry: Registry, source: Locale, translator: Translator) -> None:
    """Header and footer in every language."""
    navigation = Navigation(
        site=site,
        locale=source,
        translation_key=stable_id("navigation"),
        header=json.dumps(registry.stream(HEADER, "navigation", "header")),
        footer=json.dumps(registry.stream(FOOTER, "navigation", "footer")),
        small_print=SMALL_PRINT,
    )
    navigation.full_clean()
    navigation.save()
    translator.translate(navigation)


def keep_in_step(source: Locale, translator: Translator) -> None:
    """From now on a new page gets an alias in every other language."""
    known = LocaleSynchronization.objects.values_list("locale_id", flat=True)
    # Saved one by one, each would look through all trees, which are in step already.
    LocaleSynchronization.objects.bulk_create(
        LocaleSynchronization(locale=locale, sync_from=source)
        for locale in translator.locales.values()
        if locale.pk not in set(known)
    )
