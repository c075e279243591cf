"""Which addresses this service connects to: those of the public internet, in any spelling."""

import ipaddress
import socket
import threading
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotResolved
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings
from requests_hardened.ip_filter import EXTRA_BLOCKED_NET_RANGES

from cms.core.outgoing.errors import Refused, TimedOut, Unreachable

MAX_URL_LENGTH = 2000
PORTS = {"http": 80, "https": 443}
PUBLIC_IPV6 = ipaddress.ip_network("2000::/3")

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_public(address: IPAddress) -> bool:
    """Whether an address is one of the public internet's, and not another spelling of ours."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is None:
            # Beside these IPv6 has only local networks and what embeds an address of IPv4.
            return address in PUBLIC_IPV6 and _is_nobodys_own(address)
        address = address.ipv4_mapped
    return not address.is_reserved and _is_nobodys_own(address)


def _is_nobodys_own(address: IPAddress) -> bool:
    return (
        address.is_global
        and not address.is_multicast
        and not any(
            address in network
            for network in EXTRA_BLOCKED_NET_RANGES
            if network.version == address.version
        )
    )


@dataclass(frozen=True)
class Target:
    """Where a URL leads: `allowed` says that the settings name its host."""

    scheme: str
    host: str
    port: int
    allowed: bool


def target_of(url: str) -> Target:
    """Where a URL leads, as far as its text says. Raises Refused."""
    if len(url) > MAX_URL_LENGTH:
        raise Refused(f"The address is longer than {MAX_URL_LENGTH} characters.")
    if any(ord(one) <= 32 or ord(one) == 127 or one == "\\" for one in url):
        raise Refused("The address contains spaces, backslashes or control characters.")
    try:
        # As requests will read it: international names in their ASCII form.
        prepared = requests.Request("POST", url).prepare().url or ""
        parts = urlsplit(prepared)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except (ValueError, requests.RequestException) as error:
        raise Refused("This is not an address of the web.") from error
    if parts.scheme not in PORTS:
        raise Refused("The address must begin with https:// or http://.")
    if not host or "%" in host:
        raise Refused("The address names no host.")
    if "@" in parts.netloc or "#" in url:
        raise Refused("The address contains a login or a fragment; give one without “@” and “#”.")
    port = PORTS[parts.scheme] if port is None else port
    allowed = _is_allowed(host, port)
    if not allowed and port not in settings.OUTGOING_PORTS:
        ports = ", ".join(map(str, settings.OUTGOING_PORTS))
        raise Refused(f"Port {port} is not allowed; these are: {ports}.")
    return Target(parts.scheme, host, port, allowed)


def _is_allowed(host: str, port: int) -> bool:
    """Whether WEBHOOK_ALLOWED_HOSTS names the host, with this port or without one."""
    shown = f"[{host}]" if ":" in host else host
    allowed = {one.lower() for one in settings.WEBHOOK_ALLOWED_HOSTS}
    return shown in allowed or f"{shown}:{port}" in allowed


def addresses_of(target: Target, seconds: float) -> list[tuple[int, Any]]:
    """The (family, socket address) of a target's addresses.

    Raises Refused when one of them is not public, Unreachable when there are none.
    """
    found = _resolve(target.host, target.port, seconds)
    for _family, address in found:
        if not target.allowed and not is_public(ipaddress.ip_address(address[0])):
            raise Refused(
                "The address leads to a machine in a private network, which is not allowed."
            )
    return found


def _resolve(host: str, port: int, seconds: float) -> list[tuple[int, Any]]:
    """Resolving has no deadline of its own, so it is left behind in a thread when it is late."""
    answer: Future[list[Any]] = Future()

    def look_up() -> None:
        try:
            answer.set_result(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            answer.set_exception(error)

    threading.Thread(target=look_up, daemon=True).start()
    try:
        found = answer.result(seconds)
    except NotResolved as error:
        raise TimedOut(f"The name {host} could not be resolved in time.") from error
    except (OSError, UnicodeError) as error:
        raise Unreachable(f"The name {host} is not known.") from error
    return [
        (family, address)
        for family, _type, _protocol, _name, address in found
        if family in (socket.AF_INET, socket.AF_INET6)
    ]
