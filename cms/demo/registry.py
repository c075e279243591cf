"""Where the things of the demo are in the database."""

from typing import Any

from cms.demo.content.blocks import Block, Ref, resolved, with_ids


class Registry:
    """Primary keys by reference, filled while the demo is built."""

    def __init__(self) -> None:
        self._instances: dict[Ref, Any] = {}

    def add(self, kind: str, key: object, instance: Any) -> None:
        """Remember what was made for a key."""
        self._instances[Ref(kind, str(key))] = instance

    def get(self, kind: str, key: object) -> Any:
        """The instance of a key; KeyError for one that the demo does not have."""
        return self._instances[Ref(kind, str(key))]

    def of_kind(self, kind: str) -> dict[str, Any]:
        """All instances of a kind by their key, in the order of their making."""
        return {ref.key: one for ref, one in self._instances.items() if ref.kind == kind}

    def stream(self, blocks: list[Block] | tuple[Block, ...], *path: object) -> list[Block]:
        """Blocks with ids made from `path`, and with primary keys instead of references."""
        filled: list[Block] = resolved(with_ids(blocks, *path), self._primary_key)
        return filled

    def _primary_key(self, ref: Ref) -> int:
        return int(self._instances[ref].pk)
