"""A migrated SQLite database, kept between test runs: 200 migrations take half a minute.

Kept under `var/` by a digest of everything that decides what the migrations make, so a change of
a migration or of a package makes a new one.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import distributions
from pathlib import Path

from scripts import ROOT

FOLDER = ROOT / "var" / "test-databases"
KEPT = 3
# tests/house/test_migrating.py compares what it makes with what `migrate` makes.
MIGRATE = "import django; django.setup(); from scripts.migrating import migrate; migrate()"


def kept() -> Path:
    """Where the database of the present code is kept, whether it exists or not."""
    digest = hashlib.sha256()
    for line in sorted({f"{one.name} {one.version}" for one in distributions()}):
        digest.update(line.encode())
    sources = [ROOT / "scripts" / "migrating.py", ROOT / "cms" / "settings" / "databases.py"]
    for room in ("cms", "community", "gbif_blocks", "home"):
        sources += sorted((ROOT / room).rglob("migrations/*.py"))
    for path in sources:
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(path.read_bytes())
    return FOLDER / f"{digest.hexdigest()[:32]}.sqlite3"


def copy(target: Path) -> None:
    """Put a copy of the kept database at `target`; where there is none yet, make it first."""
    source = kept()
    with one_at_a_time():
        if not source.exists():
            _make(source)
    shutil.copyfile(source, target)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Several processes need what is kept at once: one makes it, the others wait."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make(target: Path) -> None:
    """Migrate a database and keep it; forget those of former code."""
    made, packed = (target.with_suffix(f".{os.getpid()}.{part}") for part in ("made", "packed"))
    try:
        subprocess.run(
            [sys.executable, "-c", MIGRATE],
            env={
                **os.environ,
                "DATABASE_URL": f"sqlite:///{made}",
                "DJANGO_SETTINGS_MODULE": "cms.settings.test",
            },
            cwd=ROOT,
            check=True,
        )
        connection = sqlite3.connect(made)
        try:
            connection.execute("VACUUM INTO ?", (str(packed),))
        finally:
            connection.close()
        # Who was stopped in the middle has left nothing under the name that counts.
        packed.rename(target)
    finally:
        for rest in FOLDER.glob(f"{made.name}*"):
            rest.unlink()
        packed.unlink(missing_ok=True)
    newest_first = sorted(
        FOLDER.glob("*.sqlite3"), key=lambda path: path.stat().st_mtime, reverse=True
    )
    for old in newest_first[KEPT:]:
        old.unlink(missing_ok=True)
