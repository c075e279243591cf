"""`manage.py index_memory`: makes texts known to the translation memory."""

from typing import Any

from django.core.management.base import BaseCommand
from rich.console import Console

from cms.translation.memory.models import index_strings

AT_ONCE = 2_000


class Command(BaseCommand):
    help = (
        "Index the texts that the translation memory does not know yet, after an import of many. "
        "May be stopped and run again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        console = Console(file=self.stdout, highlight=False)  # type: ignore[arg-type]
        indexed = 0
        with console.status("Indexing") as status:
            while count := index_strings(AT_ONCE):
                indexed += count
                status.update(f"Indexing: {indexed} texts")
        console.print(f"{indexed} texts were indexed.")
