"""The command: measure, show, write down."""

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from scripts import ROOT
from scripts.bench.goals import Results
from scripts.bench.load import UnexpectedAnswer
from scripts.bench.machine import Cores, describe, pin
from scripts.bench.measuring import measure
from scripts.bench.portals import StepFailed, Workshop
from scripts.bench.report import DELIVERY, tell
from scripts.bench.server import ServerFailed
from scripts.bench.sizes import FULL, QUICK, Sizes

FOLDER = ROOT / "var" / "bench"
DOCS = ROOT / "docs"


def main(arguments: list[str], cores: Cores, folder: Path = FOLDER, docs: Path = DOCS) -> int:
    """Measure and tell; the exit status is 1 when a goal is missed or something failed."""
    parser = argparse.ArgumentParser(prog="make bench ARGS=…", description=__doc__)
    parser.add_argument(
        "--quick",
        action="store_true",
        help="Small portals and short turns: for trying out. Nothing is written into docs/.",
    )
    quick = parser.parse_args(arguments).quick
    console = Console()
    try:
        results = run(QUICK if quick else FULL, cores, folder, console, quick=quick)
    except (ServerFailed, StepFailed, UnexpectedAnswer) as error:
        console.print(f"[red]{error}[/]", highlight=False)
        return 1
    return tell(console, DELIVERY, results, folder, docs, quick=quick)


def run(sizes: Sizes, cores: Cores, folder: Path, console: Console, *, quick: bool) -> Results:
    """All measurements of a run, said step by step."""
    results = Results(
        command="make bench ARGS=--quick" if quick else "make bench",
        machine=describe(cores),
        measured_at=f"{datetime.now(UTC):%-d %B %Y}",
        sizes=f"{sizes.small} and {sizes.large}",
    )
    # Drawn when something is said, not in a thread of its own that would take the load's time.
    progress = Progress(
        SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(),
        console=console, auto_refresh=False, transient=True,
    )  # fmt: skip
    with progress:
        task = progress.add_task("Preparing", total=None)

        def say(what: str) -> None:
            progress.update(task, description=what, refresh=console.is_terminal)
            if not console.is_terminal:
                console.print(what)

        measure(Workshop(folder, cores), sizes, cores, results, say)
    return results


if __name__ == "__main__":
    both = Cores.of_this_machine()
    # Ours is the load's core; what is measured is put on the other when it starts.
    pin(os.getpid(), both.load)
    sys.exit(main(sys.argv[1:], both))
