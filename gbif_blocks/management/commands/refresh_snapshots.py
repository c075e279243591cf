"""`manage.py refresh_snapshots`: ask GBIF again what pages show."""

import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from gbif_blocks.client import WORKER, WORKER_PATIENCE, Client
from gbif_blocks.exceptions import GbifError, OverBudget, RateLimited
from gbif_blocks.refreshing import AT_ONCE, Answer, ask, most_urgent, store
from gbif_blocks.snapshots import Snapshot

# Give up on a GBIF that is away after this many failures in a row; the rest would fail alike.
GIVE_UP_AFTER = 2
# A longer pause than this ends the run; the snapshots stay due.
LONGEST_PAUSE = 60.0


class Command(BaseCommand):
    help = (
        "Ask GBIF again for the snapshots that are due: those never answered first, then those "
        "that most pages show and the oldest, one at a time. Ends with status 1 when one of them "
        "could not be refreshed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--all", action="store_true", help="also those that are not due, or that GBIF refused"
        )
        parser.add_argument(
            "--watch",
            type=float,
            metavar="SECONDS",
            help="run until interrupted, looking for due snapshots every so many seconds",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.console = Console(file=self.stdout, soft_wrap=True)  # type: ignore[arg-type]
        self.verbosity = options["verbosity"]
        try:
            if options["watch"] is None:
                self._end(self._refresh(everything=options["all"]))
                return
            if options["watch"] <= 0:
                raise CommandError("--watch takes a number of seconds greater than 0.")
            self._refresh(everything=options["all"])
            while True:
                time.sleep(options["watch"])
                self._refresh(everything=False)
        except KeyboardInterrupt:
            # What was answered is stored, so nothing is lost.
            self.console.print("Interrupted.")
            if options["watch"] is None:
                raise CommandError("interrupted", returncode=130) from None

    def _end(self, results: "Counter[str]") -> None:
        not_refreshed = results.total() - results["fresh"]
        if not_refreshed:
            raise CommandError(
                f"{not_refreshed} of {results.total()} snapshots could not be refreshed."
            )

    def _refresh(self, *, everything: bool) -> "Counter[str]":
        askable = Snapshot.objects.askable() if everything else Snapshot.objects.due()
        snapshots = most_urgent(askable)
        results: Counter[str] = Counter()
        if not snapshots:
            if self.verbosity > 1:
                self.console.print("No snapshot is due.")
            return results
        run = _Run(Client(deadline=WORKER, patience=WORKER_PATIENCE))
        with self._progress(len(snapshots)) as advance:
            for start in range(0, len(snapshots), AT_ONCE):
                for stored in run.refresh(snapshots[start : start + AT_ONCE], advance):
                    results[str(stored.state)] += 1
                    if stored.error and self.verbosity:
                        self.console.print(
                            f"{stored.state}: {stored.url}\n  {stored.error}", markup=False
                        )
        if self.verbosity:
            counts = ", ".join(f"{count} {state}" for state, count in sorted(results.items()))
            self.console.print(f"{results.total()} snapshots: {counts}.")
        return results

    @contextmanager
    def _progress(self, total: int) -> Iterator[Any]:
        # A bar that redraws itself is for a person, not for a log.
        if not self.console.is_terminal or not self.verbosity:
            yield lambda: None
            return
        columns = (TextColumn("Asking GBIF"), BarColumn(), MofNCompleteColumn())
        with Progress(*columns, console=self.console, transient=True) as progress:
            task = progress.add_task("snapshots", total=total)
            yield lambda: progress.advance(task)


class _Run:
    """One pass over the snapshots, which stops asking when asking is pointless."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.failures = 0
        self.last_error: GbifError | None = None

    def refresh(self, snapshots: list[Snapshot], advance: Callable[[], None]) -> list[Snapshot]:
        """Ask for some, and store what came of it together, even when interrupted."""
        answers: list[Answer] = []
        try:
            for snapshot in snapshots:
                if answer := self._answer(snapshot):
                    answers.append(answer)
                advance()
        finally:
            stored = {one.pk: one for one in store(answers)}
        return [stored.get(one.pk) or Snapshot.objects.get(pk=one.pk) for one in snapshots]

    def _answer(self, snapshot: Snapshot) -> Answer | None:
        """What GBIF says, or would say; None when that is not known."""
        if self.last_error and self._pointless(self.last_error):
            if isinstance(self.last_error, OverBudget):
                return None
            return Answer(snapshot, error=self.last_error)
        if not Snapshot.objects.claim(snapshot, timezone.now()):
            # Another process asks.
            return None
        answer = ask(snapshot, self.client)
        if isinstance(answer.error, RateLimited) and answer.error.retry_after <= LONGEST_PAUSE:
            # The client waits for as long as it was asked to.
            answer = ask(snapshot, self.client)
        error = answer.error
        transient = error is not None and error.transient
        self.failures = self.failures + 1 if transient else 0
        self.last_error = error if transient else None
        if isinstance(error, OverBudget):
            Snapshot.objects.give_back(snapshot)
            return None
        return answer

    def _pointless(self, error: GbifError) -> bool:
        if isinstance(error, RateLimited | OverBudget):
            return True
        return self.failures >= GIVE_UP_AFTER
