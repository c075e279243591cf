"""The safety net: pages that changed past every signal, found without rendering anything.

`QuerySet.update`, raw SQL and data migrations tell nobody. Each document keeps a fingerprint of the
page row it was made from; comparing all of them takes two queries.
"""

from typing import Any

from wagtail.models import Page

from cms.delivery.changes import changed
from cms.delivery.finished import Portals, page_fingerprint
from cms.delivery.models import Document


def drifted_pages() -> set[int]:
    """The pages whose document is missing, superfluous, or made from another state of the row."""
    portals = Portals()
    documents = Document.objects.pages().filter(page__isnull=False)
    stored: dict[Any, str] = dict(documents.values_list("page", "fingerprint"))
    actual: dict[Any, str] = {
        page.pk: page_fingerprint(page)
        for page in Page.objects.live().filter(depth__gt=1).iterator()
        if portals.publishing(page) is not None
    }
    return {page for page in stored.keys() | actual.keys() if stored.get(page) != actual.get(page)}


def repair_drift() -> set[int]:
    """Make the documents of drifted pages anew, and those that this affects; the pages' keys."""
    pages = drifted_pages()
    if pages:
        changed(pages=pages)
    return pages
