"""A migrated SQLite database, kept between test runs: 200 migrations take half a minute.

Kept under `var/` by a digest of everything that decides what the migrations make, so a change of
a migration or of a package makes a new one.
"""

import hashlib
import os
import shutil
import sqlite3
from importlib.metadata import distributions
from pathlib import Path

from scripts import ROOT

FOLDER = ROOT / "var" / "test-databases"
KEPT = 3


def kept() -> Path:
    """Where the database of the present code is kept, whether it exists or not."""
    digest = hashlib.sha256()
    for line in sorted({f"{one.name} {one.version}" for one in distributions()}):
        digest.update(line.encode())
    for room in ("cms", "community", "gbif_blocks", "home"):
        for path in sorted((ROOT / room).rglob("migrations/*.py")):
            digest.update(str(path.relative_to(ROOT)).encode())
            digest.update(path.read_bytes())
    return FOLDER / f"{digest.hexdigest()[:32]}.sqlite3"


def copy(target: Path) -> bool:
    """Put a copy of the kept database at `target`; False if there is none."""
    source = kept()
    if not source.exists():
        return False
    shutil.copyfile(source, target)
    return True


def keep(database: Path) -> None:
    """Keep a database that was just migrated, and forget those of former code."""
    target = kept()
    if target.exists():
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    # Two runs may end here at once: each writes its own file, and the renaming is atomic.
    unfinished = target.with_suffix(f".{os.getpid()}")
    connection = sqlite3.connect(database)
    try:
        connection.execute("VACUUM INTO ?", (str(unfinished),))
    finally:
        connection.close()
    unfinished.rename(target)
    newest_first = sorted(
        FOLDER.glob("*.sqlite3"), key=lambda path: path.stat().st_mtime, reverse=True
    )
    for old in newest_first[KEPT:]:
        old.unlink(missing_ok=True)
