"""What the blocks that ask GBIF have in common: a title, and the portal's scope."""

from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from gbif_blocks.queries import Query
from gbif_blocks.representation import RenderContext
from gbif_blocks.scopes import Scope
from gbif_blocks.snapshots import Snapshot

QueryT = TypeVar("QueryT", bound=Query)


def title_field(help_text: Any = "", *, required: bool = False) -> blocks.CharBlock:
    """The heading of a block."""
    return blocks.CharBlock(
        required=required, max_length=160, label=_("Title"), help_text=help_text
    )


def scope_switch() -> blocks.BooleanBlock:
    """Whether a block keeps to the portal's scope."""
    return blocks.BooleanBlock(
        required=False,
        default=True,
        label=_("Within the portal's scope"),
        help_text=_("Shows only what belongs to this portal (Settings, GBIF scope)."),
    )


def inside(scope: Scope | None, query: QueryT) -> QueryT:
    """The query within the scope, when there is one."""
    if scope is None:
        return query
    found: Any = scope.apply(query)
    return found  # type: ignore[no-any-return]


def shown_snapshot(query: Query, context: RenderContext) -> Snapshot:
    """The snapshot of a query, recorded as a dependency."""
    snapshot = context.snapshot(query)
    context.touch(snapshot.tag)
    return snapshot


def rows_of(snapshot: Snapshot) -> list[dict[str, Any]]:
    """The rows of the last good answer; none while there is none."""
    return list(snapshot.value["results"]) if snapshot.value else []
