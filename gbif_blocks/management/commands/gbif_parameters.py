"""Write the page of documentation about GBIF's search parameters."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from gbif_blocks.parameter_page import page


class Command(BaseCommand):
    help = "Write docs/gbif-parameters.md from the table that checks parameters."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="Write nothing; fail when the page is not current."
        )
        parser.add_argument(
            "--output",
            type=Path,
            default=Path(settings.BASE_DIR) / "docs" / "gbif-parameters.md",
            help="Where to write it.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        output: Path = options["output"]
        if not options["check"]:
            output.write_text(page(), encoding="utf-8")
        elif not output.is_file() or output.read_text(encoding="utf-8") != page():
            raise CommandError(f"{output.name} is not current: run manage.py gbif_parameters")
