"""Just enough geometry for the fake GBIF: points in areas and circles, and its complaints."""

import math
import re
from typing import Any

import shapely

from tests.gbif_server.errors import ApiError

Circle = tuple[float, float, float]
_METRES = {
    "mm": 0.001,
    "cm": 0.01,
    "m": 1,
    "km": 1000,
    "in": 0.0254,
    "ft": 0.3048,
    "yd": 0.9144,
    "mi": 1609.344,
    "NM": 1852,
}


def read_areas(wkt: str) -> list[Any]:
    """The parts of a POINT, LINESTRING, POLYGON or MULTIPOLYGON, refused as GBIF refuses them."""
    try:
        shape = shapely.from_wkt(wkt)
    except shapely.errors.GEOSException as error:
        said = "Expected [)] found EOF" if wkt.count("(") != wkt.count(")") else "Expected a number"
        raise ApiError(400, f"Cannot parse simple WKT: {wkt} {said}") from error
    if shape.geom_type not in ("Point", "LineString", "Polygon", "MultiPolygon"):
        raise ApiError(400, f"Unsupported simple WKT (unsupported type {shape.geom_type}): {wkt}")
    if shape.is_empty or not shape.is_valid or shape.has_z:
        raise ApiError(400, f"Invalid geometry: {wkt}")
    for longitude, latitude in shapely.get_coordinates(shape).tolist():
        if not (abs(longitude) <= 180 and abs(latitude) <= 90):
            raise ApiError(400, f"Coordinate out of range: {longitude} {latitude}")
    parts = list(getattr(shape, "geoms", [shape]))
    for part in parts:
        if part.geom_type == "Polygon":
            _check_direction(part, wkt)
    return parts


def _check_direction(polygon: Any, wkt: str) -> None:
    if not polygon.exterior.is_ccw:
        raise ApiError(
            400,
            f"Polygon with clockwise exterior ring: {wkt}. "
            f"Did you mean {shapely.orient_polygons(polygon).wkt}?",
        )
    if any(ring.is_ccw for ring in polygon.interiors):
        raise ApiError(400, f"Polygon with anticlockwise interior ring: {wkt}.")


def inside(longitude: float, latitude: float, areas: list[Any]) -> bool:
    """Whether a point lies in one of the areas."""
    point = shapely.Point(longitude, latitude)
    return any(area.covers(point) for area in areas)


def read_circle(latitude: str, longitude: str, distance: str) -> Circle:
    """Latitude, longitude and metres; ApiError 400 for what is no circle on the globe."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(mm|cm|m|km|in|ft|yd|mi|NM)?", distance)
    try:
        circle = (
            float(latitude),
            float(longitude),
            float(match[1]) * _METRES[match[2] or "m"] if match else 0.0,
        )
    except ValueError:
        circle = (0.0, 0.0, 0.0)
    if not match or circle[2] <= 0 or abs(circle[0]) > 90 or abs(circle[1]) > 180:
        raise ApiError(400, f"{latitude},{longitude},{distance} is not a valid distance")
    return circle


def within_circle(longitude: float, latitude: float, circle: Circle) -> bool:
    """Whether a point lies within the circle, on a sphere."""
    y1, x1, y2, x2 = map(math.radians, (latitude, longitude, circle[0], circle[1]))
    half = math.sin((y2 - y1) / 2) ** 2 + (
        math.cos(y1) * math.cos(y2) * math.sin((x2 - x1) / 2) ** 2
    )
    return 2 * 6_371_000 * math.asin(math.sqrt(half)) <= circle[2]
