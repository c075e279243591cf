"""A number that GBIF counts: occurrences, datasets, publishers, literature."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from gbif_blocks.blocks.checked import Checked
from gbif_blocks.blocks.parameter_rows import (
    add_child_error,
    as_parameters,
    clean_rows,
    parameter_rows,
)
from gbif_blocks.blocks.previews import Previewed
from gbif_blocks.catalogues import CATALOGUE_CHOICES
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


def _catalogue_block(*, required: bool) -> blocks.ChoiceBlock:
    return blocks.ChoiceBlock(
        choices=CATALOGUE_CHOICES,
        required=required,
        label=_("What to count"),
        help_text=_("The catalogue of GBIF that is counted."),
    )


class GbifNumberBlock(Previewed, Checked):
    """A count of GBIF, taken from a snapshot.

    With `required=False` the editor may leave the catalogue empty, and there is no number: its
    representation is null. Nothing here calls GBIF.
    """

    check_name = "number"

    catalogue = _catalogue_block(required=True)
    parameters = parameter_rows(
        _("Filters"), _("Counts only what matches all of these. Empty: everything.")
    )
    within_scope = blocks.BooleanBlock(
        required=False,
        default=True,
        label=_("Within the portal's scope"),
        help_text=_("Counts only what belongs to this portal (Settings, GBIF scope)."),
    )
    label = blocks.CharBlock(
        required=False,
        max_length=120,
        label=_("Label"),
        help_text=_("What is counted, in words, such as “observations in Belgium”."),
    )
    prefix = blocks.CharBlock(
        required=False, max_length=40, label=_("Before the number"), help_text=_("Such as “over”.")
    )
    suffix = blocks.CharBlock(
        required=False, max_length=40, label=_("After the number"), help_text=_("Such as “so far”.")
    )

    def __init__(self, local_blocks: Any = None, *, required: bool = True, **kwargs: Any) -> None:
        super().__init__(local_blocks, **kwargs)
        self.number_required = required
        if not required:
            optional = _catalogue_block(required=False)
            optional.set_name("catalogue")
            self.child_blocks["catalogue"] = optional

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        catalogue = cleaned["catalogue"]
        if not catalogue:
            return cleaned
        errors: dict[str, Any] = {}
        add_child_error(errors, "parameters", lambda: clean_rows(catalogue, cleaned["parameters"]))
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned

    def get_query(self, value: Any, scope: Scope | None) -> Query:
        """What the block asks, inside `scope` when it is given."""
        query = Query(value["catalogue"], as_parameters(members(value["parameters"])))
        return scope.apply(query) if scope else query

    def get_checked_query(self, value: Any, scope: Scope) -> Query | None:
        return super().get_checked_query(value, scope) if value["catalogue"] else None

    def look_ahead(self, value: Any, context: RenderContext) -> None:
        if value and value["catalogue"]:
            scope = context.scope if value["within_scope"] else None
            context.expect(Snapshot, self.get_query(value, scope))

    def get_representation(self, value: Any, context: RenderContext) -> JSON:
        """The number with the snapshot that it comes from; None when no catalogue is chosen."""
        if not value or not value["catalogue"]:
            return None
        scope = scope_of(value, context)
        snapshot = context.snapshot(self.get_query(value, scope))
        context.touch(snapshot.tag)
        return {
            "label": value["label"] or None,
            "prefix": value["prefix"] or None,
            "suffix": value["suffix"] or None,
            "value": snapshot.count,
            "snapshot": snapshot.get_representation(),
        }

    def get_json_schema(self) -> JSONSchema:
        """The schema of what `get_representation` gives."""
        text = nullable({"type": "string"})
        schema = closed_object(
            {
                "label": text,
                "prefix": text,
                "suffix": text,
                "value": nullable({"type": "integer", "minimum": 0}),
                "snapshot": SNAPSHOT_SCHEMA,
            }
        )
        return schema if self.number_required else nullable(schema)

    class Meta:
        icon = "decimal"
        group = "GBIF"
        label = _("GBIF number")
        label_format = _("Number of {catalogue}: {label}")
        description = _("A count kept up to date with GBIF, such as the occurrences in a country.")
        preview_name = "number"
        preview_value = {
            "catalogue": "occurrence",
            "parameters": [{"name": "country", "value": "BE"}],
            "within_scope": False,
            "label": _("occurrences in Belgium"),
            "prefix": "",
            "suffix": "",
        }


def scope_of(value: Any, context: RenderContext) -> Scope | None:
    """The scope that holds for a block, recorded as a dependency; None when it opted out."""
    if not value["within_scope"]:
        return None
    context.touch(context.scope.tag)
    return context.scope
