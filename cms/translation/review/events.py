"""What others are told of translations: that one is wanted, and that one is there for readers."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page, Site
from wagtail_localize.models import Translation, TranslationSource

from cms.core.events import EventType, announce, is_heard
from cms.core.portals import Portal
from gbif_blocks.representation import JSONSchema, closed_object

STRING: JSONSchema = {"type": "string"}
TRANSLATION: JSONSchema = closed_object(
    {
        "site": {**STRING, "description": "The host name of the portal."},
        "key": {"type": "string", "format": "uuid"},
        "type": {**STRING, "description": "The type of the page or snippet: home.NewsPage."},
        "source_locale": {**STRING, "description": "The URL code of the source's language."},
        "locale": {**STRING, "description": "The URL code of the language to translate into."},
    }
)
REQUESTED = EventType(
    "translation.requested",
    _("A text, or its new version, was handed to translators of a language"),
    TRANSLATION,
)
PUBLISHED = EventType("translation.published", _("A translation was published"), TRANSLATION)
ALL = (REQUESTED, PUBLISHED)


def translation_saved(
    instance: Translation, created: bool = False, raw: bool = False, **_kwargs: Any
) -> None:
    """For Django's signal: a text was submitted, or taken up again."""
    if created and not raw and instance.enabled:
        _tell(REQUESTED, instance)


def source_saved(
    instance: TranslationSource, created: bool = False, raw: bool = False, **_kwargs: Any
) -> None:
    """For Django's signal: translators got what has changed since."""
    if created or raw:
        return
    enabled = Translation.objects.filter(source=instance, enabled=True)
    for translation in enabled.select_related("source", "target_locale"):
        _tell(REQUESTED, translation)


def page_published(instance: Page, **_kwargs: Any) -> None:
    """For Wagtail's signal: if it is a translation, its readers have it now."""
    translation = (
        Translation.objects.filter(
            source__object_id=instance.translation_key,
            target_locale=instance.locale_id,
            enabled=True,
        )
        .select_related("source", "target_locale")
        .first()
    )
    if translation is not None:
        _tell(PUBLISHED, translation)


def _tell(event_type: EventType, translation: Translation) -> None:
    if not is_heard(event_type):
        return
    source, target = translation.source, translation.target_locale
    data = {
        "key": str(source.object_id),
        "type": source.specific_content_type.model_class()._meta.label,
        "source_locale": Locale.objects.get(pk=source.locale_id).language_code,
        "locale": target.language_code,
    }
    with transaction.atomic():
        for site in _sites(source):
            announce(
                event_type,
                site,
                # A request and what came of it are two things.
                subject=f"{event_type.name}:{source.object_id}:{target.language_code}",
                data={**data, "site": site.hostname},
            )


def _sites(source: TranslationSource) -> list[Site]:
    """The portals to which a text belongs: snippets to all."""
    portals = Portal.all()
    if issubclass(source.specific_content_type.model_class(), Page):
        page = Page.objects.filter(
            translation_key=source.object_id, locale=source.locale_id
        ).first()
        portals = [one for one in portals if page is not None and one.path(page) is not None]
    return [one.site for one in portals]
