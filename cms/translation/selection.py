"""Languages and pages as they are named on a command line or in an address."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from cms.core.models import Language
from cms.core.portals import Portal


class NotFound(ValueError):
    """Something that was named and does not exist; says what there is."""


def locale_named(name: str) -> Locale:
    """The language of a URL code or a BCP 47 tag. Raises NotFound."""
    locales = list(Locale.objects.select_related("language"))
    for locale in locales:
        if name.lower() in (locale.language_code.lower(), Language.of(locale).bcp47.lower()):
            return locale
    known = ", ".join(one.language_code for one in locales)
    raise NotFound(
        _("There is no language “%(name)s”; there are %(known)s.") % {"name": name, "known": known}
    )


def page_keys(names: Iterable[str]) -> set[UUID]:
    """The texts of pages named by number or by public path (“/about/”). Raises NotFound."""
    portals = Portal.all()
    paths: dict[str | None, UUID] = {}
    found = set()
    for name in names:
        if name.isdigit():
            key = (
                Page.objects.filter(pk=int(name)).values_list("translation_key", flat=True).first()
            )
        else:
            paths = paths or {
                portal.path(page): page.translation_key
                for portal in reversed(portals)
                for page in portal.pages().only("url_path", "locale_id", "translation_key", "live")
            }
            key = paths.get(f"/{name.strip('/')}/".replace("//", "/"))
        if key is None:
            raise NotFound(
                _("There is no page “%(name)s”: give its number or its path, such as /about/.")
                % {"name": name}
            )
        found.add(key)
    return found
