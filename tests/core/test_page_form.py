"""What an editor may do in the page form, and where its errors stand."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import GroupPagePermission, Locale
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from home.models import ContentPage
from tests.benchmarks.forms import filled, gbif_kinds
from tests.factories import add_page, block, make_portal
from tests.gbif_server import GbifServer
from tests.gbif_server.fixtures import gbif_server, running_gbif_server

__all__ = ["gbif_server", "running_gbif_server"]

pytestmark = pytest.mark.django_db

RAW = "<marquee>one</marquee>"


def form(body: list[tuple[str, dict[str, Any], str]]) -> dict[str, str]:
    """The posted form of a page; `body` holds (type, value, id) of each block."""
    stored = streamfield([(kind, value) for kind, value, _id in body])
    data: dict[str, str] = nested_form_data(
        {
            "title": "Page",
            "slug": "page",
            "body": stored,
            "hero_ctas": streamfield([]),
            "hero_kind": "none",
            "hero_height": "normal",
            "comments": inline_formset([]),
            "action-publish": "Publish",
        }
    )
    for index, (_kind, _value, identity) in enumerate(body):
        data[f"body-{index}-id"] = identity
    return data


@pytest.fixture
def page() -> ContentPage:
    portal = make_portal()
    body = [block("html", html=RAW)]
    made: ContentPage = add_page(portal.site.root_page, ContentPage, slug="page", body=body)
    return made


@pytest.fixture
def editor_client(page: ContentPage) -> Client:
    group = Group.objects.create(name="Communication")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for right in ("add_page", "change_page", "publish_page"):
        permission = Permission.objects.get(codename=right)
        GroupPagePermission.objects.create(
            group=group, page=page.get_parent(), permission=permission
        )
    user = User.objects.create_user("editor")
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client


def publish(client: Client, page: ContentPage, data: dict[str, str]) -> str:
    return client.post(f"/admin/pages/{page.pk}/edit/", data, follow=True).content.decode()


def html_of(page: ContentPage) -> list[str]:
    return [one.value["html"] for one in ContentPage.objects.get(pk=page.pk).body]


def test_an_editor_cannot_add_raw_html(editor_client: Client, page: ContentPage) -> None:
    kept = page.body[0].id
    publish(editor_client, page, form([("html", {"html": RAW}, kept), ("html", {"html": "x"}, "")]))
    assert html_of(page) == [RAW]


def test_only_an_administrator_is_offered_raw_html(
    editor_client: Client, admin_client: Client, page: ContentPage
) -> None:
    ContentPage.objects.update(body="[]")
    address = f"/admin/pages/{page.pk}/edit/"
    offer = "HTML (unreviewed)"
    assert offer in admin_client.get(address).content.decode()
    assert offer not in editor_client.get(address).content.decode()
    publish(editor_client, page, form([("html", {"html": RAW}, "")]))
    assert html_of(page) == []


def test_an_editor_cannot_change_raw_html(editor_client: Client, page: ContentPage) -> None:
    kept = page.body[0].id
    answer = publish(editor_client, page, form([("html", {"html": "<script>"}, kept)]))
    assert "Only an administrator" in answer
    assert html_of(page) == [RAW]


def test_an_editor_may_publish_a_page_that_holds_raw_html(
    editor_client: Client, page: ContentPage
) -> None:
    publish(editor_client, page, form([("html", {"html": RAW}, page.body[0].id)]))
    assert html_of(page) == [RAW]
    assert ContentPage.objects.get(pk=page.pk).title == "Page"


def test_an_administrator_may_write_raw_html(admin_client: Client, page: ContentPage) -> None:
    publish(admin_client, page, form([("html", {"html": "<b>new</b>"}, "")]))
    assert html_of(page) == ["<b>new</b>"]


def test_an_empty_address_is_made_of_the_title(admin_client: Client, page: ContentPage) -> None:
    """However fast the title was typed, and beside a page that has that address already."""
    add = f"/admin/pages/add/home/contentpage/{page.get_parent().pk}/"
    admin_client.post(add, form([]) | {"slug": ""})
    assert ContentPage.objects.live().latest("pk").slug == "page-2"
    answer = admin_client.post(add, form([]) | {"slug": "", "title": "EN"}).content.decode()
    assert "“en” is the address of a language" in answer
    admin_client.post(f"/admin/pages/{page.pk}/edit/", form([]) | {"slug": "", "title": "Foxes"})
    assert ContentPage.objects.get(pk=page.pk).slug == "foxes"


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("contry", "BE", "country"),
        ("country", "Belgium", "BE"),
        ("datasetKey", "not-a-uuid", "UUID"),
        ("taxonKey", "Vulpes vulpes", "5219243"),
    ],
)
def test_a_page_with_a_mistaken_gbif_parameter_is_not_published(
    admin_client: Client, page: ContentPage, name: str, value: str, hint: str
) -> None:
    """The error names the accepted form, and what was typed is still in the form."""
    number = {
        "catalogue": "occurrence",
        "parameters-count": "1",
        "parameters-0-deleted": "",
        "parameters-0-order": "0",
        "parameters-0-type": "item",
        "parameters-0-id": "",
        "parameters-0-value-name": name,
        "parameters-0-value-value": value,
        "within_scope": "",
        "label": "Foxes",
        "prefix": "",
        "suffix": "",
    }
    answer = publish(admin_client, page, form([("gbif_number", number, "")]))
    assert hint in answer
    assert value in answer
    assert html_of(page) == [RAW]


def test_the_address_of_a_language_is_not_for_a_page(
    admin_client: Client, page: ContentPage
) -> None:
    Locale.objects.create(language_code="nl")
    data = form([("html", {"html": RAW}, page.body[0].id)])
    assert "is the address of a language" in publish(admin_client, page, {**data, "slug": "nl"})
    assert ContentPage.objects.get(pk=page.pk).slug == "page"


def test_a_video_that_cannot_be_played_is_refused(admin_client: Client, page: ContentPage) -> None:
    data = form([("html", {"html": RAW}, page.body[0].id)])
    data["hero_video"] = "https://example.org/page"
    assert "YouTube or Vimeo" in publish(admin_client, page, data)


def test_the_form_of_gbif_blocks_opens_without_asking_gbif_and_in_as_many_queries_for_more(
    page: ContentPage, admin_client: Client, gbif_server: GbifServer
) -> None:
    kinds = gbif_kinds()
    assert len(kinds) > 10
    few = add_page(page, ContentPage, slug="few", body=filled(kinds, len(kinds)))
    many = add_page(page, ContentPage, slug="many", body=filled(kinds, 3 * len(kinds)))
    for opened in (few, many):
        admin_client.get(f"/admin/pages/{opened.pk}/edit/")
    queries = []
    for opened in (few, many):
        with CaptureQueriesContext(connection) as asked:
            answer = admin_client.get(f"/admin/pages/{opened.pk}/edit/")
        assert answer.status_code == 200
        assert answer.content.decode().count("gbif_dataset") > 1
        queries.append(len(asked))
    assert queries[0] == queries[1]
    assert gbif_server.requests == []
