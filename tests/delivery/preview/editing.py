"""An editor at the preview panel and at the page of share links, as their browser speaks."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.delivery.preview.sharing import share
from tests.delivery.editing import again

PREVIEW = "https://portal.example/preview/"
API = "/api/delivery/v1/preview/"
EDITING = ("add_page", "change_page", "publish_page")


def make_editor(name: str, *pages: Page, rights: Iterable[str] = EDITING) -> Any:
    """Somebody who may work on these pages and what is below them."""
    user = get_user_model().objects.create_user(name, f"{name}@portal.example", "password")
    group = Group.objects.create(name=f"Editors {name}")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for page in pages:
        for codename in rights:
            permission = Permission.objects.get(
                content_type__app_label="wagtailcore", codename=codename
            )
            GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    user.groups.add(group)
    return user


def browser_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def form(body: Iterable[tuple[str, Any]] = (), **fields: Any) -> dict[str, str]:
    """What the editor's form of a content page sends."""
    data: dict[str, str] = nested_form_data(
        {
            "title": "A page",
            "slug": "a-page",
            "body": streamfield(list(body)),
            "hero_kind": "none",
            "hero_height": "normal",
            "hero_ctas": streamfield([]),
            "comments": inline_formset([]),
            **fields,
        }
    )
    return data


def panel_address(page: Page) -> str:
    return reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])


def new_page_panel_address(parent: Page, model: type[Page]) -> str:
    names = (model._meta.app_label, model._meta.model_name)
    return reverse("wagtailadmin_pages:preview_on_add", args=[*names, parent.pk])


def type_in_panel(editor: Any, address: str, data: dict[str, str]) -> str:
    """Type, and let the panel load what was typed; the token in the frame's address."""
    browser = browser_of(editor)
    answer = browser.post(address, data)
    assert answer.json() == {"is_valid": True, "is_available": True}
    return token_in(browser.get(address, {"in_preview_panel": "true"}))


def token_in(answer: Any) -> str:
    """The token in the address to which an answer sends the browser."""
    assert answer.status_code == 302
    address = answer["Location"]
    assert address.startswith(PREVIEW)
    return str(address).removeprefix(PREVIEW).rstrip("/")


def share_link(page: Page, editor: Any, lasting: timedelta = timedelta(days=1)) -> str:
    """The token of a new share link."""
    _link, address = share(again(page), editor, lasting)
    return address.removeprefix(PREVIEW).rstrip("/")


def ask(token: str, rest: str = "", **headers: str) -> Any:
    """The API's answer to somebody without an account."""
    return Client().get(f"{API}{token}/{rest}", headers=headers)
