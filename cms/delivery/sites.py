"""Which portal a request asks, and in which languages that portal is published."""

from functools import lru_cache
from typing import NamedTuple, Self

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.http import HttpRequest
from django.http.request import split_domain_port
from wagtail.models import Site

from cms.delivery.models import Document
from cms.delivery.problems import UnknownLocale, UnknownSite

NO_PORT = -1


class AskedHost(NamedTuple):
    """The host that a request names, in the `site` parameter (`by_name`) or by being sent to it."""

    host: str
    port: int
    by_name: bool

    @classmethod
    def of(cls, request: HttpRequest, name: str | None) -> Self:
        """What `name` (the `site` parameter) or else the request's host says."""
        # The header was judged before the views (CommonMiddleware); here it is only compared.
        given = name or request.META.get("HTTP_HOST") or request.get_host()
        host, port = _host_and_port(given, "" if name else request.get_port())
        return cls(host, port, bool(name))

    def sites(self) -> QuerySet[Site]:
        """The portals that may be meant, the one that is meant first.

        A host that names none is served the default portal, a `site` that names none nothing.
        """
        wanted = Q(hostname=self.host)
        if not self.by_name:
            wanted |= Q(is_default_site=True)
        sites: QuerySet[Site] = Site.objects.filter(wanted).order_by(
            _first(hostname=self.host), _first(port=self.port), "-is_default_site", "pk"
        )
        return sites


@lru_cache(maxsize=256)  # a service has few names, and each request says one of them
def _host_and_port(given: str, default: str) -> tuple[str, int]:
    host, port = split_domain_port(given)
    port = port or default
    known = port.isascii() and port.isdigit() and len(port) <= len("65535")
    return host, int(port) if known else NO_PORT


def _first(**condition: str | int) -> OrderBy:
    """An order in which those that fulfil the condition come first."""
    return ExpressionWrapper(Q(**condition), BooleanField()).desc()


def find_site(request: HttpRequest, name: str | None) -> Site:
    """The portal that `name` (the `site` parameter) or else the request's host picks."""
    asked = AskedHost.of(request, name)
    site: Site | None = asked.sites().select_related("root_page__locale").first()
    if site is None:
        raise UnknownSite(f"No portal has the host name “{asked.host}”.")
    return site


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
