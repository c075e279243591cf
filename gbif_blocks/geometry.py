"""Areas as well-known text, in the form that GBIF takes.

GBIF wants the outer ring of a polygon anticlockwise and refuses the other direction, which anybody
who draws an area gets wrong half the time: rings are turned here instead of being refused.
"""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

Position = tuple[str, str]
Ring = list[Position]
T = TypeVar("T")

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?", re.ASCII)
_TOKEN = re.compile(rf"\s*(?:[A-Za-z]+|[(),]|{_NUMBER.pattern}|\S)")
# A scope travels with every request of a widget.
MAX_LENGTH = 20_000


def clean_wkt(text: str) -> str:
    """`text` as a POINT, LINESTRING, POLYGON or MULTIPOLYGON with rings in GBIF's direction.

    Numbers keep the digits that they were written with. Raises ValidationError when the text is
    none of the four, a coordinate is off the globe, or a ring is open or has no area.
    """
    if len(text) > MAX_LENGTH:
        raise _invalid(_("The area is longer than %(limit)s characters.") % {"limit": MAX_LENGTH})
    reader = _Reader(text)
    kind = reader.word()
    if kind in ("POINT", "LINESTRING"):
        written = _written(reader.positions())
    elif kind == "POLYGON":
        written = _polygon(reader)
    elif kind == "MULTIPOLYGON":
        written = f"({','.join(reader.listed(lambda: _polygon(reader)))})"
    else:
        raise _invalid(
            _(
                "Give an area as WKT, such as POLYGON((4.3 50.8, 4.4 50.8, 4.4 50.9, 4.3 50.8)). "
                "POINT, LINESTRING, POLYGON and MULTIPOLYGON are accepted."
            )
        )
    reader.end()
    return f"{kind}{written}"


def _polygon(reader: "_Reader") -> str:
    rings = reader.listed(reader.positions)
    turned = [_turned(ring, outer=index == 0) for index, ring in enumerate(rings)]
    return f"({','.join(_written(ring) for ring in turned)})"


def _turned(ring: Ring, *, outer: bool) -> Ring:
    if len(ring) < 4 or [float(number) for number in ring[0]] != [
        float(number) for number in ring[-1]
    ]:
        raise _invalid(
            _("The area is open: its last point must be its first, with three others at least.")
        )
    area = _signed_area(ring)
    if area == 0:
        raise _invalid(_("The area is empty: all its points lie on one line."))
    return ring if (area > 0) == outer else ring[::-1]


def _signed_area(ring: Ring) -> float:
    """Twice the area of the ring; positive when it runs anticlockwise."""
    points = [(float(x), float(y)) for x, y in ring]
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(points))


def _written(positions: Ring) -> str:
    return f"({','.join(f'{x} {y}' for x, y in positions)})"


def _invalid(message: Any) -> ValidationError:
    return ValidationError(message, code="wkt")


class _Reader:
    def __init__(self, text: str) -> None:
        self._tokens = [match.group().strip() for match in _TOKEN.finditer(text.strip())]
        self._at = 0

    def word(self) -> str:
        return self._next().upper()

    def end(self) -> None:
        if self._at < len(self._tokens):
            raise self._unexpected("the end", self._tokens[self._at])

    def positions(self) -> Ring:
        return self.listed(self._position)

    def listed(self, read: Callable[[], T]) -> list[T]:
        """What `read` finds between two parentheses, with commas between."""
        self._expect("(")
        found = [read()]
        while (mark := self._next()) == ",":
            found.append(read())
        if mark != ")":
            raise self._unexpected("a comma or )", mark)
        return found

    def _position(self) -> Position:
        longitude, latitude = self._number(180), self._number(90)
        return longitude, latitude

    def _number(self, limit: int) -> str:
        token = self._next()
        # Not float() alone, which takes "nan" and "inf" too.
        if not _NUMBER.fullmatch(token):
            raise self._unexpected("a number", token)
        if abs(float(token)) > limit:
            raise _invalid(
                _(
                    "%(number)s is off the globe. A point is longitude (-180 to 180), then "
                    "latitude (-90 to 90)."
                )
                % {"number": token}
            )
        return token

    def _expect(self, wanted: str) -> None:
        token = self._next()
        if token != wanted:
            raise self._unexpected(wanted, token)

    def _next(self) -> str:
        if self._at >= len(self._tokens):
            return ""
        self._at += 1
        return self._tokens[self._at - 1]

    def _unexpected(self, wanted: str, found: str) -> ValidationError:
        return _invalid(
            _("The area cannot be read: expected %(wanted)s, found “%(found)s” (word %(at)s).")
            % {"wanted": wanted, "found": found, "at": self._at}
        )
