"""Requests to addresses that people type in: webhooks, imports, checks of links.

Whoever may type an address must not reach through it what only this server can reach. So a name is
resolved here, once; all its addresses must be public; the connection goes to one of exactly these,
and its peer is compared again. Redirects are followed only where asked for, and each hop is judged
like the first address. Proxies, `.netrc` and cookies take no part, answers are cut at a size, and
the whole exchange has one deadline, however slowly the other side drips.

requests-hardened gives the session and the list of networks that are no one's public address. Its
own transport is not used: it knows the first address of a name only (a server without IPv6 reaches
no receiver with both), and no deadline (docs/decisions/0013-webhooks.md).
"""

import contextlib
import ipaddress
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotResolved
from contextvars import ContextVar
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter
from requests_hardened import Config, HTTPSession
from requests_hardened.ip_filter import EXTRA_BLOCKED_NET_RANGES
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError
from urllib3.util import Retry

USER_AGENT = "gbif-portal-cms"
CONNECT_SECONDS = 2.0
TOTAL_SECONDS = 15.0
MAX_URL_LENGTH = 2000
PORTS = {"http": 80, "https": 443}

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


class OutgoingError(Exception):
    """There was no answer. The text is for the person who typed the address."""


class Refused(OutgoingError):
    """The address is one to which this service does not connect."""


class TimedOut(OutgoingError):
    """The time was up before the answer was complete."""


class Unreachable(OutgoingError):
    """No connection, a broken one, or a certificate that does not hold."""


class TooLarge(OutgoingError):
    """The answer is longer than what the caller takes."""


@dataclass(frozen=True)
class Answer:
    """What came back: the body as sent, cut at the caller's limit."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    truncated: bool


# --- Which addresses ----------------------------------------------------------------------------


def is_public(address: IPAddress) -> bool:
    """Whether an address is one of the public internet's, and not another spelling of ours."""
    mapped = getattr(address, "ipv4_mapped", None)
    if mapped is not None:
        address = mapped
    return (
        address.is_global
        # `is_reserved` covers what embeds an IPv4 address: ::127.0.0.1, NAT64's 64:ff9b::.
        and not (address.is_multicast or address.is_reserved or address.is_unspecified)
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


def addresses_of(target: Target, seconds: float = CONNECT_SECONDS) -> list[tuple[int, Any]]:
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


# --- The connection -----------------------------------------------------------------------------


class _Exchange:
    """One request with its answer, and the moment at which its connection is cut."""

    def __init__(self, target: Target, seconds: float) -> None:
        self.target = target
        self._end = time.monotonic() + seconds
        self._watch: threading.Timer | None = None
        self._watched: socket.socket | None = None

    def remaining(self) -> float:
        return max(0.0, self._end - time.monotonic())

    def connect(self) -> socket.socket:
        """A connection to one of the target's addresses, checked on both sides of connecting."""
        failure: OSError | None = None
        for family, address in addresses_of(self.target, min(CONNECT_SECONDS, self.remaining())):
            connection = socket.socket(family, socket.SOCK_STREAM)
            connection.settimeout(max(0.01, min(CONNECT_SECONDS, self.remaining())))
            try:
                connection.connect(address)
                self._check_peer(connection)
            except (OSError, Refused) as error:
                connection.close()
                if isinstance(error, Refused):
                    raise
                failure = error
                continue
            self._cut_in_time(connection)
            return connection
        raise failure or OSError("no address")

    def _check_peer(self, connection: socket.socket) -> None:
        peer = ipaddress.ip_address(connection.getpeername()[0])
        if not self.target.allowed and not is_public(peer):
            raise Refused("The connection led to a private network.")

    def _cut_in_time(self, connection: socket.socket) -> None:
        """Shut the connection when the time is up, TLS handshake and headers included.

        A second descriptor of it: TLS takes the first one away.
        """
        self._watched = connection.dup()
        self._watch = threading.Timer(self.remaining(), _shut, [self._watched])
        self._watch.daemon = True
        self._watch.start()

    def end(self) -> None:
        if self._watch and self._watched:
            self._watch.cancel()
            self._watched.close()


def _shut(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):  # the answer's end was quicker
        connection.shutdown(socket.SHUT_RDWR)


_current: ContextVar[_Exchange] = ContextVar("outgoing_exchange")


def _connect(connection: HTTPConnection) -> socket.socket:
    try:
        return _current.get().connect()
    except TimeoutError as error:
        raise ConnectTimeoutError(connection, "No connection in time.") from error
    except OSError as error:
        raise NewConnectionError(connection, str(error.strerror or error)) from error


class _Connection(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _connect(self)


class _SecureConnection(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _connect(self)


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


class _Adapter(HTTPAdapter):
    """A transport whose connections are those of the current exchange."""

    def __init__(self) -> None:
        super().__init__(max_retries=Retry(total=0))

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}


@contextlib.contextmanager
def _session() -> Iterator[requests.Session]:
    """A session of this one exchange: it has nothing to remember and nothing to give away."""
    config = Config(
        ip_filter_enable=False,
        ip_filter_allow_loopback_ips=False,
        never_redirect=True,
        default_timeout=(CONNECT_SECONDS, TOTAL_SECONDS),
        user_agent_override=USER_AGENT,
    )
    with HTTPSession(config) as session:
        session.trust_env = False
        session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        session.mount("http://", _Adapter())
        session.mount("https://", _Adapter())
        yield session


# --- The request --------------------------------------------------------------------------------


def send(
    method: str,
    url: str,
    *,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    seconds: float = TOTAL_SECONDS,
    max_bytes: int = 1_000_000,
    cut: bool = False,
    redirects: int = 0,
) -> Answer:
    """Send one request and give the answer, whatever its status. Raises OutgoingError.

    An answer longer than `max_bytes` is TooLarge, or cut there with `cut`. A redirect is an answer
    like any other, unless `redirects` says how many may be followed.
    """
    end = time.monotonic() + seconds
    for hops_left in range(redirects, -1, -1):
        exchange = _Exchange(target_of(url), max(0.0, end - time.monotonic()))
        answer = _send(method, url, body, dict(headers or {}), exchange, max_bytes, cut)
        location = answer.headers.get("Location")
        if not redirects or answer.status not in (301, 302, 303, 307, 308) or not location:
            return answer
        if not hops_left:
            raise Refused(f"The address redirects more than {redirects} times.")
        url = urljoin(url, location)
    raise AssertionError("the last hop answers or raises")


def _send(
    method: str,
    url: str,
    body: bytes | None,
    headers: dict[str, str],
    exchange: _Exchange,
    max_bytes: int,
    cut: bool,
) -> Answer:
    # Nothing is unpacked, so a small answer cannot become a large one.
    headers["Accept-Encoding"] = "identity"
    token = _current.set(exchange)
    try:
        with (
            _session() as session,
            session.request(
                method,
                url,
                data=body,
                headers=headers,
                timeout=(CONNECT_SECONDS, max(0.01, exchange.remaining())),
                allow_redirects=False,
                stream=True,
            ) as response,
        ):
            content = _read(response, max_bytes)
            if not exchange.remaining():
                raise TimedOut("The answer did not end in time.")
    except OutgoingError:
        raise
    except (requests.RequestException, HTTPError, OSError) as error:
        if not exchange.remaining() or isinstance(error, requests.Timeout):
            raise TimedOut("There was no complete answer in time.") from error
        raise Unreachable(_reason(error)) from error
    finally:
        exchange.end()
        _current.reset(token)
    if len(content) > max_bytes and not cut:
        raise TooLarge(f"The answer is longer than {max_bytes} bytes.")
    return Answer(
        response.status_code, response.headers, content[:max_bytes], len(content) > max_bytes
    )


def _read(response: requests.Response, max_bytes: int) -> bytes:
    """The body's first bytes, one more than the limit when it is longer."""
    content = b""
    while len(content) <= max_bytes:
        part = response.raw.read(max_bytes + 1 - len(content), decode_content=False)
        if not part:
            break
        content += part
    return content


def _reason(error: BaseException) -> str:
    """What went wrong, in a sentence without the library's object names."""
    if isinstance(error, requests.exceptions.SSLError):
        return "The certificate of the server cannot be trusted, or TLS failed."
    inner = error
    while inner.__cause__ or inner.__context__:
        inner = inner.__cause__ or inner.__context__ or inner
    text = getattr(inner, "strerror", None) or str(inner)
    return f"The server cannot be reached: {text[:200]}"
