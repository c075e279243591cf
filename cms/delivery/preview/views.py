"""What the API answers for a preview's token: the draft, and Wagtail's userbar for its editor."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from django.http import HttpResponse
from rest_framework.renderers import StaticHTMLRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from cms.delivery import openapi
from cms.delivery.preview.opening import open_panel, open_preview
from cms.delivery.preview.userbar import render_userbar
from cms.delivery.problems import PreviewEnded, UnknownPreview
from cms.delivery.views import DeliveryView
from gbif_blocks.representation import JSON, JSONSchema

# Nothing may keep a draft, find it, or learn its address from what it links to.
HTML = "text/html; charset=utf-8"
PRIVATE_HEADERS = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
}


HEADERS: dict[str, JSONSchema] = {
    "Cache-Control": {"description": "Always no-store.", "schema": {"const": "no-store"}},
    "Preview-Expires": {
        "description": "When the token is over, for the frontend to say.",
        "schema": {"type": "string", "format": "date-time"},
    },
    "Preview-Userbar": {
        "description": "Whether an editor is looking, for whom `userbar/` has Wagtail's checks.",
        "schema": {"enum": ["shown", "none"]},
    },
}


class PreviewSchema(openapi.DeliverySchema):
    """Describes answers that nobody keeps: without validators, so without 304."""

    def get_operation(self, *args: Any, **kwargs: Any) -> JSON:
        operation = super().get_operation(*args, **kwargs)
        operation["responses"].pop("304")
        operation["responses"]["200"]["headers"] = HEADERS
        return operation


class TokenView(DeliveryView):
    """An address that a token opens."""

    schema = PreviewSchema()
    problems = (UnknownPreview, PreviewEnded)

    def finalize_response(
        self, request: Request, response: Response, *args: Any, **kwargs: Any
    ) -> Response:
        finished = super().finalize_response(request, response, *args, **kwargs)
        for name, value in PRIVATE_HEADERS.items():
            finished[name] = value
        return finished


class PreviewView(TokenView):
    operation_id = "preview"
    summary = "A draft, in the shape of a published page, for the token of a preview."
    answer_schema = openapi.ref("Page")

    def get(self, request: Request, token: str) -> HttpResponse:
        opened = open_preview(token, self.site)
        response = HttpResponse(opened.body, content_type=self.media_type)
        response["Content-Language"] = opened.locale
        response["Preview-Expires"] = moment(opened.expires_at)
        response["Preview-Userbar"] = "shown" if opened.panel else "none"
        return response


class UserbarView(TokenView):
    operation_id = "preview_userbar"
    summary = "Wagtail's userbar with its content checks, as HTML, for an editor's own preview."
    answer_schema: ClassVar[JSONSchema] = {"type": "string"}
    media_type = "text/html"
    renderer_classes = (StaticHTMLRenderer, *DeliveryView.renderer_classes)

    def get(self, request: Request, token: str) -> HttpResponse:
        panel = open_panel(token, self.site)
        response = HttpResponse(
            render_userbar(panel), content_type=f"{self.media_type}; charset=utf-8"
        )
        response["Preview-Expires"] = moment(panel.expires_at)
        response["Preview-Userbar"] = "shown"
        return response


def moment(at: datetime) -> str:
    """A time as the API writes it: ISO 8601, UTC, in seconds."""
    return at.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
