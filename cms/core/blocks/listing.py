"""Lists of people, organisations and pages."""

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.core import schemas
from cms.core.blocks.links import LinkBlock
from cms.core.blocks.text import ProseBlock
from gbif_blocks.representation import (
    JSON,
    JSONSchema,
    closed_object,
    json_schema,
    members,
    nullable,
    represent,
)

if TYPE_CHECKING:
    from cms.core.context import Context


class PublicSnippetBlock(SnippetChooserBlock):  # type: ignore[misc]
    """A chosen snippet, published in the document's language."""

    def get_representation(self, value: Any, context: "Context") -> JSON:
        return context.represented_by_pk(self.model_class, value)

    def get_json_schema(self) -> JSONSchema:
        return schemas.ref(self.target_model.__name__)


class SnippetListBlock(blocks.ListBlock):  # type: ignore[misc]
    """Chosen snippets; one that was deleted since is left out."""

    def __init__(self, target_model: str, **kwargs: Any) -> None:
        super().__init__(PublicSnippetBlock(target_model), **kwargs)

    def get_representation(self, value: Any, context: "Context") -> JSON:
        shown = [represent(self.child_block, pk, context) for pk in members(value)]
        return [one for one in shown if one is not None]

    def get_json_schema(self) -> JSONSchema:
        return schemas.array(json_schema(self.child_block))


class PeopleBlock(blocks.StructBlock):  # type: ignore[misc]
    title = blocks.CharBlock(required=False, label=_("Title"))
    people = SnippetListBlock("community.Person", label=_("People"))

    class Meta:
        icon = "group"
        label = _("People")
        label_format = "{title}"
        description = _("Portraits with role and contact")


class OrganisationsBlock(blocks.StructBlock):  # type: ignore[misc]
    title = blocks.CharBlock(required=False, label=_("Title"))
    intro = ProseBlock(required=False, label=_("Introduction"))
    organisations = SnippetListBlock("community.Organisation", label=_("Organisations"))

    class Meta:
        icon = "site"
        label = _("Organisation logos")
        label_format = "{title}"
        description = _("Logos that lead to the organisations' websites")


class LatestNewsBlock(blocks.StructBlock):  # type: ignore[misc]
    title = blocks.CharBlock(required=False, label=_("Title"))
    count = blocks.IntegerBlock(default=3, min_value=1, max_value=12, label=_("How many"))
    more = LinkBlock(required=False, label=_("Link to all news"))

    class Meta:
        icon = "date"
        label = _("Latest news")
        label_format = "{title}"
        description = _("The newest news, in the reader's language")

    def get_representation(self, value: Any, context: "Context") -> JSON:
        news = context.pages_of_type(apps.get_model("home", "NewsPage"))
        newest = sorted(news, key=lambda page: (page.date, page.pk), reverse=True)
        return {
            "title": value["title"] or None,
            "items": [context.summary(page) for page in newest[: value["count"]]],
            "more": represent(self.child_blocks["more"], value["more"], context),
        }

    def get_json_schema(self) -> JSONSchema:
        return closed_object(
            {
                "title": schemas.OPTIONAL_STRING,
                "items": schemas.array(schemas.ref("Summary")),
                "more": nullable(schemas.LINK),
            }
        )


class PageListBlock(blocks.StructBlock):  # type: ignore[misc]
    title = blocks.CharBlock(required=False, label=_("Title"))
    pages = blocks.ListBlock(blocks.PageChooserBlock(), label=_("Pages"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("List of pages")
        label_format = "{title}"
        description = _("Chosen pages with picture and description")

    def get_representation(self, value: Any, context: "Context") -> JSON:
        return {
            "title": value["title"] or None,
            "items": context.summaries(members(value["pages"])),
        }

    def look_ahead(self, value: Any, context: "Context") -> None:
        context.expect_summaries(members(value["pages"]))

    def get_json_schema(self) -> JSONSchema:
        return closed_object(
            {
                "title": schemas.OPTIONAL_STRING,
                "items": schemas.array(schemas.ref("Summary")),
            }
        )
