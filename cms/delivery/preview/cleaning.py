"""Removing previews that are over."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from cms.delivery.preview.models import PanelPreview, ShareLink

# Editors see for a while that a link is over; the audit log remembers longer.
KEEP_ENDED_LINKS = timedelta(days=30)


def forget_ended_previews() -> int:
    """Delete what nobody can open any more; how many rows. A chore of the worker."""
    now = timezone.now()
    long_ago = now - KEEP_ENDED_LINKS
    panels, _ = PanelPreview.objects.filter(expires_at__lt=now).delete()
    ended = Q(expires_at__lt=long_ago) | Q(revoked_at__lt=long_ago)
    links, _ = ShareLink.objects.filter(ended).delete()
    return panels + links
