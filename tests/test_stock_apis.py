"""Wagtail's own APIs beside ours: what a token opens, and the leaks that stay closed.

M4 to M7 are the measured behaviours of Wagtail 8.0.1's APIs that would tell strangers too much.
"""

import json
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from wagtail.models import (
    APIToken,
    Collection,
    CollectionViewRestriction,
    GroupPagePermission,
    Page,
    PageViewRestriction,
)

from cms.core.portals import Portal
from home.models import ContentPage
from tests.factories import (
    add_page,
    block,
    default_portal,
    items,
    link,
    make_image,
    make_portal,
    picture,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def _made(lasting: None) -> None:
    make_portal("nl")


@pytest.fixture
def portal(_made: None, db: None) -> Portal:
    return default_portal()


@pytest.fixture
def hidden(portal: Portal) -> Any:
    """A page that was never published."""
    page = ContentPage(title="Hidden", slug="hidden", live=False, locale=portal.source_locale)
    portal.site.root_page.add_child(instance=page)
    page.save_revision()
    return page


@pytest.fixture
def linking(portal: Portal, hidden: Page) -> Any:
    """A public page that links to it in every way."""
    button = {"text": "More", "link": link(page=hidden.pk), "primary": True}
    body = [
        block("rich_text", text=f'<p><a linktype="page" id="{hidden.pk}">There</a></p>'),
        block("call_to_action", title="Go", text="", ctas=items(button)),
        block("image", image=picture(make_image()), caption="", size="normal"),
    ]
    return add_page(portal.site.root_page, ContentPage, title="Linking", slug="linking", body=body)


def client_of(user: User) -> Client:
    """A client with a token of the user's."""
    _token, plain = APIToken.create_token(user=user, name="Test")
    return Client(headers={"Authorization": f"Bearer {plain}"})


@pytest.fixture
def reader() -> Client:
    """Holds a token and may edit nothing."""
    return client_of(User.objects.create_user("reader"))


@pytest.fixture
def editor(portal: Portal) -> Client:
    """May edit the portal."""
    return client_of(editing(portal.site.root_page))


def editing(page: Page) -> User:
    user = User.objects.create_user(f"editor-{page.pk}")
    group = Group.objects.create(name=f"Editors of {page.pk}")
    for codename in ("add_page", "change_page", "publish_page"):
        permission = Permission.objects.get(codename=codename)
        GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    user.groups.add(group)
    return user


@pytest.mark.parametrize("version", ["v2", "v3"])
def test_m4_a_link_to_an_unpublished_page_leads_nowhere(
    editor: Client, linking: Page, hidden: Page, version: str
) -> None:
    for query in ("", "?rich_text_format=html", "?rich_text_format=markdown"):
        if version == "v2" and query:
            continue
        answer = editor.get(f"/api/{version}/pages/{linking.pk}/{query}")
        assert answer.status_code == 200, answer.content
        rich_text, call, _image = answer.json()["body"]
        assert "hidden" not in json.dumps(answer.json()["body"]).lower()
        assert rich_text["value"]["html"] == "<p>There</p>"
        assert call["value"]["ctas"][0]["link"]["state"] == "missing"


@pytest.mark.parametrize("version", ["v2", "v3"])
def test_m5_strangers_learn_of_no_unpublished_parent(
    client: Client, portal: Portal, hidden: Page, version: str
) -> None:
    child = add_page(hidden, ContentPage, title="Child", slug="child")
    answer = client.get(f"/api/{version}/pages/{child.pk}/")
    assert answer.status_code == 401
    assert "hidden" not in answer.content.decode().lower()


def test_m5_v2_names_a_parent_only_when_it_is_public(reader: Client, hidden: Page) -> None:
    child = add_page(hidden, ContentPage, title="Child", slug="child")
    assert reader.get(f"/api/v2/pages/{child.pk}/").json()["meta"]["parent"] is None


def test_m6_a_token_without_rights_opens_nothing_in_v3(reader: Client, linking: Page) -> None:
    """So nobody hands one out for reading: the delivery API needs none."""
    assert reader.get("/api/v3/pages/").json() == {"count": 0, "items": []}
    assert reader.get(f"/api/v3/pages/{linking.pk}/").status_code == 404


def test_m7_drafts_are_for_those_who_may_edit_them(
    client: Client, reader: Client, editor: Client, portal: Portal, hidden: Page
) -> None:
    elsewhere = make_portal(hostname="portal.example").site.root_page
    stranger = client_of(editing(elsewhere))
    for version in ("live", "draft"):
        address = f"/api/v3/pages/{hidden.pk}/?version={version}"
        assert client.get(address).status_code == 401
        assert reader.get(address).status_code == 404
        assert stranger.get(address).status_code == 404
        assert editor.get(address).status_code == 200
    listed = {item["id"] for item in stranger.get("/api/v3/pages/").json()["items"]}
    assert listed == {elsewhere.pk}


@pytest.mark.parametrize("version", ["v2", "v3"])
def test_blocks_are_represented_as_in_our_documents(
    client: Client, editor: Client, linking: Page, version: str
) -> None:
    ours = client.get("/api/delivery/v1/resolve/?path=/linking/").json()["page"]
    theirs = editor.get(f"/api/{version}/pages/{linking.pk}/").json()
    assert theirs["body"] == ours["body"]
    assert theirs["hero_ctas"] == ours["hero"]["ctas"]


def test_what_is_written_with_v3_is_published(editor: Client, portal: Portal) -> None:
    page = add_page(portal.site.root_page, ContentPage, title="Old", slug="old")
    body = [block("heading", text="Written", anchor="", level="2")]
    written = editor.patch(
        f"/api/v3/pages/{page.pk}/",
        json.dumps({"title": "New", "body": body, "meta": {"action": "publish"}}),
        content_type="application/json",
    )
    assert written.status_code == 200, written.content
    document = Client().get("/api/delivery/v1/resolve/?path=/old/").json()["page"]
    assert document["title"] == "New"
    assert document["body"][0]["value"]["text"] == "Written"


def test_a_token_ends_with_its_user_and_when_it_is_revoked(portal: Portal) -> None:
    user = editing(portal.site.root_page)
    token, plain = APIToken.create_token(user=user, name="Test")
    client = Client(headers={"Authorization": f"Bearer {plain}"})
    assert client.get("/api/v3/pages/").status_code == 200
    user.is_active = False
    user.save()
    assert client.get("/api/v3/pages/").status_code == 401
    user.is_active = True
    user.save()
    token.revoke()
    assert client.get("/api/v2/pages/").status_code == 401


def test_v2_shows_the_holder_of_a_token_what_is_public(
    reader: Client, editor: Client, linking: Page, hidden: Page
) -> None:
    hiding = Collection.get_first_root_node().add_child(name="Hiding").add_child(name="Inner")
    make_image("Secret", collection=hiding)
    CollectionViewRestriction.objects.create(
        collection=hiding.get_parent(), restriction_type="login"
    )
    PageViewRestriction.objects.create(page=linking, restriction_type="login")
    for client in (reader, editor):
        titles = {item["title"] for item in client.get("/api/v2/pages/").json()["items"]}
        assert titles == {"Home"}
        for page in (linking, hidden):
            assert client.get(f"/api/v2/pages/{page.pk}/").status_code == 404
        images = client.get("/api/v2/images/").json()["items"]
        assert [item["title"] for item in images] == ["Pond"]
        assert client.get("/api/v2/documents/").json()["items"] == []
        assert client.get("/api/v2/redirects/").status_code == 200


def test_an_address_that_neither_has_is_told_to_holders_of_tokens_only(
    client: Client, reader: Client
) -> None:
    for version in ("v2", "v3"):
        assert client.get(f"/api/{version}/nothing/").status_code == 401
        assert reader.get(f"/api/{version}/nothing/").status_code == 404
