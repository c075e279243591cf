from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.models import Page

from cms.core import schemas
from cms.core.blocks.gbif import SearchBlock
from cms.core.forms.pages import PageForm
from cms.core.models import BasePage
from gbif_blocks.catalogues import CATALOGUE_CHOICES, CATALOGUES
from gbif_blocks.parameters import PARAMETERS
from gbif_blocks.representation import JSON, JSONSchema, json_schema

if TYPE_CHECKING:
    from cms.core.context import Context


# What a reader may filter by where the portal's scope highlights nothing.
DEFAULT_FILTERS: dict[str, list[str]] = {
    "occurrence": ["year", "basisOfRecord", "month"],
    "dataset": ["type", "license"],
    "publisher": [],
    "literature": ["year", "literatureType", "topics"],
    "collection": ["city"],
    "institution": ["city"],
    "taxon": ["rank", "status"],
}
ROWS = 20


def detail_path(explorer: Page, context: "Context") -> str:
    """The path pattern of one record below its explorer, for example "/nl/dataset/:key"."""
    return f"{context.portal.path(explorer)}:key"


class DataExplorerForm(PageForm):
    """The page form: a portal explores each catalogue once."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        tree = self.parent_page.get_ancestors(inclusive=True).filter(depth=2)
        explorers = DataExplorerPage.objects.descendant_of(tree.get()).exclude(pk=self.instance.pk)
        if explorers.filter(catalogue=cleaned.get("catalogue")).exists():
            self.add_error(
                "catalogue", _("Another page of this portal explores this catalogue already.")
            )
        return cleaned


class DataExplorerPage(BasePage):
    """The search of one GBIF catalogue; it owns its address and every address below it.

    GBIF's widget is a router: one explorer a page, and its records open under it.
    """

    catalogue = models.CharField(
        _("catalogue"), max_length=12, choices=CATALOGUE_CHOICES, default="occurrence"
    )

    base_form_class = DataExplorerForm
    subpage_types: ClassVar[list[str]] = ["home.DataRecordPage"]
    type_panels: ClassVar[list[Panel]] = [FieldPanel("catalogue")]

    class Meta:
        verbose_name = _("data explorer")

    def get_seo(self, context: "Context") -> JSON:
        # GBIF counts the requests of crawlers too: search pages are not for them.
        return {**super().get_seo(context), "robots": "noindex"}

    def get_document_fields(self, context: "Context") -> dict[str, JSON]:
        return {
            "catalogue": self.catalogue,
            "search": self._search(context),
            "detail_path": detail_path(self, context),
        }

    def _search(self, context: "Context") -> JSON:
        """A search block of the whole catalogue, with the filters that the scope highlights."""
        highlighted = context.scope.highlighted_filters.get(self.catalogue) or []
        known = [name for name in highlighted if name in PARAMETERS[self.catalogue]]
        value = {
            "title": "",
            "catalogue": self.catalogue,
            "preset": [],
            "filters": known or DEFAULT_FILTERS[self.catalogue],
            "within_scope": True,
            "limit": ROWS,
            "link_to_explorer": False,
        }
        return SearchBlock().get_representation(value, context)

    @classmethod
    def get_document_fields_schema(cls) -> Mapping[str, JSONSchema]:
        return {
            "catalogue": {"enum": list(CATALOGUES)},
            "search": json_schema(SearchBlock()),
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

    def minimal_clean(self) -> None:
        # A draft is cleaned less, and would get a slug made from its title.
        self.slug = self.SLUG
        super().minimal_clean()

    def get_seo(self, context: "Context") -> JSON:
        return {**super().get_seo(context), "robots": "noindex"}

    def get_document_fields(self, context: "Context") -> dict[str, JSON]:
        explorer = context.parent(self)
        context.touch(f"page:{explorer.pk}")
        return {
            "catalogue": explorer.catalogue,
            "detail_path": detail_path(explorer, context),
        }

    @classmethod
    def get_document_fields_schema(cls) -> Mapping[str, JSONSchema]:
        return {"catalogue": {"enum": list(CATALOGUES)}, "detail_path": schemas.STRING}
