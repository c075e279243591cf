"""The kinds of value that GBIF's parameters take, each with the check that GBIF would make.

`clean` gives the value in the form to send, or raises a ValidationError that names the accepted
form. Nothing here asks GBIF: whether a key exists is found out when a snapshot is taken.
"""

import re
import unicodedata
import uuid
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gbif_blocks.countries import country_code_named, country_codes
from gbif_blocks.geometry import clean_wkt
from gbif_blocks.names import MAX_NAME, nearest, shown

# A value of any kind but an area, in characters. Values stand in addresses.
MAX_TEXT = 1_000


class ValueType(Protocol):
    """One kind of value. `json_name` is its name in documentation and for importers.

    `example` is a value that `clean` accepts unchanged; `json_schema` describes what it gives.
    """

    @property
    def json_name(self) -> str: ...

    @property
    def example(self) -> str: ...

    def clean(self, text: str) -> str: ...

    def json_schema(self) -> dict[str, Any]: ...


class OrderedType(ValueType, Protocol):
    """A kind of value that can be less than another."""

    def lowest(self, text: str) -> Any:
        """Where a cleaned value begins, to compare."""

    def highest(self, text: str) -> Any:
        """Where a cleaned value ends: a year is over in December."""

    def alike(self, low: str, high: str) -> tuple[str, str]:
        """Two ends of a range in one form, which GBIF wants."""


class Text:
    """Any text on one line."""

    json_name = "string"
    example = "Meise"

    def clean(self, text: str) -> str:
        if len(text) > MAX_TEXT:
            raise ValidationError(
                _("“%(value)s” has %(length)s characters; GBIF is asked with %(limit)s at most."),
                code="too_long",
                params={"value": shown(text), "length": len(text), "limit": MAX_TEXT},
            )
        # Cc: control characters, NUL among them; Cs: half a character, which no UTF-8 can hold.
        if any(unicodedata.category(character) in ("Cc", "Cs") for character in text):
            raise ValidationError(
                _("“%(value)s” holds a line break or another character that cannot be sent."),
                code="characters",
                params={"value": shown(text)},
            )
        return text

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": MAX_TEXT}


def _matching(form: re.Pattern[str]) -> dict[str, Any]:
    return {"type": "string", "pattern": f"^({form.pattern})$"}


class Uuid:
    """A key of GBIF's registry: 50c9509d-22c7-4a22-a47d-8c48425ef4a7."""

    json_name = "uuid"
    example = "50c9509d-22c7-4a22-a47d-8c48425ef4a7"

    def clean(self, text: str) -> str:
        try:
            parsed = uuid.UUID(text)
        except ValueError:
            parsed = None
        # uuid.UUID also takes braces, a "urn:uuid:" prefix and text without hyphens; GBIF does not.
        cleaned = str(parsed)
        if cleaned != text.lower():
            raise ValidationError(
                _(
                    "“%(value)s” is not a UUID. Give the key from the address of the page on "
                    "GBIF.org, such as 50c9509d-22c7-4a22-a47d-8c48425ef4a7."
                ),
                code="uuid",
                params={"value": shown(text)},
            )
        return cleaned

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "uuid"}


class Country:
    """A country by its ISO 3166 two-letter code: BE."""

    json_name = "country"
    example = "BE"

    def clean(self, text: str) -> str:
        code = text.upper()
        if code in country_codes():
            return code
        named = country_code_named(text) if len(text) <= MAX_NAME else None
        if named:
            message = _("“%(value)s” is not a country code. Did you mean %(code)s?")
        else:
            message = _(
                "“%(value)s” is not a country code. Give the two letters of ISO 3166, such as BE "
                "for Belgium."
            )
        raise ValidationError(message, code="country", params={"value": shown(text), "code": named})

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[A-Z]{2}$"}


class TaxonKey:
    """A taxon of a checklist: 5219243 (GBIF Backbone), 6W3C4 (Catalogue of Life).

    Keys are strings since GBIF has several checklists; those that are not numbers hold no lower
    case words, which tells a key from a name typed in its place.
    """

    json_name = "taxon_key"
    example = "5219243"
    _FORM = re.compile(
        r"[0-9]{1,12}|[0-9A-Z]{1,12}|(?=\S*[0-9])[A-Za-z0-9._~/-]{0,40}:[\w.:~/-]{1,100}"
    )

    def clean(self, text: str) -> str:
        if not self._FORM.fullmatch(text):
            raise ValidationError(
                _(
                    "“%(value)s” is not a taxon key. Give the key from the address of the "
                    "species page, such as 5219243 or 6W3C4, not the name."
                ),
                code="taxon_key",
                params={"value": shown(text)},
            )
        return text

    def json_schema(self) -> dict[str, Any]:
        return _matching(self._FORM)


class Gadm:
    """An area of GADM: BEL, BEL.1_1, BEL.1.2_1."""

    json_name = "gadm"
    example = "BEL.1_1"
    _FORM = re.compile(r"[A-Z]{3}|[A-Z]{3}(\.[0-9]{1,4}){1,4}_[0-9]{1,2}")

    def clean(self, text: str) -> str:
        if not self._FORM.fullmatch(text):
            raise ValidationError(
                _("“%(value)s” is not a GADM area. Give its identifier, such as BEL or BEL.1_1."),
                code="gadm",
                params={"value": shown(text)},
            )
        return text

    def json_schema(self) -> dict[str, Any]:
        return _matching(self._FORM)


class Geometry:
    """An area as well-known text; a ring that turns the wrong way round is turned."""

    json_name = "wkt"
    example = "POLYGON((4 50,5 50,5 51,4 51,4 50))"

    def clean(self, text: str) -> str:
        return clean_wkt(text)

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^(POINT|LINESTRING|POLYGON|MULTIPOLYGON)\("}


class GeoDistance:
    """Latitude, longitude, distance: 50.85,4.35,5km."""

    json_name = "geo_distance"
    example = "50.85,4.35,5km"
    _FORM = re.compile(
        r"(-?[0-9]+(?:\.[0-9]+)?),\s*(-?[0-9]+(?:\.[0-9]+)?),\s*([0-9]+(?:\.[0-9]+)?)\s*(mi|yd|ft|in|km|m|cm|mm|NM)?"
    )

    def clean(self, text: str) -> str:
        match = self._FORM.fullmatch(text)
        if (
            not match
            or abs(float(match[1])) > 90
            or abs(float(match[2])) > 180
            or float(match[3]) <= 0
        ):
            raise ValidationError(
                _(
                    "“%(value)s” is not a place and a distance. Give latitude, longitude and "
                    "distance, such as 50.85,4.35,5km."
                ),
                code="geo_distance",
                params={"value": shown(text)},
            )
        return f"{match[1]},{match[2]},{match[3]}{match[4] or 'm'}"

    def json_schema(self) -> dict[str, Any]:
        return _matching(self._FORM)


class Boolean:
    """true or false."""

    json_name = "boolean"
    example = "true"

    def clean(self, text: str) -> str:
        if text.lower() not in ("true", "false"):
            raise ValidationError(
                _("“%(value)s” is neither true nor false."),
                code="boolean",
                params={"value": shown(text)},
            )
        return text.lower()

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": ["true", "false"]}


@dataclass(frozen=True)
class Enumeration:
    """One of GBIF's fixed names; case and separators are forgiven, as GBIF does."""

    values: tuple[str, ...]
    json_name: str = "enum"
    _by_form: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_form = {self._form(value): value for value in self.values}
        object.__setattr__(self, "_by_form", by_form)

    @property
    def example(self) -> str:
        """The first of them."""
        return self.values[0]

    def clean(self, text: str) -> str:
        found = self._by_form.get(text) or self._by_form.get(self._form(text[:MAX_NAME]))
        if found and len(text) <= MAX_NAME:
            return found
        near = nearest(text, self.values)
        listed = ", ".join(self.values[:12]) + (", …" if len(self.values) > 12 else "")
        if near:
            message = _("“%(value)s” is not known. Did you mean %(near)s? Accepted: %(listed)s.")
        else:
            message = _("“%(value)s” is not known. Accepted: %(listed)s.")
        raise ValidationError(
            message, code="enum", params={"value": shown(text), "near": near, "listed": listed}
        )

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.values)}

    @staticmethod
    def _form(text: str) -> str:
        return "".join(character for character in text.upper() if character.isalnum())


@dataclass(frozen=True)
class Number:
    """A number between two bounds, whole unless `decimal`."""

    minimum: float | None = None
    maximum: float | None = None
    decimal: bool = False

    @property
    def json_name(self) -> str:
        return "number" if self.decimal else "integer"

    @property
    def example(self) -> str:
        """A number that fits."""
        low = self.minimum if self.minimum is not None else 0
        high = self.maximum if self.maximum is not None else 10_000
        return f"{low + (high - low) // 2:g}"

    def clean(self, text: str) -> str:
        pattern = r"-?[0-9]{1,15}(\.[0-9]{1,12})?" if self.decimal else r"-?[0-9]{1,18}"
        if re.fullmatch(pattern, text):
            number = float(text)
            low = self.minimum is None or number >= self.minimum
            high = self.maximum is None or number <= self.maximum
            if low and high:
                return text
        raise ValidationError(
            _("“%(value)s” is not %(accepted)s."),
            code=self.json_name,
            params={"value": shown(text), "accepted": self._accepted()},
        )

    def json_schema(self) -> dict[str, Any]:
        # Values are sent as text, so a schema can say their form and not their bounds.
        pattern = r"^-?[0-9]+(\.[0-9]+)?$" if self.decimal else "^-?[0-9]+$"
        return {"type": "string", "pattern": pattern}

    def lowest(self, text: str) -> float:
        return float(text)

    highest = lowest

    def alike(self, low: str, high: str) -> tuple[str, str]:
        return low, high

    def _accepted(self) -> str | Promise:
        if self.minimum is not None and self.maximum is None:
            return _("a whole number from %(low)s up") % {"low": f"{self.minimum:g}"}
        if self.minimum is not None and self.maximum is not None:
            bounds = {"low": f"{self.minimum:g}", "high": f"{self.maximum:g}"}
            if self.decimal:
                return _("a number from %(low)s to %(high)s") % bounds
            return _("a whole number from %(low)s to %(high)s") % bounds
        return _("a number, such as 12.5") if self.decimal else _("a whole number, such as 2024")


class Date:
    """A day, a month or a year: 2024-05-17, 2024-05, 2024."""

    json_name = "date"
    example = "2024-05-17"
    _FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")

    def clean(self, text: str) -> str:
        match = self._FORM.fullmatch(text)
        try:
            if match:
                date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
                return text
        except ValueError:
            pass
        raise ValidationError(
            _("“%(value)s” is not a date. Give 2024, 2024-05 or 2024-05-17."),
            code="date",
            params={"value": shown(text)},
        )

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}

    def lowest(self, text: str) -> date:
        year, month, day = ([int(part) for part in text.split("-")] + [1, 1])[:3]
        return date(year, month, day)

    def highest(self, text: str) -> date:
        parts = [int(part) for part in text.split("-")]
        year, month = parts[0], parts[1] if len(parts) > 1 else 12
        return date(year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1])

    def alike(self, low: str, high: str) -> tuple[str, str]:
        if len(low) == len(high):
            return low, high
        return self.lowest(low).isoformat(), self.highest(high).isoformat()


def clean_range(value_type: OrderedType, text: str) -> str:
    """A single value, or two with a comma between them, either of which may be open: 1990,*."""
    low, comma, high = (part.strip() for part in text.partition(","))
    if not comma:
        return value_type.clean(low)
    if low in ("", "*") and high in ("", "*"):
        raise ValidationError(
            _("“%(value)s” has no limit. Give two, such as 1990,2020, or one, such as 1990,*."),
            code="range",
            params={"value": shown(text)},
        )
    ends = [end if end == "*" else value_type.clean(end) for end in (low or "*", high or "*")]
    if "*" not in ends and value_type.lowest(ends[0]) > value_type.highest(ends[1]):
        raise ValidationError(
            _("“%(value)s” runs backwards: give the smaller value first. Did you mean %(turned)s?"),
            code="range",
            params={"value": shown(text), "turned": ",".join(reversed(ends))},
        )
    return ",".join(ends if "*" in ends else value_type.alike(*ends))
