"""What is, was and will be sent to endpoints, and how each attempt ended."""

from datetime import datetime
from typing import Self
from uuid import uuid4

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from cms.delivery.webhooks.models.endpoints import Endpoint

# What the log shows of a receiver's answer.
EXCERPT_LENGTH = 1000


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Deliveries, asked for as the worker and the log ask."""

    def due(self, now: datetime) -> Self:
        """Those to be sent now, oldest first: the order of the feed."""
        return self.filter(state=Delivery.State.PENDING, due_at__lte=now).order_by("pk")

    def replay(self) -> int:
        """Send them again, with the same ids; gives how many."""
        return self.update(
            state=Delivery.State.PENDING, due_at=timezone.now(), tries=0, finished_at=None
        )


class Delivery(models.Model):
    """One message to one endpoint. Its bytes and its id are the same at every attempt."""

    class State(models.TextChoices):
        PENDING = "pending", _("Waiting")
        DELIVERED = "delivered", _("Delivered")
        FAILED = "failed", _("Failed")

    endpoint = models.ForeignKey(
        Endpoint, verbose_name=_("webhook"), on_delete=models.CASCADE, related_name="deliveries"
    )
    site = models.ForeignKey(
        Site, verbose_name=_("portal"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # The header `webhook-id`, by which receivers know a repetition.
    message_id = models.UUIDField(_("id"), default=uuid4, unique=True)
    type = models.CharField(_("event"), max_length=100)
    body = models.TextField(_("body"))
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.PENDING
    )
    # Attempts since it was queued or replayed.
    tries = models.PositiveIntegerField(_("attempts"), default=0)
    due_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished"), null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook delivery")
        verbose_name_plural = _("webhook deliveries")
        ordering = ("-pk",)
        indexes = [
            models.Index(fields=["state", "due_at"], name="delivery_by_due"),
            models.Index(fields=["endpoint", "created_at"], name="delivery_by_creation"),
            models.Index(fields=["finished_at"], name="delivery_by_end"),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.message_id}"


class Attempt(models.Model):
    """One request, and what came of it."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="attempts")
    started_at = models.DateTimeField(_("started"))
    milliseconds = models.PositiveIntegerField(_("took"))
    # Null when there was no answer.
    status = models.PositiveIntegerField(_("status"), null=True)
    # What went wrong, in our words; empty for a success.
    error = models.CharField(_("error"), max_length=300, blank=True)
    # The beginning of the answer, in the receiver's words: shown escaped, to administrators.
    excerpt = models.TextField(_("answer"), blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.status or self.error} at {self.started_at}"
