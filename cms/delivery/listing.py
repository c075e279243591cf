"""Lists of pages: closed filters, a closed list of orders, and cursors that cannot be forged."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from wagtail.models import Site

from cms.delivery import cursors
from cms.delivery.finished import to_bytes
from cms.delivery.models import Document, DocumentQuerySet
from cms.delivery.problems import InvalidCursor

LABELS = ("tag", "category", "axis", "objective", "status")
ORDERS = ("path", "title", "date", "published_at", "updated_at")
DEFAULT_LIMIT = 20
MAX_LIMIT = 100
SALT = "cms.delivery.listing"
CURSOR_VERSION = 2
NULLABLE = ("date", "published_at", "updated_at")
# Filters by a column: its value is one of several.
SETS = {"key": "key", "type": "type", "state": "translation_state"}
# And those by where it lies.
RANGES = {
    "date_from": "date__gte",
    "date_to": "date__lte",
    "published_since": "published_at__gte",
    "published_until": "published_at__lt",
    "updated_since": "updated_at__gte",
    "updated_until": "updated_at__lt",
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
    """The pages that match every filter of `query`, the values of `pages/`'s parameters.

    A page of the list begins where the last one ended, not after so many rows: what it costs does
    not depend on how far it is down the list.
    """
    documents = _matching(site, query)
    if not query["fields"]:
        documents = documents.without_body()
    limit: int = query["limit"]
    filters = _filters_hash(query)
    cursor = query["cursor"]
    after = None if cursor is None else _read_cursor(cursor, site, filters, query["order"])
    found = _in_order(documents, query["order"], after, limit + 1)
    next_cursor = None
    if len(found) > limit:
        last = found[limit - 1]
        value = getattr(last, query["order"].removeprefix("-"))
        next_cursor = _write_cursor(site, filters, value, last.pk)
    return Listing(found[:limit], next_cursor)


def _in_order(
    documents: DocumentQuerySet, order: str, after: tuple[Any, int] | None, count: int
) -> list[Document]:
    """The first documents after a place in the order; those without a value come last."""
    name, backwards = order.removeprefix("-"), order.startswith("-")
    sign, beyond = ("-", "lt") if backwards else ("", "gt")
    found: list[Document] = []
    value, pk = after or (None, None)
    if after is None or value is not None:
        valued = documents.filter(**{f"{name}__isnull": False})
        if after is not None:
            # So written, databases go straight to the place in the index.
            valued = valued.filter(**{f"{name}__{beyond}e": value}).exclude(
                Q(**{name: value}) & ~Q(**{f"pk__{beyond}": pk})
            )
        found += valued.order_by(f"{sign}{name}", f"{sign}pk")[:count]
        pk = None
    if len(found) < count and name in NULLABLE:
        rest = documents.filter(**{f"{name}__isnull": True})
        if pk is not None:
            rest = rest.filter(**{f"pk__{beyond}": pk})
        found += rest.order_by(f"{sign}pk")[: count - len(found)]
    return found


def _matching(site: Site, query: dict[str, Any]) -> DocumentQuerySet:
    documents = Document.objects.pages().of_site(site)
    if query["locale"] is not None:
        documents = documents.in_locale(query["locale"])
    for name, column in SETS.items():
        if query[name]:
            documents = documents.filter(**{f"{column}__in": query[name]})
    for name, condition in RANGES.items():
        if query[name] is not None:
            documents = documents.filter(**{condition: query[name]})
    if query["parent"] is not None:
        documents = documents.children_of(query["parent"], site)
    if query["descendant_of"] is not None:
        documents = documents.descendants_of(query["descendant_of"])
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
    return cursors.hash_of(decisive)


def _write_cursor(site: Site, filters: str, value: Any, pk: int) -> str:
    plain = value.isoformat() if isinstance(value, date) else value
    return cursors.write(SALT, [CURSOR_VERSION, site.pk, filters, plain, pk])


def _read_cursor(cursor: str, site: Site, filters: str, order: str) -> tuple[Any, int]:
    *made_for, plain, pk = cursors.read(SALT, cursor)
    if made_for != [CURSOR_VERSION, site.pk, filters]:
        raise InvalidCursor("The cursor belongs to other filters or to another order.")
    name = order.removeprefix("-")
    if plain is None or name not in NULLABLE:
        return plain, pk
    return (date if name == "date" else datetime).fromisoformat(plain), pk
