"""`manage.py demo`: the demonstration portal, and a login for development."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.table import Table

from cms.demo.build import DemoResult, build_demo

USERNAME = "admin"
# Only where DEBUG is on; the same as that of `make run`.
DEVELOPMENT_PASSWORD = "portal"  # noqa: S105
PASSWORD_VARIABLE = "DEMO_ADMIN_PASSWORD"  # noqa: S105


class Command(BaseCommand):
    help = (
        "Build the Belgian demonstration portal. Safe to run again: a portal that is there stays "
        "as it is."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--password",
            default=os.environ.get(PASSWORD_VARIABLE, ""),
            help=f"Password of the administrator “{USERNAME}”, made when there is none yet "
            f"(or ${PASSWORD_VARIABLE}).",
        )

    def handle(self, *args: Any, password: str, verbosity: int, **options: Any) -> None:
        console = Console(file=self.stdout, quiet=verbosity == 0, highlight=False)  # type: ignore[arg-type]
        begun = time.monotonic()
        with console.status("Building the demonstration portal"), no_query_log():
            result = build_demo(lambda step: console.print(f"  {step}"))
        if result.created:
            console.print(_table(result))
            console.print(f"Built in {time.monotonic() - begun:.1f} seconds.")
        else:
            console.print("The demonstration portal is there; nothing was changed.")
        self._make_administrator(console, password)

    def _make_administrator(self, console: Console, password: str) -> None:
        users = get_user_model().objects
        if users.filter(is_superuser=True).exists():
            return
        if not password and not settings.DEBUG:
            raise CommandError(
                "The portal has no administrator yet: give --password or set "
                f"{PASSWORD_VARIABLE}, or run manage.py createsuperuser."
            )
        password = password or DEVELOPMENT_PASSWORD
        users.create_superuser(USERNAME, "admin@portal.example", password)
        shown = password if settings.DEBUG else "the password that was given"
        console.print(f"Log in as {USERNAME} with {shown}.")


@contextmanager
def no_query_log() -> Iterator[None]:
    """While DEBUG is on, Django keeps every query, and on SQLite runs a second one to do so."""
    debug, settings.DEBUG = settings.DEBUG, False
    try:
        yield
    finally:
        settings.DEBUG = debug


def _table(result: DemoResult) -> Table:
    table = Table("Language", "Pages of its own", "Shown in English")
    for code, translated in result.translated.items():
        table.add_row(code, str(translated), str(result.fallbacks[code]))
    return table
