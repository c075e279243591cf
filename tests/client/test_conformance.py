"""The conformance kit, and the frontend of one file that passes it."""

from collections.abc import Callable, Iterator
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from scripts import ROOT
from tests.client.kit import kit, serving_golden_documents

CONTRACT = ROOT / "frontend_contract"
PLAIN = (CONTRACT / "examples" / "plain" / "index.html").read_text(encoding="utf-8")

Serve = Callable[[str], str]


@pytest.fixture(scope="module")
def golden_api() -> Iterator[str]:
    """The address of an API that answers the golden documents."""
    with serving_golden_documents() as api:
        yield api


class _OnePage(BaseHTTPRequestHandler):
    """Answers every path with one page, and its script beside it."""

    def __init__(self, page: str, script: Path, *arguments: Any) -> None:
        self.page, self.script = page, script
        super().__init__(*arguments)

    def do_GET(self) -> None:
        of_script = self.path == "/browser.js"
        body = self.script.read_bytes() if of_script else self.page.encode()
        self.send_response(HTTPStatus.OK)
        kind = "text/javascript" if of_script else "text/html"
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the base class's name)
        """Say nothing."""


@pytest.fixture
def serve(bundle: Path, golden_api: str) -> Iterator[Serve]:
    """Serves a page at every path, on the golden API; gives its address."""
    running: list[ThreadingHTTPServer] = []

    def start(page: str) -> str:
        page = page.replace("http://127.0.0.1:8000/api/delivery/v1/", golden_api)
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_OnePage, page, bundle))
        Thread(target=server.serve_forever, daemon=True).start()
        running.append(server)
        return f"http://127.0.0.1:{server.server_address[1]}"

    yield start
    for server in running:
        server.shutdown()
        server.server_close()


@pytest.mark.browser
def test_one_html_file_shows_every_golden_page(serve: Serve, golden_api: str) -> None:
    """Every page type and block, a redirect, a draft, a fallback; without a build step."""
    done = kit("check", serve(PLAIN), "--api", golden_api)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "19 passed, 0 failed" in done.stdout


def spoiled(page: str, *faults: tuple[str, str]) -> str:
    for right, wrong in faults:
        assert page.count(right) == 1, right
        page = page.replace(right, wrong)
    return page


@pytest.mark.browser
def test_the_kit_names_what_a_frontend_does_wrong(serve: Serve, golden_api: str) -> None:
    """Faults of one page each, so that every other page still passes."""
    heading = "make('h1', {}, page.hero.title || page.title)"
    address = serve(
        spoiled(
            PLAIN,
            (heading, f"page.type === 'home.NewsPage' ? '' : {heading}"),
            ("blocks(page.body)", "page.type === 'home.HomePage' ? '' : blocks(page.body)"),
            (
                "page.alternates.map(",
                "page.alternates.slice(/Team/.test(page.type) ? 2 : 0).map(",
            ),
            ("state !== 'fallback'", "page.type === 'home.ContentPage' || state !== 'fallback'"),
            ("lang: page.locale.served", "lang: page.type.endsWith('AlliancePage') ? 'xx' : ''"),
            ("location.replace(found.location)", "say('Moved')"),
            ("robots('noindex');", ""),
            ("draft ? 'noindex' : page.seo.robots", "'index'"),
        )
    )
    done = kit("check", address, "--api", golden_api, "--wait", "3")
    assert done.returncode == 1, done.stdout + done.stderr
    complaints = {
        name.split(" at ")[0].removeprefix("failed").strip(): complaint
        for name, _, complaint in (line.partition(": ") for line in done.stdout.splitlines())
        if name.startswith("failed")
    }
    wanted = {
        "home.NewsPage": "no <h1> is “",
        "home.HomePage": "does not show [",
        "community.TeamPage": "does not link its version at /",
        "home.ContentPage": "as a translation, which it is not",
        "community.AlliancePage": "says that its text is in “xx”, not en",
        "fallback": "says that its text is in “de”, not en",
        "redirect from /conformance/old/": "leads to http",
        "missing page": "kept out of search engines",
        "preview": "kept out of search engines",
    }
    assert complaints.keys() == wanted.keys(), done.stdout
    for name, complaint in wanted.items():
        assert complaint in complaints[name]


def test_the_kit_says_how_it_is_used_and_that_no_api_answers() -> None:
    assert "Usage:" in kit().stderr
    nowhere = kit("check", "http://127.0.0.1:9", "--api", "http://127.0.0.1:9/")
    assert nowhere.returncode == 2
    assert "No delivery API answers at http://127.0.0.1:9/" in nowhere.stderr
