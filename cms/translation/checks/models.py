"""What reviewers found to be no mistake, and why."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail_localize.models import StringTranslation


class IgnoredFinding(models.Model):
    """A finding on a translation that somebody looked at and let pass.

    It holds for the text that it was said of: once that changes, the check counts again.
    """

    translation = models.ForeignKey(
        StringTranslation, on_delete=models.CASCADE, related_name="ignored_findings"
    )
    code = models.CharField(_("check"), max_length=40)
    text = models.TextField(_("translation at that time"))
    reason = models.CharField(
        _("reason"),
        max_length=300,
        help_text=_("For example “The source says it twice, the Dutch need not.”"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager["IgnoredFinding"]] = models.Manager()

    class Meta:
        verbose_name = _("ignored finding")
        verbose_name_plural = _("ignored findings")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["translation", "code"], name="one_reason_a_finding")
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.reason}"
