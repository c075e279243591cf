"""Blocks that lay out texts, pictures and numbers."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.core import schemas
from cms.core.blocks.links import CtaBlock, LinkBlock
from cms.core.blocks.media import PictureBlock
from cms.core.blocks.text import ProseBlock
from gbif_blocks.blocks import GbifNumberBlock
from gbif_blocks.representation import JSON, JSONSchema, closed_object, json_schema, represent

if TYPE_CHECKING:
    from cms.core.context import Context


class CardBlock(blocks.StructBlock):  # type: ignore[misc]
    title = blocks.CharBlock(label=_("Title"))
    text = ProseBlock(required=False, features=["bold", "italic", "ul", "link"], label=_("Text"))
    image = PictureBlock(required=False, label=_("Picture"))
    link = LinkBlock(required=False, label=_("Link"))
    tags = blocks.ListBlock(blocks.CharBlock(label=_("Tag")), label=_("Tags"), default=[])

    class Meta:
        label = _("Card")
        label_format = "{title}"


class CardsBlock(blocks.StructBlock):  # type: ignore[misc]
    title = blocks.CharBlock(required=False, label=_("Title"))
    intro = ProseBlock(required=False, label=_("Introduction"))
    columns = blocks.ChoiceBlock(
        choices=[("2", "2"), ("3", "3"), ("4", "4")], default="3", label=_("Columns")
    )
    cards = blocks.ListBlock(CardBlock(), label=_("Cards"), min_num=1)

    class Meta:
        icon = "grip"
        label = _("Cards")
        label_format = "{title}"
        description = _("Short texts with picture and link beside each other")

    def get_representation(self, value: Any, context: "Context") -> JSON:
        children = self.child_blocks
        return {
            "title": value["title"] or None,
            "intro": represent(children["intro"], value["intro"], context),
            "columns": int(value["columns"]),
            "cards": represent(children["cards"], value["cards"], context),
        }

    def get_json_schema(self) -> JSONSchema:
        return closed_object(
            {
                "title": schemas.OPTIONAL_STRING,
                "intro": schemas.OPTIONAL_RICH_TEXT,
                "columns": {"enum": [2, 3, 4]},
                "cards": json_schema(self.child_blocks["cards"]),
            }
        )


class StatisticBlock(blocks.StructBlock):  # type: ignore[misc]
    label = blocks.CharBlock(
        label=_("Label"), help_text=_("What is counted, for example “Datasets”.")
    )
    value = blocks.CharBlock(
        required=False, label=_("Figure"), help_text=_("Only if it is not a live GBIF number.")
    )
    number = GbifNumberBlock(required=False, label=_("Live GBIF number"))
    icon = PictureBlock(required=False, label=_("Icon"))
    link = LinkBlock(required=False, label=_("Link"))

    class Meta:
        label = _("Figure")
        label_format = "{label} {value}"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        live = bool(cleaned["number"]["catalogue"])
        if live == bool(cleaned["value"]):
            message = _("Give either a figure or a live GBIF number.")
            raise StructBlockValidationError({"value": ValidationError(message)})
        return cleaned


class StatisticsBlock(blocks.StructBlock):  # type: ignore[misc]
    title = blocks.CharBlock(required=False, label=_("Title"))
    items = blocks.ListBlock(StatisticBlock(), label=_("Figures"), min_num=1)

    class Meta:
        icon = "order"
        label = _("Statistics")
        label_format = "{title}"
        description = _("Large figures, typed or live from GBIF")


class SplitBlock(blocks.StructBlock):  # type: ignore[misc]
    title = blocks.CharBlock(label=_("Title"))
    text = ProseBlock(label=_("Text"))
    image = PictureBlock(required=False, label=_("Picture"))
    image_side = blocks.ChoiceBlock(
        choices=[("left", _("Left")), ("right", _("Right"))],
        default="left",
        label=_("Picture on the"),
    )
    ctas = blocks.ListBlock(CtaBlock(), label=_("Buttons"), default=[])

    class Meta:
        icon = "placeholder"
        label = _("Picture beside text")
        label_format = "{title}"
        description = _("A picture on one side, text and buttons on the other")


class CallToActionBlock(blocks.StructBlock):  # type: ignore[misc]
    title = blocks.CharBlock(label=_("Title"))
    text = ProseBlock(required=False, features=["bold", "italic", "link"], label=_("Text"))
    ctas = blocks.ListBlock(CtaBlock(), label=_("Buttons"), min_num=1)

    class Meta:
        icon = "pick"
        label = _("Call to action")
        label_format = "{title}"
        description = _("A band that asks the reader to do something")
