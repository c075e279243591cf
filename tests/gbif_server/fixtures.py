"""pytest fixtures of the fake GBIF; import them in a conftest."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from pytest_django.fixtures import Settings

from tests.gbif_server.server import GbifServer


@pytest.fixture(scope="session")
def running_gbif_server() -> Iterator[GbifServer]:
    """One server for the whole run."""
    with GbifServer() as server:
        yield server


@pytest.fixture
def gbif_server(running_gbif_server: GbifServer, settings: Settings) -> Iterator[GbifServer]:
    """The server, well behaved and with nothing recorded, as this test's GBIF_API_URL."""
    running_gbif_server.behave()
    settings.GBIF_API_URL = running_gbif_server.url
    cache.clear()
    yield running_gbif_server
    running_gbif_server.behave()
    cache.clear()
