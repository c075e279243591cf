"""The countries, territories and islands that GBIF's API knows.

The codes are ISO 3166-1 alpha-2, taken with their translated names from django-countries (ISO's
list, kept up to date), plus the three codes of GBIF's own `Country` enumeration that ISO leaves to
its users.
"""

from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_countries import countries as iso_countries

GBIF_ONLY: dict[str, str | Promise] = {
    "XK": _("Kosovo"),
    "XZ": _("International waters"),
    "ZZ": _("Unknown or invalid"),
}


@cache
def country_codes() -> frozenset[str]:
    """Every code that a country parameter takes."""
    return frozenset(code for code, _name in iso_countries) | GBIF_ONLY.keys()


def country_choices() -> list[tuple[str, str]]:
    """(code, name in the active language), sorted by name, for a form."""
    return [(code, str(name)) for code, name in iso_countries] + [("XK", str(GBIF_ONLY["XK"]))]


def country_code_named(text: str) -> str | None:
    """The code for a three-letter code or a name in English or the active language, if any."""
    found: str = iso_countries.by_name(text, insensitive=True)
    if not found and len(text) == 3:
        found = iso_countries.alpha2(text)
    return found or None
