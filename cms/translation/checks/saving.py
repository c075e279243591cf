"""Checking what is stored: at each save in the editor, and many at once after an import.

An error is told to wagtail-localize as its own are: the editor shows it beside the segment, and the
page keeps the source's text there until it is mended or somebody says why it is none.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import Locale, Site
from wagtail_localize.models import StringSegment, StringTranslation, TranslationSource

from cms.translation.checks.all import check
from cms.translation.checks.models import IgnoredFinding
from cms.translation.checks.pairs import Context, Finding, Pair, Severity
from cms.translation.glossary.matching import Glossary
from cms.translation.places import place_of
from cms.translation.taxa import taxa_of

_ROWS = 500


def check_stored(translations: Sequence[StringTranslation]) -> dict[int, list[Finding]]:
    """What is wrong with stored translations, by primary key; without what was ignored.

    They may be of many texts and languages. The number of queries depends on the number of
    languages alone.
    """
    loaded = _load(translations)
    contexts = _Contexts(loaded)
    ignored = _ignored(loaded)
    found: dict[int, list[Finding]] = {}
    for translation in loaded:
        findings = check(contexts.pair(translation), contexts.of(translation))
        passed = ignored.get(translation.pk, frozenset())
        found[translation.pk] = [one for one in findings if one.code not in passed]
    return found


def mark(translations: Sequence[StringTranslation]) -> dict[int, list[Finding]]:
    """Check stored translations, and tell wagtail-localize which have errors; what was found."""
    found = check_stored(translations)
    changed = []
    for translation in translations:
        message = first_error(found[translation.pk])
        if (translation.has_error, translation.field_error) != (bool(message), message):
            translation.has_error, translation.field_error = bool(message), message
            changed.append(translation)
    StringTranslation.objects.bulk_update(changed, ["has_error", "field_error"], batch_size=_ROWS)
    return found


def first_error(findings: Iterable[Finding]) -> str:
    """The message of the first error; empty without any."""
    return next((one.message for one in findings if one.severity == Severity.ERROR), "")


@receiver(post_save, sender=StringTranslation)
def check_saved(
    instance: StringTranslation,
    raw: bool = False,
    update_fields: frozenset[str] | None = None,
    **kwargs: Any,
) -> None:
    """Check what somebody saves; wagtail-localize shows the error with its answer."""
    if raw or instance.context_id is None or (update_fields and "data" not in update_fields):
        return
    mark([instance])


def _load(translations: Sequence[StringTranslation]) -> list[StringTranslation]:
    keys = [translation.pk for translation in translations]
    related = ("translation_of__locale", "locale", "context")
    loaded: list[StringTranslation] = []
    for start in range(0, len(keys), _ROWS):
        rows = StringTranslation.objects.filter(pk__in=keys[start : start + _ROWS])
        loaded += rows.exclude(context=None).select_related(*related)
    return loaded


def _ignored(translations: Sequence[StringTranslation]) -> dict[int, frozenset[str]]:
    texts = {translation.pk: translation.data for translation in translations}
    codes: dict[int, set[str]] = defaultdict(set)
    rows = IgnoredFinding.objects.filter(translation__in=texts)
    for key, code, text in rows.values_list("translation_id", "code", "text"):
        if texts[key] == text:
            codes[key].add(code)
    return {key: frozenset(found) for key, found in codes.items()}


class _Contexts:
    """What the checks of many translations need, loaded at once."""

    def __init__(self, translations: Sequence[StringTranslation]) -> None:
        objects = {translation.context.object_id for translation in translations}
        self._sources: dict[tuple[UUID, int], TranslationSource] = {
            (source.object_id, source.locale_id): source
            for source in TranslationSource.objects.filter(object_id__in=objects).select_related(
                "specific_content_type"
            )
        }
        strings = {translation.translation_of_id for translation in translations}
        segments = StringSegment.objects.filter(
            string_id__in=strings, context__object_id__in=objects
        )
        self._attributes: dict[tuple[int, int], str] = {
            (string, context): attrs
            for string, context, attrs in segments.values_list("string_id", "context_id", "attrs")
        }
        hosts = {urlsplit(settings.FRONTEND_URL).hostname or ""}
        self._hosts = frozenset(hosts.union(Site.objects.values_list("hostname", flat=True)))
        codes = Locale.objects.order_by("pk").values_list("language_code", flat=True)
        first = settings.LANGUAGE_CODE
        self._languages = (first, *(code for code in codes if code != first))
        self._glossaries: dict[tuple[str, str], Glossary] = {}
        self._made: dict[tuple[UUID, int, int], Context] = {}

    def of(self, translation: StringTranslation) -> Context:
        """The context of the text that a translation belongs to."""
        text = translation.context.object_id
        string = translation.translation_of
        key = (text, string.locale_id, translation.locale_id)
        if key not in self._made:
            languages = (string.locale.language_code, translation.locale.language_code)
            if languages not in self._glossaries:
                self._glossaries[languages] = Glossary.load(*languages)
            source = self._sources.get((text, string.locale_id))
            self._made[key] = Context(
                *languages,
                glossary=self._glossaries[languages],
                taxa=tuple(taxon.name for taxon in taxa_of(source)) if source else (),
                hosts=self._hosts,
                languages=self._languages,
            )
        return self._made[key]

    def pair(self, translation: StringTranslation) -> Pair:
        """The segment with its translation."""
        context, string = translation.context, translation.translation_of
        source = self._sources.get((context.object_id, string.locale_id))
        model = source.specific_content_type.model_class() if source else None
        attributes = json.loads(self._attributes.get((string.pk, context.pk)) or "{}") or {}
        return Pair(
            string.data,
            translation.data,
            limit=place_of(model, context.field_path).limit if model else None,
            addresses=tuple(str(one["href"]) for one in attributes.values() if one.get("href")),
        )
