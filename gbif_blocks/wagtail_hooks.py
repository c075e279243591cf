"""What Wagtail's admin gets from here."""

from django.urls import include, path
from wagtail import hooks

from gbif_blocks import rich_text

__all__ = ["admin_urls", "rich_text"]


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]
def admin_urls() -> list[object]:
    """The addresses that the editors of scopes and areas ask."""
    return [path("gbif/forms/", include("gbif_blocks.forms.urls"))]
