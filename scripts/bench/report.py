"""Telling: on the screen, as a page of the documentation, and as JSON for whoever compares."""

import json
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from scripts.bench.drawing import draw
from scripts.bench.goals import Results, number

PAGE = """# {title}

`{command}` measured this on {measured_at}, with {sizes}:

> {machine}

![{title}, drawn as bars; the tables below have the same figures]({name}.svg)

{text}

## Goals

{goals}

## Figures

{figures}
"""


@dataclass(frozen=True)
class Report:
    """A page of `docs/` and the drawing that it shows: `name` is that of the files, `text` says
    what was measured, and how."""

    name: str
    title: str
    text: str

    def write(self, results: Results, docs: Path) -> None:
        """Both files, into this folder."""
        (docs / f"{self.name}.md").write_text(self.page(results))
        (docs / f"{self.name}.svg").write_text(draw(results, self.title))

    def page(self, results: Results) -> str:
        """Goals and figures in Markdown."""
        goals = _markdown(
            ("", "wanted", "reached", "holds"),
            [
                (goal.name, goal.wanted, goal.reached, "yes" if goal.holds else "**no**")
                for goal in results.goals
            ],
        )
        figures = "\n\n".join(
            _markdown(
                (group, ""),
                [
                    (figure.name, f"{number(figure.value)} {figure.unit}")
                    for figure in results.in_group(group)
                ],
            )
            for group in results.groups
        )
        return PAGE.format(
            name=self.name,
            title=self.title,
            text=self.text,
            command=results.command,
            machine=results.machine,
            measured_at=results.measured_at,
            sizes=results.sizes,
            goals=goals,
            figures=figures,
        )


DELIVERY = Report(
    "benchmarks",
    "Benchmarks of the delivery API",
    """\
One worker (gunicorn, as the README deploys it) on one core, the load on the other, everything on
SQLite. The stock Wagtail is `tests/benchmarks/stock/`: Wagtail's project template
with API v2 and v3 mounted, on the same rows. “From memory” is a Django view that sends the bytes
of `resolve/` out of a dictionary, behind the same server and middleware. Subjects take turns; a
ratio is the median of the ratios of all rounds. How the answer gets its speed:
[decision 16](decisions/0016-hot-path.md).""",
)
PORTAL = Report(
    "benchmarks-portal",
    "Benchmarks of the portal",
    """\
Lighthouse looks at the demo's static build as at any site: a phone on a slow 4G network, both
simulated; a figure is the median of all looks, after one that does not count, since what readers
have asked for before (pictures in their sizes) is there. The host compresses (gzip), keeps
connections (HTTP/1.1, no TLS) and hands `/images/` on to the CMS, as
[the portal's page](../frontend_contract/portal/README.md) says. GBIF's search asks search engines
to stay away, since GBIF would count their questions: its score for them is told, but is no goal.

Builds ask one worker of the API beside them. The portal's code is bundled before (which takes some
10 seconds, and only when it has changed): [decision 25](decisions/0025-building-the-portal.md).""",
)
TRANSLATIONS = Report(
    "benchmarks-translations",
    "Benchmarks of translating",
    """\
Everything on SQLite, in one process on one core. “Plain wagtail-localize” is the same tree under
the same settings with nobody listening to what is saved and published: no documents, no checks, no
memory, no events, and its own way of storing segments. Ours does all of that.""",
)


def show(console: Console, results: Results) -> None:
    """The figures, and the goals with their state."""
    for group in results.groups:
        table = Table(group, "", title_justify="left")
        table.columns[1].justify = "right"
        for figure in results.in_group(group):
            table.add_row(figure.name, f"{number(figure.value)} {figure.unit}")
        console.print(table)
    table = Table("Goal", "wanted", "reached", "holds")
    for goal in results.goals:
        mark = "[green]yes[/]" if goal.holds else "[red]no[/]"
        table.add_row(goal.name, goal.wanted, goal.reached, mark)
    console.print(table)
    console.print(f"{results.machine}\n{results.command} · {results.sizes}")


def tell(
    console: Console, report: Report, results: Results, folder: Path, docs: Path, *, quick: bool
) -> int:
    """Show what was found, keep it in `folder`, and write the report unless this was a trial.

    The exit status is 1 when a goal is missed.
    """
    show(console, results)
    file = folder / f"{'quick' if quick else 'full'}.json"
    file.write_text(json.dumps(results.to_json(), indent=1) + "\n")
    if quick:
        return 0
    report.write(results, docs)
    return 0 if all(goal.holds for goal in results.goals) else 1


def _markdown(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    rule = ("---", *("---:" for _ in head[1:]))
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows))
