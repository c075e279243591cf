"""Two translators at one segment: nobody saves over words that they have not seen.

wagtail-localize stores whatever comes last. Our script tells with each string that is saved which
words stood there before, as a checksum; if by now they are others, nothing is stored, the answer
has them, and the editor shows them beside what was typed. Saving once more is then on purpose.
"""

from typing import Any
from zlib import crc32

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.views.edit_translation import user_can_edit_instance

#: The words that the editor showed before, as `checksum_of` them.
SEEN = "X-Translation-Seen"


def checksum_of(words: str) -> str:
    """The CRC-32 of the words in UTF-8: eight digits, which a script computes without libraries."""
    return f"{crc32(words.encode()):08x}"


def refuse_unseen(request: HttpRequest, kwargs: dict[str, Any]) -> JsonResponse | None:
    """409 with `words`, and a `message` naming who wrote them; None when they were seen."""
    seen = request.headers.get(SEEN)
    if seen is None or "string_segment_id" not in kwargs:
        return None
    translation = Translation.objects.filter(pk=kwargs["translation_id"]).first()
    segment = StringSegment.objects.filter(pk=kwargs["string_segment_id"]).first()
    if translation is None or segment is None:
        return None
    stored = (
        StringTranslation.objects.filter(
            translation_of_id=segment.string_id,
            context_id=segment.context_id,
            locale_id=translation.target_locale_id,
        )
        .select_related("last_translated_by")
        .first()
    )
    if stored is None or checksum_of(stored.data) == seen:
        return None
    # Whoever may not see the words is refused by the view.
    if not user_can_edit_instance(request.user, translation.get_target_instance()):
        return None
    by = stored.last_translated_by
    name = by.get_full_name() or by.get_username() if by else _("Somebody")
    message = _("%(name)s has translated this meanwhile. Yours is not saved; to replace theirs, "
                "save it again. Theirs:") % {"name": name}  # fmt: skip
    return JsonResponse({"message": message, "words": stored.data}, status=409)
