from cms.delivery.webhooks.models.builds import Build, BuildToken
from cms.delivery.webhooks.models.deliveries import Attempt, Delivery
from cms.delivery.webhooks.models.endpoints import Endpoint
from cms.delivery.webhooks.models.outbox import Event, Window

__all__ = ["Attempt", "Build", "BuildToken", "Delivery", "Endpoint", "Event", "Window"]
