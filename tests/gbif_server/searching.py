"""Searching rows: filters, pages, facets and the limits that GBIF sets."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from gbif_blocks.names import names
from tests.gbif_server.checklists import backbone_key, check_checklist
from tests.gbif_server.errors import ApiError
from tests.gbif_server.fields import Field, Row, taxon_key_check
from tests.gbif_server.places import inside, read_areas, read_circle, within_circle

MAX_LIMIT = 300
MAX_OFFSET = 100_000
Pairs = dict[str, list[str]]
Test = Callable[[Row], bool]
# Fields of the made-up rows that no answer shows.
HIDDEN = frozenset(
    names("licenceName group networkKeys higherKeys taxonKeys repatriated gbifDatasetKey extinct")
)


@dataclass(frozen=True)
class Search:
    """One kind of search: its rows, its parameters, and how a row is shown.

    `geographic`: it takes areas and distances too.
    """

    rows: Callable[[], list[Row]]
    fields: dict[str, Field]
    show: Callable[[Row], Row] = lambda row: row
    max_limit: int = MAX_LIMIT
    faceted: bool = True
    geographic: bool = False

    def answer(self, pairs: Pairs, extra: Test | None = None) -> Row:
        """The page that the parameters ask for. Parameters that nobody knows are ignored."""
        limit = min(_whole(pairs, "limit", 20), self.max_limit)
        offset = _whole(pairs, "offset", 0)
        if offset + limit > MAX_OFFSET + MAX_LIMIT:
            raise ApiError(400, f"Max offset of {MAX_OFFSET} exceeded: {offset} + {limit}")
        found = list(self.matching(pairs, extra))
        page = found[offset : offset + limit]
        answer = {
            "offset": offset,
            "limit": limit,
            "endOfRecords": bool(limit) and offset + len(page) >= len(found),
            "count": len(found),
            "results": [self.shown(row) for row in page],
        }
        return answer | ({"facets": self._facets(pairs, found)} if self.faceted else {})

    def matching(self, pairs: Pairs, extra: Test | None = None) -> Iterable[Row]:
        """The rows that match every parameter; several values of one mean any of them."""
        tests = [*self._tests(pairs)]
        if extra:
            tests.append(extra)
        return (row for row in self.rows() if all(test(row) for test in tests))

    def _tests(self, pairs: Pairs) -> Iterable[Test]:
        checklist = pairs.get("checklistKey", [None])[-1]
        check_checklist(checklist)
        for name, values in pairs.items():
            field = self.fields.get(name)
            if field is None:
                continue
            for value in values:
                field.refuse(value)
            if field.single and len(values) > 1:
                raise ApiError(400, f"{name} takes one value, got {', '.join(values)}")
            if field.check is taxon_key_check:
                values = [backbone_key(value, checklist) for value in values]
            yield lambda row, field=field, values=values: any(  # type: ignore[misc]
                field.matches(row, value) for value in values
            )
        words = [word.lower() for q in pairs.get("q", []) for word in q.split()]
        if words:
            yield lambda row: _has_words(row, words)
        if self.geographic:
            yield from _places(pairs)

    def shown(self, row: Row) -> Row:
        """The row as an answer shows it."""
        shown = self.show(row)
        return {n: value for n, value in shown.items() if n not in HIDDEN and value is not None}

    def field_named(self, name: str) -> tuple[str, Field]:
        """A facet by its parameter name (basisOfRecord) or its own (BASIS_OF_RECORD)."""
        for camel, field in self.fields.items():
            if name in (camel, upper_snake(camel)):
                return upper_snake(camel), field
        raise ApiError(400, f"Cannot parse {name} into a known SearchParameter")

    def _facets(self, pairs: Pairs, found: list[Row]) -> list[Row]:
        facets = []
        for name in pairs.get("facet", []):
            shown_name, field = self.field_named(name)
            rows = found
            if pairs.get("facetMultiselect") == ["true"]:
                rows = list(self.matching({n: v for n, v in pairs.items() if n != name}))
            counts = Counter(value for row in rows for value in set(field.values(row)))
            least = _whole(pairs, "facetMincount", 1)
            ordered = sorted(
                ((n, count) for n, count in counts.items() if count >= least),
                key=lambda entry: (-entry[1], entry[0]),
            )
            start = _whole(pairs, f"{name}.facetOffset", _whole(pairs, "facetOffset", 0))
            size = _whole(pairs, f"{name}.facetLimit", _whole(pairs, "facetLimit", 10))
            shown = [{"name": n, "count": c} for n, c in ordered[start : start + size]]
            facets.append({"field": shown_name, "counts": shown})
        return facets


def upper_snake(name: str) -> str:
    """How GBIF spells the parameter in predicates and facets.

    recordedByID is RECORDED_BY_ID, gadmLevel0Gid is GADM_LEVEL_0_GID.
    """
    boundary = r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[a-z])(?=[0-9])|\."
    return re.sub(boundary, "_", name).upper()


def _whole(pairs: Pairs, name: str, default: int) -> int:
    # An empty value is as good as none: "facetLimit=".
    value = pairs.get(name, [""])[-1] or str(default)
    if not value.isdigit():
        raise ApiError(400, f'For input string: "{value}"')
    return int(value)


def _places(pairs: Pairs) -> Iterable[Test]:
    areas = [area for wkt in pairs.get("geometry", []) for area in read_areas(wkt)]
    if areas:
        yield (
            lambda row: (
                "decimalLatitude" in row
                and inside(row["decimalLongitude"], row["decimalLatitude"], areas)
            )
        )
    circles = [read_circle(*_three(text)) for text in pairs.get("geoDistance", [])]
    if circles:
        yield (
            lambda row: (
                "decimalLatitude" in row
                and any(
                    within_circle(row["decimalLongitude"], row["decimalLatitude"], circle)
                    for circle in circles
                )
            )
        )


def _three(text: str) -> tuple[str, str, str]:
    latitude, _comma, rest = text.partition(",")
    longitude, _comma, distance = rest.partition(",")
    return latitude.strip(), longitude.strip(), distance.strip()


def _has_words(row: Row, words: list[str]) -> bool:
    text = " ".join(_all_text(row)).lower()
    return all(word in text for word in words)


def _all_text(value: Any) -> Iterable[str]:
    if isinstance(value, dict):
        for item in value.values():
            yield from _all_text(item)
    elif isinstance(value, list):
        for item in value:
            yield from _all_text(item)
    elif isinstance(value, str):
        yield value
