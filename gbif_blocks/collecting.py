"""Finding the keys of GBIF that pages, snippets and scopes use, once a day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from wagtail import blocks
from wagtail.fields import StreamField

from gbif_blocks.blocks.keys import ReferenceBlock
from gbif_blocks.blocks.parameter_rows import ParameterBlock
from gbif_blocks.choosing import KINDS
from gbif_blocks.references import CHOSEN, Reference, read_reference
from gbif_blocks.representation import members, stored_stream
from gbif_blocks.scopes import Scope
from gbif_blocks.uses import ReferenceUse

EVERY = 24 * 3600
_COLLECTED = "gbif_blocks:collected"
# Objects that are read from the database at once.
CHUNK = 100
_LONGEST_PLACE = 255


@dataclass(frozen=True)
class Used:
    """A thing in a place of an object."""

    place: str
    kind: str
    reference: Reference


def collect_due() -> int:
    """Collect when a day has passed; how many uses there are, 0 when it was not due."""
    return collect() if cache.add(_COLLECTED, True, EVERY) else 0


def collect() -> int:
    """Note every use there is now, and forget those that are gone; how many there are."""
    begun = timezone.now()
    found = 0
    for instance, used in _everywhere():
        found += _store(instance, used)
    ReferenceUse.objects.filter(seen_at__lt=begun).delete()
    return found


def uses_of_stream(field_name: str, block: blocks.Block, value: Any) -> Iterator[Used]:
    """The things in the stored value of a block, each with the place where it stands."""
    if isinstance(block, blocks.StreamBlock):
        for member in stored_stream(value):
            child = block.child_blocks.get(member["type"])
            if child is not None:
                # Without its number: it stays the same place when blocks move.
                place = f"{field_name}, {child.label}"
                yield from uses_of_stream(place, child, member["value"])
    elif isinstance(block, blocks.ListBlock):
        for member in members(value):
            yield from uses_of_stream(field_name, block.child_block, member)
    elif isinstance(block, ParameterBlock):
        name = str(value.get("name", ""))
        if name in CHOSEN:
            place = f"{field_name}, {name}"
            yield Used(place, CHOSEN[name], read_reference(value.get("value")))
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            if isinstance(value, dict) and value.get(name):
                yield from uses_of_stream(field_name, child, value[name])
    elif isinstance(block, ReferenceBlock):
        yield Used(f"{field_name}, {block.label}", block.kind, read_reference(value))


def uses_of_scope(scope: Scope) -> Iterator[Used]:
    """The things in the conditions of a portal's scope."""
    for field in Scope._meta.get_fields():
        if isinstance(field, models.JSONField):
            for name, value in _conditions(getattr(scope, field.name)):
                place = f"{field.verbose_name}, {name}"
                yield Used(place, CHOSEN[name], Reference(str(value)))


def _conditions(data: Any) -> Iterator[tuple[str, Any]]:
    """The names and values of a predicate, or of parameters by catalogue."""
    if isinstance(data, list):
        for part in data:
            yield from _conditions(part)
    elif isinstance(data, dict):
        name = data.get("key")
        if isinstance(name, str):
            # Keys of another checklist are looked up elsewhere.
            if name in CHOSEN and not data.get("checklistKey"):
                yield from ((name, value) for value in data.get("values") or [data.get("value")])
            return
        for name, part in data.items():
            if name in CHOSEN and isinstance(part, list):
                yield from ((name, value) for value in part)
            else:
                yield from _conditions(part)


def _everywhere() -> Iterator[tuple[models.Model, list[Used]]]:
    for model in apps.get_models():
        fields = [
            field
            for field in model._meta.get_fields()
            if isinstance(field, StreamField) and field.model is model
        ]
        if fields and not model._meta.proxy:
            for instance in model._default_manager.iterator(chunk_size=CHUNK):
                used: list[Used] = []
                for field in fields:
                    value = field.value_from_object(instance)
                    used += uses_of_stream(str(field.verbose_name), field.stream_block, value)
                yield instance, used
    for scope in Scope.objects.all():
        yield scope, list(uses_of_scope(scope))


def _store(instance: models.Model, used: Iterable[Used]) -> int:
    wanted = {
        (one.place[:_LONGEST_PLACE], one.kind, one.reference.key): one.reference
        for one in used
        if _is_asked(one)
    }
    content_type = ContentType.objects.get_for_model(instance)
    title = str(instance)[:255]
    with transaction.atomic():
        for (place, kind, key), reference in wanted.items():
            use, made = ReferenceUse.objects.get_or_create(
                content_type=content_type,
                object_id=str(instance.pk),
                place=place,
                kind=kind,
                key=key,
                defaults={"title": title, "label": reference.label, "seen_at": timezone.now()},
            )
            if made:
                continue
            use.title, use.seen_at = title, timezone.now()
            if reference.label and reference.label != use.label:
                # Somebody chose it again, by the name that it has now.
                use.label, use.checked_at = reference.label, None
            use.save(update_fields=["title", "seen_at", "label", "checked_at"])
    return len(wanted)


def _is_asked(used: Used) -> bool:
    """Whether GBIF can be asked about it: countries stay, and other checklists have other keys."""
    key = used.reference.key
    if not KINDS[used.kind].path or not key or len(key) > 120:
        return False
    try:
        return KINDS[used.kind].clean(key) == key
    except ValidationError:
        return False
