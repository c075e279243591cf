"""Which texts of the memory hold a word: what finds those that are like another."""

import re
from collections.abc import Iterable
from typing import Any, ClassVar
from zlib import crc32

from django.db import models
from django.db.models import Aggregate, Exists, Max, OuterRef
from wagtail_localize.models import String

# Rows that are stored at once, and how far back a text may have been committed late.
BATCH = 1_000
_LATE = 5_000
# Of a long text, its longest words tell enough.
MOST_WORDS = 12
NO_WORD = 0
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"[^\W_]{3,}")


class MemoryWord(models.Model):
    """A word of a text, as a checksum of its language and itself."""

    string = models.ForeignKey(
        String, on_delete=models.CASCADE, related_name="memory_words", db_index=True
    )
    word = models.BigIntegerField()

    objects: ClassVar[models.Manager["MemoryWord"]] = models.Manager()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["word", "string"], name="memory_by_word")
        ]

    def __str__(self) -> str:
        return f"{self.word} in {self.string_id}"


class Joined(Aggregate):
    """All values of a group in one text, with commas between them.

    A word may be in ten thousand texts; reading a row for each takes ten times as long.
    """

    function = "GROUP_CONCAT"
    output_field = models.TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """The same in PostgreSQL's words."""
        template = "STRING_AGG((%(expressions)s)::text, ',')"
        return self.as_sql(compiler, connection, template=template, **context)


def words_of(text: str, locale_id: int) -> set[int]:
    """The checksums of the words by which a text is found."""
    words = set(_WORD.findall(_TAG.sub(" ", text).lower()))
    longest = sorted(words, key=lambda word: (-len(word), word))[:MOST_WORDS]
    return {crc32(f"{locale_id}:{word}".encode()) for word in longest}


def index_strings(most: int | None = None) -> int:
    """Store the words of texts that are new, at most of so many; how many texts were new."""
    last = MemoryWord.objects.aggregate(last=Max("string"))["last"] or 0
    indexed = MemoryWord.objects.filter(string=OuterRef("pk"))
    new = String.objects.filter(~Exists(indexed), pk__gt=last - _LATE).order_by("pk")
    strings = list(new[:most].values_list("pk", "locale_id", "data"))
    MemoryWord.objects.bulk_create(_words(strings), batch_size=BATCH)
    return len(strings)


def _words(strings: Iterable[tuple[int, int, str]]) -> list[MemoryWord]:
    return [
        MemoryWord(string_id=key, word=word)
        for key, locale_id, data in strings
        # What has no words is known all the same.
        for word in words_of(data, locale_id) or {NO_WORD}
    ]
