"""How far the websites that are built from our API have come, as they report it themselves."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from cms.delivery.webhooks.models.tokens import Token, default_expiry

# The first migration names it here.
__all__ = ["Build", "BuildToken", "default_expiry"]


class BuildToken(Token):
    """Lets a frontend report its builds of one portal, and nothing else."""

    prefix: ClassVar[str] = "gpb_"

    class Meta(Token.Meta):
        abstract = False
        verbose_name = _("build token")
        verbose_name_plural = _("build tokens")


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
