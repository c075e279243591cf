"""What a REST predicate means, row by row: the other half of gbif_blocks' emission.

The same shapes are taken by occurrence/search/predicate and by a download request.
"""

import operator
import re
from collections.abc import Callable
from typing import Any

from tests.gbif_server.checklists import CHECKLISTS, backbone_key, check_checklist
from tests.gbif_server.errors import ApiError
from tests.gbif_server.fields import Field, Row, taxon_key_check
from tests.gbif_server.parameters import OCCURRENCE
from tests.gbif_server.places import inside, read_areas, read_circle, within_circle
from tests.gbif_server.searching import upper_snake

Test = Callable[[Row], bool]
MAX_VALUES = 100_000
MAX_DEPTH = 200
_FIELDS = {
    **{upper_snake(name): field for name, field in OCCURRENCE.items()},
    # Every record is classified by each checklist.
    "CHECKLIST_KEY": Field(lambda row: CHECKLISTS),
}
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "greaterThan": operator.gt,
    "greaterThanOrEquals": operator.ge,
    "lessThan": operator.lt,
    "lessThanOrEquals": operator.le,
}
# What a predicate of each type is made of; anything else is a mistake of whoever wrote it.
_MEMBERS = {
    "and": {"predicates"},
    "or": {"predicates"},
    "not": {"predicate"},
    "within": {"geometry"},
    "geoDistance": {"latitude", "longitude", "distance"},
    "isNull": {"parameter", "checklistKey"},
    "isNotNull": {"parameter", "checklistKey"},
    "equals": {"key", "value", "matchCase", "checklistKey"},
    "in": {"key", "values", "matchCase", "checklistKey"},
    "like": {"key", "value", "matchCase", "checklistKey"},
    **{name: {"key", "value"} for name in _COMPARE},
}


def compile_predicate(data: Any, depth: int = 0) -> Test:
    """A test of one row; ApiError 400 for what GBIF's model refuses."""
    if not isinstance(data, dict) or not isinstance(data.get("type"), str):
        raise ApiError(400, "missing type id property 'type'")
    kind = data["type"]
    if kind not in _MEMBERS:
        raise ApiError(400, f"Could not resolve type id '{kind}' as a subtype of Predicate")
    if unknown := data.keys() - _MEMBERS[kind] - {"type"}:
        raise ApiError(400, f'Unrecognized field "{min(unknown)}", not marked as ignorable')
    if depth > MAX_DEPTH:
        raise ApiError(400, "Predicate is nested too deeply")
    if kind in ("and", "or"):
        parts = data.get("predicates")
        if not isinstance(parts, list) or not parts:
            raise ApiError(400, "<predicates> may not be empty")
        tests = [compile_predicate(part, depth + 1) for part in parts]
        combine = all if kind == "and" else any
        return lambda row: combine(test(row) for test in tests)
    if kind == "not":
        test = compile_predicate(data.get("predicate"), depth + 1)
        return lambda row: not test(row)
    if kind in ("within", "geoDistance"):
        return _place(kind, data)
    if kind in ("isNull", "isNotNull"):
        field = _field(data.get("parameter"))
        return lambda row: bool(list(field.values(row))) == (kind == "isNotNull")
    return _comparison(kind, data)


def _place(kind: str, data: dict[str, Any]) -> Test:
    if kind == "within":
        areas = read_areas(str(data.get("geometry")))
        return lambda row: (
            "decimalLatitude" in row
            and inside(row["decimalLongitude"], row["decimalLatitude"], areas)
        )
    latitude, longitude, distance = (
        str(data.get(name)) for name in ("latitude", "longitude", "distance")
    )
    circle = read_circle(latitude, longitude, distance)
    return lambda row: (
        "decimalLatitude" in row
        and within_circle(row["decimalLongitude"], row["decimalLatitude"], circle)
    )


def _comparison(kind: str, data: dict[str, Any]) -> Test:
    field = _field(data.get("key"))
    if kind == "in":
        return _any_of(field, data, data.get("values"))
    if kind == "equals":
        return _any_of(field, data, [data.get("value")])
    value = data.get("value")
    if not isinstance(value, str) or not value:
        raise ApiError(400, "<value> may not be null or empty")
    if kind == "like":
        if not field.textual:
            raise ApiError(400, f"Key {data['key']} must be of type String for like")
        return _like(field, value, match_case=bool(data.get("matchCase")))
    if not field.ordered:
        raise ApiError(400, f"Key {data['key']} must be a number or a date for {kind}")
    field.refuse(value)
    if field.numeric:
        limit = float(value)
        return lambda row: any(_COMPARE[kind](float(one), limit) for one in field.values(row))
    return lambda row: any(_COMPARE[kind](one[: len(value)], value) for one in field.values(row))


def _like(field: Field, pattern: str, *, match_case: bool) -> Test:
    form = "".join({"?": ".", "*": ".*"}.get(mark, re.escape(mark)) for mark in pattern)
    compiled = re.compile(form, re.DOTALL | (re.RegexFlag(0) if match_case else re.IGNORECASE))
    return lambda row: any(compiled.fullmatch(value) for value in field.values(row))


def _any_of(field: Field, data: dict[str, Any], values: Any) -> Test:
    if not isinstance(values, list) or not values:
        raise ApiError(400, "<values> may not be null or empty")
    if not all(isinstance(value, str) and value for value in values):
        raise ApiError(400, "<value> may not be null or empty")
    if len(values) > MAX_VALUES:
        raise ApiError(413, f"Predicate has {len(values)} values, more than {MAX_VALUES}")
    for value in values:
        field.refuse(value)
    checklist = data.get("checklistKey")
    check_checklist(checklist)
    if field.check is taxon_key_check:
        wanted = {backbone_key(value, checklist) for value in values}
        return lambda row: not wanted.isdisjoint(field.values(row))
    if data.get("matchCase"):
        return lambda row: not set(values).isdisjoint(field.values(row))
    return lambda row: any(field.matches(row, value) for value in values)


def _field(key: Any) -> Field:
    if key == "GEOMETRY":
        raise ApiError(400, "Geometry predicates must use a Within predicate")
    if not isinstance(key, str) or key not in _FIELDS:
        raise ApiError(400, f"Cannot deserialize value of type SearchParameter from {key}")
    return _FIELDS[key]
