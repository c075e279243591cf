"""The log of deliveries: read, looked into, sent again; written by the worker only."""

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from cms.core.events import event_types
from cms.delivery.webhooks.models import Delivery, Endpoint
from cms.delivery.work import wake


class DeliveryFilterSet(WagtailFilterSet):  # type: ignore[misc]
    endpoint = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Webhook"), queryset=Endpoint.objects.all()
    )
    state = django_filters.ChoiceFilter(label=gettext_lazy("State"), choices=Delivery.State.choices)
    type = django_filters.ChoiceFilter(
        label=gettext_lazy("Event"), choices=lambda: [(name, name) for name in event_types()]
    )
    created_at = django_filters.DateFromToRangeFilter(
        label=gettext_lazy("Created"), widget=DateRangePickerWidget
    )

    class Meta:
        model = Delivery
        fields = ("endpoint", "state", "type", "created_at")


class DeliveryIndexView(IndexView):  # type: ignore[misc]
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("endpoint", "site").defer("body")


class DeliveryInspectView(InspectView):  # type: ignore[misc]
    template_name = "webhooks/delivery.html"
    page_title = gettext_lazy("Delivery")

    def get_fields_context(self) -> list[dict[str, Any]]:
        fields: list[dict[str, Any]] = super().get_fields_context()
        if self.object.state == Delivery.State.PENDING:
            fields.append(self.get_context_for_field("due_at"))
        return fields

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        may_replay = policy_registry.get_by_type(Endpoint).user_has_permission(
            self.request.user, "change"
        )
        return {
            **context,
            "attempts": self.object.attempts.all(),
            "may_replay": may_replay and self.object.state != Delivery.State.PENDING,
        }


@require_POST
def replay_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Send one delivery again."""
    if not policy_registry.get_by_type(Endpoint).user_has_permission(request.user, "change"):
        raise PermissionDenied
    delivery = get_object_or_404(Delivery, pk=pk)
    with transaction.atomic():
        waiting = Delivery.objects.filter(pk=pk).exclude(state=Delivery.State.PENDING)
        waiting.replay()
        wake()
    if delivery.endpoint.active:
        messages.success(request, _("It is sent again."))
    else:
        messages.warning(request, _("It is sent when its webhook is enabled again."))
    return redirect("webhook_deliveries:inspect", pk)


class DeliveryViewSet(ModelViewSet):  # type: ignore[misc]
    model = Delivery
    name = "webhook_deliveries"
    icon = "history"
    menu_label = gettext_lazy("Webhook deliveries")
    menu_order = 610
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    form_fields = ()
    index_view_class = DeliveryIndexView
    inspect_view_class = DeliveryInspectView
    inspect_view_fields = (
        "message_id",
        "type",
        "endpoint",
        "site",
        "created_at",
        "tries",
    )
    filterset_class = DeliveryFilterSet
    list_per_page = 50
    list_display = (
        TitleColumn(
            "type",
            label=gettext_lazy("Event"),
            get_url=lambda one: reverse("webhook_deliveries:inspect", args=[one.pk]),
        ),
        Column("endpoint", label=gettext_lazy("Webhook"), sort_key="endpoint__name"),
        Column("site", label=gettext_lazy("Portal")),
        StatusTagColumn(
            "state",
            label=gettext_lazy("State"),
            accessor="get_state_display",
            primary=lambda one: one.state == Delivery.State.DELIVERED,
            sort_key="state",
        ),
        Column("tries", label=gettext_lazy("Attempts"), sort_key="tries"),
        DateColumn("created_at", label=gettext_lazy("Created"), sort_key="created_at"),
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        """Nobody adds, edits or deletes what the worker has written."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("inspect/<int:pk>/", self.inspect_view, name="inspect"),
            path("<int:pk>/replay/", replay_view, name="replay"),
        ]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        absent = ("add", "edit", "delete", "history", "usage")
        return super().get_common_view_kwargs(  # type: ignore[no-any-return]
            **{f"{name}_url_name": None for name in absent}, **kwargs
        )
