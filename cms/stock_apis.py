"""Wagtail's own APIs, v2 and v3, beside ours: for clients that have an API token, and for writing.

Strangers are told nothing, not even the description: v3 shows drafts of what its caller may edit
and names unpublished parents, and neither is made to be read by everybody. In v3 a token opens
what its user may edit in the admin, in v2 what is public. Tokens are made in Settings > API tokens.
Reasons: docs/decisions/0017-abuse-and-stock-apis.md.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLResolver, path
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from rest_framework.authentication import BaseAuthentication
from rest_framework.fields import Field
from rest_framework.request import Request
from wagtail.api.v2.router import WagtailAPIRouter  # noqa: TID251
from wagtail.api.v2.serializers import PageSerializer  # noqa: TID251
from wagtail.api.v2.views import PagesAPIViewSet  # noqa: TID251
from wagtail.api.v3.auth import BearerTokenAuth
from wagtail.api.v3.errors import problem_response
from wagtail.api.v3.urls import api as v3
from wagtail.contrib.redirects.api.v2 import RedirectsAPIViewSet
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.images.api.v2.views import ImagesAPIViewSet
from wagtail.utils.urlpatterns import decorate_urlpatterns

from cms.core.fields import StreamField
from cms.core.models.pages import BasePage
from cms.core.stock_api_streams import represent_stream
from gbif_blocks.representation import JSON

View = Callable[..., HttpResponseBase]


def with_token(view: View) -> View:
    """The view for requests with a token (`Authorization: Bearer …`); 401 for all others."""
    authenticate = BearerTokenAuth()

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if authenticate(request):
            response = view(request, *args, **kwargs)
        else:
            response = problem_response(status=401, detail="An API token is needed.")
            response["WWW-Authenticate"] = "Bearer"
        add_never_cache_headers(response)
        patch_vary_headers(response, ["Authorization"])
        return response

    return guarded


def unknown(request: HttpRequest, **_: Any) -> HttpResponseBase:
    """What neither API has: a token is asked for first, so that nobody learns which is which."""
    response: HttpResponseBase = problem_response(status=404, detail="There is no such address.")
    return response


class RepresentedStream(Field):  # type: ignore[type-arg]
    """A stream of blocks in API v2, as our own documents show it."""

    def get_attribute(self, instance: BasePage) -> BasePage:
        return instance

    def to_representation(self, value: BasePage) -> JSON:
        return represent_stream(value, str(self.source))


class RepresentedPageSerializer(PageSerializer):  # type: ignore[misc]
    serializer_field_mapping = {
        **PageSerializer.serializer_field_mapping,
        StreamField: RepresentedStream,
    }


class RepresentedPagesViewSet(PagesAPIViewSet):  # type: ignore[misc]
    base_serializer_class = RepresentedPageSerializer


class AsAnybody(BaseAuthentication):
    """v2 shows the holder of a token what is public, and not what they alone may read."""

    def authenticate(self, request: Request) -> tuple[AnonymousUser, None]:
        return AnonymousUser(), None


V2_ENDPOINTS = {
    "pages": RepresentedPagesViewSet,
    "images": ImagesAPIViewSet,
    "documents": DocumentsAPIViewSet,
    "redirects": RedirectsAPIViewSet,
}


def _v2() -> WagtailAPIRouter:
    router = WagtailAPIRouter("wagtailapi")
    for name, endpoint in V2_ENDPOINTS.items():
        public = type(endpoint.__name__, (endpoint,), {"authentication_classes": [AsAnybody]})
        router.register_endpoint(name, public)
    return router


def _guarded(prefix: str, urls: Any) -> list[URLResolver]:
    """The addresses below a prefix, behind `with_token` however they are spelled."""
    patterns = [path(prefix, urls), path(f"{prefix}<path:rest>", unknown), path(prefix, unknown)]
    return cast("list[URLResolver]", decorate_urlpatterns(patterns, with_token))


urlpatterns = [*_guarded("v2/", _v2().urls), *_guarded("v3/", v3.urls)]
