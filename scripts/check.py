"""What `make check` asks of Django, in one process: it starts longer than it answers."""

import os
import sys

import django
from django.core.management import CommandError, call_command

COMMANDS: tuple[tuple[str, ...], ...] = (
    ("makemigrations", "--check", "--dry-run"),
    ("contract", "--check"),
    ("gbif_parameters", "--check"),
)


def main() -> int:
    """The exit status: 1 when a command objects, which it says itself."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.development")
    django.setup()
    for command in COMMANDS:
        try:
            call_command(*command)
        except CommandError as error:
            sys.stderr.write(f"manage.py {' '.join(command)}: {error}\n")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
