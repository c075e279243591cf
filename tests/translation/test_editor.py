"""wagtail-localize's editor of translations, as its script asks it."""

from typing import Any

import pytest
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.operations import translate_object

from cms.translation.editor.conflicts import SEEN, checksum_of
from home.models import ContentPage
from tests.factories import add_page, make_portal

pytestmark = pytest.mark.django_db


def test_a_text_is_saved_as_it_is_typed_and_can_be_taken_back(admin_client: Client) -> None:
    page = add_page(make_portal("nl").site.root_page, ContentPage, title="Foxes", slug="foxes")
    translate_object(page, [Locale.objects.get(language_code="nl")])
    segment = StringSegment.objects.get(string__data="Foxes")
    translation = Translation.objects.get(source=segment.source)
    address = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    typed = encode_multipart(BOUNDARY, {"value": "Vossen"})
    assert admin_client.put(address, typed, content_type=MULTIPART_CONTENT).status_code == 201
    assert StringTranslation.objects.get().data == "Vossen"
    assert admin_client.delete(address).status_code == 200
    assert not StringTranslation.objects.exists()


def test_nobody_saves_over_words_that_they_have_not_seen(admin_client: Client) -> None:
    page = add_page(make_portal("nl").site.root_page, ContentPage, title="Foxes", slug="foxes")
    translate_object(page, [Locale.objects.get(language_code="nl")])
    segment = StringSegment.objects.get(string__data="Foxes")
    translation = Translation.objects.get(source=segment.source)
    address = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])

    def save(words: str, seen: str) -> Any:
        typed = encode_multipart(BOUNDARY, {"value": words})
        headers = {SEEN: checksum_of(seen)}
        return admin_client.put(address, typed, content_type=MULTIPART_CONTENT, headers=headers)

    assert save("Vossen 🦊", seen="").status_code == 201
    # Somebody else opened the editor before that.
    for refused in (
        save("De vos", seen=""),
        admin_client.delete(address, headers={SEEN: checksum_of("")}),
    ):
        assert refused.status_code == 409
        assert refused.json()["words"] == "Vossen 🦊"
        assert "admin has translated this meanwhile" in refused.json()["message"]
        assert StringTranslation.objects.get().data == "Vossen 🦊"
    # Now they have seen it, and save theirs on purpose.
    assert save("De vos", seen="Vossen 🦊").status_code == 200
    assert StringTranslation.objects.get().data == "De vos"
    # What was taken back is nobody's words.
    StringTranslation.objects.get().delete()
    assert save("Vossen", seen="De vos").status_code == 201
    # A stranger learns nothing.
    assert Client().put(address, headers={SEEN: checksum_of("")}).status_code == 302
