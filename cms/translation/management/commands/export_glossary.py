"""`manage.py export_glossary FILE`: the glossary for translators' tools."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.translation.glossary.tbx import glossary_as_tbx


class Command(BaseCommand):
    help = "Write the glossary as TBX-Basic."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="Where to write it, for example glossary.tbx.")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            file.write_bytes(glossary_as_tbx(settings.LANGUAGE_CODE))
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"{file} was written.")
