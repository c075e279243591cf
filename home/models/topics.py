from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel

from cms.core import schemas
from cms.core.models import BasePage
from gbif_blocks.representation import JSON, JSONSchema

if TYPE_CHECKING:
    from cms.core.context import Context


class TopicIndexPage(BasePage):
    """The topics that the node works on."""

    subpage_types: ClassVar[list[str]] = ["home.TopicPage"]

    class Meta:
        verbose_name = _("topic list")

    def look_ahead(self, context: "Context") -> None:
        super().look_ahead(context)
        context.expect_children(self)

    def get_document_fields(self, context: "Context") -> dict[str, JSON]:
        topics = context.children(self, of_type=TopicPage)
        return {"items": [context.summary(page) for page in topics]}

    @classmethod
    def get_document_fields_schema(cls) -> Mapping[str, JSONSchema]:
        return {"items": schemas.array(schemas.ref("Summary"))}


class TopicPage(BasePage):
    """One topic, for example invasive alien species."""

    summary = models.TextField(
        _("summary"), blank=True, help_text=_("Shown in the list of topics.")
    )

    parent_page_types: ClassVar[list[str]] = ["home.TopicIndexPage"]
    type_panels: ClassVar[list[Panel]] = [FieldPanel("summary")]

    class Meta:
        verbose_name = _("topic")

    def get_document_fields(self, context: "Context") -> dict[str, JSON]:
        return {"summary": self.summary or None}

    @classmethod
    def get_document_fields_schema(cls) -> Mapping[str, JSONSchema]:
        return {"summary": schemas.OPTIONAL_STRING}

    @property
    def description(self) -> str | None:
        return self.search_description or self.summary or super().description
