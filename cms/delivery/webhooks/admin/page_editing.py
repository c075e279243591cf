"""The panel beside a page's form that says how far the page has come on the website."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import Media
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from cms.delivery.webhooks.progress import Progress, progress_of


class WebsiteSidePanel(BaseSidePanel):  # type: ignore[misc]
    """On the website: live, being built, failed, or waiting, in each language."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):  # type: ignore[misc]
        aria_label = gettext_lazy("Toggle state on the website")
        icon_name = "globe"
        has_counter = False

    name = "website"
    title = gettext_lazy("On the website")
    template_name = "webhooks/website_panel.html"
    order = 150

    def __init__(self, page: Page, request: HttpRequest, progress: list[Progress]) -> None:
        super().__init__(page, request)
        self.progress = progress

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        return {**context, **progress_context(self.object, self.progress)}

    @property
    def media(self) -> Media:
        return Media(js=[versioned_static("webhooks/website-panel.js")])


def progress_context(page: Page, progress: list[Progress]) -> dict[str, Any]:
    """What the panel shows; `unsettled` while it is worth asking again."""
    return {
        "page": page,
        "progress": progress,
        "unsettled": any(not one.settled for one in progress),
    }


def progress_view(request: HttpRequest, page_id: int) -> HttpResponse:
    """The panel's content as it is now, for those who may see the page's form."""
    page = get_object_or_404(Page, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    context = progress_context(page, progress_of(page) or [])
    return TemplateResponse(request, "webhooks/website_progress.html", context)


class PageEditView(EditView):  # type: ignore[misc]
    """Wagtail's form of a page, with the panel when there is anything to say."""

    def get_side_panels(self) -> MediaContainer:
        panels = super().get_side_panels()
        if not self.expects_json_response:
            progress = progress_of(self.page)
            if progress is not None:
                panels.insert(1, WebsiteSidePanel(self.page, self.request, progress))
        return panels


class PortalPageViewSet(PageViewSet):  # type: ignore[misc]
    model = Page
    edit_view_class = PageEditView
