"""Long texts and many of them cost no more queries than short ones and few."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale, Site
from wagtail_localize.models import (
    StringSegment,
    Translation,
    TranslationSource,
)

from cms.delivery.changes import changes
from cms.translation.exchange.exporting import Format, export_translations
from cms.translation.exchange.importing import import_translations
from cms.translation.exchange.report import Outcome
from cms.translation.memory.filling import fill_in
from cms.translation.review import flow
from cms.translation.review.models import Assignment, Stage
from cms.translation.review.work import mail_digests
from cms.translation.sources import sources
from cms.translation.texts import read_texts
from cms.translation_api.listing import list_texts
from home.models import ContentPage
from tests.delivery.editing import publish, submit_for_translation
from tests.factories import add_page, block, make_image, make_portal
from tests.translation.exchanging import translate_file
from tests.translation.test_setup import translate_missing

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
            add_page(
                home, ContentPage, title=f"Page {n}", slug=f"p{n}", hero_image=make_image()
            ).translation_key
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


class Office:
    """A page in work, and all that somebody looks at or does with it while it is."""

    def __init__(self, browser: Client) -> None:
        self.browser = browser
        self.dutch = Locale.objects.get(language_code="nl")
        self.page = ContentPage.objects.get(slug="p", locale__language_code="en")
        people = User.objects.create_superuser
        self.vera, self.rik = (people(one, f"{one}@portal.example") for one in ("vera", "rik"))

    def fill(self, paragraphs: int) -> None:
        """So many paragraphs, all translated and handed in."""
        body = [block("rich_text", text=f"<p>Text {n}</p>") for n in range(paragraphs)]
        with changes():
            publish(self.page, body=json.dumps(body))
            self.assign()
            translate_missing(self.page)
        Assignment.objects.update(stage=Stage.IN_REVIEW)

    def assign(self) -> None:
        flow.assign(self.dutch, {self.page.translation_key}, self.vera, self.rik, None, self.rik)

    def look(self, address: str, typed: dict[str, str] | None = None) -> None:
        answer = self.browser.post(address, typed) if typed else self.browser.get(address)
        assert answer.status_code == 200

    def preview(self) -> None:
        translation = Translation.objects.get()
        segments = StringSegment.objects.filter(source=translation.source)
        typed = {f"segment-{one.pk}": "Woord" for one in segments}
        self.look(reverse("translation_review:compare", args=[translation.pk]), typed)

    def mail(self) -> None:
        assert mail_digests() == 1

    def list_for_vendors(self) -> None:
        site = Site.objects.get(is_default_site=True)
        assert list_texts(site, self.dutch, None, 50, only_missing=False)["items"]

    def fill_from_memory(self) -> None:
        assert fill_in(Translation.objects.get()) == 0

    def approve(self) -> None:
        [text] = read_texts(sources(self.dutch, {self.page.translation_key}), self.dutch)
        flow.approve(Assignment.objects.get(), text, self.dutch, self.rik)

    @property
    def everything(self) -> dict[str, Callable[[], None]]:
        advice = reverse("translation_advice:show", args=[Translation.objects.get().pk])
        text = f"/admin/translations/nl/{self.page.translation_key}/"
        return {
            "the list": lambda: self.look("/admin/translations/?locale=nl"),
            "the dashboard": lambda: self.look("/admin/translations/dashboard/"),
            "the text with its panel": lambda: self.look(text),
            "advice": lambda: self.look(advice),
            "preview": self.preview,
            "mail": self.mail,
            "vendors": self.list_for_vendors,
            "memory": self.fill_from_memory,
            "assign": self.assign,
            "approve": self.approve,
        }

    def asked(self) -> dict[str, int]:
        """How many queries each of them costs; nothing stays as it was left."""
        found = {}
        for name, do in self.everything.items():
            with transaction.atomic():
                with changes(), CaptureQueriesContext(connection) as queries:
                    do()
                found[name] = len(queries)
                transaction.set_rollback(True)
        return found


def test_a_long_text_in_work_costs_no_more_queries_than_a_short_one(admin_client: Client) -> None:
    home = make_portal("nl").site.root_page
    add_page(home, ContentPage, title="P", slug="p")
    office = Office(admin_client)
    office.fill(10)
    # The first time some things are looked up that are remembered.
    office.asked()
    short = office.asked()
    office.fill(20)
    long = office.asked()
    assert {name: (short[name], long[name]) for name in long if long[name] > short[name] + 1} == {}
