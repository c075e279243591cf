"""Fields that hold names and keys of GBIF, which no translator should be offered."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from gbif_blocks.values import Uuid

BACKBONE = "d7dddbf4-2cf0-4f39-9b2a-bb099caae36c"


class KeyBlock(blocks.CharBlock):  # type: ignore[misc]
    """A name or key: the same in every language, so wagtail-localize leaves it alone."""

    def get_translatable_segments(self, value: str) -> list[Any]:
        """Nothing to translate."""
        return []

    def restore_translated_segments(self, value: str, segments: list[Any]) -> str:
        """The source's value, which is every language's."""
        return value

    class Meta:
        icon = "key"


class UuidBlock(KeyBlock):
    """The key of a dataset, publisher, collection or institution; its address is taken too."""

    def clean(self, value: Any) -> str:
        text: str = super().clean(value).strip()
        # Editors copy the address of the page about it.
        text = text.split("?")[0].rstrip("/").rsplit("/", 1)[-1]
        return Uuid().clean(text) if text else text


class BackboneKeyBlock(KeyBlock):
    """The key of a taxon in GBIF's own checklist, whose keys are numbers."""

    def clean(self, value: Any) -> str:
        text: str = super().clean(value).strip().rstrip("/").rsplit("/", 1)[-1]
        if text and not (text.isascii() and text.isdigit() and len(text) <= 12):
            raise ValidationError(
                _(
                    "“%(value)s” is not a key of the GBIF Backbone. Give the number from the "
                    "address of the species page, such as 5219243; keys of other checklists have "
                    "no card."
                ),
                code="taxon_key",
                params={"value": text[:80]},
            )
        return text
