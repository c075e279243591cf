"""What can go wrong for a frontend that reports a build.

Problem
├── InvalidBody                                                          400
├── Unauthorized                                                         401
├── Forbidden                                                            403
├── BodyTooLarge                                                         413
└── UnsupportedMediaType                                                 415
"""

from typing import ClassVar

from django.http import HttpResponse

from cms.delivery.problems import Problem
from gbif_blocks.representation import JSONSchema, closed_object


class InvalidBody(Problem):
    """The body of the request is not of the documented form. `errors` says what is wrong, each with
    a JSON Pointer to its place."""

    name = "invalid-body"
    cacheable = False
    title = "Invalid body"
    extensions: ClassVar[dict[str, JSONSchema]] = {
        "errors": {
            "type": "array",
            "items": closed_object({"pointer": {"type": "string"}, "detail": {"type": "string"}}),
        }
    }


class Unauthorized(Problem):
    """The request has no token, or one that is unknown, expired or revoked. It belongs into the
    header `Authorization: Bearer …`, never into the address."""

    name = "unauthorized"
    title = "A token is needed"
    status = 401

    def to_response(self) -> HttpResponse:
        response = super().to_response()
        response["WWW-Authenticate"] = 'Bearer realm="builds"'
        return response


class Forbidden(Problem):
    """The token is good, but not for the portal that `site` names, or not for the language."""

    name = "forbidden"
    title = "Not allowed"
    status = 403


class BodyTooLarge(Problem):
    """The body of the request is longer than what this address reads."""

    name = "body-too-large"
    title = "The body is too large"
    status = 413


class UnsupportedMediaType(Problem):
    """The body of the request is not sent as `application/json`."""

    name = "unsupported-media-type"
    title = "Only JSON is read"
    status = 415
