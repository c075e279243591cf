"""The glossary as editors see it: one entry for a thing, with its wording in each language."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel


class Subject(models.TextChoices):
    """What an entry is about."""

    VOCABULARY = "vocabulary", _("GBIF vocabulary")
    ORGANISATION = "organisation", _("Organisation")
    OTHER = "other", _("Other")


class CaseRule(models.TextChoices):
    """Whether capitals matter."""

    ANY = "any", _("As the sentence asks")
    EXACT = "exact", _("Always exactly as written here")


class TermForm(WagtailAdminModelForm):  # type: ignore[misc]
    """Tells a second wording in a language beside it; Django would tell it above all fields."""

    def is_valid(self) -> bool:
        valid: bool = super().is_valid()
        seen: set[str] = set()
        for form in self.formsets["wordings"].forms:
            # Django has taken what is there twice out of the cleaned data.
            language = form["language"].value()
            if not language or getattr(form, "cleaned_data", {}).get("DELETE"):
                continue
            if language in seen:
                form.add_error(
                    "language",
                    _(
                        "This entry has a wording in this language already: put synonyms under "
                        "“other forms”."
                    ),
                )
                valid = False
            seen.add(language)
        return valid


class Term(ClusterableModel):  # type: ignore[misc]
    """A thing that every text should call by the same word. `key` names what was seeded."""

    key = models.CharField(max_length=100, unique=True, null=True, blank=True, editable=False)
    subject = models.CharField(
        _("subject"), max_length=20, choices=Subject.choices, default=Subject.OTHER
    )
    case_rule = models.CharField(
        _("capitals"),
        max_length=10,
        choices=CaseRule.choices,
        default=CaseRule.ANY,
        help_text=_("“Exactly” for names, such as GBIF or Darwin Core."),
    )
    note = models.TextField(
        _("note for translators"),
        blank=True,
        help_text=_("For example “A record that an organism was at a place at a time.”"),
    )

    panels: ClassVar[list[Panel]] = [
        FieldPanel("subject"),
        FieldPanel("case_rule"),
        FieldPanel("note"),
        InlinePanel("wordings", heading=_("Wordings"), label=_("Wording"), min_num=1),
    ]

    base_form_class = TermForm
    objects: ClassVar[models.Manager["Term"]] = models.Manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        verbose_name = _("glossary entry")
        verbose_name_plural = _("glossary")

    def __str__(self) -> str:
        wordings = {wording.language: wording.text for wording in self.wordings.all()}
        return wordings.get(settings.LANGUAGE_CODE) or next(iter(wordings.values()), "")

    @property
    def languages(self) -> str:
        """The codes of the languages that it has a wording in, for the list."""
        return ", ".join(wording.language for wording in self.wordings.all())


def content_languages() -> list[tuple[str, str | Promise]]:
    """What a portal may be written in; as a function it stays out of migrations."""
    return list(settings.WAGTAIL_CONTENT_LANGUAGES)


class WordingQuerySet(QuerySet["Wording"]):
    """Wordings of the glossary."""

    def in_languages(self, *languages: str) -> "WordingQuerySet":
        """Those in any of some languages, with their entries, an entry's together."""
        return self.filter(language__in=languages).select_related("term").order_by("term_id", "pk")


class Wording(models.Model):
    """What a thing is called in one language, and what it must not be called."""

    term = ParentalKey(Term, on_delete=models.CASCADE, related_name="wordings")
    language = models.CharField(_("language"), max_length=20, choices=content_languages)
    text = models.CharField(
        _("wording"), max_length=200, help_text=_("For example “occurrence” or “waarneming”.")
    )
    forms = models.TextField(
        _("other forms"),
        blank=True,
        help_text=_(
            "One a line: plurals and synonyms that are as good, for example “taxa” for “taxon”."
        ),
    )
    forbidden = models.TextField(
        _("forbidden"),
        blank=True,
        help_text=_("One a line: what translators must not write, for example “voorval”."),
    )

    panels: ClassVar[list[Panel]] = [
        FieldPanel("language"),
        FieldPanel("text"),
        FieldPanel("forms"),
        FieldPanel("forbidden"),
    ]

    objects = WordingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        verbose_name = _("wording")
        verbose_name_plural = _("wordings")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["term", "language"], name="one_wording_a_language")
        ]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        good = {self.text.casefold(), *(form.casefold() for form in lines(self.forms))}
        both = [variant for variant in lines(self.forbidden) if variant.casefold() in good]
        if both:
            message = _("“%(variant)s” cannot be the wording and forbidden at once.")
            raise ValidationError({"forbidden": message % {"variant": both[0]}})


def lines(text: Any) -> list[str]:
    """The lines of a field that are not empty, without white space around them."""
    return [line for line in (line.strip() for line in str(text).splitlines()) if line]
