"""What a snapshot keeps of GBIF's answer: {"count": records, "results": rows}.

A search keeps its first rows, cut to what lists show; a count by a field keeps the counts; one
thing keeps itself, as the only row.
"""

import re
from typing import Any, Protocol

from gbif_blocks.catalogues import CATALOGUES
from gbif_blocks.exceptions import BadAnswer
from gbif_blocks.questions import RECORD_KINDS, RecordKind
from gbif_blocks.results import SearchResult

# Fields of an occurrence that only a search for pictures keeps: they are long.
PICTURE_FIELDS = ["media", "rightsHolder"]
# A description may be as long as a book; a card shows its beginning.
LONGEST_TEXT = 2_000
# GBIF ends a dataset's citation with the day on which it was asked: a change that is none.
_ACCESSED = re.compile(r"\s*accessed via GBIF\.org on [0-9-]+\.?\s*$")
# A record may have hundreds of pictures.
MAX_PICTURES = 4

Kept = dict[str, Any]


class Asked(Protocol):
    """What was asked, as a snapshot holds it."""

    catalogue: Any
    path: Any
    parameters: Any
    body: Any
    limit: Any


def keep(asked: Asked, answer: Any) -> Kept:
    """What stays of GBIF's JSON; BadAnswer when it is not an answer to what was asked."""
    kind = _record_kind(asked.path)
    if kind is not None:
        return _keep_record(kind, answer)
    result = SearchResult.from_answer(answer)
    if _is_counted(asked):
        counts = next(iter(result.facets.values()), [])
        rows = [{"name": one.name, "count": one.count} for one in counts]
        return {"count": result.count, "results": rows}
    fields = CATALOGUES[asked.catalogue].row_fields
    if ["mediaType", "StillImage"] in [list(pair) for pair in asked.parameters]:
        fields = [*fields, *PICTURE_FIELDS]
    rows = [_cut(row, fields) for row in result.rows[: asked.limit]]
    return {"count": result.count, "results": rows}


def _is_counted(asked: Asked) -> bool:
    if asked.body:
        return bool(asked.body.get("facets"))
    return any(name == "facet" for name, _value in asked.parameters)


def _record_kind(path: str) -> RecordKind | None:
    for kind in RECORD_KINDS.values():
        if re.fullmatch(re.escape(kind.path).replace(r"\{key\}", "[^/]+"), path) and not any(
            path == catalogue.search_path for catalogue in CATALOGUES.values()
        ):
            return kind
    return None


def _keep_record(kind: RecordKind, answer: Any) -> Kept:
    try:
        rows = [dict(row) for row in (answer["results"] if kind.listed else [answer])]
        if any(kind.must_have not in row for row in rows):
            raise KeyError(kind.must_have)
        count = int(answer["total"]) if kind.name == "map" else len(rows)
    except (KeyError, TypeError, ValueError) as error:
        raise BadAnswer("GBIF's answer is not what was asked for.") from error
    return {"count": count, "results": [_cut(row, kind.fields) for row in rows]}


def _cut(row: dict[str, Any], fields: list[str]) -> dict[str, Any]:
    cut = {name: row[name] for name in fields if name in row}
    if isinstance(cut.get("media"), list):
        cut["media"] = cut["media"][:MAX_PICTURES]
    if isinstance(cut.get("description"), str):
        cut["description"] = cut["description"][:LONGEST_TEXT]
    if isinstance(cut.get("citation"), dict):
        cut["citation"] = {"text": _ACCESSED.sub("", str(cut["citation"].get("text") or ""))}
    return cut
