"""Redirects from the addresses of the old portal that are not those of the new one."""

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from cms.core.portals import Portal as CorePortal
from cms.importers.hosted_portal.tree import Tree


def write_redirects(tree: Tree, site: Site) -> int:
    """A permanent redirect for each published page whose address changed; how many are new."""
    portal = CorePortal(site)
    made = 0
    for source, page in tree.pages.items():
        if not source.published or not source.url or "#" in source.file:
            continue
        old = Redirect.normalise_path(source.url)
        page.refresh_from_db(fields=["url_path"])
        new = portal.path(page)
        if new is None or old == Redirect.normalise_path(new):
            continue
        _redirect, created = Redirect.objects.get_or_create(
            old_path=old, site=site, defaults={"redirect_page": page, "is_permanent": True}
        )
        made += created
    return made
