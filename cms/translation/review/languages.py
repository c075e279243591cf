"""Which languages somebody may translate into."""

from typing import Any

from wagtail.models import Locale

from cms.translation.review.models import Translator

PERMISSION = "wagtail_localize.submit_translation"


def languages_of(user: Any) -> list[Locale]:
    """The languages whose translations a user sees and may change.

    A translator has those that they are named for. Everybody else who may submit texts for
    translation has all of them.
    """
    locales = Locale.objects.select_related("language").order_by("pk")
    if user.is_superuser:
        return list(locales)
    own = set(Translator.objects.filter(user=user.pk).values_list("locale", flat=True))
    if own:
        return list(locales.filter(pk__in=own))
    return list(locales) if user.has_perm(PERMISSION) else []
