"""What making documents costs: all of them at once, and those of one publication."""

import statistics
from pathlib import Path

from scripts.bench.goals import MEGABYTE, Figure, Goal, Results, Say
from scripts.bench.portals import OURS, STOCK, Portal, Workshop
from scripts.bench.sizes import Databases, Sizes
from scripts.bench.turns import in_turns, ratio

PUBLISHING = "Publishing one page (milliseconds, the median)"
SCOPES = "Checking what editors say of GBIF (milliseconds)"
FORMS = "Opening the form of a page of 30 blocks (milliseconds, the median)"
REBUILDING = "rebuild_documents (documents a second)"
MEMORY = "rebuild_documents (megabytes at its peak)"


def measure_rebuilding(workshop: Workshop, sizes: Sizes, results: Results, say: Say) -> Databases:
    """Build the content where it is not kept, and make all documents of each portal."""
    files: dict[Portal, Path] = {}
    peaks: dict[Portal, float] = {}
    rates: dict[Portal, float] = {}
    for portal in dict.fromkeys((sizes.small, sizes.middle, sizes.large)):
        say(f"Building {portal}")
        database = files[portal] = workshop.working_copy(workshop.content(portal))
        say(f"Making the documents of {portal}")
        found = workshop.run(OURS, database, "rebuild")
        peaks[portal] = found["peak_bytes"] / MEGABYTE
        rates[portal] = found["documents"] / found["seconds"]
        results.figures.append(Figure(REBUILDING, str(portal), rates[portal], "/s"))
    results.figures += [Figure(MEMORY, str(one), peak, "MB") for one, peak in peaks.items()]
    counts = f"{sizes.middle.documents:,} to {sizes.large.documents:,}"
    growth = peaks[sizes.large] - peaks[sizes.middle]
    results.goals += [
        Goal("rebuild_documents", rates[sizes.large], 300, "documents/s"),
        Goal(f"its memory's growth from {counts}", growth, 50, "MB", at_most=True),
    ]
    say("Giving the stock Wagtail the same content")
    stock = workshop.working_copy(workshop.stock_content(sizes.small))
    return Databases(small=files[sizes.small], large=files[sizes.large], stock=stock)


def measure_publishing(
    workshop: Workshop, sizes: Sizes, databases: Databases, results: Results, say: Say
) -> None:
    """Saving a revision and publishing it, of a page that nothing else shows."""

    def publish(settings: str, database: Path) -> float:
        seconds: list[float] = workshop.run(settings, database, "publish", sizes.publications)
        return 1000 * statistics.median(seconds)

    found = in_turns(
        {
            "stock Wagtail": lambda: publish(STOCK, databases.stock),
            f"ours, {sizes.small}": lambda: publish(OURS, databases.small),
            f"ours, {sizes.large}": lambda: publish(OURS, databases.large),
        },
        sizes.rounds,
        "Publishing",
        say,
        warm_up=False,  # a process of its own each time, which does so itself
    )
    for name, medians in found.items():
        results.figures.append(Figure(PUBLISHING, name, statistics.median(medians), "ms"))
    stock, small, large = found.values()
    results.goals += [
        Goal("publishing, of stock's time", ratio(small, stock), 1.3, at_most=True),
        Goal("publishing, large of small portal", ratio(large, small), 1.25, at_most=True),
    ]


def measure_scopes(
    workshop: Workshop, sizes: Sizes, databases: Databases, results: Results, say: Say
) -> None:
    """Checking a large scope, and refusing what costs most to refuse."""
    say("Checking scopes")
    found: dict[str, list[float]] = workshop.run(
        OURS, databases.small, "validate", sizes.publications
    )
    scope, refusal = (1000 * statistics.median(found[name]) for name in ("scope", "refusal"))
    results.figures += [
        Figure(SCOPES, "a scope of 1,000 values", scope, "ms"),
        Figure(SCOPES, "refusing the worst area or predicate", refusal, "ms"),
    ]
    results.goals += [
        Goal("checking a scope of 1,000 values", scope, 20, "ms", at_most=True),
        Goal("refusing the worst area or predicate", refusal, 200, "ms", at_most=True),
    ]


def measure_forms(
    workshop: Workshop, sizes: Sizes, databases: Databases, results: Results, say: Say
) -> None:
    """What an editor waits for: the form of a page, with blocks of GBIF and with texts."""
    say("Opening forms")
    found: dict[str, list[float]] = workshop.run(OURS, databases.small, "edit", sizes.publications)
    gbif, text = (1000 * statistics.median(found[name]) for name in ("gbif", "text"))
    results.figures += [
        Figure(FORMS, "blocks of GBIF", gbif, "ms"),
        Figure(FORMS, "texts", text, "ms"),
    ]
    goal = Goal("form of GBIF's blocks, of texts", ratio(found["gbif"], found["text"]), 1.3,
                at_most=True)  # fmt: skip
    results.goals.append(goal)
