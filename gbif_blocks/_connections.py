"""HTTP connections with a deadline for the whole exchange.

The timeouts of `requests` are for one read from the socket each, so a server that sends a byte
every three seconds holds a caller for ever. Here a watch closes the connection's reading side when
the time is up, whatever the server has sent by then; headers count as well as the body.
"""

import socket
import threading
import time
from contextvars import ContextVar
from types import TracebackType
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.util import Retry

_current: ContextVar["Deadline | None"] = ContextVar("gbif_deadline", default=None)


class Deadline:
    """A point in time after which the connection in use is cut. A context manager.

    Leaving the block ends the watch; `passed` says whether the time was up.
    """

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self._timer: threading.Timer | None = None

    def remaining(self) -> float:
        """Seconds left; never negative."""
        return max(0.0, self._end - time.monotonic())

    def extend(self, seconds: float) -> None:
        """Move the point in time on."""
        self._end += seconds

    @property
    def passed(self) -> bool:
        """Whether the time is up."""
        return self.remaining() == 0

    def watch(self, connected: socket.socket) -> None:
        """Cut `connected` when the time is up."""
        self.stop()
        self._timer = threading.Timer(self.remaining(), _cut, [connected])
        self._timer.daemon = True
        self._timer.start()

    def stop(self) -> None:
        """End the watch."""
        if self._timer:
            self._timer.cancel()
            self._timer = None

    def __enter__(self) -> "Deadline":
        self._token = _current.set(self)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        _current.reset(self._token)
        self.stop()


def _cut(connected: socket.socket) -> None:
    try:
        connected.shutdown(socket.SHUT_RDWR)
    except OSError:
        # The peer, or the answer's end, was quicker.
        return


def _watch(connected: Any) -> None:
    deadline = _current.get()
    if deadline and connected is not None:
        deadline.watch(connected)


class _WatchedConnection(HTTPConnection):
    def getresponse(self) -> Any:
        _watch(self.sock)
        return super().getresponse()


class _WatchedSecureConnection(HTTPSConnection):
    def getresponse(self) -> Any:
        _watch(self.sock)
        return super().getresponse()


class _WatchedPool(HTTPConnectionPool):
    ConnectionCls = _WatchedConnection


class _WatchedSecurePool(HTTPSConnectionPool):
    ConnectionCls = _WatchedSecureConnection


class WatchedAdapter(HTTPAdapter):
    """A transport that knows the current deadline and never retries by itself.

    urllib3's own Retry would honour a Retry-After of up to six hours, asleep in the caller.
    """

    def __init__(self) -> None:
        super().__init__(pool_connections=4, pool_maxsize=4, max_retries=Retry(total=0))

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {
            "http": _WatchedPool,
            "https": _WatchedSecurePool,
        }
