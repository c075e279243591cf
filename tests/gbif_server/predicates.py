"""What a REST predicate means, row by row: the other half of gbif_blocks' emission."""

import re
from collections.abc import Callable
from typing import Any

from tests.gbif_server.errors import ApiError
from tests.gbif_server.fields import OCCURRENCE, Field, Row
from tests.gbif_server.places import inside, read_polygons

Test = Callable[[Row], bool]
_FIELDS = {
    re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).upper(): field for name, field in OCCURRENCE.items()
}
_COMPARE: dict[str, Callable[[float | str, float | str], bool]] = {
    "greaterThan": lambda a, b: a > b,  # type: ignore[operator]
    "greaterThanOrEquals": lambda a, b: a >= b,  # type: ignore[operator]
    "lessThan": lambda a, b: a < b,  # type: ignore[operator]
    "lessThanOrEquals": lambda a, b: a <= b,  # type: ignore[operator]
}


def compile_predicate(data: Any) -> Test:
    """A test of one row; ApiError 400 for what GBIF's model refuses."""
    if not isinstance(data, dict) or "type" not in data:
        raise ApiError(400, "missing type id property 'type'")
    kind = data["type"]
    if kind in ("and", "or"):
        parts = data.get("predicates") or []
        if not parts:
            raise ApiError(400, "<predicates> may not be empty")
        tests = [compile_predicate(part) for part in parts]
        combine = all if kind == "and" else any
        return lambda row: combine(test(row) for test in tests)
    if kind == "not":
        test = compile_predicate(data.get("predicate"))
        return lambda row: not test(row)
    if kind == "within":
        polygons = read_polygons(str(data.get("geometry")))
        return lambda row: (
            "decimalLatitude" in row
            and inside(row["decimalLongitude"], row["decimalLatitude"], polygons)
        )
    if kind in ("isNull", "isNotNull"):
        field = _field(data.get("parameter"))
        return lambda row: bool(list(field.values(row))) == (kind == "isNotNull")
    return _comparison(kind, data)


def _comparison(kind: str, data: dict[str, Any]) -> Test:
    field = _field(data.get("key"))
    if kind == "equals":
        return _any_of(field, [data.get("value")])
    if kind == "in":
        return _any_of(field, data.get("values") or [])
    if kind not in _COMPARE:
        raise ApiError(400, f"Could not resolve type id '{kind}' as a subtype of Predicate")
    compare, limit = _COMPARE[kind], data.get("value")
    if not isinstance(limit, str):
        raise ApiError(400, "<value> may not be null")
    if field.numeric:
        return lambda row: any(compare(float(value), float(limit)) for value in field.values(row))
    return lambda row: any(compare(value, limit) for value in field.values(row))


def _any_of(field: Field, values: list[Any]) -> Test:
    if not values or not all(isinstance(value, str) and value for value in values):
        raise ApiError(400, "<value> may not be null or empty")
    for value in values:
        if field.check:
            field.check(value)
    return lambda row: any(field.matches(row, value) for value in values)


def _field(key: Any) -> Field:
    if key == "GEOMETRY":
        raise ApiError(400, "Geometry predicates must use a Within predicate")
    if key not in _FIELDS:
        raise ApiError(400, f"Cannot deserialize value of type SearchParameter from {key}")
    return _FIELDS[key]
