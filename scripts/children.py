"""Child processes that are started together and stopped together."""

import os
import re
import signal
import subprocess
import threading
import time
from collections import deque
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

STOP_SECONDS = 10
LAST_LINES = 40


class Child:
    """A running command; what it prints appears line by line behind its name.

    Lines in which `hidden` is found do not; the latest lines of all are in `last`.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str | Path],
        environment: Mapping[str, str],
        cwd: Path,
        hidden: str | None = None,
    ) -> None:
        self.name = name
        self.last: deque[str] = deque(maxlen=LAST_LINES)
        self._hidden = re.compile(hidden) if hidden else None
        # A session of its own: Ctrl-C reaches us alone, and stopping reaches its children too.
        self.process = subprocess.Popen(
            command,
            cwd=cwd,
            env=environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        assert self.process.stdout is not None  # noqa: S101 (PIPE gives one)
        self._printer = threading.Thread(
            target=self._print, args=(self.process.stdout,), daemon=True
        )
        self._printer.start()

    def _print(self, lines: IO[str]) -> None:
        with lines:
            for line in lines:
                self.last.append(line)
                if self._hidden and self._hidden.search(line):
                    continue
                print(f"{self.name:>9} | {line.rstrip()}", flush=True)

    @property
    def ended(self) -> int | None:
        """The exit status, or None while it runs."""
        return self.process.poll()

    def wait(self) -> int:
        """Wait for the end and for the last line; the exit status."""
        status = self.process.wait()
        self._printer.join()
        return status

    def stop(self) -> None:
        """Ask it and its children to end; after ten seconds, end them."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            self._send(number)
            end = time.monotonic() + STOP_SECONDS
            while self._send(0):
                if time.monotonic() > end:
                    break
                time.sleep(0.05)
            else:
                return

    def _send(self, number: int) -> bool:
        """Send a signal to it and its children, or none (0); whether anybody was there."""
        self.process.poll()  # one that ended is there until somebody has asked for its status
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            return False
        return True
