"""The addresses of the service, and beside them the fastest view that Django could have.

`memory/` sends the bytes of `resolve/` from a dictionary, behind the same server and middleware: no
answer that Django gives by itself can be cheaper.
"""

from functools import cache

from django.http import HttpRequest, HttpResponse
from django.urls import path

from cms.delivery.models import Document
from cms.delivery.storing import resolve_answer
from cms.urls import urlpatterns as addresses_of_the_service


@cache
def _answers(coding: str) -> dict[str, bytes]:
    rows = Document.objects.pages().values_list("path", "brotli" if coding else "body")
    return {
        str(path): bytes(body) if coding else resolve_answer(bytes(body)) for path, body in rows
    }


def memory(request: HttpRequest) -> HttpResponse:
    """The answer of `resolve/` for `?path=`, in brotli."""
    headers = {"Content-Encoding": "br"}
    body = _answers("br")[request.GET["path"]]
    return HttpResponse(body, content_type="application/json", headers=headers)


def memory_plain(request: HttpRequest) -> HttpResponse:
    """The answer of `resolve/` for `?path=`, not compressed."""
    return HttpResponse(_answers("")[request.GET["path"]], content_type="application/json")


# First in the list, so that they are found sooner than `resolve/` is.
urlpatterns = [
    path("api/delivery/v1/memory/", memory),
    path("api/delivery/v1/memory/plain/", memory_plain),
    *addresses_of_the_service,
]
