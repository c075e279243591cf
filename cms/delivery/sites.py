"""Which portal a request asks, and in which languages that portal is published."""

from django.core.exceptions import DisallowedHost
from django.db.models import Q
from django.http import HttpRequest
from django.http.request import split_domain_port
from wagtail.models import Site

from cms.delivery.models import Document
from cms.delivery.problems import UnknownLocale, UnknownSite


def find_site(request: HttpRequest, name: str | None) -> Site:
    """The portal that `name` (the `site` parameter) or else the request's host picks.

    A host that names none is served the default portal, a `site` that names none nothing.
    """
    try:
        host, port = split_domain_port(name or request.get_host())
    except DisallowedHost as error:
        raise UnknownSite("No portal has this host name.") from error
    wanted = Q(hostname=host) if name else Q(hostname=host) | Q(is_default_site=True)
    sites = list(Site.objects.select_related("root_page__locale").filter(wanted))
    port = port or ("" if name else request.get_port())
    best = max(
        sites,
        key=lambda site: (site.hostname == host, str(site.port) == port, site.is_default_site),
        default=None,
    )
    if best is None:
        raise UnknownSite(f"No portal has the host name “{host}”.")
    return best


def source_code(site: Site) -> str:
    """The URL code of the language in which the portal is written first."""
    return str(site.root_page.locale.language_code)


def published_languages(site: Site) -> list[str]:
    """The URL codes of the languages in which the portal is published, the source's first."""
    codes = Document.objects.sites().of_site(site).values_list("locale", flat=True)
    return sorted(codes, key=lambda code: (code != source_code(site), code))


def check_locale(site: Site, code: str) -> None:
    """UnknownLocale unless the portal is published in the language."""
    languages = published_languages(site)
    if code not in languages:
        raise UnknownLocale(f"The portal is not published in “{code}”.", languages=languages)
