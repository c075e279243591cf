"""Makes a database that can be shown: migrations, the demo site, the development login.

One process for three commands, since starting Django takes longer than two of them.
"""

import gc
import os
import sys

import django
from django.core.management import call_command
from django.db import connections

DEVELOPMENT_USER = "admin"
DEVELOPMENT_PASSWORD = "portal"  # noqa: S105 (printed at every start, valid on this machine only)


def main() -> None:
    # What it makes is needed until its end, which is near: looking for garbage takes a tenth of it.
    gc.disable()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.development")
    django.setup()
    from scripts.migrating import migrate

    migrate()
    # It makes the administrator too, when there is none.
    call_command("demo", password=DEVELOPMENT_PASSWORD)
    if not addresses_hold():
        call_command("rebuild_documents")


def addresses_hold() -> bool:
    """Whether the documents were made for the addresses of this run: another may use other ports.

    The home page tells, since it names its own address and that of a picture.
    """
    from django.conf import settings

    from cms.delivery.models import Document

    homes = Document.objects.pages().filter(path="/", site__is_default_site=True)
    used = (settings.FRONTEND_URL, settings.WAGTAILADMIN_BASE_URL)
    addresses = [url.encode() in home.json for home in homes for url in used]
    return bool(addresses) and all(addresses)


if __name__ == "__main__":
    main()
    # Taking a million objects apart takes a second, for which everybody waits.
    connections.close_all()
    sys.stdout.flush()
    os._exit(0)
