"""Searching rows: filters, pages, facets and the limits that GBIF sets."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from tests.gbif_server.errors import ApiError
from tests.gbif_server.fields import Field, Row
from tests.gbif_server.places import inside, read_polygons

MAX_LIMIT = 300
MAX_OFFSET = 100_000
Pairs = dict[str, list[str]]


@dataclass(frozen=True)
class Search:
    """One kind of search: its rows, its parameters, and the fields that a row shows."""

    rows: Callable[[], list[Row]]
    fields: dict[str, Field]
    hidden: frozenset[str] = frozenset({"licenceName", "group", "networkKeys", "higherKeys"})
    max_limit: int = MAX_LIMIT
    faceted: bool = True

    def answer(self, pairs: Pairs, extra: Callable[[Row], bool] | None = None) -> Row:
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
            "endOfRecords": offset + len(page) >= len(found),
            "count": len(found),
            "results": [self.shown(row) for row in page],
        }
        return answer | ({"facets": self._facets(pairs, found)} if self.faceted else {})

    def matching(self, pairs: Pairs, extra: Callable[[Row], bool] | None = None) -> Iterable[Row]:
        """The rows that match every parameter; several values of one mean any of them."""
        asked = {name: values for name, values in pairs.items() if name in self.fields}
        for name, values in asked.items():
            for value in values:
                check = self.fields[name].check
                if check and value != "*":
                    check(value)
        words = [word.lower() for q in pairs.get("q", []) for word in q.split()]
        areas = [read_polygons(wkt) for wkt in pairs.get("geometry", [])]
        for row in self.rows():
            if not all(
                any(self.fields[name].matches(row, value) for value in values)
                for name, values in asked.items()
            ):
                continue
            if words and not _has_words(row, words):
                continue
            if areas and not _in_areas(row, areas):
                continue
            if extra is None or extra(row):
                yield row

    def shown(self, row: Row) -> Row:
        return {n: value for n, value in row.items() if n not in self.hidden and value is not None}

    def _facets(self, pairs: Pairs, found: list[Row]) -> list[Row]:
        facets = []
        for name in pairs.get("facet", []):
            camel = (
                re.sub(r"_([a-z])", lambda m: m[1].upper(), name.lower()) if "_" in name else name
            )
            field = self.fields.get(camel)
            if field is None:
                raise ApiError(400, f"Cannot parse {name} into a known SearchParameter")
            counts = Counter(value for row in found for value in set(field.values(row)))
            least = _whole(pairs, "facetMincount", 1)
            ordered = sorted(
                ((n, count) for n, count in counts.items() if count >= least),
                key=lambda entry: (-entry[1], entry[0]),
            )
            start = _whole(pairs, "facetOffset", 0)
            size = _whole(pairs, f"{name}.facetLimit", _whole(pairs, "facetLimit", 10))
            facets.append(
                {
                    "field": re.sub(r"(?<=[a-z])(?=[A-Z])", "_", camel).upper(),
                    "counts": [{"name": n, "count": c} for n, c in ordered[start : start + size]],
                }
            )
        return facets


def _whole(pairs: Pairs, name: str, default: int) -> int:
    value = pairs.get(name, [str(default)])[-1]
    if not value.isdigit():
        raise ApiError(400, f'For input string: "{value}"')
    return int(value)


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


def _in_areas(row: Row, areas: list[Any]) -> bool:
    return "decimalLatitude" in row and any(
        inside(row["decimalLongitude"], row["decimalLatitude"], polygons) for polygons in areas
    )
