"""`make bench`: reading finished documents beside making them at each request, in one run.

Loads the demo into a database of its own and asks for the same pages in turns, one process, no
network: the figures compare with each other, not with those of other machines. The baseline is
what a headless CMS does that renders when it is read: the same JSON, made at the request.
"""

import os
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import django
from rich.console import Console
from rich.progress_bar import ProgressBar
from rich.table import Table

PAGES = 40
ROUNDS = 3


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
        os.environ["MEDIA_ROOT"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.development")
        django.setup()
        from django.conf import settings
        from django.core.management import call_command

        settings.DEBUG = False  # no query log in either figure
        settings.ALLOWED_HOSTS = ["testserver"]
        console = Console()
        with console.status("Loading the demo"):
            call_command("migrate", verbosity=0)
            call_command("demo", verbosity=0, password="bench")  # noqa: S106
        _report(console, _measure(console))


def _measure(console: Console) -> dict[str, float]:
    """Answers a second of each way of reading, asked in turns so that each has the same machine."""
    from django.test import Client

    from cms.core.portals import Portal
    from cms.core.rendering import render_page
    from cms.delivery.finished import to_bytes
    from cms.delivery.models import Document

    rows = list(Document.objects.pages().order_by("path")[:PAGES])
    portal = Portal.all()[0]
    pages = [portal.pages().get(pk=row.page).specific for row in rows]
    client = Client()

    def stored(index: int) -> None:
        answer = client.get("/api/delivery/v1/resolve/", {"path": rows[index].path or "/"})
        assert answer.status_code == 200  # noqa: S101

    def unchanged(index: int) -> None:
        answer = client.get(
            "/api/delivery/v1/pages/" + f"{rows[index].key}/",
            {"locale": rows[index].locale},
            headers={"if-none-match": f'"{rows[index].etag}"'},
        )
        assert answer.status_code == 304  # noqa: S101

    def rendered(index: int) -> None:
        document, _dependencies = render_page(pages[index], Portal(portal.site))
        to_bytes(document)

    ways: dict[str, Callable[[int], None]] = {
        "rendered at each request": rendered,
        "finished document": stored,
        "unchanged (304)": unchanged,
    }
    seconds = dict.fromkeys(ways, 0.0)
    with console.status("Reading"):
        for _round in range(ROUNDS):
            for name, way in ways.items():
                seconds[name] += _time(way, range(len(rows)))
    return {name: ROUNDS * len(rows) / spent for name, spent in seconds.items()}


def _time(way: Callable[[int], None], indexes: Iterable[int]) -> float:
    begun = time.perf_counter()
    for index in indexes:
        way(index)
    return time.perf_counter() - begun


def _report(console: Console, rates: dict[str, float]) -> None:
    baseline = next(iter(rates.values()))
    fastest = max(rates.values())
    table = Table("One page of the demo", "a second", "ratio", "")
    for name, rate in rates.items():
        bar = ProgressBar(total=fastest, completed=rate, width=40)
        table.add_row(name, f"{rate:,.0f}", f"{rate / baseline:.1f} ×", bar)
    console.print(table)


if __name__ == "__main__":
    main()
