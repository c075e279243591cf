"""A real HTTP server that speaks GBIF's API from made-up data, and misbehaves on command."""

import gzip
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.gbif_server.api import Answer, Asked, answer_get, answer_post
from tests.gbif_server.errors import ApiError
from tests.gbif_server.misbehaviour import Misbehaviour, Temper

CONTROL = "/__control__/"
RATE_LIMIT_TEXT = [
    "You are making too many requests.",
    "Please use an occurrence download for larger amounts of data.",
]


@dataclass(frozen=True)
class Recorded:
    """One request that arrived."""

    method: str
    path: str
    parameters: dict[str, list[str]]
    headers: dict[str, str]
    body: Any


class GbifServer:
    """The server, as a context manager; `url` is its address once it runs.

    `requests` holds what arrived, control requests left out; `most_at_once` is how many
    slow ones were waiting at the same time.
    """

    def __init__(self, host: str = "127.0.0.1", port: int = 0) -> None:
        self.requests: list[Recorded] = []
        self.most_at_once = 0
        self._at_once = 0
        self._lock = threading.Lock()
        self.temper = Temper()
        self._http = _HTTPServer((host, port), _Handler)
        self._http.gbif = self
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """The address, without a slash at the end."""
        host, port = self._http.server_address[:2]
        return f"http://{host!s}:{port}"

    def misbehave(
        self, mode: str, path: str | None = None, times: int | None = None, **options: Any
    ) -> None:
        """From now on do what `misbehaviour.MODES` says, for paths that begin with `path`."""
        self.temper.add(Misbehaviour(mode, path, times, options))

    def behave(self) -> None:
        """Answer as it should again, and forget the requests."""
        self.temper.clear()
        self.requests.clear()

    @contextmanager
    def in_flight(self) -> Iterator[None]:
        """Count a request while it waits for its answer."""
        with self._lock:
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            yield
        finally:
            with self._lock:
                self._at_once -= 1

    def serve_forever(self) -> None:
        """Serve in this thread until interrupted."""
        self._http.serve_forever(poll_interval=0.05)

    def start(self) -> "GbifServer":
        """Serve in a thread of its own."""
        self._thread = threading.Thread(target=self.serve_forever, daemon=True)
        self._thread.start()
        return self

    def stop(self) -> None:
        """Stop serving; connections are cut."""
        self._http.stopping.set()
        self._http.shutdown()
        self._http.server_close()
        if self._thread:
            self._thread.join()

    def __enter__(self) -> "GbifServer":
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


@cache
def _packed_zeros(megabytes: int) -> bytes:
    """JSON of so many megabytes that takes a thousandth of that on its way."""
    return gzip.compress(b'{"zeros": "' + b"0" * (megabytes * 2**20) + b'"}')


class _HTTPServer(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    gbif: GbifServer

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.stopping = threading.Event()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that give up are part of the game."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _HTTPServer

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Keep the test output clean; `requests` is the log."""

    def do_OPTIONS(self) -> None:
        self._send(200, b"", "text/plain")

    def do_GET(self) -> None:
        self._handle(answer_get)

    def do_POST(self) -> None:
        self._handle(answer_post)

    def _handle(self, answer: Callable[[Asked], Answer]) -> None:
        if self.server.stopping.is_set():
            # A connection that was kept open leads nowhere any more.
            self.close_connection = True
            return
        split = urlsplit(self.path)
        pairs = parse_qs(split.query, keep_blank_values=False)
        body = self._body()
        if split.path.startswith(CONTROL):
            self._control(split.path.removeprefix(CONTROL), body)
            return
        gbif = self.server.gbif
        gbif.requests.append(
            Recorded(self.command, split.path, pairs, dict(self.headers.items()), body)
        )
        misbehaviour = gbif.temper.take(split.path)
        if misbehaviour and self._misbehave(misbehaviour):
            return
        authorization = self.headers.get("Authorization", "")
        try:
            found = answer(Asked(split.path, pairs, body, authorization))
        except ApiError as error:
            self._send_error(error)
            return
        control = f"public, max-age={found.age}" if found.age else "no-cache"
        headers = {"Cache-Control": control}
        if misbehaviour:
            self._send_badly(misbehaviour, found.sent, headers)
        else:
            self._send(found.status, found.sent, found.content_type, headers)

    def _body(self) -> Any:
        length = int(self.headers.get("Content-Length") or 0)
        text = self.rfile.read(length) if length else b""
        try:
            return json.loads(text) if text else None
        except ValueError:
            return text.decode("utf-8", "replace")

    def _send(
        self, status: int, body: bytes, kind: str, headers: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        self._send_common_headers(kind, len(body), headers)
        self.wfile.write(body)

    def _send_common_headers(
        self, kind: str, length: int, headers: dict[str, str] | None = None
    ) -> None:
        common = {
            "Content-Type": kind,
            "Content-Length": str(length),
            "Access-Control-Allow-Origin": "*",
            "Access-Control-Allow-Methods": "HEAD,GET,POST,OPTIONS",
            "Access-Control-Allow-Headers": "content-type,accept,locale",
            "Vary": "Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
        }
        for name, value in (common | (headers or {})).items():
            self.send_header(name, value)
        self.end_headers()

    def _send_error(self, error: ApiError) -> None:
        if error.json:
            body = {"timestamp": "2026-11-21T06:00:00.000+00:00", "status": error.status}
            text = json.dumps(body | {"error": "", "message": error.text})
            self._send(error.status, text.encode(), "application/json")
        else:
            self._send(error.status, error.text.encode(), "text/plain;charset=UTF-8")

    def _misbehave(self, what: Misbehaviour) -> bool:
        """Misbehave instead of answering; False when there is to be an answer after all."""
        options = what.options
        if what.mode == "slow":
            with self.server.gbif.in_flight():
                self._pause(float(options.get("seconds", 30)))
            return False
        if what.mode in ("silence", "hang_up"):
            if what.mode == "silence":
                self._pause(float(options.get("seconds", 60)))
            self.close_connection = True
            return True
        return self._refuse(what.mode, options) or self._answer_oddly(what.mode, options)

    def _refuse(self, mode: str, options: dict[str, Any]) -> bool:
        """Answer with an error; False in a mode that does not."""
        if mode == "rate_limit":
            headers = {"Retry-After": str(options.get("retry_after", 31))}
            body = json.dumps(RATE_LIMIT_TEXT).encode()
            self._send(429, body, "application/json", headers)
        elif mode == "unavailable":
            wait = options.get("retry_after")
            headers = {} if wait is None else {"Retry-After": str(wait)}
            self._send(
                int(options.get("status", 503)), b"Service Unavailable", "text/plain", headers
            )
        elif mode == "refuse":
            text = str(options.get("text", "Cannot parse asia,oceania into a known Continent"))
            self._send(400, text.encode(), "text/plain")
        elif mode == "error_json":
            self._send_error(ApiError(500, "Something broke", json=True))
        else:
            return False
        return True

    def _answer_oddly(self, mode: str, options: dict[str, Any]) -> bool:
        """Answer with something that is no answer; False in a mode that does not."""
        if mode == "html":
            self._send(200, b"<!doctype html><title>Maintenance</title>", "text/html")
        elif mode == "redirect":
            location = options.get("location", "http://elsewhere.invalid/v1/occurrence/search")
            self._send(302, b"", "text/plain", {"Location": location})
        elif mode == "garbage":
            self._send(200, b"\x00\xff\xfe{garbage" * 9, "application/json")
        elif mode == "odd":
            text = str(options.get("text", '{"results": null}'))
            self._send(200, text.encode(), "application/json")
        elif mode == "bomb":
            packed = _packed_zeros(int(options.get("megabytes", 50)))
            self._send(200, packed, "application/json", {"Content-Encoding": "gzip"})
        else:
            return False
        return True

    def _send_badly(self, what: Misbehaviour, body: bytes, headers: dict[str, str]) -> None:
        pause = float(what.options.get("seconds", 1))
        if what.mode == "huge":
            filler = int(what.options.get("megabytes", 6)) * 2**20
            body = b'{"filler": "' + b"x" * filler + b'"}'
            self._send(200, body, "application/json", headers)
        elif what.mode == "broken_json":
            self._send(200, body[: len(body) // 2], "application/json", headers)
        elif what.mode == "drip_headers":
            self._drip(b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 1000, pause)
        elif what.mode == "wrong_type":
            self._send(200, body, str(what.options.get("content_type", "text/html")), headers)
        elif what.mode in ("cut", "drip"):
            self.send_response(200)
            self._send_common_headers("application/json", len(body), headers)
            self.wfile.flush()
            if what.mode == "drip":
                self._drip(body, pause)
            else:
                self.wfile.write(body[: len(body) // 2])
            self.close_connection = True
        else:
            self._send(200, body, "application/json", headers)

    def _drip(self, body: bytes, pause: float) -> None:
        for position in range(len(body)):
            if self.server.stopping.is_set():
                return
            self.wfile.write(body[position : position + 1])
            self.wfile.flush()
            self._pause(pause)

    def _pause(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        gbif, patience = self.server.gbif, self.server.gbif.temper.calm
        while time.monotonic() < until and not self.server.stopping.is_set():
            if gbif.temper.calm != patience:
                return
            time.sleep(min(0.05, seconds))

    def _control(self, command: str, body: Any) -> None:
        gbif = self.server.gbif
        if command == "misbehave" and isinstance(body, dict):
            options = body.get("options") or {}
            try:
                gbif.misbehave(body.get("mode", ""), body.get("path"), body.get("times"), **options)
            except ValueError as error:
                self._send(400, str(error).encode(), "text/plain")
                return
        elif command == "behave":
            gbif.behave()
        elif command != "requests":
            self._send(404, b"misbehave, behave, requests", "text/plain")
            return
        recorded = [asdict(request) for request in gbif.requests]
        self._send(200, json.dumps(recorded).encode(), "application/json")
