"""Just enough geometry for the fake GBIF: points in polygons, and its complaints."""

import re
from itertools import pairwise

from tests.gbif_server.errors import ApiError

Ring = list[tuple[float, float]]


def read_polygons(wkt: str) -> list[list[Ring]]:
    """The polygons of a POLYGON or MULTIPOLYGON, refused as GBIF refuses them."""
    match = re.fullmatch(r"\s*(MULTI)?POLYGON\s*(\(.*\))\s*", wkt, re.IGNORECASE | re.DOTALL)
    if not match or wkt.count("(") != wkt.count(")"):
        raise ApiError(400, f"Cannot parse simple WKT: {wkt} Expected [)] found EOF")
    bodies = re.findall(r"\((\([^()]*\)(?:\s*,\s*\([^()]*\))*)\)", match[2])
    polygons = [[_ring(ring) for ring in re.findall(r"\(([^()]*)\)", body)] for body in bodies]
    for polygon in polygons:
        if area(polygon[0]) < 0:
            raise ApiError(
                400,
                f"Polygon with clockwise exterior ring: {wkt}. Did you mean the other direction?",
            )
    return polygons


def _ring(text: str) -> Ring:
    try:
        pairs = [point.split() for point in text.split(",")]
        return [(float(x), float(y)) for x, y in pairs]
    except ValueError:
        raise ApiError(400, f"Cannot parse simple WKT: {text} Expected a number") from None


def area(ring: Ring) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))


def inside(longitude: float, latitude: float, polygons: list[list[Ring]]) -> bool:
    """Whether a point is in one of the polygons and in none of its holes."""
    return any(
        _in_ring(longitude, latitude, polygon[0])
        and not any(_in_ring(longitude, latitude, hole) for hole in polygon[1:])
        for polygon in polygons
    )


def _in_ring(x: float, y: float, ring: Ring) -> bool:
    crossings = 0
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossings += 1
    return crossings % 2 == 1
