"""Areas as well-known text or GeoJSON, in the form that GBIF takes.

GBIF wants the outer ring of a polygon anticlockwise and refuses the other direction, which anybody
who draws an area gets wrong half the time: rings are turned here instead of being refused.

Shapely is imported where it is used: with numpy it takes a second and 30 MB, which a process that
never reads an area need not spend.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# What may be pasted, in characters, and what a scope may hold: it travels with every request.
MAX_GIVEN = 200_000
MAX_LENGTH = 20_000
# Six places of a degree are 11 cm.
PLACES = 6
# GeoJSON's deepest area has seven levels of brackets; GEOS reads nested collections by recursion.
_MAX_NESTING = 12
_KINDS = ("POINT", "LINESTRING", "POLYGON", "MULTIPOLYGON")
_WKT = re.compile(rf"\s*(?:{'|'.join(_KINDS)})\b", re.IGNORECASE)
_EXAMPLE = "POLYGON((4.3 50.8, 4.4 50.8, 4.4 50.9, 4.3 50.8))"
# Longer suggestions are no use in an error message.
_MAX_SUGGESTION = 400

Position = tuple[float, float]


@dataclass(frozen=True)
class Area:
    """`wkt` is what GBIF takes; `repairs` tells the editor what was changed to get there."""

    wkt: str
    repairs: tuple[str | Promise, ...] = ()


def clean_wkt(text: str) -> str:
    """`text` as well-known text in the form that GBIF takes; see `read_area`."""
    return read_area(text).wkt


def read_area(text: str) -> Area:
    """`text` (WKT or GeoJSON) as a POINT, LINESTRING, POLYGON or MULTIPOLYGON in WKT.

    Rings get GBIF's direction, coordinates six decimal places, heights are left out and the
    features of a collection become one area. Raises ValidationError when the text is no area, a
    coordinate is off the globe, or an area is open, empty, crosses itself or runs round the back of
    the globe.
    """
    import shapely

    if len(text) > MAX_GIVEN:
        raise _invalid(
            _("The area has %(length)s characters; at most %(limit)s are read. Simplify it first."),
            length=len(text),
            limit=MAX_GIVEN,
        )
    repairs: list[str | Promise] = []
    shape = _parsed(text)
    if shapely.get_type_id(shape) == shapely.GeometryType.GEOMETRYCOLLECTION:
        shape = _union(shape)
        repairs.append(_("The features were joined into one area."))
    if shapely.has_z(shape):
        shape = shapely.force_2d(shape)
        repairs.append(_("Heights were left out."))
    _check_positions(shape)
    rounded = shapely.transform(shape, lambda positions: positions.round(PLACES))
    if not shapely.equals_exact(rounded, shape, tolerance=1e-12):
        repairs.append(_("Coordinates were rounded to six decimal places."))
    _check_shape(rounded)
    turned = shapely.orient_polygons(rounded)
    if not shapely.equals_identical(turned, rounded):
        repairs.append(_("The direction of the outline was turned to the one that GBIF wants."))
    wkt = _written(turned)
    if len(wkt) > MAX_LENGTH:
        raise _too_long(turned, len(wkt))
    return Area(wkt, tuple(repairs))


def _parsed(text: str) -> Any:
    import shapely

    is_json = text.lstrip().startswith("{")
    if not is_json and not _WKT.match(text):
        raise _invalid(
            _(
                "Give an area as WKT, such as %(example)s, or as GeoJSON. POINT, LINESTRING, "
                "POLYGON and MULTIPOLYGON are accepted."
            ),
            example=_EXAMPLE,
        )
    if "\0" in text or (is_json and _nesting(text) > _MAX_NESTING):
        raise _invalid(_("The area cannot be read: it holds more than an area."))
    try:
        shape = shapely.from_geojson(text) if is_json else shapely.from_wkt(text)
    # GEOS cuts the text that it quotes anywhere, in the middle of a character too.
    except (shapely.errors.GEOSException, UnicodeError) as error:
        raise _unreadable(str(error), is_json=is_json) from error
    kinds = {shapely.geometry.base.GEOMETRY_TYPES[shapely.get_type_id(shape)].upper()}
    if shape.is_empty or not kinds <= {*_KINDS, "GEOMETRYCOLLECTION"}:
        raise _invalid(
            _("%(kind)s is no area: draw or give a POLYGON, such as %(example)s."),
            kind=", ".join(kinds),
            example=_EXAMPLE,
        )
    return shape


def _nesting(text: str) -> int:
    deepest = depth = 0
    for bracket in re.findall(r"[\[\]{}]", text):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _unreadable(said: str, *, is_json: bool) -> ValidationError:
    """GEOS's complaint in words for an editor."""
    if "closed linestring" in said or "Invalid number of points in LinearRing" in said:
        return _invalid(
            _("The area is open: its last point must be its first, with three others at least.")
        )
    # What stands before the colon is the name of the exception.
    reason = said.partition(": ")[2] or said
    reason = re.sub(r"^Error parsing JSON: '\[[\w.]+\] (.*)'$", r"\1", reason)[:200]
    if is_json:
        return _invalid(_("The GeoJSON cannot be read: %(reason)s."), reason=reason)
    return _invalid(
        _("The area cannot be read: %(reason)s. Such as %(example)s."),
        reason=reason,
        example=_EXAMPLE,
    )


def _union(collection: Any) -> Any:
    """The polygons of a collection as one shape."""
    import shapely

    parts = [part for part in collection.geoms if part.geom_type in ("Polygon", "MultiPolygon")]
    if len(parts) < len(collection.geoms) or not all(part.is_valid for part in parts):
        raise _invalid(
            _("Every feature must be a polygon that does not cross itself; give one at a time.")
        )
    return shapely.union_all(parts)


def _check_positions(shape: Any) -> None:
    """That every point is on the globe."""
    import shapely

    for longitude, latitude in shapely.get_coordinates(shape).tolist():
        # Written so that NaN fails too.
        if not (abs(longitude) <= 180 and abs(latitude) <= 90):
            raise _invalid(
                _(
                    "%(point)s is off the globe. A point is longitude (-180 to 180), then latitude "
                    "(-90 to 90)."
                ),
                point=_position((longitude, latitude)),
            )


def _check_shape(shape: Any) -> None:
    """That a shape of points on the globe is one that GBIF can search in."""
    import shapely

    if not shape.geom_type.endswith("Polygon"):
        if not shape.is_valid:
            raise _invalid(_("The line is empty: all its points are the same."))
        return
    for ring in _rings(shape):
        if shapely.convex_hull(ring).area == 0:
            raise _invalid(_("The area is empty: all its points lie on one line."))
        _check_edges(list(ring.coords))
    if shape.is_valid:
        return
    reason, _bracket, place = shapely.is_valid_reason(shape).partition("[")
    fixed = _written(repaired) if (repaired := _repaired(shape)) else ""
    if fixed and len(fixed) <= _MAX_SUGGESTION:
        message = _(
            "The area is not valid near %(place)s: %(reason)s. Move the points, or take this area "
            "instead: %(fixed)s"
        )
    else:
        message = _("The area is not valid near %(place)s: %(reason)s. Move the points there.")
    raise _invalid(
        message,
        place=place.rstrip("]"),
        reason=_REASONS.get(reason.lower(), reason.lower()),
        fixed=fixed,
    )


_REASONS: dict[str, str | Promise] = {
    "self-intersection": _("its outline crosses itself, or two parts overlap"),
    "ring self-intersection": _("its outline touches itself"),
    "hole lies outside shell": _("a hole lies outside the area"),
    "holes are nested": _("a hole lies in another"),
    "interior is disconnected": _("a hole cuts the area in two"),
    "nested shells": _("one part lies in another"),
    "duplicate rings": _("two outlines are the same"),
}


def _rings(shape: Any) -> Iterator[Any]:
    for polygon in getattr(shape, "geoms", [shape]):
        yield from (polygon.exterior, *polygon.interiors)


def _check_edges(ring: list[Position]) -> None:
    for start, end in pairwise(ring):
        # From edge to edge of the map is meant; any other such leap is a line through the back.
        if 180 < abs(start[0] - end[0]) < 360:
            raise _invalid(
                _(
                    "The line from %(start)s to %(end)s runs more than half round the globe. If "
                    "the area crosses the 180th meridian, give two areas, one on each side of it, "
                    "as a MULTIPOLYGON; if not, put a point between the two."
                ),
                start=_position(start),
                end=_position(end),
            )


def _repaired(shape: Any) -> Any:
    """The areas that the outline encloses; None when there is none."""
    import shapely

    valid = shapely.make_valid(shape)
    parts = [part for part in getattr(valid, "geoms", [valid]) if part.geom_type.endswith("ygon")]
    return shapely.orient_polygons(shapely.union_all(parts)) if parts else None


def _too_long(shape: Any, length: int) -> ValidationError:
    import shapely

    for tolerance in (0.0001, 0.001, 0.01, 0.1):
        simple = shapely.simplify(shape, tolerance)
        if len(_written(simple)) <= MAX_LENGTH:
            return _invalid(
                _(
                    "The area has %(points)s points, which is %(length)s characters; %(limit)s "
                    "are the limit. Simplified by %(tolerance)s degrees it has %(fewer)s points."
                ),
                points=shapely.get_num_coordinates(shape),
                length=length,
                limit=MAX_LENGTH,
                tolerance=tolerance,
                fewer=shapely.get_num_coordinates(simple),
            )
    return _invalid(
        _("The area has %(length)s characters; %(limit)s are the limit. Simplify it first."),
        length=length,
        limit=MAX_LENGTH,
    )


def _written(shape: Any) -> str:
    """Well-known text without needless spaces and zeros."""
    kind = shape.geom_type.upper()
    if kind == "MULTIPOLYGON":
        return f"{kind}({','.join(_polygon(polygon) for polygon in shape.geoms)})"
    return f"{kind}{_polygon(shape) if kind == 'POLYGON' else _line(shape)}"


def _polygon(polygon: Any) -> str:
    return f"({','.join(_line(ring) for ring in (polygon.exterior, *polygon.interiors))})"


def _line(line: Any) -> str:
    return f"({','.join(_position(position) for position in line.coords)})"


def _position(position: Position) -> str:
    return " ".join(_number(number) for number in position)


def _number(number: float) -> str:
    text = f"{number:.{PLACES}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _invalid(message: Any, **params: Any) -> ValidationError:
    return ValidationError(message, code="wkt", params=params)
