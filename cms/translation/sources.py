"""Which texts a language is translated from, and where each of them stands.

A text is a page or a snippet by its translation key. Its source may be in any language.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from cms.core.directory import Entry
from cms.core.portals import Portal


@dataclass(frozen=True, slots=True)
class Source:
    """A text that is, or may be, translated into a language."""

    key: UUID
    locale_id: int
    title: str
    #: The page that is translated; None for a snippet.
    page: Entry | None
    #: Its address on the public website; None for snippets and pages outside of all portals.
    url: str | None
    #: What wagtail-localize knows of it; None while nobody submitted the text.
    translation: Translation | None
    #: Whether the page in the target language is a translation, not a repetition of the source.
    is_shown: bool

    @property
    def is_stale(self) -> bool:
        """Whether the source was published after translators got it."""
        if self.page is None or self.translation is None:
            return True
        published: datetime | None = self.page.last_published_at
        return published is not None and published > self.translation.source.last_updated_at


def sources(target: Locale, keys: Collection[UUID] | None = None) -> Iterator[Source]:
    """Every text that is translated into `target` by wagtail-localize, or that it repeats.

    Pages come in the order of their tree, then snippets. A page that was written in the language
    beside its source is nobody's translation, and is left out, and so is a page that nobody can
    read yet and nobody submitted. `keys` are the only texts to give.
    """
    submitted = (
        Translation.objects.filter(target_locale=target, enabled=True)
        .select_related("source", "source__locale", "source__specific_content_type")
        .defer("source__content_json")
        .order_by("pk")
    )
    if keys is not None:
        submitted = submitted.filter(source__object_id__in=keys)
    translations = {one.source.object_id: one for one in submitted}
    pages: dict[UUID, dict[int, tuple[Entry, str | None]]] = {}
    for portal in Portal.all():
        for entry in _entries(portal, keys):
            url = portal.path(entry)
            shown = f"{portal.frontend_url}{url}" if url else None
            pages.setdefault(entry.translation_key, {})[entry.locale_id] = (entry, shown)
    for key, by_locale in pages.items():
        translation = translations.pop(key, None)
        source = _source_page(by_locale, target, translation)
        if source is not None:
            own = by_locale.get(target.pk)
            is_shown = own is not None and own[0].live and own[0].alias_of_id is None
            entry, url = source
            yield Source(key, entry.locale_id, entry.title, entry, url, translation, is_shown)
    for key, translation in translations.items():
        if not issubclass(translation.source.specific_content_type.model_class(), Page):
            source_locale = translation.source.locale_id
            title = translation.source.object_repr
            yield Source(key, source_locale, title, None, None, translation, True)


def _entries(portal: Portal, keys: Collection[UUID] | None) -> Iterator[Entry]:
    pages = portal.pages().order_by("path")
    if keys is not None:
        pages = pages.filter(translation_key__in=keys)
    return map(Entry._make, pages.values_list(*Entry._fields).iterator())


def _source_page(
    by_locale: dict[int, tuple[Entry, str | None]], target: Locale, translation: Translation | None
) -> tuple[Entry, str | None] | None:
    """The page to translate from; None when there is nothing to translate."""
    if translation is not None:
        return by_locale.get(translation.source.locale_id)
    own = by_locale.get(target.pk)
    if own is not None and own[0].alias_of_id is None:
        return None
    if own is not None:
        written = [one for one in by_locale.values() if one[0].pk == own[0].alias_of_id]
    else:
        written = [one for one in by_locale.values() if one[0].alias_of_id is None]
    return next((one for one in written if one[0].live), None)
