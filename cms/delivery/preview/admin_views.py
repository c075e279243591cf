"""The editors' page on which a page's share links are made, listed and ended."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Page

from cms.delivery.preview.drafts import OutsidePortals
from cms.delivery.preview.forms import ShareForm
from cms.delivery.preview.models import ShareLink
from cms.delivery.preview.sharing import (
    MAX_PER_PAGE,
    RepeatsAnother,
    TooManyLinks,
    may_share,
    revoke,
    share,
    translation_being_edited,
)


class ShareView(WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    """Make a link, see the links that there are. A new one is shown once, in the answer."""

    template_name = "preview/share.html"
    header_icon = "link"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.page = get_object_or_404(Page, pk=kwargs["page_id"]).specific
        if not may_share(request.user, self.page):
            raise PermissionDenied
        self.form = ShareForm(request.POST or None)
        self.address = ""
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.form.is_valid():
            self._share(request)
        response: HttpResponse = self.get(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    def _share(self, request: HttpRequest) -> None:
        form = self.form.cleaned_data
        try:
            _link, self.address = share(self.page, request.user, form["lasting"], form["label"])
        except TooManyLinks:
            text = ngettext(
                "This page has %(count)s link, which is as many as it may have: end one first.",
                "This page has %(count)s links, which is as many as it may have: end one first.",
                MAX_PER_PAGE,
            )
            messages.error(request, text % {"count": MAX_PER_PAGE})
        except RepeatsAnother:
            messages.error(request, _("This page repeats another one: share that one."))
        except OutsidePortals:
            messages.error(request, _("This page belongs to no website, so nothing shows it."))
        else:
            self.form = ShareForm()

    def get_page_title(self) -> str:
        return _("Share preview")

    def get_page_subtitle(self) -> str:
        return str(self.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        edit = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        return [
            {"url": reverse("wagtailadmin_explore_root"), "label": _("Pages")},
            {"url": edit, "label": self.page.get_admin_display_title()},
            {"url": "", "label": _("Share preview")},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        links = ShareLink.objects.filter(page=self.page.pk).select_related("created_by", "revision")
        return {
            **super().get_context_data(**kwargs),
            "page": self.page,
            "form": self.form,
            "address": self.address,
            "links": links.order_by("-created_at"),
            "alive": set(links.alive().values_list("pk", flat=True)),
            "is_translation": translation_being_edited(self.page) is not None,
        }


@require_POST
def revoke_view(request: HttpRequest, link_id: Any) -> HttpResponse:
    """End a link, and go back to the list."""
    link = get_object_or_404(ShareLink.objects.select_related("page"), pk=link_id)
    revoke(link, request.user)
    messages.success(request, _("The link no longer works."))
    return redirect("preview:share", page_id=link.page_id)
