"""The portal as readers meet it, and what its builds cost: `python -m scripts.bench.website`."""

import argparse
import gzip
import json
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import requests
from rich.console import Console

from scripts import ROOT, browser
from scripts.bench.goals import Figure, Goal, Results, Say
from scripts.bench.machine import Cores, describe
from scripts.bench.portals import OURS, Portal, StepFailed, Workshop
from scripts.bench.report import PORTAL, tell
from scripts.bench.server import Server, ServerFailed, free_port
from scripts.portal import API_PATH, FRONTENDS, BuildFailed, build, node_environment
from scripts.static_site import StaticSite

FOLDER = ROOT / "var" / "bench-website"
LIGHTHOUSE = ROOT / "scripts" / "bench" / "lighthouse"
#: What Lighthouse tells of a page, and the group of its figures.
SCORES = {
    "performance": "Performance on a phone (Lighthouse)",
    "accessibility": "Accessibility (Lighthouse)",
    "practices": "Best practices (Lighthouse)",
    "seo": "Search engines (Lighthouse)",
}
LOCALES = ("en", "fr", "nl", "de")
KILOBYTE = 1000
WEIGHTS = "Weight (kilobytes, gzipped)"
BUILDS = "Building (seconds)"


@dataclass(frozen=True)
class Sizes:
    """How often Lighthouse looks at each page, and how many pages are built in each language."""

    looks: int
    pages: int


FULL, QUICK = Sizes(looks=5, pages=1_000), Sizes(looks=1, pages=50)


def measure(sizes: Sizes, folder: Path, results: Results, say: Say) -> None:
    """Everything, into `results`."""
    with ExitStack() as running:
        say("Preparing the demo")
        site, cms_url = running.enter_context(_demo(folder))
        pages = _pages(f"{cms_url}{API_PATH}")
        say("Looking at its pages")
        looks = _look([site.url + path for path in pages.values()], sizes.looks)
    found = dict(zip(pages, looks, strict=True))
    _tell_of_pages(found, results)
    say("Weighing the client")
    _weigh_the_client(results)
    _measure_builds(sizes, folder, results, say)


@contextmanager
def _demo(folder: Path) -> Iterator[tuple[StaticSite, str]]:
    """The demo as a static site, with numbers of the tests' GBIF, and the address of its CMS."""
    built, port = folder / "demo", free_port()
    site, gbif = StaticSite(built), f"http://127.0.0.1:{port}"
    environment = {
        "DJANGO_SETTINGS_MODULE": "cms.settings.development",
        "DATABASE_URL": f"sqlite:///{folder / 'demo.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
        "FRONTEND_URL": site.url,
        "GBIF_API_URL": gbif,
        "GBIF_REQUESTS_PER_SECOND": "0",
    }
    server = Server("cms.wsgi", environment, Cores(None, None), "/healthz", folder / "cms.log")
    cms_url = f"http://127.0.0.1:{server.port}"
    # The pictures of its documents are at its own address, which is known by now.
    server.environment["WAGTAILADMIN_BASE_URL"] = cms_url
    site.handed_on["/images/"] = server.port
    (folder / "demo.sqlite3").unlink(missing_ok=True)
    with subprocess.Popen(
        [sys.executable, "-m", "tests.gbif_server", "--port", str(port)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    ) as fake:
        try:
            _wait(f"{gbif}/v1/occurrence/search?limit=0")
            _command(
                [sys.executable, "-W", "ignore", "-m", "tests.portal.prepare"],
                server.environment,
            )
            with server:
                os.environ |= {"GBIF_API_URL": gbif, "PICTURES_URL": "/"}
                build(built, cms_url)
                site.start()
                yield site, cms_url
        finally:
            for variable in ("GBIF_API_URL", "PICTURES_URL"):
                os.environ.pop(variable, None)
            site.stop()
            fake.terminate()


def _pages(api: str) -> dict[str, str]:
    """The path of one page of each kind that readers come to."""
    kinds = {
        "home": "home.HomePage",
        "content": "home.ContentPage",
        "news": "home.NewsPage",
        "project": "community.ProjectPage",
        "GBIF search": "home.DataExplorerPage",
    }
    paths = {}
    for name, kind in kinds.items():
        query = {"type": kind, "locale": "en", "fields": "body"}
        items = requests.get(f"{api}pages/", query, timeout=60).json()["items"]
        without = [it for it in items if not _shows_gbif(it)]
        paths[name] = (without or items)[0]["path"]
    return {**paths, "site search": "/search/"}


def _shows_gbif(page: dict[str, Any]) -> bool:
    return any(block["type"].startswith("gbif_") for block in page["body"])


def _look(addresses: list[str], looks: int) -> list[dict[str, float]]:
    """What Lighthouse finds at each address: the median of so many looks, after one of trial."""
    if not (LIGHTHOUSE / "node_modules").is_dir():
        _command(["npm", "install", "--no-progress", "--loglevel=error"], cwd=LIGHTHOUSE)
    chromium = str(browser.find_or_install())
    printed = _command(["node", "look.js", chromium, *addresses * (1 + looks)], cwd=LIGHTHOUSE)
    found = [json.loads(line) for line in printed.splitlines() if line.startswith("{")]
    of_each: dict[str, list[dict[str, Any]]] = {address: [] for address in addresses}
    for one in found:
        of_each[one["address"]].append(one)
    return [
        {
            name: statistics.median(one[name] for one in some[1:])
            for name in (*SCORES, "lcp", "cls", "scripts")
        }
        for some in of_each.values()
    ]


def _tell_of_pages(looks: dict[str, dict[str, float]], results: Results) -> None:
    """The figures by what they say, so that pages stand beside each other; the goals by page."""
    told = [(group, name, 1, "of 100") for name, group in SCORES.items()]
    told += [
        ("Largest contentful paint on a phone (seconds)", "lcp", 1000, "s"),
        ("Layout shift on a phone", "cls", 1, ""),
        ("Scripts as sent (kilobytes, gzipped)", "scripts", KILOBYTE, "kB"),
    ]
    for group, name, divisor, unit in told:
        results.figures += [
            Figure(group, kind, found[name] / divisor, unit) for kind, found in looks.items()
        ]
    for kind, found in looks.items():
        _set_goals_of_a_page(kind, found, results)


def _set_goals_of_a_page(kind: str, found: dict[str, float], results: Results) -> None:
    seconds, scripts = found["lcp"] / 1000, found["scripts"] / KILOBYTE
    # GBIF's search asks search engines to stay away: its results are GBIF's.
    scores = [name for name in SCORES if (kind, name) != ("GBIF search", "seo")]
    least = min(found[name] for name in scores)
    results.goals += [
        Goal(f"{kind}: the least of {len(scores)} scores", least, 98, ""),
        Goal(f"{kind}: largest contentful paint", seconds, 1.2, "s", at_most=True),
        Goal(f"{kind}: layout shift", found["cls"], 0.02, "", at_most=True),
    ]
    if kind in {"content", "news", "project"}:
        goal = Goal(f"{kind}: scripts as sent (gzipped)", scripts, 3, "kB", at_most=True)
        results.goals.append(goal)
    if kind == "GBIF search":
        goal = Goal("all scripts of GBIF's search (gzipped)", scripts, 25, "kB", at_most=True)
        results.goals.append(goal)


def _weigh_the_client(results: Results) -> None:
    _command(["npm", "run", "--silent", "build"], cwd=FRONTENDS / "client")
    bundle = (FRONTENDS / "client" / "dist" / "browser.js").read_bytes()
    weight = len(gzip.compress(bundle)) / KILOBYTE
    results.figures.append(Figure(WEIGHTS, "the whole client", weight, "kB"))
    results.goals.append(Goal("the whole client (gzipped)", weight, 8, "kB", at_most=True))


def _measure_builds(sizes: Sizes, folder: Path, results: Results, say: Say) -> None:
    """A build from nothing, and one after a page was published; the code is bundled already."""
    cores = Cores(None, None)
    workshop = Workshop(folder / "content", cores)
    portal = Portal(sizes.pages, LOCALES)
    say(f"Writing {portal}")
    database = workshop.working_copy(workshop.content(portal))
    workshop.run(OURS, database, "rebuild")
    environment = workshop.environment(OURS, database)
    built = workshop.current / "built"
    with Server("cms.wsgi", environment, cores, "/healthz", folder / "builds.log") as server:
        cms_url = f"http://127.0.0.1:{server.port}"
        say(f"Building {portal}")
        whole = _timed(built, cms_url)
        workshop.run(OURS, database, "retitle")
        one = _timed(built, cms_url)
    (files,) = re.findall(r"(\d+) files of", one.printed)
    results.figures += [
        Figure(BUILDS, f"{portal}, from nothing", whole.seconds, "s"),
        Figure(BUILDS, f"after one change ({files} files written)", one.seconds, "s"),
    ]
    results.goals += [
        Goal(f"a build of {portal}", whole.seconds, 90, "s", at_most=True),
        Goal("a build after one change", one.seconds, 5, "s", at_most=True),
    ]


@dataclass(frozen=True)
class Timed:
    """A build: how long it took, and what it said."""

    seconds: float
    printed: str


def _timed(folder: Path, cms_url: str) -> Timed:
    begun = time.perf_counter()
    printed = build(folder, cms_url)
    return Timed(time.perf_counter() - begun, printed)


def _command(
    command: list[str], environment: dict[str, str] | None = None, cwd: Path = ROOT
) -> str:
    done = subprocess.run(
        command, cwd=cwd, env=environment or node_environment(), text=True, capture_output=True
    )
    if done.returncode:
        raise StepFailed(f"{' '.join(command[:3])} …\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def _wait(url: str) -> None:
    for _ in range(100):
        try:
            requests.get(url, timeout=10)
        except requests.ConnectionError:
            time.sleep(0.1)
        else:
            return
    raise ServerFailed(f"Nothing answers at {url}.")


def main(arguments: list[str]) -> int:
    """Measure and tell; the exit status is 1 when a goal is missed or something failed."""
    parser = argparse.ArgumentParser(prog="make bench-portal ARGS=…", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="One look at each page, and a small portal."
    )
    quick = parser.parse_args(arguments).quick
    sizes = QUICK if quick else FULL
    console = Console()
    FOLDER.mkdir(parents=True, exist_ok=True)
    versions = f"Node {_command(['node', '--version']).strip().removeprefix('v')}"
    results = Results(
        command="make bench-portal ARGS=--quick" if quick else "make bench-portal",
        machine=f"{describe(Cores(0, 1))} · {versions}",
        measured_at=f"{datetime.now(UTC):%-d %B %Y}",
        sizes=f"{sizes.looks} looks at each page, {Portal(sizes.pages, LOCALES)}",
    )
    try:
        measure(sizes, FOLDER, results, console.print)
    except (BuildFailed, ServerFailed, StepFailed, browser.NoBrowser) as error:
        console.print(f"[red]{error}[/]", highlight=False)
        return 1
    return tell(console, PORTAL, results, FOLDER, ROOT / "docs", quick=quick)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
