"""The short way from a public path to a finished answer, for all but the rare requests."""

from functools import cache
from typing import NamedTuple
from uuid import UUID

from django.db.models import Case, F, When

from cms.delivery.models import Document
from cms.delivery.prepared import PreparedQuery
from cms.delivery.sites import AskedHost
from cms.delivery.storing import resolve_answer

# The columns of `Document`, by coding.
STORED_IN = {"br": "brotli", "gzip": "gzip", "": "body"}


class StoredPage(NamedTuple):
    """The finished answer for the page at a path; without its body when the reader has it."""

    site: int
    key: str
    locale: str
    etag: str
    body: bytes | None


def stored_page(
    host: AskedHost, path: str, coding: str, known: frozenset[str]
) -> StoredPage | None:
    """The page at a path of the portal that is asked, in a coding; None when none stands there.

    One query, which finds the portal too and leaves a body that the reader knows where it is.
    """
    # Who sends several ETags gets theirs compared here, after the reading.
    only = next(iter(known)) if len(known) == 1 else ""
    row = _stored_pages(host.by_name, coding).first(
        host=host.host, port=host.port, path=path, known=only
    )
    if row is None:
        return None
    site, key, locale, etag, body = row
    if body is None or not known.isdisjoint(("*", etag)):
        body = None
    elif coding:
        body = bytes(body)
    else:
        body = resolve_answer(bytes(body))
    return StoredPage(site, _with_hyphens(key), locale, etag, body)


def _with_hyphens(key: UUID | str) -> str:
    """A UUID as it is written; SQLite gives its 32 digits, from which `UUID` takes long to make."""
    if isinstance(key, UUID):
        return str(key)
    return f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}"


@cache
def _stored_pages(by_name: bool, coding: str) -> PreparedQuery:
    example = AskedHost("<host>", -2, by_name)
    documents = Document.objects.pages().at_path("<path>")
    documents = documents.filter(site=example.sites().values("pk")[:1])
    body = Case(When(etag="<known>", then=None), default=F(STORED_IN[coding]))
    return PreparedQuery(
        documents.values_list("site", "key", "locale", "etag", body),
        host=example.host,
        port=example.port,
        path="<path>",
        known="<known>",
    )
