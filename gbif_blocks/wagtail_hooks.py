"""What Wagtail's admin gets from here."""

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from gbif_blocks import rich_text
from gbif_blocks.forms.reports import may_see

__all__ = ["admin_urls", "report_item", "rich_text"]


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]
def admin_urls() -> list[object]:
    """The addresses that the editors of scopes and areas ask."""
    return [path("gbif/forms/", include("gbif_blocks.forms.urls"))]


class ReportItem(MenuItem):  # type: ignore[misc]
    """Shown to whoever may see the report."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_see(request.user)


@hooks.register("register_reports_menu_item")  # type: ignore[untyped-decorator]
def report_item() -> MenuItem:
    """The report of keys that GBIF has changed."""
    return ReportItem(_("GBIF keys"), reverse("gbif_forms:report"), icon_name="key", order=1200)
