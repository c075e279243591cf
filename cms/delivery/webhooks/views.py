"""Where a frontend reports its builds, and the schemas of what webhooks send."""

import json
from typing import Any

from django.http import HttpResponse
from rest_framework.request import Request

from cms.delivery.problems import UnknownSite
from cms.delivery.views import SchemaView
from cms.delivery.webhooks.models import BuildToken
from cms.delivery.webhooks.problems import (
    BodyTooLarge,
    Forbidden,
    InvalidBody,
    Unauthorized,
    UnsupportedMediaType,
)
from cms.delivery.webhooks.reports import (
    BUILD_SCHEMA,
    REPORT_SCHEMA,
    representation,
    write_report,
)
from cms.delivery.webhooks.token_views import TokenView

MAX_BODY = 20_000


class BuildsView(TokenView):
    http_method_names = ["post", "options"]
    operation_id = "report_build"
    summary = "A frontend's report on a build: begun, live or failed."
    token_model = BuildToken
    security = "buildToken"
    problems = (
        InvalidBody,
        Unauthorized,
        Forbidden,
        UnknownSite,
        BodyTooLarge,
        UnsupportedMediaType,
    )
    body_type = "application/json"
    body_schema = REPORT_SCHEMA
    answer_schema = BUILD_SCHEMA

    token: BuildToken

    def post(self, request: Request) -> HttpResponse:
        build = write_report(self.token, self._body(request))
        return self.answer(representation(build))

    def _body(self, request: Request) -> Any:
        media_type = (request.content_type or "").partition(";")[0].strip().lower()
        if media_type != self.body_type:
            raise UnsupportedMediaType("Send the report as application/json.")
        body = request._request.read(MAX_BODY + 1)
        if len(body) > MAX_BODY:
            raise BodyTooLarge(f"A report has {MAX_BODY} bytes at most.")
        try:
            return json.loads(body)
        except (ValueError, RecursionError) as error:
            detail = [{"pointer": "", "detail": "This is not JSON."}]
            raise InvalidBody("The body is not JSON.", errors=detail) from error


class EventSchemaView(SchemaView):
    operation_id = "event_schema"
    kind = "events"
