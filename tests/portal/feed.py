"""A delivery API with the golden documents, in which a test publishes what it likes."""

import json
from copy import deepcopy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs, urlsplit

from scripts import ROOT
from scripts.portal import API_PATH

CONTRACT = ROOT / "frontend_contract"
Document = dict[str, Any]


class Feed:
    """The API, as a context manager; `url` is the address of its CMS.

    `documents` are what is public, by type, key and language; `asked` is what builds asked for;
    `newer_block` is the type of a block that only this API's own contract knows, `draft` what every
    preview shows.
    """

    def __init__(self) -> None:
        self.documents: dict[tuple[str, str, str], Document] = {}
        self.redirects: list[dict[str, Any]] = []
        self.asked: list[str] = []
        self.newer_block = ""
        self.draft: Document | None = None
        self._changes: list[dict[str, Any]] = []
        for file in sorted((CONTRACT / "examples").glob("[ps]*/*.json")):
            self.publish(json.loads(file.read_text()))
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._http.feed = self  # type: ignore[attr-defined]

    def __enter__(self) -> "Feed":
        Thread(target=self._http.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._http.shutdown()
        self._http.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def page(self, page_type: str) -> Document:
        """A copy of the English page of a type, to be changed and published."""
        found = (it for it in self.documents.values() if it.get("type") == page_type)
        return deepcopy(next(found))

    def site(self, locale: str = "en") -> Document:
        """A copy of the site in a language."""
        return deepcopy(self.documents[("site", "site", locale)])

    def publish(self, document: Document) -> None:
        name = _name(document)
        self.documents[name] = document
        change = {"op": "upsert", "path": document.get("path"), "document": document}
        self._note(name, change)

    def withdraw(self, document: Document) -> None:
        name = _name(document)
        del self.documents[name]
        self._note(name, {"op": "delete", "path": document.get("path")})

    def _note(self, name: tuple[str, str, str], change: dict[str, Any]) -> None:
        kind, key, locale = name
        self._changes.append({"type": kind, "key": key, "locale": locale, **change})

    def answer(self, path: str, query: dict[str, list[str]]) -> Any:
        if path == "sync/":
            since = int(query.get("cursor", ["0"])[0])
            latest = {(it["type"], it["key"], it["locale"]): it for it in self._changes[since:]}
            cursor = str(len(self._changes))
            return {"items": [*latest.values()], "next_cursor": cursor, "has_more": False}
        if path == "redirects/":
            return {"items": self.redirects}
        if path == "site/":
            return self.site(*query.get("locale", []))
        if path.startswith("preview/"):
            return self.draft
        contract = json.loads((CONTRACT / "openapi.json").read_text())
        if self.newer_block:
            kinds = contract["components"]["schemas"]["Block"]["oneOf"]
            kinds.append({"type": "object", "properties": {"type": {"const": self.newer_block}}})
        return contract


def _name(document: Document) -> tuple[str, str, str]:
    return document["type"], document.get("key", "site"), document["locale"]["requested"]


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        feed: Feed = self.server.feed  # type: ignore[attr-defined]
        target = urlsplit(self.path)
        feed.asked.append(self.path.removeprefix(API_PATH))
        answer = feed.answer(target.path.removeprefix(API_PATH), parse_qs(target.query))
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        if "/preview/" in self.path:
            self.send_header("Preview-Expires", "2100-01-01T00:00:00Z")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the base class's name)
        """Say nothing."""
