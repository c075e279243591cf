"""Lists of pages: closed filters, a closed list of orders, and cursors that cannot be forged."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import blake2b
from typing import Any

from django.core import signing
from django.db.models import DateField, DateTimeField, F, Q, Value
from django.db.models.functions import Coalesce
from wagtail.models import Site

from cms.delivery.finished import to_bytes
from cms.delivery.models import Document, DocumentQuerySet
from cms.delivery.problems import InvalidCursor

LABELS = ("tag", "category", "axis", "objective", "status")
ORDERS = ("path", "title", "date", "published_at", "updated_at")
DEFAULT_LIMIT = 20
MAX_LIMIT = 100
SALT = "cms.delivery.listing"
CURSOR_VERSION = 1
# Pages without a date stand where the oldest would.
_EARLIEST = {
    "date": Value(date(1, 1, 1), DateField()),
    "published_at": Value(datetime(1, 1, 2, tzinfo=UTC), DateTimeField()),
    "updated_at": Value(datetime(1, 1, 2, tzinfo=UTC), DateTimeField()),
}
ALL_FIELDS = "*"


@dataclass(frozen=True)
class Listing:
    """One page of a list: documents in order, and the cursor of the next page."""

    documents: list[Document]
    next_cursor: str | None

    def to_bytes(self, fields: list[str]) -> bytes:
        """The JSON: summaries, with the top-level `fields` of the documents, or whole ones (*)."""
        if ALL_FIELDS in fields:
            items = b",".join(document.json for document in self.documents)
            return b'{"items":[%s],"next_cursor":%s}' % (items, to_bytes(self.next_cursor))
        return to_bytes(
            {
                "items": [_item(document, fields) for document in self.documents],
                "next_cursor": self.next_cursor,
            }
        )


def list_pages(site: Site, query: dict[str, Any]) -> Listing:
    """The pages that match every filter of `query`, the values of `pages/`'s parameters."""
    documents = _matching(site, query)
    if not query["fields"]:
        documents = documents.without_body()
    order: str = query["order"]
    name = order.removeprefix("-")
    sort = Coalesce(F(name), _EARLIEST[name]) if name in _EARLIEST else F(name)
    documents = documents.annotate(sort=sort)
    filters = _filters_hash(query)
    if query["cursor"] is not None:
        value, pk = _read_cursor(query["cursor"], site, filters, name)
        after = "lt" if order.startswith("-") else "gt"
        documents = documents.filter(
            Q(**{f"sort__{after}": value}) | Q(sort=value, **{f"pk__{after}": pk})
        )
    sign = "-" if order.startswith("-") else ""
    limit: int = query["limit"]
    found = list(documents.order_by(f"{sign}sort", f"{sign}pk")[: limit + 1])
    cursor = None
    if len(found) > limit:
        last = found[limit - 1]
        cursor = _write_cursor(site, filters, last.sort, last.pk)  # type: ignore[attr-defined]
    return Listing(found[:limit], cursor)


def _matching(site: Site, query: dict[str, Any]) -> DocumentQuerySet:
    documents = Document.objects.pages().of_site(site)
    if query["locale"] is not None:
        documents = documents.in_locale(query["locale"])
    if query["type"]:
        documents = documents.filter(type__in=query["type"])
    if query["parent"] is not None:
        documents = documents.children_of(query["parent"])
    if query["descendant_of"] is not None:
        documents = documents.descendants_of(query["descendant_of"], site)
    for name in LABELS:
        if query[name]:
            documents = documents.labelled(name, query[name])
    return documents


def _item(document: Document, fields: list[str]) -> dict[str, Any]:
    if not fields:
        return dict(document.summary)
    content = document.content
    return {**document.summary, **{name: content[name] for name in fields if name in content}}


def _filters_hash(query: dict[str, Any]) -> str:
    """What a cursor is good for: the same filters in the same order, at any limit and detail."""
    decisive = sorted(
        (name, str(value))
        for name, value in query.items()
        if name not in ("cursor", "limit", "fields", "site")
    )
    return blake2b(repr(decisive).encode(), digest_size=8).hexdigest()


def _write_cursor(site: Site, filters: str, value: Any, pk: int) -> str:
    plain = value if isinstance(value, str) else value.isoformat()
    return signing.dumps([CURSOR_VERSION, site.pk, filters, plain, pk], salt=SALT)


def _read_cursor(cursor: str, site: Site, filters: str, name: str) -> tuple[Any, int]:
    try:
        version, site_pk, made_for, plain, pk = signing.loads(cursor, salt=SALT)
    except (signing.BadSignature, ValueError) as error:
        raise InvalidCursor("The cursor was not made here.") from error
    if (version, site_pk, made_for) != (CURSOR_VERSION, site.pk, filters):
        raise InvalidCursor("The cursor belongs to other filters or to another order.")
    if name == "date":
        return date.fromisoformat(plain), pk
    return (datetime.fromisoformat(plain) if name in _EARLIEST else plain), pk
