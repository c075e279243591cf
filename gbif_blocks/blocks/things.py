"""Single things of GBIF that blocks show: datasets, publishers, taxa, collections, institutions."""

from typing import Any

from gbif_blocks.blocks.asking import rows_of, shown_snapshot
from gbif_blocks.questions import RecordQuery
from gbif_blocks.representation import RenderContext
from gbif_blocks.snapshots import Snapshot

Record = dict[str, Any]


def record_snapshot(kind: str, key: str, context: RenderContext) -> Snapshot:
    """The snapshot of one thing, recorded as a dependency."""
    return shown_snapshot(RecordQuery(kind=kind, key=key), context)


def known_record(kind: str, key: str, context: RenderContext) -> Record | None:
    """What GBIF last told of one thing; None while it told nothing."""
    return next(iter(rows_of(record_snapshot(kind, key, context))), None)
