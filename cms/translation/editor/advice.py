"""What wagtail-localize's editor is told of a text beside its segments."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from wagtail_localize.models import StringSegment, StringTranslation, Translation

from cms.translation.checks.saving import check_stored
from cms.translation.glossary.matching import Glossary
from cms.translation.markup import Markup, read_markup
from cms.translation.memory.offers import offers
from cms.translation.taxa import taxa_of


def advice(translation: Translation) -> dict[str, Any]:
    """By segment: names and terms with their place in the source's HTML, offers and findings.

    The number of queries does not depend on the number of segments.
    """
    source, target = translation.source, translation.target_locale
    taxa = taxa_of(source)
    glossary = Glossary.load(source.locale.language_code, target.language_code)
    segments = list(source.stringsegment_set.select_related("string").order_by("order"))
    told = {
        segment.pk: _of_source(segment, glossary, [one.name for one in taxa])
        for segment in segments
    }
    for segment, found in zip(
        segments, offers([one.string.data for one in segments], source.locale, target), strict=True
    ):
        told[segment.pk]["offers"] = [asdict(offer) for offer in found]
    for key, findings in _findings(translation, segments).items():
        told[key]["findings"] = findings
    return {
        "segments": told,
        "taxa": [
            {"key": taxon.key, "name": taxon.name, "vernacular": taxon.labels} for taxon in taxa
        ],
    }


def _of_source(segment: StringSegment, glossary: Glossary, taxa: list[str]) -> dict[str, Any]:
    markup = read_markup(segment.string.data)
    marks = [
        _mark("name", start, end, markup, "") for start, end in markup.names(glossary.source, taxa)
    ]
    marks += [
        _mark("term", match.start, match.end, markup, match.entry.as_note())
        for match in glossary.find(markup.text)
    ]
    return {
        "source": segment.string.data,
        "marks": sorted(marks, key=lambda mark: mark["start"]),
        "offers": [],
        "findings": [],
    }


def _mark(kind: str, start: int, end: int, markup: Markup, note: str) -> dict[str, Any]:
    return {
        "kind": kind,
        "start": markup.positions[start],
        "end": markup.positions[end - 1] + 1,
        "text": markup.text[start:end],
        "note": note,
    }


def _findings(
    translation: Translation, segments: Iterable[StringSegment]
) -> dict[int, list[dict[str, str]]]:
    by_place = {(one.string_id, one.context_id): one.pk for one in segments}
    stored = list(
        StringTranslation.objects.filter(
            context__object_id=translation.source.object_id, locale=translation.target_locale
        )
    )
    keys = {
        one.pk: by_place[one.translation_of_id, one.context_id]
        for one in stored
        if (one.translation_of_id, one.context_id) in by_place
    }
    found = check_stored([one for one in stored if one.pk in keys])
    return {
        keys[key]: [
            {"code": one.code, "severity": one.severity.value, "message": one.message}
            for one in findings
        ]
        for key, findings in found.items()
    }
