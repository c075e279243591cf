from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import RichTextField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.core import schemas
from cms.core.blocks.listing import PublicSnippetBlock
from cms.core.fields import StreamField
from cms.core.models import BasePage
from cms.core.rich_text import represent_rich_text
from cms.core.snippets import RepresentedSnippet
from gbif_blocks.representation import JSON, JSONSchema, closed_object, nullable, represent

if TYPE_CHECKING:
    from cms.core.context import Context

FEATURES = ["bold", "italic", "ol", "ul", "link"]


class CooperationKind(models.TextChoices):
    TREATY = "treaty", _("Treaty")
    CONVENTION = "convention", _("Convention")
    AGREEMENT = "agreement", _("Agreement")
    PLATFORM = "platform", _("Science-policy platform")
    NETWORK = "network", _("International network")


# Headings over several of a kind.
KIND_HEADINGS = {
    CooperationKind.TREATY: _("Treaties"),
    CooperationKind.CONVENTION: _("Conventions"),
    CooperationKind.AGREEMENT: _("Agreements"),
    CooperationKind.PLATFORM: _("Science-policy platforms"),
    CooperationKind.NETWORK: _("International networks"),
}


class Cooperation(RepresentedSnippet, index.Indexed, models.Model):  # type: ignore[misc]
    """A treaty, convention or network in which the node or its institute takes part."""

    name = models.CharField(_("name"), max_length=255)
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    kind = models.CharField(
        _("kind"), max_length=10, choices=CooperationKind.choices, default=CooperationKind.NETWORK
    )
    since = models.PositiveSmallIntegerField(
        _("since"), null=True, blank=True, help_text=_("The year of the founding or signing.")
    )
    summary = RichTextField(_("what it is"), features=FEATURES)
    our_role = RichTextField(_("our role"), blank=True, features=FEATURES)
    contact_roles = models.TextField(
        _("contact"),
        blank=True,
        help_text=_("Functions, one a line, for example “National focal point”."),
    )
    email = models.EmailField(_("mail address"), blank=True)
    website = models.URLField(_("website"), blank=True, max_length=500)
    logo = models.ForeignKey(
        "core.Image",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    override_translatable_fields: ClassVar[list[Any]] = [
        SynchronizedField("website", overridable=True)
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
        FieldPanel("since"),
        FieldPanel("summary"),
        FieldPanel("our_role"),
        FieldPanel("contact_roles"),
        FieldPanel("email"),
        FieldPanel("website"),
        FieldPanel("logo"),
    ]

    class Meta(RepresentedSnippet.Meta):
        ordering: ClassVar[list[str]] = ["name"]
        verbose_name = _("treaty, convention or network")
        verbose_name_plural = _("treaties, conventions and networks")

    def __str__(self) -> str:
        return f"{self.name} ({self.acronym})" if self.acronym else self.name

    def get_representation(self, context: "Context") -> JSON:
        return {
            "key": str(self.translation_key),
            "name": self.name,
            "acronym": self.acronym or None,
            "kind": self.kind,
            "kind_label": context.gettext(CooperationKind(self.kind).label),
            "since": self.since,
            "summary": represent_rich_text(self.summary, context),
            "our_role": represent_rich_text(self.our_role, context),
            "contact_roles": [
                line.strip() for line in self.contact_roles.splitlines() if line.strip()
            ],
            "email": self.email or None,
            "website": self.website or None,
            "logo": context.image(self.logo_id, alt=self.acronym or self.name),
        }

    @classmethod
    def get_json_schema(cls) -> JSONSchema:
        return closed_object(
            {
                "key": schemas.UUID,
                "name": schemas.STRING,
                "acronym": schemas.OPTIONAL_STRING,
                "kind": {"enum": CooperationKind.values},
                "kind_label": schemas.STRING,
                "since": nullable(schemas.INTEGER),
                "summary": schemas.RICH_TEXT,
                "our_role": schemas.RICH_TEXT,
                "contact_roles": schemas.array(schemas.STRING),
                "email": schemas.OPTIONAL_STRING,
                "website": schemas.OPTIONAL_STRING,
                "logo": schemas.OPTIONAL_IMAGE,
            }
        )


class CooperationsBlock(blocks.StreamBlock):  # type: ignore[misc]
    cooperation = PublicSnippetBlock("community.Cooperation")


class CooperationPage(BasePage):
    """The treaties, conventions and networks, grouped by what they are."""

    cooperations = StreamField(
        CooperationsBlock(), blank=True, verbose_name=_("treaties, conventions and networks")
    )

    type_panels: ClassVar[list[Panel]] = [FieldPanel("cooperations")]

    class Meta:
        verbose_name = _("international cooperation page")

    def get_document_fields(self, context: "Context") -> dict[str, JSON]:
        chosen = represent(self.cooperations.stream_block, self.cooperations, context)
        shown = [one["value"] for one in chosen if one["value"] is not None]
        return {
            "groups": [
                {
                    "kind": kind.value,
                    "kind_label": context.gettext(KIND_HEADINGS[kind]),
                    "items": items,
                }
                for kind in CooperationKind
                if (items := [item for item in shown if item["kind"] == kind])
            ]
        }

    @classmethod
    def get_document_fields_schema(cls) -> Mapping[str, JSONSchema]:
        group = closed_object(
            {
                "kind": {"enum": CooperationKind.values},
                "kind_label": schemas.STRING,
                "items": schemas.array(schemas.ref("Cooperation")),
            }
        )
        return {"groups": schemas.array(group)}
