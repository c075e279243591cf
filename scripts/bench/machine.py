"""The machine on which is measured: what the work runs on, and what asks."""

import os
import platform
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

GIGABYTE = 1024**3


@dataclass(frozen=True)
class Cores:
    """The core of the subjects and that of the load; None where the system pins nothing."""

    subject: int | None
    load: int | None

    @classmethod
    def of_this_machine(cls) -> "Cores":
        if not hasattr(os, "sched_getaffinity"):
            return cls(None, None)
        cores = sorted(os.sched_getaffinity(0))
        return cls(cores[0], cores[-1])

    @property
    def are_apart(self) -> bool:
        """Whether the load leaves the subjects' core alone; else no figure means much."""
        return self.subject is not None and self.subject != self.load


def pin(pid: int, core: int | None) -> None:
    """Keep a process, and all that it starts from now on, on one core."""
    if core is not None:
        os.sched_setaffinity(pid, {core})


def describe(cores: Cores) -> str:
    """One line for the table."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GIGABYTE
    parts = [
        f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GB",
        f"{platform.system()} {platform.release()}",
        f"Python {platform.python_version()}",
        *(f"{name} {version(name)}" for name in ("Django", "wagtail", "gunicorn")),
        "SQLite",
    ]
    if not cores.are_apart:
        parts.append("not pinned: load and server share a core")
    return " · ".join(parts)


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    if information.is_file():
        for line in information.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
