"""An editor's actions, as the admin and wagtail-localize perform them, for tests that need many."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)
from wagtail_localize.operations import translate_object

from tests.factories import block, items, link

# pytest-django's fixture, called with execute=True: what a commit would start is run.
OnCommit = Callable[..., AbstractContextManager[Any]]


def again(page: Page) -> Any:
    """The specific page as the database has it."""
    return Page.objects.get(pk=page.pk).specific


def publish(page: Page, **fields: Any) -> Any:
    """Edit the page and publish it."""
    page = again(page)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return again(page)


def linking_to(page: Page) -> dict[str, Any]:
    """A block with a link to a page."""
    button = {"text": "More", "link": link(page=page.pk), "primary": True}
    return block("call_to_action", title="Read on", text="", ctas=items(button))


def submit_for_translation(page: Page, *codes: str) -> None:
    """Hand the page to the translators."""
    translate_object(again(page), list(Locale.objects.filter(language_code__in=codes)))


def translate(page: Page, code: str, on_commit: OnCommit) -> Any:
    """Translate every string of a submitted page and publish the translation."""
    locale = Locale.objects.get(language_code=code)
    source = TranslationSource.objects.get_for_instance(again(page))
    for segment in StringSegment.objects.filter(source=source):
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=locale,
            context=segment.context,
            defaults={
                "data": f"{segment.string.data}-{code}",
                "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                "updated_at": timezone.now(),
            },
        )
    with on_commit(execute=True):
        Translation.objects.get(source=source, target_locale=locale).save_target()
    return again(page).get_translation(locale).specific


def hand_over_again(page: Page) -> None:
    """Give the translators the page as it is now."""
    TranslationSource.objects.get_for_instance(again(page)).update_from_db()
