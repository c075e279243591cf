"""A translation as the website will show it, beside its source: also what is typed but not saved.

The typed strings are stored, the page is made of them, and all of it is taken back, so that the
preview is made by the same code as the page that is published.
"""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.views.edit_translation import user_can_edit_instance

from cms.core.models import BasePage
from cms.translation.checks.saving import mark
from cms.translation.review.views import LanguageMixin
from cms.translation.sources import sources

#: Fields of the form are named by the segment that is typed: segment-12.
TYPED = "segment-"
#: Letters of one string.
LONGEST = 100_000


class CompareView(LanguageMixin, TemplateView):
    """Source and translation in two frames; the form of the editor sends what is not saved."""

    template_name = "translation_review/compare.html"
    page_title = _("Source and translation")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        translation = get_object_or_404(
            Translation.objects.select_related("source", "target_locale"),
            pk=self.kwargs["translation_id"],
        )
        target = self.locale_of(translation.target_locale.language_code)
        page = translation.source.object.get_instance_or_none(target)
        if not isinstance(page, Page) or not user_can_edit_instance(self.request.user, page):
            raise Http404
        draft = draft_of(translation, self._typed())
        shown = draft.serve_preview(self.request, draft.default_preview_mode)
        # Where nothing shows the page, the answer says so itself.
        address = shown.headers.get("Location")
        return {
            **super().get_context_data(**kwargs),
            "title": translation.source.object_repr,
            "source_locale": translation.source.locale,
            "target_locale": target,
            "source_url": _source_url(translation),
            "target_url": address,
            "editor": reverse("wagtailadmin_pages:edit", args=[page.pk]),
        }

    def _typed(self) -> dict[int, str]:
        return {
            int(key): str(text)[:LONGEST]
            for name, text in self.request.POST.items()
            if name.startswith(TYPED) and (key := name.removeprefix(TYPED)).isdigit()
        }


def draft_of(translation: Translation, typed: dict[int, str]) -> BasePage:
    """The translated page as it would be with some strings more, by their segments' keys.

    What the checks find wrong is shown in the source's words, as readers would get it.
    """
    segments = StringSegment.objects.filter(source=translation.source, pk__in=typed)
    rows = [
        StringTranslation(
            translation_of_id=segment.string_id,
            context_id=segment.context_id,
            locale=translation.target_locale,
            data=typed[segment.pk],
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        )
        for segment in segments
        if typed[segment.pk].strip()
    ]
    with transaction.atomic():
        StringTranslation.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["locale", "translation_of", "context"],
            update_fields=["data", "translation_type"],
        )
        mark(rows)
        draft: BasePage = translation.source.get_ephemeral_translated_instance(
            translation.target_locale, fallback=True
        )
        transaction.set_rollback(True)
    # As it would be published: no repetition of its source any more.
    draft.alias_of = None
    return draft


def _source_url(translation: Translation) -> str:
    """Where the source can be read: by everybody, or as a draft in the admin."""
    target, key = translation.target_locale, translation.source.object_id
    found = next(sources(target, {key}), None)
    if found is None or found.page is None:
        raise Http404
    if found.page.live and found.url:
        return found.url
    return reverse("wagtailadmin_pages:view_draft", args=[found.page.pk])
