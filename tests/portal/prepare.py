"""Makes the demo site with numbers from GBIF and an old address: one process, as starting costs."""

import gc
from datetime import timedelta

import django
from django.core.management import call_command

# What every number was so many days ago.
EARLIER = {90: 100, 30: 1_200}


def main() -> None:
    # As in manage.py: the demo makes many objects and throws few away.
    gc.set_threshold(100_000, 20, 20)
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("demo")
    _be_older()
    call_command("refresh_snapshots", all=True)
    # Names of datasets and taxa are asked for once it is known which ones a chart shows.
    call_command("refresh_snapshots")
    call_command("refresh_snapshots")
    _move_an_address()


def _be_older() -> None:
    """Have read every number before, as in a portal that is some months old."""
    from django.utils import timezone

    from gbif_blocks.models import Snapshot
    from gbif_blocks.readings import Reading

    today = timezone.now().date()
    for snapshot in Snapshot.objects.all():
        for days, count in EARLIER.items():
            Reading.objects.create(snapshot=snapshot, day=today - timedelta(days), count=count)


def _move_an_address() -> None:
    """Leave a redirect behind, as a page does that an editor moves."""
    from wagtail.contrib.redirects.models import Redirect
    from wagtail.models import Site

    site = Site.objects.get(is_default_site=True)
    page = site.root_page.get_children().live().first()
    Redirect.objects.create(old_path="/before-the-move", site=site, redirect_page=page)


if __name__ == "__main__":
    main()
