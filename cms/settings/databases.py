"""The database that a DATABASE_URL names, with the settings that make SQLite fit for a server."""

from typing import Any

import environ

#: Reasons: docs/decisions/0003-sqlite.md. `synchronous=NORMAL` survives a killed process; a power
#: cut may lose the last commits.
SQLITE_PRAGMAS = (
    "PRAGMA page_size=8192;"  # of a new file; first, since afterwards it is too late
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=NORMAL;"
    "PRAGMA foreign_keys=ON;"
    "PRAGMA mmap_size=33554432;"
    "PRAGMA journal_size_limit=67108864;"
    "PRAGMA cache_size=-20000;"
)


def database_from_url(url: str) -> dict[str, Any]:
    """Django's `DATABASES["default"]` for `sqlite:///folder/file.sqlite3` or `postgres://…`."""
    database: dict[str, Any] = dict(environ.Env.db_url_config(url))
    # On SQLite every request in a transaction would take the one write lock.
    database["ATOMIC_REQUESTS"] = False
    # Opening costs SQLite more than a page does: it reads the schema of every table first.
    database.setdefault("CONN_MAX_AGE", 60)
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database["OPTIONS"] = {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": SQLITE_PRAGMAS,
        }
    else:
        database["CONN_HEALTH_CHECKS"] = True
    return database
