from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.models import Page

from cms.core import schemas
from cms.core.models import BasePage
from gbif_blocks.blocks import GbifSearchBlock
from gbif_blocks.representation import JSON, JSONSchema, json_schema

if TYPE_CHECKING:
    from cms.core.rendering import Context


class Catalogue(models.TextChoices):
    """What GBIF lets one search."""

    OCCURRENCE = "occurrence", _("Occurrences")
    DATASET = "dataset", _("Datasets")
    PUBLISHER = "publisher", _("Publishers")
    LITERATURE = "literature", _("Literature")
    COLLECTION = "collection", _("Collections")
    INSTITUTION = "institution", _("Institutions")
    TAXON = "taxon", _("Taxa")


def detail_path(explorer: Page, context: "Context") -> str:
    """The path pattern of one record below its explorer, for example "/nl/dataset/:key"."""
    return f"{context.portal.path(explorer)}:key"


class DataExplorerPage(BasePage):
    """The search of one GBIF catalogue; it owns its address and every address below it.

    GBIF's widget is a router: one explorer a page, and its records open under it.
    """

    catalogue = models.CharField(
        _("catalogue"), max_length=12, choices=Catalogue.choices, default=Catalogue.OCCURRENCE
    )

    subpage_types: ClassVar[list[str]] = ["home.DataRecordPage"]
    type_panels: ClassVar[list[Panel]] = [FieldPanel("catalogue")]

    class Meta:
        verbose_name = _("data explorer")

    def clean(self) -> None:
        super().clean()
        parent = self.get_parent() if self.pk else None
        if parent is None:
            return
        root = parent.get_ancestors(inclusive=True).filter(depth__gt=1).order_by("depth").first()
        others = DataExplorerPage.objects.descendant_of(root).exclude(pk=self.pk)
        if others.filter(catalogue=self.catalogue).exists():
            raise ValidationError(
                {"catalogue": _("Another page of this portal explores this catalogue already.")}
            )

    def get_seo(self, context: "Context") -> JSON:
        # GBIF counts the requests of crawlers too: search pages are not for them.
        return {**super().get_seo(context), "robots": "noindex"}

    def get_document_fields(self, context: "Context") -> dict[str, JSON]:
        block = GbifSearchBlock()
        return {
            "catalogue": self.catalogue,
            "search": block.get_representation(block.of_catalogue(self.catalogue), context),
            "detail_path": detail_path(self, context),
        }

    @classmethod
    def get_document_fields_schema(cls) -> Mapping[str, JSONSchema]:
        return {
            "catalogue": {"enum": Catalogue.values},
            "search": json_schema(GbifSearchBlock()),
            "detail_path": schemas.STRING,
        }


class DataRecordPage(BasePage):
    """What stands around one record of an explorer: the page below it with the slug `_key_`."""

    SLUG = "_key_"

    parent_page_types: ClassVar[list[str]] = ["home.DataExplorerPage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("record page")

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.slug = self.SLUG
        super().full_clean(*args, **kwargs)

    def get_seo(self, context: "Context") -> JSON:
        return {**super().get_seo(context), "robots": "noindex"}

    def get_document_fields(self, context: "Context") -> dict[str, JSON]:
        explorer = self.get_parent().specific
        context.touch(f"page:{explorer.pk}")
        return {
            "catalogue": explorer.catalogue,
            "detail_path": detail_path(explorer, context),
        }

    @classmethod
    def get_document_fields_schema(cls) -> Mapping[str, JSONSchema]:
        return {"catalogue": {"enum": Catalogue.values}, "detail_path": schemas.STRING}
