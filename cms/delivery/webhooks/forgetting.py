"""Forgetting what nobody will ask for any more."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from cms.delivery.webhooks.models import Build, Delivery

# An editor asks how the last builds went, not those of last year.
KEEP_BUILDS = timedelta(days=30)
BATCH = 500


def forget_old_deliveries() -> int:
    """Delete finished deliveries after `WEBHOOK_RETENTION_DAYS`; how many, a batch at a time."""
    before = timezone.now() - timedelta(days=settings.WEBHOOK_RETENTION_DAYS)
    old = Delivery.objects.filter(finished_at__lt=before).order_by("pk")
    pks = list(old.values_list("pk", flat=True)[:BATCH])
    if pks:
        Delivery.objects.filter(pk__in=pks).delete()
    return len(pks)


def forget_old_builds() -> int:
    """Delete reports of old builds, but never the last live one of a portal."""
    before = timezone.now() - KEEP_BUILDS
    kept = {
        pk
        for site in Build.objects.order_by().values_list("site", flat=True).distinct()
        for pk in Build.objects.filter(site=site, state=Build.State.LIVE)
        .order_by("-started_at")
        .values_list("pk", flat=True)[:20]
    }
    old = Build.objects.filter(started_at__lt=before).exclude(pk__in=kept)
    return old.delete()[0]
