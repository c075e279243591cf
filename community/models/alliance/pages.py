from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, Panel

from cms.core import schemas
from cms.core.blocks.listing import SnippetListBlock
from cms.core.fields import StreamField
from cms.core.models import BasePage
from community.models.alliance.objectives import Axis, Objective
from community.models.alliance.progress import Progress
from community.models.alliance.projects import ProjectPage, ProjectStatus
from gbif_blocks.representation import JSON, JSONSchema, closed_object, members, stored_stream

if TYPE_CHECKING:
    from cms.core.context import Context


class AxisBlock(blocks.StructBlock):  # type: ignore[misc]
    """An axis with the objectives that are shown under it, in this order."""

    objectives = SnippetListBlock("community.Objective", label=_("Objectives"))

    class Meta:
        icon = "list-ol"
        label = _("Objectives of an axis")


class AlliancePage(BasePage):
    """The Alliance: its axes, their objectives with targets, and how far they are."""

    axes = StreamField([("axis", AxisBlock())], blank=True, verbose_name=_("axes"))

    type_panels: ClassVar[list[Panel]] = [FieldPanel("axes")]

    class Meta:
        verbose_name = _("biodiversity alliance")

    def shown_axes(self, context: "Context") -> list[tuple[Axis, list[Objective]]]:
        """The axes in order, each with its objectives, in the context's language."""
        shown: dict[str, tuple[Axis, list[Objective]]] = {}
        for child in stored_stream(self.axes):
            for pk in members(child["value"]["objectives"]):
                objective = context.snippet(Objective, pk)
                if objective is None:
                    continue
                axis = context.localized(objective.axis)
                shown.setdefault(str(axis.translation_key), (axis, []))[1].append(objective)
        return sorted(shown.values(), key=lambda pair: pair[0].number)

    def get_document_fields(self, context: "Context") -> dict[str, JSON]:
        projects = context.pages_of_type(ProjectPage)
        progress = Progress(projects, context)
        indexes = context.pages_of_type(ProjectIndexPage)
        by_objective: dict[int, list[ProjectPage]] = {}
        for project in projects:
            context.touch(f"page:{project.pk}")
            for one in project.public_objectives(context):
                by_objective.setdefault(one["number"], []).append(project)
        axes = self.shown_axes(context)
        prefetch_related_objects([one for _axis, some in axes for one in some], "targets")
        return {
            "axes": [
                {
                    **axis.get_representation(context),
                    "objectives": [
                        self._objective(objective, progress, by_objective, context)
                        for objective in objectives
                    ],
                }
                for axis, objectives in axes
            ],
            "projects": [
                {key: summary[key] for key in ("key", "path", "title")}
                for summary in (context.summary(page) for page in indexes)
            ],
        }

    def _objective(
        self,
        objective: Objective,
        progress: Progress,
        by_objective: dict[int, list[ProjectPage]],
        context: "Context",
    ) -> JSON:
        projects = by_objective.get(objective.number, [])
        return {
            "key": str(objective.translation_key),
            "number": objective.number,
            "name": objective.name,
            "summary": objective.summary or None,
            "criteria": [line.strip() for line in objective.criteria.splitlines() if line.strip()],
            "targets": [progress.represent(target) for target in objective.targets.all()],
            "projects": [context.summary(project) for project in projects],
        }

    @classmethod
    def get_document_fields_schema(cls) -> Mapping[str, JSONSchema]:
        objective = closed_object(
            {
                "key": schemas.UUID,
                "number": schemas.INTEGER,
                "name": schemas.STRING,
                "summary": schemas.OPTIONAL_STRING,
                "criteria": schemas.array(schemas.STRING),
                "targets": schemas.array(Progress.get_json_schema()),
                "projects": schemas.array(schemas.ref("Summary")),
            }
        )
        axis = closed_object(
            {
                "number": schemas.INTEGER,
                "name": schemas.STRING,
                "summary": schemas.OPTIONAL_STRING,
                "objectives": schemas.array(objective),
            }
        )
        project_list = closed_object(
            {"key": schemas.UUID, "path": schemas.STRING, "title": schemas.STRING}
        )
        return {"axes": schemas.array(axis), "projects": schemas.array(project_list)}


class ProjectIndexPage(BasePage):
    """The list of projects, with what a reader may filter it by."""

    subpage_types: ClassVar[list[str]] = ["community.ProjectPage"]

    class Meta:
        verbose_name = _("project list")

    def look_ahead(self, context: "Context") -> None:
        super().look_ahead(context)
        context.expect_children(self)

    def get_document_fields(self, context: "Context") -> dict[str, JSON]:
        projects = context.children(self, of_type=ProjectPage)
        summaries = [context.summary(project) for project in projects]
        axes: dict[int, str] = {}
        objectives: dict[int, dict[str, Any]] = {}
        for project in projects:
            for objective in project.shown_objectives(context):
                axis = context.localized(objective.axis)
                axes[axis.number] = axis.name
                objectives[objective.number] = {"name": objective.name, "axis": axis.number}
        facts = [summary["project"] for summary in summaries]
        axis_counts = Counter(number for one in facts for number in one["axes"])
        objective_counts = Counter(number for one in facts for number in one["objectives"])
        status_counts = Counter(one["status"] for one in facts)
        place_counts = Counter(one["place"] for one in facts if one["place"])
        return {
            "items": summaries,
            "facets": {
                "axes": [
                    {"number": number, "name": name, "count": axis_counts[number]}
                    for number, name in sorted(axes.items())
                ],
                "objectives": [
                    {"number": number, **objective, "count": objective_counts[number]}
                    for number, objective in sorted(objectives.items())
                ],
                "statuses": [
                    {
                        "value": status.value,
                        "label": context.gettext(status.label),
                        "count": status_counts[status.value],
                    }
                    for status in ProjectStatus
                    if status_counts[status.value]
                ],
                "places": [
                    {"name": name, "count": count} for name, count in sorted(place_counts.items())
                ],
            },
        }

    @classmethod
    def get_document_fields_schema(cls) -> Mapping[str, JSONSchema]:
        def facet(**properties: JSONSchema) -> JSONSchema:
            return schemas.array(closed_object({**properties, "count": schemas.INTEGER}))

        return {
            "items": schemas.array(schemas.ref("Summary")),
            "facets": closed_object(
                {
                    "axes": facet(number=schemas.INTEGER, name=schemas.STRING),
                    "objectives": facet(
                        number=schemas.INTEGER, name=schemas.STRING, axis=schemas.INTEGER
                    ),
                    "statuses": facet(value=schemas.STRING, label=schemas.STRING),
                    "places": facet(name=schemas.STRING),
                }
            ),
        }
