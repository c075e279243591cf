"""What wagtail-localize's editor is told of a text beside its segments."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from wagtail_localize.models import StringSegment, StringTranslation, Translation

from cms.translation.checks.saving import check_stored
from cms.translation.differences import difference
from cms.translation.glossary.matching import Glossary
from cms.translation.markup import Markup, read_markup
from cms.translation.memory.offers import offers
from cms.translation.review.models import Remark
from cms.translation.sources import sources
from cms.translation.taxa import taxa_of
from cms.translation.texts import read_texts, segment_id


def advice(translation: Translation) -> dict[str, Any]:
    """By segment: names and terms with their place in the source's HTML, what it was before its
    source changed, offers, findings and comments.

    The number of queries does not depend on the number of segments.
    """
    source, target = translation.source, translation.target_locale
    taxa = taxa_of(source)
    glossary = Glossary.load(source.locale.language_code, target.language_code)
    segments = list(source.stringsegment_set.select_related("string", "context").order_by("order"))
    told = {
        segment.pk: _of_source(segment, glossary, [one.name for one in taxa])
        for segment in segments
    }
    stored = _stored(translation, segments)
    for segment, found in zip(
        segments, offers([one.string.data for one in segments], source.locale, target), strict=True
    ):
        own = stored[segment.pk].data if segment.pk in stored else None
        # What it says already is no news.
        told[segment.pk]["offers"] = [asdict(one) for one in found if one.target != own]
    formers = _formers(translation)
    for segment in segments:
        if former := formers.get((segment.context.path, segment.string.data)):
            told[segment.pk]["former"] = former
    for key, findings in _findings(stored).items():
        told[key]["findings"] = findings
    remarks = _remarks(translation)
    for segment in segments:
        name = segment_id(source.object_id, segment.context.path, segment.string.data)
        told[segment.pk] |= {"id": name, "remarks": remarks[name]}
    return {
        "segments": told,
        "taxa": [
            {"key": taxon.key, "name": taxon.name, "vernacular": taxon.labels} for taxon in taxa
        ],
    }


def _formers(translation: Translation) -> dict[tuple[str, str], dict[str, Any]]:
    """By place and source: what has changed in it since, and its translation before that."""
    target = translation.target_locale
    found = next(read_texts(sources(target, {translation.source.object_id}), target), None)
    return {
        (one.path, one.source): {
            "parts": [part._asdict() for part in difference(one.former.source, one.source)],
            "target": one.former.target,
        }
        for one in (found.missing if found else [])
        if one.former
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
        "former": None,
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


def _remarks(translation: Translation) -> dict[str, list[str]]:
    """What was said of each segment, by its identifier."""
    found: dict[str, list[str]] = defaultdict(list)
    remarks = Remark.objects.filter(assignment__translation=translation).exclude(segment="")
    for one in remarks.select_related("user"):
        found[one.segment].append(f"{one.user or '–'}: {one.text}")
    return found


def _stored(
    translation: Translation, segments: Iterable[StringSegment]
) -> dict[int, StringTranslation]:
    """What is stored of the segments, by their primary keys."""
    by_place = {(one.string_id, one.context_id): one.pk for one in segments}
    rows = StringTranslation.objects.filter(
        context__object_id=translation.source.object_id, locale=translation.target_locale
    )
    return {
        by_place[one.translation_of_id, one.context_id]: one
        for one in rows
        if (one.translation_of_id, one.context_id) in by_place
    }


def _findings(stored: dict[int, StringTranslation]) -> dict[int, list[dict[str, str]]]:
    found = check_stored(list(stored.values()))
    return {
        key: [
            {"code": one.code, "severity": one.severity.value, "message": one.message}
            for one in found[row.pk]
        ]
        for key, row in stored.items()
    }
