"""Makes the demo site with numbers from GBIF: three commands in one process, as starting costs."""

import gc

import django
from django.core.management import call_command


def main() -> None:
    # As in manage.py: the demo makes many objects and throws few away.
    gc.set_threshold(100_000, 20, 20)
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("demo")
    call_command("refresh_snapshots", all=True, per_second=0.0)


if __name__ == "__main__":
    main()
