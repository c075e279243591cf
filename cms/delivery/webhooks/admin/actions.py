"""What an administrator does with one endpoint: test it, rotate its secret, enable it, replay."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.log_actions import log
from wagtail.permissions import policy_registry

from cms.delivery.webhooks import event_types, keys
from cms.delivery.webhooks.admin.forms import ReplayForm, day_so_far
from cms.delivery.webhooks.composing import body
from cms.delivery.webhooks.models import Delivery, Endpoint
from cms.delivery.work import wake


class EndpointActionView(WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    """One page that says what will happen, and a button by which it does."""

    template_name = "webhooks/action.html"
    header_icon = "link"
    #: What the button says, and what is said before it is pressed.
    button: Any
    explanation: Any
    done: Any
    form: forms.Form | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        policy = policy_registry.get_by_type(Endpoint)
        if not policy.user_has_permission(request.user, "change"):
            raise PermissionDenied
        self.endpoint = get_object_or_404(Endpoint, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with transaction.atomic():
            self.act()
            wake()
        messages.success(request, self.done % {"name": self.endpoint.name})
        return redirect("webhooks:edit", self.endpoint.pk)

    def act(self) -> None:
        raise NotImplementedError

    def log(self, action: str) -> None:
        log(self.endpoint, action, user=self.request.user)

    def get_page_subtitle(self) -> str:
        return self.endpoint.name

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            {"url": reverse("webhooks:index"), "label": _("Webhooks")},
            {
                "url": reverse("webhooks:edit", args=[self.endpoint.pk]),
                "label": self.endpoint.name,
            },
            {"url": "", "label": str(self.page_title)},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        explanation = self.explanation % {"name": self.endpoint.name, "url": self.endpoint.url}
        return {
            **super().get_context_data(**kwargs),
            "endpoint": self.endpoint,
            "explanation": explanation,
            "button": self.button,
            "form": self.form,
        }


class TestView(EndpointActionView):
    page_title = gettext_lazy("Send a test")
    button = gettext_lazy("Send the test")
    explanation = gettext_lazy("Sends the event “webhook.test” to %(url)s now.")
    done = gettext_lazy("A test was sent to “%(name)s”: the log shows the answer in a moment.")

    def act(self) -> None:
        if not self.endpoint.active:
            raise PermissionDenied
        name = event_types.TEST.name
        data = {"webhook": self.endpoint.name, "message": "This is a test."}
        Delivery.objects.create(
            endpoint=self.endpoint, type=name, body=body(name, timezone.now(), data)
        )


class EnableView(EndpointActionView):
    page_title = gettext_lazy("Enable")
    button = gettext_lazy("Enable it")
    explanation = gettext_lazy(
        "“%(name)s” hears of changes again, and what was waiting for it is sent now. What happened "
        "while it was disabled was not written down for it: its receiver should ask the API what "
        "changed."
    )
    done = gettext_lazy("“%(name)s” hears of changes again.")

    def act(self) -> None:
        self.endpoint.enable()
        self.log("webhooks.enable")


class DisableView(EndpointActionView):
    page_title = gettext_lazy("Disable")
    button = gettext_lazy("Disable it")
    explanation = gettext_lazy("“%(name)s” hears of nothing until it is enabled again.")
    done = gettext_lazy("“%(name)s” hears of nothing until it is enabled again.")

    def act(self) -> None:
        self.endpoint.disable(Endpoint.Reason.BY_HAND)
        self.log("webhooks.disable")


class SecretView(EndpointActionView):
    """Shows the secret once; after that there can only be a new one."""

    template_name = "webhooks/secret.html"
    page_title = gettext_lazy("Secret")
    button = explanation = ""
    secret = ""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with transaction.atomic():
            self.endpoint = Endpoint.objects.select_for_update().get(pk=self.endpoint.pk)
            if "rotate" in request.POST:
                self.secret = self.endpoint.rotate_secret()
                self.log("webhooks.rotate")
            elif not self.endpoint.secret_shown:
                self._reveal()
        response: HttpResponse = self.get(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    def _reveal(self) -> None:
        try:
            self.secret = self.endpoint.reveal_secret()
        except keys.Unreadable as error:
            messages.error(self.request, str(error))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "secret": self.secret}


class ReplayView(EndpointActionView):
    """Sends the deliveries of a time once more."""

    page_title = gettext_lazy("Replay")
    button = gettext_lazy("Send them again")
    explanation = gettext_lazy(
        "Sends the deliveries of a time to %(url)s once more, with the ids that they had: a "
        "receiver that has seen one ignores it."
    )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.form = ReplayForm(request.POST or None, initial=day_so_far())
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not isinstance(self.form, ReplayForm) or not self.form.is_valid():
            response: HttpResponse = self.get(request, *args, **kwargs)
            return response
        with transaction.atomic():
            count = self.form.replay(self.endpoint)
            wake()
        text = ngettext("%(count)s delivery is sent again.", "%(count)s are sent again.", count)
        messages.success(request, text % {"count": count})
        return redirect(f"{reverse('webhook_deliveries:index')}?endpoint={self.endpoint.pk}")
