"""The real server, as the README deploys it, with one worker on one core."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Self

import requests

from scripts import ROOT
from scripts.bench.machine import Cores, pin

START_SECONDS = 60
STOP_SECONDS = 10


class ServerFailed(Exception):
    """A server did not start, or did not stay."""


class Server:
    """gunicorn with one worker, in a `with` block; `port` is where it listens.

    `environment` is what it starts with.
    """

    def __init__(
        self, application: str, environment: Mapping[str, str], cores: Cores, ready: str, log: Path
    ) -> None:
        self.port = free_port()
        self._cores = cores
        self._ready = f"http://127.0.0.1:{self.port}{ready}"
        self._log = log
        self._command = [
            sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{self.port}",
            "--workers", "1", "--no-control-socket",
        ]  # fmt: skip
        self.environment = {**os.environ, **environment}

    def __enter__(self) -> Self:
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                self._command, cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )
        pin(self._process.pid, self._cores.subject)
        try:
            self._wait()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop()

    def _wait(self) -> None:
        end = time.monotonic() + START_SECONDS
        with requests.Session() as session:
            session.trust_env = False
            while time.monotonic() < end:
                if self._process.poll() is not None:
                    break
                try:
                    if session.get(self._ready, timeout=START_SECONDS).status_code == 200:
                        return
                except requests.ConnectionError:
                    pass
                time.sleep(0.1)
        tail = self._log.read_text(errors="replace")[-2000:]
        raise ServerFailed(f"{self._ready} gave no 200 in {START_SECONDS} seconds:\n{tail}")

    def _stop(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def free_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
