"""The development server of `make run`: `python -m scripts.serve 127.0.0.1:8000`.

It starts while the database is being prepared. Requests are accepted from the start and answered
once its standard input is closed: whoever asks early waits instead of reading half a portal.
"""

import gc
import os
import sys

import django


def main() -> None:
    # As in manage.py, and for the same reason.
    gc.set_threshold(100_000, 20, 20)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.development")
    django.setup()
    from django.contrib.staticfiles.management.commands.runserver import Command

    class PatientServer(Command):  # type: ignore[misc,unused-ignore]
        def check_migrations(self) -> None:
            """Somebody else is at it."""

        def on_bind(self, server_port: int) -> None:
            sys.stdin.read()
            super().on_bind(server_port)

    # Whoever changes code while it runs starts "manage.py runserver" beside it instead.
    PatientServer().run_from_argv(["manage.py", "runserver", "--noreload", *sys.argv[1:]])


if __name__ == "__main__":
    main()
