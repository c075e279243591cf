from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from cms.core.languages import defaults_for

DIRECTIONS = [("ltr", _("Left to right")), ("rtl", _("Right to left"))]


class Language(models.Model):
    """How one language of the portals is named in links, in GBIF's widget, stories and maps."""

    locale = models.OneToOneField(Locale, on_delete=models.CASCADE, related_name="language")
    label = models.CharField(
        _("label"), max_length=60, help_text=_("In the language itself, for example “Nederlands”.")
    )
    bcp47 = models.CharField(
        _("language tag"),
        max_length=35,
        help_text=_("BCP 47, for search engines and screen readers, for example “nl-BE”."),
    )
    direction = models.CharField(_("direction"), max_length=3, choices=DIRECTIONS, default="ltr")
    widget_locale = models.CharField(
        _("GBIF widget language"), max_length=20, blank=True, help_text=_("For example “nl”.")
    )
    stories_locale = models.CharField(
        _("gbif.org stories language"),
        max_length=20,
        blank=True,
        help_text=_("For example “en-GB”. Empty: stories are shown in English."),
    )
    map_locale = models.CharField(
        _("map language"), max_length=20, blank=True, help_text=_("Names on map tiles.")
    )

    class Meta:
        ordering = ["locale_id"]
        verbose_name = _("language codes")
        verbose_name_plural = _("language codes")

    def __str__(self) -> str:
        return f"{self.label} ({self.bcp47})"

    def clean(self) -> None:
        parts = self.bcp47.split("-")
        if not parts[0].isalpha() or not all(part.isalnum() and len(part) <= 8 for part in parts):
            raise ValidationError(
                {"bcp47": _("Give a BCP 47 tag: a language, then a region: “nl” or “nl-BE”.")}
            )

    @classmethod
    def of(cls, locale: Locale) -> "Language":
        """The codes of `locale`: as edited, else unsaved defaults."""
        try:
            found: Language = locale.language
            return found
        except cls.DoesNotExist:
            defaults = defaults_for(locale.language_code)
            return cls(
                locale=locale,
                label=defaults.label,
                bcp47=locale.language_code,
                direction=defaults.direction,
                widget_locale=defaults.widget,
                stories_locale=defaults.stories,
                map_locale=defaults.map,
            )
