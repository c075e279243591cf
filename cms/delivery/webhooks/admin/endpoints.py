"""The endpoints in the admin, under Settings, for those who may change them."""

from functools import partial
from typing import Any

from django.forms import CheckboxSelectMultiple
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.views.generic import CreateView, EditView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button, HeaderButton

from cms.delivery.webhooks.admin import actions
from cms.delivery.webhooks.admin.forms import EndpointForm
from cms.delivery.webhooks.models import Endpoint

ACTIONS = {
    "test": actions.TestView,
    "enable": actions.EnableView,
    "disable": actions.DisableView,
    "secret": actions.SecretView,
    "replay": actions.ReplayView,
}


class EndpointCreateView(CreateView):  # type: ignore[misc]
    """Making one leads to its secret, which its receiver needs."""

    def get_success_url(self) -> str:
        return reverse("webhooks:secret", args=[self.object.pk])

    def get_success_buttons(self) -> list[Any]:
        return []


class EndpointEditView(EditView):  # type: ignore[misc]
    template_name = "webhooks/endpoint.html"

    @cached_property
    def header_buttons(self) -> list[Button]:
        log = f"{reverse('webhook_deliveries:index')}?endpoint={self.object.pk}"
        return [HeaderButton(_("Deliveries"), url=log, icon_name="history")]

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return [*self._actions(), *super().header_more_buttons]

    def _actions(self) -> list[Button]:
        address = partial(self._address, self.object.pk)
        switch = (
            [
                Button(_("Send a test"), url=address("test"), icon_name="mail", priority=1),
                Button(_("Disable"), url=address("disable"), icon_name="no-view", priority=4),
            ]
            if self.object.active
            else [Button(_("Enable"), url=address("enable"), icon_name="check", priority=1)]
        )
        return [
            *switch,
            Button(_("Secret"), url=address("secret"), icon_name="key", priority=2),
            Button(_("Replay"), url=address("replay"), icon_name="rotate", priority=3),
        ]

    @staticmethod
    def _address(pk: int, action: str) -> str:
        return reverse(f"webhooks:{action}", args=[pk])


class EndpointViewSet(ModelViewSet):  # type: ignore[misc]
    model = Endpoint
    name = "webhooks"
    icon = "link"
    menu_label = gettext_lazy("Webhooks")
    menu_order = 600
    add_to_settings_menu = True
    copy_view_enabled = False
    add_to_reference_index = False
    add_view_class = EndpointCreateView
    edit_view_class = EndpointEditView
    search_fields = ("name", "url")
    list_display = (
        "name",
        "url",
        StatusTagColumn(
            "active",
            label=gettext_lazy("State"),
            accessor=lambda one: gettext_lazy("active") if one.active else gettext_lazy("disabled"),
            primary=lambda one: one.active,
        ),
        Column("debounce", label=gettext_lazy("Waits"), accessor=lambda one: f"{one.debounce} s"),
    )
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("url"),
            FieldPanel("events"),
            FieldPanel("debounce"),
            FieldPanel("sites", widget=CheckboxSelectMultiple),
        ],
        base_form_class=EndpointForm,
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            *(
                path(f"<int:pk>/{name}/", view.as_view(), name=name)
                for name, view in ACTIONS.items()
            ),
        ]
