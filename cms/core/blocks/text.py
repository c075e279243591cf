"""Blocks of text."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.core import schemas, translatable_html
from cms.core.blocks.links import LinkBlock
from cms.core.rich_text import represent_rich_text
from gbif_blocks.blocks.keys import KeyBlock
from gbif_blocks.representation import JSON, JSONSchema, closed_object, members

if TYPE_CHECKING:
    from cms.core.context import Context

FEATURES = [
    "h2",
    "h3",
    "h4",
    "bold",
    "italic",
    "superscript",
    "subscript",
    "strikethrough",
    "code",
    "ol",
    "ul",
    "blockquote",
    "hr",
    "link",
    "document-link",
    "image",
    "gbif-number",
]
INLINE_FEATURES = [
    "bold",
    "italic",
    "superscript",
    "subscript",
    "link",
    "document-link",
    "gbif-number",
]


class ProseBlock(blocks.RichTextBlock):  # type: ignore[misc]
    """Rich text: stored as Wagtail does, published as a typed tree with its HTML."""

    def __init__(
        self, required: bool = True, features: list[str] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(required=required, features=features or FEATURES, **kwargs)

    def get_translatable_segments(self, value: Any) -> list[Any]:
        """What wagtail-localize hands to translators: also the texts of pictures."""
        return translatable_html.segments_of(value.source)

    def restore_translated_segments(self, value: Any, segments: list[Any]) -> Any:
        """The rich text in another language."""
        return translatable_html.restored(segments)

    def get_representation(self, value: Any, context: "Context") -> JSON:
        if not value and not self.required:
            return None
        return represent_rich_text(value or "", context)

    def get_json_schema(self) -> JSONSchema:
        return schemas.RICH_TEXT if self.required else schemas.OPTIONAL_RICH_TEXT


class RichTextBlock(blocks.StructBlock):  # type: ignore[misc]
    """Running text with headings, lists and links."""

    text = ProseBlock(label=_("Text"))

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Running text with headings, lists, links and pictures")
        preview_value = {"text": "<h2>Occurrence data</h2><p>Who, <b>what</b>, where and when.</p>"}

    def get_representation(self, value: Any, context: "Context") -> JSON:
        return represent_rich_text(value["text"] or "", context)

    def get_json_schema(self) -> JSONSchema:
        return schemas.RICH_TEXT


class HeadingBlock(blocks.StructBlock):  # type: ignore[misc]
    """A heading that links can point to."""

    text = blocks.CharBlock(label=_("Heading"), max_length=255)
    anchor = KeyBlock(
        required=False,
        label=_("Anchor"),
        max_length=80,
        help_text=_("The name in links, for example “partners”. Empty: made from the heading."),
    )
    level = blocks.ChoiceBlock(
        choices=[("2", _("Heading")), ("3", _("Subheading"))], default="2", label=_("Level")
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        label_format = "{text}"
        description = _("A heading that links can point to")
        preview_value = {"text": "Our partners", "anchor": "partners", "level": "2"}

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        anchor = cleaned["anchor"]
        if anchor and anchor != slugify(anchor):
            message = _("Use small letters, digits and hyphens, for example “%s”.") % slugify(
                anchor
            )
            raise StructBlockValidationError({"anchor": ValidationError(message)})
        return cleaned

    def get_representation(self, value: Any, context: "Context") -> JSON:
        return {
            "text": value["text"],
            "anchor": value["anchor"] or slugify(value["text"]),
            "level": int(value["level"]),
        }

    def get_json_schema(self) -> JSONSchema:
        return closed_object(
            {"text": schemas.STRING, "anchor": schemas.STRING, "level": {"enum": [2, 3]}}
        )


class QuoteBlock(blocks.StructBlock):  # type: ignore[misc]
    text = blocks.TextBlock(label=_("Quote"))
    attribution = blocks.CharBlock(required=False, label=_("Said or written by"))
    link = LinkBlock(required=False, label=_("Source"))

    class Meta:
        icon = "openquote"
        label = _("Quote")
        label_format = "{text}"
        description = _("A sentence of somebody, with name and source")


class QuestionBlock(blocks.StructBlock):  # type: ignore[misc]
    question = blocks.CharBlock(label=_("Question"))
    answer = ProseBlock(label=_("Answer"))

    class Meta:
        label = _("Question")
        label_format = "{question}"


class AccordionBlock(blocks.StructBlock):  # type: ignore[misc]
    title = blocks.CharBlock(required=False, label=_("Title"))
    items = blocks.ListBlock(QuestionBlock(), label=_("Questions"))

    class Meta:
        icon = "help"
        label = _("Questions and answers")
        description = _("Answers that open one by one")


class RowBlock(blocks.StructBlock):  # type: ignore[misc]
    cells = blocks.ListBlock(
        ProseBlock(required=False, features=INLINE_FEATURES), label=_("Cells"), min_num=1
    )

    class Meta:
        label = _("Row")


class TableBlock(blocks.StructBlock):  # type: ignore[misc]
    caption = blocks.CharBlock(
        required=False, label=_("Caption"), help_text=_("What the table shows, in one line.")
    )
    header_row = blocks.BooleanBlock(required=False, label=_("The first row holds headings"))
    header_column = blocks.BooleanBlock(required=False, label=_("The first column holds headings"))
    rows = blocks.ListBlock(RowBlock(), label=_("Rows"), min_num=1)

    class Meta:
        icon = "table"
        label = _("Table")
        label_format = "{caption}"
        description = _("Rows and columns of short texts")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        lengths = {len(row["cells"]) for row in cleaned["rows"]}
        if len(lengths) > 1:
            raise StructBlockValidationError(
                {"rows": ValidationError(_("Every row needs the same number of cells."))}
            )
        return cleaned

    def get_representation(self, value: Any, context: "Context") -> JSON:
        return {
            "caption": value["caption"] or None,
            "header_row": bool(value["header_row"]),
            "header_column": bool(value["header_column"]),
            "rows": [
                [represent_rich_text(cell or "", context) for cell in members(row["cells"])]
                for row in members(value["rows"])
            ],
        }

    def get_json_schema(self) -> JSONSchema:
        return closed_object(
            {
                "caption": schemas.OPTIONAL_STRING,
                "header_row": schemas.BOOLEAN,
                "header_column": schemas.BOOLEAN,
                "rows": schemas.array(schemas.array(schemas.RICH_TEXT)),
            }
        )


class HtmlBlock(blocks.StructBlock):  # type: ignore[misc]
    """Raw HTML in quarantine: administrators only, and marked as unreviewed for readers."""

    html = blocks.RawHTMLBlock(label=_("HTML"))

    class Meta:
        icon = "code"
        label = _("HTML (unreviewed)")
        description = _("For administrators: the website decides whether it shows this")

    def get_representation(self, value: Any, context: "Context") -> JSON:
        return {"html": str(value["html"]), "reviewed": False}

    def get_json_schema(self) -> JSONSchema:
        return closed_object({"html": schemas.STRING, "reviewed": {"const": False}})
