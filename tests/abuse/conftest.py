"""What several rooms of abuse need of those that they abuse."""

from tests.delivery.webhooks.fixtures import endpoint, receiver, send, work

__all__ = ["endpoint", "receiver", "send", "work"]
