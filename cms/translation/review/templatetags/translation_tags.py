from typing import Any

from django import template
from wagtail_localize.models import Translation

from cms.translation.review.work_views import work_panel
from cms.translation.sources import sources
from cms.translation.texts import read_texts

register = template.Library()


@register.inclusion_tag("translation_review/work.html", takes_context=True)
def translation_work(context: dict[str, Any], translation: Translation) -> dict[str, Any]:
    """The panel of the translation that is open in wagtail-localize's editor."""
    request, target = context["request"], translation.target_locale
    text = next(read_texts(sources(target, {translation.source.object_id}), target), None)
    panel = work_panel(request.user, target, text) if text else {}
    return {**panel, "request": request, "next": request.path, "csrf_token": context["csrf_token"]}
