"""The secrets with which deliveries are signed: made here, and kept encrypted.

We must be able to sign, so a hash would not do. The key of the encryption comes from SECRET_KEY;
what was encrypted with one of SECRET_KEY_FALLBACKS can still be read.
"""

import base64
import secrets

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

PREFIX = "whsec_"
# Standard Webhooks 1.0: from 24 to 64.
LENGTH = 32
SALT = "cms.delivery.webhooks.keys"


class Unreadable(Exception):
    """SECRET_KEY was replaced and the old one is not in SECRET_KEY_FALLBACKS."""


def new_secret() -> str:
    """A random secret in the form that receivers are given: `whsec_` and base64."""
    return PREFIX + base64.b64encode(secrets.token_bytes(LENGTH)).decode()


def raw(secret: str) -> bytes:
    """The bytes of a secret, with which is signed."""
    return base64.b64decode(secret.removeprefix(PREFIX))


def encrypt(secret: str) -> str:
    """The form in which a secret is stored."""
    return _cipher().encrypt(secret.encode()).decode()


def decrypt(stored: str) -> str:
    """The secret. Raises Unreadable."""
    try:
        return _cipher().decrypt(stored.encode()).decode()
    except InvalidToken as error:
        raise Unreadable("The secret cannot be read with this SECRET_KEY: rotate it.") from error


def _cipher() -> MultiFernet:
    return MultiFernet(
        Fernet(
            base64.urlsafe_b64encode(
                salted_hmac(SALT, "key", secret=key, algorithm="sha256").digest()
            )
        )
        for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    )
