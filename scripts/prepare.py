"""Makes a database that can be shown: migrations, the demo site, the development login.

One process for three commands, since starting Django takes longer than two of them.
"""

import gc
import os

import django
from django.core.management import call_command

DEVELOPMENT_USER = "admin"
DEVELOPMENT_PASSWORD = "portal"  # noqa: S105 (printed at every start, valid on this machine only)


def main() -> None:
    # As in manage.py, and for the same reason.
    gc.set_threshold(100_000, 20, 20)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.development")
    django.setup()
    call_command("migrate", verbosity=0)
    # It makes the administrator too, when there is none.
    call_command("demo", password=DEVELOPMENT_PASSWORD)
    # Documents hold full addresses, and this run may use other ports than the one before.
    call_command("rebuild_documents")


if __name__ == "__main__":
    main()
