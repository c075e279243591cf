from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import RichTextField
from wagtail.models import Site, TranslatableMixin

from cms.core.blocks.links import LinkBlock
from cms.core.blocks.listing import SnippetListBlock
from cms.core.blocks.text import ProseBlock
from cms.core.fields import StreamField
from cms.core.rich_text import represent_rich_text
from gbif_blocks.representation import JSON, look_ahead, represent, stored_stream

if TYPE_CHECKING:
    from cms.core.context import Context

SMALL_PRINT_FEATURES = ["bold", "italic", "link"]


class NavLinkBlock(blocks.StructBlock):  # type: ignore[misc]
    text = blocks.CharBlock(label=_("Text"), max_length=80)
    link = LinkBlock(label=_("Link"))

    class Meta:
        icon = "link"
        label = _("Link")
        label_format = "{text}"


class NavHeadingBlock(blocks.StructBlock):  # type: ignore[misc]
    text = blocks.CharBlock(label=_("Text"), max_length=80)

    class Meta:
        icon = "title"
        label = _("Heading")
        label_format = "{text}"


class DividerBlock(blocks.StaticBlock):  # type: ignore[misc]
    class Meta:
        icon = "minus"
        label = _("Divider")
        admin_text = _("A line between links")


class NavItemsBlock(blocks.StreamBlock):  # type: ignore[misc]
    """Links with headings and lines between them."""

    link = NavLinkBlock()
    heading = NavHeadingBlock()
    divider = DividerBlock()


class NavGroupBlock(blocks.StructBlock):  # type: ignore[misc]
    text = blocks.CharBlock(label=_("Text"), max_length=80)
    link = LinkBlock(required=False, label=_("Link of the text itself"))
    children = NavItemsBlock(label=_("Links"))

    class Meta:
        icon = "list-ul"
        label = _("Menu")
        label_format = "{text}"


class HeaderBlock(blocks.StreamBlock):  # type: ignore[misc]
    link = NavLinkBlock()
    group = NavGroupBlock()


class FooterColumnBlock(blocks.StructBlock):  # type: ignore[misc]
    title = blocks.CharBlock(required=False, label=_("Title"))
    text = ProseBlock(required=False, features=["bold", "italic", "link"], label=_("Text"))
    items = NavItemsBlock(required=False, label=_("Links"))
    logos = SnippetListBlock("community.Organisation", label=_("Logos"), default=[])

    class Meta:
        icon = "placeholder"
        label = _("Column")
        label_format = "{title}"


class FooterBlock(blocks.StreamBlock):  # type: ignore[misc]
    column = FooterColumnBlock()

    class Meta:
        max_num = 6


class Navigation(TranslatableMixin, models.Model):  # type: ignore[misc]
    """The header and footer of a portal in one language."""

    site = models.ForeignKey(
        Site, on_delete=models.CASCADE, related_name="navigations", verbose_name=_("site")
    )
    header = StreamField(HeaderBlock(), blank=True, verbose_name=_("header"))
    footer = StreamField(FooterBlock(), blank=True, verbose_name=_("footer"))
    small_print = RichTextField(_("small print"), blank=True, features=SMALL_PRINT_FEATURES)

    panels: ClassVar[list[Panel]] = [
        FieldPanel("site"),
        FieldPanel("header"),
        FieldPanel("footer"),
        FieldPanel("small_print"),
    ]

    class Meta(TranslatableMixin.Meta):  # type: ignore[misc]
        verbose_name = _("navigation")
        verbose_name_plural = _("navigation")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["site", "locale"], name="one_navigation_per_language")
        ]

    def __str__(self) -> str:
        return f"{self.site}: {self.locale}"

    def get_representation(self, context: "Context") -> dict[str, JSON]:
        """The `header` and `footer` of a site document."""
        for stream in (self.header, self.footer):
            look_ahead(stream.stream_block, stream, context)
        return {
            "header": _nav_items(self.header.stream_block, self.header, context),
            "footer": {
                "columns": [
                    _column(self.footer.stream_block.child_blocks["column"], one["value"], context)
                    for one in stored_stream(self.footer)
                ],
                "small_print": represent_rich_text(self.small_print, context)
                if self.small_print
                else None,
            },
        }


EMPTY_NAVIGATION: dict[str, JSON] = {
    "header": [],
    "footer": {"columns": [], "small_print": None},
}


def _nav_items(stream: blocks.StreamBlock, value: Any, context: "Context") -> list[JSON]:
    return [
        _nav_item(one["type"], stream.child_blocks[one["type"]], one["value"], context)
        for one in stored_stream(value)
    ]


def _nav_item(kind: str, block: blocks.Block, value: Any, context: "Context") -> JSON:
    link = None
    if kind in ("link", "group"):
        link = represent(block.child_blocks["link"], value["link"], context)
    return {
        "kind": "link" if kind == "group" and link else "heading" if kind == "group" else kind,
        "text": value["text"] if value else None,
        "link": link,
        "children": _nav_items(block.child_blocks["children"], value["children"], context)
        if kind == "group"
        else [],
    }


def _column(block: blocks.Block, value: Any, context: "Context") -> JSON:
    children = block.child_blocks
    return {
        "title": value["title"] or None,
        "text": represent(children["text"], value["text"], context),
        "items": _nav_items(children["items"], value["items"], context),
        "logos": represent(children["logos"], value["logos"], context),
    }
