from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms.delivery.contract import stale_files, write_contract


class Command(BaseCommand):
    help = "Write the contract with frontends: frontend_contract/openapi.json and its schemas."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="Write nothing; fail and name the stale files."
        )
        parser.add_argument(
            "--output",
            type=Path,
            default=Path(settings.BASE_DIR) / "frontend_contract",
            help="The folder of the contract.",
        )

    def handle(self, *args: Any, check: bool, output: Path, **options: Any) -> None:
        if check:
            stale = stale_files(output)
            if stale:
                raise CommandError("Stale; run “make contract”:\n" + "\n".join(stale))
            self.stdout.write("The contract is what the code says.")
            return
        written = write_contract(output)
        self.stdout.write("\n".join(written) or "The contract was up to date.")
