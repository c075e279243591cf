"""What happened and is not yet told: written in the transaction in which it happened."""

from django.db import models
from django.utils import timezone
from wagtail.models import Site

from cms.delivery.webhooks.models.endpoints import Endpoint


class Window(models.Model):
    """The time during which an endpoint's events in one portal are gathered into one delivery.

    Whoever adds events holds its row until their commit; the worker closes windows that nobody
    holds. So an event is in a window that will be closed later, or it never happened.
    """

    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="windows")
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    closes_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return f"{self.endpoint_id} until {self.closes_at}"


class Event(models.Model):
    """One thing that happened to one subject, such as a page in one language."""

    window = models.ForeignKey(Window, on_delete=models.CASCADE, related_name="events")
    type = models.CharField(max_length=100)
    subject = models.CharField(max_length=200)
    data = models.JSONField(default=dict)
    # Its place in the feed, if it has one.
    sequence = models.PositiveBigIntegerField(null=True)
    happened_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.type} {self.subject}"
