"""`make run` migrates an empty database faster than `migrate`, and not otherwise."""

import re
import sqlite3
import subprocess
import sys
from pathlib import Path

from scripts import ROOT
from tests.conftest import own_environment

#: When a migration was applied, and the keys that Wagtail makes up for its first pages.
OF_THE_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+|'[0-9a-f]{32}'")

PLAIN = "from django.core.management import call_command; call_command('migrate', verbosity=0)"
QUICK = "from scripts.migrating import migrate; migrate()"


def test_the_database_is_the_one_that_migrate_makes(tmp_path: Path) -> None:
    plain, quick = (
        migrated(tmp_path / name, code) for name, code in (("plain", PLAIN), ("quick", QUICK))
    )
    assert len(plain) > 500
    assert quick == plain


def migrated(database: Path, code: str) -> list[str]:
    """Every table, index and row of a new database that the code has migrated."""
    subprocess.run(
        [sys.executable, "-c", f"import django; django.setup(); {code}"],
        env={
            **own_environment(),
            "DJANGO_SETTINGS_MODULE": "cms.settings.development",
            "DATABASE_URL": f"sqlite:///{database}",
        },
        cwd=ROOT,
        check=True,
    )
    connection = sqlite3.connect(database)
    try:
        return [OF_THE_MOMENT.sub("", statement) for statement in connection.iterdump()]
    finally:
        connection.close()
