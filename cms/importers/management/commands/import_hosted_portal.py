import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress
from rich.table import Table

from cms.importers.hosted_portal.errors import ImportProblem
from cms.importers.hosted_portal.importing import Result, import_hosted_portal
from cms.importers.hosted_portal.report import Entry, Place, Report, Severity

STYLES = {Severity.INFO: "dim", Severity.WARNING: "yellow", Severity.ERROR: "bold red"}


class Command(BaseCommand):
    help = (
        "Imports a GBIF hosted portal: a folder with _config.yml, _data, pages and _posts. "
        "Safe to run twice; what editors changed since is left alone."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="the portal's folder")
        parser.add_argument(
            "--site-config", type=Path, help="its widget configuration as JSON: sets the scope"
        )
        parser.add_argument("--dry-run", action="store_true", help="report, but write nothing")
        parser.add_argument("--report", type=Path, help="write the report as JSON to this file")

    def handle(self, *args: Any, **options: Any) -> None:
        # Without a terminal there is no width to ask for, and rich would take 80 columns.
        width = None if self.stdout.isatty() else 160
        console = Console(file=self.stdout, width=width, no_color=options["no_color"])  # type: ignore[arg-type]
        report = Report()
        try:
            with Progress(console=Console(stderr=True), transient=True) as bar:
                task = bar.add_task("Pages", total=None)
                result = import_hosted_portal(
                    options["path"],
                    site_config=options["site_config"],
                    dry_run=options["dry_run"],
                    report=report,
                    progress=lambda done, total: bar.update(task, completed=done, total=total),
                )
        except ImportProblem as problem:
            report.error("unreadable", Place(problem.file, problem.line), problem.message)
            raise CommandError(f"{problem}\nNothing was imported.") from problem
        finally:
            if options["report"]:
                text = json.dumps(report.as_json(), ensure_ascii=False, indent=2)
                options["report"].write_text(f"{text}\n", encoding="utf-8")
        _print_entries(console, report.sorted(), options["verbosity"])
        _print_result(console, result, options["dry_run"])


def _print_entries(console: Console, entries: list[Entry], verbosity: int) -> None:
    """The report as a table; what needs no attention only with --verbosity 2."""
    shown = [entry for entry in entries if verbosity > 1 or entry.severity is not Severity.INFO]
    table = Table(box=None, pad_edge=False)
    table.add_column("Where", overflow="fold")
    table.add_column("")
    table.add_column("Code", no_wrap=True)
    table.add_column("What", overflow="fold")
    for entry in shown:
        place = f"{entry.file}:{entry.line}" if entry.line else entry.file
        row = [escape(text) for text in (place, str(entry.severity), entry.code, entry.message)]
        table.add_row(*row, style=STYLES[entry.severity])
    if shown:
        console.print(table)
    if len(shown) < len(entries):
        console.print(f"{len(entries) - len(shown)} notes more: --verbosity 2 or --report FILE")


def _print_result(console: Console, result: Result, dry_run: bool) -> None:
    counts = result.report.counts()
    console.print(
        f"{result.host}: {result.pages} pages and {result.posts} posts "
        f"({result.drafts} drafts) in {', '.join(result.languages)}; {result.images} images, "
        f"{result.aliases} placeholders, {result.redirects} redirects. "
        f"{result.written} written{' (dry run: undone)' if dry_run else ''}. "
        f"{counts['error']} errors, {counts['warning']} warnings, {counts['info']} notes."
    )
