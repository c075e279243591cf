from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from cms.core import schemas
from cms.core.blocks.listing import SnippetListBlock
from cms.core.blocks.text import ProseBlock
from cms.core.fields import StreamField
from cms.core.models import BasePage
from cms.core.snippets import RepresentedSnippet
from community.identifiers import validate_ror_id
from gbif_blocks.representation import (
    JSON,
    JSONSchema,
    closed_object,
    json_schema,
    nullable,
    represent,
)

if TYPE_CHECKING:
    from cms.core.context import Context


class OrganisationKind(models.TextChoices):
    RESEARCH = "research", _("Research institute or museum")
    UNIVERSITY = "university", _("University")
    ADMINISTRATION = "administration", _("Public administration")
    NGO = "ngo", _("Association")
    COMPANY = "company", _("Company")
    INFRASTRUCTURE = "infrastructure", _("Research infrastructure or network")
    OTHER = "other", _("Other")


class Organisation(RepresentedSnippet, index.Indexed, models.Model):  # type: ignore[misc]
    """A member, partner or funder, with its name and website in each language."""

    name = models.CharField(_("name"), max_length=255)
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    kind = models.CharField(
        _("kind"),
        max_length=15,
        choices=OrganisationKind.choices,
        default=OrganisationKind.RESEARCH,
    )
    logo = models.ForeignKey(
        "core.Image",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    website = models.URLField(
        _("website"),
        blank=True,
        max_length=500,
        help_text=_("In this language, for example https://www.naturalsciences.be/en."),
    )
    ror_id = models.CharField(
        _("ROR id"),
        max_length=30,
        blank=True,
        validators=[validate_ror_id],
        help_text=_("For example https://ror.org/02y22ws83."),
    )
    gbif_publisher_key = models.UUIDField(
        _("GBIF publisher key"),
        null=True,
        blank=True,
        help_text=_("The end of the publisher's address on gbif.org."),
    )
    country = models.CharField(
        _("country"), max_length=2, blank=True, help_text=_("Two letters, for example BE.")
    )
    description = models.TextField(_("description"), blank=True)

    override_translatable_fields: ClassVar[list[Any]] = [
        TranslatableField("name"),
        SynchronizedField("acronym"),
        SynchronizedField("website", overridable=True),
        SynchronizedField("ror_id", overridable=False),
        SynchronizedField("country", overridable=False),
    ]
    search_fields: ClassVar[list[Any]] = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.AutocompleteField("acronym"),
        index.FilterField("locale_id"),
    ]
    panels: ClassVar[list[Panel]] = [
        FieldPanel("name"),
        FieldPanel("acronym"),
        FieldPanel("kind"),
        FieldPanel("logo"),
        FieldPanel("website"),
        FieldPanel("description"),
        MultiFieldPanel(
            [FieldPanel("ror_id"), FieldPanel("gbif_publisher_key"), FieldPanel("country")],
            heading=_("Identifiers"),
        ),
    ]

    class Meta(RepresentedSnippet.Meta):
        ordering: ClassVar[list[str]] = ["name"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return f"{self.name} ({self.acronym})" if self.acronym else self.name

    def get_representation(self, context: "Context") -> JSON:
        return {
            "key": str(self.translation_key),
            "name": self.name,
            "acronym": self.acronym or None,
            "kind": self.kind,
            "kind_label": context.gettext(OrganisationKind(self.kind).label),
            "logo": context.image(self.logo_id, alt=self.acronym or self.name),
            "website": self.website or None,
            "ror_id": self.ror_id or None,
            "gbif_publisher_key": str(self.gbif_publisher_key) if self.gbif_publisher_key else None,
            "country": self.country.upper() or None,
            "description": self.description or None,
        }

    @classmethod
    def get_json_schema(cls) -> JSONSchema:
        return closed_object(
            {
                "key": schemas.UUID,
                "name": schemas.STRING,
                "acronym": schemas.OPTIONAL_STRING,
                "kind": {"enum": OrganisationKind.values},
                "kind_label": schemas.STRING,
                "logo": schemas.OPTIONAL_IMAGE,
                "website": schemas.OPTIONAL_STRING,
                "ror_id": schemas.OPTIONAL_STRING,
                "gbif_publisher_key": nullable(schemas.UUID),
                "country": schemas.OPTIONAL_STRING,
                "description": schemas.OPTIONAL_STRING,
            }
        )


class OrganisationGroupBlock(blocks.StructBlock):  # type: ignore[misc]
    title = blocks.CharBlock(label=_("Title"))
    intro = ProseBlock(required=False, label=_("Introduction"))
    organisations = SnippetListBlock("community.Organisation", label=_("Organisations"))

    class Meta:
        icon = "group"
        label = _("Group")
        label_format = "{title}"


class CommunityPage(BasePage):
    """Members and partners, in groups."""

    groups = StreamField(
        [("group", OrganisationGroupBlock())], blank=True, verbose_name=_("groups of organisations")
    )

    type_panels: ClassVar[list[Panel]] = [FieldPanel("groups")]

    class Meta:
        verbose_name = _("community page")

    def get_document_fields(self, context: "Context") -> dict[str, JSON]:
        groups = represent(self.groups.stream_block, self.groups, context)
        return {"groups": [group["value"] for group in groups]}

    @classmethod
    def get_document_fields_schema(cls) -> Mapping[str, JSONSchema]:
        return {"groups": schemas.array(json_schema(OrganisationGroupBlock()))}
