"""A finished document before it is stored: rendered from live content and from nothing else.

Because nothing here reads stored documents, the order in which documents are made does not matter,
and a document made alone equals the one that a full rebuild makes.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from hashlib import blake2b
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import orjson
from wagtail.models import Locale, Page

from cms.core.context import Context
from cms.core.models import BasePage
from cms.core.portals import Portal, portal_of
from cms.core.rendering import look_ahead, render_page, render_site
from cms.delivery.models import Document, Identity

SITE_TYPE = "site"
# The frame of a portal has no translation key of its own; this one is the same in every portal.
SITE_KEY = uuid5(NAMESPACE_URL, "urn:gbif-portal-cms:site")

# What is compared to know whether a stored document is still right; the ETag stands for the body.
COMPARED = (
    "type", "page", "parent_page", "path", "title", "date", "published_at", "updated_at",
    "announced", "translation_state", "etag", "summary", "fingerprint", "beside",
)  # fmt: skip


@dataclass(frozen=True)
class FinishedDocument:
    """One document, not yet stored, with what it shows and the words under which it is found.

    `content` is what the bytes of the row say.
    """

    row: Document
    content: dict[str, Any]
    tags: frozenset[str]
    labels: frozenset[tuple[str, str]] = frozenset()

    def __post_init__(self) -> None:
        beside = (sorted(self.tags), sorted(self.labels))
        self.row.beside = blake2b(to_bytes(beside), digest_size=12).hexdigest()

    @property
    def identity(self) -> Identity:
        return self.row.identity

    def equals(self, stored: Document) -> bool:
        """Whether a stored row says the same; the rows beside it are compared apart."""
        return all(getattr(self.row, name) == getattr(stored, name) for name in COMPARED)


def to_bytes(document: object) -> bytes:
    """JSON as it is stored, hashed and sent: UTF-8, no spaces, keys in the renderer's order."""
    return orjson.dumps(document)


def page_to_bytes(page: dict[str, Any]) -> bytes:
    """The JSON of a page. Its JSON-LD can be put into a script element as it stands: no title can
    end that element, since “<” is written as an escape there."""
    body = to_bytes(page)
    json_ld = b'"json_ld":%s' % to_bytes(page["seo"]["json_ld"])
    return body.replace(json_ld, json_ld.replace(b"<", rb"\u003c"), 1) if b"<" in json_ld else body


def etag_of(body: bytes) -> str:
    """A strong validator of these bytes, without quotes."""
    return blake2b(body, digest_size=12).hexdigest()


def finish_page(page: BasePage, portal: Portal) -> FinishedDocument:
    """The document of a live, public page in its portal."""
    document, tags = render_page(page, portal)
    context = Context(portal, page.locale)
    summary = context.summary(page)
    parent = portal.directory.at(page.path[: -page.steplen])
    body = page_to_bytes(document)
    published_at = _moment(document["published_at"])
    state = document["translation"]["state"]
    row = Document(
        site=portal.site,
        kind=Document.Kind.PAGE,
        key=page.translation_key,
        locale=page.locale.language_code,
        type=document["type"],
        page=page.pk,
        parent_page=parent.pk if parent else None,
        path=document["path"],
        title=document["title"],
        date=_day(summary["date"]) or (published_at.date() if published_at else None),
        published_at=published_at,
        updated_at=_moment(document["updated_at"]),
        announced=state != "fallback" and "noindex" not in document["seo"]["robots"],
        translation_state=state,
        body=body,
        etag=etag_of(body),
        summary=summary,
        fingerprint=page_fingerprint(page),
    )
    return FinishedDocument(
        row,
        document,
        frozenset(tags | context.dependencies),
        frozenset(_labels(document, summary)),
    )


def finish_site(portal: Portal, locale: Locale) -> FinishedDocument:
    """The frame of a portal in one of its public languages."""
    document, tags = render_site(portal, locale)
    body = to_bytes(document)
    row = Document(
        site=portal.site,
        kind=Document.Kind.SITE,
        key=SITE_KEY,
        locale=locale.language_code,
        type=SITE_TYPE,
        title=document["name"],
        body=body,
        etag=etag_of(body),
    )
    return FinishedDocument(row, document, frozenset(tags))


def page_fingerprint(page: Page) -> str:
    """A hash of the page's row that differs when a change went past every signal."""
    row = (
        page.live,
        page.title,
        page.url_path,
        page.locale_id,
        page.translation_key,
        page.alias_of_id,
        page.last_published_at,
        page.content_type_id,
    )
    return blake2b("|".join(map(str, row)).encode(), digest_size=8).hexdigest()


class Portals:
    """All portals as one moment sees them, and which of them each page belongs to."""

    @cached_property
    def all(self) -> list[Portal]:
        """Those whose root is a page of ours; Wagtail's placeholder site is none."""
        return [
            portal
            for portal in Portal.all()
            if issubclass(portal.site.root_page.specific_class or Page, BasePage)
        ]

    @cached_property
    def locales(self) -> dict[str, int]:
        """The primary keys of the languages of all portals, by URL code."""
        return {root.locale.language_code: pk for one in self.all for pk, root in one.roots.items()}

    def publishing(self, page: Page) -> Portal | None:
        """The portal in which anybody may read the page now, or None."""
        portal = portal_of(page, self.all)
        public = portal is not None and portal.is_public(page)
        return portal if public and issubclass(page.specific_class or Page, BasePage) else None

    def finish(self, pages: Iterable[Page]) -> Iterator[FinishedDocument]:
        """The documents of those specific pages that are public; the others have none."""
        by_portal: dict[Portal | None, list[BasePage]] = defaultdict(list)
        for page in pages:
            by_portal[self.publishing(page)].append(page)
        by_portal.pop(None, None)
        for portal, some in by_portal.items():
            if portal is not None:
                look_ahead(some, portal)
                for page in some:
                    yield finish_page(page, portal)


def _labels(document: dict[str, Any], summary: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The names and values by which `pages/` filters."""
    project = summary["project"] or {}
    for tag in document["tags"]:
        yield "tag", tag
    for number in project.get("objectives", []):
        yield "objective", str(number)
    for number in project.get("axes", []):
        yield "axis", str(number)
    if project.get("status"):
        yield "status", project["status"]
    if "date" in document:  # a dated page: its categories; an index counts those of its items
        for category in document.get("categories", []):
            yield "category", category["slug"]


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
