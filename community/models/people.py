from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.core import json_ld, schemas
from cms.core.blocks.listing import SnippetListBlock
from cms.core.fields import StreamField
from cms.core.models import BasePage
from cms.core.snippets import RepresentedSnippet
from community.identifiers import validate_orcid
from gbif_blocks.representation import JSON, JSONSchema, closed_object, json_schema, represent

if TYPE_CHECKING:
    from cms.core.context import Context


class Person(RepresentedSnippet, index.Indexed, models.Model):  # type: ignore[misc]
    """Somebody of the team, now or formerly."""

    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(
        _("role"), max_length=160, blank=True, help_text=_("For example “Node manager”.")
    )
    organisation = models.CharField(_("organisation"), max_length=160, blank=True)
    description = models.TextField(_("description"), blank=True)
    orcid = models.CharField(
        _("ORCID iD"),
        max_length=19,
        blank=True,
        validators=[validate_orcid],
        help_text=_("For example 0000-0002-1825-0097."),
    )
    gbif_contact = models.URLField(
        _("GBIF contact"),
        blank=True,
        help_text=_("The person's page on gbif.org or in the registry."),
    )
    email = models.EmailField(_("mail address"), blank=True)
    website = models.URLField(_("website"), blank=True)
    picture = models.ForeignKey(
        "core.Image",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    active = models.BooleanField(
        _("active"), default=True, help_text=_("Untick for a former member of the team.")
    )

    override_translatable_fields: ClassVar[list[Any]] = [
        SynchronizedField("name", overridable=False),
        SynchronizedField("orcid", overridable=False),
    ]
    search_fields: ClassVar[list[Any]] = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("locale_id"),
    ]
    panels: ClassVar[list[Panel]] = [
        FieldPanel("name"),
        FieldPanel("role"),
        FieldPanel("organisation"),
        FieldPanel("picture"),
        FieldPanel("description"),
        FieldPanel("email"),
        FieldPanel("orcid"),
        FieldPanel("gbif_contact"),
        FieldPanel("website"),
        FieldPanel("active"),
    ]

    class Meta(RepresentedSnippet.Meta):
        ordering: ClassVar[list[str]] = ["name"]
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name

    def get_representation(self, context: "Context") -> JSON:
        return {
            "key": str(self.translation_key),
            "name": self.name,
            "role": self.role or None,
            "orcid": self.orcid or None,
            "gbif_contact": self.gbif_contact or None,
            "email": self.email or None,
            "website": self.website or None,
            "picture": context.image(self.picture_id, alt=self.name),
            "active": self.active,
            "organisation": self.organisation or None,
            "description": self.description or None,
        }

    @classmethod
    def get_json_schema(cls) -> JSONSchema:
        return closed_object(
            {
                "key": schemas.UUID,
                "name": schemas.STRING,
                "role": schemas.OPTIONAL_STRING,
                "orcid": schemas.OPTIONAL_STRING,
                "gbif_contact": schemas.OPTIONAL_STRING,
                "email": schemas.OPTIONAL_STRING,
                "website": schemas.OPTIONAL_STRING,
                "picture": schemas.OPTIONAL_IMAGE,
                "active": schemas.BOOLEAN,
                "organisation": schemas.OPTIONAL_STRING,
                "description": schemas.OPTIONAL_STRING,
            }
        )


class PersonGroupBlock(blocks.StructBlock):  # type: ignore[misc]
    title = blocks.CharBlock(label=_("Title"))
    people = SnippetListBlock("community.Person", label=_("People"))

    class Meta:
        icon = "group"
        label = _("Group")
        label_format = "{title}"


class TeamPage(BasePage):
    """The people of the node, in groups."""

    groups = StreamField(
        [("group", PersonGroupBlock())], blank=True, verbose_name=_("groups of people")
    )

    type_panels: ClassVar[list[Panel]] = [FieldPanel("groups")]

    class Meta:
        verbose_name = _("team page")

    def get_document_fields(self, context: "Context") -> dict[str, JSON]:
        groups = represent(self.groups.stream_block, self.groups, context)
        return {"groups": [group["value"] for group in groups]}

    @classmethod
    def get_document_fields_schema(cls) -> Mapping[str, JSONSchema]:
        return {"groups": schemas.array(json_schema(PersonGroupBlock()))}

    def get_json_ld(self, document: dict[str, Any], context: "Context") -> list[dict[str, Any]]:
        """The page, and each present member of the team once."""
        people = {
            one["key"]: json_ld.person(one)
            for group in document["groups"]
            for one in group["people"]
            if one["active"]
        }
        return [json_ld.web_page(document, context), *people.values()]
