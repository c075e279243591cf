"""The headers by which a receiver knows that a request is ours, whole and new.

Standard Webhooks 1.0, https://www.standardwebhooks.com: HMAC-SHA256 over id, time and body, with
each of the secrets that are good at the time.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable

from cms.delivery.webhooks import keys


def signature(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """One signature: its version and base64."""
    signed = b"%s.%d.%s" % (message_id.encode(), timestamp, body)
    digest = hmac.new(keys.raw(secret), signed, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"


def signed_headers(
    secrets: Iterable[str], message_id: str, timestamp: int, body: bytes
) -> dict[str, str]:
    """The three headers of an attempt; `timestamp` is its time in seconds since 1970."""
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(
            signature(secret, message_id, timestamp, body) for secret in secrets
        ),
    }
