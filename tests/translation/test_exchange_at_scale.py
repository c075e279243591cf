"""Long texts and many of them cost no more queries than short ones and few."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, TranslationSource

from cms.delivery.changes import changes
from cms.translation.exchange.exporting import Format, export_translations
from cms.translation.exchange.importing import import_translations
from cms.translation.exchange.report import Outcome
from home.models import ContentPage
from tests.delivery.editing import publish, submit_for_translation
from tests.factories import add_page, block, make_portal
from tests.translation.exchanging import translate_file

pytestmark = pytest.mark.django_db


def queries_of(folder: Path, page: Any, again: bool) -> tuple[int, int, int]:
    """What writing a page out and taking it back, new or handed over before, asks the database."""
    dutch = Locale.objects.get(language_code="nl")
    if again:
        submit_for_translation(page, "nl")
    with CaptureQueriesContext(connection) as out:
        exported = export_translations(dutch, Format.XLIFF, folder, {page.translation_key})
    [path] = exported.files
    translate_file(path)
    with CaptureQueriesContext(connection) as back:
        report = import_translations(io.BytesIO(path.read_bytes()), path.name)
    # Capitals are no translation, which the checks tell.
    stored = report.counts[Outcome.APPLIED] + report.counts[Outcome.DOUBTFUL]
    assert stored == exported.segments
    path.write_text(path.read_text().replace("TEXT", "WOORD"))
    with CaptureQueriesContext(connection) as once_more:
        import_translations(io.BytesIO(path.read_bytes()), path.name)
    return len(out), len(back), len(once_more)


@pytest.mark.parametrize("again", [False, True])
def test_no_query_is_asked_per_segment(tmp_path: Path, again: bool) -> None:
    with changes():
        home = make_portal("nl").site.root_page
        short, long = (
            add_page(
                home,
                ContentPage,
                title=f"{count} paragraphs",
                slug=f"p{count}",
                body=[block("rich_text", text=f"<p>Text {n}</p>") for n in range(count)],
            )
            for count in (2, 30)
        )
        few = queries_of(tmp_path / "few", short, again)
        many = queries_of(tmp_path / "many", long, again)
    assert all(more <= less + 1 for more, less in zip(many, few, strict=True)), (few, many)


def test_many_pages_are_read_together(tmp_path: Path) -> None:
    with changes():
        home = make_portal("nl").site.root_page
        keys = [
            add_page(home, ContentPage, title=f"Page {n}", slug=f"p{n}").translation_key
            for n in range(12)
        ]
        dutch = Locale.objects.get(language_code="nl")
        with CaptureQueriesContext(connection) as two:
            export_translations(dutch, Format.XLIFF, tmp_path, set(keys[:2]))
        with CaptureQueriesContext(connection) as all_of_them:
            export_translations(dutch, Format.XLIFF, tmp_path, set(keys))
    assert len(all_of_them) <= len(two)


def test_handing_over_again_asks_no_query_per_segment(admin_client: Client) -> None:
    home = make_portal("nl").site.root_page
    asked = []
    for count in (2, 30):
        texts = [block("rich_text", text=f"<p>Text {n}</p>") for n in range(count)]
        page = add_page(home, ContentPage, title=f"P {count}", slug=f"p{count}", body=texts)
        submit_for_translation(page, "nl")
        source = TranslationSource.objects.get_for_instance(page)
        publish(page, body=[block("rich_text", text=f"<p>New {n}</p>") for n in range(count)])
        with CaptureQueriesContext(connection) as found:
            admin_client.post(reverse("wagtail_localize:update_translations", args=[source.pk]))
        asked.append(len(found))
        new = StringSegment.objects.filter(source=source, string__data__startswith="New")
        assert new.count() == count
    assert asked[1] <= asked[0] + 1
