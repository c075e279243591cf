"""Tokens: what a preview shows, signed. Reading one asks no database.

`<base64 of [id, key, locale, revision, expires]>.<signature>`; signed with SECRET_KEY and a salt of
its own, so a token of another environment or purpose is a forgery. Keys of SECRET_KEY_FALLBACKS
are still believed: a rotated key ends previews only when the old one is removed from there.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.core.signing import BadSignature, Signer

SALT = "cms.delivery.preview"
MAX_LENGTH = 512


class Forged(Exception):
    """Not a token that this service made."""


@dataclass(frozen=True)
class Claims:
    """What a token is for. `expires` is in seconds since 1970, UTC."""

    id: UUID
    key: UUID
    locale: str
    revision: int
    expires: int

    @property
    def expires_at(self) -> datetime:
        return datetime.fromtimestamp(self.expires, UTC)


def make_token(claims: Claims) -> str:
    """The signed form of what a preview is for."""
    values = [claims.id.hex, claims.key.hex, claims.locale, claims.revision, claims.expires]
    return _signer().sign_object(values)


def read_token(token: str) -> Claims:
    """What a token is for, whether or not it is over; raises Forged. Compares in constant time."""
    if len(token) > MAX_LENGTH:
        raise Forged
    try:
        values: list[Any] = _signer().unsign_object(token)
        id_hex, key_hex, locale, revision, expires = values
        return Claims(UUID(id_hex), UUID(key_hex), locale, revision, expires)
    except (BadSignature, TypeError, ValueError) as error:
        raise Forged from error


def hash_of(token: str) -> str:
    """What is kept of a token: enough to know it again, nothing to open anything with."""
    return sha256(token.encode()).hexdigest()


def _signer() -> Signer:
    # A dot, since the colon of Django's own is escaped by some mail programs.
    return Signer(salt=SALT, sep=".")
