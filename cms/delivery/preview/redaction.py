"""Keeping tokens out of logs and error reports: whoever reads those must not read drafts."""

import logging
import re
from typing import Any

# A token in an address: ours, of which the first part is base64 and never shorter than this.
TOKEN = re.compile(r"(preview/)[A-Za-z0-9_\-]{20,}(?:(?:\.|%2[Ee])[A-Za-z0-9_\-]*)?")
REDACTED = r"\1[token]"

# What writes down addresses: Django, its development server, our API's problems, gunicorn.
SERVER_LOGGERS = (
    "django.request",
    "django.security.DisallowedHost",
    "django.server",
    "cms.delivery.problems",
    "gunicorn.access",
    "gunicorn.error",
)


def redact(value: Any) -> Any:
    """The same text, list or dictionary with tokens left out; anything else as it is."""
    if isinstance(value, str):
        return TOKEN.sub(REDACTED, value)
    if isinstance(value, dict):
        return {key: redact(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return tuple(redact(one) for one in value)
    if isinstance(value, list):
        return [redact(one) for one in value]
    return value


class RedactTokens(logging.Filter):
    """Lets every record through, without tokens."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = redact(record.msg)
        record.args = redact(record.args)
        return True


def redact_server_logs() -> None:
    """Filter the loggers themselves, whichever handlers an installation gives them."""
    for name in SERVER_LOGGERS:
        logger = logging.getLogger(name)
        if not any(isinstance(one, RedactTokens) for one in logger.filters):
            logger.addFilter(RedactTokens())


def redact_event(event: Any, hint: dict[str, Any]) -> Any:
    """Sentry's `before_send` and `before_send_transaction`."""
    return redact(event)
