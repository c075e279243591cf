"""Mapbox vector tiles, version 2, of points with a number: just what GBIF's density maps hold.

https://github.com/mapbox/vector-tile-spec/tree/master/2.1
"""

from collections import Counter

EXTENT = 512
_VARINT, _BYTES = 0, 2


def vector_tile(dots: Counter[tuple[int, int]]) -> bytes:
    """A tile whose layer `occurrence` has a point with its `total` for each dot."""
    if not dots:
        return b""
    totals = sorted(set(dots.values()))
    features = b"".join(
        _field(2, _feature(x, y, totals.index(count))) for (x, y), count in sorted(dots.items())
    )
    values = b"".join(_field(4, _number(5, total)) for total in totals)
    layer = (
        _number(15, 2) + _field(1, b"occurrence") + features + _field(3, b"total") + values
    ) + _number(5, EXTENT)
    return _field(3, layer)


def _feature(x: int, y: int, value: int) -> bytes:
    tags = _varint(0) + _varint(value)
    # One "move to", then the position.
    geometry = _varint(9) + _varint(x << 1) + _varint(y << 1)
    return _field(2, tags) + _number(3, 1) + _field(4, geometry)


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3 | _VARINT) + _varint(value)


def _field(field: int, content: bytes) -> bytes:
    return _varint(field << 3 | _BYTES) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    parts = bytearray()
    while value > 127:
        parts.append(value & 127 | 128)
        value >>= 7
    parts.append(value)
    return bytes(parts)
