from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from cms.delivery.checking import rebuild_documents
from cms.delivery.drift import repair_drift
from cms.delivery.management.progress import console_of, progress_bar
from cms.delivery.work import catch_up


class Command(BaseCommand):
    help = "Make every document from scratch; those that are right already stay untouched."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--drifted",
            action="store_true",
            help="Only those whose page changed without telling anybody; quick.",
        )
        parser.add_argument(
            "--new-feed",
            action="store_true",
            help="Tell every reader of “sync/” to start again, as after a restore.",
        )

    def handle(
        self, *args: Any, drifted: bool = False, new_feed: bool = False, **options: Any
    ) -> None:
        console = console_of(self)
        if drifted:
            console.print(f"{len(repair_drift())} pages had changed unseen.")
            return
        with progress_bar(console, "Making documents") as progress:
            result = rebuild_documents(progress, new_feed=new_feed)
        catch_up()
        console.print(
            f"{result.made} documents made: {result.written} were new or different, "
            f"{result.removed} were withdrawn."
        )
