"""What is to be translated in one portal, and the schemas of what vendors are told."""

from collections import Counter
from collections.abc import Collection
from typing import Any
from uuid import UUID

from wagtail.models import Locale, Site

from cms.core.portals import Portal
from cms.delivery import cursors
from cms.delivery.problems import InvalidCursor
from cms.translation.exchange.report import Outcome, Report
from cms.translation.review.work import assignments_in
from cms.translation.sources import Source, sources
from cms.translation.texts import State, read_texts
from gbif_blocks.representation import JSON, JSONSchema, closed_object, nullable

SALT = "translations"
STRING: JSONSchema = {"type": "string"}
COUNT: JSONSchema = {"type": "integer", "minimum": 0}
ITEM: JSONSchema = closed_object(
    {
        "key": {"type": "string", "format": "uuid"},
        "type": {**STRING, "description": "The type of the page or snippet: home.NewsPage."},
        "title": STRING,
        "source_locale": STRING,
        "locale": STRING,
        "url": {**nullable(STRING), "description": "Where the source can be read."},
        "segments": closed_object({one.value: COUNT for one in State}),
        "words": {**COUNT, "description": "Words of the segments that are missing."},
        "due": nullable({"type": "string", "format": "date"}),
    }
)
LIST: JSONSchema = closed_object(
    {"items": {"type": "array", "items": ITEM}, "next_cursor": nullable(STRING)}
)
REPORT: JSONSchema = closed_object(
    {
        "locale": STRING,
        "counts": {
            **closed_object({one.value: COUNT for one in Outcome}),
            "description": "How many segments of the file ended how.",
        },
        "segments": {
            "type": "array",
            "description": "Each segment of which there is something to say.",
            "items": closed_object(
                {
                    "outcome": STRING,
                    "text": {**STRING, "description": "The title of its page or snippet."},
                    "place": STRING,
                    "source": STRING,
                    "detail": STRING,
                }
            ),
        },
    }
)


def belongs_to(site: Site) -> Any:
    """Tells which texts are a portal's: its pages, and the snippets of all portals."""
    portal = Portal(site)

    def belongs(source: Source) -> bool:
        return source.page is None or portal.path(source.page) is not None

    return belongs


def texts_of(site: Site, target: Locale, keys: Collection[UUID] | None = None) -> list[Source]:
    """What is translated into a language in one portal."""
    return list(filter(belongs_to(site), sources(target, keys)))


def list_texts(
    site: Site, target: Locale, cursor: str | None, limit: int, *, only_missing: bool
) -> dict[str, JSON]:
    """Texts of a language in the order of their tree, as `LIST` says; a few queries for fifty."""
    wanted = texts_of(site, target)
    after = _after(cursor, target, wanted)
    codes = dict(Locale.objects.values_list("pk", "language_code"))
    assignments = assignments_in(target)
    items: list[JSON] = []
    last: Source | None = None
    for text in read_texts(wanted[after:], target):
        states = Counter(one.state for one in text.segments)
        if only_missing and not states[State.MISSING]:
            continue
        if len(items) == limit:
            position = cursors.write(SALT, [target.language_code, str(last and last.key)])
            return {"items": items, "next_cursor": position}
        assignment = assignments.get(text.source.key)
        items.append(
            {
                "key": str(text.source.key),
                "type": text.model._meta.label,
                "title": text.source.title,
                "source_locale": codes[text.source.locale_id],
                "locale": target.language_code,
                "url": text.source.url,
                "segments": {one.value: states[one] for one in State},
                "words": text.words_to_do,
                "due": assignment.due.isoformat() if assignment and assignment.due else None,
            }
        )
        last = text.source
    return {"items": items, "next_cursor": None}


def _after(cursor: str | None, target: Locale, wanted: list[Source]) -> int:
    """How many texts were listed already."""
    if cursor is None:
        return 0
    code, key = cursors.read(SALT, cursor)
    keys = [str(one.key) for one in wanted]
    if code != target.language_code or key not in keys:
        raise InvalidCursor("The list is another one by now: begin again without a cursor.")
    return keys.index(key) + 1


def report_of(report: Report) -> dict[str, JSON]:
    """What came of a file, as `REPORT` says."""
    return {
        "locale": report.language,
        "counts": {outcome.value: count for outcome, count in report.counts.items()},
        "segments": [
            {
                "outcome": one.outcome.value,
                "text": one.text,
                "place": one.place,
                "source": one.source,
                "detail": one.detail,
            }
            for one in report.entries
        ],
    }
