"""Where a segment stands, in an editor's words, and how long it may be."""

from functools import cache
from typing import Any, NamedTuple

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.fields import StreamField


class Place(NamedTuple):
    """A place in a form: its labels from the outside in, and its limit in letters."""

    labels: tuple[str, ...]
    limit: int | None
    #: Whether it is the page's address, in which only some letters may stand.
    is_slug: bool = False

    def __str__(self) -> str:
        return " › ".join(self.labels)

    def notes(self) -> list[tuple[str, str]]:
        """What a translator should know of the place: pairs of a category and a sentence."""
        notes = [("place", str(self))]
        if self.limit:
            notes.append(("length", _("At most %(limit)s characters.") % {"limit": self.limit}))
        if self.is_slug:
            notes.append(("help", _("Part of the address: small letters, digits and hyphens.")))
        return notes


def place_of(model: type[models.Model], field_path: str) -> Place:
    """The place of wagtail-localize's `field_path` ("body.heading.text") in a model's form."""
    return _place(model, field_path, get_language())


@cache
def _place(model: type[models.Model], field_path: str, language: str | None) -> Place:
    name, *rest = field_path.split(".")
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return Place((field_path,), None)
    if isinstance(field, models.ManyToOneRel):
        inner = _place(field.related_model, ".".join(rest), language)
        label = str(field.related_model._meta.verbose_name)
        return inner._replace(labels=(_capital(label), *inner.labels))
    label = _capital(str(getattr(field, "verbose_name", name)))
    if isinstance(field, StreamField):
        labels, limit = _in_block(field.stream_block, rest)
        return Place((label, *labels), limit)
    return Place((label,), getattr(field, "max_length", None), isinstance(field, models.SlugField))


def _in_block(block: blocks.Block, path: list[str]) -> tuple[tuple[str, ...], int | None]:
    """The labels of the blocks along a path, and the limit of the last one."""
    labels: list[str] = []
    for name in path:
        if isinstance(block, blocks.ListBlock):
            block = block.child_block
            continue  # every item has the same label
        children: dict[str, Any] = getattr(block, "child_blocks", {})
        if name not in children:
            break
        block = children[name]
        label = str(block.label or name)
        if label not in labels[-1:]:
            labels.append(label)
    return tuple(labels), getattr(getattr(block, "field", None), "max_length", None)


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]
