"""The forms of the webhooks' pages in the admin."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateTimeInput

from cms.core.outgoing import OutgoingError, Refused, addresses_of, target_of
from cms.delivery.webhooks.event_types import choices
from cms.delivery.webhooks.models import Delivery, Endpoint
from cms.delivery.webhooks.models.endpoints import default_events

RESOLVE_SECONDS = 2.0


class EndpointForm(WagtailAdminModelForm):  # type: ignore[misc]
    """An endpoint: what is wrong with its address is said beside the address."""

    events = forms.MultipleChoiceField(
        label=gettext_lazy("Events"),
        choices=choices,
        initial=default_events,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("A build needs “content.changed” only."),
    )

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"].strip()
        try:
            target = target_of(url)
            addresses_of(target, RESOLVE_SECONDS)
        except Refused as error:
            raise ValidationError(str(error)) from error
        except OutgoingError:
            # A name that is not known yet may be one tomorrow; each attempt asks again.
            return url
        return url


class ReplayForm(forms.Form):
    """Which deliveries of an endpoint are sent once more."""

    since = forms.DateTimeField(label=gettext_lazy("From"), widget=AdminDateTimeInput)
    until = forms.DateTimeField(label=gettext_lazy("To"), widget=AdminDateTimeInput)
    everything = forms.BooleanField(
        label=gettext_lazy("Those that were delivered, too"),
        required=False,
        help_text=gettext_lazy("Otherwise those that failed."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            self.add_error("until", _("The end lies before the beginning."))
        return cleaned

    def replay(self, endpoint: Endpoint) -> int:
        """Queue the chosen deliveries; how many they are."""
        cleaned = self.cleaned_data
        chosen = endpoint.deliveries.filter(
            created_at__gte=cleaned["since"], created_at__lte=cleaned["until"]
        ).exclude(state=Delivery.State.PENDING)
        if not cleaned["everything"]:
            chosen = chosen.filter(state=Delivery.State.FAILED)
        return chosen.replay()


def day_so_far() -> dict[str, datetime]:
    """What the form suggests: the last 24 hours."""
    now = timezone.localtime()
    return {"since": now - timedelta(days=1), "until": now}
