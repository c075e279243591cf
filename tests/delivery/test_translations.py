"""Languages kept in step by wagtail-localize, and what documents say of it."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.models import Locale
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

from cms.core.portals import Portal
from home.models import ContentPage
from tests.delivery.editing import (
    again,
    hand_over_again,
    linking_to,
    publish,
    submit_for_translation,
    translate,
)
from tests.delivery.true_states import false_states
from tests.factories import add_page, make_portal, synchronise

ReadDocument = Callable[[str], dict[str, Any]]


def states(document: dict[str, Any]) -> dict[str, str]:
    return {one["locale"]: one["state"] for one in document["alternates"]}


def make_page(**fields: Any) -> tuple[Portal, ContentPage]:
    portal = make_portal("fr", "nl")
    page = add_page(portal.site.root_page, ContentPage, title="Mission", slug="mission", **fields)
    synchronise()
    return portal, page


def test_a_translation_replaces_the_fallback_in_every_language_that_lists_it(
    document: ReadDocument, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    _portal, page = make_page()
    assert states(document("/mission/")) == {"en": "source", "fr": "fallback", "nl": "fallback"}
    submit_for_translation(page, "nl")
    dutch = translate(page, "nl", django_capture_on_commit_callbacks)
    assert dutch.title == "Mission-nl"
    assert document("/nl/mission-nl/")["title"] == "Mission-nl"
    for path in ("/mission/", "/fr/mission/", "/nl/mission-nl/"):
        assert states(document(path)) == {"en": "source", "fr": "fallback", "nl": "translated"}


def test_a_page_that_was_handed_to_translators_is_a_fallback_until_their_words_are_published(
    document: ReadDocument, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    """wagtail-localize makes a page of the alias at once, with the words of the source."""
    _portal, page = make_page()
    with django_capture_on_commit_callbacks(execute=True):
        submit_for_translation(page, "nl")
    assert again(page).get_translation(Locale.objects.get(language_code="nl")).alias_of_id is None
    assert states(document("/mission/"))["nl"] == "fallback"
    assert document("/nl/mission/")["locale"]["served"] == "en"
    source = TranslationSource.objects.get()
    for segment in StringSegment.objects.filter(source=source):
        StringTranslation.objects.create(
            translation_of=segment.string,
            context=segment.context,
            locale=Locale.objects.get(language_code="nl"),
            data="Missie",
        )
    assert states(document("/mission/"))["nl"] == "fallback"
    with django_capture_on_commit_callbacks(execute=True):
        Translation.objects.get().save_target()
    assert states(document("/mission/"))["nl"] == "translated"


def test_links_lead_to_the_translation_under_its_new_slug(
    document: ReadDocument, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    portal, page = make_page()
    linking = add_page(
        portal.site.root_page, ContentPage, slug="linking", body=[linking_to(again(page))]
    )
    synchronise()
    submit_for_translation(page, "nl")
    translate(page, "nl", django_capture_on_commit_callbacks)
    shown = document(f"/nl/{linking.slug}/")["body"][0]["value"]["ctas"][0]["link"]
    assert (shown["locale"], shown["path"]) == ("nl", "/nl/mission-nl/")


def test_an_edited_source_makes_its_translation_outdated_until_it_is_translated_anew(
    document: ReadDocument, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    _portal, page = make_page()
    submit_for_translation(page, "nl")
    translate(page, "nl", django_capture_on_commit_callbacks)
    publish(page, search_description="What we are for.")
    assert states(document("/mission/"))["nl"] == "outdated"
    assert document("/nl/mission-nl/")["translation"]["outdated_since"] is not None
    hand_over_again(page)
    assert states(document("/mission/"))["nl"] == "outdated"
    translate(page, "nl", django_capture_on_commit_callbacks)
    assert states(document("/mission/"))["nl"] == "translated"


def test_a_translation_that_a_machine_made_says_so(
    document: ReadDocument, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    _portal, page = make_page()
    submit_for_translation(page, "nl")
    translate(page, "nl", django_capture_on_commit_callbacks)
    for string in StringTranslation.objects.all():
        string.translation_type = StringTranslation.TRANSLATION_TYPE_MACHINE
        string.save()
    assert states(document("/mission/"))["nl"] == "machine"


def test_a_translation_no_longer_kept_in_step_counts_as_written_in_its_language(
    document: ReadDocument, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    _portal, page = make_page()
    submit_for_translation(page, "nl")
    translate(page, "nl", django_capture_on_commit_callbacks)
    publish(page, search_description="What we are for.")
    translation = Translation.objects.get()
    translation.enabled = False
    translation.save()
    assert states(document("/mission/"))["nl"] == "translated"


def test_an_alias_made_an_ordinary_page_is_a_fallback_until_somebody_publishes_it(
    document: ReadDocument, admin_client: Client
) -> None:
    _portal, page = make_page()
    dutch = again(page).get_translation(Locale.objects.get(language_code="nl"))
    admin_client.post(reverse("wagtailadmin_pages:convert_alias", args=[dutch.pk]))
    assert again(dutch).alias_of_id is None
    for path in ("/mission/", "/nl/mission/"):
        assert states(document(path)) == {"en": "source", "fr": "fallback", "nl": "fallback"}
    assert document("/nl/mission/")["locale"]["served"] == "en"
    publish(again(page), title="Our mission")
    assert document("/nl/mission/")["translation"]["state"] == "fallback"
    assert false_states() == []
    publish(again(dutch), title="Missie")
    for path in ("/mission/", "/nl/mission/"):
        assert states(document(path))["nl"] == "translated"
    assert false_states() == []


def test_an_unpublished_source_takes_its_fallbacks_along_but_not_its_translations(
    document: ReadDocument, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    _portal, page = make_page()
    submit_for_translation(page, "nl")
    translate(page, "nl", django_capture_on_commit_callbacks)
    again(page).unpublish()
    assert list(states(document("/nl/mission-nl/"))) == ["nl"]
