"""One step of the benchmark in a process of its own: `python -m tests.benchmarks.run STEP …`.

Under the settings of the service or of the stock Wagtail, whichever the environment names. The last
line that it prints is what it found, as JSON.
"""

import gc
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django


def migrate() -> None:
    """Make the tables."""
    from scripts import migrating

    migrating.migrate()


def build(pages: str, *locales: str) -> None:
    """Write a portal of so many pages in each language."""
    from tests.benchmarks.content import build_portal

    build_portal(int(pages), locales)


def copy(source: str) -> None:
    """Give the stock Wagtail the portal in a database of ours."""
    from tests.benchmarks.stock.copying import copy_portal

    copy_portal(Path(source))


def rebuild() -> dict[str, float]:
    """Make every document by the command that does it: how many, in how long, at which memory."""
    from django.core.management import call_command

    from cms.delivery.models import Document
    from tests.benchmarks.memory import peak_bytes

    begun = time.perf_counter()
    with Path(os.devnull).open("w") as nowhere:
        call_command("rebuild_documents", stdout=nowhere)
    seconds = time.perf_counter() - begun
    count = Document.objects.count()
    return {"documents": count, "seconds": seconds, "peak_bytes": peak_bytes()}


def publish(times: str) -> list[float]:
    """Save and publish, again and again, a page that nothing else shows; the seconds of each."""
    from django.apps import apps

    stock = apps.is_installed("tests.benchmarks.stock")
    model: Any = apps.get_model("stock.ArticlePage" if stock else "home.ContentPage")
    original = model.objects.filter(depth=4).order_by("path")[0]
    page = model(
        title="One more", slug=f"one-more-{time.time_ns()}", locale=original.locale,
        body=original.body,
    )  # fmt: skip
    original.get_parent().add_child(instance=page)
    page.save_revision().publish()
    seconds = []
    for number in range(int(times)):
        page = model.objects.get(pk=page.pk)
        page.title = f"One more, edition {number}"
        begun = time.perf_counter()
        page.save_revision().publish()
        seconds.append(time.perf_counter() - begun)
    page.delete()
    return seconds


def retitle() -> str:
    """Publish another title of a page that nothing else shows; its path."""
    from home.models import ContentPage

    page = ContentPage.objects.filter(depth=4).order_by("path")[0]
    page.title = f"{page.title}, another edition"
    page.save_revision().publish()
    return str(page.url_path)


def validate(times: str) -> dict[str, list[float]]:
    """Check a scope of 1,000 values, and refuse what costs most to refuse; the seconds of each."""
    from tests.benchmarks.scopes import refuse, scope_of

    scope = scope_of(1_000)
    scope.full_clean(exclude=["site"])
    seconds: dict[str, list[float]] = {"scope": [], "refusal": []}
    for _again in range(int(times)):
        begun = time.perf_counter()
        scope.clean()
        seconds["scope"].append(time.perf_counter() - begun)
        seconds["refusal"].append(max(refuse()))
    return seconds


def edit(times: str) -> dict[str, list[float]]:
    """Open the form of a page of GBIF's blocks, and of one of texts; the seconds of each."""
    from tests.benchmarks.forms import open_forms

    return open_forms(int(times))


def texts(pages: str, segments: str) -> None:
    """Write a portal in English whose pages are to be translated."""
    from tests.benchmarks.translating import build_texts

    build_texts(int(pages), int(segments))


def submit(whose: str) -> dict[str, float]:
    """Submit a tree for a language, by "ours" or by "plain" wagtail-localize."""
    from tests.benchmarks import translating

    return translating.submit(whose == "ours")


def translate(remembered: str, times: str) -> dict[str, Any]:
    """What translators wait for, the export with its memory first; each in seconds."""
    from tests.benchmarks import translating

    return {
        "export": translating.export(),
        "offers": translating.remember(int(remembered), int(times)),
        "handing over": translating.refresh(int(times)),
    }


STEPS: dict[str, Callable[..., Any]] = {
    step.__name__: step
    for step in (
        migrate, build, copy, rebuild, publish, retitle, validate, edit,
        texts, submit, translate,
    )
}  # fmt: skip

if __name__ == "__main__":
    gc.set_threshold(100_000, 20, 20)  # as manage.py does
    django.setup()
    print(json.dumps(STEPS[sys.argv[1]](*sys.argv[2:])))  # noqa: T201 (read by the benchmark)
