"""The same cases on PostgreSQL, where SQL, text search and encodings behave in other ways."""

import pytest

from tests.postgresql import Server

SECONDS = 900


@pytest.mark.timeout(SECONDS)
def test_every_case_holds_on_postgresql(postgresql: Server) -> None:
    # What never asks the database is the same there.
    elsewhere = [f"--ignore=tests/abuse/test_{name}.py" for name in ("outgoing", "server")]
    postgresql.run_tests("tests/abuse", *elsewhere, seconds=SECONDS)
