"""The admin's preview panel: what an editor is typing, shown by the frontend.

Wagtail keeps the form, asks the draft to serve itself and puts the answer in a frame. Ours sends
the frame on to the frontend, with a token for the draft as it is at this moment.
"""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from wagtail.models import Page

from cms.core.models import BasePage
from cms.delivery.preview.drafts import (
    DraftPortal,
    OutsidePortals,
    portal_of_draft,
    render_draft,
)
from cms.delivery.preview.models import PanelPreview
from cms.delivery.preview.opening import may_preview

LIFETIME = timedelta(hours=1)
# The panel loads a new one each time that somebody stops typing; the last few are enough for it
# and for windows that were opened beside it.
KEPT_PER_PAGE = 10


def serve_draft(request: HttpRequest, draft: BasePage) -> HttpResponse:
    """Send the editor on to the frontend's preview of the draft. Raises PermissionDenied."""
    is_new = draft.pk is None
    page: Page = draft.get_parent() if is_new else draft
    if not request.user.is_authenticated or not may_preview(request.user, page, is_new=is_new):
        raise PermissionDenied
    if is_new:
        draft.locale = page.locale
    try:
        portal = portal_of_draft(draft)
    except OutsidePortals:
        return TemplateResponse(request, "preview/outside.html", {"page": draft})
    preview = PanelPreview(
        user=request.user,
        site=portal.site,
        page_id=page.pk,
        is_new=is_new,
        in_panel=getattr(request, "in_preview_panel", False),
        key=draft.translation_key,
        locale=draft.locale.language_code,
        expires_at=timezone.now() + LIFETIME,
        body=render_draft(draft, portal),
    )
    token = preview.seal()
    _forget_all_but_the_last(preview)
    response = HttpResponseRedirect(frontend_address(portal, token))
    response["Referrer-Policy"] = "no-referrer"
    add_never_cache_headers(response)
    return response


def frontend_address(portal: DraftPortal, token: str) -> str:
    """Where the frontend shows what a token stands for."""
    path: str = settings.FRONTEND_PREVIEW_PATH.replace("{token}", token)
    return f"{portal.frontend_url}{path}"


def _forget_all_but_the_last(preview: PanelPreview) -> None:
    of_editor = PanelPreview.objects.filter(user=preview.user_id, page=preview.page_id)
    kept = of_editor.order_by("-created_at").values_list("pk", flat=True)[:KEPT_PER_PAGE]
    of_editor.exclude(pk__in=list(kept)).delete()
