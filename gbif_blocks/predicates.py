"""Predicates: what a scope says about records, as a tree.

One tree, two dialects. GBIF's widgets take camelCase keys, a `range` and the pseudo-key
`notIssues`; the REST API (`POST /v1/occurrence/search/predicate` and downloads) takes UPPER_SNAKE
keys, comparisons and `not`. `read_predicate` (module predicate_reading) takes either.

Rules of gbif-api's model/predicate: `and` and `or` are never empty, a geometry is asked with
`within` only.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from gbif_blocks.parameters import PARAMETERS, Parameters

# One predicate as JSON, in either dialect.
PredicateJSON = dict[str, Any]

_TAXON_KEYS = {
    name for name, p in PARAMETERS["occurrence"].items() if p.type.json_name == "taxon_key"
}


class Predicate(Protocol):
    """A predicate of any kind."""

    def as_widget(self) -> PredicateJSON:
        """In the dialect of GBIF's widgets."""

    def as_rest(self) -> PredicateJSON:
        """In the dialect of GBIF's REST API."""

    def as_parameters(self) -> Parameters | None:
        """As search parameters that mean the same in a GET; None when no GET can say it."""


def rest_key(name: str) -> str:
    """The REST dialect's spelling of a parameter: taxonKey is TAXON_KEY."""
    words = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)
    return "_".join(word.upper() for word in words)


def _with_options(
    predicate: PredicateJSON, checklist_key: str | None, match_case: bool = False
) -> PredicateJSON:
    checklist = {"checklistKey": checklist_key} if checklist_key else {}
    return predicate | checklist | ({"matchCase": True} if match_case else {})


@dataclass(frozen=True)
class Equals:
    """The field has this value.

    `checklist_key` (UUID) says which checklist a taxon key is of; with `match_case` capitals and
    small letters differ, which GBIF ignores otherwise.
    """

    key: str
    value: str
    checklist_key: str | None = None
    match_case: bool = False

    def as_widget(self) -> PredicateJSON:
        found = {"type": "equals", "key": self.key, "value": self.value}
        return _with_options(found, self.checklist_key, self.match_case)

    def as_rest(self) -> PredicateJSON:
        return self.as_widget() | {"key": rest_key(self.key)}

    def as_parameters(self) -> Parameters | None:
        if self.match_case:
            return None
        return _parameters(self.key, [self.value], self.checklist_key)


@dataclass(frozen=True)
class In:
    """The field has one of these values; the options are those of Equals."""

    key: str
    values: tuple[str, ...]
    checklist_key: str | None = None
    match_case: bool = False

    def as_widget(self) -> PredicateJSON:
        found = {"type": "in", "key": self.key, "values": list(self.values)}
        return _with_options(found, self.checklist_key, self.match_case)

    def as_rest(self) -> PredicateJSON:
        return self.as_widget() | {"key": rest_key(self.key)}

    def as_parameters(self) -> Parameters | None:
        if self.match_case or (len(self.values) > 1 and not _repeatable(self.key)):
            return None
        return _parameters(self.key, list(self.values), self.checklist_key)


@dataclass(frozen=True)
class Like:
    """The field's text matches a pattern: `?` stands for one character, `*` for any number."""

    key: str
    value: str
    checklist_key: str | None = None
    match_case: bool = False

    def as_widget(self) -> PredicateJSON:
        found = {"type": "like", "key": self.key, "value": self.value}
        return _with_options(found, self.checklist_key, self.match_case)

    def as_rest(self) -> PredicateJSON:
        return self.as_widget() | {"key": rest_key(self.key)}

    def as_parameters(self) -> Parameters | None:
        return None


def _parameters(key: str, values: list[str], checklist_key: str | None) -> Parameters:
    found: Parameters = {key: values}
    return found | ({"checklistKey": [checklist_key]} if checklist_key else {})


def _repeatable(key: str) -> bool:
    found = PARAMETERS["occurrence"].get(key) or PARAMETERS["literature"].get(key)
    return found.repeatable if found else True


@dataclass(frozen=True)
class Within:
    """The record's place is inside this area (well-known text)."""

    geometry: str

    def as_widget(self) -> PredicateJSON:
        return {"type": "within", "key": "geometry", "value": self.geometry}

    def as_rest(self) -> PredicateJSON:
        return {"type": "within", "geometry": self.geometry}

    def as_parameters(self) -> Parameters | None:
        return {"geometry": [self.geometry]}


@dataclass(frozen=True)
class GeoDistance:
    """The record's place is within a distance ("5km") of a point."""

    latitude: str
    longitude: str
    distance: str

    def as_widget(self) -> PredicateJSON:
        return self.as_rest()

    def as_rest(self) -> PredicateJSON:
        return {
            "type": "geoDistance",
            "latitude": self.latitude,
            "longitude": self.longitude,
            "distance": self.distance,
        }

    def as_parameters(self) -> Parameters | None:
        return {"geoDistance": [f"{self.latitude},{self.longitude},{self.distance}"]}


# The widget's limits in a range, and the REST API's comparison for each.
COMPARISONS = {
    "gte": "greaterThanOrEquals",
    "gt": "greaterThan",
    "lte": "lessThanOrEquals",
    "lt": "lessThan",
}


@dataclass(frozen=True)
class Range:
    """The field lies between limits; at least one of them is given."""

    key: str
    gte: str | None = None
    gt: str | None = None
    lte: str | None = None
    lt: str | None = None

    def limits(self) -> dict[str, str]:
        """The limits that are set, by the widget's names."""
        named = {"gte": self.gte, "gt": self.gt, "lte": self.lte, "lt": self.lt}
        return {name: limit for name, limit in named.items() if limit is not None}

    def as_widget(self) -> PredicateJSON:
        return {"type": "range", "key": self.key, "value": self.limits()}

    def as_rest(self) -> PredicateJSON:
        comparisons = [
            {"type": COMPARISONS[name], "key": rest_key(self.key), "value": limit}
            for name, limit in self.limits().items()
        ]
        if len(comparisons) == 1:
            return comparisons[0]
        return {"type": "and", "predicates": comparisons}

    def as_parameters(self) -> Parameters | None:
        if self.gt is not None or self.lt is not None:
            return None
        return {self.key: [f"{self.gte or '*'},{self.lte or '*'}"]}


@dataclass(frozen=True)
class IsNull:
    """The field is empty."""

    key: str
    checklist_key: str | None = None
    name: ClassVar[str] = "isNull"

    def as_widget(self) -> PredicateJSON:
        return _with_options({"type": self.name, "key": self.key}, self.checklist_key)

    def as_rest(self) -> PredicateJSON:
        found = {"type": self.name, "parameter": rest_key(self.key)}
        return _with_options(found, self.checklist_key)

    def as_parameters(self) -> Parameters | None:
        return None


@dataclass(frozen=True)
class IsNotNull(IsNull):
    """The field is not empty."""

    name: ClassVar[str] = "isNotNull"


@dataclass(frozen=True)
class Not:
    """The record does not match."""

    predicate: Predicate

    def as_widget(self) -> PredicateJSON:
        inner = self.predicate
        if isinstance(inner, In) and inner.key == "issue":
            # `notIssues in [a, b]` drops only records that have all of them; not(in) drops any.
            return negation(inner).as_widget()
        if isinstance(inner, Equals) and inner.key == "issue":
            return {"type": "equals", "key": "notIssues", "value": inner.value}
        return {"type": "not", "predicate": inner.as_widget()}

    def as_rest(self) -> PredicateJSON:
        return {"type": "not", "predicate": self.predicate.as_rest()}

    def as_parameters(self) -> Parameters | None:
        return None


@dataclass(frozen=True)
class And:
    """The record matches all of these."""

    predicates: tuple[Predicate, ...]

    def as_widget(self) -> PredicateJSON:
        return {"type": "and", "predicates": [part.as_widget() for part in self.predicates]}

    def as_rest(self) -> PredicateJSON:
        return {"type": "and", "predicates": [part.as_rest() for part in self.predicates]}

    def as_parameters(self) -> Parameters | None:
        merged: Parameters = {}
        for part in self.predicates:
            parameters = part.as_parameters()
            # The same parameter twice means "either" in a GET, and "both" here.
            if parameters is None or merged.keys() & parameters.keys():
                return None
            merged |= parameters
        # A GET has one checklist for all its taxon keys; here each may have its own.
        if "checklistKey" in merged and len(_TAXON_KEYS & merged.keys()) > 1:
            return None
        return merged


@dataclass(frozen=True)
class Or:
    """The record matches one of these."""

    predicates: tuple[Predicate, ...]

    def as_widget(self) -> PredicateJSON:
        return {"type": "or", "predicates": [part.as_widget() for part in self.predicates]}

    def as_rest(self) -> PredicateJSON:
        return {"type": "or", "predicates": [part.as_rest() for part in self.predicates]}

    def as_parameters(self) -> Parameters | None:
        values: list[str] = []
        keys: set[str] = set()
        for part in self.predicates:
            parameters = part.as_parameters()
            if parameters is None or len(parameters) != 1:
                return None
            key, found = next(iter(parameters.items()))
            keys.add(key)
            values += found
        if len(keys) != 1 or not _repeatable(key):
            return None
        return {key: list(dict.fromkeys(values))}


def negation(predicate: Predicate) -> Predicate:
    """The contrary, as both dialects say it.

    The widget's `notIssues` takes one issue at a time: none of several issues is not the one and
    not the other.
    """
    if isinstance(predicate, In) and predicate.key == "issue":
        parts = tuple(Not(Equals("issue", value)) for value in predicate.values)
        return parts[0] if len(parts) == 1 else And(parts)
    return Not(predicate)


def all_of(parts: tuple[Predicate, ...]) -> Predicate:
    """All of `parts`, as the widget says it: two limits of one field are a range."""
    if len(parts) == 1:
        return parts[0]
    if len(parts) == 2:
        low, high = parts
        if isinstance(low, Range) and isinstance(high, Range) and low.key == high.key:
            below, above = low.limits(), high.limits()
            if below.keys() <= {"gte", "gt"} and above.keys() <= {"lte", "lt"}:
                return Range(low.key, **below, **above)
    return And(parts)


def conjunction(*predicates: Predicate | None) -> Predicate | None:
    """All of these, flattened; None when there is none."""
    flat: list[Predicate] = []
    for predicate in predicates:
        if isinstance(predicate, And):
            flat.extend(predicate.predicates)
        elif predicate is not None:
            flat.append(predicate)
    if len(flat) < 2:
        return flat[0] if flat else None
    return And(tuple(flat))


def disjunction(*predicates: Predicate) -> Predicate:
    """Any of these; the predicate itself when there is one only."""
    return predicates[0] if len(predicates) == 1 else Or(predicates)


def any_of(key: str, values: list[str], checklist_key: str | None = None) -> Predicate:
    """The field has one of the values; the shortest predicate that says so."""
    if len(values) == 1:
        return Equals(key, values[0], checklist_key)
    return In(key, tuple(values), checklist_key)


def from_parameters(parameters: Mapping[str, list[str]]) -> Predicate | None:
    """What clean occurrence parameters say, as a predicate; None when they say nothing.

    `q` has no predicate (GBIF takes it beside one) and is left out.
    """
    checklist_key = next(iter(parameters.get("checklistKey", [])), None)
    return conjunction(
        *(
            _from_parameter(name, values, checklist_key if name in _TAXON_KEYS else None)
            for name, values in parameters.items()
            if values and name not in ("q", "checklistKey")
        )
    )


def _from_parameter(name: str, values: list[str], checklist_key: str | None) -> Predicate:
    if name == "geometry":
        return disjunction(*(Within(value) for value in values))
    if name == "geoDistance":
        return disjunction(*(GeoDistance(*value.split(",")) for value in values))
    ranges: list[Predicate] = []
    single: list[str] = []
    for value in values:
        if PARAMETERS["occurrence"][name].ranges and "," in value:
            low, high = value.split(",")
            ranges.append(
                Range(name, gte=None if low == "*" else low, lte=None if high == "*" else high)
            )
        else:
            single.append(value)
    if single:
        ranges.append(any_of(name, single, checklist_key))
    return disjunction(*ranges)
