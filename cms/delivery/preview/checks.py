"""Settings with which a preview would stay empty, said when the service starts."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as CheckWarning


def register_checks() -> None:
    """Called when the apps are ready."""
    register(check_addresses)
    register(check_path)


def check_addresses(**kwargs: Any) -> list[CheckMessage]:
    """A page over https shows no frame over http."""
    admin = urlsplit(str(settings.WAGTAILADMIN_BASE_URL)).scheme
    frontend = urlsplit(str(settings.FRONTEND_URL)).scheme
    if (admin, frontend) != ("https", "http"):
        return []
    return [
        CheckWarning(
            "The admin is reached over https and FRONTEND_URL over http.",
            hint="Browsers show no such frame: previews stay empty. See docs/previews.md.",
            id="preview.W001",
        )
    ]


def check_path(**kwargs: Any) -> list[CheckMessage]:
    """The frontend must be told which preview to show."""
    path = str(settings.FRONTEND_PREVIEW_PATH)
    if path.startswith("/") and path.count("{token}") == 1:
        return []
    return [
        Error(
            "FRONTEND_PREVIEW_PATH must be a path with {token} in it.",
            hint="For example “/preview/{token}/”.",
            id="preview.E001",
        )
    ]
