"""A light search of one catalogue inside a page, with the filters that the editor chose."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from gbif_blocks.blocks.checked import Checked
from gbif_blocks.blocks.keys import KeyBlock
from gbif_blocks.blocks.number import scope_of
from gbif_blocks.blocks.parameter_rows import (
    add_child_error,
    as_parameters,
    clean_rows,
    labels_of,
    parameter_rows,
)
from gbif_blocks.blocks.previews import Previewed
from gbif_blocks.catalogues import CATALOGUE_CHOICES, CATALOGUES
from gbif_blocks.client import api_url
from gbif_blocks.parameters import find_parameter
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

MAX_ROWS = 20


class GbifSearchBlock(Previewed, Checked):
    """A search that runs in the reader's browser, and shows a snapshot where it cannot."""

    check_name = "search"
    is_paged = True

    title = blocks.CharBlock(required=False, max_length=160, label=_("Title"))
    catalogue = blocks.ChoiceBlock(
        choices=CATALOGUE_CHOICES, default="occurrence", label=_("What to search")
    )
    preset = parameter_rows(
        _("Fixed filters"), _("What the reader cannot change, such as taxonKey, Vulpes vulpes.")
    )
    filters = blocks.ListBlock(
        KeyBlock(label=_("Filter"), max_length=80),
        default=[],
        label=_("Filters for the reader"),
        help_text=_("Parameters that readers can set, such as year or basisOfRecord."),
    )
    within_scope = blocks.BooleanBlock(
        required=False,
        default=True,
        label=_("Within the portal's scope"),
        help_text=_("Finds only what belongs to this portal (Settings, GBIF scope)."),
    )
    limit = blocks.IntegerBlock(
        default=10, min_value=1, max_value=MAX_ROWS, label=_("Rows"), help_text=_("From 1 to 20.")
    )
    link_to_explorer = blocks.BooleanBlock(
        required=False,
        default=True,
        label=_("Link to the data explorer"),
        help_text=_("Leads to this catalogue's explorer page, when the site has one."),
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        catalogue = cleaned["catalogue"]
        errors: dict[str, Any] = {}
        add_child_error(errors, "preset", lambda: clean_rows(catalogue, cleaned["preset"]))
        add_child_error(errors, "filters", lambda: _clean_filters(catalogue, cleaned["filters"]))
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned

    def get_query(self, value: Any, scope: Scope | None) -> Query:
        """What the block asks at first, inside `scope` when it is given."""
        preset = as_parameters(members(value["preset"]))
        query = Query(value["catalogue"], preset, limit=value["limit"])
        return scope.apply(query) if scope else query

    def look_ahead(self, value: Any, context: RenderContext) -> None:
        scope = context.scope if value["within_scope"] else None
        context.expect(Snapshot, self.get_query(value, scope))

    def get_representation(self, value: Any, context: RenderContext) -> JSON:
        """What a browser needs to search live, and the snapshot to show without.

        `preset`, `scope` and the reader's choices together are the search; `preset_labels` names
        what the editor chose. When `scope` is null and `predicate` is not, the scope cannot
        be said in a GET: `endpoint` then takes a POST of {"predicate": …, "limit": …, "offset": …},
        into which the other filters go as predicates.
        """
        scope = scope_of(value, context)
        query = self.get_query(value, scope)
        snapshot = context.snapshot(query)
        context.touch(snapshot.tag)
        catalogue = value["catalogue"]
        parameters = scope.as_get_parameters(catalogue) if scope else None
        predicate = None
        if scope and parameters is None and catalogue == "occurrence":
            predicate = scope.occurrence_predicate()
        path = CATALOGUES[catalogue].search_path
        if predicate:
            path = CATALOGUES[catalogue].predicate_path or path
        return {
            "title": value["title"] or None,
            "catalogue": catalogue,
            "filters": members(value["filters"]),
            "preset": as_parameters(members(value["preset"])),
            "preset_labels": labels_of(members(value["preset"]), context.locale_code),
            "scope": parameters,
            "predicate": predicate.as_rest() if predicate else None,
            "limit": value["limit"],
            "endpoint": f"{api_url()}{path}",
            "snapshot": snapshot.get_representation(),
            "explorer": context.explorer_link(catalogue) if value["link_to_explorer"] else None,
        }

    def get_json_schema(self) -> JSONSchema:
        """The schema of what `get_representation` gives."""
        parameters: JSONSchema = {
            "type": "object",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        }
        return closed_object(
            {
                "title": nullable({"type": "string"}),
                "catalogue": {"type": "string", "enum": list(CATALOGUES)},
                "filters": {"type": "array", "items": {"type": "string"}},
                "preset": parameters,
                "preset_labels": {
                    "type": "object",
                    "additionalProperties": {
                        "type": "object",
                        "additionalProperties": {"type": "string"},
                    },
                },
                "scope": nullable(parameters),
                "predicate": nullable({"type": "object"}),
                "limit": {"type": "integer", "minimum": 1, "maximum": MAX_ROWS},
                "endpoint": {"type": "string", "format": "uri"},
                "snapshot": SNAPSHOT_SCHEMA,
                "explorer": nullable(LINK_SCHEMA),
            }
        )

    class Meta:
        icon = "search"
        group = "GBIF"
        label = _("GBIF search")
        label_format = _("Search of {catalogue}: {title}")
        description = _("A live search of one GBIF catalogue, with the filters that you choose.")
        preview_name = "search"
        preview_value = {
            "title": _("Foxes seen lately"),
            "catalogue": "occurrence",
            "preset": [{"name": "taxonKey", "value": "5219243"}],
            "filters": ["year", "basisOfRecord"],
            "within_scope": False,
            "limit": 5,
            "link_to_explorer": False,
        }


# A link as the context gives it; its shape belongs to whoever resolves links.
LINK_SCHEMA: JSONSchema = {
    "type": "object",
    "properties": {"href": nullable({"type": "string"})},
    "required": ["href"],
}


def _clean_filters(catalogue: str, filters: Any) -> Any:
    errors: dict[int, ValidationError] = {}
    for index, name in enumerate(filters):
        try:
            filters[index] = find_parameter(catalogue, name).name
        except ValidationError as error:
            errors[index] = error
    if errors:
        raise ListBlockValidationError(block_errors=errors)
    return filters
