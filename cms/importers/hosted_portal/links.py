"""Where a link of the old portal leads in the new one.

Internal paths become links to pages, in the language of the page that holds them. What cannot be
followed is repaired where the intention is plain, and reported in every case.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote, urlsplit

from cms.importers.hosted_portal.languages import Pairing
from cms.importers.hosted_portal.report import Place
from cms.importers.hosted_portal.source import Portal, SourcePage

UUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
# Records that have a page on gbif.org under the same path as in a portal.
RECORD = re.compile(
    rf"^(?:dataset|publisher|institution|collection|network|installation)/{UUID}(?:/.*)?$"
    r"|^(?:occurrence|species|taxon)/\d+$"
)
SCHEME = re.compile(r"^([a-zA-Z][a-zA-Z0-9+.-]*):")
HOSTLIKE = re.compile(r"^(?:www\.|[\w-]+(?:\.[\w-]+)+/)", re.IGNORECASE)
MAIL_MISSPELLINGS = {"maito", "mailo", "mail", "mialto", "malto", "mailt"}
STAGING = re.compile(r"\.gbif-(?:staging|uat|dev|test)\.org")


class Kind(StrEnum):
    PAGE = "page"
    DOCUMENT = "document"
    URL = "url"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads. NONE keeps the text and no link.

    PAGE has `page` (with `query` and `anchor`); DOCUMENT has `path` below the portal's folder;
    URL has `url`: http(s), mailto, tel or "#anchor".
    """

    kind: Kind
    url: str = ""
    page: SourcePage | None = None
    query: str = ""
    anchor: str = ""
    path: str = ""


NOWHERE = Target(Kind.NONE)


class Links:
    """The portal's addresses. `resolve` never fails: it reports."""

    def __init__(self, portal: Portal, pairing: Pairing) -> None:
        self.portal = portal
        self.pairing = pairing
        self._pages: dict[str, SourcePage] = {}
        for page in portal.all_pages():
            if page.url:
                self._pages.setdefault(_normal(page.url), page)
        for page in portal.all_pages():
            if page.url:
                self._pages.setdefault(_normal(page.url).lower(), page)

    def resolve(self, href: str, lang: str, place: Place) -> Target:
        """The target of `href`, which stands at `place` in a text of language `lang`."""
        href = href.strip()
        if not href:
            self.portal.report.warning(
                "link-empty", place, "a link leads nowhere; its text is kept"
            )
            return NOWHERE
        if href.startswith("//"):
            href = f"https:{href}"
        scheme = SCHEME.match(href)
        if scheme:
            return self._absolute(href, scheme[1].lower(), lang, place)
        if href.startswith("#"):
            return Target(Kind.URL, url=href)
        if href.startswith("/"):
            return self._internal(href, lang, place)
        return self._relative(href, lang, place)

    def _absolute(self, href: str, scheme: str, lang: str, place: Place) -> Target:
        if scheme in MAIL_MISSPELLINGS:
            fixed = "mailto:" + href.split(":", 1)[1]
            self.portal.report.warning("link-mailto", place, f"“{href}” repaired: “{fixed}”")
            return Target(Kind.URL, url=fixed)
        if scheme in {"mailto", "tel"}:
            return Target(Kind.URL, url=href)
        if scheme not in {"http", "https"}:
            self.portal.report.warning(
                "link-scheme", place, f"“{href}” is no link for a website; its text is kept"
            )
            return NOWHERE
        try:
            parts = urlsplit(href)
            host = parts.hostname
        except ValueError:
            self.portal.report.warning("link-malformed", place, f"“{href}” is not an address")
            return NOWHERE
        if host and self.portal.host and host == self.portal.host:
            local = parts._replace(scheme="", netloc="").geturl() or "/"
            page = self._pages.get(_normal(parts.path)) or self._pages.get(
                _normal(parts.path).lower()
            )
            if page is not None:
                self.portal.report.info(
                    "link-own-host",
                    place,
                    f"“{href}” is this portal's own address; made a link to the page",
                )
                own = self.pairing.counterpart(page, lang) or page
                return Target(Kind.PAGE, page=own, query=parts.query, anchor=parts.fragment)
            return self._internal(local, lang, place)
        if host and STAGING.search(host):
            self.portal.report.warning(
                "link-staging", place, f"“{href}” leads to a test server of GBIF"
            )
        return Target(Kind.URL, url=href)

    def _internal(self, href: str, lang: str, place: Place) -> Target:
        parts = urlsplit(href)
        path = _normal(unquote(parts.path))
        page = self._pages.get(path) or self._pages.get(path.lower())
        if page is None and lang != self.portal.root_lang:
            page = self._pages.get(_normal(f"/{lang}{path}"))
        if page is not None:
            return self._page(page, href, lang, place, parts.query, parts.fragment)
        if self.portal.file_at(path) is not None:
            return Target(Kind.DOCUMENT, path=path.lstrip("/"))
        record = self._record(path)
        if record:
            self.portal.report.info(
                "link-record", place, f"“{href}” is a record of GBIF; linked to {record}"
            )
            return Target(Kind.URL, url=record)
        self.portal.report.warning(
            "link-missing", place, f"“{href}” does not exist in this portal; its text is kept"
        )
        return NOWHERE

    def _page(
        self, page: SourcePage, href: str, lang: str, place: Place, query: str, anchor: str
    ) -> Target:
        if page.lang != lang:
            own = self.pairing.counterpart(page, lang)
            if own is not None:
                self.portal.report.warning(
                    "link-language",
                    place,
                    f"“{href}” leads to {page.lang} from a {lang} page; corrected to {own.url}",
                )
                page = own
            else:
                self.portal.report.warning(
                    "link-language-missing",
                    place,
                    f"“{href}” leads to {page.lang} from a {lang} page, and the page has no {lang} "
                    "version",
                )
        return Target(Kind.PAGE, page=page, query=query, anchor=anchor)

    def _relative(self, href: str, lang: str, place: Place) -> Target:
        path = href.split("?")[0].split("#")[0]
        record = self._record(path)
        if record:
            self.portal.report.warning(
                "link-relative", place, f"“{href}” has no leading slash; repaired: {record}"
            )
            return Target(Kind.URL, url=record)
        if "@" in href and "/" not in href:
            self.portal.report.warning("link-mailto", place, f"“{href}” repaired: “mailto:{href}”")
            return Target(Kind.URL, url=f"mailto:{href}")
        if HOSTLIKE.match(href):
            self.portal.report.warning(
                "link-relative", place, f"“{href}” has no https://; repaired: https://{href}"
            )
            return Target(Kind.URL, url=f"https://{href}")
        self.portal.report.warning("link-relative", place, f"“{href}” read as “/{href}”")
        return self._internal(f"/{href.removeprefix('./')}", lang, place)

    def _record(self, path: str) -> str:
        """The address on gbif.org of a record's path, "" when it is none."""
        path = path.strip("/")
        first, _slash, rest = path.partition("/")
        if first in self.portal.languages:
            path = rest
        return f"https://www.gbif.org/{path}" if RECORD.match(path) else ""


def _normal(path: str) -> str:
    """`path` as Jekyll's server compares it: no final slash, .html or index."""
    path = re.sub(r"(?:/index)?\.html$", "", path)
    return "/" + path.strip("/")
