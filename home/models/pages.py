from typing import TYPE_CHECKING, ClassVar

from django.utils.translation import gettext_lazy as _

from cms.core.models import BasePage
from gbif_blocks.representation import JSON

if TYPE_CHECKING:
    from cms.core.rendering import Context


class HomePage(BasePage):
    """The first page of a portal in one language."""

    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]

    class Meta:
        verbose_name = _("home page")

    def get_json_ld(self, context: "Context") -> list[JSON]:
        url = f"{context.portal.frontend_url}{context.portal.path(self)}"
        return [
            {"@context": "https://schema.org", "@type": "WebSite", "name": self.title, "url": url}
        ]


class ContentPage(BasePage):
    """Prose: mission, values, services, about, questions and answers."""

    page_description = _("A page of texts, pictures and GBIF data")

    class Meta:
        verbose_name = _("content page")
