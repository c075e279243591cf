"""A receiver of webhooks on this machine that does as it is told: answer, fail, hang, drip."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HOST = "127.0.0.1"


@dataclass
class Received:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    body: bytes
    at: float = field(default_factory=time.monotonic)


Behaviour = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Notes the request, then does what the receiver's behaviour says."""

    protocol_version = "HTTP/1.1"
    server: "Receiver"

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.received.append(Received(self.path, headers, self.rfile.read(length)))
        self.server.behaviour(self)

    do_GET = do_POST  # noqa: N815

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Quiet."""

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Receiver(ThreadingHTTPServer):
    """The server; `behaviour` may be replaced at any time."""

    daemon_threads = True
    # A receiver that hangs is left behind, not waited for.
    block_on_close = False

    def __init__(self, behaviour: Behaviour) -> None:
        super().__init__((HOST, 0), Handler)
        self.behaviour = behaviour
        self.received: list[Received] = []
        self.ended = threading.Event()

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.server_port}/hook"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A sender that hangs up is what some tests are about."""


@contextmanager
def receiving(behaviour: Behaviour) -> Iterator[Receiver]:
    """A receiver for the time of the block."""
    receiver = Receiver(behaviour)
    thread = threading.Thread(target=receiver.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        receiver.ended.set()
        receiver.shutdown()
        receiver.server_close()
        thread.join()


# --- What a receiver may do ---------------------------------------------------------------------


def accept(request: Handler) -> None:
    request.answer(200, b"thanks")


def answering(status: int, body: bytes = b"", **headers: str) -> Behaviour:
    return lambda request: request.answer(status, body, **headers)


def hang(request: Handler) -> None:
    """Take the request and say nothing."""
    request.server.ended.wait()
    request.close_connection = True


def drip(request: Handler) -> None:
    """Send a byte of the answer's head now and then."""
    for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"a" * 100_000:
        if request.server.ended.wait(0.05):
            break
        request.wfile.write(bytes([byte]))
        request.wfile.flush()


def reset(request: Handler) -> None:
    """Break the connection in the middle of the answer."""
    request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf")
    request.close_connection = True
