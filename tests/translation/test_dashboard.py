"""The dashboard: how far each language is, by section, and what waits longest."""

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale

from cms.delivery.changes import changes
from cms.translation.review.models import Translator
from cms.translation.review.progress import progress_of
from cms.translation.texts import State
from home.models import ContentPage
from tests.delivery.editing import publish
from tests.factories import add_page, synchronise
from tests.translation.exchanging import export, take_back, translate_file
from tests.translation.test_exchange import make_page

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/translations/dashboard/"
BAR = 'role="img" aria-label="'


@pytest.fixture(scope="module")
def _made(lasting: None, tmp_path_factory: pytest.TempPathFactory) -> None:
    make_page("nl", "fr")
    exported = export(tmp_path_factory.mktemp("files"), "--pages", "/about/")
    assert exported is not None
    translate_file(exported)
    take_back(exported, "--publish")


@pytest.fixture
def dutch(_made: None, db: None) -> Locale:
    """A language in which one of two pages is translated."""
    return Locale.objects.get(language_code="nl")


def test_segments_and_words_are_counted_by_section(dutch: Locale) -> None:
    found = progress_of(dutch)
    sections = {one.title: one for one in found.sections}
    assert set(sections) == {"Home", "About"}
    assert set(sections["About"].segments) == {State.TRANSLATED}
    assert sections["About"].words == 0
    assert set(sections["Home"].segments) == {State.MISSING}
    assert found.whole.words == sections["Home"].words > 0
    assert sum(part.width for part in found.whole.parts) == pytest.approx(100, abs=0.1)
    assert found.oldest == []


def test_what_is_outdated_is_named_with_the_time_since_when(dutch: Locale) -> None:
    page = ContentPage.objects.get(slug="about", locale__language_code="en")
    publish(page, title="About us")
    [waiting] = progress_of(dutch).oldest
    assert waiting.source.title == "About us"
    assert (timezone.now() - waiting.since).total_seconds() < 3600


def test_it_is_drawn_for_the_languages_that_one_translates_into(
    dutch: Locale, admin_client: Client
) -> None:
    drawn = admin_client.get(ADDRESS).content.decode()
    assert drawn.count(BAR) == 2 * 3
    assert "To do: " in drawn
    translator = User.objects.create(username="translator")
    translator.groups.add(Group.objects.get(name="Editors"))
    Translator.objects.create(user=translator, locale=dutch)
    admin_client.force_login(translator)
    assert admin_client.get(ADDRESS).content.decode().count(BAR) == 3


def test_many_texts_cost_no_more_queries_than_few(dutch: Locale) -> None:
    with CaptureQueriesContext(connection) as few:
        progress_of(dutch)
    home = ContentPage.objects.get(slug="about", locale__language_code="en").get_parent()
    with changes():
        for number in range(10):
            add_page(home, ContentPage, title=f"Page {number}", slug=f"p{number}")
        synchronise()
    with CaptureQueriesContext(connection) as many:
        progress_of(dutch)
    assert len(many) <= len(few) + 1
