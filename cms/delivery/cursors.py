"""Cursors: where the reader of a list stands, signed, so that nobody can make one up.

Each list has a salt of its own, by which a cursor of another one is a forgery.
"""

from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

from django.core import signing

from cms.delivery.problems import InvalidCursor


def write(salt: str, values: Iterable[Any]) -> str:
    """The cursor that holds some values of JSON, as an opaque text."""
    return signing.Signer(salt=salt).sign_object(list(values))


def read(salt: str, text: str) -> list[Any]:
    """The values of a cursor; InvalidCursor when it was not made with this salt."""
    try:
        values: list[Any] = signing.Signer(salt=salt).unsign_object(text)
    except (signing.BadSignature, ValueError) as error:
        raise InvalidCursor("The cursor was not made here.") from error
    return values


def hash_of(decisive: object) -> str:
    """A short hash of what was asked, by which a cursor is bound to it."""
    return blake2b(repr(decisive).encode(), digest_size=8).hexdigest()
