"""Texts cut into segments, with the translation of each into a language and how far it has come.

Read in batches: a batch costs the same queries whether its texts are short or long.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import Enum
from itertools import islice
from typing import Any
from uuid import UUID, uuid5

from django.db.models import ForeignKey, prefetch_related_objects
from wagtail.models import Locale, Page
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    TranslationSource,
)
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from cms.translation.field_paths import FieldPaths
from cms.translation.review.models import digest_of
from cms.translation.sources import Source
from cms.translation.taxa import Taxon, taxa_of, taxa_on

BATCH = 50
#: Makes the identifiers of segments, which stay the same from one export to the next.
SEGMENTS = UUID("7d0f4d6e-6a0c-5f0e-9a55-0b8f8b1f2c11")
# Below this a changed sentence is a new one.
ALIKE = 0.5
# Longer texts together are compared by their letters alone.
LONG = 4_000


class State(Enum):
    """How far the translation of a segment has come."""

    MISSING = "missing"
    MACHINE = "machine"
    TRANSLATED = "translated"
    REVIEWED = "reviewed"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class Former:
    """What stood at a segment's place before, and its translation."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Segment:
    """One string at one place; texts are HTML as wagtail-localize keeps it."""

    id: str
    path: str
    field_path: str
    source: str
    #: The attributes of links by their id in `source`.
    attributes: dict[str, dict[str, str]]
    target: str | None = None
    state: State = State.MISSING
    #: What a missing translation was before its source changed.
    former: Former | None = None


@dataclass(slots=True)
class Text:
    """A page or snippet with the segments that it has now."""

    source: Source
    model: type[Any]
    segments: list[Segment]
    #: The page or snippet itself where translators have another version of it, or none.
    instance: Any = None
    #: Names of the taxa that it is about.
    taxa: tuple[str, ...] = ()

    @property
    def missing(self) -> list[Segment]:
        """The segments without a translation that may be shown."""
        return [one for one in self.segments if one.state is State.MISSING]

    @property
    def outdated(self) -> list[Segment]:
        """The segments that readers of the translation do not get, or get in the old words."""
        return self.missing if self.source.is_shown else []

    @property
    def words_to_do(self) -> int:
        """Words of the segments that are missing."""
        return sum(len(one.source.split()) for one in self.missing)


@dataclass(slots=True)
class _Found:
    """A string as it is found in a source."""

    path: str
    field_path: str
    html: str
    attributes: dict[str, dict[str, str]] = field(default_factory=dict)


def read_texts(sources: Iterable[Source], target: Locale) -> Iterator[Text]:
    """The texts of `sources` with their translations into `target`, in their order."""
    remaining = iter(sources)
    while batch := list(islice(remaining, BATCH)):
        yield from _read_batch(batch, target)


def segment_id(key: UUID, path: str, source: str) -> str:
    """The identifier of a string at a place of a text: a name token of XML."""
    name = f"{key}\n{path}\n{source}"
    return f"s{uuid5(SEGMENTS, name).hex[:20]}"


def _read_batch(batch: list[Source], target: Locale) -> Iterator[Text]:
    instances = _instances([one for one in batch if one.is_stale])
    fresh = [one for one in batch if one.key not in instances]
    stored, taxa = _stored_strings(fresh), _stored_taxa(fresh)
    done = _translations([one.key for one in batch], target)
    for source in batch:
        instance = instances.get(source.key)
        if instance is not None:
            found = _strings_of(instance)
            model = type(instance)
        elif source.translation is not None and source.key in stored:
            found = stored[source.key]
            model = source.translation.source.specific_content_type.model_class()
        else:
            continue  # the source is gone
        segments = _segments(source.key, found, done.get(source.key, {}))
        named = taxa_on(instance) if instance is not None else taxa.get(source.key, [])
        yield Text(source, model, segments, instance, tuple(one.name for one in named))


def _instances(stale: list[Source]) -> dict[UUID, Any]:
    """What is published now, where it may differ from what translators got."""
    pages = {one.page.pk: one.key for one in stale if one.page is not None}
    found = {pages[page.pk]: page for page in Page.objects.filter(pk__in=pages).specific()}
    by_model: dict[type[Any], list[Source]] = defaultdict(list)
    for one in stale:
        if one.page is None and one.translation is not None:
            by_model[one.translation.source.specific_content_type.model_class()].append(one)
    for model, sources in by_model.items():
        wanted = {(one.key, one.locale_id) for one in sources}
        keys = [one.key for one in sources]
        for instance in model._default_manager.filter(translation_key__in=keys):
            if (instance.translation_key, instance.locale_id) in wanted:
                found[instance.translation_key] = instance
    _fetch_related(found.values())
    return found


def _fetch_related(instances: Iterable[Any]) -> None:
    """Load what they refer to together; wagtail-localize would ask for it text by text."""
    by_model: dict[type[Any], list[Any]] = defaultdict(list)
    for one in instances:
        by_model[type(one)].append(one)
    for model, some in by_model.items():
        fields = (one.get_field(model) for one in get_translatable_fields(model))
        names = [one.name for one in fields if isinstance(one, ForeignKey)]
        prefetch_related_objects(some, *names)


def _strings_of(instance: Any) -> list[_Found]:
    """The strings of a page or snippet as it is, without storing any."""
    paths = FieldPaths(instance)
    return [
        _Found(segment.path, paths.of(segment.path), segment.string.data, segment.attrs or {})
        for segment in extract_segments(instance)
        if isinstance(segment, StringSegmentValue)
    ]


def _stored_strings(fresh: list[Source]) -> dict[UUID, list[_Found]]:
    """The strings that wagtail-localize keeps of sources."""
    by_source = {one.translation.source_id: one.key for one in fresh if one.translation}
    found: dict[UUID, list[_Found]] = {key: [] for key in by_source.values()}
    rows = (
        StringSegment.objects.filter(source_id__in=by_source)
        .order_by("source_id", "order")
        .values_list("source_id", "context__path", "context__field_path", "string__data", "attrs")
    )
    for source, path, field_path, html, attributes in rows.iterator():
        found[by_source[source]].append(
            _Found(path, field_path, html, json.loads(attributes or "null") or {})
        )
    return found


def _stored_taxa(fresh: list[Source]) -> dict[UUID, list[Taxon]]:
    """The taxa of those sources that name any."""
    keys = [one.translation.source_id for one in fresh if one.translation]
    naming = TranslationSource.objects.filter(pk__in=keys, content_json__contains="axon")
    return {one.object_id: taxa_of(one) for one in naming.select_related("specific_content_type")}


@dataclass(frozen=True, slots=True)
class _Done:
    """A stored translation of a string at a place."""

    target: str | None
    state: State


def _translations(keys: list[UUID], target: Locale) -> dict[UUID, dict[tuple[str, str], _Done]]:
    """What is translated of the texts, by path and source; the newest last."""
    found: dict[UUID, dict[tuple[str, str], _Done]] = defaultdict(dict)
    rows = (
        StringTranslation.objects.filter(locale=target, context__object_id__in=keys)
        .order_by("updated_at", "pk")
        .values_list(
            "context__object_id", "context__path", "translation_of__data",
            "data", "translation_type", "has_error", "review__state", "review__digest",
        )
    )  # fmt: skip
    for key, path, html, data, kind, has_error, review, digest in rows.iterator():
        if has_error or not data:
            done = _Done(None, State.MISSING)
        elif review and digest == digest_of(data):
            done = _Done(data, State(review))
        elif kind == StringTranslation.TRANSLATION_TYPE_MACHINE:
            done = _Done(data, State.MACHINE)
        else:
            done = _Done(data, State.TRANSLATED)
        found[key][path, html] = done
    return found


def _segments(key: UUID, found: list[_Found], done: dict[tuple[str, str], _Done]) -> list[Segment]:
    """The segments of a text: a string that stands twice at one place is one."""
    strings = {(one.path, one.html): one for one in found}
    formers: dict[str, list[Former]] = defaultdict(list)
    for (path, html), translation in done.items():
        if (path, html) not in strings and translation.target:
            formers[path].append(Former(html, translation.target))
    missing_at = Counter(path for path, html in strings if not _is_done(done.get((path, html))))
    segments = []
    for (path, html), one in strings.items():
        translation = done.get((path, html)) or _Done(None, State.MISSING)
        missing = translation.state is State.MISSING
        segments.append(
            Segment(
                id=segment_id(key, path, html),
                path=path,
                field_path=one.field_path,
                source=html,
                attributes=one.attributes,
                target=translation.target,
                state=translation.state,
                former=_former(html, formers[path], missing_at[path] == 1) if missing else None,
            )
        )
    return segments


def _is_done(done: _Done | None) -> bool:
    return done is not None and done.state is not State.MISSING


def _former(html: str, formers: list[Former], alone: bool) -> Former | None:
    """What the string most likely was before; the only one that is new replaces something."""
    likeness = [(_likeness(html, former.source), age) for age, former in enumerate(formers)]
    best, age = max(likeness, default=(0.0, 0))
    return formers[age] if formers and (alone or best >= ALIKE) else None


def _likeness(one: str, other: str) -> float:
    """From 0 to 1, in time that a long text does not square."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.quick_ratio() if len(one) + len(other) > LONG else matcher.ratio()
