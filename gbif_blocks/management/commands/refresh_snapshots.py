"""`manage.py refresh_snapshots`: ask GBIF again what pages show."""

import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from gbif_blocks.client import WORKER, WORKER_PATIENCE, Client
from gbif_blocks.exceptions import GbifError, OverBudget, RateLimited
from gbif_blocks.refreshing import most_urgent, record_failure, refresh_or_raise
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
            # Each snapshot was stored as it was answered, so nothing is lost.
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
            for snapshot in snapshots:
                stored = run.refresh(snapshot)
                results[str(stored.state)] += 1
                if stored.error and self.verbosity:
                    self.console.print(
                        f"{stored.state}: {stored.url}\n  {stored.error}", markup=False
                    )
                advance()
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

    def refresh(self, snapshot: Snapshot) -> Snapshot:
        if self.last_error and self._pointless(self.last_error):
            if isinstance(self.last_error, OverBudget):
                return snapshot
            return record_failure(snapshot, self.last_error)
        if not Snapshot.objects.claim(snapshot, timezone.now()):
            # Another process asks.
            return Snapshot.objects.get(pk=snapshot.pk)
        try:
            stored = refresh_or_raise(snapshot, self.client)
        except OverBudget as error:
            Snapshot.objects.filter(pk=snapshot.pk).update(due_at=snapshot.due_at)
            return self._failed(snapshot, error)
        except RateLimited as error:
            if error.retry_after > LONGEST_PAUSE:
                return self._failed(snapshot, error)
            try:  # the client waits for as long as it was asked to
                stored = refresh_or_raise(snapshot, self.client)
            except GbifError as again:
                return self._failed(snapshot, again)
        except GbifError as error:
            return self._failed(snapshot, error)
        self.failures, self.last_error = 0, None
        return stored

    def _failed(self, snapshot: Snapshot, error: GbifError) -> Snapshot:
        self.failures = self.failures + 1 if error.transient else 0
        self.last_error = error if error.transient else None
        return Snapshot.objects.get(pk=snapshot.pk)

    def _pointless(self, error: GbifError) -> bool:
        if isinstance(error, RateLimited | OverBudget):
            return True
        return self.failures >= GIVE_UP_AFTER
