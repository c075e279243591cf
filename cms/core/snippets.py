"""What every snippet that documents show has in common."""

from typing import TYPE_CHECKING

from django.apps import apps
from wagtail.models import Page, TranslatableMixin

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


def snippet_models() -> list[type[TranslatableMixin]]:
    """Every translatable model that is no page: what the tag `snippet:<app.Model>:<key>` names."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, TranslatableMixin) and not issubclass(model, Page)
    ]
