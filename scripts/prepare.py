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
    call_command("demo")
    make_login()


def make_login() -> None:
    """Make the development user; one that exists keeps its password."""
    from django.contrib.auth.models import User

    if not User.objects.filter(username=DEVELOPMENT_USER).exists():
        User.objects.create_superuser(
            DEVELOPMENT_USER, "admin@portal.example", DEVELOPMENT_PASSWORD
        )


if __name__ == "__main__":
    main()
