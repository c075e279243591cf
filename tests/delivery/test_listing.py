"""`pages/`: lists of what is published."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page, PageViewRestriction

from cms.core.portals import Portal
from cms.delivery.changes import changed, changes
from cms.delivery.models import Document
from home.models import ContentPage, NewsCategory, NewsIndexPage, NewsPage
from tests.factories import add_page, default_portal, make_portal, synchronise

Get = Callable[..., Any]


@pytest.fixture(scope="module")
def _made(lasting: None) -> None:
    """A portal with five items of news of different days, one tagged, in English and Dutch."""
    with changes():
        portal = make_portal("nl")
        index = add_page(portal.site.root_page, NewsIndexPage, title="News", slug="news")
        for number in range(1, 6):
            day = date(2026, 3, number)
            add_page(index, NewsPage, title=f"Item {number}", slug=f"item-{number}", date=day)
        page = NewsPage.objects.get(slug="item-3", locale=portal.source_locale)
        page.tags.add("frogs")
        page.save_revision().publish()
        synchronise()


@pytest.fixture
def news(_made: None, db: None) -> Portal:
    """The portal with five items."""
    return default_portal()


def titles(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [item["title"] for item in answer.json()["items"]]


def key_of(path: str, get: Get) -> str:
    key: str = get("resolve/", path=path).json()["page"]["key"]
    return key


def test_lists_are_filtered_by_type_and_language(get: Get, news: Portal) -> None:
    found = titles(get("pages/", type="home.NewsPage", locale="nl", order="-date"))
    assert found == ["Item 5", "Item 4", "Item 3", "Item 2", "Item 1"]
    assert titles(get("pages/", type=["home.NewsIndexPage", "home.HomePage"], locale="en")) == [
        "Home",
        "News",
    ]
    assert titles(get("pages/", type="home.Nothing")) == []


def test_lists_are_filtered_by_place_in_the_tree(get: Get, news: Portal) -> None:
    home, index = key_of("/", get), key_of("/news/", get)
    assert titles(get("pages/", parent=home, locale="en")) == ["News"]
    assert len(titles(get("pages/", descendant_of=home, locale="en"))) == 6
    assert len(titles(get("pages/", descendant_of=index))) == 10
    assert titles(get("pages/", parent=str(uuid4()))) == []


def test_lists_are_filtered_by_tag_and_category(get: Get, news: Portal) -> None:
    category = NewsCategory.objects.create(name="Water", slug="water", locale=news.source_locale)
    page = NewsPage.objects.get(slug="item-2", locale=news.source_locale)
    page.categories = [category]
    page.save_revision().publish()
    assert titles(get("pages/", tag="frogs", locale="en")) == ["Item 3"]
    assert titles(get("pages/", tag=["frogs", "toads"], locale="en")) == ["Item 3"]
    assert titles(get("pages/", category="water", locale="en")) == ["Item 2"]
    assert titles(get("pages/", category="water", tag="frogs")) == []


def test_sets_are_given_with_commas_or_repeated(get: Get, news: Portal) -> None:
    keys = [key_of(f"/news/item-{number}/", get) for number in (2, 4)]
    assert titles(get("pages/", key=",".join(keys), locale="en")) == ["Item 2", "Item 4"]
    assert titles(get("pages/", key=keys, locale="nl")) == ["Item 2", "Item 4"]
    both = "home.NewsIndexPage,home.HomePage"
    assert titles(get("pages/", type=both, locale="en")) == ["Home", "News"]
    assert titles(get("pages/", state="source,translated", type="home.HomePage")) == ["Home"]
    assert len(titles(get("pages/", state="fallback", limit=100))) == 7


def test_ranges_of_days_include_both_ends(get: Get, news: Portal) -> None:
    query = {"type": "home.NewsPage", "locale": "en"}
    days = {"date_from": "2026-03-02", "date_to": "2026-03-04"}
    assert titles(get("pages/", **query, **days)) == ["Item 2", "Item 3", "Item 4"]
    assert titles(get("pages/", **query, date_from="2026-03-05")) == ["Item 5"]
    assert titles(get("pages/", **query, date_to="2026-02-28")) == []


def test_ranges_of_moments_end_before_their_end(get: Get, news: Portal) -> None:
    page = get("resolve/", path="/news/item-4/").json()["page"]
    updated, published = page["updated_at"], page["published_at"]
    query = {"type": "home.NewsPage", "locale": "en"}
    later = titles(get("pages/", **query, updated_since=updated, order="updated_at"))
    earlier = titles(get("pages/", **query, updated_until=updated, order="updated_at"))
    assert later[0] == "Item 4"
    assert sorted(earlier + later) == [f"Item {number}" for number in range(1, 6)]
    assert titles(get("pages/", **query, published_until=published)) == [
        "Item 1", "Item 2", "Item 3",
    ]  # fmt: skip
    assert titles(get("pages/", **query, published_since="2999-01-01")) == []


REFUSED: tuple[dict[str, Any], ...] = (
    {"date_from": "yesterday"}, {"date_from": "2026-02-30"}, {"date_to": "2026-3-1"},
    {"updated_since": "2026-03-01T10:00:00"}, {"updated_since": "0001-01-01T00:00:00+14:00"},
    {"key": "x"}, {"state": "lost"}, {"limit": "101"}, {"limit": "0"}, {"limit": "1e9"},
    {"fields": "body,secret"}, {"order": "random"}, {"key": ",".join(["x"] * 51)},
    {"tag": ["x"] * 51}, {"parent": "1 OR 1=1"},
)  # fmt: skip


def test_what_cannot_be_asked_is_refused_by_name(get: Get, news: Portal) -> None:
    for query in REFUSED:
        answer = get("pages/", **query)
        assert answer.status_code == 400, query
        [name] = query
        assert answer.json()["parameter"] == name
        if name == "fields":
            assert "secret" in answer.json()["detail"]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="The plan is read in SQLite's words.")
@pytest.mark.parametrize("order", ["path", "-date", "title", "published_at", "-updated_at"])
def test_a_place_in_the_list_is_found_by_an_index(get: Get, news: Portal, order: str) -> None:
    cursor = get("pages/", order=order, limit=3).json()["next_cursor"]
    with CaptureQueriesContext(connection) as queries:
        get("pages/", order=order, limit=3, cursor=cursor)
    [listing] = [one["sql"] for one in queries if 'FROM "delivery_document"' in one["sql"]]
    with connection.cursor() as database:
        database.execute(f"EXPLAIN QUERY PLAN {listing}")
        plan = " ".join(row[3] for row in database.fetchall())
    name = order.removeprefix("-")
    place = f"{name}<" if order.startswith("-") else f"{name}>"
    # Descending, SQLite may begin behind those without a value, which is a bound too.
    index = rf"SEARCH .* USING INDEX .*\(site_id=\? AND ({name}>\? AND )?{place}\?\)"
    assert re.search(index, plan), plan
    assert "TEMP B-TREE" not in plan


def test_pages_without_a_value_come_last_and_once(get: Get, news: Portal) -> None:
    Document.objects.filter(title="Item 2").update(date=None)
    for order in ("date", "-date"):
        found: list[str] = []
        query: dict[str, Any] = {"order": order, "limit": 1, "locale": "en"}
        while True:
            answer = get("pages/", **query).json()
            found += [item["title"] for item in answer["items"]]
            if answer["next_cursor"] is None:
                break
            query["cursor"] = answer["next_cursor"]
        assert found[-1] == "Item 2"
        assert len(found) == len(set(found)) == 7
    drifted = NewsPage.objects.filter(title="Item 2")
    changed(pages=drifted.values_list("pk", flat=True))


def test_a_list_of_descendants_is_one_condition_in_any_number_of_languages(
    get: Get, news: Portal
) -> None:
    home = key_of("/", get)
    with CaptureQueriesContext(connection) as queries:
        get("pages/", descendant_of=home)
    assert sum(one["sql"].count("EXISTS") for one in queries) == 1
    assert not [one for one in queries if "EXISTS" in one["sql"] and " OR " in one["sql"]]


def test_a_cursor_leads_through_the_whole_list_once(get: Get, news: Portal) -> None:
    for order in ("path", "-path", "title", "-date", "published_at", "-updated_at"):
        follow_cursor(get, order)


def follow_cursor(get: Get, order: str) -> None:
    query = {"order": order, "limit": 3}
    whole = [item["path"] for item in get("pages/", order=order, limit=100).json()["items"]]
    found: list[str] = []
    cursor = None
    while True:
        page = get("pages/", **query, **({"cursor": cursor} if cursor else {})).json()
        found += [item["path"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert found == whole
    assert len(set(found)) == 14


def test_a_cursor_is_good_for_its_own_list_only(get: Get, news: Portal) -> None:
    cursor = get("pages/", limit=1, order="title").json()["next_cursor"]
    forged = cursor[:-1] + ("A" if cursor[-1] != "A" else "B")
    for query in (
        {"cursor": cursor, "order": "-title"},
        {"cursor": cursor, "order": "title", "locale": "nl"},
        {"cursor": forged, "order": "title"},
        {"cursor": "x", "order": "title"},
    ):
        answer = get("pages/", **query)
        assert answer.status_code == 400
        assert answer.json()["type"].endswith("/problems/invalid-cursor/")


def test_a_list_gives_summaries_parts_or_whole_documents(get: Get, news: Portal) -> None:
    query = {"type": "home.NewsPage", "locale": "en", "limit": 1}
    [summary] = get("pages/", **query).json()["items"]
    [part] = get("pages/", **query, fields="hero,authors").json()["items"]
    [whole] = get("pages/", **query, fields="*").json()["items"]
    assert part == {**summary, "hero": whole["hero"], "authors": whole["authors"]}
    assert whole == get("resolve/", path="/news/item-1/").json()["page"]


def test_a_list_takes_the_same_few_queries_at_any_length(
    get: Get, news: Portal, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for fields in ("body", "*"):
        for limit in (1, 13):
            with django_assert_num_queries(2):
                get("pages/", fields=fields, limit=limit)


def test_private_pages_and_drafts_are_in_no_list(get: Get, news: Portal) -> None:
    before = get("pages/", limit=100).json()
    private = add_page(news.site.root_page, ContentPage, slug="members")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    draft = ContentPage(title="Plans", slug="plans", live=False, locale=news.source_locale)
    Page.objects.get(pk=news.site.root_page_id).add_child(instance=draft)
    assert get("pages/", limit=100).json() == before
