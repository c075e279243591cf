"""What Wagtail's admin gets from here."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.model import ModelViewSet

from cms.translation.review.languages import languages_of
from cms.translation.review.models import Translator
from cms.translation.review.views import (
    ChangesView,
    DashboardView,
    ExportView,
    ImportView,
    TextsView,
)


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
        path("<slug:code>/<uuid:key>/", ChangesView.as_view(), name="changes"),
    ]
    return [path("translations/", include((urls, "translation_review")))]
