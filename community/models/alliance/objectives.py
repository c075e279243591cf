from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index

from cms.core import schemas
from cms.core.snippets import RepresentedSnippet
from gbif_blocks.representation import JSON, JSONSchema, closed_object

if TYPE_CHECKING:
    from cms.core.context import Context


class Axis(RepresentedSnippet, models.Model):
    """One of the Alliance's directions of work."""

    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=255)
    summary = models.TextField(_("summary"), blank=True)

    panels: ClassVar[list[Panel]] = [
        FieldPanel("number"),
        FieldPanel("name"),
        FieldPanel("summary"),
    ]

    class Meta(RepresentedSnippet.Meta):
        ordering: ClassVar[list[str]] = ["number"]
        verbose_name = _("axis")
        verbose_name_plural = _("axes")

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"

    def get_representation(self, context: "Context") -> JSON:
        return {"number": self.number, "name": self.name, "summary": self.summary or None}

    @classmethod
    def get_json_schema(cls) -> JSONSchema:
        return closed_object(
            {
                "number": schemas.INTEGER,
                "name": schemas.STRING,
                "summary": schemas.OPTIONAL_STRING,
            }
        )


class Objective(RepresentedSnippet, index.Indexed, ClusterableModel):  # type: ignore[misc]
    """Something that projects commit to, with measurable targets."""

    shown_with: ClassVar[tuple[str, ...]] = ("axis",)

    axis = models.ForeignKey(
        Axis, on_delete=models.PROTECT, related_name="+", verbose_name=_("axis")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=255)
    summary = models.TextField(_("summary"), blank=True)
    criteria = models.TextField(
        _("criteria"), blank=True, help_text=_("What a project has to show, one criterion a line.")
    )

    search_fields: ClassVar[list[Any]] = [
        index.AutocompleteField("name"),
        index.FilterField("locale_id"),
    ]
    panels: ClassVar[list[Panel]] = [
        FieldPanel("axis"),
        FieldPanel("number"),
        FieldPanel("name"),
        FieldPanel("summary"),
        FieldPanel("criteria"),
        InlinePanel("targets", label=_("Target")),
    ]

    class Meta(RepresentedSnippet.Meta):
        ordering: ClassVar[list[str]] = ["number"]
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"

    def get_representation(self, context: "Context") -> JSON:
        """The objective as a project names it; its targets are in the alliance page."""
        return {
            "key": str(self.translation_key),
            "number": self.number,
            "name": self.name,
            "axis": self.axis.number,
        }

    @classmethod
    def get_json_schema(cls) -> JSONSchema:
        return closed_object(
            {
                "key": schemas.UUID,
                "number": schemas.INTEGER,
                "name": schemas.STRING,
                "axis": schemas.INTEGER,
            }
        )


class Target(TranslatableMixin, Orderable):  # type: ignore[misc]
    """A measurable end of an objective: so much of something by a year.

    Every language has its own row, with the same translation key; contributions name any of them.
    """

    shown_with: ClassVar[tuple[str, ...]] = ("objective",)

    objective = ParentalKey(Objective, on_delete=models.CASCADE, related_name="targets")
    label = models.CharField(
        _("what is measured"), max_length=255, help_text=_("For example “Buildings”.")
    )
    value = models.DecimalField(_("target"), max_digits=14, decimal_places=2)
    unit = models.CharField(_("unit"), max_length=60, help_text=_("For example “hectares”."))
    year = models.PositiveSmallIntegerField(_("by"), default=2030)

    panels: ClassVar[list[Panel]] = [
        FieldPanel("label"),
        FieldPanel("value"),
        FieldPanel("unit"),
        FieldPanel("year"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):  # type: ignore[misc]
        verbose_name = _("target")

    def __str__(self) -> str:
        return f"{self.objective.number}. {self.label} ({self.unit})"
