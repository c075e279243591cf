"""From a public path to what stands there."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

from wagtail.models import Site

from cms.delivery.models import Document, Tombstone
from cms.delivery.problems import Gone, UnknownPath
from cms.delivery.redirects import Leads, redirect_from

# The page below an explorer that frames each of its records.
RECORD_SLUG = "_key_"
_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
# What GBIF calls the records of each catalogue by; anything else below an explorer is a mistake.
RECORD_KEYS = {
    "occurrence": r"[1-9][0-9]{0,18}",
    "taxon": r"[0-9A-Za-z]{1,20}",
    "dataset": _UUID,
    "publisher": _UUID,
    "literature": _UUID,
    "collection": _UUID,
    "institution": _UUID,
}


@dataclass(frozen=True)
class PublicPath:
    """A path as a browser shows it, decoded, with its final slash; the query string apart."""

    path: str
    query: str = ""

    @classmethod
    def read(cls, text: str) -> "PublicPath":
        """Reads “/nl/gemeenschap/”, with or without the final slash; ValueError for no path."""
        if not text.startswith("/"):
            raise ValueError("must be a path that starts with “/”, such as “/nl/gemeenschap/”")
        path, _, query = text.partition("#")[0].partition("?")
        try:
            path = unquote(path, errors="strict")
        except UnicodeDecodeError as error:
            raise ValueError("is not UTF-8") from error
        if not path.isprintable():
            raise ValueError("contains control characters")
        return cls(path if path.endswith("/") else f"{path}/", query)


@dataclass(frozen=True)
class PageFound:
    """The document at a path; `record` when the path is that of one record of its explorer."""

    document: Document
    record: dict[str, str] | None = None


def resolve(site: Site, asked: PublicPath) -> PageFound | Leads:
    """The page or the redirect at a path; raises Gone or UnknownPath. One query for a page."""
    document = Document.objects.pages().of_site(site).at_path(asked.path).first()
    if document is not None:
        return PageFound(document)
    found = redirect_from(site, asked.path, asked.query) or _record(site, asked.path)
    if found is not None:
        return found
    if Tombstone.objects.filter(site=site, path=asked.path).exists():
        raise Gone("A page stood at this path and was withdrawn.")
    # The path is not repeated: every path that is not public answers with the same bytes.
    raise UnknownPath("Nothing stands at this path.")


def _record(site: Site, path: str) -> PageFound | None:
    """The page for one record of a data explorer (“/nl/dataset/<key>/”), or None."""
    parent, key = re.fullmatch(r"(.*/)([^/]*)/", path).groups()  # type: ignore[union-attr]
    candidates = [f"{parent}{RECORD_SLUG}/", parent]
    documents = Document.objects.pages().of_site(site).filter(path__in=candidates)
    for document in sorted(documents, key=lambda one: candidates.index(str(one.path))):
        content = document.content
        if content.get("detail_path") != f"{parent}:key":
            continue
        catalogue = content["catalogue"]
        if re.fullmatch(RECORD_KEYS[catalogue], key):
            return PageFound(document, {"catalogue": catalogue, "key": key})
    return None
