"""The databases that are measured: content is built once and kept, documents are made anew."""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts import ROOT
from scripts.bench.machine import Cores, pin

OURS = "tests.benchmarks.settings"
STOCK = "tests.benchmarks.stock.settings"
# What kept content was made by; when any of it changes, the content is made again.
MADE_BY = ("*/migrations/*.py", "*/*/migrations/*.py", "*/*/*/migrations/*.py",
           "cms/settings/databases.py", "tests/benchmarks/content.py",
           "tests/benchmarks/translating.py", "tests/benchmarks/stock/*.py")  # fmt: skip


class StepFailed(Exception):
    """A step of the preparation or of a measurement ended with an error."""


@dataclass(frozen=True)
class Portal:
    """How much content: pages in each language, the languages."""

    pages: int
    locales: tuple[str, ...]

    @property
    def documents(self) -> int:
        return self.pages * len(self.locales)

    def __str__(self) -> str:
        return f"{self.pages:,} pages × {len(self.locales)} languages"


@dataclass(frozen=True)
class StoredPage:
    """What the load asks for."""

    pk: int
    path: str
    etag: str


class Workshop:
    """The folder of databases, and the processes that fill them on the subjects' core."""

    def __init__(self, folder: Path, cores: Cores) -> None:
        self.folder = folder
        self._cores = cores
        self.kept = folder / "kept" / _digest()
        self.current = folder / "current"
        self.media = folder / "media"
        # What an earlier run, perhaps stopped half-way, has left.
        shutil.rmtree(self.current, ignore_errors=True)
        for needed in (self.kept, self.current, self.media):
            needed.mkdir(parents=True, exist_ok=True)
        for old in self.kept.parent.iterdir():
            if old != self.kept:
                shutil.rmtree(old)

    def environment(self, settings: str, database: Path) -> dict[str, str]:
        return {
            "DJANGO_SETTINGS_MODULE": settings,
            "DATABASE_URL": f"sqlite:///{database}",
            "MEDIA_ROOT": str(self.media),
        }

    def run(self, settings: str, database: Path, step: str, *arguments: object) -> Any:
        """One step of `tests.benchmarks.run`, on the subjects' core; what it found."""
        process = subprocess.Popen(
            [
                sys.executable,
                "-W",
                "ignore",
                "-m",
                "tests.benchmarks.run",
                step,
                *map(str, arguments),
            ],
            cwd=ROOT,
            env={**os.environ, **self.environment(settings, database)},
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            pin(process.pid, self._cores.subject)
            output, _ = process.communicate()
        finally:
            process.kill()
        if process.returncode:
            raise StepFailed(f"“{step}” ended with {process.returncode}.")
        return json.loads(output.splitlines()[-1])

    def content(self, portal: Portal) -> Path:
        """A database with the portal's pages and no documents."""
        name = f"{portal.pages}-{'-'.join(portal.locales)}"
        return self._keep(f"ours-{name}", OURS, "build", portal.pages, *portal.locales)

    def stock_content(self, portal: Portal) -> Path:
        """The same pages in a stock Wagtail."""
        source = self.content(portal)
        return self._keep(f"stock-{source.stem}", STOCK, "copy", source)

    def texts(self, pages: int, segments: int) -> Path:
        """A database with pages of so many segments, to be translated, and no documents."""
        return self._keep(f"texts-{pages}-{segments}", OURS, "texts", pages, segments)

    def working_copy(self, database: Path) -> Path:
        """A copy that a measurement may write into."""
        copy = self.current / database.name
        shutil.copyfile(database, copy)
        return copy

    def _keep(self, name: str, settings: str, step: str, *arguments: object) -> Path:
        kept = self.kept / f"{name}.sqlite3"
        if not kept.is_file():
            unfinished = self.current / f"{name}-unfinished.sqlite3"
            shutil.copyfile(self._empty(settings), unfinished)
            self.run(settings, unfinished, step, *arguments)
            _close(unfinished)
            unfinished.replace(kept)
        return kept

    def _empty(self, settings: str) -> Path:
        kept = self.kept / f"empty-{settings}.sqlite3"
        if not kept.is_file():
            unfinished = self.current / "unfinished.sqlite3"
            self.run(settings, unfinished, "migrate")
            _close(unfinished)
            unfinished.replace(kept)
        return kept


def stored_pages(database: Path, count: int) -> list[StoredPage]:
    """Pages with twelve blocks, evenly from the whole portal, of all languages."""
    with sqlite3.connect(database) as connection:
        rows = connection.execute(
            "SELECT page, path, etag FROM delivery_document"
            " WHERE type = 'home.ContentPage' ORDER BY path"
        ).fetchall()
    connection.close()
    step = max(1, len(rows) // count)
    return [StoredPage(*row) for row in rows[::step]][:count]


def _close(database: Path) -> None:
    """Put everything into the one file, so that a copy of it is whole."""
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()


def _sources() -> Iterator[Path]:
    yield ROOT / "requirements.lock"
    for pattern in MADE_BY:
        yield from sorted(ROOT.glob(pattern))


def _digest() -> str:
    digest = hashlib.sha256()
    for path in _sources():
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
