"""How far each cache has followed the feed, and what else it is to drop."""

from uuid import UUID

from django.db import models
from django.utils import timezone

from cms.delivery.models import Feed


class Purger(models.Model):
    """One cache of the settings: where it stands in the feed, and when it is asked again."""

    name = models.CharField(max_length=100, unique=True)
    epoch: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(null=True)
    sequence = models.PositiveBigIntegerField(default=0)
    # Who asks the cache now has until then; after that another may.
    leased_until = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    not_before = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.name} at {self.sequence}"

    def is_at(self, feed: Feed) -> bool:
        return (self.epoch, self.sequence) == (feed.epoch, feed.sequence)

    def is_free(self) -> bool:
        """Whether it may be asked now: nobody else is asking, and it was not asked to wait."""
        now = timezone.now()
        return not any(until and until > now for until in (self.leased_until, self.not_before))


class QueuedPurge(models.Model):
    """A tag that a cache is to drop though no document changed, as after a new redirect."""

    purger = models.CharField(max_length=100, db_index=True)
    tag = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.purger}: {self.tag}"
