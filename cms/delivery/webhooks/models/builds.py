"""How far the websites that are built from our API have come, as they report it themselves."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

PREFIX = "gpb_"
LIFETIME = timedelta(days=365)


def default_expiry() -> datetime:
    """A year from now."""
    return timezone.now() + LIFETIME


class BuildToken(models.Model):
    """Lets a frontend report its builds of one portal, and nothing else.

    Only its hash is stored, so the token is shown once, when it is made.
    """

    name = models.CharField(
        _("name"), max_length=100, help_text=_("Who reports with it, for example “Netlify”.")
    )
    site = models.ForeignKey(
        Site, verbose_name=_("portal"), on_delete=models.CASCADE, related_name="+"
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("expires"), default=default_expiry)
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)
    last_used_at = models.DateTimeField(_("last used"), null=True, editable=False)

    class Meta:
        verbose_name = _("build token")
        verbose_name_plural = _("build tokens")
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name

    def issue(self) -> str:
        """Make the token, save its hash, give the token."""
        # 256 random bits: nothing to guess, so a plain hash is enough.
        token = PREFIX + secrets.token_urlsafe(32)
        self.digest = self.digest_of(token)
        self.save()
        return token

    @staticmethod
    def digest_of(token: str) -> str:
        return hashlib.sha256(token.encode()).hexdigest()

    @classmethod
    def find(cls, token: str) -> "BuildToken | None":
        """The token's row, while it may be used."""
        found = cls._default_manager.select_related("site").filter(digest=cls.digest_of(token))
        return found.filter(revoked_at=None, expires_at__gt=timezone.now()).first()

    def revoke(self) -> None:
        self.revoked_at = timezone.now()
        self.save(update_fields=["revoked_at"])

    @property
    def usable(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()


class Build(models.Model):
    """One build of a website: which languages, from which place in the feed, how it ended."""

    class State(models.TextChoices):
        BUILDING = "building", _("building")
        LIVE = "live", _("live")
        FAILED = "failed", _("failed")

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    # The frontend's own name for it: a report that comes twice is one build.
    identifier = models.CharField(max_length=100)
    state = models.CharField(max_length=10, choices=State.choices)
    # URL codes; empty for all of the portal's.
    locales = models.JSONField(default=list)
    # Everything up to here is in it, as the feed of this epoch counts.
    sequence = models.PositiveBigIntegerField()
    epoch = models.UUIDField()
    url = models.URLField(max_length=2000, blank=True)
    message = models.CharField(max_length=500, blank=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    reported_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "identifier"], name="one_build_per_identifier")
        ]
        indexes = [models.Index(fields=["site", "started_at"], name="build_by_start")]

    def __str__(self) -> str:
        return f"{self.identifier}: {self.state}"

    def covers(self, locale: str) -> bool:
        return not self.locales or locale in self.locales
