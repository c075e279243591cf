"""News: the newest first, filed under categories, signed by people."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cms.core.portals import Portal
from cms.core.rendering import render_page
from community.models import Person
from home.models import ContentPage, NewsAuthor, NewsCategory, NewsIndexPage, NewsPage
from tests.factories import add_page, block, link, make_portal, synchronise

pytestmark = pytest.mark.django_db


@pytest.fixture
def index() -> NewsIndexPage:
    portal = make_portal("fr")
    index: NewsIndexPage = add_page(portal.site.root_page, NewsIndexPage, title="News", slug="news")
    return index


def test_the_list_shows_the_newest_first(index: NewsIndexPage) -> None:
    add_page(index, NewsPage, title="Old", slug="old", date=date(2024, 1, 1))
    add_page(index, NewsPage, title="New", slug="new", date=date(2026, 1, 1))
    document, dependencies = render_page(index, Portal(index.get_site()))
    assert [item["title"] for item in document["items"]] == ["New", "Old"]
    assert document["items"][0]["date"] == "2026-01-01"
    assert f"children:{index.pk}" in dependencies


def test_categories_are_counted(index: NewsIndexPage) -> None:
    data = NewsCategory.objects.create(name="Data", slug="data", locale=index.locale)
    for slug in ("one", "two"):
        news = add_page(index, NewsPage, slug=slug)
        news.categories.add(data)
        news.save_revision().publish()
    document, _dependencies = render_page(index, Portal(index.get_site()))
    assert document["categories"] == [{"slug": "data", "name": "Data", "count": 2}]


def test_an_author_is_a_person_or_a_name(index: NewsIndexPage) -> None:
    news = add_page(index, NewsPage, slug="one")
    person = Person.objects.create(name="Ann", role="Node manager", locale=index.locale)
    NewsAuthor.objects.create(page=news, person=person)
    NewsAuthor.objects.create(page=news, name="A guest", sort_order=1)
    document, _dependencies = render_page(NewsPage.objects.get(), Portal(index.get_site()))
    assert [author["name"] for author in document["authors"]] == ["Ann", "A guest"]
    assert document["authors"][0]["person"]["role"] == "Node manager"
    with pytest.raises(ValidationError):
        NewsAuthor(page=news).clean()


def test_the_latest_news_of_a_page_are_those_of_its_language(index: NewsIndexPage) -> None:
    for day in (1, 2, 3):
        add_page(index, NewsPage, title=f"Day {day}", slug=f"day-{day}", date=date(2026, 1, day))
    body = [block("latest_news", title="", count=2, more=link())]
    page = add_page(index.get_parent(), ContentPage, slug="about", body=body)
    synchronise()
    french = page.get_translations().get().specific
    document, _dependencies = render_page(french, Portal(page.get_site()))
    items = document["body"][0]["value"]["items"]
    assert [item["path"] for item in items] == ["/fr/news/day-3/", "/fr/news/day-2/"]
    assert {item["state"] for item in items} == {"fallback"}
