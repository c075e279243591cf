"""Which languages somebody may translate into."""

from typing import Any

from wagtail.models import Locale

from cms.translation.review.models import Translator

PERMISSION = "wagtail_localize.submit_translation"


def named_languages(user: Any) -> frozenset[int]:
    """The languages that a translator is named for; of everybody else none."""
    if user.is_superuser or not user.is_authenticated:
        return frozenset()
    return frozenset(Translator.objects.filter(user=user.pk).values_list("locale", flat=True))


def may_change(user: Any, *locales: int) -> bool:
    """Whether somebody may change texts in all of these languages, as far as it is about them."""
    named = named_languages(user)
    return not named or named.issuperset(locales)


def languages_of(user: Any) -> list[Locale]:
    """The languages whose translations a user sees and may change.

    A translator has those that they are named for. Everybody else who may submit texts for
    translation has all of them.
    """
    locales = Locale.objects.select_related("language").order_by("pk")
    if named := named_languages(user):
        return list(locales.filter(pk__in=named))
    return list(locales) if user.has_perm(PERMISSION) else []
