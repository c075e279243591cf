"""How a page stands to its source: source, translated, machine, outdated or fallback."""

from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation

from cms.core.portals import Portal


class TranslationState(NamedTuple):
    """The state of one page, the language its text is in, and the language it comes from."""

    state: str
    served: Locale
    source: Locale
    outdated_since: datetime | None = None


def translation_states(portal: Portal, translation_key: UUID) -> dict[int, TranslationState]:
    """The state of each page of a translation key in a portal, by primary key.

    An alias repeats its source's text, so it is a `fallback` whatever its address says. A page
    that wagtail-localize translates is `outdated` once its source was published after the text
    was handed to the translators, or while strings are missing. A page written in its language
    beside the source (an import) counts as translated.
    """
    return portal.once(f"states:{translation_key}", lambda: _states(portal, translation_key))


def _states(portal: Portal, translation_key: UUID) -> dict[int, TranslationState]:
    pages = portal.translations(translation_key)
    by_pk = {page.pk: page for page in pages}
    by_locale = {page.locale_id: page for page in pages}
    written = {page.locale_id for page in pages if page.alias_of_id is None}
    translations = {
        translation.target_locale_id: translation
        for translation in Translation.objects.filter(
            source__object_id=translation_key, target_locale__in=written, enabled=True
        ).select_related("source__locale")
    }
    states: dict[int, TranslationState] = {}
    for page in pages:
        source_locale = portal.source_locale
        if page.alias_of_id is not None:
            source = by_pk.get(page.alias_of_id) or page.alias_of
            states[page.pk] = TranslationState("fallback", source.locale, source.locale)
        elif page.locale_id in translations:
            translation = translations[page.locale_id]
            states[page.pk] = _localized_state(page, translation, by_locale)
        elif page.locale_id != source_locale.pk and source_locale.pk in written:
            states[page.pk] = TranslationState("translated", page.locale, source_locale)
        else:
            states[page.pk] = TranslationState("source", page.locale, page.locale)
    return states


def _localized_state(
    page: Page, translation: Translation, by_locale: dict[int, Page]
) -> TranslationState:
    source_locale = translation.source.locale
    source_page = by_locale.get(source_locale.pk)
    published = source_page.last_published_at if source_page else None
    handed_over = translation.source.last_updated_at
    since = None
    if published and handed_over and published > handed_over:
        since = published
    else:
        total, translated = translation.get_progress()
        if translated < total:
            since = handed_over
    if since is not None:
        return TranslationState("outdated", page.locale, source_locale, since.astimezone(UTC))
    by_machine = StringTranslation.objects.filter(
        context__object_id=translation.source.object_id,
        locale_id=page.locale_id,
        translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE,
    ).exists()
    return TranslationState("machine" if by_machine else "translated", page.locale, source_locale)
