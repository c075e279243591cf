from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet

from cms.delivery.webhooks.admin.deliveries import DeliveryViewSet
from cms.delivery.webhooks.admin.endpoints import EndpointViewSet
from cms.delivery.webhooks.admin.page_editing import PortalPageViewSet, progress_view
from cms.delivery.webhooks.admin.tokens import BuildTokenViewSet


@hooks.register("register_admin_viewset")  # type: ignore[untyped-decorator]
def viewsets() -> list[ViewSet]:
    return [EndpointViewSet(), DeliveryViewSet(), BuildTokenViewSet(), PortalPageViewSet()]


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]
def admin_urls() -> list[URLPattern]:
    return [path("builds/<int:page_id>/", progress_view, name="webhook_progress")]


@hooks.register("register_log_actions")  # type: ignore[untyped-decorator]
def log_actions(actions: Any) -> None:
    actions.register_action("webhooks.enable", _("Enable"), _("Enabled"))
    actions.register_action("webhooks.disable", _("Disable"), _("Disabled"))
    actions.register_action("webhooks.rotate", _("Rotate the secret"), _("Secret rotated"))
    actions.register_action("webhooks.revoke", _("Revoke"), _("Revoked"))
