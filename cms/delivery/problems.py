"""What can go wrong for a reader of the API, as RFC 9457 problem documents.

    Problem
    ├── BadRequest, UnknownParameter, InvalidParameter, UnknownLocale,
    │   InvalidCursor, SearchTooBroad                                        400
    ├── UnknownSite, UnknownPath, UnknownKey, UnknownSnapshot,
    │   UnknownSchema, UnknownAddress                                        404
    ├── MethodNotAllowed                                                     405
    ├── NotAcceptable                                                        406
    ├── Gone                                                                 410
    └── InternalError                                                        500

Each class is one `type`, an address at which its docstring can be read.
"""

import inspect
import json
import logging
from typing import Any, ClassVar
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.signals import got_request_exception
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from rest_framework import exceptions
from rest_framework.request import Request

from gbif_blocks.representation import JSONSchema

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
API_ROOT = "/api/delivery/v1/"


class Problem(Exception):
    """One thing that went wrong; `detail` says what about this request."""

    name: ClassVar[str]
    title: ClassVar[str]
    status: ClassVar[int] = 400
    extensions: ClassVar[dict[str, JSONSchema]] = {}
    # Whether the address alone decided it. What a header did must not be kept for other readers.
    cacheable: ClassVar[bool] = True
    # The template that explains a type is given the class.
    do_not_call_in_templates = True

    def __init__(self, detail: str, **members: Any) -> None:
        super().__init__(detail)
        self.detail = detail
        self.members = members

    @classmethod
    def type(cls) -> str:
        """The address that names and explains this type of problem."""
        base = str(settings.WAGTAILADMIN_BASE_URL).rstrip("/")
        return f"{base}{API_ROOT}problems/{cls.name}/"

    @classmethod
    def meaning(cls) -> str:
        """The explanation at that address."""
        return inspect.cleandoc(cls.__doc__ or "")

    def to_json(self) -> dict[str, Any]:
        return {
            "type": self.type(),
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            **self.members,
        }

    def to_response(self) -> HttpResponse:
        """The answer; a cache keeps for a moment what is wrong with an address."""
        body = json.dumps(self.to_json(), ensure_ascii=False)
        response = HttpResponse(body, status=self.status, content_type=MEDIA_TYPE)
        cacheable = self.cacheable and self.status in (400, 404, 410)
        response["Cache-Control"] = "public, max-age=0, s-maxage=10" if cacheable else "no-store"
        return response


class BadRequest(Problem):
    """The request cannot be read: it names a host that this service does not have, or it has more
    parameters than anything here knows."""

    name = "bad-request"
    title = "Bad request"
    cacheable = False


class UnknownParameter(Problem):
    """The request has a query parameter that this address does not have, so it would have been
    ignored in silence. `parameters` names the unknown ones; the API's OpenAPI document lists those
    of every address."""

    name = "unknown-parameter"
    title = "Unknown query parameter"
    extensions: ClassVar[dict[str, JSONSchema]] = {
        "parameters": {"type": "array", "items": {"type": "string"}}
    }


class InvalidParameter(Problem):
    """A query parameter is missing, given twice, too long or not of the documented form.
    `parameter` names it."""

    name = "invalid-parameter"
    title = "Invalid query parameter"
    extensions: ClassVar[dict[str, JSONSchema]] = {"parameter": {"type": "string"}}


class UnknownLocale(Problem):
    """The portal is not published in the language asked for. `languages` lists the codes of those
    in which it is; they are the ones that stand in its paths."""

    name = "unknown-locale"
    title = "Unknown language"
    extensions: ClassVar[dict[str, JSONSchema]] = {
        "languages": {"type": "array", "items": {"type": "string"}}
    }


class InvalidCursor(Problem):
    """The cursor was not made by this address, or not for these filters and this order. Start
    again without one."""

    name = "invalid-cursor"
    title = "Invalid cursor"


class StartAgain(Problem):
    """The feed began anew, or it no longer knows everything that happened since the cursor was
    made. Drop what you hold and ask `sync/` without a cursor."""

    name = "start-again"
    title = "Start again"
    status = 410


class SearchTooBroad(Problem):
    """So much matches that the best cannot be told in time. Ask for more, or for longer, words."""

    name = "search-too-broad"
    title = "Too much matches"


class UnknownSite(Problem):
    """No portal is served under the host name that was asked, or that `site` names."""

    name = "unknown-site"
    title = "Unknown portal"
    status = 404
    cacheable = False


class UnknownPath(Problem):
    """No public page stands at the path, none ever stood there, and no redirect leads from it."""

    name = "unknown-path"
    title = "Nothing at this path"
    status = 404


class UnknownKey(Problem):
    """The portal has no public page with this key in any language."""

    name = "unknown-key"
    title = "Unknown page"
    status = 404


class UnknownSnapshot(Problem):
    """No public page of the portal shows a snapshot with this id."""

    name = "unknown-snapshot"
    title = "Unknown snapshot"
    status = 404


class UnknownSchema(Problem):
    """There is no page type or block of this name. The OpenAPI document lists them."""

    name = "unknown-schema"
    title = "Unknown schema"
    status = 404


class UnknownAddress(Problem):
    """The API has no such address. Addresses end with a slash; the OpenAPI document lists them."""

    name = "unknown-address"
    title = "Unknown address"
    status = 404


class MethodNotAllowed(Problem):
    """The API is read-only: it answers GET, HEAD and OPTIONS."""

    name = "method-not-allowed"
    title = "Method not allowed"
    status = 405


class NotAcceptable(Problem):
    """The `Accept` header excludes JSON, and the API has nothing else."""

    name = "not-acceptable"
    title = "Only JSON is served"
    status = 406


class UnknownPreview(Problem):
    """This service never gave out such a token, or not for this portal. Tokens are made in the
    admin: by its preview panel, and by “Share preview”."""

    name = "unknown-preview"
    title = "Unknown preview"
    status = 404


class PreviewEnded(Problem):
    """The token was good once. Its time is over, somebody ended it, what it showed was removed, or
    whoever made it may no longer edit the page. Ask them for a new one."""

    name = "preview-ended"
    title = "The preview has ended"
    status = 410


class Gone(Problem):
    """A public page stood at the path and was unpublished, deleted or made private."""

    name = "gone"
    title = "No longer published"
    status = 410


class InternalError(Problem):
    """The service failed. The request was in order; ask again later. Whoever runs the service
    finds the `request_id` in its log."""

    name = "internal-error"
    title = "Internal error"
    status = 500
    extensions: ClassVar[dict[str, JSONSchema]] = {"request_id": {"type": "string"}}

    def __init__(self, detail: str = "The service failed to answer.") -> None:
        super().__init__(detail, request_id=uuid4().hex)


def all_problems() -> dict[str, type[Problem]]:
    """Every type of problem by its name."""
    return {problem.name: problem for problem in Problem.__subclasses__()}


def problem_of(exception: Exception, request: Request) -> Problem:
    """The problem that an exception in a view means to the reader.

    Unforeseen ones are logged, and raised when debugging.
    """
    if isinstance(exception, Problem):
        return exception
    if isinstance(exception, Http404 | exceptions.NotFound):
        return UnknownAddress(f"There is no {request.path}.")
    if isinstance(exception, exceptions.MethodNotAllowed):
        return MethodNotAllowed(f"{request.method} is not allowed; “Allow” names what is.")
    if isinstance(exception, exceptions.NotAcceptable):
        return NotAcceptable("Ask with “Accept: application/json” or without the header.")
    if isinstance(exception, SuspiciousOperation):
        return BadRequest("The request cannot be read.")
    if settings.DEBUG:
        raise exception
    got_request_exception.send(sender=None, request=request._request)
    problem = InternalError()
    request_id = problem.members["request_id"]
    logger.error("Request %s failed: %s", request_id, request.path, exc_info=exception)
    return problem


def as_problem(response: HttpResponseBase, request: HttpRequest) -> HttpResponseBase:
    """An answer of the API; an error that no view gave, but Django itself, as a problem too."""
    if response.status_code < 400 or response.get("Content-Type") == MEDIA_TYPE:
        return response
    if response.status_code < 500:
        return BadRequest("The request cannot be read.").to_response()
    if settings.DEBUG:
        return response
    problem = InternalError()
    logger.error("Request %s failed: %s", problem.members["request_id"], request.path)
    return problem.to_response()


def problem_schema(problem: type[Problem]) -> JSONSchema:
    """The JSON Schema of one type of problem."""
    properties: dict[str, JSONSchema] = {
        "type": {"type": "string", "format": "uri", "pattern": f"/problems/{problem.name}/$"},
        "title": {"const": problem.title},
        "status": {"const": problem.status},
        "detail": {"type": "string"},
        **problem.extensions,
    }
    return {
        "type": "object",
        "description": problem.meaning(),
        "properties": properties,
        "required": list(properties),
    }
