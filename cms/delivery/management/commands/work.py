import signal
import threading
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from cms.delivery.work import work_once

CHORES_SECONDS = 60


class Command(BaseCommand):
    help = (
        "Do what is done outside requests: queued documents, webhooks, the search index, purges, "
        "scheduled publishing. Several may run at once, and each may be stopped at any time."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="Do what is due now, then end.")
        parser.add_argument(
            "--poll", type=float, default=1.0, help="Seconds between two looks (1 by default)."
        )

    def handle(self, *args: Any, once: bool, poll: float, **options: Any) -> None:
        if once:
            self.stdout.write(f"{work_once(with_chores=True)} things done.")
            return
        stopped = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stopped.set())
        next_chores = time.monotonic()

        def is_time() -> bool:
            return stopped.is_set() or time.monotonic() >= next_chores

        while not stopped.is_set():
            with_chores = time.monotonic() >= next_chores
            if with_chores:
                next_chores = time.monotonic() + CHORES_SECONDS
            if done := work_once(with_chores=with_chores, is_time=is_time):
                self.stdout.write(f"{done} things done.")
            close_old_connections()
            stopped.wait(poll)
