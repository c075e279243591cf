"""Whether what documents say of translations is true, judged by the words that readers get.

Nothing of `cms.core.translation_states` is used: the strings of the published page are compared
with those of its source and with what translators wrote.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from cms.delivery.models import Document

# Made to fit its siblings.
SLUG = "slug"


def false_states() -> list[str]:
    """Each document whose state its words belie, with both."""
    documents = Document.objects.pages().filter(page__isnull=False)
    stored = {one.page: (one.path, one.content["translation"]["state"]) for one in documents}
    translations = {
        (one.source.object_id, one.target_locale_id): one
        for one in Translation.objects.filter(enabled=True).select_related("source")
    }
    found = []
    for page in Page.objects.filter(pk__in=stored):
        path, said = stored[page.pk]
        translation = translations.get((page.translation_key, page.locale_id))
        true = set(_true(page, said, translation))
        if said not in true:
            found.append(f"{path}: {said}, not {' or '.join(sorted(true))}")
    return found


def _true(page: Page, said: str, translation: Translation | None) -> Iterator[str]:
    """What may be said of a page; of what is dear to find out, only whether `said` may be."""
    if page.alias_of_id is not None:
        yield "fallback"
        return
    if translation is None:
        if _is_unpublished_since_written(page):
            yield from ("source", "fallback")
            return
        yield from ("source", "translated")
        if said == "fallback" and _repeats_another(page.specific):
            yield "fallback"
        return
    source, target = translation.source, translation.target_locale
    shown = _words(page.specific)
    done, theirs, ours = 0, 0, 0
    by_machine = is_rewritten = False
    segments = StringSegment.objects.filter(source=source).select_related("string", "context")
    translated = {
        (one.translation_of_id, one.context_id): one
        for one in StringTranslation.objects.filter(
            translation_of__in=segments.values("string"), locale=target
        )
    }
    for segment in segments:
        if segment.context.path == SLUG:
            continue
        words = segment.string.data
        stored = translated.get((segment.string_id, segment.context_id))
        by_machine |= bool(stored and stored.translation_type == "machine")
        done += bool(stored and not stored.has_error)
        is_rewritten |= bool(stored and stored.data not in shown[segment.context.path])
        is_same = words in shown[segment.context.path]
        theirs += is_same
        ours += not is_same
    published = Page.objects.filter(
        translation_key=page.translation_key, locale=source.locale_id
    ).values_list("last_published_at", flat=True)
    is_later = any(one and one > source.last_updated_at for one in published)
    if not ours:
        yield "fallback"
    if theirs or is_later or done < theirs + ours:
        yield "outdated"
    else:
        # Forgotten and written anew, but not published yet: readers have the former words.
        if is_rewritten:
            yield "outdated"
        yield "machine" if by_machine else "translated"


def _words(page: Any) -> dict[str, set[str]]:
    """The strings that readers get, by their place."""
    found: dict[str, set[str]] = defaultdict(set)
    for segment in extract_segments(page):
        if isinstance(segment, StringSegmentValue):
            found[segment.path].add(segment.string.data)
    return found


def _is_unpublished_since_written(page: Page) -> bool:
    """Whether it is an alias no more but nobody published it: the words are those of the source."""
    live, published = page.live_revision, page.last_published_at
    return bool(live and published and live.created_at > published)


def _repeats_another(page: Any) -> bool:
    """Whether every word of it is, or once was, one of the page in another language."""
    words = _words(page)
    words.pop(SLUG, None)
    others = Page.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk)
    for other in others.specific():
        for form in (other, *(one.as_object() for one in other.revisions.all())):
            theirs = _words(form)
            if all(strings <= theirs[path] for path, strings in words.items()):
                return True
    return False
