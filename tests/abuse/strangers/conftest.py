"""One world for all tests of this folder; what a test does to it is undone."""

import logging
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from pytest_django import DjangoDbBlocker

from tests.abuse.strangers.stranger import Stranger
from tests.abuse.strangers.world import World, make_world
from tests.conftest import undone_at_the_end


@pytest.fixture(scope="package")
def _made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Making it takes seconds, so all tests here share one; it is never committed."""
    with undone_at_the_end(django_db_blocker):
        yield make_world()


@pytest.fixture
def world(_made: World, db: None) -> Iterator[World]:
    """Portals full of secrets, as they were made."""
    cache.clear()
    yield _made
    cache.clear()


@pytest.fixture
def stranger(world: World, caplog: pytest.LogCaptureFixture) -> Stranger:
    """A reader without any right in this world."""
    caplog.set_level(logging.INFO)
    return Stranger(caplog)
