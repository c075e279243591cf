"""Model fields of the content service."""

from typing import Any

from wagtail import fields


class StreamField(fields.StreamField):  # type: ignore[misc]
    """A StreamField whose block definitions stay out of migrations.

    Changing a block changes no column, so it needs no migration either; Wagtail would write one
    for every change of a label. After the idea of ONS's dis-wagtail.
    """

    def __init__(self, block_types: Any = (), *args: Any, **kwargs: Any) -> None:
        super().__init__(block_types, *args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs
