"""How gunicorn serves: read by it when it is started in this folder (README.md, Deploy).

What it adds against slow clients: docs/decisions/0017-abuse-and-stock-apis.md. A proxy in front
that reads requests whole is still the better cure.
"""

import resource
import selectors
import socket
import struct
from contextlib import suppress
from functools import partial
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

workers = 2
threads = 8
# A long path is answered by the API, with a problem document; what is longer still by gunicorn.
limit_request_line = 8190
limit_request_fields = 100
limit_request_field_size = 8190

#: Seconds for which a thread waits for the next bytes of a request that was begun.
PATIENCE = 5

# A client that is connected and says nothing costs a descriptor, so as many as there are may come.
worker_connections = 10_000
#: Descriptors of a worker that are no connections.
RESERVED = 100
_soft, _hard = resource.getrlimit(resource.RLIMIT_NOFILE)
if _hard != resource.RLIM_INFINITY:
    worker_connections = min(worker_connections, _hard - RESERVED)
if _soft != resource.RLIM_INFINITY:
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(_soft, worker_connections + RESERVED), _hard))


class Worker(ThreadWorker):
    """Threads for clients that say something; a loop that never waits for one of them."""

    def enqueue_req(self, conn: TConn) -> None:
        """A new connection gets a thread with its first byte: gunicorn would keep one waiting."""
        if conn.initialized or conn.data_ready:
            super().enqueue_req(conn)
            return
        conn.sock.setblocking(False)
        conn.set_timeout()
        self.pending_conns.append(conn)
        readable = partial(self.on_pending_socket_readable, conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, readable)

    def handle(self, conn: TConn) -> Any:
        """Hang up in the thread: gunicorn waits up to two seconds, in its loop, for the client to
        close too."""
        stays = super().handle(conn)
        if not stays:
            with suppress(OSError):
                conn.close(graceful=True)
            conn.close = lambda graceful=False: None
        return stays


worker_class = Worker


def when_ready(server: Any) -> None:
    """Set the patience on the listening sockets, from which connections inherit it.

    gunicorn itself would wait for ever, and as many slow clients as it has threads would stop it.
    """
    for listener in server.LISTENERS:
        patience = struct.pack("ll", PATIENCE, 0)
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, patience)
