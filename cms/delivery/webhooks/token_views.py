"""Addresses of the API that a token opens: programs write there, and nobody keeps the answers."""

from typing import Any, ClassVar, cast

from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request

from cms.delivery import openapi
from cms.delivery.finished import to_bytes
from cms.delivery.parameters import SITE, Parameter
from cms.delivery.problems import Problem, UnknownSite
from cms.delivery.sites import find_site
from cms.delivery.views import DeliveryView
from cms.delivery.webhooks.models.tokens import Token
from cms.delivery.webhooks.problems import Forbidden, Unauthorized
from gbif_blocks.representation import JSON, JSONSchema

NO_STORE = {"Cache-Control": "no-store"}


class TokenSchema(openapi.DeliverySchema):
    """Describes an address that a token opens."""

    def get_operation(self, *args: Any, **kwargs: Any) -> JSON:
        operation = super().get_operation(*args, **kwargs)
        view = cast("TokenView", self.view)
        operation["responses"].pop("304")
        operation["responses"]["200"]["headers"] = {
            "Cache-Control": {"description": "Always no-store.", "schema": {"const": "no-store"}}
        }
        operation["security"] = [{view.security: []}]
        if "post" in view.http_method_names:
            content = {view.body_type: {"schema": view.body_schema}}
            operation["requestBody"] = {"required": True, "content": content}
        return operation


class TokenView(DeliveryView):
    """One address for the holder of a token, who sees the token's portal and no other."""

    schema = TokenSchema()
    token_model: ClassVar[type[Token]]
    #: Its name among OpenAPI's security schemes.
    security: ClassVar[str]
    problems: ClassVar[tuple[type[Problem], ...]] = (Unauthorized, Forbidden, UnknownSite)
    #: What may be posted, if anything.
    body_type: ClassVar[str]
    body_schema: ClassVar[JSONSchema]
    of_site = False

    token: Token

    @classmethod
    def declared_parameters(cls) -> tuple[Parameter, ...]:
        return (*cls.parameters, SITE)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if self.is_handled(request):
            self.token = self._token(request)
            self.site = self.token.site

    def answer(self, body: JSON | bytes, **_details: Any) -> HttpResponse:
        content = body if isinstance(body, bytes) else to_bytes(body)
        return HttpResponse(content, content_type=self.media_type, headers=NO_STORE)

    def handle_exception(self, exc: Exception) -> HttpResponse:  # type: ignore[override]
        response = super().handle_exception(exc)
        response["Cache-Control"] = "no-store"
        return response

    def _token(self, request: Request) -> Token:
        scheme, _, text = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not text.strip():
            raise Unauthorized("Send the token in the header “Authorization: Bearer …”.")
        token = self.token_model.find(text.strip())
        if token is None:
            raise Unauthorized("The token is unknown, expired or revoked.")
        if self.query["site"] and find_site(request, self.query["site"]) != token.site:
            raise Forbidden("The token belongs to another portal.")
        self.token_model._default_manager.filter(pk=token.pk).update(last_used_at=timezone.now())
        return token
