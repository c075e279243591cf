"""How gunicorn serves: read by it when it is started in this folder (README.md, Deploy).

A proxy in front that reads requests whole is still the better cure against slow clients.
"""

import socket
import struct
from typing import Any

from gunicorn.workers import gthread

worker_class = "gthread"
workers = 2
threads = 8
# A long path is answered by the API, with a problem document; what is longer still by gunicorn.
limit_request_line = 8190
limit_request_fields = 100
limit_request_field_size = 8190

#: Seconds for which a thread waits for the next bytes of a request that was begun.
PATIENCE = 5
# A thread that waits for the first byte would do so for five seconds, with each idle client; after
# this time the worker waits for all of them at once.
gthread.DEFAULT_WORKER_DATA_TIMEOUT = 0.05


def when_ready(server: Any) -> None:
    """Set the patience on the listening sockets, from which connections inherit it.

    gunicorn itself would wait for ever, and as many slow clients as it has threads would stop it.
    """
    for listener in server.LISTENERS:
        patience = struct.pack("ll", PATIENCE, 0)
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, patience)
