"""A machine translates what is around names and terms, and not them."""

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.machine_translators.base import BaseMachineTranslator
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.strings import StringValue

from cms.translation.glossary.seeding import seed_glossary
from cms.translation.machine import KeepingTranslator
from tests.translation.test_saving import _submitted, editor, put, segment_of, translation

__all__ = ["_submitted", "editor", "translation"]

pytestmark = pytest.mark.django_db

DUMMY = "wagtail_localize.machine_translators.dummy.DummyTranslator"


class Forgetful(BaseMachineTranslator):  # type: ignore[misc]
    """Loses the tags of what it translates."""

    def translate(self, source: Locale, target: Locale, strings: Any) -> Any:
        return {string: StringValue(string.render_text()) for string in strings}


@pytest.fixture
def locales() -> tuple[Locale, Locale]:
    seed_glossary()
    dutch, _created = Locale.objects.get_or_create(language_code="nl")
    return Locale.objects.get(language_code="en"), dutch


def said(locales: tuple[Locale, Locale], text: str, inner: str = DUMMY) -> str | None:
    translator = KeepingTranslator({"CLASS": inner})
    translated = translator.translate(*locales, [StringValue(text)])
    return translated[StringValue(text)].data if StringValue(text) in translated else None


def test_names_and_terms_come_back_as_they_were(locales: tuple[Locale, Locale]) -> None:
    text = "GBIF has <i>Vulpes vulpes</i> (Linnaeus, 1758) in Darwin Core now"
    answer = said(locales, text)
    assert answer is not None
    for kept in ("GBIF", "<i>Vulpes vulpes</i> (Linnaeus, 1758)", "Darwin Core"):
        assert kept in answer
    assert "now" in answer
    assert answer != text
    assert "<x" not in answer


def test_a_text_from_which_a_name_was_lost_is_not_translated(
    locales: tuple[Locale, Locale],
) -> None:
    forgetful = f"{__name__}.Forgetful"
    assert said(locales, "The fox Vulpes vulpes", forgetful) is None
    assert said(locales, "The fox", forgetful) == "The fox"


def test_markup_that_looks_like_ours_is_text(locales: tuple[Locale, Locale]) -> None:
    answer = said(locales, "a &lt;x id=&quot;0&quot;&gt; Vulpes vulpes &amp; b")
    assert answer is not None
    assert "Vulpes vulpes" in answer
    assert "&amp;" in answer


def test_it_has_the_name_and_the_languages_of_the_other(locales: tuple[Locale, Locale]) -> None:
    translator = KeepingTranslator({"CLASS": DUMMY})
    assert str(translator.display_name) == "Dummy translator"
    assert translator.can_translate(*locales)
    assert not translator.can_translate(locales[0], locales[0])


def test_what_it_gives_is_marked_until_a_person_saves_it(
    editor: Client, translation: Translation, settings: Any
) -> None:
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": "cms.translation.machine.KeepingTranslator",
        "OPTIONS": {"CLASS": DUMMY},
    }
    editor.post(reverse("wagtail_localize:machine_translate", args=[translation.pk]))
    by_machine = StringTranslation.objects.filter(translation_type="machine")
    assert by_machine.count() == StringSegment.objects.filter(source=translation.source).count()
    fox = segment_of(translation, "The fox")
    given = by_machine.get(translation_of=fox.string)
    assert "<i>Vulpes vulpes</i>" in given.data
    assert given.tool_name == "Dummy translator"
    put(editor, translation, fox, "De vos <i>Vulpes vulpes</i> werd 120 keer gezien.")
    assert not by_machine.filter(pk=given.pk).exists()


@pytest.mark.parametrize("options", [{}, {"CLASS": "no.such.Translator"}])
def test_without_another_translator_it_says_what_is_missing(options: dict[str, Any]) -> None:
    with pytest.raises(ImproperlyConfigured, match="need the CLASS"):
        KeepingTranslator(options)
