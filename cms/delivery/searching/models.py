"""What is put into the search index of Wagtail, and how far the index follows the feed."""

from collections.abc import Iterator
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.utils.functional import cached_property
from wagtail.search import index

from cms.delivery.models import Document, DocumentQuerySet, Feed
from cms.delivery.searching.words import folded_words, stems

# More than this of one page is not searched; PostgreSQL's limit is a megabyte.
MAX_TEXT = 100_000
# Begins the words that say where a document belongs. No reader can ask for it: folding makes "ss"
# of it. The index of full text can so narrow a search down to a portal before it ranks anything.
MARK = "ß"


class Stems(index.SearchField):  # type: ignore[misc]
    """A text in the index as the stems of its words, in the document's own language."""

    def get_value(self, obj: Any) -> str:
        stems: str = obj.stems(super().get_value(obj)[:MAX_TEXT])
        return stems


class SearchableDocument(index.Indexed, Document):  # type: ignore[misc]
    """A document in Wagtail's search index; `manage.py update_index` knows it too.

    A proxy, so that storing and withdrawing documents has nothing to do with the index.
    """

    # `index_documents` follows the feed.
    search_auto_update = False
    search_fields: ClassVar[list[index.BaseField]] = [
        Stems("title"),
        Stems("shown_text"),
        index.AutocompleteField("whole_words"),
    ]

    class Meta:
        proxy = True

    @classmethod
    def get_indexed_objects(cls) -> DocumentQuerySet:
        return cls.objects.pages().only(
            "site_id", "type", "locale", "title", "text", "summary", "sequence"
        )

    @property
    def written_in(self) -> str:
        """The URL code of the language that the text is in, also where it stands in for another."""
        return str(self.summary.get("locale", self.locale))

    # Wagtail asks for each value several times, and all of them are made of the same words.
    @cached_property
    def _words(self) -> dict[str, list[str]]:
        return {}

    @cached_property
    def _stems(self) -> dict[str, str]:
        return {}

    def words(self, text: str) -> list[str]:
        """The folded words of a text of this document."""
        if text not in self._words:
            self._words[text] = folded_words(text)
        return self._words[text]

    def stems(self, text: str) -> str:
        """The stems of the words of a text, in the document's own language."""
        if text not in self._stems:
            self._stems[text] = " ".join(stems(self.words(text), self.written_in))
        return self._stems[text]

    def shown_text(self) -> str:
        return f"{self.title}\n{self.text}"

    @cached_property
    def whole_words(self) -> str:
        """Where it belongs, and each of its words as it is: to be found by its beginning."""
        text = self.shown_text()[:MAX_TEXT]
        return " ".join([*marks(self), *sorted(set(self.words(text)))])


def marks(document: Document) -> Iterator[str]:
    """The words that say to which portal, language and type a document belongs."""
    yield mark("site", document.site_id)
    yield mark("locale", document.locale)
    yield mark("type", document.type)


def mark(name: str, value: object) -> str:
    """The word of one such fact: letters and digits only, as tokenisers split at all else."""
    return f"{MARK}{name}" + "".join(one for one in str(value).lower() if one.isalnum())


class IndexPosition(models.Model):
    """How far the search index has read the feed; one row."""

    epoch: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(null=True)
    sequence = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.epoch} at {self.sequence}"

    def is_at(self, feed: Feed) -> bool:
        return (self.epoch, self.sequence) == (feed.epoch, feed.sequence)
