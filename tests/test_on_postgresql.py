"""On PostgreSQL once more: what asks the database for what each does in its own way.

Locks, leases and lost connections, text search, the memory of translations, encodings, the budget
of requests to GBIF, and every case of abuse. In one run, since it begins with ten seconds of
loading.
"""

import pytest

from tests.postgresql import Server

SECONDS = 1200
LOCKS = (
    "tests/delivery/test_kills.py",
    "tests/delivery/test_searching.py",
    "tests/delivery/webhooks/test_delivering.py",
    "tests/delivery/webhooks/test_windows.py",
    "tests/gbif_blocks/test_budget.py",
    "tests/translation/test_memory.py::test_a_snippet_is_published_as_soon_as_it_is_translated",
    "tests/test_postgresql.py::test_the_database_is_the_one_that_was_asked_for",
)
# What asks the database for nothing, or for nothing that the others do not ask for.
ELSEWHERE = (
    "tests/abuse/strangers/test_schemathesis.py",
    "tests/abuse/test_choosers.py",
    "tests/abuse/test_gbif.py",
)


@pytest.mark.timeout(SECONDS)
def test_nothing_changes_by_abuse_or_is_lost_at_once_on_postgresql(postgresql: Server) -> None:
    left_out = [f"--ignore={path}" for path in ELSEWHERE]
    postgresql.run_tests("tests/abuse", *LOCKS, *left_out, seconds=SECONDS)
