"""Leases, windows and their locks, on the database on which several workers really meet."""

from pathlib import Path

import pytest

from tests.postgresql import Server

HERE = Path(__file__).parent


@pytest.mark.timeout(900)
def test_webhooks_on_postgresql(postgresql: Server) -> None:
    modules = ("test_events.py", "test_delivering.py", "test_windows.py")
    postgresql.run_tests(*(str(HERE / name) for name in modules), seconds=800)
