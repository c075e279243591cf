"""Lists of what a search of GBIF finds: what is common to datasets, publishers and literature."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from gbif_blocks.blocks.asking import inside, rows_of, scope_switch, shown_snapshot, title_field
from gbif_blocks.blocks.checked import Checked
from gbif_blocks.blocks.number import scope_of
from gbif_blocks.blocks.parameter_rows import (
    add_child_error,
    as_parameters,
    clean_rows,
    parameter_rows,
)
from gbif_blocks.blocks.previews import Previewed
from gbif_blocks.blocks.search import LINK_SCHEMA
from gbif_blocks.queries import Query
from gbif_blocks.representation import (
    JSON,
    JSONSchema,
    RenderContext,
    closed_object,
    members,
    nullable,
)
from gbif_blocks.scopes import Scope
from gbif_blocks.snapshots import SNAPSHOT_SCHEMA, Snapshot

MAX_ITEMS = 50


class CatalogueListBlock(Previewed, Checked):
    """The first things that a search finds.

    A subclass names its `catalogue`, says what is shown of a row (`represent_row`) and the schema
    of that (`row_schema`).
    """

    catalogue: ClassVar[str]

    title = title_field()
    parameters = parameter_rows(
        _("Filters"), _("Lists only what matches all of these. Empty: everything.")
    )
    within_scope = scope_switch()
    limit = blocks.IntegerBlock(
        default=10,
        min_value=1,
        max_value=MAX_ITEMS,
        label=_("How many"),
        help_text=_("From 1 to 50. More are found in the data explorer."),
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        errors: dict[str, Any] = {}
        add_child_error(
            errors, "parameters", lambda: clean_rows(self.catalogue, cleaned["parameters"])
        )
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned

    def get_query(self, value: Any, scope: Scope | None) -> Query:
        """What the block asks, inside `scope` when it is given."""
        parameters = as_parameters(members(value["parameters"]))
        return inside(scope, Query(self.catalogue, parameters, limit=value["limit"]))

    def look_ahead(self, value: Any, context: RenderContext) -> None:
        scope = context.scope if value["within_scope"] else None
        context.expect(Snapshot, self.get_query(value, scope))

    def get_representation(self, value: Any, context: RenderContext) -> JSON:
        """The things found, how many there are in all, and the snapshot that they are from."""
        snapshot = shown_snapshot(self.get_query(value, scope_of(value, context)), context)
        return {
            "title": value["title"] or None,
            "items": [self.represent_row(row, snapshot) for row in rows_of(snapshot)],
            "count": snapshot.count,
            "explorer": context.explorer_link(self.catalogue),
            "snapshot": snapshot.get_representation(),
        }

    def represent_row(self, row: dict[str, Any], snapshot: Snapshot) -> JSON:
        """What is shown of one thing."""
        raise NotImplementedError

    def row_schema(self) -> JSONSchema:
        """The schema of what `represent_row` gives."""
        raise NotImplementedError

    def get_json_schema(self) -> JSONSchema:
        """The schema of what `get_representation` gives."""
        return closed_object(
            {
                "title": nullable({"type": "string"}),
                "items": {"type": "array", "items": self.row_schema()},
                "count": nullable({"type": "integer", "minimum": 0}),
                "explorer": nullable(LINK_SCHEMA),
                "snapshot": SNAPSHOT_SCHEMA,
            }
        )
