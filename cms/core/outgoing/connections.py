"""Connections to checked addresses, with one deadline for all that happens on them."""

import contextlib
import ipaddress
import socket
import threading
import time
from collections.abc import Iterator
from contextvars import ContextVar
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from requests_hardened import Config, HTTPSession
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError
from urllib3.util import Retry

from cms.core.outgoing.addresses import Target, addresses_of, is_public
from cms.core.outgoing.errors import Refused

USER_AGENT = "gbif-portal-cms"
CONNECT_SECONDS = 2.0
TOTAL_SECONDS = 15.0


class Exchange:
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


current_exchange: ContextVar[Exchange] = ContextVar("outgoing_exchange")


def _connect(connection: HTTPConnection) -> socket.socket:
    try:
        return current_exchange.get().connect()
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
def session() -> Iterator[requests.Session]:
    """A session of this one exchange: it has nothing to remember and nothing to give away."""
    config = Config(
        ip_filter_enable=False,
        ip_filter_allow_loopback_ips=False,
        never_redirect=True,
        default_timeout=(CONNECT_SECONDS, TOTAL_SECONDS),
        user_agent_override=USER_AGENT,
    )
    with HTTPSession(config) as fresh:
        fresh.trust_env = False
        fresh.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        fresh.mount("http://", _Adapter())
        fresh.mount("https://", _Adapter())
        yield fresh
