"""A new translation begins with what was said before: exact matches, filled in."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from cms.translation.memory.offers import commonest, exact

#: Tells where a text comes from; wagtail-localize shows it beside the segment.
TOOL = "Translation memory"
_SLUG = "slug"


def fill_in(translation: Translation) -> int:
    """Translate the segments that have no translation yet as published texts were; how many."""
    source = translation.source
    done = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"),
        context_id=OuterRef("context_id"),
        locale_id=translation.target_locale_id,
    )
    segments = StringSegment.objects.filter(~Exists(done), source=source)
    missing = list(segments.select_related("string", "context"))
    if not missing:
        return 0
    texts = {segment.string.data for segment in missing}
    known = exact(texts, source.locale, translation.target_locale)
    filled: dict[tuple[int, int], StringTranslation] = {}
    for segment in missing:
        # The last part of an address is no text, and no text is one.
        fitting = [
            one
            for one in known.get(segment.string.data, [])
            if (one.path == _SLUG) == (segment.context.path == _SLUG)
        ]
        if fitting:
            filled[segment.string_id, segment.context_id] = StringTranslation(
                translation_of_id=segment.string_id,
                context_id=segment.context_id,
                locale_id=translation.target_locale_id,
                data=commonest(fitting).data,
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
                tool_name=TOOL,
            )
    StringTranslation.objects.bulk_create(filled.values())
    return len(filled)


@receiver(post_save, sender=Translation)
def fill_in_new(instance: Translation, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """On submission, before wagtail-localize makes the translated page."""
    if created and not raw:
        fill_in(instance)
