"""The answer to a search: live documents in the order of the index, with their highlights."""

from dataclasses import dataclass
from typing import Any

from wagtail.models import Site

from cms.delivery import cursors
from cms.delivery.models import Document
from cms.delivery.problems import InvalidCursor
from cms.delivery.searching.highlights import excerpt, marked, matches
from cms.delivery.searching.models import IndexPosition
from cms.delivery.searching.querying import Search
from cms.delivery.searching.question import read_question
from cms.delivery.sites import published_languages, source_code

DEFAULT_LIMIT = 20
MAX_LIMIT = 50
# Nobody reads on so far, and each page costs what all before it cost.
MAX_RESULTS = 500
SALT = "cms.delivery.searching"


@dataclass(frozen=True)
class Results:
    """One page of what was found, the best first."""

    items: list[dict[str, Any]]
    documents: list[Document]
    next_cursor: str | None


def search(site: Site, query: dict[str, Any]) -> Results:
    """What the portal says of `query["q"]`; `query` holds the values of `search/`'s parameters."""
    start = _read_cursor(site, query)
    asked = Search(
        site=site,
        terms=read_question(query["q"]),
        languages=_languages(site, query["locale"]),
        locale=query["locale"],
        types=query["type"],
    )
    stop = min(start + query["limit"], MAX_RESULTS)
    pks = asked.find(start, stop + 1)
    indexed = IndexPosition.objects.values_list("sequence", flat=True).first() or 0
    documents = _live(pks[: stop - start])
    items = [(document, _item(document, asked, indexed)) for document in documents]
    found = [(document, item) for document, item in items if item is not None]
    more = len(pks) > stop - start and stop < MAX_RESULTS
    return Results(
        [item for _document, item in found],
        [document for document, _item in found],
        _write_cursor(site, query, stop) if more else None,
    )


def _languages(site: Site, code: str | None) -> tuple[str, ...]:
    """The languages whose forms of a word may be meant: a fallback is in the source's."""
    codes = published_languages(site) if code is None else [code, source_code(site)]
    return tuple(dict.fromkeys(codes))


def _live(pks: list[int]) -> list[Document]:
    found = Document.objects.only("key", "locale", "title", "text", "summary", "sequence")
    by_pk = found.in_bulk(pks)
    return [by_pk[pk] for pk in pks if pk in by_pk]


def _item(document: Document, asked: Search, indexed: int) -> dict[str, Any] | None:
    """The summary with highlights; None when the page changed since it was `indexed`, and no
    longer says what the index remembers."""
    language = str(document.summary["locale"])
    in_title = matches(document.title, asked.terms, asked.languages, language)
    in_text = matches(document.text, asked.terms, asked.languages, language)
    anywhere = all(title or text for title, text in zip(in_title, in_text, strict=True))
    if not anywhere and document.sequence > indexed:
        return None
    return {
        **document.summary,
        "highlights": {
            "title": marked(document.title, (span for spans in in_title for span in spans)),
            "text": excerpt(document.text, in_text),
        },
    }


def _made_for(site: Site, query: dict[str, Any]) -> str:
    decisive = (site.pk, query["q"], query["locale"], sorted(query["type"]))
    return cursors.hash_of(decisive)


def _write_cursor(site: Site, query: dict[str, Any], stop: int) -> str:
    return cursors.write(SALT, [_made_for(site, query), stop])


def _read_cursor(site: Site, query: dict[str, Any]) -> int:
    if query["cursor"] is None:
        return 0
    made_for, start = cursors.read(SALT, query["cursor"])
    if made_for != _made_for(site, query):
        raise InvalidCursor("The cursor belongs to another search.")
    return int(start)
