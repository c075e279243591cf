"""What every snippet that documents show has in common."""

from typing import TYPE_CHECKING

from wagtail.models import TranslatableMixin

from gbif_blocks.representation import JSON, JSONSchema

if TYPE_CHECKING:
    from cms.core.context import Context


class RepresentedSnippet(TranslatableMixin):  # type: ignore[misc]
    """A translatable snippet with a public form and its schema.

    Documents that show one depend on it in all its languages; see `Context.represented`.
    """

    class Meta(TranslatableMixin.Meta):  # type: ignore[misc]
        abstract = True

    def get_representation(self, context: "Context") -> JSON:
        raise NotImplementedError

    @classmethod
    def get_json_schema(cls) -> JSONSchema:
        raise NotImplementedError
