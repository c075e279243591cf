"""Fields that hold names and keys of GBIF, which no translator should be offered."""

from typing import Any

from wagtail import blocks


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
