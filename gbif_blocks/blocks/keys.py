"""Fields that hold names and keys of GBIF, which no translator should be offered."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from gbif_blocks.choosing import BACKBONE, clean_key
from gbif_blocks.forms.chooser import ChooserWidget
from gbif_blocks.references import LONGEST_KEY, Reference, read_reference

__all__ = ["BACKBONE", "KeyBlock", "ReferenceBlock", "ValueBlock"]


class KeyBlock(blocks.CharBlock):  # type: ignore[misc]
    """A name or key: the same in every language, so wagtail-localize leaves it alone."""

    def get_translatable_segments(self, value: Any) -> list[Any]:
        """Nothing to translate."""
        return []

    def restore_translated_segments(self, value: Any, segments: list[Any]) -> Any:
        """The source's value, which is every language's."""
        return value

    class Meta:
        icon = "key"


class ValueBlock(KeyBlock):
    """The value of a search parameter: what was chosen where there is a chooser, else text.

    Its value is a `Reference`; without a label it is stored as its text alone.
    """

    def __init__(self, kind: str = "", **options: Any) -> None:
        options.setdefault("max_length", LONGEST_KEY)
        super().__init__(**options)
        self.kind = kind
        self.field.widget = ChooserWidget(kind)

    def to_python(self, value: Any) -> Reference:
        return read_reference(value)

    def normalize(self, value: Any) -> Reference:
        return read_reference(value)

    def get_prep_value(self, value: Any) -> Any:
        return read_reference(value).stored

    def value_from_form(self, value: Any) -> Reference:
        return read_reference(value)

    def value_for_form(self, value: Any) -> str:
        return read_reference(value).as_text()


class ReferenceBlock(ValueBlock):
    """A thing of GBIF that is chosen by typing; its key and its address are taken too.

    `kind` is a name of `gbif_blocks.choosing.KINDS`.
    """

    def __init__(self, kind: str, **options: Any) -> None:
        options.setdefault(
            "help_text",
            _(
                "Type a name and choose from the list, or paste the key or the address of its page "
                "at GBIF.org."
            ),
        )
        super().__init__(kind, **options)

    def clean(self, value: Any) -> Reference:
        reference: Reference = super().clean(value)
        if not reference:
            return reference
        key = clean_key(self.kind, reference.key)
        return reference if key == reference.key else Reference(key)
