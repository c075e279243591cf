"""Editors find pages by the titles that readers see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from home.models import ContentPage
from tests.factories import add_page, make_portal

pytestmark = pytest.mark.django_db


def found(words: str) -> list[str]:
    return [page.title for page in ContentPage.objects.search(words)]


@pytest.fixture
def page() -> ContentPage:
    page: ContentPage = add_page(
        make_portal().site.root_page, ContentPage, title="Otters", slug="otters"
    )
    return page


def test_a_page_is_found_by_its_title(page: ContentPage) -> None:
    assert found("otters") == ["Otters"]


def test_the_title_of_a_draft_is_found_once_it_is_published(page: ContentPage) -> None:
    page.title = "Beavers"
    revision = page.save_revision()
    assert (found("otters"), found("beavers")) == (["Otters"], [])
    revision.publish()
    assert (found("otters"), found("beavers")) == ([], ["Beavers"])


def test_saving_a_draft_asks_nothing_of_the_index(page: ContentPage) -> None:
    with CaptureQueriesContext(connection) as queries:
        page.save_revision()
    assert not [one for one in queries if "indexentry" in one["sql"]]


def test_a_page_that_is_deleted_is_not_found(page: ContentPage) -> None:
    page.delete()
    assert found("otters") == []
