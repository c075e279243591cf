"""The charts of GBIF's own widget library, by their names."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from gbif_blocks.blocks.asking import inside, scope_switch, shown_snapshot, title_field
from gbif_blocks.blocks.checked import Checked
from gbif_blocks.blocks.keys import KeyBlock
from gbif_blocks.blocks.number import scope_of
from gbif_blocks.blocks.parameter_rows import (
    add_child_error,
    as_parameters,
    clean_rows,
    parameter_rows,
)
from gbif_blocks.blocks.previews import Previewed
from gbif_blocks.names import names, nearest
from gbif_blocks.predicates import conjunction, from_parameters
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

# As in gbif-web, packages/gbif-org/src/components/dashboard/StaticDashboard.tsx (`lookup`): the
# library breaks the page on any other name.
DASHBOARD_CHARTS = names(
    "iucn license basisOfRecord year synonyms iucnCounts country continent dwcaExtension eventId "
    "gadmGid mediaType networkKey publisherKey publishingCountryCode protocol sampleSizeUnit "
    "samplingProtocol typeStatus waterBody collectionCode institutionCode stateProvince "
    "identifiedBy recordedBy establishmentMeans month preparations datasetKey taxa occurrenceIssue "
    "dataQuality occurrenceSummary collectionKey institutionKey projectId catalogNumber"
)
MAX_CHARTS = 12


class GbifDashboardBlock(Previewed, Checked):
    """Charts that GBIF's widget draws in the reader's browser."""

    check_name = "dashboard"

    title = title_field()
    charts = blocks.ListBlock(
        KeyBlock(label=_("Chart"), max_length=80),
        min_num=1,
        max_num=MAX_CHARTS,
        label=_("Charts"),
        help_text=_("Names of GBIF's charts, such as occurrenceSummary, taxa or country."),
    )
    parameters = parameter_rows(_("Filters"), _("Draws only what matches all of these."))
    within_scope = scope_switch()

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        errors: dict[str, Any] = {}
        add_child_error(errors, "charts", lambda: _clean_charts(cleaned["charts"]))
        add_child_error(
            errors, "parameters", lambda: clean_rows("occurrence", cleaned["parameters"])
        )
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned

    def get_query(self, value: Any, scope: Scope | None) -> Query:
        """How many records the charts are about."""
        return inside(scope, Query("occurrence", as_parameters(members(value["parameters"]))))

    def look_ahead(self, value: Any, context: RenderContext) -> None:
        scope = context.scope if value["within_scope"] else None
        context.expect(Snapshot, self.get_query(value, scope))

    def get_representation(self, value: Any, context: RenderContext) -> JSON:
        """What the widget's `renderDashboard` takes, and how many records it is about."""
        scope = scope_of(value, context)
        snapshot = shown_snapshot(self.get_query(value, scope), context)
        own = from_parameters(as_parameters(members(value["parameters"])))
        predicate = conjunction(scope.occurrence_predicate() if scope else None, own)
        return {
            "title": value["title"] or None,
            "charts": members(value["charts"]),
            "predicate": predicate.as_widget() if predicate else None,
            "count": snapshot.count,
            "snapshot": snapshot.get_representation(),
        }

    def get_json_schema(self) -> JSONSchema:
        """The schema of what `get_representation` gives."""
        return closed_object(
            {
                "title": nullable({"type": "string"}),
                "charts": {
                    "type": "array",
                    "items": {"type": "string", "enum": DASHBOARD_CHARTS},
                },
                "predicate": nullable({"type": "object"}),
                "count": nullable({"type": "integer", "minimum": 0}),
                "snapshot": SNAPSHOT_SCHEMA,
            }
        )

    class Meta:
        icon = "grip"
        group = "GBIF"
        label = _("GBIF dashboard")
        label_format = _("Dashboard: {title}")
        description = _("Interactive charts of GBIF's own widget.")
        preview_name = "dashboard"
        preview_value = {
            "title": _("Records of Belgium"),
            "charts": ["occurrenceSummary", "taxa"],
            "parameters": [{"name": "country", "value": "BE"}],
            "within_scope": False,
        }


def _clean_charts(charts: Any) -> Any:
    errors: dict[int, ValidationError] = {}
    seen: set[str] = set()
    for index, given in enumerate(charts):
        name = given.strip()
        if name not in DASHBOARD_CHARTS:
            errors[index] = _unknown(name)
        elif name in seen:
            errors[index] = ValidationError(_("%(name)s is there already."), params={"name": name})
        else:
            seen.add(name)
            charts[index] = name
    if errors:
        raise ListBlockValidationError(block_errors=errors)
    return charts


def _unknown(name: str) -> ValidationError:
    near = nearest(name, DASHBOARD_CHARTS)
    message = _("GBIF has no chart “%(name)s”.") % {"name": name[:80]}
    if near:
        more = _("Did you mean %(near)s?") % {"near": near}
    else:
        more = _("There are: %(known)s.") % {"known": ", ".join(DASHBOARD_CHARTS)}
    return ValidationError(f"{message} {more}", code="chart")
