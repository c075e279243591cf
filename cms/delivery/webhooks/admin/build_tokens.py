"""The tokens with which frontends report their builds."""

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


class TokenCreateView(CreateView):  # type: ignore[misc]
    """Making a token shows it, in the answer to the form: it is kept nowhere."""

    def save_instance(self) -> BuildToken:
        token: BuildToken = self.form.save(commit=False)
        self.plain = token.issue()
        log(token, "wagtail.create", user=self.request.user)
        return token

    def save_action(self) -> HttpResponse:
        context = {**self.get_context_data(), "token": self.object, "plain": self.plain}
        response: HttpResponse = self.response_class(
            request=self.request, template=["webhooks/token.html"], context=context
        )
        response["Cache-Control"] = "no-store"
        return response


class TokenEditView(EditView):  # type: ignore[misc]
    template_name = "webhooks/build_token.html"

    @cached_property
    def can_revoke(self) -> bool:
        return bool(self.object.usable)


@require_POST
def revoke_view(request: HttpRequest, pk: int) -> HttpResponse:
    """End a token at once."""
    if not policy_registry.get_by_type(BuildToken).user_has_permission(request.user, "change"):
        raise PermissionDenied
    token = get_object_or_404(BuildToken, pk=pk)
    token.revoke()
    log(token, "webhooks.revoke", user=request.user)
    messages.success(request, _("The token “%s” is refused from now on.") % token.name)
    return redirect(reverse("build_tokens:index"))


class BuildTokenViewSet(ModelViewSet):  # type: ignore[misc]
    model = BuildToken
    name = "build_tokens"
    icon = "key"
    menu_label = gettext_lazy("Build tokens")
    menu_order = 620
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
    edit_handler = ObjectList(
        [FieldPanel("name"), FieldPanel("site"), FieldPanel("expires_at")],
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/revoke/", revoke_view, name="revoke"),
        ]
