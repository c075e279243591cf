"""`make run` migrates an empty database faster than `migrate`, and not otherwise."""

import re
import sqlite3
import subprocess
import sys
from pathlib import Path

from scripts import ROOT
from tests import migrated
from tests.conftest import own_environment

#: When a migration was applied, and the keys that Wagtail makes up for its first pages.
OF_THE_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+|'[0-9a-f]{32}'")


def test_the_database_is_the_one_that_migrate_makes(tmp_path: Path) -> None:
    plain, quick = tmp_path / "plain.sqlite3", tmp_path / "quick.sqlite3"
    migrate(plain)
    migrated.copy(quick)
    assert len(content(plain)) > 500
    assert content(quick) == content(plain)


def migrate(database: Path) -> None:
    """As somebody does who knows no quick way."""
    subprocess.run(
        [sys.executable, ROOT / "manage.py", "migrate", "--verbosity=0"],
        env={
            **own_environment(),
            "DJANGO_SETTINGS_MODULE": "cms.settings.development",
            "DATABASE_URL": f"sqlite:///{database}",
        },
        cwd=ROOT,
        check=True,
    )


def content(database: Path) -> list[str]:
    """Every table, index and row."""
    connection = sqlite3.connect(database)
    try:
        connection.execute("VACUUM")  # which puts tables and triggers into its own order
        return [OF_THE_MOMENT.sub("", statement) for statement in connection.iterdump()]
    finally:
        connection.close()
