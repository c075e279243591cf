from tests.delivery.webhooks.fixtures import endpoint, receiver, send, work

__all__ = ["endpoint", "receiver", "send", "work"]
