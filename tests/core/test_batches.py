"""Many pages are rendered with as many queries as few."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from cms.delivery.finished import FinishedDocument, Portals
from community.models import (
    Axis,
    Contribution,
    Objective,
    Organisation,
    Person,
    ProjectIndexPage,
    ProjectPage,
    Target,
)
from gbif_blocks.models import Snapshot
from home.models import ContentPage, NewsAuthor, NewsCategory, NewsIndexPage, NewsPage
from tests.benchmarks.content import build_portal
from tests.delivery.editing import submit_for_translation
from tests.factories import (
    add_page,
    block,
    items,
    link,
    make_image,
    make_portal,
    picture,
    synchronise,
)

pytestmark = pytest.mark.django_db


def finish(pages: list[Page]) -> tuple[list[FinishedDocument], int]:
    """The documents of some pages, made by new eyes, and how many queries that took."""
    with CaptureQueriesContext(connection) as queries:
        pks = [page.pk for page in pages]
        finished = list(Portals().finish(Page.objects.filter(pk__in=pks).specific()))
    assert len(finished) == len(pages)
    return finished, len(queries)


def assert_many_take_no_more(pages: list[Page], few: int) -> None:
    finish(pages)  # once, for the snapshots and the hashes of the pictures' files
    _documents, queries_of_few = finish(pages[:few])
    documents, queries_of_many = finish(pages)
    assert queries_of_many <= queries_of_few
    assert queries_of_few <= 20
    alone = {one.row.page: one for page in pages for one in finish([page])[0]}
    for document in documents:
        other = alone[document.row.page]
        assert (document.row.body, document.tags) == (other.row.body, other.tags)


def test_fifty_pages_of_twelve_blocks_take_as_many_queries_as_ten() -> None:
    build_portal(60, ["en", "fr"])
    assert_many_take_no_more(list(ContentPage.objects.filter(locale__language_code="fr")[:50]), 10)


def test_translations_and_their_states_are_looked_up_together() -> None:
    portal = make_portal("fr", "nl")
    pages = [
        add_page(portal.site.root_page, ContentPage, slug=f"page-{number}") for number in range(4)
    ]
    synchronise()
    for page in pages[1:]:
        submit_for_translation(page, "fr")
    translated = [one for page in pages for one in page.get_translations(inclusive=True)]
    assert len({one.locale_id for one in translated}) == 3
    assert_many_take_no_more(sorted(translated, key=lambda one: one.pk), 6)


def a_news_page(index: Page, number: int) -> Page:
    locale = index.locale
    category, _created = NewsCategory.objects.get_or_create(
        slug=f"category-{number}", locale=locale, defaults={"name": f"Category {number}"}
    )
    picture_of_person = make_image(f"person-{number}", width=40, height=40)
    person = Person.objects.create(
        name=f"Person {number}", locale=locale, picture=picture_of_person
    )
    page = add_page(index, NewsPage, title=f"News {number}", slug=f"news-{number}")
    page.authors = [NewsAuthor(person=person)]
    page.categories = [category]
    page.tags.set([f"tag-{number}", "all"])
    page.save_revision().publish()
    return page


def a_project(index: Page, number: int) -> Page:
    locale = index.locale
    axis = Axis.objects.create(number=number, name=f"Axis {number}", locale=locale)
    objective = Objective.objects.create(
        number=number, name=f"Objective {number}", axis=axis, locale=locale
    )
    target = Target.objects.create(
        objective=objective, label="Trees", value=100, unit="trees", year=2030, locale=locale
    )
    partner = Organisation.objects.create(
        name=f"Partner {number}",
        locale=locale,
        logo=make_image(f"logo-{number}", width=40, height=40),
    )
    page = add_page(
        index,
        ProjectPage,
        slug=f"project-{number}",
        summary="Trees",
        objectives=[{"type": "objective", "id": "a", "value": objective.pk}],
        partners=[{"type": "organisation", "id": "b", "value": partner.pk}],
    )
    page.contributions = [Contribution(target=target, value=3)]
    page.save_revision().publish()
    return page


@pytest.mark.parametrize(
    ("index", "make"), [(NewsIndexPage, a_news_page), (ProjectIndexPage, a_project)]
)
def test_pages_with_relations_and_the_lists_of_them_take_no_query_each(
    index: type[Page], make: Callable[[Page, int], Page]
) -> None:
    portal = make_portal()
    listing = add_page(portal.site.root_page, index, slug="list")
    pages = [make(listing, 1), make(listing, 2)]
    _documents, few = finish([listing])
    pages += [make(listing, number) for number in range(3, 6)]
    [document], many = finish([listing])
    assert len(document.row.content["items"]) == 5
    assert many <= few
    assert_many_take_no_more(pages, 2)


def test_chosen_pages_pictures_and_snippets_of_every_page_are_fetched_at_once() -> None:
    portal = make_portal("nl")
    target = add_page(portal.site.root_page, ContentPage, slug="target")

    def page(number: int) -> Any:
        image = make_image(f"image-{number}", width=40, height=40)
        partner = Organisation.objects.create(name=f"P{number}", locale=target.locale, logo=image)
        listed = add_page(target, ContentPage, slug=f"listed-{number}", hero_image=image)
        body = [
            block("gallery", title="", images=items({"image": picture(image), "caption": ""})),
            block("organisations", title="", intro="", organisations=items(partner.pk)),
            block("page_list", title="", pages=items(listed.pk)),
            block("rich_text", text=f'<p><a linktype="page" id="{listed.pk}">x</a></p>'),
            block("quote", text="x", attribution="", link=link(page=listed.pk)),
        ]
        return add_page(portal.site.root_page, ContentPage, slug=f"page-{number}", body=body)

    assert_many_take_no_more([page(number) for number in range(5)], 2)


def test_snapshots_that_there_are_not_yet_are_made_together() -> None:
    build_portal(30, ["en"])
    pages = list(ContentPage.objects.order_by("pk"))
    finish(pages)  # once, for the hashes of the pictures' files
    Snapshot.objects.all().delete()
    few = finish(pages[:5])[1]
    Snapshot.objects.all().delete()
    many = finish(pages)[1]
    assert many <= few
    assert Snapshot.objects.exists()
