from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.table import Table

from cms.delivery.checking import check_documents
from cms.delivery.management.progress import console_of, progress_bar


class Command(BaseCommand):
    help = "Prove that every stored document is as a rebuild from scratch would make it."

    def handle(self, *args: Any, **options: Any) -> None:
        console = console_of(self)
        with progress_bar(console, "Checking documents") as progress:
            result = check_documents(progress)
        if not result.differences:
            console.print(f"{result.checked} documents are as they should be.")
            return
        table = Table("Document", "", "First difference", "Stored", "Rebuilt")
        for one in result.differences:
            table.add_row(one.document, one.kind, one.where, one.stored, one.rebuilt)
        console.print(table)
        if not result.defects:
            console.print("All of them wait for the worker: “manage.py work” makes them.")
            return
        raise CommandError(
            f"{len(result.defects)} of {result.checked} documents are not as they should be. "
            "“rebuild_documents” repairs them."
        )
