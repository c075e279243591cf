"""Reading a predicate that somebody wrote, in either dialect, with errors that say where."""

import json
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gbif_blocks.names import MAX_NAME, nearest, shown
from gbif_blocks.parameters import (
    MAX_MISTAKES,
    MAX_VALUES,
    PARAMETERS,
    Parameter,
    check_checklist,
    too_many_values,
)
from gbif_blocks.predicates import (
    COMPARISONS,
    Equals,
    GeoDistance,
    In,
    IsNotNull,
    IsNull,
    Like,
    Or,
    Predicate,
    Range,
    Within,
    all_of,
    negation,
)

# Names that GBIF's widgets used, or use beside the parameter's own.
ALIASES = {
    "countryCode": "country",
    "publishingCountryCode": "publishingCountry",
    "publisherKey": "publishingOrg",
    "occurrenceIssue": "issue",
    "hostingOrganization": "hostingOrganizationKey",
}
MAX_DEPTH = 12
_LIMIT_OF_COMPARISON = {comparison: limit for limit, comparison in COMPARISONS.items()}
_GEOJSON = ("Polygon", "MultiPolygon", "Feature", "FeatureCollection")
_CONDITION = {"type", "key", "value", "checklistKey", "matchCase"}
# Type of predicate to what it may hold, in either dialect.
_MEMBERS: dict[str, set[str]] = {
    "and": {"type", "predicates"},
    "or": {"type", "predicates"},
    "not": {"type", "predicate"},
    "equals": _CONDITION,
    "like": _CONDITION,
    "in": _CONDITION - {"value"} | {"values"},
    "within": {"type", "key", "value", "geometry"},
    "geoDistance": {"type", "latitude", "longitude", "distance"},
    "range": {"type", "key", "value"},
    **{name: {"type", "key", "value"} for name in _LIMIT_OF_COMPARISON},
    "isNull": {"type", "key", "parameter", "checklistKey"},
    "isNotNull": {"type", "key", "parameter", "checklistKey"},
}


def read_predicate(data: Any, catalogue: str = "occurrence") -> Predicate:
    """The predicate that `data` (parsed JSON) describes, with every key and value checked.

    `catalogue` is "occurrence" or "literature", the two that GBIF scopes by predicate. A tree's two
    dialects are read as the same tree. Raises ValidationError with every mistake (the first
    MAX_MISTAKES); the text of each begins with its place, such as `predicates[1].key`.
    """
    reader = _Reader(catalogue)
    found = None
    try:
        found = reader.read(data, "", 0)
    except ValidationError as error:
        reader.mistakes += error.error_list
    except _EnoughMistakes:
        pass
    if found is None or reader.mistakes:
        raise ValidationError(reader.mistakes)
    return found


class _EnoughMistakes(Exception):
    pass


class _Reader:
    """One reading. A mistake in one part is kept and the next part read, to find all of them."""

    def __init__(self, catalogue: str) -> None:
        self.catalogue = catalogue
        self.table = PARAMETERS[catalogue]
        self.names = _names(catalogue)
        self.mistakes: list[ValidationError] = []
        self.values = 0

    def keep(self, error: ValidationError) -> None:
        """Keep a mistake, so that reading can go on beside it."""
        self.mistakes += error.error_list
        if len(self.mistakes) >= MAX_MISTAKES:
            raise _EnoughMistakes

    def count(self, values: int, place: str) -> None:
        """Count values that a condition has."""
        self.values += values
        if self.values > MAX_VALUES:
            self.keep(_error(place, " ".join(too_many_values(self.values).messages)))
            raise _EnoughMistakes

    def read(self, data: Any, place: str, depth: int) -> Predicate:
        if not isinstance(data, dict):
            raise _error(place, _("a predicate is an object with a “type”."))
        if depth > MAX_DEPTH:
            raise _error(
                place,
                _("conditions are nested in more than %(limit)s levels. Put some side by side.")
                % {"limit": MAX_DEPTH},
            )
        if data.get("type") in _GEOJSON:
            # An area pasted where a condition belongs can only mean one.
            return Within(self._clean(self._named("geometry", place), json.dumps(data), place))
        kind = self._kind(data, place)
        if kind in ("and", "or"):
            return self._several(data, place, depth)
        if kind == "not":
            return negation(self.read(data.get("predicate"), _at(place, "predicate"), depth + 1))
        readers = {
            "equals": self._equals,
            "like": self._like,
            "in": self._in,
            "within": self._within,
            "geoDistance": self._geo_distance,
            "range": self._range,
            "isNull": self._is_null,
            "isNotNull": self._is_null,
        }
        self.count(1, place)
        return readers.get(kind, self._comparison)(data, place)

    def _kind(self, data: dict[str, Any], place: str) -> str:
        kind = data.get("type")
        if not isinstance(kind, str) or kind not in _MEMBERS:
            text = _("“%(kind)s” is not a type of predicate.") % {"kind": shown(str(kind))}
            raise _error(
                _at(place, "type"),
                f"{text}{_suggestion(str(kind), _MEMBERS)} {_('Accepted:')} {', '.join(_MEMBERS)}.",
            )
        for name in data.keys() - _MEMBERS[kind]:
            text = _("“%(kind)s” has no member “%(name)s”.") % {"kind": kind, "name": shown(name)}
            self.keep(_error(place, f"{text}{_suggestion(name, _MEMBERS[kind])}"))
        return kind

    def _several(self, data: dict[str, Any], place: str, depth: int) -> Predicate:
        listed = data.get("predicates")
        if not isinstance(listed, list) or not listed:
            raise _error(_at(place, "predicates"), _("give a list with one predicate at least."))
        parts: list[Predicate] = []
        for index, part in enumerate(listed):
            try:
                parts.append(self.read(part, _at(place, f"predicates[{index}]"), depth + 1))
            except ValidationError as error:
                self.keep(error)
        if data["type"] == "or":
            return parts[0] if len(parts) == 1 else Or(tuple(parts))
        together = all_of(tuple(parts))
        if isinstance(together, Range):
            self._check_order(together, place)
        return together

    def _equals(self, data: dict[str, Any], place: str) -> Predicate:
        negated = data.get("key") == "notIssues"
        parameter = self._named("issue", place) if negated else self._parameter(data, place)
        text = self._text(parameter, data.get("value"), _at(place, "value"))
        if negated:
            return negation(Equals("issue", self._clean(parameter, text, _at(place, "value"))))
        # Search parameters' ways of saying "anything" and "from, to", which GBIF takes here too.
        if text == "*":
            return IsNotNull(parameter.name, self._checklist(data, place))
        if parameter.ranges and "," in text:
            return self._range_of_text(parameter, text, _at(place, "value"))
        value = self._clean(parameter, text, _at(place, "value"))
        options = self._options(data, place)
        self._check_checklist(parameter, [value], options[0], _at(place, "value"))
        return Equals(parameter.name, value, *options)

    def _like(self, data: dict[str, Any], place: str) -> Predicate:
        parameter = self._parameter(data, place)
        if parameter.type.json_name != "string":
            raise _error(
                _at(place, "type"),
                _("%(key)s is no text that a pattern could match.") % {"key": parameter.name},
            )
        text = self._text(parameter, data.get("value"), _at(place, "value"))
        value = self._clean(parameter, text, _at(place, "value"))
        return Like(parameter.name, value, *self._options(data, place))

    def _in(self, data: dict[str, Any], place: str) -> Predicate:
        listed = data.get("values")
        if not isinstance(listed, list) or not listed:
            raise _error(_at(place, "values"), _("give a list with one value at least."))
        negated = data.get("key") == "notIssues"
        parameter = self._named("issue", place) if negated else self._parameter(data, place)
        self.count(len(listed) - 1, _at(place, "values"))
        values: dict[str, None] = {}
        for index, value in enumerate(listed):
            at = _at(place, f"values[{index}]")
            try:
                values[self._clean(parameter, self._text(parameter, value, at), at)] = None
            except ValidationError as error:
                self.keep(error)
        if not negated:
            options = self._options(data, place)
            self._check_checklist(parameter, values, options[0], _at(place, "values"))
            return In(parameter.name, tuple(values), *options)
        # The widget's meaning: drop the records that have all of these issues.
        return negation(all_of(tuple(Equals("issue", value) for value in values)))

    def _within(self, data: dict[str, Any], place: str) -> Predicate:
        parameter = self._named("geometry", place)
        field = "geometry" if "geometry" in data else "value"
        at = _at(place, field)
        return Within(self._clean(parameter, self._text(parameter, data.get(field), at), at))

    def _geo_distance(self, data: dict[str, Any], place: str) -> Predicate:
        parameter = self._named("geoDistance", place)
        text = ",".join(str(data.get(field, "")) for field in ("latitude", "longitude", "distance"))
        return GeoDistance(*self._clean(parameter, text, _at(place, "distance")).split(","))

    def _range(self, data: dict[str, Any], place: str) -> Predicate:
        parameter = self._ordered(data, place)
        limits = data.get("value")
        sides = [{"gte", "gt"}, {"lte", "lt"}]
        if (
            not isinstance(limits, dict)
            or not limits
            or limits.keys() - COMPARISONS.keys()
            or any(side <= limits.keys() for side in sides)
        ):
            raise _error(
                _at(place, "value"),
                _(
                    "give a limit on one side or on both, such as {“gte”: “1990”, “lte”: “2020”}. "
                    "Limits are gte, gt, lte and lt."
                ),
            )
        checked = {}
        for name, limit in limits.items():
            at = _at(place, f"value.{name}")
            checked[name] = self._clean(parameter, self._text(parameter, limit, at), at)
        found = Range(parameter.name, **checked)
        self._check_order(found, _at(place, "value"))
        return found

    def _range_of_text(self, parameter: Parameter, text: str, place: str) -> Predicate:
        low, high = self._clean(parameter, text, place, ranges=True).split(",")
        return Range(
            parameter.name, gte=None if low == "*" else low, lte=None if high == "*" else high
        )

    def _comparison(self, data: dict[str, Any], place: str) -> Predicate:
        parameter = self._ordered(data, place)
        at = _at(place, "value")
        limit = self._clean(parameter, self._text(parameter, data.get("value"), at), at)
        return Range(parameter.name, **{_LIMIT_OF_COMPARISON[data["type"]]: limit})

    def _check_order(self, found: Range, place: str) -> None:
        """That a range does not run backwards."""
        limits = list(found.limits().values())
        if len(limits) == 2:
            self._clean(self.table[found.key], ",".join(limits), place, ranges=True)

    def _is_null(self, data: dict[str, Any], place: str) -> Predicate:
        field = "parameter" if "parameter" in data else "key"
        name = self._parameter(data, place, field).name
        if name in ("geometry", "geoDistance"):
            raise _error(_at(place, field), _("a geometry cannot be tested for being empty."))
        checklist = self._checklist(data, place)
        return (IsNull if data["type"] == "isNull" else IsNotNull)(name, checklist)

    def _ordered(self, data: dict[str, Any], place: str) -> Parameter:
        parameter = self._parameter(data, place)
        if not parameter.ranges:
            raise _error(
                _at(place, "key"), _("%(key)s has no order to compare.") % {"key": parameter.name}
            )
        return parameter

    def _named(self, name: str, place: str) -> Parameter:
        """A parameter that the type of predicate speaks of."""
        if name not in self.table:
            raise _error(
                _at(place, "type"),
                _("GBIF's %(catalogue)s search has no %(key)s.")
                % {"catalogue": self.catalogue, "key": name},
            )
        return self.table[name]

    def _parameter(self, data: dict[str, Any], place: str, field: str = "key") -> Parameter:
        given = str(data.get(field) or "")
        name = self.names.get(_form(given))
        if name is None:
            text = _("GBIF's %(catalogue)s search has no key “%(key)s”.") % {
                "catalogue": self.catalogue,
                "key": shown(given),
            }
            raise _error(_at(place, field), f"{text}{_suggestion(given, self.table)}")
        if data["type"] not in ("isNull", "isNotNull"):
            if name == "geometry":
                raise _error(_at(place, "type"), _("a geometry is asked with “within”."))
            if name == "geoDistance":
                raise _error(_at(place, "type"), _("a distance is asked with “geoDistance”."))
            if name == "q":
                raise _error(_at(place, field), _("words are searched beside a predicate only."))
        return self.table[name]

    def _text(self, parameter: Parameter, value: Any, place: str) -> str:
        """A given value as text; numbers and booleans are taken as what they look like."""
        if isinstance(value, bool):
            value = str(value).lower()
        if not isinstance(value, str | int | float) or not str(value).strip():
            raise _error(place, _("give a value for %(key)s.") % {"key": parameter.name})
        return str(value).strip()

    def _clean(self, parameter: Parameter, text: str, place: str, *, ranges: bool = False) -> str:
        try:
            return parameter.clean(text) if ranges else parameter.type.clean(text)
        except ValidationError as error:
            raise _error(place, " ".join(error.messages)) from error

    def _check_checklist(
        self, parameter: Parameter, values: Iterable[str], checklist: str | None, place: str
    ) -> None:
        try:
            check_checklist(self.catalogue, parameter, values, checklist)
        except ValidationError as error:
            raise _error(place, " ".join(error.messages)) from error

    def _options(self, data: dict[str, Any], place: str) -> tuple[str | None, bool]:
        match_case = data.get("matchCase", False)
        if not isinstance(match_case, bool):
            raise _error(_at(place, "matchCase"), _("give true or false."))
        return self._checklist(data, place), match_case

    def _checklist(self, data: dict[str, Any], place: str) -> str | None:
        if not data.get("checklistKey"):
            return None
        # Of the occurrence search, whichever search this is: literature has taxa too.
        parameter = PARAMETERS["occurrence"]["checklistKey"]
        at = _at(place, "checklistKey")
        return self._clean(parameter, self._text(parameter, data["checklistKey"], at), at)


@cache
def _names(catalogue: str) -> dict[str, str]:
    """A catalogue's parameters, and what they were called once, by what counts of a name."""
    table = PARAMETERS[catalogue]
    aliases = {_form(alias): name for alias, name in ALIASES.items() if name in table}
    return {_form(name): name for name in table} | aliases


def _form(name: str) -> str:
    return "".join(character for character in name[:MAX_NAME].lower() if character.isalnum())


def _suggestion(name: str, known: Iterable[str]) -> str:
    near = nearest(name, known)
    return " " + str(_("Did you mean %(near)s?") % {"near": near}) if near else ""


def _at(place: str, field: str) -> str:
    return f"{place}.{field}" if place else field


def _error(place: str, text: object) -> ValidationError:
    """A mistake at a place, which its parameters name too: the form puts it there."""
    params = {"place": place, "text": str(text)}
    message = "%(place)s: %(text)s" if place else "%(text)s"
    return ValidationError(message, code="predicate", params=params)
