"""The PostgreSQL server that tests start for themselves."""

from pathlib import Path

import psycopg
import pytest

from tests.postgresql import Server


def test_databases_are_migrated_empty_and_apart(postgresql: Server) -> None:
    one, other = (postgresql.create_database(name) for name in ("one", "other"))
    with psycopg.connect(one, autocommit=True) as connection:
        connection.execute("UPDATE wagtailcore_locale SET language_code = 'xx'")
    with psycopg.connect(other) as connection:
        found = connection.execute("SELECT language_code FROM wagtailcore_locale").fetchall()
    assert found == [("en",)]


@pytest.mark.timeout(120)
def test_tests_run_on_it_and_their_failure_is_told(postgresql: Server, tmp_path: Path) -> None:
    module = tmp_path / "test_vendor.py"
    module.write_text(
        "import pytest\n"
        "from django.db import connection\n"
        "from wagtail.models import Page\n"
        "@pytest.mark.django_db\n"
        "def test_vendor():\n"
        "    assert connection.vendor == 'postgresql' and Page.objects.exists()\n"
        "def test_that_fails():\n"
        "    assert 'cat' == 'dog'\n"
    )
    postgresql.run_tests(f"{module}::test_vendor", "--rootdir=.")
    with pytest.raises(AssertionError, match="'cat' == 'dog'"):
        postgresql.run_tests(f"{module}::test_that_fails", "--rootdir=.")
