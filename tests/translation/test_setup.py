"""Every block and every page type through wagtail-localize: nothing is lost, nothing left out."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.fields import StreamField
from wagtail.models import Locale, Page
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import (
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationContext,
    TranslationSource,
)

from cms.core.blocks import BodyBlock
from cms.core.models import BasePage
from cms.delivery.changes import changes
from cms.translation.field_paths import FieldPaths
from home.models import (
    ContentPage,
    DataExplorerPage,
    DataRecordPage,
    NewsIndexPage,
    NewsPage,
)
from tests.delivery.editing import again, hand_over_again, publish, submit_for_translation
from tests.factories import add_page, block, make_portal
from tests.translation.filling import SOURCE_KEYS, TARGET_KEYS, Filler

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_documents_made_once")]

OnCommit = DjangoCaptureOnCommitCallbacks


@pytest.fixture
def _documents_made_once() -> Iterator[None]:
    """Not after every step: they are not what is looked at."""
    with changes():
        yield


def in_dutch(text: str) -> str:
    return text.replace("Word", "Woord")


def translate_missing(page: Page, code: str = "nl") -> None:
    """Translate whatever of the page has no translation."""
    source = TranslationSource.objects.get_for_instance(again(page))
    locale = Locale.objects.get(language_code=code)
    segments = StringSegment.objects.filter(source=source).select_related("string")
    missing = {
        (one.string_id, one.context_id): one.string.data
        for one in segments.annotate_translation(locale)
        if one.translation is None
    }
    StringTranslation.objects.bulk_create(
        StringTranslation(
            translation_of_id=string,
            context_id=context,
            locale=locale,
            data=in_dutch(text),
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        )
        for (string, context), text in missing.items()
    )


def published(page: Page, on_commit: OnCommit, code: str = "nl") -> Any:
    """The page in another language, with what is translated until now."""
    locale = Locale.objects.get(language_code=code)
    source = TranslationSource.objects.get_for_instance(again(page))
    with on_commit(execute=True):
        Translation.objects.get(source=source, target_locale=locale).save_target()
    return again(page).get_translation(locale).specific


def false_field_paths(page: Page) -> list[tuple[str, str]]:
    """The field paths of ours that are not those of wagtail-localize."""
    paths = FieldPaths(again(page).specific)
    contexts = TranslationContext.objects.filter(object_id=page.translation_key)
    assert contexts
    theirs = [(paths.of(one.path), one.get_field_path(page)) for one in contexts]
    return [both for both in theirs if len(set(both)) > 1]


def stored(page: Page) -> dict[str, Any]:
    """What is stored in each field that is translated or kept in step."""
    found = {}
    for translatable in get_translatable_fields(type(page)):
        field = translatable.get_field(type(page))
        if isinstance(field, StreamField):
            found[field.name] = normal(list(getattr(page, field.name).raw_data))
        elif translatable.is_translated(page) and field.concrete:
            found[field.name] = getattr(page, field.attname)
    return found


def normal(value: Any) -> Any:
    """Without what may differ in writing only: the order of a tag's attributes."""
    if isinstance(value, list):
        return [normal(one) for one in value]
    if isinstance(value, dict):
        return {name: normal(one) for name, one in value.items()}
    if isinstance(value, str) and "<" in value:
        return str(BeautifulSoup(value, "html.parser"))
    return value


def as_dutch(value: Any) -> Any:
    """What a translation has to be: every text in Dutch, all else as it is, own references."""
    text = in_dutch(json.dumps(value))
    for number in range(10):
        text = text.replace(str(SOURCE_KEYS + number), str(TARGET_KEYS + number))
    return json.loads(text)


def test_every_text_of_every_block_is_translated_and_nothing_else_is_changed(
    django_capture_on_commit_callbacks: OnCommit,
) -> None:
    on_commit = django_capture_on_commit_callbacks
    home = make_portal("nl").site.root_page
    filler = Filler(home)
    filler.translate_snippets(Locale.objects.get(language_code="nl"))
    kinds = BodyBlock()
    page = add_page(home, ContentPage, title="Word", slug="word", body=filler.stream(kinds))
    submit_for_translation(page, "nl")
    translate_missing(page)
    translated = stored(published(page, on_commit))
    for made, source in zip(translated["body"], stored(page)["body"], strict=True):
        assert made == as_dutch(source), source["type"]
    assert false_field_paths(page) == []

    # The source is edited: blocks are added before what was there, and a text is changed.
    new = [filler.child(name, kinds.child_blocks[name]) for name in ("heading", "cards")]
    changed = {"text": "<p>Word, changed</p>"}
    body = [*new, {**page.body.raw_data[0], "value": changed}, *page.body.raw_data[1:]]
    source = stored(publish(page, body=json.dumps(body)))["body"]
    hand_over_again(page)
    partly = stored(published(page, on_commit))["body"]
    assert partly[3:] == as_dutch(source[3:])
    assert "Woord" not in json.dumps(partly[:3])
    translate_missing(page)
    assert stored(published(page, on_commit))["body"] == as_dutch(source)


def test_every_text_of_every_page_type_is_translated(
    django_capture_on_commit_callbacks: OnCommit,
) -> None:
    home = make_portal("nl").site.root_page
    filler = Filler(home)
    filler.translate_snippets(Locale.objects.get(language_code="nl"))
    explorer = add_page(home, DataExplorerPage, slug="datasets", catalogue="dataset")
    for model in BasePage.__subclasses__():
        fields = {name: value for name, value in filler.fields(model).items() if name != "body"}
        parent = explorer if model is DataRecordPage else home
        page = add_page(parent, model, **fields, slug=f"p{model._meta.model_name}")
        submit_for_translation(page, "nl")
        translate_missing(page)
        translated = stored(published(page, django_capture_on_commit_callbacks))
        assert translated == as_dutch(stored(page)), model._meta.label
        assert false_field_paths(page) == []


def test_an_address_may_differ_in_a_language(
    django_capture_on_commit_callbacks: OnCommit,
) -> None:
    home = make_portal("nl").site.root_page
    text = '<p><a href="https://www.gbif.org/">GBIF</a></p>'
    page = add_page(home, ContentPage, slug="p", body=[block("rich_text", text=text)])
    submit_for_translation(page, "nl")
    SegmentOverride.objects.create(
        locale=Locale.objects.get(language_code="nl"),
        context=TranslationContext.objects.get(path__endswith=".'https://www.gbif.org/'"),
        data_json='"https://www.gbif.org/nl/"',
    )
    body = stored(published(page, django_capture_on_commit_callbacks))["body"]
    assert body[0]["value"]["text"] == text.replace("org/", "org/nl/")


def test_a_sentence_with_small_letters_below_or_above_stays_one(
    django_capture_on_commit_callbacks: OnCommit,
) -> None:
    home = make_portal("nl").site.root_page
    text = "<p>CO<sub>2</sub> per m<sup>2</sup>, <s>no</s></p>"
    page = add_page(home, ContentPage, slug="p", body=[block("rich_text", text=text)])
    submit_for_translation(page, "nl")
    strings = StringSegment.objects.filter(context__path__startswith="body")
    assert [one.string.data for one in strings] == [text[3:-4]]


def test_news_may_be_written_in_dutch_first(
    django_capture_on_commit_callbacks: OnCommit,
) -> None:
    home = make_portal("nl").site.root_page
    index = add_page(home, NewsIndexPage, slug="news")
    dutch = index.copy_for_translation(Locale.objects.get(language_code="nl"))
    dutch.save_revision().publish()
    item = add_page(
        dutch,
        NewsPage,
        title="Word",
        slug="word",
        body=[block("heading", text="Word", anchor="", level="2")],
    )
    submit_for_translation(item, "en")
    translate_missing(item, "en")
    english = published(item, django_capture_on_commit_callbacks, "en")
    assert (english.title, english.body[0].value["text"]) == ("Woord", "Woord")
    assert english.get_parent().pk == index.pk
