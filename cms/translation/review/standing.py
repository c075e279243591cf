"""How each text stands in a language, in the words of the API: what the lists and reports show.

Of a page it is what its document says, found by the same function, so that the admin never says
another thing than the website. A snippet has no document: its segments tell.
"""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from cms.core.directory import AT_ONCE
from cms.core.portals import Portal
from cms.core.translation_states import find_states
from cms.translation.sources import Source
from cms.translation.texts import State, Text, read_texts

FALLBACK, OUTDATED, MACHINE, TRANSLATED = "fallback", "outdated", "machine", "translated"
#: What editors read of each state, what there is most to do with first.
LABELS = {
    FALLBACK: _("Fallback"),
    OUTDATED: _("Outdated"),
    MACHINE: _("By machine"),
    TRANSLATED: _("Translated"),
}


class Standing(NamedTuple):
    """The state of a text in a language, and since when it is outdated."""

    state: str
    since: datetime | None = None

    @property
    def label(self) -> str:
        return str(LABELS[self.state])


def standings(wanted: Collection[Source], target: Locale) -> dict[UUID, Standing]:
    """How each of the texts stands; a few queries a portal, and those for reading the snippets."""
    pages = {one.key: one for one in wanted if one.page is not None}
    found = dict.fromkeys(pages, Standing(FALLBACK))
    # What readers do not get as a page of its own is a fallback, whatever is stored of it.
    shown = [key for key, one in pages.items() if one.is_shown]
    for portal in Portal.all():
        for start in range(0, len(shown), AT_ONCE):
            found.update(_of_pages(portal, shown[start : start + AT_ONCE], target))
    snippets = [one for one in wanted if one.page is None]
    found.update((one.source.key, _of_snippet(one)) for one in read_texts(snippets, target))
    return found


def _of_pages(portal: Portal, keys: list[UUID], target: Locale) -> Iterator[tuple[UUID, Standing]]:
    for key, states in find_states(portal, keys).items():
        for entry in portal.translations(key):
            if entry.locale_id == target.pk and states[entry.pk].state in LABELS:
                yield key, Standing(states[entry.pk].state, states[entry.pk].outdated_since)


def _of_snippet(text: Text) -> Standing:
    if len(text.missing) == len(text.segments):
        return Standing(FALLBACK)
    if text.missing:
        translation = text.source.translation
        return Standing(OUTDATED, translation.source.last_updated_at if translation else None)
    by_machine = any(one.state is State.MACHINE for one in text.segments)
    return Standing(MACHINE if by_machine else TRANSLATED)
