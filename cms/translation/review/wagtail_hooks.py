"""What Wagtail's admin gets from here."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.model import ModelViewSet

from cms.translation.review import flow
from cms.translation.review.comparing import CompareView
from cms.translation.review.guard import (
    FIRST,
    leave_publishing_to_the_reviewer,
    open_translation_of_alias,
    refuse_other_languages,
)
from cms.translation.review.languages import languages_of
from cms.translation.review.models import Translator
from cms.translation.review.views import (
    ChangesView,
    DashboardView,
    ExportView,
    ImportView,
    TextsView,
)
from cms.translation.review.work_views import AssignView, StepView

for _name in (
    "before_edit_page", "before_delete_page", "before_unpublish_page", "before_move_page",
    "before_publish_page", "before_convert_alias_page", "before_edit_snippet",
    "before_delete_snippet", "before_publish", "before_unpublish", "before_bulk_action",
):  # fmt: skip
    hooks.register(_name, refuse_other_languages, order=FIRST - 1)
hooks.register("before_edit_page", leave_publishing_to_the_reviewer, order=FIRST)
hooks.register("before_edit_page", open_translation_of_alias, order=FIRST + 1)


class TranslatorViewSet(ModelViewSet):  # type: ignore[misc]
    model = Translator
    icon = "group"
    menu_label = _("Translators")
    add_to_settings_menu = True
    form_fields = ("user", "locale")
    list_display = ("user", "locale")


class TranslationsItem(MenuItem):  # type: ignore[misc]
    """Shown to whoever translates."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(languages_of(request.user))


@hooks.register("register_admin_viewset")  # type: ignore[untyped-decorator]
def viewset() -> Any:
    return TranslatorViewSet("translators")


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def menu_item() -> MenuItem:
    address = reverse("translation_review:index")
    return TranslationsItem(_("Translations"), address, icon_name="globe", order=230)


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]
def admin_urls() -> list[URLResolver]:
    urls: list[URLPattern] = [
        path("", TextsView.as_view(), name="index"),
        path("dashboard/", DashboardView.as_view(), name="dashboard"),
        path("export/", ExportView.as_view(), name="export"),
        path("import/", ImportView.as_view(), name="import"),
        path("assign/", AssignView.as_view(), name="assign"),
        path("compare/<int:translation_id>/", CompareView.as_view(), name="compare"),
        path("<slug:code>/<uuid:key>/", ChangesView.as_view(), name="changes"),
        path("<slug:code>/<uuid:key>/step/", StepView.as_view(), name="step"),
    ]
    return [path("translations/", include((urls, "translation_review")))]


@hooks.register("register_log_actions")  # type: ignore[untyped-decorator]
def log_actions(actions: Any) -> None:
    """Steps of translations, in the history of the page or snippet."""
    for name, label, message in (
        (flow.ASSIGNED, _("Assign the translation"), _("Translation assigned")),
        (flow.HANDED_IN, _("Hand in the translation"), _("Translation handed in for review")),
        (flow.GIVEN_BACK, _("Return the translation"), _("Translation returned")),
        (flow.APPROVED, _("Approve the translation"), _("Translation approved and published")),
    ):
        actions.register_action(name, label, message)
