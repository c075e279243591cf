from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cms.core import json_ld
from cms.core.models import BasePage

if TYPE_CHECKING:
    from cms.core.context import Context


class HomePage(BasePage):
    """The first page of a portal in one language."""

    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]

    class Meta:
        verbose_name = _("home page")

    def get_json_ld(self, document: dict[str, Any], context: "Context") -> list[dict[str, Any]]:
        return [json_ld.organization(document, context), json_ld.web_site(document, context)]


class ContentPage(BasePage):
    """Prose: mission, values, services, about, questions and answers."""

    page_description = _("A page of texts, pictures and GBIF data")

    class Meta:
        verbose_name = _("content page")
