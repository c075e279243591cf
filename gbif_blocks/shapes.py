"""What JSON of GBIF's widgets may look like: one description for checking and for JSON Schema.

A shape cleans a value: it gives what is good of it and notes the rest. A form refuses when there
are mistakes; an import takes what is good and shows the mistakes as warnings.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gbif_blocks.names import nearest, shown

JSONSchema = dict[str, Any]
MAX_DEPTH = 12


@dataclass(frozen=True)
class Mistake:
    """What is wrong at a place, such as `maps.mapStyles.options.MERCATOR[1]`."""

    place: str
    text: str

    def __str__(self) -> str:
        return f"{self.place}: {self.text}" if self.place else self.text


class _Nothing:
    """In place of a value of which nothing is good."""


NOTHING = _Nothing()


class Shape(Protocol):
    """What a value may be."""

    def clean(self, value: Any, place: str, mistakes: list[Mistake]) -> Any:
        """The good part of `value`, NOTHING when there is none; what is wrong in `mistakes`."""

    def json_schema(self) -> JSONSchema: ...


def _refuse(mistakes: list[Mistake], place: str, text: object) -> _Nothing:
    mistakes.append(Mistake(place, str(text)))
    return NOTHING


def unknown(kind: str | Promise, name: str, known: Iterable[str]) -> str:
    """What to say about a name that the widget does not know."""
    known = list(known)
    near = nearest(name, known)
    text = str(_("The widget has no %(kind)s “%(name)s”.") % {"kind": kind, "name": shown(name)})
    if near:
        return f"{text} " + str(_("Did you mean %(near)s?") % {"near": near})
    if len(known) <= 12:
        return f"{text} " + str(_("It has %(listed)s.") % {"listed": ", ".join(known)})
    return text


@dataclass(frozen=True)
class Name:
    """One of the names that the widget knows; `kind` is what they name, for messages."""

    kind: str | Promise
    known: tuple[str, ...]

    def clean(self, value: Any, place: str, mistakes: list[Mistake]) -> Any:
        if isinstance(value, str) and value in self.known:
            return value
        return _refuse(mistakes, place, unknown(self.kind, str(value), self.known))

    def json_schema(self) -> JSONSchema:
        return {"type": "string", "enum": list(self.known)}


@dataclass(frozen=True)
class Text:
    """Text, of a form when `pattern` is given; `example` is named when it does not fit."""

    pattern: str = ""
    example: str = ""
    max_length: int = 2_000

    def clean(self, value: Any, place: str, mistakes: list[Mistake]) -> Any:
        fits = (
            isinstance(value, str)
            and len(value) <= self.max_length
            and "\0" not in value
            and not any("\ud800" <= character <= "\udfff" for character in value)
        )
        if fits and (not self.pattern or re.fullmatch(self.pattern, value)):
            return value
        if self.example:
            text = _("“%(value)s” is not of the form %(example)s.")
            params = {"value": shown(str(value)), "example": self.example}
            return _refuse(mistakes, place, text % params)
        text = _("Give a text of at most %(limit)s characters.")
        return _refuse(mistakes, place, text % {"limit": self.max_length})

    def json_schema(self) -> JSONSchema:
        pattern = {"pattern": f"^(?:{self.pattern})$"} if self.pattern else {}
        return {"type": "string", "maxLength": self.max_length, **pattern}


@dataclass(frozen=True)
class Number:
    """A number from `low` to `high`."""

    low: float
    high: float

    def clean(self, value: Any, place: str, mistakes: list[Mistake]) -> Any:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if is_number and self.low <= value <= self.high:
            return value
        text = _("Give a number from %(low)s to %(high)s.")
        return _refuse(mistakes, place, text % {"low": f"{self.low:g}", "high": f"{self.high:g}"})

    def json_schema(self) -> JSONSchema:
        return {"type": "number", "minimum": self.low, "maximum": self.high}


class Flag:
    """true or false."""

    def clean(self, value: Any, place: str, mistakes: list[Mistake]) -> Any:
        if isinstance(value, bool):
            return value
        return _refuse(mistakes, place, _("Give true or false."))

    def json_schema(self) -> JSONSchema:
        return {"type": "boolean"}


@dataclass(frozen=True)
class ListOf:
    """A list of values of one shape, each once."""

    item: Shape
    max_items: int = 200

    def clean(self, value: Any, place: str, mistakes: list[Mistake]) -> Any:
        if not isinstance(value, list) or len(value) > self.max_items:
            text = _("Give a list of at most %(limit)s.")
            return _refuse(mistakes, place, text % {"limit": self.max_items})
        cleaned = (
            self.item.clean(one, f"{place}[{index}]", mistakes) for index, one in enumerate(value)
        )
        kept: list[Any] = []
        for one in cleaned:
            if one is not NOTHING and one not in kept:
                kept.append(one)
        return kept if kept or not value else NOTHING

    def json_schema(self) -> JSONSchema:
        return {"type": "array", "items": self.item.json_schema(), "maxItems": self.max_items}


@dataclass(frozen=True)
class MapOf:
    """An object whose keys have a shape, and whose values have one."""

    key: Shape
    value: Shape

    def clean(self, value: Any, place: str, mistakes: list[Mistake]) -> Any:
        if not isinstance(value, dict):
            return _refuse(mistakes, place, _("Give an object."))
        kept = {}
        for name, one in value.items():
            at = f"{place}.{shown(name)}"
            if self.key.clean(name, at, mistakes) is not NOTHING:
                cleaned = self.value.clean(one, at, mistakes)
                if cleaned is not NOTHING:
                    kept[name] = cleaned
        return kept if kept or not value else NOTHING

    def json_schema(self) -> JSONSchema:
        return {"type": "object", "additionalProperties": self.value.json_schema()}


@dataclass(frozen=True)
class Members:
    """An object with some of the named members.

    `elsewhere` names members that the widget knows and that are said in another place, with the
    place. `needed` are members that must be there.
    """

    kind: str | Promise
    members: dict[str, Shape]
    needed: tuple[str, ...] = ()
    elsewhere: dict[str, str | Promise] = field(default_factory=dict)

    def clean(self, value: Any, place: str, mistakes: list[Mistake]) -> Any:
        if not isinstance(value, dict):
            return _refuse(mistakes, place, _("Give an object."))
        kept = {}
        for name, one in value.items():
            at = f"{place}.{shown(name)}" if place else shown(name)
            if name in self.elsewhere:
                mistakes.append(Mistake(at, str(self.elsewhere[name])))
            elif name not in self.members:
                mistakes.append(Mistake(at, unknown(self.kind, name, self.members)))
            else:
                cleaned = self.members[name].clean(one, at, mistakes)
                if cleaned is not NOTHING:
                    kept[name] = cleaned
        missing = [name for name in self.needed if name not in kept]
        if missing:
            text = _("%(listed)s is needed.") % {"listed": ", ".join(missing)}
            return _refuse(mistakes, place, text)
        return kept if kept or not value else NOTHING

    def json_schema(self) -> JSONSchema:
        needed = {"required": list(self.needed)} if self.needed else {}
        return {
            "type": "object",
            "properties": {name: shape.json_schema() for name, shape in self.members.items()},
            **needed,
            "additionalProperties": False,
        }


@dataclass(frozen=True)
class Untold:
    """A shape that the JSON Schema leaves at "an object": it is told in full elsewhere."""

    shape: Shape

    def clean(self, value: Any, place: str, mistakes: list[Mistake]) -> Any:
        return self.shape.clean(value, place, mistakes)

    def json_schema(self) -> JSONSchema:
        return {"type": "object"}


@dataclass(frozen=True)
class Checked:
    """A value that a function cleans, or refuses with a ValidationError."""

    check: Callable[[Any], Any]
    schema: JSONSchema

    def clean(self, value: Any, place: str, mistakes: list[Mistake]) -> Any:
        try:
            return self.check(value)
        except ValidationError as error:
            mistakes += [Mistake(place, message) for message in error.messages]
            return NOTHING

    def json_schema(self) -> JSONSchema:
        return self.schema
