from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import Progress

from cms.translation.exchange.exporting import Format, export_translations
from cms.translation.selection import NotFound, locale_named, page_keys


class Command(BaseCommand):
    help = (
        "Writes what is translated into a language to files for translators, one per source "
        "language, such as fr-from-en.xlf. Nothing is changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--locale", required=True, help="the language to translate into: fr")
        parser.add_argument(
            "--format", choices=[one.value for one in Format], default="xliff", dest="file_format"
        )
        parser.add_argument(
            "--output", type=Path, default=Path(), metavar="DIR", help="where to (default: here)"
        )
        parser.add_argument(
            "--pages", nargs="+", help="only these, by number or path, such as 12 /about/"
        )
        parser.add_argument(
            "--only",
            choices=["outdated"],
            help="only segments of translated pages whose source was changed since",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            locale = locale_named(options["locale"])
            keys = page_keys(options["pages"]) if options["pages"] else None
        except NotFound as problem:
            raise CommandError(str(problem)) from problem
        with Progress(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("Texts", total=None)
            try:
                result = export_translations(
                    locale,
                    Format(options["file_format"]),
                    options["output"],
                    keys,
                    only_outdated=options["only"] == "outdated",
                    progress=lambda done, total: bar.update(task, completed=done, total=total),
                )
            except OSError as problem:
                raise CommandError(f"Cannot write: {problem}") from problem
        for path in result.files:
            self.stdout.write(str(path))
        self.stdout.write(
            f"{result.texts} texts, {result.segments} segments, {result.missing} to translate."
        )
