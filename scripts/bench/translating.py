"""Measuring what translators and their editors wait for."""

import statistics
from typing import Any

from scripts.bench.goals import MEGABYTE, Figure, Goal, Results, Say
from scripts.bench.portals import OURS, Workshop
from scripts.bench.sizes import Sizes

TRANSLATING = "Translating"
#: Segments of a thousand pages.
SEGMENTS = 60_000


def measure_translating(workshop: Workshop, sizes: Sizes, results: Results, say: Say) -> None:
    """Submission beside plain wagtail-localize, files, offers, and handing a page over again."""
    content = workshop.texts(sizes.exported)
    say("Exporting, submitting and remembering translations")
    amounts = (sizes.submitted, sizes.remembered, sizes.repeated)
    found: dict[str, Any] = workshop.run(
        OURS, workshop.working_copy(content), "translate", *amounts
    )
    export, submission = found["export"], found["submission"]
    seconds = export["seconds"] * SEGMENTS / export["segments"]
    offers = 1000 * statistics.median(found["offers"])
    refresh = statistics.median(found["handing over"])
    results.figures += [
        Figure(TRANSLATING, "submitting a page, plain wagtail-localize",
               1000 * submission["plain"] / sizes.submitted, "ms"),
        Figure(TRANSLATING, "submitting a page, ours",
               1000 * submission["ours"] / sizes.submitted, "ms"),
        Figure(TRANSLATING, "exporting 60,000 segments", seconds, "s"),
        Figure(TRANSLATING, "offers for 100 segments", offers, "ms"),
        Figure(TRANSLATING, "handing over 200 segments again", 1000 * refresh, "ms"),
    ]  # fmt: skip
    results.goals += [
        Goal("submission, of plain wagtail-localize", submission["ours"] / submission["plain"],
             1.2, at_most=True),
        Goal("exporting 60,000 segments as XLIFF", seconds, 60, "s", at_most=True),
        Goal("its memory", export["peak_bytes"] / MEGABYTE, 300, "MB", at_most=True),
        Goal(f"offers against {sizes.remembered:,} texts", offers, 500, "ms", at_most=True),
        Goal("handing over 200 segments again", refresh, 1, "s", at_most=True),
    ]  # fmt: skip
