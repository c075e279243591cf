"""Where a frontend reports its builds, and the schemas of what webhooks send."""

import json
from typing import Any

from django.http import HttpResponse
from rest_framework.exceptions import MethodNotAllowed as NotAllowed
from rest_framework.request import Request

from cms.delivery import openapi, problems
from cms.delivery.finished import to_bytes
from cms.delivery.parameters import SITE, read_parameters
from cms.delivery.sites import find_site
from cms.delivery.views import DeliveryView, SchemaView
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
from gbif_blocks.representation import JSON

MAX_BODY = 20_000
METHODS = "POST, OPTIONS"
NO_STORE = {"Cache-Control": "no-store"}


class ReportingSchema(openapi.DeliverySchema):
    """Describes an address that takes a body and a token."""

    def get_operation(self, *args: Any, **kwargs: Any) -> JSON:
        operation = super().get_operation(*args, **kwargs)
        operation["responses"].pop("304")
        operation["responses"]["200"]["headers"] = {
            "Cache-Control": {"description": "Always no-store.", "schema": {"const": "no-store"}}
        }
        operation["security"] = [{"buildToken": []}]
        operation["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": REPORT_SCHEMA}},
        }
        return operation


class BuildsView(DeliveryView):
    http_method_names = ["post", "options"]
    schema = ReportingSchema()
    operation_id = "report_build"
    summary = "A frontend's report on a build: begun, live or failed."
    parameters = (SITE,)
    problems = (
        InvalidBody,
        Unauthorized,
        Forbidden,
        problems.UnknownSite,
        BodyTooLarge,
        UnsupportedMediaType,
    )
    answer_schema = BUILD_SCHEMA
    # The token names the portal.
    of_site = False

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.method == "POST":
            self.query = read_parameters(request.query_params, self.declared_parameters())

    def post(self, request: Request) -> HttpResponse:
        token = self._token(request)
        build = write_report(token, self._body(request))
        body = to_bytes(representation(build))
        return HttpResponse(body, content_type="application/json", headers=NO_STORE)

    def options(  # type: ignore[override]
        self, request: Request, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        return HttpResponse(status=204, headers={"Allow": METHODS})

    def handle_exception(self, exc: Exception) -> HttpResponse:  # type: ignore[override]
        if isinstance(exc, NotAllowed):
            exc = problems.MethodNotAllowed(f"Here is only {METHODS}.")
        response = super().handle_exception(exc)
        if response.status_code == 405:
            response["Allow"] = METHODS
        return response

    def _token(self, request: Request) -> BuildToken:
        scheme, _, text = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not text.strip():
            raise Unauthorized("Send the token in the header “Authorization: Bearer …”.")
        token = BuildToken.find(text.strip())
        if token is None:
            raise Unauthorized("The token is unknown, expired or revoked.")
        if self.query["site"] and find_site(request, self.query["site"]) != token.site:
            raise Forbidden("The token belongs to another portal.")
        return token

    def _body(self, request: Request) -> Any:
        media_type = (request.content_type or "").partition(";")[0].strip().lower()
        if media_type != "application/json":
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
