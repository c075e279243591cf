"""Building the demonstration portal: as a whole, in one transaction, once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from django.db.models import Field, ForeignKey
from wagtail.models import Locale, Site

from cms.core.portals import Portal
from cms.delivery.changes import changes
from cms.delivery.work import catch_up
from cms.demo.content.blocks import stable_id
from cms.demo.indexing import indexed_once
from cms.demo.media import add_media
from cms.demo.pages import Pages
from cms.demo.portal import (
    SOURCE,
    add_navigation,
    configure,
    keep_in_step,
    make_locales,
    make_site,
)
from cms.demo.registry import Registry
from cms.demo.snippets import Snippets
from cms.demo.translating import Translator
from cms.translation.glossary.seeding import seed_glossary
from home.models import HomePage


@dataclass(frozen=True)
class DemoResult:
    """What came of it; `translated` and `fallbacks` count pages by URL code of their language."""

    site: Site
    created: bool
    translated: dict[str, int]
    fallbacks: dict[str, int]


def build_demo(tell: Callable[[str], None]) -> DemoResult:
    """Make the portal unless it is there; `tell` is called as each step begins.

    A portal that is there stays as its editors have left it. Whatever goes wrong, nothing is left
    half made.
    """
    home = HomePage.objects.filter(translation_key=stable_id("page", "home")).first()
    if home is None:
        with changes():
            with indexed_once(), references_unchecked():
                site = _build(tell)
                tell("Indexing")
            tell("Making the documents")
        catch_up()
        created = True
    else:
        source = HomePage.objects.filter(translation_key=home.translation_key)
        site = Site.objects.get(root_page__in=source)
        created = False
    return DemoResult(site, created, *_count(site))


@contextmanager
def references_unchecked() -> Iterator[None]:
    """Inside, validation does not look whether what a foreign key names exists.

    A page has a dozen of them, with a query each. The database looks at the end of the transaction.
    """

    def validate(field: ForeignKey[Any, Any], value: Any, instance: Any) -> None:
        if not field.remote_field.parent_link:
            Field.validate(field, value, instance)

    with patch.object(ForeignKey, "validate", validate):
        yield


def _build(tell: Callable[[str], None]) -> Site:
    locales = make_locales()
    source = locales.pop(SOURCE)
    translator = Translator(locales)
    registry = Registry()
    pages = Pages(registry, source)
    tell("Drawing pictures")
    add_media(registry, translator.catalogues)
    tell("Adding organisations, people, treaties and objectives")
    Snippets(registry, source, translator).add_all()
    tell("Filling the glossary")
    seed_glossary()
    tell("Writing pages")
    pages.plant()
    site = make_site(registry.get("page", "home"))
    configure(site, registry)
    pages.fill()
    tell("Translating pages")
    pages.translate(translator)
    add_navigation(site, registry, source, translator)
    keep_in_step(source, translator)
    return site


def _count(site: Site) -> tuple[dict[str, int], dict[str, int]]:
    pages = Portal(site).pages().live()
    translated, fallbacks = {}, {}
    for locale in Locale.objects.order_by("pk"):
        own = pages.filter(locale=locale)
        translated[locale.language_code] = own.filter(alias_of=None).count()
        fallbacks[locale.language_code] = own.exclude(alias_of=None).count()
    return translated, fallbacks
