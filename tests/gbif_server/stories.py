"""Made-up news, data use and events, as GBIF.org's GraphQL gives them to the stories block."""

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

Row = dict[str, Any]
TYPES = {"NEWS": "News", "DATA_USE": "DataUse", "EVENT": "Event", "LITERATURE": "Literature"}
_SUBJECTS = ("hedgehogs", "wild bees", "caves", "mosses", "rivers", "old herbaria", "otters")
_TOPICS = ("CONSERVATION", "INVASIVES", "ECOLOGY", "CITIZEN_SCIENCE")
_NEWEST = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@cache
def stories() -> list[Row]:
    """Sixty stories, the newest first; an event in five, some of them to come."""
    return [_story(number) for number in range(60)]


def _story(number: int) -> Row:
    kind = ("NEWS", "DATA_USE", "EVENT", "NEWS", "LITERATURE")[number % 5]
    subject = _SUBJECTS[number % len(_SUBJECTS)]
    created = _NEWEST - timedelta(days=9 * number)
    row: Row = {
        "__typename": TYPES[kind],
        "contentType": kind,
        "id": f"story{number:03}",
        "urlAlias": None,
        "title": f"{kind.replace('_', ' ').title()} about {subject}, number {number}",
        "excerpt": f"An invented text about {subject}.",
        "summary": f"What was made up about {subject}.",
        "createdAt": _iso(created),
        "primaryImage": {"file": {"url": f"https://example.org/story/{number}.jpg"}},
        "topics": [_TOPICS[number % len(_TOPICS)]],
        "countriesOfCoverage": ["BE"] if number % 3 else ["NL"],
        "countriesOfResearcher": ["BE"] if number % 2 else ["FR"],
        "primaryLink": None,
    }
    if kind == "EVENT":
        # Every other event is to come.
        start = datetime.now(UTC) + timedelta(days=10 + number if number % 10 == 2 else -number)
        row |= {
            "start": _iso(start),
            "end": _iso(start + timedelta(hours=6)),
            "allDayEvent": False,
            "location": "Brussels",
            "venue": "Invented Hall",
        }
    return row


def search_stories(variables: Row) -> Row:
    """The answer of the field `resourceSearch`, by the variables that the query is sent with."""
    now = _iso(datetime.now(UTC))
    found = [row for row in stories() if _fits(row, variables, now)]
    by = {"start": "start", "end": "end"}.get(variables.get("sortBy") or "", "createdAt")
    ascending = variables.get("sortOrder") == "asc"
    found.sort(key=lambda row: row.get(by) or "", reverse=not ascending)
    start, size = int(variables.get("from") or 0), int(variables.get("size") or 10)
    page = found[start : start + size]
    documents = {"total": len(found), "from": start, "size": size, "results": page}
    return {"data": {"resourceSearch": {"documents": documents}}}


def _fits(row: Row, variables: Row, now: str) -> bool:
    for name in ("contentType", "topics", "countriesOfCoverage", "countriesOfResearcher"):
        wanted = variables.get(name)
        wanted = [wanted] if isinstance(wanted, str) else wanted
        if wanted and not set(wanted) & {*_listed(row[name])}:
            return False
    when = variables.get("eventFiltering")
    if when and "end" in row and (row["end"] > now) != (when == "upcoming"):
        return False
    words = str(variables.get("q") or "").lower().split()
    return all(word in f"{row['title']} {row['excerpt']}".lower() for word in words)


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else value


def _iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")
