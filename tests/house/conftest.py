"""The whole house running, once for all tests of this folder."""

import queue
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from scripts import ROOT
from tests.conftest import own_environment

#: Seconds within which everything answers; the packages are installed already.
READY_SECONDS = 600


@dataclass
class Running:
    """`make run` without its installation, on ports and in folders of its own."""

    process: subprocess.Popen[str]
    cms_url: str
    portal_url: str
    environment: dict[str, str]
    lines: list[str] = field(default_factory=list)
    _new_lines: "queue.SimpleQueue[str | None]" = field(default_factory=queue.SimpleQueue)

    def read(self) -> None:
        """Collect what is printed until the end."""
        assert self.process.stdout
        with self.process.stdout as output:
            for line in output:
                self.lines.append(line)
                self._new_lines.put(line)
        self._new_lines.put(None)

    def wait_for(self, text: str, seconds: float) -> None:
        """Return once a line with the text has been printed."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            try:
                line = self._new_lines.get(timeout=left)
            except queue.Empty:
                break
            if line is None:
                break
            if text in line:
                return
        pytest.fail(f"No line with {text!r}:\n{''.join(self.lines)}")

    def manage(self, *arguments: str) -> str:
        """What a management command prints, in the environment of the running CMS."""
        return subprocess.run(
            [sys.executable, ROOT / "manage.py", *arguments],
            env=self.environment,
            cwd=ROOT,
            text=True,
            capture_output=True,
            check=True,
        ).stdout


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def answers(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="package")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Admin, API and portal with the demo content, and GBIF out of reach."""
    folder: Path = tmp_path_factory.mktemp("running")
    cms_port, portal_port = free_port(), free_port()
    environment = {
        **own_environment(),
        "DJANGO_SETTINGS_MODULE": "cms.settings.development",
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
        "PORT": str(cms_port),
        "PORTAL_PORT": str(portal_port),
        "GBIF_API_URL": "http://127.0.0.1:9",
        "PYTHONUNBUFFERED": "1",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "scripts.run"],
        env=environment,
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    house = Running(
        process, f"http://127.0.0.1:{cms_port}", f"http://127.0.0.1:{portal_port}", environment
    )
    reader = threading.Thread(target=house.read, daemon=True)
    reader.start()
    try:
        house.wait_for("Ready after", READY_SECONDS)
        yield house
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        reader.join()
    assert process.returncode == 0, "".join(house.lines)
    assert not answers(cms_port)
    assert not answers(portal_port)
