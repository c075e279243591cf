"""Endpoints, a receiver on this machine, and a worker that runs when it is told to."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from cms.delivery.webhooks import delivering
from cms.delivery.webhooks.composing import body
from cms.delivery.webhooks.models import Delivery, Endpoint
from cms.delivery.work import work_once
from tests.delivery.webhooks.receiver import HOST, Receiver, accept, receiving

MakeEndpoint = Callable[..., Endpoint]
Send = Callable[..., Delivery]
Work = Callable[[], None]


@pytest.fixture
def receiver(settings: Settings) -> Iterator[Receiver]:
    """A receiver that accepts, and that this service may reach."""
    settings.WEBHOOK_ALLOWED_HOSTS = [HOST]
    with receiving(accept) as running:
        yield running


@pytest.fixture
def endpoint(db: None, receiver: Receiver) -> MakeEndpoint:
    """Makes an endpoint: of the receiver and without waiting, unless told otherwise."""

    def make(**fields: Any) -> Endpoint:
        values = {"name": "Build", "url": receiver.url, "debounce": 0, **fields}
        return Endpoint.objects.create(**values)

    return make


@pytest.fixture
def send(endpoint: MakeEndpoint) -> Send:
    """Queues a message for an endpoint, or for a new one."""

    def queue(to: Endpoint | None = None, message: str = "This is a test.") -> Delivery:
        data = {"webhook": "Build", "message": message}
        return Delivery.objects.create(
            endpoint=to or endpoint(),
            type="webhook.test",
            body=body("webhook.test", timezone.now(), data),
        )

    return queue


@pytest.fixture
def work() -> Iterator[Work]:
    """Does everything that is due, and waits for what is under way."""

    def work_until_idle() -> None:
        work_once()

    yield work_until_idle
    # Of receivers that a test left hanging.
    delivering._in_flight.clear()
