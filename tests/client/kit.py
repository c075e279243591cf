"""The conformance kit, as a frontend's developer runs it."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts import ROOT, browser
from scripts.children import Child
from scripts.portal import API_PATH, BIN, node_environment
from scripts.run import any_free_port, wait_until_listening

KIT = ROOT / "frontend_contract" / "conformance" / "bin.js"


def kit(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The kit with these arguments, once it has ended."""
    return subprocess.run(
        [BIN / "node", KIT, *arguments],
        env={**node_environment(), "CHROMIUM": str(browser.find())},
        text=True,
        capture_output=True,
        stdin=subprocess.DEVNULL,
    )


@contextmanager
def serving_golden_documents() -> Iterator[str]:
    """Inside, a delivery API answers the golden documents; its address."""
    port = any_free_port()
    command: list[str | Path] = [BIN / "node", KIT, "serve", "--port", str(port)]
    server = Child("golden", command, node_environment(), ROOT)
    try:
        wait_until_listening(port, server)
        yield f"http://127.0.0.1:{port}{API_PATH}"
    finally:
        server.stop()
