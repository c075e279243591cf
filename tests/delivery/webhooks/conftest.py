"""Endpoints, a receiver on this machine, and a worker that runs when it is told to."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from cms.delivery.webhooks import delivering
from cms.delivery.webhooks.models import Endpoint
from cms.delivery.work import work_once
from tests.delivery.webhooks.receiver import HOST, Receiver, accept, receiving


@pytest.fixture
def receiver(settings: Settings) -> Iterator[Receiver]:
    """A receiver that accepts, and that this service may reach."""
    settings.WEBHOOK_ALLOWED_HOSTS = [HOST]
    with receiving(accept) as running:
        yield running


@pytest.fixture
def endpoint(db: None, receiver: Receiver) -> Callable[..., Endpoint]:
    """Makes an endpoint: of the receiver and without waiting, unless told otherwise."""

    def make(**fields: Any) -> Endpoint:
        values = {"name": "Build", "url": receiver.url, "debounce": 0, **fields}
        return Endpoint.objects.create(**values)

    return make


@pytest.fixture
def work() -> Iterator[Callable[[], None]]:
    """Does everything that is due, and waits for what is under way."""

    def work_until_idle() -> None:
        work_once()

    yield work_until_idle
    for flight in list(delivering._in_flight):  # of receivers that a test left hanging
        flight.outcome.cancel()
    delivering._in_flight.clear()
