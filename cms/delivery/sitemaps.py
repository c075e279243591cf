"""Every public address that search engines are told of, with its versions in other languages.

https://developers.google.com/search/docs/specialty/international/localized-versions: each version
lists all of them, itself included, and with `x-default` the one for readers of any other language;
a fallback is a duplicate and is not announced.
"""

from collections import defaultdict
from typing import Any

from wagtail.models import Site

from cms.delivery.models import Document
from cms.delivery.sites import source_code

ANY_LANGUAGE = "x-default"


def items(site: Site) -> list[dict[str, Any]]:
    """The announced pages in the order of their paths."""
    languages = _language_tags(site)
    pages = Document.objects.pages().of_site(site).filter(announced=True).order_by("path")
    rows = list(pages.values("key", "locale", "path", "updated_at"))
    paths: dict[Any, dict[str, str]] = defaultdict(dict)
    for row in rows:
        paths[row["key"]][row["locale"]] = str(row["path"])
    alternates = {
        key: _alternates(versions, languages, source_code(site)) for key, versions in paths.items()
    }
    return [
        {
            "path": row["path"],
            "locale": row["locale"],
            "updated_at": row["updated_at"] and row["updated_at"].isoformat(),
            "alternates": alternates[row["key"]],
        }
        for row in rows
    ]


def _alternates(
    versions: dict[str, str], languages: dict[str, str], source: str
) -> list[dict[str, str]]:
    """The versions of one page, in the order of the portal's languages; `x-default` is last."""
    order = {code: place for place, code in enumerate(languages)}
    codes = sorted(versions, key=lambda code: (order.get(code, len(order)), code))
    listed = [{"hreflang": languages.get(code, code), "path": versions[code]} for code in codes]
    default = versions.get(source, versions[codes[0]])
    return [*listed, {"hreflang": ANY_LANGUAGE, "path": default}]


def _language_tags(site: Site) -> dict[str, str]:
    """The BCP 47 tag of each of the portal's languages, by URL code, the source's first."""
    document = Document.objects.sites().of_site(site).order_by("locale").first()
    languages = document.content["languages"] if document else []
    return {language["locale"]: language["hreflang"] for language in languages}
