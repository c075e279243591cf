"""How a search parameter of the fake GBIF reads a row, checks a value and compares the two.

Written apart from gbif_blocks on purpose: the two check each other.
"""

import re
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django_countries import countries

from tests.gbif_server.errors import ApiError, cannot_parse

Row = dict[str, Any]
Check = Callable[[str], None]


@dataclass(frozen=True)
class Field:
    """`values` gives a row's values as text; `check` refuses what GBIF refuses.

    `ranges`: two values with a comma between are a range. `single`: not to be repeated.
    `contains`: a part of the row's text is enough.
    """

    values: Callable[[Row], Iterable[str]]
    check: Check | None = None
    ranges: bool = False
    numeric: bool = False
    contains: bool = False
    single: bool = False

    @property
    def textual(self) -> bool:
        """Whether `like` applies to it."""
        return self.check is None

    @property
    def ordered(self) -> bool:
        """Whether `lessThan` and its like apply to it."""
        return self.numeric or self.ranges

    def refuse(self, wanted: str) -> None:
        """ApiError 400 for a value that GBIF does not take."""
        if wanted == "*" or self.check is None:
            return
        low, comma, high = wanted.partition(",")
        if not (self.ranges and comma):
            self.check(wanted)
            return
        ends = [end for end in (low, high) if end not in ("", "*")]
        for end in ends:
            self.check(end)
        if not ends or (len(ends) == 2 and self._key(low) > self._key(high)):
            raise ApiError(400, f"Invalid range: {wanted}")

    def matches(self, row: Row, wanted: str) -> bool:
        found = list(self.values(row))
        if wanted == "*":
            return bool(found)
        if self.ranges and "," in wanted:
            low, high = wanted.split(",", 1)
            return any(self._between(value, low, high) for value in found)
        if self.numeric:
            return any(float(value) == float(wanted) for value in found)
        if self.ranges:
            return any(self._between(value, wanted, wanted) for value in found)
        if self.contains:
            return any(wanted.lower() in value.lower() for value in found)
        if self.check:
            return _form(wanted) in map(_form, found)
        return wanted.lower() in (value.lower() for value in found)

    def _between(self, value: str, low: str, high: str) -> bool:
        # A date's upper end holds all of its month or year.
        above = low in ("", "*") or self._key(value) >= self._key(low)
        cut = value if self.numeric else value[: len(high)]
        return above and (high in ("", "*") or self._key(cut) <= self._key(high))

    def _key(self, value: str) -> Any:
        return float(value) if self.numeric else value


def _form(value: str) -> str:
    return re.sub(r"[\s_-]", "", value).lower()


def texts(value: Any) -> list[str]:
    """All that a value of a row holds, as text."""
    if value is None:
        return []
    if isinstance(value, bool):
        return [str(value).lower()]
    if isinstance(value, list | tuple | set):
        return [text for item in value for text in texts(item)]
    return [str(value)]


def plain(name: str, check: Check | None = None, *, single: bool = False) -> Field:
    return Field(lambda row: texts(row.get(name)), check, single=single)


def text(name: str) -> Field:
    """Text of which a part is enough."""
    return Field(lambda row: texts(row.get(name)), contains=True)


def number(
    name: str,
    low: float | None = None,
    high: float | None = None,
    *,
    whole: bool = True,
    ranges: bool = True,
    single: bool = False,
) -> Field:
    return Field(
        lambda row: texts(row.get(name)),
        _number(name, low, high, whole=whole),
        ranges=ranges,
        numeric=True,
        single=single,
    )


def day(name: str) -> Field:
    """A date, or a range of dates."""
    return Field(lambda row: texts(row.get(name)), _date, ranges=True)


def flag(name: str) -> Field:
    return plain(name, _boolean, single=True)


def key(name: str, *, single: bool = False) -> Field:
    """A UUID."""
    return plain(name, uuid_check, single=single)


def country(name: str, *, single: bool = False) -> Field:
    return plain(name, country_check, single=single)


def enum(name: str, kind: str, values: Iterable[str], *, single: bool = False) -> Field:
    return plain(name, one_of(kind, values), single=single)


def _number(name: str, low: float | None, high: float | None, *, whole: bool) -> Check:
    form = r"-?\d{1,18}" if whole else r"-?\d{1,15}(\.\d{1,12})?"

    def check(value: str) -> None:
        if not re.fullmatch(form, value, re.ASCII):
            raise cannot_parse(value, "number")
        if (low is not None and float(value) < low) or (high is not None and float(value) > high):
            word = {"decimalLatitude": "latitude", "decimalLongitude": "longitude"}.get(name, name)
            bounds = "positive" if high is None else f"between {low:g} and {high:g}"
            raise ApiError(400, f"{value} is not valid value, {word} must be {bounds}.")

    return check


def uuid_check(value: str) -> None:
    try:
        if str(uuid.UUID(value)) == value.lower():
            return
    except ValueError:
        pass
    raise ApiError(400, f"Invalid UUID string: {value}")


def country_check(value: str) -> None:
    if value.upper() not in countries and value.upper() not in ("XK", "XZ", "ZZ"):
        raise cannot_parse(value, "Country")


def _boolean(value: str) -> None:
    if value.lower() not in ("true", "false"):
        raise cannot_parse(value, "Boolean")


def _date(value: str) -> None:
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", value, re.ASCII)
    try:
        if match:
            date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
            return
    except ValueError:
        pass
    raise ApiError(400, f"Unparsable date {value}")


def one_of(kind: str, values: Iterable[str]) -> Check:
    accepted = {_form(value) for value in values}

    def check(value: str) -> None:
        if _form(value) not in accepted:
            raise cannot_parse(value, kind)

    return check


def gadm_check(value: str) -> None:
    if not re.fullmatch(r"[A-Z]{3}|[A-Z]{3}(\.\d{1,4}){1,4}_\d{1,2}", value, re.ASCII):
        raise cannot_parse(value, "GADM identifier")


def taxon_key_check(value: str) -> None:
    prefixed = r"[A-Za-z0-9._~/-]*:[\w.:~/-]{1,100}"
    if re.fullmatch(r"[0-9A-Z]{1,12}", value) or (
        re.fullmatch(prefixed, value) and re.search(r"\d", value)
    ):
        return
    raise cannot_parse(value, "taxon key")
