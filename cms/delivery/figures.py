"""The chore that keeps figures of GBIF up to date: a few a minute, within the shared budget.

`gbif_blocks` knows how to ask; which documents show what it asks for is known here. Readers are
served by caches in front of this service, so how often a figure is looked at is told by how many
public documents show it.
"""

from uuid import UUID

from django.db.models import Count

from cms.delivery.models import Dependency
from gbif_blocks.models import Snapshot
from gbif_blocks.refreshing import refresh_due

_TAG = "snapshot:"


def refresh_figures() -> int:
    """Ask GBIF for the most urgent of the figures that are due; how many were asked."""
    Snapshot.objects.note_shown(shown_by())
    return refresh_due()


def shown_by() -> dict[UUID, int]:
    """How many public documents show each snapshot."""
    tags = Dependency.objects.filter(tag__startswith=_TAG).order_by()
    counted = tags.values("tag").annotate(documents=Count("pk"))
    return {UUID(row["tag"].removeprefix(_TAG)): row["documents"] for row in counted}
