from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.delivery.preview.models import ShareLink

HOUR, DAY = 3600, 86_400


class ShareForm(forms.ModelForm[ShareLink]):
    """For whom a link is, and how long it lasts."""

    lasting = forms.TypedChoiceField(
        label=_("Works for"),
        coerce=lambda seconds: timedelta(seconds=int(seconds)),
        choices=[
            (HOUR, _("1 hour")),
            (DAY, _("1 day")),
            (7 * DAY, _("7 days")),
            (30 * DAY, _("30 days")),
        ],
        initial=7 * DAY,
        help_text=_("After that nobody can open it. You can end it earlier."),
    )

    class Meta:
        model = ShareLink
        fields = ("label",)
        help_texts = {
            "label": _("A note for the list below, such as “Reviewers of the annual report”.")
        }
