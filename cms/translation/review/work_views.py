"""Giving texts to translators and reviewers, and the steps that these take, in the admin."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.widgets import AdminDateInput
from wagtail.models import Locale

from cms.translation.exchange.inline import read_html, text_of
from cms.translation.exchange.storing import may_publish
from cms.translation.places import place_of
from cms.translation.review import flow
from cms.translation.review.languages import PERMISSION, languages_of, named_languages
from cms.translation.review.views import LanguageMixin, keys_of
from cms.translation.review.work import assignments_in
from cms.translation.sources import sources
from cms.translation.texts import Segment, Text, read_texts


class AssignmentForm(forms.Form):
    """Who translates, who reviews, until when."""

    translator = forms.ModelChoiceField(
        get_user_model()._default_manager.none(),
        label=gettext_lazy("Translator"),
        required=False,
        help_text=gettext_lazy("Writes the translation and hands it in."),
    )
    reviewer = forms.ModelChoiceField(
        get_user_model()._default_manager.none(),
        label=gettext_lazy("Reviewer"),
        required=False,
        help_text=gettext_lazy("Reads it, gives it back or publishes it. Nobody: any editor."),
    )
    due = forms.DateField(
        label=gettext_lazy("Due"),
        required=False,
        widget=AdminDateInput,
        help_text=gettext_lazy("For example 2027-03-31."),
    )

    def __init__(self, target: Locale, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = get_user_model()._default_manager.filter(is_active=True).order_by("username")
        able = [
            one.pk
            for one in people
            if one.has_perm("wagtailadmin.access_admin")
            and (not (named := named_languages(one)) or target.pk in named)
        ]
        for name in ("translator", "reviewer"):
            self.fields[name].queryset = people.filter(pk__in=able)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("translator") and cleaned["translator"] == cleaned.get("reviewer"):
            self.add_error("reviewer", _("Translator and reviewer must be two people."))
        return cleaned


class AssignView(LanguageMixin, TemplateView):
    """Choose the people for some texts of a language."""

    template_name = "translation_review/assign.html"
    page_title = gettext_lazy("Assign translations")
    header_icon = "group"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        pk = request.POST.get("locale", "")
        self.target = next((one for one in self.locales if str(one.pk) == pk), None)
        keys = keys_of(request.POST.getlist("texts"))
        if self.target is None or keys is None:
            raise PermissionDenied
        index = f"{reverse('translation_review:index')}?locale={self.target.language_code}"
        if not keys:
            messages.warning(request, _("Choose the texts first."))
            return redirect(index)
        self.keys = keys
        self.form = AssignmentForm(self.target, request.POST if "assign" in request.POST else None)
        if not self.form.is_bound or not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        done = flow.assign(self.target, keys, **self.form.cleaned_data, user=request.user)
        told = ngettext("%(count)s text was assigned.", "%(count)s texts were assigned.", done)
        messages.success(request, told % {"count": done})
        return redirect(index)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("translation_review:index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "form": self.form,
            "target": self.target,
            "keys": self.keys,
            "titles": [one.title for one in sources(self.target, self.keys)],
        }


class StepView(LanguageMixin, TemplateView):
    """A step with one text: handed in, given back, approved, commented, published again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        target = self.locale_of(kwargs["code"])
        text = next(read_texts(sources(target, {kwargs["key"]}), target), None)
        if text is None:
            raise Http404
        try:
            with transaction.atomic():
                told = self._take(request.POST.get("step", ""), text, target)
        except flow.NotNow as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, told)
        return redirect(_back(request, target, text))

    def _take(self, step: str, text: Text, target: Locale) -> str:
        user, said = self.request.user, self.request.POST.get("text", "")
        if step == "publish_again":
            flow.publish_again(text, target, user)
            return _("Published again.")
        key, segment = text.source.key, self.request.POST.get("segment", "")
        assignment = assignments_in(target, [key]).get(key)
        if assignment is None:
            raise Http404
        if step == "hand_in":
            flow.hand_in(assignment, text, user)
            return _("Handed in: it is the reviewer's turn.")
        if step == "give_back":
            flow.give_back(assignment, text, target, user, said, segment)
            return _("Returned to the translator.")
        if step == "approve":
            flow.approve(assignment, text, target, user)
            return _("Approved and published.")
        if step == "comment":
            flow.comment(assignment, text, user, said, segment)
            return _("The comment was added.")
        raise PermissionDenied


def _back(request: HttpRequest, target: Locale, text: Text) -> str:
    """Where the step was taken, if that is in the admin."""
    address = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure()):
        return address
    return reverse("translation_review:changes", args=[target.language_code, text.source.key])


def _named(text: Text, segment: Segment) -> str:
    """A segment by its place and its first words."""
    words = Truncator(text_of(read_html(segment.source))).chars(60)
    return f"{place_of(text.model, segment.field_path)}: {words}"


def work_panel(user: Any, target: Locale, text: Text) -> dict[str, Any]:
    """What the panel beside a text shows to somebody; empty when nobody was given the text."""
    assignment = assignments_in(target, [text.source.key]).get(text.source.key)
    if assignment is None or target not in languages_of(user):
        return {}
    return {
        "assignment": assignment,
        "stage": flow.stage_of(assignment, text),
        "remarks": assignment.remarks.select_related("user"),
        "segments": [(one.id, _named(text, one)) for one in text.segments],
        "may_hand_in": flow.may_hand_in(assignment, text, user),
        "may_review": flow.may_review(assignment, text, target, user),
        "may_publish": may_publish(text, target, user),
        "step_url": reverse(
            "translation_review:step", args=[target.language_code, text.source.key]
        ),
    }
