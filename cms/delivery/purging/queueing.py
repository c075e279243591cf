"""What caches are to drop though the feed says nothing of it: redirects that editors change."""

from typing import Any

from django.db import transaction
from wagtail.models import Site

from cms.delivery.answering import redirects_tag
from cms.delivery.purging.backends import tag_backends
from cms.delivery.purging.models import QueuedPurge
from cms.delivery.work import wake


def receive_redirect(raw: bool = False, **_: Any) -> None:
    """A redirect was made, changed or deleted; it may have been of any portal before."""
    names = [] if raw else list(tag_backends())
    if not names:
        return
    tags = [redirects_tag(site) for site in Site.objects.values_list("pk", flat=True)]
    with transaction.atomic():
        QueuedPurge.objects.bulk_create(
            QueuedPurge(purger=name, tag=tag) for name in names for tag in tags
        )
        wake()
