"""Telling each cache what changed, in the order of the feed. A job of the worker.

A cache's place in the feed moves on only when it said that it dropped what changed, so a cache that
is away misses nothing, and a worker that is killed between the two repeats itself at worst. No
transaction is open while a cache is asked.
"""

import logging
import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from wagtail.models import Site

from cms.delivery.answering import document_tag, pages_tag, redirects_tag, site_tag
from cms.delivery.models import Document, Feed, Tombstone
from cms.delivery.purging.backends import PurgeFailed, TagBackend, tag_backends
from cms.delivery.purging.models import Purger, QueuedPurge
from cms.delivery.storing import in_batches

logger = logging.getLogger(__name__)

# With more changes than this at once all of a portal is dropped: CDNs count requests.
MAX_CHANGES = 500
LEASE = timedelta(minutes=5)
# Seconds.
FIRST_DELAY = 5.0
MAX_DELAY = 300.0
MAX_RETRY_AFTER = 3600.0


@dataclass(frozen=True)
class Purge:
    """What one cache is to drop, and where it stands when it has."""

    feed: Feed
    tags: list[str]
    queued: list[int]
    lease: datetime


def purge_due() -> int:
    """Tell every cache that may be asked now what changed since; how many tags were dropped."""
    feed = Feed.now()
    return sum(_purge(name, backend, feed) for name, backend in tag_backends().items())


def _purge(name: str, backend: TagBackend, feed: Feed) -> int:
    purge = _take(name, feed)
    if purge is None:
        return 0
    try:
        for tags in in_batches(purge.tags, backend.max_tags):
            backend.purge_tags(tags)
    except PurgeFailed as failure:
        _postpone(name, purge, failure)
        return 0
    with transaction.atomic():
        QueuedPurge.objects.filter(pk__in=purge.queued).delete()
        Purger.objects.filter(name=name, leased_until=purge.lease).update(
            epoch=feed.epoch,
            sequence=feed.sequence,
            leased_until=None,
            failures=0,
            not_before=None,
            error="",
        )
    return len(purge.tags)


def _take(name: str, feed: Feed) -> Purge | None:
    """What there is to do for a cache, leased to us; None when there is nothing, or not now."""
    purger, _created = Purger.objects.get_or_create(name=name)
    waiting = QueuedPurge.objects.filter(purger=name)
    if not purger.is_free() or (purger.is_at(feed) and not waiting.exists()):
        return None
    with transaction.atomic():
        purger = Purger.objects.select_for_update().get(pk=purger.pk)
        if not purger.is_free():
            return None
        queued = dict(waiting.order_by("pk").values_list("pk", "tag")[:MAX_CHANGES])
        tags = dict.fromkeys([*_changed(purger, feed), *queued.values()])
        purger.leased_until = timezone.now() + LEASE
        purger.save(update_fields=["leased_until"])
    return Purge(feed, list(tags), list(queued), purger.leased_until)


def _changed(purger: Purger, feed: Feed) -> Iterable[str]:
    """The tags of what the feed says since the cache's place; everything after another epoch."""
    if purger.epoch != feed.epoch:
        return map(site_tag, Site.objects.order_by("pk").values_list("pk", flat=True))
    between = {"sequence__gt": purger.sequence, "sequence__lte": feed.sequence}
    kinds = (Tombstone.objects.filter(**between), Document.objects.filter(**between))
    if sum(kind.count() for kind in kinds) > MAX_CHANGES:
        sites = {pk for kind in kinds for pk in kind.values_list("site", flat=True).distinct()}
        return map(site_tag, sorted(sites))
    tags: dict[str, None] = {}
    for kind in kinds:
        for site, key, locale in kind.order_by("sequence").values_list("site", "key", "locale"):
            # Lists may show it, and redirects may lead to it.
            tags |= dict.fromkeys((document_tag(key, locale), pages_tag(site), redirects_tag(site)))
    return tags


def _postpone(name: str, purge: Purge, failure: PurgeFailed) -> None:
    """Ask again later: after what the cache said, else after twice as long each time."""
    purger = Purger.objects.get(name=name)
    delay = min(FIRST_DELAY * 2 ** min(purger.failures, 10), MAX_DELAY) * random.uniform(0.8, 1.2)  # noqa: S311
    if failure.retry_after is not None:
        delay = min(max(delay, failure.retry_after), MAX_RETRY_AFTER)
    Purger.objects.filter(name=name, leased_until=purge.lease).update(
        leased_until=None,
        failures=purger.failures + 1,
        not_before=timezone.now() + timedelta(seconds=delay),
        error=str(failure),
    )
    logger.warning("%s was not purged, again in %.0f s: %s", name, delay, failure)
