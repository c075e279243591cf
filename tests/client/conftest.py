"""The client, bundled from its sources as its package holds it."""

import subprocess
from pathlib import Path

import pytest

from scripts import ROOT
from scripts.portal import BIN, node_environment

CLIENT = ROOT / "frontend_contract" / "client"


def npm(script: str, *arguments: str) -> str:
    """What a script of the client's package prints; the test fails when the script does."""
    done = subprocess.run(
        [BIN / "npm", "run", "--silent", script, "--", *arguments],
        cwd=CLIENT,
        env=node_environment(),
        text=True,
        capture_output=True,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The client as one module for browsers."""
    file = tmp_path_factory.mktemp("client") / "browser.js"
    npm("bundle", f"--outfile={file}")
    return file
