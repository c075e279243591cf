"""Light charts of how many records there are by year, licence, taxon and so on."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
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
from gbif_blocks.blocks.things import known_record
from gbif_blocks.names import names
from gbif_blocks.questions import MAX_COUNTS, FacetQuery
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

MAX_VALUES = 30
RANKS = names("kingdom phylum class order family genus species")


@dataclass(frozen=True)
class Dimension:
    """What records are counted by.

    `facet` is GBIF's parameter. `ordered`: the values follow one another, so a line may join them.
    `record`: the kind of thing whose key the values are (a name of RECORD_KINDS), which gives them
    a label; `title` is the label's field.
    """

    name: str
    label: str | Promise
    facet: str
    ordered: bool = False
    record: str = ""
    title: str = "title"

    @property
    def is_taxon(self) -> bool:
        """Whether the values are taxa."""
        return self.record == "taxon"


def _rank(name: str, label: str | Promise) -> Dimension:
    return Dimension(name, label, f"{name}Key", record="taxon", title="canonicalName")


DIMENSIONS: dict[str, Dimension] = {
    one.name: one
    for one in (
        Dimension("year", _("Year"), "year", ordered=True),
        Dimension("month", _("Month"), "month", ordered=True),
        Dimension("basis_of_record", _("Basis of record"), "basisOfRecord"),
        Dimension("dataset", _("Dataset"), "datasetKey", record="dataset"),
        Dimension("publisher", _("Publisher"), "publishingOrg", record="publisher"),
        Dimension("country", _("Country"), "country"),
        Dimension("publishing_country", _("Country of publisher"), "publishingCountry"),
        Dimension("licence", _("Licence"), "license"),
        _rank("kingdom", _("Kingdom")),
        _rank("phylum", _("Phylum")),
        _rank("class", _("Class")),
        _rank("order", _("Order")),
        _rank("family", _("Family")),
        _rank("genus", _("Genus")),
        _rank("species", _("Species")),
    )
}
CHART_KINDS: list[tuple[str, str | Promise]] = [
    ("bar", _("Bars")),
    ("line", _("Line")),
    ("donut", _("Donut")),
    ("treemap", _("Treemap of taxa")),
]


class GbifChartBlock(Previewed, Checked):
    """Occurrences counted by a field, drawn by the portal from a snapshot."""

    check_name = "chart"

    title = title_field(_("What the chart shows, such as “Observations by year”."), required=True)
    kind = blocks.ChoiceBlock(
        choices=CHART_KINDS,
        default="bar",
        label=_("Chart"),
        help_text=_("A line joins years or months; a treemap shows taxa."),
    )
    by = blocks.ChoiceBlock(
        choices=[(one.name, one.label) for one in DIMENSIONS.values()],
        default="year",
        label=_("Counted by"),
    )
    parameters = parameter_rows(
        _("Filters"), _("Counts only what matches all of these, such as country BE.")
    )
    within_scope = scope_switch()
    limit = blocks.IntegerBlock(
        default=10,
        min_value=2,
        max_value=MAX_VALUES,
        label=_("How many values"),
        help_text=_("From 2 to 30: the largest, or the latest years. The rest is added up."),
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        errors: dict[str, Any] = {}
        add_child_error(
            errors, "parameters", lambda: clean_rows("occurrence", cleaned["parameters"])
        )
        add_child_error(errors, "kind", lambda: _check_kind(cleaned["kind"], cleaned["by"]))
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned

    def get_query(self, value: Any, scope: Scope | None) -> FacetQuery:
        """What the block asks, inside `scope` when it is given."""
        dimension = DIMENSIONS[value["by"]]
        query = FacetQuery(
            "occurrence",
            as_parameters(members(value["parameters"])),
            facet=dimension.facet,
            # The largest come first, and the latest years are seldom the largest.
            values=MAX_COUNTS if dimension.ordered else value["limit"],
        )
        return inside(scope, query)

    def look_ahead(self, value: Any, context: RenderContext) -> None:
        scope = context.scope if value["within_scope"] else None
        context.expect(Snapshot, self.get_query(value, scope))

    def get_representation(self, value: Any, context: RenderContext) -> JSON:
        """The counts in the order to draw them, and the snapshot that they come from.

        `label` names a dataset, publisher or taxon once GBIF has told its name; the names of years,
        codes and countries are the portal's. `group` is the taxon's kingdom. `other` are the
        records without a value or with one that is not shown.
        """
        snapshot = shown_snapshot(self.get_query(value, scope_of(value, context)), context)
        dimension = DIMENSIONS[value["by"]]
        rows = _in_order(dimension, rows_of(snapshot), value["limit"])
        total = snapshot.count
        return {
            "title": value["title"],
            "kind": value["kind"],
            "by": value["by"],
            "total": total,
            "rows": [_row(dimension, row, total or 0, context) for row in rows],
            "other": None if total is None else max(0, total - sum(r["count"] for r in rows)),
            "snapshot": snapshot.get_representation(),
        }

    def get_json_schema(self) -> JSONSchema:
        """The schema of what `get_representation` gives."""
        count: JSONSchema = {"type": "integer", "minimum": 0}
        row = closed_object(
            {
                "name": {"type": "string"},
                "label": nullable({"type": "string"}),
                "group": nullable({"type": "string"}),
                "count": count,
                "share": {"type": "number", "minimum": 0, "maximum": 1},
            }
        )
        return closed_object(
            {
                "title": {"type": "string"},
                "kind": {"type": "string", "enum": [name for name, _label in CHART_KINDS]},
                "by": {"type": "string", "enum": list(DIMENSIONS)},
                "total": nullable(count),
                "rows": {"type": "array", "items": row},
                "other": nullable(count),
                "snapshot": SNAPSHOT_SCHEMA,
            }
        )

    class Meta:
        icon = "table"
        group = "GBIF"
        label = _("GBIF chart")
        label_format = _("Chart: {title}")
        description = _("Bars, a line, a donut or a treemap of what GBIF counts.")
        preview_name = "chart"
        preview_value = {
            "title": _("Observations by year"),
            "kind": "bar",
            "by": "year",
            "parameters": [{"name": "country", "value": "BE"}],
            "within_scope": False,
            "limit": 10,
        }


def _check_kind(kind: str, by: str) -> None:
    dimension = DIMENSIONS[by]
    if kind == "line" and not dimension.ordered:
        raise ValidationError(_("A line joins years or months. Use bars, or count by year."))
    if kind == "treemap" and not dimension.is_taxon:
        raise ValidationError(_("A treemap shows taxa. Count by class, for example, or use bars."))


def _in_order(dimension: Dimension, rows: list[dict[str, Any]], limit: int) -> list[dict[str, Any]]:
    """The largest first, or the latest in the order of time."""
    if not dimension.ordered:
        return rows[:limit]
    in_time = sorted(rows, key=lambda row: int(row["name"]))
    # Twelve months are a year, however many values were asked for.
    return in_time if dimension.name == "month" else in_time[-limit:]


def _row(
    dimension: Dimension, row: dict[str, Any], total: int, context: RenderContext
) -> dict[str, JSON]:
    record = known_record(dimension.record, row["name"], context) if dimension.record else None
    return {
        "name": row["name"],
        "label": (record or {}).get(dimension.title),
        "group": (record or {}).get("kingdom") if dimension.is_taxon else None,
        "count": row["count"],
        "share": round(row["count"] / total, 6) if total else 0,
    }
