"""How gunicorn serves: read by it when it is started in this folder (README.md, Deploy)."""

import socket
import struct
from typing import Any

worker_class = "gthread"
# A long path is answered by the API, with a problem document; what is longer still by gunicorn.
limit_request_line = 8190
limit_request_fields = 100
limit_request_field_size = 8190

#: Seconds for which a thread waits for the next bytes of a request that was begun.
PATIENCE = 10


def when_ready(server: Any) -> None:
    """Set the patience on the listening sockets, from which connections inherit it.

    gunicorn itself would wait for ever, and as many slow clients as it has threads would stop it.
    A proxy in front that reads requests whole is the better cure.
    """
    for listener in server.LISTENERS:
        patience = struct.pack("ll", PATIENCE, 0)
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, patience)
