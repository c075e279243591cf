"""The PostgreSQL server that tests start for themselves."""

import os
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection as database
from wagtail.models import Page

from tests.postgresql import Server


def test_databases_are_migrated_empty_and_apart(postgresql: Server) -> None:
    one, other = (postgresql.create_database(name) for name in ("one", "other"))
    with psycopg.connect(one, autocommit=True) as connection:
        connection.execute("UPDATE wagtailcore_locale SET language_code = 'xx'")
    with psycopg.connect(other) as connection:
        found = connection.execute("SELECT language_code FROM wagtailcore_locale").fetchall()
    assert found == [("en",)]


def test_a_failure_of_tests_on_it_is_told(postgresql: Server) -> None:
    with pytest.raises(AssertionError, match="not found: "):
        postgresql.run_tests(f"{__file__}::test_nothing")


@pytest.mark.django_db
def test_the_database_is_the_one_that_was_asked_for() -> None:
    asked_for = os.environ.get("DATABASE_URL") or "sqlite:"
    assert database.vendor == urlsplit(asked_for).scheme
    assert Page.objects.exists()
