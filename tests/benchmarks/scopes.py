"""A scope with many values, and what costs most to refuse."""

import math
import time
import uuid
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError

from gbif_blocks.geometry import read_area
from gbif_blocks.predicate_reading import read_predicate
from gbif_blocks.scopes import Scope


def scope_of(values: int) -> Scope:
    """A scope with so many values: taxa, publishers and datasets, each a third."""
    third = values // 3
    uuids = [str(uuid.UUID(int=number + 1)) for number in range(values - third)]
    return Scope(
        country="BE",
        extra_predicate={
            "type": "and",
            "predicates": [
                {"type": "in", "key": "taxonKey", "values": [str(n + 1) for n in range(third)]},
                {"type": "in", "key": "publishingOrg", "values": uuids[:third]},
                {
                    "type": "not",
                    "predicate": {"type": "in", "key": "datasetKey", "values": uuids[third:]},
                },
            ],
        },
    )


def _ring(points: int) -> str:
    angles = [2 * math.pi * number / points for number in range(points)]
    ring = [f"{4 + math.cos(angle):.5f} {50 + math.sin(angle):.5f}" for angle in angles]
    return ",".join([*ring, ring[0]])


def _nested(levels: int) -> Any:
    data: Any = {"type": "equals", "key": "country", "value": "BE"}
    for _level in range(levels):
        data = {"type": "not", "predicate": data}
    return data


_MILLION = f"POLYGON(({','.join(['4 50'] * 1_000_000)}))"
_MANY = f"POLYGON(({_ring(9_000)}))"
_TAXA = {"type": "in", "key": "taxonKey", "values": list(range(10_000))}
_LONG = {"type": "in", "key": "basisOfRecord", "values": ["PRESERVED_SPECIMENS" * 5] * 1_999}


def refuse() -> list[float]:
    """The seconds that each refusal takes."""
    return [
        _seconds(read_area, _MILLION),
        _seconds(read_area, _MANY),
        _seconds(read_predicate, _nested(200)),
        _seconds(read_predicate, _TAXA),
        _seconds(read_predicate, _LONG),
    ]


def _seconds(read: Callable[[Any], Any], given: Any) -> float:
    begun = time.perf_counter()
    try:
        read(given)
    except ValidationError:
        return time.perf_counter() - begun
    raise AssertionError("It was not refused.")
