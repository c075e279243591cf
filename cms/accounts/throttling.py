"""Wrong passwords slow down whoever tries them: per account, from wherever, and per address.

The counts are in the database, so all processes share them. Nothing tells whether an account
exists: names that nobody has are counted alike.
"""

import ipaddress
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from cms.accounts.models import FailedLogin

WINDOW = timedelta(minutes=15)
#: Wrong passwords in that time. Many editors may share the address of their institute.
PER_ACCOUNT = 5
PER_ADDRESS = 50


def is_throttled(request: HttpRequest | None, username: str) -> bool:
    """Whether this account, or this address, has had too many wrong passwords of late."""
    return any(
        FailedLogin.objects.filter(key=key, failed_at__gt=timezone.now() - WINDOW).count() >= limit
        for key, limit in _keys(request, username)
    )


def client_address(request: HttpRequest) -> str:
    """The address that a request comes from, an IPv6 one as its network.

    `X-Forwarded-For` is believed from the proxies of `FORWARDED_ALLOW_IPS` only, and of it only
    what those proxies added: anybody may send the rest.
    """
    address = _as_ipv4(str(request.META.get("REMOTE_ADDR", "")))
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    while address in settings.FORWARDED_ALLOW_IPS and (nearer := forwarded.pop().strip()):
        address = _as_ipv4(nearer)
        if not forwarded:
            break
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


def connect_signal_handlers() -> None:
    """Count what fails and forget it at a success; called when the apps are ready."""
    user_login_failed.connect(receive_failure)
    user_logged_in.connect(receive_success)


def receive_failure(
    sender: Any, credentials: Mapping[str, Any], request: HttpRequest | None = None, **_: Any
) -> None:
    """Count a wrong password; one that was not even looked at does not prolong the wait."""
    username = str(credentials.get("username", ""))
    FailedLogin.objects.filter(failed_at__lt=timezone.now() - WINDOW).delete()
    if not is_throttled(request, username):
        FailedLogin.objects.bulk_create(
            [FailedLogin(key=key) for key, _limit in _keys(request, username)]
        )


def receive_success(sender: Any, user: AbstractBaseUser, **_: Any) -> None:
    """Forget the wrong passwords of an account, but not those of an address."""
    FailedLogin.objects.filter(key=_digest("account", user.get_username())).delete()


def _as_ipv4(address: str) -> str:
    """The address as IPv4 writes it, where a socket for both writes “::ffff:192.0.2.1”."""
    try:
        mapped = ipaddress.IPv6Address(address).ipv4_mapped
    except ValueError:
        return address
    return str(mapped or address)


def _keys(request: HttpRequest | None, username: str) -> list[tuple[str, int]]:
    keys = [(_digest("account", username), PER_ACCOUNT)]
    if request is not None:
        keys.append((_digest("address", client_address(request)), PER_ADDRESS))
    return keys


def _digest(kind: str, text: str) -> str:
    return salted_hmac(f"cms.accounts.{kind}", text.lower(), algorithm="sha256").hexdigest()
