"""Which taxa a text is about: those that somebody chose in its blocks."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from wagtail.fields import StreamField
from wagtail_localize.models import TranslationSource

from gbif_blocks.collecting import uses_of_stream


@dataclass(frozen=True)
class Taxon:
    """A taxon of GBIF that a text is about; `labels` are its names by language code."""

    key: str
    name: str
    labels: dict[str, str] = field(default_factory=dict, hash=False)


def taxa_of(source: TranslationSource) -> list[Taxon]:
    """The taxa of a submitted text, each once."""
    model = source.specific_content_type.model_class()
    # Reading a long page takes a moment, and most pages name none.
    if model is None or "axon" not in source.content_json:
        return []
    content = json.loads(source.content_json)
    return _once(
        _taxa(one, json.loads(content[one.name]))
        for one in _streams(model)
        if content.get(one.name)
    )


def taxa_on(instance: models.Model) -> list[Taxon]:
    """The taxa of a page or snippet as it is, each once."""
    return _once(
        _taxa(one, list(getattr(instance, one.name).raw_data)) for one in _streams(type(instance))
    )


def _streams(model: type[models.Model]) -> list[Any]:
    return [one for one in model._meta.get_fields() if isinstance(one, StreamField)]


def _taxa(one: Any, stored: list[Any]) -> Iterator[Taxon]:
    for use in uses_of_stream(one.name, one.stream_block, stored):
        if use.kind == "taxon" and use.reference.label:
            reference = use.reference
            yield Taxon(reference.key, reference.label, reference.labels)


def _once(found: Iterable[Iterator[Taxon]]) -> list[Taxon]:
    return list({taxon.key: taxon for some in found for taxon in some}.values())
