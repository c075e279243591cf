from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import User
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from cms.delivery.preview import admin_views
from cms.delivery.preview.sharing import REVOKED, SHARED, may_share
from cms.delivery.preview.userbar import use_frontend_checker


def admin_urls() -> list[URLPattern | URLResolver]:
    patterns = [
        path("pages/<int:page_id>/share/", admin_views.ShareView.as_view(), name="share"),
        path("links/<uuid:link_id>/revoke/", admin_views.revoke_view, name="revoke"),
    ]
    return [path("previews/", include((patterns, "preview")))]


def header_button(
    page: Page, user: User, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    yield from _share_button(page, user, priority=5)


def listing_button(page: Page, user: User, next_url: str | None = None) -> Iterator[Button]:
    yield from _share_button(page, user, priority=5)


def _share_button(page: Page, user: User, priority: int) -> Iterator[Button]:
    if page.pk and page.alias_of_id is None and may_share(user, page):
        yield Button(
            _("Share preview"),
            reverse("preview:share", args=[page.pk]),
            icon_name="link",
            priority=priority,
        )


def log_actions(actions: Any) -> None:
    actions.register_action(SHARED, _("Share preview"), _("Preview shared by a link"))
    actions.register_action(REVOKED, _("End a shared preview"), _("Shared preview ended"))


hooks.register("register_admin_urls", admin_urls)
hooks.register("register_page_header_buttons", header_button)
hooks.register("register_page_listing_more_buttons", listing_button)
hooks.register("register_log_actions", log_actions)
hooks.register("construct_wagtail_userbar", use_frontend_checker)
