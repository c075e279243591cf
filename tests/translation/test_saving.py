"""Translations are checked as they are saved, and many at once."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)
from wagtail_localize.operations import translate_object

from cms.translation.checks.models import IgnoredFinding
from cms.translation.checks.saving import check_stored, mark
from cms.translation.taxa import taxa_of
from home.models import ContentPage
from tests.factories import add_page, block, default_portal, make_portal

pytestmark = pytest.mark.django_db

TAXON = {
    "key": "5219243",
    "label": "Vulpes vulpes (Linnaeus, 1758)",
    "labels": {"nl": "Vos"},
    "checklist": "",
    "chosen_at": "",
}


@pytest.fixture(scope="module")
def _submitted(lasting: None) -> None:
    home = make_portal("nl").site.root_page.specific
    paragraphs = (
        "<p>The fox <i>Vulpes vulpes</i> was seen 120 times.</p>"
        '<p>See <a href="https://portal.example/data/">our data</a>.</p>'
    )
    body = [
        block("rich_text", text=paragraphs),
        block("gbif_taxon", key=TAXON, with_picture=False, with_map=False),
    ]
    page = add_page(home, ContentPage, title="Foxes", body=body)
    translate_object(page, [Locale.objects.get(language_code="nl")])


@pytest.fixture
def translation(_submitted: None, db: None) -> Translation:
    """A page about foxes, submitted into Dutch."""
    found: Translation = Translation.objects.get()
    return found


def segment_of(translation: Translation, start: str) -> StringSegment:
    segments = translation.source.stringsegment_set.select_related("string", "context")
    found: StringSegment = segments.get(string__data__startswith=start)
    return found


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("ada"))
    return client


def put(editor: Client, translation: Translation, segment: StringSegment, value: str) -> Any:
    """What wagtail-localize's editor sends, and the answer that it shows beside the segment."""
    address = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    boundary = "b"
    body = f'--b\r\nContent-Disposition: form-data; name="value"\r\n\r\n{value}\r\n--b--\r\n'
    kind = f"multipart/form-data; boundary={boundary}"
    answer = editor.put(address, body.encode(), content_type=kind)
    assert answer.status_code in (200, 201)
    return answer.json()


def test_an_error_is_shown_beside_the_segment_and_gone_when_it_is_mended(
    editor: Client, translation: Translation
) -> None:
    segment = segment_of(translation, "The fox")
    wrong = "De vos <i>Vulpes vulpus</i> werd 120 keer gezien."
    assert "“Vulpes vulpes”" in put(editor, translation, segment, wrong)["error"]
    stored = StringTranslation.objects.get()
    assert stored.has_error
    right = wrong.replace("vulpus", "vulpes")
    assert put(editor, translation, segment, right)["error"] is None
    stored.refresh_from_db()
    assert (stored.data, stored.has_error, stored.field_error) == (right, False, "")


def test_what_has_an_error_is_not_published(editor: Client, translation: Translation) -> None:
    segment = segment_of(translation, "The fox")
    put(editor, translation, segment, "De vos werd 120 keer gezien.")
    translation.save_target(publish=False)
    page = translation.get_target_instance().get_latest_revision_as_object()
    assert "The fox" in str(page.body)


def test_a_link_into_another_language_is_an_error(editor: Client, translation: Translation) -> None:
    segment = segment_of(translation, "See")
    answer = put(editor, translation, segment, 'Zie <a id="a1">onze gegevens</a>.')
    assert "another language (en)" in answer["error"]


def test_a_finding_is_ignored_while_the_text_stays(translation: Translation) -> None:
    segment = segment_of(translation, "The fox")
    stored = StringTranslation.objects.create(
        translation_of=segment.string,
        context=segment.context,
        locale=translation.target_locale,
        data="De vos werd 120 keer gezien.",
        translation_type="manual",
    )
    assert stored.has_error
    IgnoredFinding.objects.create(
        translation=stored, code="names", text=stored.data, reason="Said before."
    )
    mark([stored])
    stored.refresh_from_db()
    assert not stored.has_error
    stored.data = "De vos werd 120 keer gezien!"
    stored.save()
    assert stored.has_error


def test_many_are_checked_in_as_many_queries_as_few(translation: Translation) -> None:
    segments = translation.source.stringsegment_set.select_related("string", "context")
    made = StringTranslation.objects.bulk_create(
        StringTranslation(
            translation_of=segment.string,
            context=segment.context,
            locale=translation.target_locale,
            data=segment.string.data,
            translation_type="manual",
        )
        for segment in segments
    )
    assert len(made) > 3
    with CaptureQueriesContext(connection) as few:
        check_stored(made[:1])
    with CaptureQueriesContext(connection) as many:
        found = check_stored(made)
    assert len(many) <= len(few)
    assert set(found) == {one.pk for one in made}


def test_a_title_that_is_too_long_says_how_much_fits(
    editor: Client, translation: Translation
) -> None:
    answer = put(
        editor,
        translation,
        translation.source.stringsegment_set.get(context__path="title"),
        "Vossen " * 40,
    )
    assert "255 fit" in answer["error"]


def test_the_taxa_of_a_page_are_those_of_its_blocks(translation: Translation) -> None:
    (taxon,) = taxa_of(translation.source)
    assert (taxon.key, taxon.name, taxon.labels) == (TAXON["key"], TAXON["label"], {"nl": "Vos"})


def test_a_page_without_taxa_is_not_read_for_them(translation: Translation) -> None:
    page = add_page(default_portal().site.root_page, ContentPage, title="Plain")
    source, _created = TranslationSource.update_or_create_from_instance(page)
    assert "axon" not in source.content_json
    assert taxa_of(source) == []
