"""The order in which readers learn of changes, without gaps, and what is still to be done."""

from collections.abc import Iterable
from typing import Self
from uuid import uuid4

from django.db import models
from django.utils import timezone
from wagtail.models import Site

from cms.delivery.models.documents import Document


class Feed(models.Model):
    """The one counter of all changes. Whoever holds its row is the only one that changes pages.

    It is held from the beginning of a change until the commit, so each editor changes and renders
    what the one before committed, and the order of numbers is the order of commits: a reader that
    has seen a number has seen all below it.
    """

    # A new one says that numbers known to readers mean nothing any more, as after a restore.
    epoch = models.UUIDField(default=uuid4)
    sequence = models.PositiveBigIntegerField(default=0)
    # The tombstones up to here are forgotten: a reader that stands before it starts again.
    oldest = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.epoch} at {self.sequence}"

    @classmethod
    def hold(cls) -> "Feed":
        """The counter, held until our commit; must run inside a transaction."""
        feed, _ = cls.objects.select_for_update().get_or_create(pk=1)
        return feed

    @classmethod
    def now(cls) -> "Feed":
        """The counter as committed."""
        return cls.objects.filter(pk=1).first() or cls.objects.get_or_create(pk=1)[0]

    def take(self, count: int) -> range:
        """The next numbers, in order; must be held."""
        first = self.sequence + 1
        self.sequence += count
        self.save(update_fields=["sequence"])
        return range(first, first + count)

    def start_anew(self) -> None:
        """Tell every reader to start again; must be held."""
        self.epoch = uuid4()
        self.save(update_fields=["epoch"])


class TombstoneQuerySet(models.QuerySet["Tombstone"]):
    """Tombstones, asked for by what stood there."""

    def of(self, documents: Iterable[Document]) -> Self:
        """Those of the keys of some documents, in any language and at any path."""
        places = {(one.site_id, one.key) for one in documents}
        # With the portals they are found by an index; by keys alone all would be read.
        return self.filter(
            site__in={site for site, _key in places}, key__in={key for _site, key in places}
        )


class Tombstone(models.Model):
    """What stood at a public path and was withdrawn, or moved elsewhere: no more than that."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    type = models.CharField(max_length=100)
    key = models.UUIDField()
    locale = models.CharField(max_length=100)
    # Empty for the frame of a portal, which has none.
    path = models.CharField(max_length=2048, blank=True)
    sequence = models.PositiveBigIntegerField(unique=True)
    removed_at = models.DateTimeField(default=timezone.now)

    objects = TombstoneQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site", "key", "locale", "path"], name="one_tombstone_per_place"
            )
        ]
        indexes = [
            models.Index(fields=["site", "path"], name="tombstone_by_path"),
            models.Index(fields=["site", "sequence"], name="tombstone_by_sequence"),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.path or self.key} ({self.locale})"


class PendingPage(models.Model):
    """A page whose document is to be made anew by the worker: too many depended on one change."""

    # Not a foreign key: Wagtail forbids cascades to pages; one that is gone is forgotten.
    page = models.PositiveBigIntegerField(unique=True)
    queued_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"page {self.page}"
