"""The admin's pages of translations: how each text stands, files out and back, differences."""

import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Locale
from wagtail_localize.models import Translation

from cms.translation.differences import difference
from cms.translation.exchange.exporting import Format, export_translations
from cms.translation.exchange.importing import import_translations
from cms.translation.exchange.storing import may_edit, may_publish
from cms.translation.places import place_of
from cms.translation.review.flow import stage_of
from cms.translation.review.forms import ExportForm, ImportForm
from cms.translation.review.languages import PERMISSION, languages_of
from cms.translation.review.models import Assignment
from cms.translation.review.progress import SHOWN, progress_of
from cms.translation.review.standing import LABELS, OUTDATED, Standing, standings
from cms.translation.review.work import Work, assignments_in
from cms.translation.sources import sources
from cms.translation.texts import Text, read_texts

PER_PAGE = 50


class LanguageMixin(WagtailAdminTemplateMixin):  # type: ignore[misc]
    """A page that somebody sees who translates into some language."""

    header_icon = "globe"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.locales = languages_of(request.user)
        if not self.locales:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def locale_of(self, code: str | None) -> Locale:
        """One of the user's languages; without a code the first that is not the source's."""
        if code is None:
            return self.locales[1] if len(self.locales) > 1 else self.locales[0]
        for locale in self.locales:
            if locale.language_code == code:
                return locale
        raise PermissionDenied

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        home = {"url": reverse("wagtailadmin_home"), "label": _("Home")}
        index = {"url": reverse("translation_review:index"), "label": _("Translations")}
        # The last one is the page's heading.
        return [home, index, {"url": "", "label": self.page_title}]


class TextsView(LanguageMixin, TemplateView):
    """Every text that is translated into a language, and what of it is missing."""

    template_name = "translation_review/texts.html"
    page_title = gettext_lazy("Translations")

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return super().get_breadcrumbs_items()[:-1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        target = self.locale_of(self.request.GET.get("locale"))
        assignments = assignments_in(target)
        mine = "mine" in self.request.GET
        keys = [key for key, one in assignments.items() if _is_of(one, self.request.user)]
        wanted = list(sources(target, keys if mine else None))
        state = self.request.GET.get("state")
        if state in LABELS:
            found = standings(wanted, target)
            wanted = [one for one in wanted if one.key in found and found[one.key].state == state]
        page = Paginator(wanted, PER_PAGE).get_page(self.request.GET.get("p"))
        states = standings(list(page.object_list), target)
        rows = [
            _row(text, states[text.source.key])
            | _work(assignments.get(text.source.key), text, target)
            for text in read_texts(page.object_list, target)
        ]
        return {
            **super().get_context_data(**kwargs),
            "locales": self.locales,
            "target": target,
            "page": page,
            "rows": rows,
            "mine": mine,
            "state": state,
            "states": LABELS.items(),
            "may_assign": self.request.user.has_perm(PERMISSION),
        }


class DashboardView(LanguageMixin, TemplateView):
    """How far each of one's languages is, drawn."""

    template_name = "translation_review/dashboard.html"
    page_title = gettext_lazy("Progress of translations")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        languages = [progress_of(locale) for locale in self.locales]
        return {
            **super().get_context_data(**kwargs),
            # A language from which all is translated has nothing to show.
            "languages": [one for one in languages if one.whole.parts] or languages[:1],
            "legend": SHOWN,
        }


def _is_of(assignment: Assignment, user: Any) -> bool:
    return user.pk in (assignment.translator_id, assignment.reviewer_id)


def _work(assignment: Assignment | None, text: Text, target: Locale) -> dict[str, Any]:
    """What the list shows of who works at a text."""
    if assignment is None:
        return {}
    work = Work(assignment, text, target, stage_of(assignment, text))
    return {
        "stage": work.stage.label,
        "assignment": assignment,
        "overdue": work.is_overdue(timezone.localdate()),
    }


def _row(text: Text, standing: Standing) -> dict[str, Any]:
    """What the list shows of a text."""
    return {
        "key": text.source.key,
        "title": text.source.title,
        "state": standing.label,
        "total": len(text.segments),
        "missing": len(text.missing),
        "words": text.words_to_do,
    }


class ChangesView(LanguageMixin, TemplateView):
    """What was changed in one text since it was translated, segment by segment."""

    template_name = "translation_review/changes.html"
    page_title = gettext_lazy("What has changed")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        target = self.locale_of(self.kwargs["code"])
        found = next(read_texts(sources(target, {self.kwargs["key"]}), target), None)
        if found is None:
            raise Http404
        segments = [
            {
                "place": place_of(found.model, one.field_path),
                "parts": difference(one.former.source if one.former else "", one.source),
                "former": one.former,
            }
            for one in found.missing
        ]
        translation = found.source.translation
        standing = standings([found.source], target)[found.source.key]
        return {
            **super().get_context_data(**kwargs),
            "title": found.source.title,
            "target": target,
            "key": found.source.key,
            "state": standing.label,
            "segments": segments,
            # What was changed has no words.
            "is_behind": standing.state == OUTDATED and not segments,
            "may_publish": may_publish(found, target, self.request.user),  # type: ignore[arg-type]
            "translation": translation,
            "editor": _editor_of(translation),
        }


def _editor_of(translation: Translation | None) -> str | None:
    """Where a text is translated string by string."""
    if translation is None:
        return None
    target = translation.source.object.get_instance_or_none(translation.target_locale)
    return AdminURLFinder().get_edit_url(target) if target else None


class ExportView(LanguageMixin, TemplateView):
    """What was chosen as one file, or a zip archive where sources are in several languages."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse | FileResponse:
        form = ExportForm(request.POST, self.locales)
        keys = keys_of(request.POST.getlist("texts"))
        if not form.is_valid() or keys is None:
            raise PermissionDenied
        target, file_format = form.cleaned_data["locale"], Format(form.cleaned_data["file_format"])
        with TemporaryDirectory() as folder:
            result = export_translations(
                target,
                file_format,
                Path(folder),
                keys or None,
                only_outdated=form.cleaned_data["only_outdated"],
            )
            if not result.files:
                messages.warning(request, _("There is nothing to translate."))
                index = reverse("translation_review:index")
                return redirect(f"{index}?locale={target.language_code}")
            path = result.files[0]
            if len(result.files) > 1:
                path = _packed(result.files, Path(folder) / f"{target.language_code}.zip")
            # It stays readable after its folder is gone.
            return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)


def _packed(files: list[Path], archive: Path) -> Path:
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in files:
            packed.write(path, path.name)
    return archive


def keys_of(names: list[str]) -> set[UUID] | None:
    """The chosen texts; None when one of them is no key."""
    try:
        return {UUID(name) for name in names}
    except ValueError:
        return None


class ImportView(LanguageMixin, TemplateView):
    """Take files back, and say segment by segment what came of them."""

    template_name = "translation_review/import.html"
    page_title = gettext_lazy("Import translations")
    header_icon = "upload"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.form = ImportForm(request.POST, request.FILES)
        self.reports = []
        if self.form.is_valid():
            allowed = {one.pk for one in self.locales}
            self.reports = [
                import_translations(
                    file,
                    name,
                    user=request.user,  # type: ignore[arg-type]
                    publish_complete=self.form.cleaned_data["publish"],
                    allow=lambda locale: locale.pk in allowed,
                    takes=lambda source, target: may_edit(source, target, request.user),
                )
                for name, file in self.form.opened()
            ]
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "form": getattr(self, "form", None) or ImportForm(),
            "reports": getattr(self, "reports", []),
        }
