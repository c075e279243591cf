from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from cms.accounts.throttling import is_throttled


class ThrottledBackend(ModelBackend):
    """Django's accounts; after too many wrong passwords it looks at none for a while."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        if username is not None and is_throttled(request, username):
            raise PermissionDenied
        return super().authenticate(request, username, password, **kwargs)
