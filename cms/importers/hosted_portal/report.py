"""What the import met: one entry for every irregularity, with its file and line."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """info: dealt with, nothing to do; warning: look at it; error: something is missing."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the portal: `file` is relative to its folder, `line` counts from 1."""

    file: str
    line: int | None = None

    def at(self, line: int | None) -> "Place":
        """The same file, another line."""
        return Place(self.file, line if line is not None else self.line)


@dataclass(frozen=True, slots=True)
class Entry:
    """One irregularity. `code` is stable, for filtering; `message` is for people."""

    severity: Severity
    code: str
    file: str
    line: int | None
    message: str


class Report:
    """All entries of one import, each kept once, in the order in which they were met."""

    def __init__(self) -> None:
        self._entries: dict[Entry, None] = {}

    def info(self, code: str, place: Place, message: str) -> None:
        self._add(Severity.INFO, code, place, message)

    def warning(self, code: str, place: Place, message: str) -> None:
        self._add(Severity.WARNING, code, place, message)

    def error(self, code: str, place: Place, message: str) -> None:
        self._add(Severity.ERROR, code, place, message)

    def _add(self, severity: Severity, code: str, place: Place, message: str) -> None:
        self._entries.setdefault(Entry(severity, code, place.file, place.line, message))

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def with_code(self, code: str) -> list[Entry]:
        """The entries of one kind."""
        return [entry for entry in self if entry.code == code]

    def counts(self) -> dict[str, int]:
        """How many entries of each severity, zero included."""
        found = Counter(entry.severity for entry in self)
        return {str(severity): found[severity] for severity in Severity}

    def sorted(self) -> list[Entry]:
        """Entries by file and line, as an editor works through them."""
        return sorted(self, key=lambda entry: (entry.file, entry.line or 0, entry.code))

    def as_json(self) -> dict[str, Any]:
        """{"counts": {severity: n}, "entries": [{severity, code, file, line, message}]}."""
        entries = [{**asdict(entry), "severity": str(entry.severity)} for entry in self.sorted()]
        return {"counts": self.counts(), "entries": entries}
