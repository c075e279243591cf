"""The kinds of value that GBIF's parameters take, each with the check that GBIF would make.

`clean` gives the value in the form to send, or raises a ValidationError that names the accepted
form. Nothing here asks GBIF: whether a key exists is found out when a snapshot is taken.
"""

import re
import uuid
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gbif_blocks.countries import country_code_named, country_codes
from gbif_blocks.geometry import clean_wkt
from gbif_blocks.names import nearest


class ValueType(Protocol):
    """One kind of value. `json_name` is its name in documentation and for importers."""

    @property
    def json_name(self) -> str: ...

    def clean(self, text: str) -> str: ...


class Text:
    """Any text that is not empty."""

    json_name = "string"

    def clean(self, text: str) -> str:
        return text


class Uuid:
    """A key of GBIF's registry: 50c9509d-22c7-4a22-a47d-8c48425ef4a7."""

    json_name = "uuid"

    def clean(self, text: str) -> str:
        try:
            parsed = uuid.UUID(text)
        except ValueError:
            parsed = None
        # uuid.UUID also takes braces, a "urn:uuid:" prefix and text without hyphens; GBIF does not.
        if parsed is None or str(parsed) != text.lower():
            raise ValidationError(
                _(
                    "“%(value)s” is not a UUID. Give the key from the address of the page on "
                    "GBIF.org, such as 50c9509d-22c7-4a22-a47d-8c48425ef4a7."
                ),
                code="uuid",
                params={"value": text},
            )
        return str(parsed)


class Country:
    """A country by its ISO 3166 two-letter code: BE."""

    json_name = "country"

    def clean(self, text: str) -> str:
        code = text.upper()
        if code in country_codes():
            return code
        named = country_code_named(text)
        if named:
            message = _("“%(value)s” is not a country code. Did you mean %(code)s?")
        else:
            message = _(
                "“%(value)s” is not a country code. Give the two letters of ISO 3166, such as BE "
                "for Belgium."
            )
        raise ValidationError(message, code="country", params={"value": text, "code": named})


class TaxonKey:
    """A taxon of a checklist: 5219243 (GBIF Backbone), 6W3C4 (Catalogue of Life).

    Keys are strings since GBIF has several checklists; those that are not numbers hold no lower
    case words, which tells a key from a name typed in its place.
    """

    json_name = "taxon_key"
    _FORM = re.compile(r"[0-9]{1,12}|[0-9A-Z]{1,12}|(?=\S*[0-9])[A-Za-z0-9._~/-]*:[\w.:~/-]{1,100}")

    def clean(self, text: str) -> str:
        if not self._FORM.fullmatch(text):
            raise ValidationError(
                _(
                    "“%(value)s” is not a taxon key. Give the key from the address of the "
                    "species page, such as 5219243 or 6W3C4, not the name."
                ),
                code="taxon_key",
                params={"value": text},
            )
        return text


class Gadm:
    """An area of GADM: BEL, BEL.1_1, BEL.1.2_1."""

    json_name = "gadm"
    _FORM = re.compile(r"[A-Z]{3}|[A-Z]{3}(\.[0-9]{1,4}){1,4}_[0-9]{1,2}")

    def clean(self, text: str) -> str:
        if not self._FORM.fullmatch(text):
            raise ValidationError(
                _("“%(value)s” is not a GADM area. Give its identifier, such as BEL or BEL.1_1."),
                code="gadm",
                params={"value": text},
            )
        return text


class Geometry:
    """An area as well-known text; a ring that turns the wrong way round is turned."""

    json_name = "wkt"

    def clean(self, text: str) -> str:
        return clean_wkt(text)


class GeoDistance:
    """Latitude, longitude, distance: 50.85,4.35,5km."""

    json_name = "geo_distance"
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
                params={"value": text},
            )
        return f"{match[1]},{match[2]},{match[3]}{match[4] or 'm'}"


class Boolean:
    """true or false."""

    json_name = "boolean"

    def clean(self, text: str) -> str:
        if text.lower() not in ("true", "false"):
            raise ValidationError(
                _("“%(value)s” is neither true nor false."), code="boolean", params={"value": text}
            )
        return text.lower()


@dataclass(frozen=True)
class Enumeration:
    """One of GBIF's fixed names; case and separators are forgiven, as GBIF does."""

    values: tuple[str, ...]
    json_name: str = "enum"

    def clean(self, text: str) -> str:
        by_form = {self._form(value): value for value in self.values}
        found = by_form.get(self._form(text))
        if found:
            return found
        near = nearest(text, self.values)
        listed = ", ".join(self.values[:12]) + (", …" if len(self.values) > 12 else "")
        if near:
            message = _("“%(value)s” is not known. Did you mean %(near)s? Accepted: %(listed)s.")
        else:
            message = _("“%(value)s” is not known. Accepted: %(listed)s.")
        raise ValidationError(
            message, code="enum", params={"value": text, "near": near, "listed": listed}
        )

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
            params={"value": text, "accepted": self._accepted()},
        )

    def _accepted(self) -> str | Promise:
        if self.minimum is not None and self.maximum is not None:
            bounds = {"low": f"{self.minimum:g}", "high": f"{self.maximum:g}"}
            if self.decimal:
                return _("a number from %(low)s to %(high)s") % bounds
            return _("a whole number from %(low)s to %(high)s") % bounds
        return _("a number, such as 12.5") if self.decimal else _("a whole number, such as 2024")


class Date:
    """A day, a month or a year: 2024-05-17, 2024-05, 2024."""

    json_name = "date"
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
            params={"value": text},
        )


def clean_range(value_type: ValueType, text: str) -> str:
    """A single value, or two with a comma between them, either of which may be open: 1990,*."""
    low, comma, high = (part.strip() for part in text.partition(","))
    if not comma:
        return value_type.clean(low)
    if low in ("", "*") and high in ("", "*"):
        raise ValidationError(
            _("“%(value)s” has no limit. Give two, such as 1990,2020, or one, such as 1990,*."),
            code="range",
            params={"value": text},
        )
    ends = [end if end == "*" else value_type.clean(end) for end in (low or "*", high or "*")]
    if "*" not in ends and _sort_key(ends[0]) > _sort_key(ends[1]):
        raise ValidationError(
            _("“%(value)s” runs backwards: give the smaller value first."),
            code="range",
            params={"value": text},
        )
    return ",".join(ends)


def _sort_key(end: str) -> tuple[float, str]:
    try:
        return (float(end), "")
    except ValueError:
        return (0, end)
