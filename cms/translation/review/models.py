"""Who translates into which language, and how far a translated string has come.

wagtail-localize keeps neither: to it a string is translated or not, and whoever may edit pages may
translate into every language.
"""

from collections.abc import Iterable
from typing import Any, ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale
from wagtail_localize.models import String, StringTranslation, Translation


class Approval(models.TextChoices):
    """The states of XLIFF that come after `translated`."""

    REVIEWED = "reviewed", _("Reviewed")
    FINAL = "final", _("Final")


def digest_of(text: str) -> UUID:
    """Tells one text from another, as wagtail-localize tells strings."""
    digest: UUID = String._get_data_hash(text)
    return digest


class SegmentReview(models.Model):
    """A person found a translated string to be right.

    It holds for the words that were reviewed: once they change, by whatever way, the string is
    only translated again.
    """

    translation = models.OneToOneField(
        StringTranslation,
        verbose_name=_("translation"),
        on_delete=models.CASCADE,
        related_name="review",
    )
    state = models.CharField(_("state"), max_length=8, choices=Approval.choices)
    digest = models.UUIDField(editable=False)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewed by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    reviewed_at = models.DateTimeField(_("reviewed at"), auto_now=True)

    class Meta:
        verbose_name = _("review of a string")
        verbose_name_plural = _("reviews of strings")

    def __str__(self) -> str:
        return f"{self.translation_id}: {self.state}"

    # What `bulk_create` replaces in a row that is there.
    replaced: ClassVar[list[str]] = ["state", "digest", "reviewed_by", "reviewed_at"]

    @classmethod
    def store(cls, reviews: Iterable[Self]) -> Any:
        """Insert or replace the reviews of as many strings, in one query."""
        return cls.objects.bulk_create(
            reviews,
            update_conflicts=True,
            unique_fields=["translation"],
            update_fields=cls.replaced,
        )


class Translator(models.Model):
    """Somebody who works in one language, and in others only as far as there are more of these."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="translates_into",
    )
    locale = models.ForeignKey(
        Locale,
        verbose_name=_("language"),
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_(
            "The person sees translations into this language only, and changes pages in no other. "
            "Which pages they may edit their groups say, for example those beneath “Accueil”."
        ),
    )

    class Meta:
        verbose_name = _("translator")
        verbose_name_plural = _("translators")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "locale"],
                name="one_translator_per_user_and_language",
                violation_error_message=_("This person translates into this language already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.locale})"


class Stage(models.TextChoices):
    """How far a text that was given to somebody is in the flow from translator to reviewer."""

    TO_TRANSLATE = "to_translate", _("To translate")
    IN_REVIEW = "in_review", _("In review")
    RETURNED = "returned", _("Returned to the translator")
    APPROVED = "approved", _("Approved and published")


class Assignment(models.Model):
    """Who translates a text into a language, who reviews it, and until when."""

    translation = models.OneToOneField(
        Translation,
        verbose_name=_("translation"),
        on_delete=models.CASCADE,
        related_name="assignment",
    )
    translator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("translator"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewer"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    due = models.DateField(_("due"), null=True, blank=True)
    stage = models.CharField(
        _("stage"), max_length=12, choices=Stage.choices, default=Stage.TO_TRANSLATE
    )
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)
    # What the last mail to each of them said of it: nothing is told twice.
    told_translator = models.CharField(max_length=60, blank=True, editable=False)
    told_reviewer = models.CharField(max_length=60, blank=True, editable=False)

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")

    def __str__(self) -> str:
        return f"{self.translation_id}: {self.stage}"


#: Letters of a comment, and of what it repeats of a segment.
LONGEST_REMARK = 2_000
LONGEST_QUOTE = 200


class Remark(models.Model):
    """What one of those who work at a text says of it to the others."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="remarks")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    text = models.TextField(_("comment"), max_length=LONGEST_REMARK)
    # The segment that it is about, as files name it, with its place and words at that time: the
    # source may change. Empty for the whole text.
    segment = models.CharField(max_length=24, blank=True, editable=False)
    place = models.CharField(max_length=LONGEST_QUOTE, blank=True, editable=False)
    quote = models.CharField(max_length=LONGEST_QUOTE, blank=True, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("made_at", "pk")

    def __str__(self) -> str:
        return f"{self.user}: {self.text[:40]}"
