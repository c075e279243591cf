"""Headers that every answer carries, by the part of the service that gives it.

Two small classes instead of two packages: django-csp knows one policy for a whole site, and
django-cors-headers adds `Vary: Origin`, with which a CDN keeps one copy per website that asks.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

Handler = Callable[[HttpRequest], HttpResponseBase]

# Wagtail's admin starts its widgets from inline scripts and has no nonces (8.0). Thumbnails may
# come from a bucket.
ADMIN_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob: https:; font-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; frame-ancestors 'self'; form-action 'self'; base-uri 'self'; "
    "object-src 'none'"
)
# Everything else is data: were a browser led to show it as a page, it could do nothing.
DATA_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"

ADMIN_PREFIX = "/admin/"
API_PREFIX = "/api/"


class ContentSecurityPolicyMiddleware:
    """Sends a Content-Security-Policy unless the view has sent its own."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        policy = ADMIN_POLICY if request.path.startswith(ADMIN_PREFIX) else DATA_POLICY
        response.headers.setdefault("Content-Security-Policy", policy)
        return response


class OpenForReadingMiddleware:
    """Lets scripts of every website read the public API (CORS, without credentials)."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(API_PREFIX):
            return self.get_response(request)
        # The API knows nobody. A cookie that a browser sends along must not make an answer that
        # everybody may cache into one for this reader.
        request.META.pop("HTTP_COOKIE", None)
        preflight = request.method == "OPTIONS" and (
            "Access-Control-Request-Method" in request.headers
        )
        response = HttpResponse(status=204) if preflight else self.get_response(request)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After"
        if preflight:
            response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
            response["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
            response["Access-Control-Max-Age"] = "86400"
        return response
