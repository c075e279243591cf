"""The development server of `make run`: `python -m scripts.serve 127.0.0.1:8000`.

A process that it starts prepares the database. Requests are accepted from the start and answered
once that is done: whoever asks early waits instead of reading half a portal.
"""

import gc
import os
import sys
import traceback

import django


def main() -> None:
    # As in manage.py, and for the same reason.
    gc.set_threshold(100_000, 20, 20)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.development")
    django.setup()
    from django.contrib.staticfiles.management.commands.runserver import Command

    preparing = fork_preparing()

    class PatientServer(Command):  # type: ignore[misc,unused-ignore]
        def check_migrations(self) -> None:
            """Somebody else is at it."""

        def on_bind(self, server_port: int) -> None:
            _, status = os.waitpid(preparing, 0)
            if status:
                code = os.waitstatus_to_exitcode(status)
                sys.exit(f"Preparing the database ended with status {code}: see above.")
            super().on_bind(server_port)

    # Whoever changes code while it runs starts "manage.py runserver" beside it instead.
    PatientServer().run_from_argv(["manage.py", "runserver", "--noreload", *sys.argv[1:]])


def fork_preparing() -> int:
    """Prepare the database in a process of its own, and give its number.

    A fork, since starting Django a second time takes two seconds.
    """
    process = os.fork()
    if process:
        return process
    status = 1
    try:
        from scripts.prepare import prepare

        # What it makes is needed until its end, which is near: looking for garbage takes a tenth
        # of its time, and taking a million objects apart at the end a second.
        gc.disable()
        prepare()
        status = 0
    finally:
        if status:
            traceback.print_exc()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    main()
