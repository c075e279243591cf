"""Finding things by key, many at a time."""

from collections.abc import Callable, Iterable, Mapping
from typing import Generic, TypeVar
from uuid import UUID

from gbif_blocks.queries import Query
from gbif_blocks.snapshots import Snapshot

K = TypeVar("K")
V = TypeVar("V")

# Databases limit the parameters of one query; PostgreSQL to 65,535, SQLite to 32,766.
AT_ONCE = 2000


class Lookup(Generic[K, V]):
    """Remembers what was found, and finds what was announced together with what is asked for.

    `find` gives what there is of some keys. A key that nobody announced is found as well, by a
    query of its own, so announcing costs nothing but speed when it is forgotten.
    """

    def __init__(self, find: Callable[[list[K]], Mapping[K, V]]) -> None:
        self._find = find
        self._expected: dict[K, None] = {}
        self._found: dict[K, V | None] = {}

    def expect(self, keys: Iterable[K]) -> None:
        """Announce that these keys will be asked for."""
        self._expected.update(dict.fromkeys(keys))

    def add(self, found: Mapping[K, V]) -> None:
        """Remember what was found elsewhere."""
        self._found |= found

    def get(self, key: K) -> V | None:
        """What has this key, or None."""
        if key not in self._found:
            self._expected[key] = None
            missing = [one for one in self._expected if one not in self._found]
            self._expected = {}
            for start in range(0, len(missing), AT_ONCE):
                batch = missing[start : start + AT_ONCE]
                self._found |= dict.fromkeys(batch)
                self._found |= self._find(batch)
        return self._found[key]


class SnapshotLookup:
    """Snapshots by their query; those that there are not yet are made."""

    def __init__(self) -> None:
        self._queries: dict[UUID, Query] = {}
        self._snapshots = Lookup(self._find)

    def expect(self, query: Query) -> None:
        """Announce that the snapshot of this query will be asked for."""
        pk = query.snapshot_id
        self._queries[pk] = query
        self._snapshots.expect([pk])

    def get(self, query: Query) -> Snapshot:
        """The snapshot of this query."""
        pk = query.snapshot_id
        self._queries[pk] = query
        found = self._snapshots.get(pk)
        assert found is not None  # noqa: S101 - for_queries makes what is missing
        return found

    def _find(self, ids: list[UUID]) -> dict[UUID, Snapshot]:
        return Snapshot.objects.for_queries({pk: self._queries[pk] for pk in ids})
