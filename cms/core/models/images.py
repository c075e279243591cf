from io import BytesIO
from pathlib import Path
from typing import Any

import PIL.Image
from django.conf import settings
from django.core.files.images import ImageFile as UploadedImage
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage

from cms.core.licences import Licence
from cms.core.svg import sanitise_svg


class Image(AbstractImage):  # type: ignore[misc]
    """A picture with its rights, and with its texts in every language of the portals.

    `description` (Wagtail's) is the alternative text in the source language, `caption` the caption;
    `texts` holds both in the other languages: `{"nl": {"alt": "…", "caption": "…"}}`.
    """

    file: Any

    # Wagtail's own model of this name stays installed: these names keep the two apart.
    tags = TaggableManager(
        verbose_name=_("tags"), blank=True, help_text=None, related_name="core_images"
    )
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by user"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="core_images",
    )
    caption = models.CharField(
        _("caption"), max_length=500, blank=True, help_text=_("Shown under the picture.")
    )
    texts = models.JSONField(_("texts in other languages"), default=dict, blank=True)
    creator = models.CharField(
        _("creator"), max_length=255, blank=True, help_text=_("Photographer or artist.")
    )
    rights_holder = models.CharField(
        _("rights holder"), max_length=255, blank=True, help_text=_("If not the creator.")
    )
    licence = models.CharField(
        _("licence"), max_length=20, choices=Licence.choices, blank=True, default=""
    )
    source_url = models.URLField(
        _("source"), blank=True, max_length=500, help_text=_("Where the picture was found.")
    )
    occurrence_url = models.URLField(
        _("GBIF occurrence"),
        blank=True,
        max_length=500,
        help_text=_("For example https://www.gbif.org/occurrence/2432537281."),
    )
    placeholder = models.CharField(max_length=7, blank=True, default="", editable=False)

    admin_form_fields = (
        *WagtailImage.admin_form_fields,
        "caption",
        "creator",
        "rights_holder",
        "licence",
        "source_url",
        "occurrence_url",
    )

    class Meta(AbstractImage.Meta):  # type: ignore[misc]
        permissions = [("choose_image", "Can choose image")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.file and self.is_svg():
            self._sanitise()
        elif self.file and not (self.placeholder and self.file._committed):
            self.placeholder = self._mean_colour()
        super().save(*args, **kwargs)

    def _sanitise(self) -> None:
        """Make the SVG harmless, however it came here."""
        self.file.open()
        source = self.file.read()
        self.file.seek(0)
        if self.file._committed:
            self.file.close()
        clean = sanitise_svg(source)
        if clean != source:
            self.file = UploadedImage(BytesIO(clean), name=Path(self.file.name).name)
            self.file_size, self.file_hash = len(clean), ""
        self.placeholder = ""

    def _mean_colour(self) -> str:
        self.file.open()
        with PIL.Image.open(BytesIO(self.file.read())) as picture:
            mean = picture.convert("RGB").resize((1, 1)).tobytes()
        self.file.seek(0)
        return f"#{mean.hex()}"

    def text(self, name: str, locale_code: str) -> str:
        """The `alt` or `caption` in a language, else in the source language."""
        own = self.texts.get(locale_code, {}).get(name, "")
        return own or (self.description if name == "alt" else self.caption)

    @property
    def credit(self) -> str:
        """Who is to be named with the picture; empty where nobody is known."""
        return " / ".join(dict.fromkeys(filter(None, [self.creator, self.rights_holder])))


class Rendition(AbstractRendition):  # type: ignore[misc]
    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
