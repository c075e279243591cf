"""How `make test` shares the tests out among its processes, as pytest-xdist asks for it.

Tests that share a long preparation, such as a portal that is built once, stay together on one
process: those of a file, or of a whole room. What takes longest begins first, since everything
else fits around it.

xdist's own `--dist=loadgroup` keeps nothing together: it writes the group into a test's id, which
pytest takes from elsewhere since version 9.2. It would also begin with what has the most tests.
"""

import math

import pytest
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

# Rooms whose files share one preparation.
ROOMS = (
    "tests/abuse/strangers/",
    "tests/delivery/preview/",
    "tests/demo/built/",
    "tests/house/",
    "tests/portal/",
)


class InRooms(LoadScopeScheduling):  # type: ignore[misc]
    """Gives each process one room after the other, in the order of the tests."""

    def _split_scope(self, nodeid: str) -> str:
        return room(nodeid)


def room(test: str) -> str:
    """Where a test belongs, by its id: a room, or its own file."""
    path = test.partition("::")[0]
    return next((room for room in ROOMS if path.startswith(room)), path)


def sort_longest_first(items: list[pytest.Item]) -> None:
    """Put first the rooms with a test that asks for the most time, and large ones before small."""
    patience: dict[str, float] = {}
    sizes: dict[str, int] = {}
    for item in items:
        name = room(item.nodeid)
        patience[name] = max(patience.get(name, 0), _patience(item))
        sizes[name] = sizes.get(name, 0) + 1
    order = {name: (-patience[name], -sizes[name], name) for name in sizes}
    items.sort(key=lambda item: order[room(item.nodeid)])


def _patience(item: pytest.Item) -> float:
    """The seconds that a test's own `timeout` gives it; 0 stands for no end."""
    marker = item.get_closest_marker("timeout")
    return (marker.args[0] or math.inf) if marker else 0
