"""Submitting a text to wagtail-localize in bulk.

It stores segment by segment, a handful of queries each; what many texts at once need is below: the
same rows in a handful of queries for a whole text.
"""

import json
from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID, uuid5

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from modelcluster.models import ClusterableModel, get_serializable_data_for_fields
from wagtail.models import Locale
from wagtail_localize.models import (
    OverridableSegment,
    RelatedObjectSegment,
    SegmentOverride,
    String,
    StringSegment,
    StringTranslation,
    Template,
    TemplateSegment,
    TranslatableObject,
    TranslationContext,
    TranslationSource,
    get_schema_version,
)
from wagtail_localize.segments import (
    OverridableSegmentValue,
    RelatedObjectSegmentValue,
    StringSegmentValue,
    TemplateSegmentValue,
)
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.strings import StringValue

from cms.translation.field_paths import FieldPaths

#: The text of a string in another language, by its path in the instance and its source.
Translate = Callable[[str, str], str]


@dataclass
class Submission:
    """A text that was submitted, and where its parts are stored."""

    source: TranslationSource
    segments: list[Any]
    contexts: dict[str, TranslationContext]
    strings: dict[str, String]

    @classmethod
    def of(cls, instance: Any) -> Self:
        """Submit a page (a specific one) or a snippet that was never submitted before.

        Stores what `TranslationSource.update_or_create_from_instance` does.
        """
        source = _store_source(instance)
        submission = cls._prepared(source, instance)
        submission._store_segments()
        return submission

    @classmethod
    def again(cls, source: TranslationSource, instance: Any) -> Self:
        """Hand over the text as it is now; what did not change keeps its translations.

        Stores what `TranslationSource.update_from_db` does.
        """
        source.content_json = _content_of(instance)
        source.schema_version = get_schema_version(instance._meta.app_label)
        source.object_repr = str(instance)[:200]
        source.last_updated_at = timezone.now()
        source.save(
            update_fields=["content_json", "schema_version", "object_repr", "last_updated_at"]
        )
        return cls.refresh(source, instance)

    @classmethod
    def refresh(cls, source: TranslationSource, instance: Any) -> Self:
        """Store the segments of a source, of which `instance` is the content.

        Stores what `TranslationSource.refresh_segments` does.
        """
        submission = cls._prepared(source, instance)
        for model in (StringSegment, TemplateSegment, RelatedObjectSegment, OverridableSegment):
            model.objects.filter(source=source).delete()
        submission._store_segments()
        return submission

    @classmethod
    def _prepared(cls, source: TranslationSource, instance: Any) -> Self:
        segments = extract_segments(instance)
        paths = {segment.path for segment in segments}
        contexts = _store_contexts(source, instance, paths)
        return cls(source, segments, contexts, _store_strings(source, segments))

    def _store_segments(self) -> None:
        templates = _store_templates(self.segments)
        StringSegment.objects.bulk_create(
            StringSegment(
                **self._place(segment),
                string=self.strings[segment.string.data],
                attrs=json.dumps(segment.attrs, cls=DjangoJSONEncoder),
            )
            for segment in self._of_kind(StringSegmentValue)
        )
        TemplateSegment.objects.bulk_create(
            TemplateSegment(**self._place(segment), template=templates[_template_uuid(segment)])
            for segment in self._of_kind(TemplateSegmentValue)
        )
        related = _store_related(self._of_kind(RelatedObjectSegmentValue))
        RelatedObjectSegment.objects.bulk_create(
            RelatedObjectSegment(**self._place(segment), object=related[segment.translation_key])
            for segment in self._of_kind(RelatedObjectSegmentValue)
        )
        OverridableSegment.objects.bulk_create(
            OverridableSegment(
                **self._place(segment), data_json=json.dumps(segment.data, cls=DjangoJSONEncoder)
            )
            for segment in self._of_kind(OverridableSegmentValue)
        )

    def _of_kind(self, kind: type) -> list[Any]:
        return [segment for segment in self.segments if isinstance(segment, kind)]

    def _place(self, segment: Any) -> dict[str, Any]:
        return {
            "source": self.source,
            "context": self.contexts[segment.path],
            "order": segment.order,
        }

    def translate(
        self, locale: Locale, translate: Translate, overrides: dict[str, Any] | None = None
    ) -> list[Any]:
        """Store the translation of every string, and values for fields that are overridden.

        Gives the segments in that language, for `ingest_segments`. Whatever the text refers to
        must have a translation already.
        """
        overrides = overrides or {}
        translations: dict[tuple[str, str], StringTranslation] = {}
        translated: list[Any] = []
        for segment in self.segments:
            if isinstance(segment, StringSegmentValue):
                text = segment.string.data
                stored = translations.setdefault(
                    (segment.path, text),
                    StringTranslation(
                        translation_of=self.strings[text],
                        context=self.contexts[segment.path],
                        locale=locale,
                        data=translate(segment.path, text),
                        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
                    ),
                )
                # Their attributes are changed when they are put together.
                attrs = deepcopy(segment.attrs)
                value = StringSegmentValue(segment.path, StringValue(stored.data), attrs=attrs)
                translated.append(value.with_order(segment.order))
            elif isinstance(segment, OverridableSegmentValue):
                if segment.path in overrides:
                    value = OverridableSegmentValue(segment.path, overrides[segment.path])
                    translated.append(value.with_order(segment.order))
            else:
                translated.append(segment)
        StringTranslation.objects.bulk_create(translations.values())
        SegmentOverride.objects.bulk_create(
            SegmentOverride(locale=locale, context=self.contexts[path], data_json=json.dumps(value))
            for path, value in overrides.items()
        )
        return translated


def _content_of(instance: Any) -> str:
    if isinstance(instance, ClusterableModel):
        content: str = instance.to_json()
        return content
    return json.dumps(get_serializable_data_for_fields(instance), cls=DjangoJSONEncoder)


def _store_source(instance: Any) -> TranslationSource:
    translatable, _created = TranslatableObject.objects.get_or_create_from_instance(instance)
    source: TranslationSource = TranslationSource.objects.create(
        object=translatable,
        locale=instance.locale,
        specific_content_type=ContentType.objects.get_for_model(type(instance)),
        object_repr=str(instance)[:200],
        content_json=_content_of(instance),
        schema_version=get_schema_version(instance._meta.app_label),
        last_updated_at=timezone.now(),
    )
    return source


def _store_contexts(
    source: TranslationSource, instance: Any, paths: Iterable[str]
) -> dict[str, TranslationContext]:
    known = TranslationContext.objects.filter(object=source.object)
    contexts = {context.path: context for context in known}
    new = sorted(set(paths) - contexts.keys())
    paths_by_names = FieldPaths(instance)
    for path in new:
        contexts[path] = TranslationContext(
            object=source.object,
            path=path,
            path_id=TranslationContext._get_path_id(path),
            field_path=paths_by_names.of(path),
        )
    TranslationContext.objects.bulk_create(contexts[path] for path in new)
    return contexts


def _store_strings(source: TranslationSource, segments: Iterable[Any]) -> dict[str, String]:
    """The strings by their text; texts of the same language share them."""
    hashes = {
        String._get_data_hash(segment.string.data): segment.string.data
        for segment in segments
        if isinstance(segment, StringSegmentValue)
    }
    strings = String.objects.filter(locale=source.locale, data_hash__in=hashes)
    String.objects.bulk_create(
        String(locale=source.locale, data_hash=data_hash, data=hashes[data_hash])
        for data_hash in hashes.keys() - set(strings.values_list("data_hash", flat=True))
    )
    return {string.data: string for string in strings}


def _store_templates(segments: Iterable[Any]) -> dict[UUID, Template]:
    """The templates by their key; most texts share the one of a plain paragraph."""
    values = {
        _template_uuid(segment): segment
        for segment in segments
        if isinstance(segment, TemplateSegmentValue)
    }
    templates = Template.objects.filter(uuid__in=values)
    Template.objects.bulk_create(
        Template(
            uuid=uuid,
            template=values[uuid].template,
            template_format=values[uuid].format,
            string_count=values[uuid].string_count,
        )
        for uuid in values.keys() - set(templates.values_list("uuid", flat=True))
    )
    return {template.uuid: template for template in templates}


def _template_uuid(segment: TemplateSegmentValue) -> UUID:
    namespace = uuid5(Template.BASE_UUID_NAMESPACE, segment.format)
    return uuid5(namespace, segment.template)


def _store_related(segments: Iterable[RelatedObjectSegmentValue]) -> dict[UUID, TranslatableObject]:
    """What the text refers to, by its key."""
    wanted = {segment.translation_key: segment.content_type for segment in segments}
    known = TranslatableObject.objects.in_bulk(wanted)
    new = [
        TranslatableObject(translation_key=key, content_type=wanted[key])
        for key in wanted
        if key not in known
    ]
    return {**known, **{one.pk: one for one in TranslatableObject.objects.bulk_create(new)}}
