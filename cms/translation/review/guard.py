"""Keeping translators to their languages, whatever address they open and whatever they send.

wagtail-localize asks whether somebody may edit the page, never into which language they translate.
Its addresses are guarded by a middleware, Wagtail's own by the hooks that it calls before it acts.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.models import Page, TranslatableMixin
from wagtail_localize.models import Translation
from wagtail_localize.views.edit_translation import edit_translation

from cms.translation.editor.conflicts import refuse_unseen
from cms.translation.review.languages import may_change, named_languages
from cms.translation.review.models import Assignment, Stage

Handler = Callable[[HttpRequest], HttpResponseBase]
#: The part of the admin in which translations are changed string by string, and ours around it.
GUARDED = {"wagtail_localize", "translation_advice", "translation_review"}
#: Before wagtail-localize's own.
FIRST = -10


class LanguagesMiddleware:
    """Refuses translators what wagtail-localize would let them do in other languages, and to
    everybody to save over words that they have not seen."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        if match is None or not GUARDED.intersection(match.namespaces):
            return None
        if not request.user.is_authenticated:
            return None
        named = named_languages(request.user)
        if named and not named.issuperset(_touched(request, kwargs)):
            raise PermissionDenied
        return refuse_unseen(request, kwargs)


def _touched(request: HttpRequest, kwargs: dict[str, Any]) -> Iterable[int]:
    """The languages that a request would write, by primary key."""
    translations = Translation.objects.values_list("target_locale", flat=True)
    if "translation_id" in kwargs:
        return set(translations.filter(pk=kwargs["translation_id"]))
    if "translation_source_id" in kwargs:
        return set(translations.filter(enabled=True, source=kwargs["translation_source_id"]))
    if request.resolver_match and request.resolver_match.url_name == "convert_to_alias":
        return set(Page.objects.filter(pk=kwargs["page_id"]).values_list("locale", flat=True))
    return {int(one) for one in request.POST.getlist("locales") if one.isdigit()}


def refuse_other_languages(request: HttpRequest, *things: Any, **_kwargs: Any) -> None:
    """For Wagtail's hooks `before_…_page`, `before_…_snippet` and `before_bulk_action`."""
    touched = {one.locale_id for thing in things for one in _texts(thing)}
    if touched and not may_change(request.user, *touched):
        raise PermissionDenied


def _texts(thing: Any) -> list[Any]:
    """The pages and snippets in one argument of a hook: itself, several, or none."""
    several = [thing] if isinstance(thing, Model) else thing if isinstance(thing, Iterable) else []
    return [one for one in several if isinstance(one, TranslatableMixin)]


def open_translation_of_alias(request: HttpRequest, page: Page) -> HttpResponseBase | None:
    """The translation of a page that readers do not have yet, in wagtail-localize's editor.

    Until it is published the page repeats its source; wagtail-localize would only offer to submit
    it once more.
    """
    if page.alias_of_id is None:
        return None
    translation = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
    ).first()
    if translation is None:
        return None
    answer: HttpResponseBase = edit_translation(request, translation, page)
    return answer


def leave_publishing_to_the_reviewer(request: HttpRequest, page: Page) -> HttpResponseBase | None:
    """Whoever translates a text that has a reviewer does not publish it past them."""
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    in_work = Assignment.objects.exclude(stage=Stage.APPROVED).filter(
        translation__source__object_id=page.translation_key,
        translation__target_locale=page.locale_id,
        translator=request.user.pk,
    )
    if not in_work.exclude(reviewer=None).exists():
        return None
    messages.error(request, _("Hand it in: your reviewer publishes it."))
    return redirect(request.path)
