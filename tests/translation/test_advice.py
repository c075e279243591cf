"""What the translation editor is told beside the segments."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from cms.translation.checks.models import IgnoredFinding
from tests.delivery.editing import publish
from tests.gbif_server import GbifServer
from tests.gbif_server.fixtures import gbif_server, running_gbif_server
from tests.translation.test_glossary import make_term
from tests.translation.test_saving import _submitted, editor, put, segment_of, translation

__all__ = ["_submitted", "editor", "gbif_server", "running_gbif_server", "translation"]

pytestmark = pytest.mark.django_db


def told(browser: Client, of: Translation) -> Any:
    answer = browser.get(reverse("translation_advice:show", args=[of.pk]))
    assert answer.status_code == 200
    return answer.json()


def save(of: Translation, start: str, data: str) -> StringTranslation:
    segment = segment_of(of, start)
    stored: StringTranslation = StringTranslation.objects.create(
        translation_of=segment.string,
        context=segment.context,
        locale=of.target_locale,
        data=data,
        translation_type="manual",
    )
    return stored


def test_names_and_terms_are_marked_where_they_stand_in_the_html(
    editor: Client, translation: Translation
) -> None:
    make_term(en="fox", nl="vos | vosje")
    segment = segment_of(translation, "The fox")
    marks = told(editor, translation)["segments"][str(segment.pk)]["marks"]
    html = segment.string.data
    assert [(one["kind"], html[one["start"] : one["end"]], one["note"]) for one in marks] == [
        ("term", "fox", "fox → vos (≠ vosje)"),
        ("name", "Vulpes vulpes", ""),
    ]


def test_findings_are_told_until_somebody_says_why_they_are_none(
    editor: Client, translation: Translation
) -> None:
    stored = save(translation, "The fox", "De vos werd 120 keer gezien.")
    segment = str(segment_of(translation, "The fox").pk)
    (finding, *_rest) = told(editor, translation)["segments"][segment]["findings"]
    assert (finding["code"], finding["severity"]) == ("names", "error")
    address = reverse("translation_advice:ignore", args=[translation.pk, segment])
    refused = editor.post(address, {"code": "names", "reason": " "})
    assert refused.status_code == 400
    assert "Say in at most 300 characters" in refused.json()["error"]
    assert editor.post(address, {"code": "names", "reason": "Said before."}).status_code == 200
    left = told(editor, translation)["segments"][segment]["findings"]
    assert "names" not in [one["code"] for one in left]
    ignored = IgnoredFinding.objects.get()
    assert (ignored.reason, ignored.user and ignored.user.username) == ("Said before.", "ada")
    stored.refresh_from_db()
    assert not stored.has_error


def test_of_a_changed_segment_the_difference_and_the_former_words_are_told(
    editor: Client, translation: Translation
) -> None:
    title = translation.source.stringsegment_set.filter(context__path="title")
    put(editor, translation, title.get(), "Vossen")
    publish(translation.source.get_source_instance(), title="Red foxes")
    translation.source.update_from_db()
    former = told(editor, translation)["segments"][str(title.get().pk)]["former"]
    assert [(one["kind"], one["text"]) for one in former["parts"]] == [
        ("removed", "Foxes"),
        ("added", "Red foxes"),
    ]
    assert former["target"] == "Vossen"


def test_a_stranger_is_told_nothing(translation: Translation) -> None:
    browser = Client()
    browser.force_login(User.objects.create_user("bob"))
    address = reverse("translation_advice:show", args=[translation.pk])
    assert browser.get(address).status_code in (302, 403)


def test_vernacular_names_are_those_of_gbif_in_the_language(
    editor: Client, translation: Translation, gbif_server: GbifServer
) -> None:
    address = reverse("translation_advice:vernacular", args=[translation.pk])
    (taxon,) = editor.get(address).json()["taxa"]
    assert taxon["name"].startswith("Vulpes vulpes")
    assert taxon["vernacular"]


def test_without_gbif_the_name_that_was_kept_is_offered(
    editor: Client, translation: Translation
) -> None:
    address = reverse("translation_advice:vernacular", args=[translation.pk])
    (taxon,) = editor.get(address).json()["taxa"]
    assert taxon["vernacular"] == [{"name": "Vos", "source": "GBIF"}]


def test_the_editor_loads_the_script(editor: Client, translation: Translation) -> None:
    page: Page = translation.get_target_instance()
    html = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "js-translation-editor" in html
    assert "translation/advice.js" in html
