"""Reading a predicate that somebody wrote, in either dialect, with errors that say where."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gbif_blocks.names import nearest
from gbif_blocks.parameters import PARAMETERS, Parameter
from gbif_blocks.predicates import (
    COMPARISONS,
    And,
    Equals,
    GeoDistance,
    In,
    IsNotNull,
    IsNull,
    Not,
    Or,
    Predicate,
    Range,
    Within,
    any_of,
    conjunction,
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


def read_predicate(data: Any, catalogue: str = "occurrence") -> Predicate:
    """The predicate that `data` (parsed JSON) describes, with every key and value checked.

    `catalogue` is "occurrence" or "literature", the two that GBIF scopes by predicate. Raises
    ValidationError, whose text begins with the place: `predicates[1].key`.
    """
    return _Reader(catalogue).read(data, "", 0)


class _Reader:
    def __init__(self, catalogue: str) -> None:
        self.catalogue = catalogue
        self.names = {_form(name): name for name in PARAMETERS[catalogue]}
        self.names |= {_form(alias): name for alias, name in ALIASES.items()}

    def read(self, data: Any, place: str, depth: int) -> Predicate:
        if not isinstance(data, dict):
            raise _error(place, _("a predicate is an object with a “type”."))
        if depth > MAX_DEPTH:
            raise _error(
                place, _("predicates are nested deeper than GBIF can be expected to read.")
            )
        kind = data.get("type")
        if kind in ("and", "or"):
            return self._several(data, place, depth)
        if kind == "not":
            inner = self.read(data.get("predicate"), _at(place, "predicate"), depth + 1)
            return Not(inner)
        readers = {
            "equals": self._equals,
            "in": self._in,
            "within": self._within,
            "geoDistance": self._geo_distance,
            "range": self._range,
            "isNull": self._is_null,
            "isNotNull": self._is_null,
        } | dict.fromkeys(_LIMIT_OF_COMPARISON, self._comparison)
        if kind not in readers:
            known = ["and", "or", "not", *readers]
            near = nearest(str(kind), known)
            text = _("“%(kind)s” is not a type of predicate.") % {"kind": kind}
            if near:
                text += " " + _("Did you mean %(near)s?") % {"near": near}
            raise _error(_at(place, "type"), f"{text} {_('Accepted:')} {', '.join(known)}.")
        return readers[kind](data, place)

    def _several(self, data: dict[str, Any], place: str, depth: int) -> Predicate:
        listed = data.get("predicates")
        if not isinstance(listed, list) or not listed:
            raise _error(_at(place, "predicates"), _("give a list with one predicate at least."))
        parts = tuple(
            self.read(part, _at(place, f"predicates[{index}]"), depth + 1)
            for index, part in enumerate(listed)
        )
        if len(parts) == 1:
            return parts[0]
        return And(parts) if data["type"] == "and" else Or(parts)

    def _equals(self, data: dict[str, Any], place: str) -> Predicate:
        if data.get("key") == "notIssues":
            return Not(Equals("issue", self._value("issue", data.get("value"), place)))
        key = self._key(data, place)
        return Equals(key, self._value(key, data.get("value"), place), self._checklist(data, place))

    def _in(self, data: dict[str, Any], place: str) -> Predicate:
        listed = data.get("values")
        if not isinstance(listed, list) or not listed:
            raise _error(_at(place, "values"), _("give a list with one value at least."))
        negated = data.get("key") == "notIssues"
        key = "issue" if negated else self._key(data, place)
        values = tuple(
            self._value(key, value, place, f"values[{index}]") for index, value in enumerate(listed)
        )
        if not negated:
            return In(key, values, self._checklist(data, place))
        # The widget's meaning: drop the records that have all of these issues.
        every = conjunction(*(Equals("issue", value) for value in values))
        return Not(every or any_of("issue", list(values)))

    def _within(self, data: dict[str, Any], place: str) -> Predicate:
        field = "geometry" if "geometry" in data else "value"
        return Within(self._value("geometry", data.get(field), place, field))

    def _geo_distance(self, data: dict[str, Any], place: str) -> Predicate:
        text = ",".join(str(data.get(field, "")) for field in ("latitude", "longitude", "distance"))
        return GeoDistance(*self._value("geoDistance", text, place, "distance").split(","))

    def _range(self, data: dict[str, Any], place: str) -> Predicate:
        key = self._key(data, place)
        limits = data.get("value")
        if not isinstance(limits, dict) or not limits or limits.keys() - COMPARISONS.keys():
            raise _error(
                _at(place, "value"), _("give limits, such as {“gte”: “1990”, “lte”: “2020”}.")
            )
        checked = {
            name: self._limit(key, limit, place, f"value.{name}") for name, limit in limits.items()
        }
        return Range(key, **checked)

    def _comparison(self, data: dict[str, Any], place: str) -> Predicate:
        key = self._key(data, place)
        limit = self._limit(key, data.get("value"), place, "value")
        return Range(key, **{_LIMIT_OF_COMPARISON[data["type"]]: limit})

    def _is_null(self, data: dict[str, Any], place: str) -> Predicate:
        field = "parameter" if "parameter" in data else "key"
        key = self._key(data, place, field)
        if key == "geometry":
            raise _error(_at(place, field), _("a geometry cannot be tested for being empty."))
        return IsNull(key) if data["type"] == "isNull" else IsNotNull(key)

    def _limit(self, key: str, value: Any, place: str, field: str) -> str:
        if not PARAMETERS[self.catalogue][key].ranges:
            raise _error(_at(place, field), _("%(key)s has no order to compare.") % {"key": key})
        return self._value(key, value, place, field)

    def _key(self, data: dict[str, Any], place: str, field: str = "key") -> str:
        given = str(data.get(field) or "")
        name = self.names.get(_form(given))
        if name is None:
            text = _("GBIF's %(catalogue)s search has no key “%(key)s”.") % {
                "catalogue": self.catalogue,
                "key": given,
            }
            near = nearest(given, PARAMETERS[self.catalogue])
            if near:
                text += " " + _("Did you mean %(near)s?") % {"near": near}
            raise _error(_at(place, field), text)
        if name == "geometry" and data["type"] != "isNull" and data["type"] != "isNotNull":
            raise _error(_at(place, "type"), _("a geometry is asked with “within”."))
        return name

    def _value(self, key: str, value: Any, place: str, field: str = "value") -> str:
        parameter: Parameter = PARAMETERS[self.catalogue][key]
        if isinstance(value, bool):
            value = str(value).lower()
        if not isinstance(value, str | int | float):
            raise _error(_at(place, field), _("give a value for %(key)s.") % {"key": key})
        try:
            return parameter.type.clean(str(value).strip()) if str(value).strip() else self._no(key)
        except ValidationError as error:
            raise _error(_at(place, field), " ".join(error.messages)) from error

    def _no(self, key: str) -> str:
        raise ValidationError(_("give a value for %(key)s.") % {"key": key})

    def _checklist(self, data: dict[str, Any], place: str) -> str | None:
        if not data.get("checklistKey"):
            return None
        return self._value("checklistKey", data["checklistKey"], place, "checklistKey")


def _form(name: str) -> str:
    return "".join(character for character in name.lower() if character.isalnum())


def _at(place: str, field: str) -> str:
    return f"{place}.{field}" if place else field


def _error(place: str, text: object) -> ValidationError:
    return ValidationError(f"{place}: {text}" if place else str(text), code="predicate")
