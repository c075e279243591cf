"""Serves a folder of built pages on loopback; the folder can be exchanged while it runs.

Texts are compressed for whoever takes it, as a host does. What other servers have (drafts,
pictures) is handed on to them.
"""

import gzip
import http.client
import re
import sys
import threading
from collections.abc import Mapping
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

HANDED_ON = {
    "cache-control", "content-security-policy", "content-type", "location", "referrer-policy",
    "x-content-type-options", "x-robots-tag",
}  # fmt: skip

COMPRESSED = re.compile(r"text/|application/(javascript|json|xml)|image/svg")
IDLE_SECONDS = 10


class StaticSite(ThreadingHTTPServer):
    """A web server for one built site at `http://127.0.0.1:<port>/` (port 0: any free one).

    `handed_on` is the port of the server that has what lies below a path: {"/images/": 8000}.
    """

    daemon_threads = True

    def __init__(
        self, folder: Path, port: int = 0, handed_on: Mapping[str, int] | None = None
    ) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.folder = folder
        self.handed_on = dict(handed_on or {})
        self._thread = threading.Thread(target=self.serve_forever, daemon=True)

    @property
    def url(self) -> str:
        """The address of the site, without a final slash."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def start(self) -> None:
        """Answer from now on, in a thread of its own."""
        self._thread.start()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Print what went wrong, but not that a browser has left."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def stop(self) -> None:
        """Stop answering and free the port."""
        if self._thread.is_alive():
            self.shutdown()
        self.server_close()


class _Handler(SimpleHTTPRequestHandler):
    server: StaticSite
    # A browser asks for the files of a page over the same few connections.
    protocol_version = "HTTP/1.1"
    timeout = IDLE_SECONDS

    def __init__(self, request: Any, address: Any, server: StaticSite) -> None:
        super().__init__(request, address, server, directory=str(server.folder))

    def do_GET(self) -> None:
        for path, port in self.server.handed_on.items():
            if self.path.startswith(path):
                self._hand_on(path, port)
                return
        if not self._send_compressed():
            super().do_GET()

    def _send_compressed(self) -> bool:
        """Send a text so, if it is one and the browser takes it; whether that was done."""
        path = Path(self.translate_path(self.path))
        file = path / "index.html" if self.path.partition("?")[0].endswith("/") else path
        kind = self.guess_type(str(file))
        if not COMPRESSED.match(kind) or "gzip" not in self.headers.get("Accept-Encoding", ""):
            return False
        try:
            body = gzip.compress(file.read_bytes(), mtime=0)
        except OSError:
            return False
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Vary", "Accept-Encoding")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        return True

    def _hand_on(self, path: str, port: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request("GET", self.path, headers={"Host": self.headers["Host"]})
            answer = connection.getresponse()
            body = answer.read()
        except OSError:
            super().send_error(HTTPStatus.BAD_GATEWAY, f"The server of {path} does not answer")
            return
        finally:
            connection.close()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() in HANDED_ON:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        super().end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        # The next build may change any file.
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = self.server.folder / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def list_directory(self, path: Any) -> None:
        self.send_error(HTTPStatus.NOT_FOUND)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the base class's name)
        """Say nothing: the page itself is what a developer looks at."""
