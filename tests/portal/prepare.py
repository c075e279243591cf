"""Makes the demo site with numbers from GBIF and an old address: one process, as starting costs."""

import gc

import django
from django.core.management import call_command


def main() -> None:
    # As in manage.py: the demo makes many objects and throws few away.
    gc.set_threshold(100_000, 20, 20)
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("demo")
    call_command("refresh_snapshots", all=True)
    # Names of datasets and taxa are asked for once it is known which ones a chart shows.
    call_command("refresh_snapshots")
    call_command("refresh_snapshots")
    _move_an_address()


def _move_an_address() -> None:
    """Leave a redirect behind, as a page does that an editor moves."""
    from wagtail.contrib.redirects.models import Redirect
    from wagtail.models import Site

    site = Site.objects.get(is_default_site=True)
    page = site.root_page.get_children().live().first()
    Redirect.objects.create(old_path="/before-the-move", site=site, redirect_page=page)


if __name__ == "__main__":
    main()
