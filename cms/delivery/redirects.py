"""Where old paths lead. Read live from Wagtail's redirects: an editor's change holds at once.

Wagtail would itself make a redirect when a page is moved or gets another slug, but after the commit
and by what it thinks the public paths are. Here a redirect is made when a document gets another
path, in the same transaction: whatever the reason, for every descendant, in every language.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db.models import QuerySet
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from cms.core.portals import Portal
from cms.delivery.models import Document, Tombstone
from cms.delivery.storing import StoreResult, in_batches

MAX_PATH = 255  # of Wagtail's column


@dataclass(frozen=True)
class Leads:
    """Where an old path leads now: a path of this portal or an absolute address; 301 or 302."""

    old_path: str
    location: str
    status: int


def record_moves(result: StoreResult) -> None:
    """Lead from each path at which a page stood to the page, now that it stands elsewhere.

    Also when it was withdrawn for a while. An editor's own redirect stays; a path too long for
    Wagtail's column gets none, and is answered as withdrawn.
    """
    withdrawn = {(one.site_id, one.key, one.locale) for one in result.removed}
    places = {(row.site_id, row.key, row.locale): row for row in result.written}
    moved = [row for place, row in places.items() if row.was_new or place in withdrawn]
    for rows in in_batches(moved):
        old_places = Tombstone.objects.of(rows).exclude(path="")
        pages: dict[tuple[int, str], int] = {}
        for old in old_places.order_by("sequence"):
            row = places.get((old.site_id, old.key, old.locale))
            old_path = Redirect.normalise_path(old.path)
            if row is not None and row.page and row.path != old.path and len(old_path) <= MAX_PATH:
                pages[old.site_id, old_path] = row.page
        _lead(pages)


def _lead(pages: dict[tuple[int, str], int]) -> None:
    """Make, or turn, the automatic redirects from old paths of sites to pages."""
    present = {
        (one.site_id, one.old_path): one
        for one in Redirect.objects.filter(old_path__in=[path for _site, path in pages])
    }
    for place, page in pages.items():
        redirect = present.get(place)
        if redirect and redirect.automatically_created and redirect.redirect_page_id != page:
            Redirect.objects.filter(pk=redirect.pk).update(redirect_page=page)
    Redirect.objects.bulk_create(
        (
            Redirect(site_id=site, old_path=path, redirect_page_id=page, automatically_created=True)
            for (site, path), page in pages.items()
            if (site, path) not in present
        ),
        ignore_conflicts=True,  # an editor was quicker
    )


def redirect_from(site: Site, path: str, query: str = "") -> Leads | None:
    """The redirect from a path, its chain followed to the end; the query string is kept.

    A redirect whose page is not public, or which leads in a circle, is none.
    """
    redirect = None
    if query:
        redirect = _find(site, f"{path}?{query}")
    if redirect is None:
        redirect = _find(site, path)
    else:
        query = ""  # it was part of the old address
    if redirect is None:
        return None
    documents = Document.objects.pages().of_site(site)
    location = _follow(
        redirect,
        find=lambda old: _find(site, old),
        path_of=lambda page: documents.filter(page=page).values_list("path", flat=True).first(),
        is_page=lambda path: documents.at_path(path).exists(),
        portal=Portal(site),
    )
    if location is None:
        return None
    if query and "?" not in location:
        address, hash_, anchor = location.partition("#")
        location = f"{address}?{query}{hash_}{anchor}"
    return Leads(redirect.old_path, location, _status(redirect))


def all_redirects(site: Site) -> Iterator[Leads]:
    """Every redirect of the portal that leads somewhere, in the order of the old paths."""
    redirects = {one.old_path: one for one in _redirects(site)}
    pages = dict(Document.objects.pages().of_site(site).values_list("page", "path"))
    paths = set(pages.values())
    for old_path, redirect in sorted(redirects.items()):
        location = _follow(
            redirect,
            find=lambda old: redirects.get(Redirect.normalise_path(old)),
            path_of=pages.get,
            is_page=paths.__contains__,
            portal=Portal(site),
        )
        if location is not None and f"{old_path.rstrip('/')}/" not in paths:
            yield Leads(old_path, location, _status(redirect))


def _redirects(site: Site) -> QuerySet[Redirect]:
    """The redirects of the portal after those of all portals, so that its own come last."""
    redirects: QuerySet[Redirect] = Redirect.get_for_site(site).order_by("site_id")
    return redirects


def _find(site: Site, path: str) -> Redirect | None:
    old_path = Redirect.normalise_path(path)
    if len(old_path) > MAX_PATH:
        return None
    found = sorted(_redirects(site).filter(old_path=old_path), key=lambda one: one.site_id or 0)
    return found[-1] if found else None


def _follow(
    redirect: Redirect,
    *,
    find: Callable[[str], Redirect | None],
    path_of: Callable[[int], str | None],
    is_page: Callable[[str], bool],
    portal: Portal,
) -> str | None:
    followed = set()
    while redirect.pk not in followed:
        followed.add(redirect.pk)
        if redirect.redirect_page_id is not None:
            path = path_of(redirect.redirect_page_id)
            route = redirect.redirect_page_route_path
            return path and (path.rstrip("/") + route if route else path)
        link = redirect.redirect_link
        own = _own_path(link, portal)
        following = None if not own or is_page(_page_path(own)) else find(own)
        if following is None:
            return own or link or None
        redirect = following
    return None


def _own_path(link: str, portal: Portal) -> str | None:
    """The path, when the link stays within the portal."""
    if link.startswith("/") and not link.startswith("//"):
        return link
    home = urlsplit(portal.frontend_url)
    there = urlsplit(link)
    if (there.scheme, there.netloc) != (home.scheme, home.netloc):
        return None
    return there._replace(scheme="", netloc="").geturl() or "/"


def _page_path(address: str) -> str:
    """The path at which a page would stand: an editor may have left out the final slash."""
    return f"{urlsplit(address).path.rstrip('/')}/"


def _status(redirect: Redirect) -> int:
    return 301 if redirect.is_permanent else 302
