"""What the delivery API and Wagtail's admin get from here."""

from django.forms import CheckboxSelectMultiple
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.viewsets.base import ViewSet

from cms.delivery.webhooks.admin.tokens import TokenViewSet
from cms.translation_api.models import TranslationToken
from cms.translation_api.views import ExportView, ImportView, TranslationsView


class TranslationTokenViewSet(TokenViewSet):
    model = TranslationToken
    name = "translation_tokens"
    menu_label = _("Translation tokens")
    menu_order = 630
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("site"),
            FieldPanel("locales", widget=CheckboxSelectMultiple),
            FieldPanel("expires_at"),
        ],
    )


@hooks.register("register_admin_viewset")  # type: ignore[untyped-decorator]
def viewset() -> ViewSet:
    return TranslationTokenViewSet()


@hooks.register("register_delivery_urls")  # type: ignore[untyped-decorator]
def delivery_urls() -> list[URLPattern]:
    return [
        path("translations/", TranslationsView.as_view(), name="translations"),
        path("translations/export/", ExportView.as_view(), name="export_translations"),
        path("translations/import/", ImportView.as_view(), name="import_translations"),
    ]
