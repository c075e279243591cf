"""What the fields of a text tell its translators: how much fits, and which taxa it is about."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail_localize.models import TranslationSource

from gbif_blocks.collecting import uses_of_stream


@dataclass(frozen=True)
class Taxon:
    """A taxon of GBIF that a text is about; `labels` are its names by language code."""

    key: str
    name: str
    labels: dict[str, str] = field(default_factory=dict, hash=False)


@cache
def limit_of(model: type[models.Model], field_path: str) -> int | None:
    """How many characters fit in the field at a path of wagtail-localize; None without a limit."""
    name, *rest = field_path.split(".")
    try:
        found = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    if isinstance(found, StreamField):
        block: Any = found.stream_block
        for part in rest:
            if isinstance(block, blocks.ListBlock):
                block = block.child_block
            else:
                block = getattr(block, "child_blocks", {}).get(part)
        return getattr(getattr(block, "field", None), "max_length", None)
    if isinstance(found, models.ManyToOneRel) and rest:
        return limit_of(found.related_model, ".".join(rest))
    return getattr(found, "max_length", None) if isinstance(found, models.CharField) else None


def taxa_of(source: TranslationSource) -> list[Taxon]:
    """The taxa that somebody chose in the blocks of a submitted text, each once."""
    return list({taxon.key: taxon for taxon in _taxa(source)}.values())


def _taxa(source: TranslationSource) -> Iterator[Taxon]:
    model = source.specific_content_type.model_class()
    # Reading a long page takes a moment, and most pages name none.
    if model is None or "axon" not in source.content_json:
        return
    content = json.loads(source.content_json)
    for one in model._meta.get_fields():
        if isinstance(one, StreamField) and content.get(one.name):
            stored = json.loads(content[one.name])
            for use in uses_of_stream(one.name, one.stream_block, stored):
                if use.kind == "taxon" and use.reference.label:
                    reference = use.reference
                    yield Taxon(reference.key, reference.label, reference.labels)
