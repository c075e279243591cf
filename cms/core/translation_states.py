"""How a page stands to its source: source, translated, machine, outdated or fallback."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.db.models import Exists, F, OuterRef
from wagtail.models import Locale, PageLogEntry
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationLog

from cms.core.directory import Entry

if TYPE_CHECKING:
    from cms.core.portals import Portal


class TranslationState(NamedTuple):
    """The state of one page, the language its text is in, and the language it comes from."""

    state: str
    served: Locale
    source: Locale
    outdated_since: datetime | None = None


def translation_states(portal: "Portal", translation_key: UUID) -> dict[int, TranslationState]:
    """The state of each page of a translation key in a portal, by primary key.

    An alias repeats its source's text, so it is a `fallback` whatever its address says, and so is
    a page of wagtail-localize into which no translation has been written yet. A page that it
    translates is `outdated` once its source was published after the text was handed to the
    translators, or while strings are missing. A page written in its language beside the source
    (an import) counts as translated. An alias that was converted into an ordinary page has the
    words of its source until others are published, so until then it stays a `fallback`.
    """
    return portal.shelf.states.get(translation_key) or {}


class _Translation(NamedTuple):
    """What wagtail-localize knows of one translation of a page."""

    key: UUID
    target_locale_id: int
    source_locale_id: int
    handed_over: datetime | None
    incomplete: bool
    begun: bool
    by_machine: bool


def find_states(portal: "Portal", keys: list[UUID]) -> dict[UUID, dict[int, TranslationState]]:
    """`translation_states` of several keys, in three queries, or four if there are pages beside
    a source that are not translated with wagtail-localize."""
    portal.directory.expect(keys=keys)
    translations: dict[tuple[UUID, int], _Translation] = {
        (one.key, one.target_locale_id): one for one in _translations(keys)
    }
    beside = [
        page.pk
        for key in keys
        for page in portal.translations(key)
        if page.alias_of_id is None
        and page.locale_id != portal.source_locale.pk
        and (key, page.locale_id) not in translations
        and portal.drafted != (key, page.locale_id)
    ]
    unwritten = _unwritten(beside) if beside else set()
    return {key: _states(portal, key, translations, unwritten) for key in keys}


def _unwritten(pages: list[int]) -> set[int]:
    """Of pages those that were aliases, and of which the conversion's revision is still live."""
    converted = PageLogEntry.objects.filter(
        page__in=pages, action="wagtail.convert_alias", revision=F("page__live_revision")
    )
    return set(converted.order_by().values_list("page", flat=True))


def _translations(keys: list[UUID]) -> Iterator[_Translation]:
    translations = Translation.objects.filter(source__object_id__in=keys, enabled=True)
    # Django takes ten times as long to put the next question into words.
    if not translations.exists():
        return
    # Translators store string by string; readers get what was there when the page was last written.
    written = TranslationLog.objects.filter(
        source_id=OuterRef(OuterRef("source_id")),
        locale_id=OuterRef("locale_id"),
        created_at__gte=OuterRef("created_at"),
    )
    # As Translation.get_progress, for many at once.
    done = StringTranslation.objects.filter(
        Exists(written),
        translation_of_id=OuterRef("string_id"),
        context_id=OuterRef("context_id"),
        locale_id=OuterRef(OuterRef("target_locale_id")),
        has_error=False,
    )
    segments = StringSegment.objects.filter(source_id=OuterRef("source_id"))
    by_machine = StringTranslation.objects.filter(
        context__object_id=OuterRef("source__object_id"),
        locale_id=OuterRef("target_locale_id"),
        translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE,
    )
    rows = translations.order_by("pk").values_list(
        "source__object_id",
        "target_locale_id",
        "source__locale_id",
        "source__last_updated_at",
        Exists(segments.filter(~Exists(done))),
        Exists(segments.filter(Exists(done))),
        Exists(by_machine),
    )
    yield from map(_Translation._make, rows)


def _states(
    portal: "Portal",
    key: UUID,
    translations: dict[tuple[UUID, int], _Translation],
    unwritten: set[int],
) -> dict[int, TranslationState]:
    pages = portal.translations(key)
    by_locale = {page.locale_id: page for page in pages}
    source_locale = portal.source_locale
    source = by_locale.get(source_locale.pk)
    has_source = source is not None and source.alias_of_id is None
    states: dict[int, TranslationState] = {}
    for page in pages:
        locale = portal.locale_of(page)
        if page.alias_of_id is not None:
            shown = portal.directory.page(page.alias_of_id)
            served = portal.locale_of(shown) if shown else locale
            states[page.pk] = TranslationState("fallback", served, served)
        elif (key, page.locale_id) in translations:
            translation = translations[key, page.locale_id]
            states[page.pk] = _localized_state(portal, page, translation, by_locale)
        elif page.locale_id != source_locale.pk and has_source:
            if page.pk in unwritten:
                states[page.pk] = TranslationState("fallback", source_locale, source_locale)
            else:
                states[page.pk] = TranslationState("translated", locale, source_locale)
        else:
            states[page.pk] = TranslationState("source", locale, locale)
    return states


def _localized_state(
    portal: "Portal", page: Entry, translation: _Translation, by_locale: dict[int, Entry]
) -> TranslationState:
    locale = portal.locale_of(page)
    source_locale = portal.locale_by_pk(translation.source_locale_id)
    if not translation.begun and portal.drafted != (translation.key, locale.pk):
        return TranslationState("fallback", source_locale, source_locale)
    source_page = by_locale.get(source_locale.pk)
    published = source_page.last_published_at if source_page else None
    since = None
    if published and translation.handed_over and published > translation.handed_over:
        since = published
    elif translation.incomplete:
        since = translation.handed_over
    if since is not None:
        return TranslationState("outdated", locale, source_locale, since.astimezone(UTC))
    state = "machine" if translation.by_machine else "translated"
    return TranslationState(state, locale, source_locale)
