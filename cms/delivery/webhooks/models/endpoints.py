"""Who is told of changes, and the secret with which we sign for them."""

from datetime import datetime, timedelta
from typing import Any, Self
from uuid import uuid4

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import ExpressionWrapper, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from cms.delivery.webhooks import keys

# How long after a rotation the old secret still signs beside the new one.
OVERLAP = timedelta(hours=24)
# Longer than one attempt can last; a worker that was killed holds an endpoint no longer than this.
LEASE = timedelta(seconds=60)
MAX_DEBOUNCE = 3600
EDITED = ("name", "url", "events", "debounce")


def default_events() -> list[str]:
    """What a build needs to hear of."""
    return ["content.changed"]


class EndpointQuerySet(models.QuerySet["Endpoint"]):
    """Endpoints, asked for as the outbox and the worker ask."""

    def active(self) -> Self:
        return self.filter(active=True)

    def free(self) -> Self:
        """Those that no worker is talking to now, by the clock of the database."""
        return self.filter(Q(leased_until=None) | Q(leased_until__lt=Now()))


class Endpoint(models.Model):
    """An address that is told of changes by signed requests."""

    class Reason(models.TextChoices):
        BY_HAND = "by_hand", _("Disabled by hand.")
        GONE = "gone", _("Disabled: the receiver answered 410 Gone.")
        FAILING = "failing", _("Disabled: a delivery failed at every attempt for three days.")

    name = models.CharField(
        _("name"), max_length=100, help_text=_("For the log, for example “Netlify build”.")
    )
    url = models.CharField(
        _("address"),
        max_length=2000,
        help_text=_(
            "Where the requests go, for example https://portal.example/hooks/cms. Addresses in "
            "private networks are refused."
        ),
    )
    sites = models.ManyToManyField(
        Site,
        verbose_name=_("portals"),
        blank=True,
        related_name="+",
        help_text=_("Of which portals it hears. None chosen: of all."),
    )
    events = models.JSONField(_("events"), default=default_events)
    debounce = models.PositiveIntegerField(
        _("wait, in seconds"),
        default=5,
        validators=[MaxValueValidator(MAX_DEBOUNCE)],
        help_text=_(
            "Changes within this time after a first one are told together, so that an hour's "
            "editing does not start a hundred builds. 0: each change at once."
        ),
    )
    active = models.BooleanField(_("active"), default=True)
    disabled_because = models.CharField(max_length=10, choices=Reason.choices, blank=True)
    disabled_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)

    # Encrypted; see `keys.py`.
    secret = models.TextField(editable=False)
    secret_shown = models.BooleanField(default=False, editable=False)
    previous_secret = models.TextField(blank=True, editable=False)
    previous_secret_until = models.DateTimeField(null=True, editable=False)

    # The receiver asked for patience (Retry-After).
    not_before = models.DateTimeField(null=True, editable=False)
    # One worker at a time talks to an endpoint, so that its deliveries stay in order.
    lease = models.CharField(max_length=32, blank=True, editable=False)
    leased_until = models.DateTimeField(null=True, editable=False)

    objects = EndpointQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a new endpoint gets its secret, and whoever edits one leaves alone what the worker
        writes meanwhile: the lease, the receiver's wishes, the state."""
        if not self.secret:
            self.secret = keys.encrypt(keys.new_secret())
        if not self._state.adding and kwargs.get("update_fields") is None:
            kwargs["update_fields"] = EDITED
        super().save(*args, **kwargs)

    # --- The secret -----------------------------------------------------------------------------

    def reveal_secret(self) -> str:
        """The secret, for the one time that it is shown."""
        self.secret_shown = True
        self.save(update_fields=["secret_shown"])
        return keys.decrypt(self.secret)

    def rotate_secret(self) -> str:
        """A new secret; the old one signs beside it until the overlap ends."""
        secret = keys.new_secret()
        self.previous_secret = self.secret
        self.previous_secret_until = timezone.now() + OVERLAP
        self.secret = keys.encrypt(secret)
        self.secret_shown = True
        self.save(
            update_fields=["secret", "secret_shown", "previous_secret", "previous_secret_until"]
        )
        return secret

    def secrets_at(self, moment: datetime) -> list[str]:
        """The secrets that sign at a moment, the newest first. Raises `keys.Unreadable`."""
        until = self.previous_secret_until
        overlapping = self.previous_secret and until is not None and moment < until
        secrets = [keys.decrypt(self.secret)]
        if overlapping:
            try:
                secrets.append(keys.decrypt(self.previous_secret))
            except keys.Unreadable:
                return secrets
        return secrets

    # --- Its state ------------------------------------------------------------------------------

    def enable(self) -> None:
        """Tell it of changes again; what waited for it is sent now."""
        self._set_active(True, "")

    def disable(self, reason: Reason) -> None:
        self._set_active(False, reason)

    def _set_active(self, active: bool, reason: str) -> None:
        self.active = active
        self.disabled_because = reason
        self.disabled_at = None if active else timezone.now()
        self.not_before = None
        self.save(update_fields=["active", "disabled_because", "disabled_at", "not_before"])

    def claim(self) -> bool:
        """Take the lease, if it is free. Whoever has it is the only one that sends here."""
        lease = uuid4().hex
        until = ExpressionWrapper(Now() + LEASE, output_field=models.DateTimeField())
        mine = Endpoint.objects.active().free().filter(pk=self.pk)
        if not mine.update(lease=lease, leased_until=until):
            return False
        self.lease = lease
        return True

    def release(self) -> None:
        """Give the lease back, unless it ran out and is another's by now."""
        Endpoint.objects.filter(pk=self.pk, lease=self.lease).update(lease="", leased_until=None)
