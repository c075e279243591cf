"""One world for all tests of a module; what a test does to it is undone."""

import logging
from collections.abc import Iterator

import pytest
from django.core.cache import cache

from tests.abuse.stranger import Stranger
from tests.abuse.world import World, make_world
from tests.delivery.webhooks.fixtures import endpoint, receiver, send, work

__all__ = ["endpoint", "receiver", "send", "work"]


@pytest.fixture(scope="module")
def _made(lasting: None) -> World:
    """Making it takes seconds, so the tests of a module share one; it is never committed."""
    return make_world()


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
