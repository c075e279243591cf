"""The tokens with which programs report to us, made, listed and ended."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.admin.views.generic import CreateView, EditView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import log
from wagtail.permissions import policy_registry

from cms.delivery.webhooks.models import BuildToken
from cms.delivery.webhooks.models.tokens import Token


class TokenCreateView(CreateView):  # type: ignore[misc]
    """Making a token shows it, in the answer to the form: it is kept nowhere."""

    def save_instance(self) -> Token:
        token: Token = self.form.save(commit=False)
        self.plain = token.issue()
        self.form.save_m2m()
        log(token, "wagtail.create", user=self.request.user)
        return token

    def save_action(self) -> HttpResponse:
        context = {
            **self.get_context_data(),
            "token": self.object,
            "plain": self.plain,
            "back": reverse(self.index_url_name),
        }
        response: HttpResponse = self.response_class(
            request=self.request, template=["webhooks/token.html"], context=context
        )
        response["Cache-Control"] = "no-store"
        return response


class TokenEditView(EditView):  # type: ignore[misc]
    template_name = "webhooks/build_token.html"
    revoke_url_name = ""

    @cached_property
    def can_revoke(self) -> bool:
        return bool(self.object.usable)

    @cached_property
    def revoke_url(self) -> str:
        return reverse(self.revoke_url_name, args=[self.object.pk])


class TokenViewSet(ModelViewSet):  # type: ignore[misc]
    """The tokens of one kind."""

    model: type[Token]
    icon = "key"
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    add_view_class = TokenCreateView
    edit_view_class = TokenEditView
    list_display = (
        "name",
        Column("site", label=gettext_lazy("Portal")),
        StatusTagColumn(
            "usable",
            label=gettext_lazy("State"),
            accessor=lambda one: gettext_lazy("usable") if one.usable else gettext_lazy("ended"),
            primary=lambda one: one.usable,
        ),
        DateColumn("expires_at", label=gettext_lazy("Expires")),
        DateColumn("last_used_at", label=gettext_lazy("Last used")),
    )

    def get_edit_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_edit_view_kwargs(  # type: ignore[no-any-return]
            revoke_url_name=self.get_url_name("revoke"), **kwargs
        )

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/revoke/", require_POST(self._revoke), name="revoke"),
        ]

    def _revoke(self, request: HttpRequest, pk: int) -> HttpResponse:
        """End a token at once."""
        policy = policy_registry.get_by_type(self.model)
        if not policy.user_has_permission(request.user, "change"):
            raise PermissionDenied
        token = get_object_or_404(self.model, pk=pk)
        token.revoke()
        log(token, "webhooks.revoke", user=request.user)
        messages.success(request, _("The token “%s” is refused from now on.") % token.name)
        return redirect(reverse(self.get_url_name("index")))


class BuildTokenViewSet(TokenViewSet):
    model = BuildToken
    name = "build_tokens"
    menu_label = gettext_lazy("Build tokens")
    menu_order = 620
    edit_handler = ObjectList(
        [FieldPanel("name"), FieldPanel("site"), FieldPanel("expires_at")],
    )
