"""The translation memory: what was published before is offered, and filled in where it is exact."""

from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    String,
    StringTranslation,
    Translation,
    TranslationContext,
    TranslationSource,
)
from wagtail_localize.operations import translate_object

from cms.delivery.changes import changes
from cms.translation.memory import offers as memory
from cms.translation.memory.filling import TOOL
from cms.translation.memory.models import MemoryWord, index_strings
from cms.translation.memory.offers import offers
from community.models import Organisation
from home.models import ContentPage
from tests.factories import add_page, block, default_portal, make_portal

pytestmark = pytest.mark.django_db


def english() -> Locale:
    return Locale.objects.get(language_code="en")


def dutch() -> Locale:
    return Locale.objects.get(language_code="nl")


def make_page(home: Page, title: str, *paragraphs: str) -> ContentPage:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    page: ContentPage = add_page(
        home, ContentPage, title=title, slug=title.lower(), body=[block("rich_text", text=text)]
    )
    return page


def submit(page: Page) -> Translation:
    translate_object(page, [dutch()])
    return Translation.objects.get(source__object_id=page.translation_key, target_locale=dutch())


def say(translation: Translation, texts: dict[str, str], *, machine: bool = False) -> None:
    """Translate texts of a page as a translator, or a machine, would."""
    for segment in translation.source.stringsegment_set.select_related("string"):
        if segment.string.data in texts:
            StringTranslation.objects.create(
                translation_of=segment.string,
                locale=dutch(),
                context_id=segment.context_id,
                data=texts[segment.string.data],
                translation_type="machine" if machine else "manual",
            )


def publish(translation: Translation) -> None:
    with changes():
        translation.save_target(publish=True)
    translation.get_target_instance().save_revision().publish()


DOORS = "Our doors are open every day of the week"
WINDOWS = "Someone must close these windows before nightfall"
DEUREN = "Onze deuren zijn elke dag van de week open"


@pytest.fixture(scope="module")
def _published(lasting: None) -> None:
    translation = submit(make_page(make_portal("nl").site.root_page.specific, "Visit", DOORS))
    say(translation, {DOORS: DEUREN, "Visit": "Bezoek", "visit": "bezoek"})
    publish(translation)


@pytest.fixture
def home(_published: None, db: None) -> Page:
    """A home page with a page about opening hours, translated and published."""
    return default_portal().site.root_page.specific


def targets(*segments: str) -> list[list[tuple[int, str]]]:
    return [
        [(offer.score, offer.target) for offer in found]
        for found in offers(segments, english(), dutch())
    ]


def test_the_same_and_nearly_the_same_is_offered_with_source_and_score(home: Page) -> None:
    alike = "Our doors are open each day of the week"
    same, near, other = offers([DOORS, alike, "Something else"], english(), dutch())
    assert [(one.score, one.target, one.where) for one in same] == [(100, DEUREN, "Visit")]
    assert near[0].source == DOORS
    assert 80 < near[0].score < 100
    assert other == []


@given(postings=st.lists(st.sets(st.integers(1, 9)), max_size=5), most=st.integers(0, 9))
def test_a_segment_is_compared_with_the_texts_that_share_most_words(
    postings: list[set[int]], most: int
) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(memory, "_MOST_COMPARED", most)
        chosen = memory._likeliest(range(len(postings)), dict(enumerate(postings)))
    shared = Counter(key for texts in postings for key in texts)
    assert sorted(shared[key] for key in chosen) == sorted(
        count for _key, count in shared.most_common(most)
    )


def test_what_readers_have_not_seen_is_not_offered(home: Page) -> None:
    translation = submit(make_page(home, "Draft", "A text that nobody has published yet"))
    say(translation, {"A text that nobody has published yet": "Nog niet gepubliceerd"})
    assert targets("A text that nobody has published yet") == [[]]


def test_what_a_machine_said_is_not_offered(home: Page) -> None:
    translation = submit(make_page(home, "Machine", WINDOWS))
    say(translation, {WINDOWS: "Ramen open week"}, machine=True)
    publish(translation)
    assert targets(WINDOWS) == [[]]


def test_another_language_is_not_offered(home: Page) -> None:
    french, _created = Locale.objects.get_or_create(language_code="fr")
    assert offers([DOORS], english(), french) == [[]]
    assert offers([DOORS], french, dutch()) == [[]]


def test_exact_matches_are_filled_in_on_submission(home: Page) -> None:
    translation = submit(make_page(home, "Hours", DOORS, "Not on holidays"))
    filled = StringTranslation.objects.get(
        context__object_id=translation.source.object_id, locale=dutch()
    )
    assert (filled.data, filled.tool_name, filled.translation_type) == (DEUREN, TOOL, "manual")
    page = ContentPage.objects.get(
        translation_key=translation.source.object_id, locale=dutch()
    ).get_latest_revision_as_object()
    assert DEUREN in str(page.body)


def test_a_slug_is_filled_in_from_slugs_only(home: Page) -> None:
    translation = submit(make_page(home, "Visitors", "visit"))
    contexts = StringTranslation.objects.filter(
        context__object_id=translation.source.object_id
    ).values_list("context__path", flat=True)
    assert list(contexts) == []


def test_many_segments_cost_as_many_queries_as_few(home: Page) -> None:
    index_strings()
    with CaptureQueriesContext(connection) as few:
        targets(DOORS)
    with CaptureQueriesContext(connection) as many:
        targets(*(f"{DOORS} {number}" for number in range(100)))
    assert len(many) == len(few) <= 8


def test_indexing_is_done_once_and_for_texts_without_words_too(home: Page) -> None:
    String.objects.create(locale=english(), data="12")
    out = StringIO()
    call_command("index_memory", stdout=out)
    assert f"{String.objects.count()} texts were indexed." in out.getvalue()
    assert index_strings() == 0
    assert MemoryWord.objects.values("string").distinct().count() == String.objects.count()


def test_a_snippet_is_published_as_soon_as_it_is_translated(home: Page) -> None:
    organisation = Organisation(name="Museum of the Sea", locale=english())
    organisation.save()
    source, _created = TranslationSource.update_or_create_from_instance(organisation)
    segment = source.stringsegment_set.get(string__data="Museum of the Sea")
    context = TranslationContext.objects.get(pk=segment.context_id)
    StringTranslation.objects.create(
        translation_of=segment.string,
        locale=dutch(),
        context=context,
        data="Museum van de Zee",
        translation_type="manual",
    )
    assert targets("Museum of the Sea") == [[(100, "Museum van de Zee")]]
