"""Imports a real hosted portal beside the demo, and gives it GBIF's own widget: one process."""

import gc
import sys
from pathlib import Path

import django
from django.core.management import call_command

IMPORTED_SITE = "gbif.biodiversity.be"
# Nobody answers there: tests do.
WIDGET_SCRIPT = "https://widget.invalid/gbif-lib.js"


def main(folder: str) -> None:
    # As in manage.py: an import makes many objects and throws few away.
    gc.set_threshold(100_000, 20, 20)
    django.setup()
    call_command("import_hosted_portal", folder, site_config=Path(folder, "site_config.json"))
    _take_the_widget()


def _take_the_widget() -> None:
    from wagtail.models import Site

    from cms.core.models import SiteSettings

    settings = SiteSettings.for_site(Site.objects.get(hostname=IMPORTED_SITE))
    settings.widget_script_url = WIDGET_SCRIPT
    settings.save()


if __name__ == "__main__":
    main(sys.argv[1])
