"""What was said before: published translations of texts that are the same, or nearly so.

A page of many segments costs as many queries as one of few: texts are looked for by their rarest
words, and compared by rapidfuzz.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from rapidfuzz import fuzz, process
from wagtail.models import Locale, Page
from wagtail_localize.models import String, StringTranslation, TranslationSource

from cms.translation.memory.models import Joined, MemoryWord, index_strings, words_of

# The least likeness that is worth reading, in percent, and how many offers are.
CUTOFF = 70
LIMIT = 3
# How many texts with a word in common a segment is compared with.
_MOST_COMPARED = 200
_FEWEST_WORDS = 2
# Texts that are indexed while somebody waits; `index_memory` does the rest.
_NEW_AT_ONCE = 2_000


@dataclass(frozen=True)
class Offer:
    """A translation of a text that is `score` percent like the one asked for.

    `where` is the title of the page or snippet that it stands in.
    """

    source: str
    target: str
    score: int
    where: str


def offers(
    segments: Sequence[str], source: Locale, target: Locale, *, limit: int = LIMIT
) -> list[list[Offer]]:
    """For each segment what is like it, the best first."""
    index_strings(_NEW_AT_ONCE)
    scores = _alike(segments, source)
    known = _published(target, {key for found in scores for key in found})
    by_string: dict[int, list[StringTranslation]] = defaultdict(list)
    for translation in known:
        by_string[translation.translation_of_id].append(translation)
    return [_best(found, by_string, limit) for found in scores]


def exact(
    segments: Iterable[str], source: Locale, target: Locale
) -> dict[str, list[StringTranslation]]:
    """The published translations of texts that are the same, the latest first, by text."""
    hashes = {String._get_data_hash(segment): segment for segment in segments}
    strings = String.objects.filter(locale=source, data_hash__in=hashes)
    found: dict[str, list[StringTranslation]] = defaultdict(list)
    for translation in _published(target, strings.values("pk")):
        found[translation.translation_of.data].append(translation)
    return found


def _alike(segments: Sequence[str], source: Locale) -> list[dict[int, int]]:
    """For each segment the keys of texts that are like it, with their scores."""
    words = [words_of(segment, source.pk) for segment in segments]
    rarest = _rarest(words)
    postings: dict[int, set[int]] = defaultdict(set)
    wanted = {word for chosen in rarest for word in chosen}
    texts_with = (
        MemoryWord.objects.filter(word__in=wanted).values("word").annotate(keys=Joined("string_id"))
    )
    for word, joined in texts_with.values_list("word", "keys"):
        postings[word] = set(map(int, joined.split(",")))
    candidates = [_likeliest(chosen, postings) for chosen in rarest]
    texts = dict(String.objects.filter(pk__in=set().union(*candidates)).values_list("pk", "data"))
    alike: list[dict[int, int]] = []
    for segment, keys in zip(segments, candidates, strict=True):
        found = process.extract(
            segment,
            {key: texts[key] for key in keys if key in texts},
            scorer=fuzz.ratio,
            score_cutoff=CUTOFF,
            limit=10 * LIMIT,
        )
        alike.append({key: int(score) for _text, score, key in found})
    return alike


def _likeliest(words: Sequence[int], postings: dict[int, set[int]]) -> set[int]:
    """The texts that share most of some words, as many as are worth comparing."""
    # Those with at least one of the words, with at least two, and so on. Sets do in a tenth of the
    # time what counting one text after the other does.
    sharing: list[set[int]] = [set() for _word in words]
    for word in words:
        for more in range(len(sharing) - 1, 0, -1):
            sharing[more] |= sharing[more - 1] & postings[word]
        sharing[0] |= postings[word]
    likeliest: set[int] = set()
    for keys in reversed(sharing):
        new = (key for key in keys if key not in likeliest)
        likeliest |= set(islice(new, _MOST_COMPARED - len(likeliest)))
    return likeliest


def _rarest(words: Sequence[set[int]]) -> list[list[int]]:
    """Of each set the words that few texts have, as far as comparing stays cheap."""
    every = set().union(*words)
    counted = MemoryWord.objects.filter(word__in=every).values("word").annotate(texts=Count("pk"))
    counts = {row["word"]: row["texts"] for row in counted}
    rarest = []
    for one in words:
        chosen: list[int] = []
        compared = 0
        for word in sorted((word for word in one if word in counts), key=counts.__getitem__):
            compared += counts[word]
            if compared > _MOST_COMPARED and len(chosen) >= _FEWEST_WORDS:
                break
            chosen.append(word)
        rarest.append(chosen)
    return rarest


def _published(
    target: Locale, strings: "set[int] | QuerySet[String]"
) -> "QuerySet[StringTranslation]":
    """Translations by people that readers have seen, with `where` they stand."""
    page = ContentType.objects.get_for_model(Page)
    shown = Page.objects.filter(
        translation_key=OuterRef("context__object_id"),
        locale=target,
        live=True,
        last_published_at__gte=OuterRef("updated_at"),
    )
    sources = TranslationSource.objects.filter(object_id=OuterRef("context__object_id"))
    published: QuerySet[StringTranslation] = (
        StringTranslation.objects.filter(
            ~Q(context__object__content_type=page) | Exists(shown),
            translation_of__in=strings,
            locale=target,
            has_error=False,
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        )
        .annotate(where=Subquery(sources.values("object_repr")[:1]), path=F("context__path"))
        .select_related("translation_of")
        .order_by("-updated_at", "-pk")
    )
    return published


def _best(
    scores: dict[int, int], by_string: dict[int, list[StringTranslation]], limit: int
) -> list[Offer]:
    found: dict[str, Offer] = {}
    for key, score in sorted(scores.items(), key=lambda one: -one[1]):
        for translation in by_string.get(key, []):
            found.setdefault(
                translation.data,
                Offer(
                    translation.translation_of.data,
                    translation.data,
                    score,
                    getattr(translation, "where", None) or "",
                ),
            )
    return list(found.values())[:limit]


def commonest(translations: Sequence[StringTranslation]) -> StringTranslation:
    """Of several translations of a text the one that is used most, then the latest."""
    counts = Counter(translation.data for translation in translations)
    return max(translations, key=lambda translation: counts[translation.data])
