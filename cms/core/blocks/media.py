"""Pictures, videos and files."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock as WagtailImageBlock

from cms.core import schemas, video
from cms.core.licences import LICENCE_SCHEMA, represent_licence
from gbif_blocks.representation import JSON, JSONSchema, closed_object, members, represent

if TYPE_CHECKING:
    from cms.core.context import Context


class PictureBlock(WagtailImageBlock):  # type: ignore[misc]
    """A picture with the text that stands for it here, or the word that it only decorates."""

    def get_representation(self, value: Any, context: "Context") -> JSON:
        """An Image, or None when there is none or it is private."""
        if not isinstance(value, dict):  # as stored by Wagtail before it had ImageBlock
            return context.image(value)
        return context.image(
            value["image"], alt=value["alt_text"], decorative=bool(value["decorative"])
        )

    def look_ahead(self, value: Any, context: "Context") -> None:
        pk = value["image"] if isinstance(value, dict) else value
        if pk:
            context.expect(self.child_blocks["image"].model_class, pk)

    def get_json_schema(self) -> JSONSchema:
        return schemas.OPTIONAL_IMAGE


def with_caption(image: JSON, caption: str) -> JSON:
    """The caption given here, else the picture's own."""
    return caption or (image["caption"] if image else None)


class CaptionedBlock(blocks.StructBlock):  # type: ignore[misc]
    """A picture with a caption of its own."""

    image = PictureBlock(label=_("Picture"))
    caption = blocks.CharBlock(
        required=False, label=_("Caption"), help_text=_("If not the picture's own.")
    )

    class Meta:
        icon = "image"

    def get_representation(self, value: Any, context: "Context") -> JSON:
        shown = {
            name: represent(child, value[name], context)
            for name, child in self.child_blocks.items()
        }
        return {**shown, "caption": with_caption(shown["image"], value["caption"])}


class ImageBlock(CaptionedBlock):
    size = blocks.ChoiceBlock(
        choices=[
            ("normal", _("As wide as the text")),
            ("wide", _("Wider")),
            ("full", _("Full width")),
        ],
        default="normal",
        label=_("Size"),
    )

    class Meta:
        icon = "image"
        label = _("Picture")
        label_format = "{caption}"
        description = _("One picture with caption and credit")


class GalleryBlock(blocks.StructBlock):  # type: ignore[misc]
    title = blocks.CharBlock(required=False, label=_("Title"))
    images = blocks.ListBlock(CaptionedBlock(), label=_("Pictures"), min_num=1)

    class Meta:
        icon = "image"
        label = _("Gallery")
        label_format = "{title}"
        description = _("Several pictures beside each other")


class VideoUrlBlock(blocks.URLBlock):  # type: ignore[misc]
    """The address of a video that the frontend can play."""

    def clean(self, value: str) -> str:
        value = super().clean(value)
        if value:
            video.validate_video_url(value)
        return value


class VideoBlock(blocks.StructBlock):  # type: ignore[misc]
    url = VideoUrlBlock(label=_("Address"), help_text=_("For example https://vimeo.com/123456789."))
    title = blocks.CharBlock(label=_("Title"), help_text=_("What the video shows."))
    poster = PictureBlock(required=False, label=_("Picture before play"))

    class Meta:
        icon = "media"
        label = _("Video")
        label_format = "{title}"
        description = _("A video that asks its provider for nothing until it is played")

    def get_representation(self, value: Any, context: "Context") -> JSON:
        shown = video.represent(value["url"])
        unknown = {"url": value["url"], "provider": "file", "embed_url": value["url"]}
        return {
            **(shown or unknown),
            "title": value["title"],
            "poster": represent(self.child_blocks["poster"], value["poster"], context),
        }

    def get_json_schema(self) -> JSONSchema:
        return closed_object(
            {
                **video.VIDEO_SCHEMA["properties"],
                "title": schemas.STRING,
                "poster": schemas.OPTIONAL_IMAGE,
            }
        )


class DownloadBlock(blocks.StructBlock):  # type: ignore[misc]
    document = DocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(
        required=False, label=_("Title"), help_text=_("If not the file's own.")
    )
    description = blocks.CharBlock(required=False, label=_("Description"))

    class Meta:
        label = _("File")
        label_format = "{title}{document}"


class DownloadsBlock(blocks.StructBlock):  # type: ignore[misc]
    title = blocks.CharBlock(required=False, label=_("Title"))
    items = blocks.ListBlock(DownloadBlock(), label=_("Files"), min_num=1)

    class Meta:
        icon = "download"
        label = _("Downloads")
        label_format = "{title}"
        description = _("Files with their format, size and licence")

    def get_representation(self, value: Any, context: "Context") -> JSON:
        items = [self._represent_item(item, context) for item in members(value["items"])]
        return {"title": value["title"] or None, "items": [item for item in items if item]}

    def _represent_item(self, item: Any, context: "Context") -> JSON:
        document = context.document(item["document"])
        href = context.document_url(document)
        if document is None or href is None:
            return None
        return {
            "title": item.get("title") or document.title,
            "description": item.get("description") or None,
            "href": href,
            "filename": document.filename,
            "extension": document.file_extension.lower(),
            "size_bytes": document.get_file_size() or 0,
            "licence": represent_licence(document.licence, context.language),
        }

    def get_json_schema(self) -> JSONSchema:
        item = closed_object(
            {
                "title": schemas.STRING,
                "description": schemas.OPTIONAL_STRING,
                "href": schemas.STRING,
                "filename": schemas.STRING,
                "extension": schemas.STRING,
                "size_bytes": schemas.INTEGER,
                "licence": LICENCE_SCHEMA,
            }
        )
        return closed_object({"title": schemas.OPTIONAL_STRING, "items": schemas.array(item)})
