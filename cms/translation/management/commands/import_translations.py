from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress
from rich.table import Table

from cms.translation.exchange.importing import import_translations
from cms.translation.exchange.report import Report


class Command(BaseCommand):
    help = (
        "Stores translations from XLIFF (2 or 1.2) and PO files that were exported here. What does "
        "not fit the present texts is reported by segment; of a refused file nothing is stored. "
        "Safe to run twice."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--publish",
            action="store_true",
            help="publish the translation of each text in which nothing is missing any more",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        width = None if self.stdout.isatty() else 160
        console = Console(file=self.stdout, width=width, no_color=options["no_color"])  # type: ignore[arg-type]
        reports = [self._take(path, options["publish"], console) for path in options["files"]]
        refused = [f"{one.name}: {one.refused}" for one in reports if one.refused]
        if refused:
            raise CommandError("\n".join([*refused, "Nothing of these files was stored."]))

    def _take(self, path: Path, publish: bool, console: Console) -> Report:
        try:
            with (
                path.open("rb") as file,
                Progress(console=Console(stderr=True), transient=True) as bar,
            ):
                task = bar.add_task(path.name, total=None)
                report = import_translations(
                    file,
                    path.name,
                    publish_complete=publish,
                    progress=lambda done: bar.update(task, completed=done),
                )
        except OSError as problem:
            report = Report(path.name, refused=str(problem))
        _print(report, console)
        return report


def _print(report: Report, console: Console) -> None:
    if report.refused:
        return
    if report.entries:
        table = Table(box=None, pad_edge=False)
        for title in ("Text", "Place", "Segment", "What"):
            table.add_column(title, overflow="fold")
        for entry in report.entries:
            what = f"{entry.outcome.label}{': ' if entry.detail else ''}{entry.detail}"
            table.add_row(*map(escape, (entry.text, entry.place, entry.source, what)))
        console.print(table)
    for title, problem in report.unpublished:
        console.print(escape(f"{title}: not published. {problem}"))
    counts = ", ".join(
        f"{outcome.label} {count}" for outcome, count in report.counts.items() if count
    )
    console.print(escape(f"{report.name} ({report.language}): {counts or 'nothing'}."))
    if report.published:
        console.print(f"{len(report.published)} texts published.")
