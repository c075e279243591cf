"""What translators and their editors wait for: `python -m scripts.bench.translating`."""

import argparse
import os
import statistics
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from scripts import ROOT
from scripts.bench.goals import MEGABYTE, Figure, Goal, Results, Say
from scripts.bench.machine import Cores, describe, pin
from scripts.bench.portals import OURS, StepFailed, Workshop
from scripts.bench.report import TRANSLATIONS, tell

FOLDER = ROOT / "var" / "bench-translations"
DOCS = ROOT / "docs"
SUBMITTING = "Submitting a tree for one language"
TRANSLATING = "Translating"
#: Segments of a page, its title and address included.
SEGMENTS = 60


@dataclass(frozen=True)
class Sizes:
    """Pages of the tree, texts that the memory knows, and how often it is asked and a page handed
    over again."""

    pages: int
    remembered: int
    repeated: int


FULL = Sizes(pages=1_000, remembered=100_000, repeated=5)
QUICK = Sizes(pages=50, remembered=10_000, repeated=5)


def measure(workshop: Workshop, sizes: Sizes, results: Results, say: Say) -> None:
    """Everything, into `results`."""
    say("Writing the texts")
    content = workshop.texts(sizes.pages, SEGMENTS)
    _measure_submitting(workshop, content, results, say)
    say("Exporting, remembering and handing over")
    found: dict[str, Any] = workshop.run(
        OURS, workshop.working_copy(content), "translate", sizes.remembered, sizes.repeated
    )
    export, refresh = found["export"], statistics.median(found["handing over"])
    offers = 1000 * statistics.median(found["offers"])
    exporting = f"exporting {export['segments']:,} segments as XLIFF"
    results.figures += [
        Figure(TRANSLATING, exporting, export["seconds"], "s"),
        Figure(TRANSLATING, "memory of the export", export["peak_bytes"] / MEGABYTE, "MB"),
        Figure(TRANSLATING, "offers for 100 segments", offers, "ms"),
        Figure(TRANSLATING, "handing over 200 segments again", 1000 * refresh, "ms"),
    ]
    results.goals += [
        Goal(exporting, export["seconds"], 60, "s", at_most=True),
        Goal("its memory", export["peak_bytes"] / MEGABYTE, 300, "MB", at_most=True),
        Goal(f"offers for 100 segments against {sizes.remembered:,} texts", offers, 500, "ms",
             at_most=True),
        Goal("handing over 200 segments again", refresh, 1, "s", at_most=True),
    ]  # fmt: skip


def _measure_submitting(workshop: Workshop, content: Path, results: Results, say: Say) -> None:
    seconds: dict[str, float] = {}
    for whose in ("ours", "plain"):
        say(f"Submitting: {whose}")
        found = workshop.run(OURS, workshop.working_copy(content), "submit", whose)
        seconds[whose] = found["seconds"]
    pages = f"{found['pages']:,} pages"
    results.figures += [
        Figure(SUBMITTING, f"{pages}, plain wagtail-localize", seconds["plain"], "s"),
        Figure(SUBMITTING, f"{pages}, ours", seconds["ours"], "s"),
    ]
    ratio = seconds["ours"] / seconds["plain"]
    name = f"submitting {pages}, of plain wagtail-localize"
    results.goals.append(Goal(name, ratio, 1.2, at_most=True))


def main(arguments: list[str], cores: Cores, folder: Path = FOLDER, docs: Path = DOCS) -> int:
    """Measure and tell; the exit status is 1 when a goal is missed or something failed."""
    parser = argparse.ArgumentParser(prog="make bench-translations ARGS=…", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="A small tree and a small memory: for trying out."
    )
    quick = parser.parse_args(arguments).quick
    sizes, console = QUICK if quick else FULL, Console()
    results = Results(
        command=f"make bench-translations{' ARGS=--quick' if quick else ''}",
        machine=describe(cores),
        measured_at=f"{datetime.now(UTC):%-d %B %Y}",
        sizes=f"{sizes.pages:,} pages of {SEGMENTS} segments",
    )
    try:
        measure(Workshop(folder, cores), sizes, results, console.print)
    except StepFailed as error:
        console.print(f"[red]{error}[/]", highlight=False)
        return 1
    return tell(console, TRANSLATIONS, results, folder, docs, quick=quick)


if __name__ == "__main__":
    both = Cores.of_this_machine()
    pin(os.getpid(), both.load)
    sys.exit(main(sys.argv[1:], both))
