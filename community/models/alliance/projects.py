from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, Panel
from wagtail.models import Orderable

from cms.core import json_ld, schemas
from cms.core.blocks.links import LinkBlock
from cms.core.blocks.listing import PublicSnippetBlock
from cms.core.blocks.media import CaptionedBlock
from cms.core.fields import StreamField
from cms.core.models import BasePage
from community.models.alliance.objectives import Objective, Target
from gbif_blocks.representation import (
    JSON,
    JSONSchema,
    closed_object,
    json_schema,
    nullable,
    represent,
    stored_stream,
)

if TYPE_CHECKING:
    from cms.core.context import Context
    from cms.core.shelf import Shelf


class ProjectStatus(models.TextChoices):
    PLANNED = "planned", _("Planned")
    ONGOING = "ongoing", _("Ongoing")
    COMPLETED = "completed", _("Completed")


class ContributionStatus(models.TextChoices):
    CLAIMED = "claimed", _("Claimed")
    VALIDATED = "validated", _("Validated")


class ProjectLinkBlock(blocks.StructBlock):  # type: ignore[misc]
    text = blocks.CharBlock(label=_("Text"))
    link = LinkBlock(label=_("Link"))

    class Meta:
        icon = "link"
        label = _("Link")
        label_format = "{text}"


class ProjectPage(BasePage):
    """A commitment to nature: what is done, where, by whom, and what it adds to the targets."""

    summary = models.TextField(_("summary"), help_text=_("One or two sentences for lists."))
    status = models.CharField(
        _("status"), max_length=9, choices=ProjectStatus.choices, default=ProjectStatus.ONGOING
    )
    start = models.DateField(_("start"), null=True, blank=True)
    end = models.DateField(_("end"), null=True, blank=True)
    place = models.CharField(
        _("place"), max_length=160, blank=True, help_text=_("For example “Genk”.")
    )
    latitude = models.FloatField(
        _("latitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("In degrees, for example 50.9667."),
    )
    longitude = models.FloatField(
        _("longitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text=_("In degrees, for example 5.5."),
    )
    objectives = StreamField(
        [("objective", PublicSnippetBlock("community.Objective"))],
        blank=True,
        verbose_name=_("objectives"),
    )
    partners = StreamField(
        [("organisation", PublicSnippetBlock("community.Organisation"))],
        blank=True,
        verbose_name=_("partners"),
    )
    pictures = StreamField([("picture", CaptionedBlock())], blank=True, verbose_name=_("pictures"))
    links = StreamField([("link", ProjectLinkBlock())], blank=True, verbose_name=_("links"))

    shown_relations: ClassVar[tuple[str, ...]] = ("contributions__target__objective",)

    parent_page_types: ClassVar[list[str]] = ["community.ProjectIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    type_panels: ClassVar[list[Panel]] = [
        FieldPanel("summary"),
        FieldRowPanel([FieldPanel("status"), FieldPanel("start"), FieldPanel("end")]),
        MultiFieldPanel(
            [
                FieldPanel("place"),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
            ],
            heading=_("Place"),
        ),
        FieldPanel("objectives"),
        InlinePanel("contributions", label=_("Contribution")),
        FieldPanel("partners"),
        FieldPanel("pictures"),
        FieldPanel("links"),
    ]

    class Meta:
        verbose_name = _("project")

    def clean(self) -> None:
        super().clean()
        if self.start and self.end and self.end < self.start:
            raise ValidationError({"end": _("The end lies before the start.")})
        if (self.latitude is None) != (self.longitude is None):
            missing = "latitude" if self.latitude is None else "longitude"
            raise ValidationError({missing: _("Give both coordinates or none.")})

    @property
    def description(self) -> str | None:
        return self.search_description or self.summary

    def public_objectives(self, context: "Context") -> list[dict[str, Any]]:
        """The objectives it serves, by number."""
        shown = [one.get_representation(context) for one in self.shown_objectives(context)]
        return sorted(shown, key=lambda objective: objective["number"])

    def shown_objectives(self, context: "Context") -> list[Objective]:
        """The objectives it serves, as the editor ordered them."""
        chosen = [
            context.snippet(Objective, one["value"]) for one in stored_stream(self.objectives)
        ]
        return [objective for objective in chosen if objective is not None]

    def look_ahead_summary(self, shelf: "Shelf") -> None:
        for one in stored_stream(self.objectives):
            shelf.expect(Objective, one["value"])

    def look_ahead(self, context: "Context") -> None:
        super().look_ahead(context)
        for one in self.contributions.all():
            for shown in (one.target, one.target.objective):
                snippets = context.portal.shelf.snippets(type(shown))
                snippets.expect_translations(shown.translation_key)

    def get_document_fields(self, context: "Context") -> dict[str, JSON]:
        return {
            "summary": self.summary,
            "partners": [one for one in _values(self.partners, context) if one is not None],
            "place": self.place or None,
            "latitude": self.latitude,
            "longitude": self.longitude,
            "status": self.status,
            "status_label": context.gettext(ProjectStatus(self.status).label),
            "start": self.start and self.start.isoformat(),
            "end": self.end and self.end.isoformat(),
            "objectives": self.public_objectives(context),
            "contributions": [one.get_representation(context) for one in self.contributions.all()],
            "pictures": _values(self.pictures, context),
            "links": _values(self.links, context),
        }

    def get_json_ld(self, document: dict[str, Any], context: "Context") -> list[dict[str, Any]]:
        """The page; and the project as an event, where it is known when and where it happens."""
        page = json_ld.web_page(document, context)
        happens = document["start"] and document["place"]
        return [page, json_ld.event(document, context)] if happens else [page]

    @classmethod
    def get_document_fields_schema(cls) -> Mapping[str, JSONSchema]:
        return {
            "summary": schemas.STRING,
            "partners": schemas.array(schemas.ref("Organisation")),
            "place": schemas.OPTIONAL_STRING,
            "latitude": nullable(schemas.NUMBER),
            "longitude": nullable(schemas.NUMBER),
            "status": {"enum": ProjectStatus.values},
            "status_label": schemas.STRING,
            "start": schemas.OPTIONAL_DATE,
            "end": schemas.OPTIONAL_DATE,
            "objectives": schemas.array(schemas.ref("Objective")),
            "contributions": schemas.array(Contribution.get_json_schema()),
            "pictures": schemas.array(json_schema(CaptionedBlock())),
            "links": schemas.array(json_schema(ProjectLinkBlock())),
        }

    def get_summary(self, context: "Context") -> JSON:
        objectives = self.public_objectives(context)
        return {
            **super().get_summary(context),
            "project": {
                "status": self.status,
                "status_label": context.gettext(ProjectStatus(self.status).label),
                "place": self.place or None,
                "latitude": self.latitude,
                "longitude": self.longitude,
                "start": self.start and self.start.isoformat(),
                "end": self.end and self.end.isoformat(),
                "axes": sorted({one["axis"] for one in objectives}),
                "objectives": [one["number"] for one in objectives],
            },
        }


def _values(stream: Any, context: "Context") -> list[JSON]:
    """What stands in a stream, without types and ids: they are all of one type."""
    return [one["value"] for one in represent(stream.stream_block, stream, context)]


class Contribution(Orderable):  # type: ignore[misc]
    """What a project adds to a target, in the target's unit; it counts once it is validated."""

    page = ParentalKey(ProjectPage, on_delete=models.CASCADE, related_name="contributions")
    target = models.ForeignKey(
        Target, on_delete=models.PROTECT, related_name="+", verbose_name=_("target")
    )
    value = models.DecimalField(
        _("value"), max_digits=14, decimal_places=2, help_text=_("In the unit of the target.")
    )
    since = models.DateField(_("since"), null=True, blank=True)
    status = models.CharField(
        _("status"),
        max_length=9,
        choices=ContributionStatus.choices,
        default=ContributionStatus.CLAIMED,
    )
    evidence_url = models.URLField(_("evidence"), blank=True)

    panels: ClassVar[list[Panel]] = [
        FieldPanel("target"),
        FieldPanel("value"),
        FieldPanel("since"),
        FieldPanel("status"),
        FieldPanel("evidence_url"),
    ]

    def get_representation(self, context: "Context") -> JSON:
        context.localized(self.target.objective)
        target = context.localized(self.target)
        return {
            "target_key": str(target.translation_key),
            "objective": target.objective.number,
            "label": target.label,
            "value": float(self.value),
            "unit": target.unit,
            "since": self.since and self.since.isoformat(),
            "status": self.status,
            "evidence_url": self.evidence_url or None,
        }

    @classmethod
    def get_json_schema(cls) -> JSONSchema:
        return closed_object(
            {
                "target_key": schemas.UUID,
                "objective": schemas.INTEGER,
                "label": schemas.STRING,
                "value": schemas.NUMBER,
                "unit": schemas.STRING,
                "since": schemas.OPTIONAL_DATE,
                "status": {"enum": ContributionStatus.values},
                "evidence_url": schemas.OPTIONAL_STRING,
            }
        )
