"""Every public address that search engines are told of, with its versions in other languages.

https://developers.google.com/search/docs/specialty/international/localized-versions: each version
lists all of them, itself included; a fallback is a duplicate and is not announced.
"""

from collections import defaultdict
from typing import Any

from wagtail.models import Site

from cms.delivery.models import Document


def items(site: Site) -> list[dict[str, Any]]:
    """The announced pages in the order of their paths."""
    tags = _language_tags(site)
    pages = Document.objects.pages().of_site(site).filter(announced=True)
    rows = list(pages.order_by("path").values("key", "locale", "path", "updated_at"))
    versions = defaultdict(list)
    for row in rows:
        version = {"hreflang": tags.get(row["locale"], row["locale"]), "path": row["path"]}
        versions[row["key"]].append(version)
    return [
        {
            "path": row["path"],
            "locale": row["locale"],
            "updated_at": row["updated_at"] and row["updated_at"].isoformat(),
            "alternates": versions[row["key"]],
        }
        for row in rows
    ]


def _language_tags(site: Site) -> dict[str, str]:
    """The BCP 47 tag of each of the portal's languages, by URL code."""
    document = Document.objects.sites().of_site(site).order_by("locale").first()
    languages = document.content["languages"] if document else []
    return {language["locale"]: language["hreflang"] for language in languages}
