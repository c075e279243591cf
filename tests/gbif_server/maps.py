"""Map tiles and their extent: real PNG pictures and vector tiles of the made-up occurrences."""

import math
import re
from collections import Counter
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from gbif_blocks.names import names
from tests.gbif_server.errors import ApiError
from tests.gbif_server.fields import Row
from tests.gbif_server.vector_tiles import vector_tile

SIZE = 512
# Pixels of a picture, by what stands behind the @.
SCALES = {"1": 512, "2": 1024, "3": 1536, "4": 2048, "H": 256}
PALETTES = {
    "classic": ["#ffff00", "#ffcc00", "#ff9900", "#ff6600", "#d60a00"],
    "purpleYellow": ["#fed976", "#fd8d3c", "#f03b20", "#bd0026", "#4d004b"],
    "green": ["#edf8e9", "#bae4b3", "#74c476", "#31a354", "#006d2c"],
    "blueHeat": ["#eff3ff", "#bdd7e7", "#6baed6", "#3182bd", "#08519c"],
    "orangeHeat": ["#feedde", "#fdbe85", "#fd8d3c", "#e6550d", "#a63603"],
    "iNaturalist": ["#bee38a", "#a5d06c", "#74ac00", "#5a8700", "#405f00"],
    "fire": ["#ffff66", "#ffcc33", "#ff9900", "#ff3300", "#990000"],
    "glacier": ["#e0f3f8", "#abd9e9", "#74add1", "#4575b4", "#313695"],
    "scaled.circles": ["#d60a00"] * 5,
}
# What a precalculated map can be filtered by; all else is ignored, as GBIF does.
DENSITY_FILTERS = names(
    "taxonKey datasetKey publishingOrg country publishingCountry networkKey year basisOfRecord "
    "checklistKey"
)
_EARTH = 6_371_007.2
_LAEA_EXTENT = math.sqrt(2) * _EARTH
_STEREO_EXTENT = 12_367_396.2185
Parameters = dict[str, list[str]]
# Position in a tile, in pixels of 512, and how many records lie there.
Dots = Counter[tuple[int, int]]


def tile(rows: Iterable[Row], pairs: Parameters, place: tuple[int, int, int], suffix: str) -> bytes:
    """The picture or vector tile at (zoom, x, y); `suffix` is such as "@2x.png" or ".mvt"."""
    match = re.fullmatch(r"(?:@([1234H])x)?\.(png|mvt)", suffix)
    if not match:
        raise ApiError(404, f"Not found: {suffix}")
    srs = pairs.get("srs", ["EPSG:3857"])[-1]
    project = _PROJECTIONS.get(srs)
    if project is None:
        raise ApiError(400, f"Unsupported srs: {srs}")
    dots = _binned(_dots(rows, project, place), pairs)
    if match[2] == "mvt":
        return vector_tile(dots)
    return _picture(dots, pairs, SCALES[match[1] or "1"])


def base_tile(name: str) -> bytes:
    """A plain picture with a border, in place of a base map."""
    image = Image.new("RGB", (SIZE, SIZE), "#e8ecef" if "dark" not in name else "#2b3035")
    ImageDraw.Draw(image).rectangle((0, 0, SIZE - 1, SIZE - 1), outline="#c5ccd1")
    return _png(image)


def capabilities(rows: list[Row]) -> Row:
    """Where and when the records lie that a map shows."""
    placed = [row for row in rows if row.get("decimalLatitude") is not None]
    generated = "2026-11-20T03:12:44.000+00:00"
    if not placed:
        world = {"minLat": -90, "minLng": -180, "maxLat": 90, "maxLng": 180}
        return world | {"total": 0, "generated": generated}
    latitudes = [row["decimalLatitude"] for row in placed]
    longitudes = [row["decimalLongitude"] for row in placed]
    return {
        "minLat": math.floor(min(latitudes)),
        "minLng": math.floor(min(longitudes)),
        "maxLat": math.ceil(max(latitudes)),
        "maxLng": math.ceil(max(longitudes)),
        "minYear": min(row["year"] for row in placed),
        "maxYear": max(row["year"] for row in placed),
        "total": len(placed),
        "generated": generated,
    }


def _mercator(longitude: float, latitude: float) -> tuple[float, float]:
    angle = math.radians(max(-85.0511, min(85.0511, latitude)))
    return (longitude + 180) / 360, (1 - math.asinh(math.tan(angle)) / math.pi) / 2


def _plate_carree(longitude: float, latitude: float) -> tuple[float, float]:
    # Two tiles lie side by side at zoom 0.
    return (longitude + 180) / 180, (90 - latitude) / 180


def _arctic(longitude: float, latitude: float) -> tuple[float, float]:
    radius = 2 * _EARTH * math.sin(math.radians(90 - latitude) / 2)
    angle = math.radians(longitude - 10)
    return _square(radius * math.sin(angle), -radius * math.cos(angle), _LAEA_EXTENT)


def _antarctic(longitude: float, latitude: float) -> tuple[float, float]:
    scale = (1 + math.sin(math.radians(71))) / 2
    latitude = min(latitude, 80)
    radius = 2 * _EARTH * scale * math.tan(math.pi / 4 + math.radians(latitude) / 2)
    angle = math.radians(longitude)
    return _square(radius * math.sin(angle), radius * math.cos(angle), _STEREO_EXTENT)


def _square(x: float, y: float, extent: float) -> tuple[float, float]:
    return (x + extent) / (2 * extent), (extent - y) / (2 * extent)


_PROJECTIONS = {
    "EPSG:3857": _mercator,
    "EPSG:4326": _plate_carree,
    "EPSG:3575": _arctic,
    "EPSG:3031": _antarctic,
}


def _dots(rows: Iterable[Row], project: Any, place: tuple[int, int, int]) -> Dots:
    zoom, column, line = place
    dots: Dots = Counter()
    for row in rows:
        if row.get("decimalLatitude") is None:
            continue
        x, y = project(row["decimalLongitude"], row["decimalLatitude"])
        x, y = (x * 2**zoom - column) * SIZE, (y * 2**zoom - line) * SIZE
        if 0 <= x < SIZE and 0 <= y < SIZE:
            dots[int(x), int(y)] += 1
    return dots


def _binned(dots: Dots, pairs: Parameters) -> Dots:
    """The dots moved to the middle of their bins."""
    shape = pairs.get("bin", [""])[-1]
    if shape not in ("", "hex", "square"):
        raise ApiError(400, f"Unsupported bin: {shape}")
    size = _bin_size(pairs)
    if not shape:
        return dots
    binned: Dots = Counter()
    for (x, y), count in dots.items():
        line = y // size
        shift = size // 2 if shape == "hex" and line % 2 else 0
        binned[(x + shift) // size * size - shift + size // 2, line * size + size // 2] += count
    return binned


def _bin_size(pairs: Parameters) -> int:
    shape = pairs.get("bin", [""])[-1]
    if shape == "hex":
        return max(1, SIZE // max(1, int(pairs.get("hexPerTile", ["51"])[-1])))
    return int(pairs.get("squareSize", ["16"])[-1]) if shape else 3


def _picture(dots: Dots, pairs: Parameters, pixels: int) -> bytes:
    style = pairs.get("style", ["classic.point"])[-1]
    name = re.sub(r"(-noborder)?\.(point|poly|marker)$", "", style)
    if name not in PALETTES:
        raise ApiError(400, f"Unsupported style: {style}")
    colours, scale = PALETTES[name], pixels / SIZE
    image = Image.new("RGBA", (pixels, pixels), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    half = _bin_size(pairs) / 2
    for (x, y), count in sorted(dots.items()):
        colour = colours[min(len(colours) - 1, int(math.log10(count) * 2))]
        box = [(x - half) * scale, (y - half) * scale, (x + half) * scale, (y + half) * scale]
        if pairs.get("bin") == ["hex"]:
            draw.regular_polygon((x * scale, y * scale, half * scale * 1.15), 6, 30, colour)
        else:
            draw.rectangle(box, fill=colour)
    return _png(image)


def _png(image: Image.Image) -> bytes:
    buffer = BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()
