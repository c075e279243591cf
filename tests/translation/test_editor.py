"""wagtail-localize's editor of translations, as its script asks it."""

import pytest
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.operations import translate_object

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
