from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from cms.delivery.webhooks.models.tokens import Token


class TranslationToken(Token):
    """Lets a translation vendor fetch and return texts of one portal in some languages."""

    prefix: ClassVar[str] = "gpt_"

    locales = models.ManyToManyField(
        Locale,
        verbose_name=_("languages"),
        related_name="+",
        help_text=_("Into which languages its holder translates."),
    )

    class Meta(Token.Meta):
        abstract = False
        verbose_name = _("translation token")
        verbose_name_plural = _("translation tokens")
