"""A page, its document and everything that shows it change together, or not at all."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from cms.core import rendering
from cms.core.models import Image
from cms.delivery import finished
from cms.delivery.models import Document
from community.models import Organisation
from home.models import ContentPage, HomePage
from tests.factories import add_page, block, items, make_image, make_portal, picture


class RendererError(Exception):
    """What the tests' broken renderer raises."""


@pytest.fixture
def break_rendering(monkeypatch: pytest.MonkeyPatch) -> Callable[[], Callable[[], None]]:
    """Makes every rendering fail from now on; gives the way back."""

    def start() -> Callable[[], None]:
        def fail(*args: Any) -> Any:
            raise RendererError

        monkeypatch.setattr(finished, "render_page", fail)
        return monkeypatch.undo

    return start


def test_a_page_is_not_published_when_its_document_cannot_be_made(
    break_rendering: Callable[[], Callable[[], None]],
) -> None:
    portal = make_portal()
    page = add_page(portal.site.root_page, ContentPage, title="Before", slug="page")
    page.title = "After"
    revision = page.save_revision()
    repair = break_rendering()
    with pytest.raises(RendererError):
        revision.publish()
    repair()
    stored = ContentPage.objects.get(pk=page.pk)
    assert stored.title == "Before"
    assert stored.live_revision != revision
    assert Document.objects.get(path="/page/").title == "Before"


@pytest.mark.parametrize(
    "operation",
    [
        pytest.param(lambda page: page.unpublish(), id="unpublish"),
        pytest.param(lambda page: page.delete(), id="delete"),
        pytest.param(lambda page: page.move(page.get_parent(), "first-child"), id="move"),
        pytest.param(lambda page: page.copy(update_attrs={"slug": "copy"}), id="copy"),
        pytest.param(lambda page: page.specific.save(), id="save"),
    ],
)
def test_no_operation_is_half_done(
    operation: Callable[[Page], Any], break_rendering: Callable[[], Callable[[], None]]
) -> None:
    portal = make_portal()
    first = add_page(portal.site.root_page, ContentPage, slug="first")
    second = add_page(first, ContentPage, slug="second")
    shown = block("page_list", title="", pages=items(first.pk, second.pk))
    add_page(portal.site.root_page, ContentPage, slug="third", body=[shown])
    page = Page.objects.get(pk=first.pk)
    before = list(Page.objects.order_by("pk").values("pk", "path", "live", "url_path"))
    repair = break_rendering()
    with pytest.raises(RendererError):
        operation(page)
    repair()
    assert list(Page.objects.order_by("pk").values("pk", "path", "live", "url_path")) == before
    assert Page.objects.get(pk=second.pk).live


def test_scheduled_publishing_is_atomic_too(
    break_rendering: Callable[[], Callable[[], None]],
) -> None:
    portal = make_portal()
    page = add_page(portal.site.root_page, ContentPage, slug="event")
    page.expire_at = timezone.now() - timedelta(seconds=1)
    page.save(update_fields=["expire_at"])
    add_page(page, ContentPage, slug="below")
    repair = break_rendering()
    with pytest.raises(RendererError):
        call_command("publish_scheduled")
    repair()
    assert Page.objects.get(pk=page.pk).live


def test_a_picture_and_a_snippet_are_saved_with_the_pages_that_show_them(
    break_rendering: Callable[[], Callable[[], None]],
) -> None:
    portal = make_portal()
    image = make_image(creator="A. Frog")
    organisation = Organisation.objects.create(name="Pond Society", locale=portal.source_locale)
    body = [
        block("image", image=picture(image), caption="", size="normal"),
        block("organisations", title="", intro="", organisations=items(organisation.pk)),
    ]
    add_page(portal.site.root_page, ContentPage, slug="pond", body=body)
    repair = break_rendering()
    image.creator = "B. Toad"
    with pytest.raises(RendererError):
        image.save()
    organisation.name = "Ditch Society"
    with pytest.raises(RendererError):
        organisation.save()
    repair()
    assert Image.objects.get(pk=image.pk).creator == "A. Frog"
    assert Organisation.objects.get(pk=organisation.pk).name == "Pond Society"


@pytest.fixture
def editor(client: Client) -> Client:
    """A browser in which an administrator is logged in."""
    client.force_login(get_user_model().objects.create_superuser("editor", "editor@portal.example"))
    return client


def test_unpublishing_in_the_admin_withdraws_a_whole_branch_at_once(editor: Client) -> None:
    portal = make_portal()
    parent = add_page(portal.site.root_page, ContentPage, slug="about")
    add_page(parent, ContentPage, slug="team")
    address = reverse("wagtailadmin_pages:unpublish", args=[parent.pk])
    assert editor.post(address, {"include_descendants": "on"}).status_code == 302
    live = Document.objects.pages().values_list("path", flat=True)
    assert list(live) == ["/"]


def test_deleting_many_in_the_admin_makes_each_document_once(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal = make_portal()
    home = HomePage.objects.get(pk=portal.site.root_page_id)
    pages = [add_page(home, ContentPage, slug=f"page-{number}") for number in range(4)]
    listing = block("page_list", title="", pages=items(*(page.pk for page in pages)))
    add_page(home, ContentPage, slug="listing", body=[listing])
    rendered: list[str] = []
    original = rendering.render_page

    def render_page(page: Any, portal: Any) -> Any:
        rendered.append(page.slug)
        return original(page, portal)

    monkeypatch.setattr(finished, "render_page", render_page)
    query = "&".join(f"id={page.pk}" for page in pages)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    assert editor.post(f"{address}?{query}&next=/admin/").status_code == 302
    assert rendered.count("listing") == 1


def test_pictures_put_into_a_private_collection_by_the_dozen_are_hidden(editor: Client) -> None:
    from wagtail.models import Collection, CollectionViewRestriction

    portal = make_portal()
    private = Collection.get_first_root_node().add_child(name="Internal")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    image = make_image()
    add_page(portal.site.root_page, ContentPage, slug="p", hero_kind="image", hero_image=image)
    address = reverse("wagtail_bulk_action", args=["core", "image", "add_to_collection"])
    answer = editor.post(f"{address}?id={image.pk}&next=/admin/", {"collection": private.pk})
    assert answer.status_code == 302
    assert b'"hero":{"kind":"none"' in bytes(Document.objects.get(path="/p/").body)
