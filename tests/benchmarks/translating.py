"""What translators and their editors wait for: handing over, files, offers of the memory."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.db.models.signals import ModelSignal, post_delete, post_save
from django.dispatch import Signal
from wagtail.models import Locale
from wagtail.signals import page_published, page_unpublished
from wagtail_localize.models import (
    String,
    StringTranslation,
    TranslatableObject,
    TranslationContext,
    TranslationSource,
)
from wagtail_localize.operations import translate_object, translate_page_subtree

from cms.delivery.changes import changes
from cms.translation.exchange.exporting import Format, export_translations
from cms.translation.memory.models import index_strings
from cms.translation.memory.offers import offers
from home.models import ContentPage, HomePage
from tests.benchmarks.content import WORDS, build_portal
from tests.benchmarks.memory import peak_bytes
from tests.factories import block

# Segments of the page that is handed over again, and of the one for which offers are asked.
LONG, ASKED = 200, 100
SIGNALS: tuple[Signal | ModelSignal, ...] = (
    post_save, post_delete, page_published, page_unpublished,
)  # fmt: skip


def build_texts(pages: int, segments: int) -> None:
    """A portal in English with Dutch beside it, each page below its home with so many segments,
    the title and the address included."""
    build_portal(pages + 1, ("en",))
    Locale.objects.get_or_create(language_code="nl")
    found = list(ContentPage.objects.all())
    for number, page in enumerate(found):
        page.body = _body(number, segments - 2)
    ContentPage.objects.bulk_update(found, ["body"], batch_size=50)


def submit(ours: bool) -> dict[str, float]:
    """Submit the whole tree for a language as editors do, or, not `ours`, as plain
    wagtail-localize does it: with nobody listening. How many pages, in how many seconds."""
    dutch = Locale.objects.get(language_code="nl")
    home = HomePage.objects.get()
    pages = ContentPage.objects.count()
    with changes():
        translate_object(home, [dutch])
    with nullcontext() if ours else _nobody_listening():
        seconds = _timed(partial(_submit, home, dutch))
    translated = ContentPage.objects.filter(locale=dutch, alias_of=None).count()
    if translated != pages:
        raise RuntimeError(f"Of {pages} pages {translated} were submitted.")
    return {"pages": pages, "seconds": seconds}


def export() -> dict[str, float]:
    """Write all that is translated into Dutch as XLIFF."""
    dutch = Locale.objects.get(language_code="nl")
    begun = time.perf_counter()
    with TemporaryDirectory() as folder:
        written = export_translations(dutch, Format.XLIFF, Path(folder))
    return {
        "seconds": time.perf_counter() - begun,
        "segments": written.segments,
        "peak_bytes": peak_bytes(),
    }


def remember(strings: int, times: int) -> list[float]:
    """Offers for a page against so many published texts; the seconds of each time."""
    english, dutch = (Locale.objects.get(language_code=code) for code in ("en", "nl"))
    page = ContentPage.objects.filter(numchild=0).order_by("-path")[0]
    source, _made = TranslationSource.get_or_create_from_instance(page)
    TranslatableObject.objects.get(pk=source.object_id)
    path = "body.0"
    context = TranslationContext.objects.create(
        object=source.object, path=path, path_id=TranslationContext._get_path_id(path)
    )
    # Of which no page has one.
    texts = [_sentence(1_000_000_000 + number) for number in range(strings)]
    rows = String.objects.bulk_create(
        [String(locale=english, data=one, data_hash=String._get_data_hash(one)) for one in texts],
        batch_size=5_000,
    )
    StringTranslation.objects.bulk_create(
        [
            StringTranslation(
                translation_of=one, context=context, locale=dutch, data=f"{one.data} nl"
            )
            for one in rows
        ],
        batch_size=5_000,
    )
    while index_strings(20_000):
        pass
    asked = [f"{texts[number * strings // ASKED]} more" for number in range(ASKED)]
    return [_timed(partial(offers, asked, english, dutch)) for _again in range(times)]


def refresh(times: int) -> list[float]:
    """Hand a changed page of `LONG` segments over again."""
    page = ContentPage.objects.filter(numchild=0).order_by("path")[0]
    source, _made = TranslationSource.get_or_create_from_instance(page)
    seconds = []
    for number in range(times):
        page.body = _body(10_000_000 + number, LONG)
        page.save_revision().publish()
        seconds.append(_timed(source.update_from_db))
    return seconds


def _body(number: int, paragraphs: int) -> list[dict[str, Any]]:
    return [
        block("rich_text", text=f"<p>{_sentence(number * 1_000 + place)}</p>")
        for place in range(paragraphs)
    ]


def _sentence(number: int) -> str:
    """A sentence that no other number has."""
    words = [WORDS[(number // step + step) % len(WORDS)] for step in (1, 7, 61, 523, 4_001)]
    return f"{' '.join(words).capitalize()} number {number}."


def _submit(home: HomePage, locale: Locale) -> None:
    with changes():
        translate_page_subtree(home.pk, [locale], None, None)


def _timed(do: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    do()
    return time.perf_counter() - begun


@contextmanager
def _nobody_listening() -> Iterator[None]:
    """Without what our rooms do when something is saved or published."""
    kept = [list(signal.receivers) for signal in SIGNALS]
    try:
        for signal in SIGNALS:
            signal.receivers = [one for one in signal.receivers if not _is_ours(one)]
            signal.sender_receivers_cache.clear()
        yield
    finally:
        for signal, receivers in zip(SIGNALS, kept, strict=True):
            signal.receivers = receivers
            signal.sender_receivers_cache.clear()


def _is_ours(entry: tuple[Any, ...]) -> bool:
    receiver = entry[1]
    function = (
        receiver()
        if type(receiver).__name__ in ("weakref", "ReferenceType", "WeakMethod")
        else receiver
    )
    return str(getattr(function, "__module__", "")).startswith(("cms.", "gbif_blocks."))
