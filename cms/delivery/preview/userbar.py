"""Wagtail's userbar in a frontend on another host, so that content checks work in the preview.

The checks (axe) run in two windows that talk by messages: the editor's, and the frame with the
frontend. Each believes messages from the other's address only.
"""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.test.client import RequestFactory
from wagtail.admin.userbar import ContentCheckerItem, Userbar
from wagtail.models import Page

from cms.core.portals import Portal
from cms.delivery.preview.models import PanelPreview

# What the frontend adds around a draft is not the editor's to mend.
NOT_CONTENT = ["[data-preview-bar]"]


class FrontendContentChecker(ContentCheckerItem):  # type: ignore[misc]
    """Wagtail's content checker, for a page that another host shows."""

    axe_exclude = NOT_CONTENT

    def get_axe_spec(self, request: HttpRequest) -> dict[str, Any]:
        spec: dict[str, Any] = super().get_axe_spec(request)
        return {**spec, "allowedOrigins": allowed_origins()}


def allowed_origins() -> list[str]:
    """The admin's address and those of the portals' frontends, as a browser names them."""
    frontends = [portal.frontend_url for portal in Portal.all()]
    addresses = [str(settings.WAGTAILADMIN_BASE_URL), *frontends]
    return list(dict.fromkeys(origin_of(address) for address in addresses))


def origin_of(address: str) -> str:
    """Scheme, host and port of an address."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def use_frontend_checker(request: HttpRequest, items: list[Any], page: Page | None) -> None:
    """Put our content checker in the place of Wagtail's (hook `construct_wagtail_userbar`)."""
    items[:] = [
        FrontendContentChecker(in_editor=item.in_editor)
        if isinstance(item, ContentCheckerItem)
        else item
        for item in items
    ]


def render_userbar(panel: PanelPreview) -> str:
    """The userbar of the editor whose preview it is, with absolute addresses of the admin."""
    # Inside a network the frontend may reach us under another name than the editor's browser.
    admin = urlsplit(str(settings.WAGTAILADMIN_BASE_URL))
    request = RequestFactory(HTTP_HOST=admin.netloc).get("/", secure=admin.scheme == "https")
    request.user = panel.user
    request.in_preview_panel = panel.in_panel  # type: ignore[attr-defined]
    request.is_preview = request.is_editing = True  # type: ignore[attr-defined]
    page = None if panel.is_new else panel.page
    html: str = Userbar(object=page).render_html({"request": request})
    return html
