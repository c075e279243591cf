from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, cast

from django.core.management.base import BaseCommand
from rich.console import Console
from rich.progress import Progress


def console_of(command: BaseCommand) -> Console:
    """Writes where the command writes."""
    return Console(file=cast(IO[str], command.stdout))


@contextmanager
def progress_bar(console: Console, description: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal; gives the function to call with what is done and the total."""
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(description, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
