"""Headers that every answer carries, by the part of the service that gives it.

Two small classes instead of two packages: django-csp knows one policy for a whole site, and
django-cors-headers adds `Vary: Origin`, with which a CDN keeps one copy per website that asks.
"""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from wagtail.models import Site

from cms.delivery.problems import API_ROOT, as_problem

Handler = Callable[[HttpRequest], HttpResponseBase]

# Wagtail's admin starts its widgets from inline scripts and has no nonces (8.0). Thumbnails may
# come from a bucket.
ADMIN_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob: https:; font-src 'self' data:; connect-src 'self'; "
    "frame-src 'self' {frontends}; frame-ancestors 'self'; form-action 'self'; base-uri 'self'; "
    "object-src 'none'"
)
# Everything else is data: were a browser led to show it as a page, it could do nothing.
DATA_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"

ADMIN_PREFIX = "/admin/"
ORIGIN = re.compile(r"https?://[\w.\-\[\]:]+(?=/|$)", re.ASCII)


class ContentSecurityPolicyMiddleware:
    """Sends a Content-Security-Policy unless the view has sent its own."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        # A 304 says only what caches go by; they keep the policy of the answer that they have.
        if response.status_code != 304 and "Content-Security-Policy" not in response.headers:
            in_admin = request.path.startswith(ADMIN_PREFIX)
            policy = ADMIN_POLICY.format(frontends=frontends()) if in_admin else DATA_POLICY
            response.headers["Content-Security-Policy"] = policy
        return response


def frontends() -> str:
    """The addresses of the portals' frontends, which the admin shows in its preview panel.

    Wagtail keeps the sites in the cache until one is saved. What is no plain address is left out:
    a policy has no way to quote it.
    """
    sites = (one.root_url for one in Site.get_site_root_paths())
    found = (ORIGIN.match(address) for address in (str(settings.FRONTEND_URL), *sites))
    return " ".join(dict.fromkeys(origin.group() for origin in found if origin))


class OpenForReadingMiddleware:
    """Lets scripts of every website read the public API (CORS, without credentials)."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(API_ROOT):
            return self.get_response(request)
        # The API knows nobody. A cookie that a browser sends along must not make an answer that
        # everybody may cache into one for this reader.
        request.META.pop("HTTP_COOKIE", None)
        preflight = request.method == "OPTIONS" and (
            "Access-Control-Request-Method" in request.headers
        )
        response = (
            HttpResponse(status=204)
            if preflight
            else as_problem(self.get_response(request), request)
        )
        if response.status_code == 304:
            # Django says 0, which would be the length of the answer that the reader has; and who
            # may frame that one, it said itself, as it did its policy.
            del response["Content-Length"]
            del response["X-Frame-Options"]
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = (
            "ETag, Link, Preview-Expires, Preview-Userbar, Retry-After"
        )
        if preflight:
            response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
            response["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
            response["Access-Control-Max-Age"] = "86400"
        return response
