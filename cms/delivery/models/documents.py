"""What is delivered: finished documents, the words under which they are found, what they show."""

from collections.abc import Iterable
from typing import Any, Self
from uuid import UUID

import orjson
from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.functions import Length, Substr
from django.utils import timezone
from wagtail.models import Site

Identity = tuple[int, str, UUID, str]


class DocumentQuerySet(models.QuerySet["Document"]):
    """Documents, asked for as a reader asks."""

    def pages(self) -> Self:
        return self.filter(kind=Document.Kind.PAGE)

    def sites(self) -> Self:
        return self.filter(kind=Document.Kind.SITE)

    def without_body(self) -> Self:
        """Everything but the bytes, for which the ETag stands when documents are compared."""
        return self.defer("body", "brotli", "gzip", "text")

    def outlines(self) -> Self:
        """Just what says which documents there are."""
        return self.only("site_id", "kind", "key", "locale", "type", "path")

    def of_site(self, site: Site) -> Self:
        return self.filter(site=site)

    def in_locale(self, code: str) -> Self:
        return self.filter(locale=code)

    def at_path(self, path: str) -> Self:
        """What stands at a public path: one document at most in each portal."""
        return self.filter(path=path)

    def showing(self, tags: Iterable[str]) -> Self:
        """Those that show, list or link one of the things tagged."""
        return self.filter(
            pk__in=Dependency.objects.filter(tag__in=list(tags)).values("document_id")
        )

    def labelled(self, name: str, values: Iterable[str]) -> Self:
        """Those that carry one of the values under a name, such as "tag" or "objective"."""
        labels = Label.objects.filter(name=name, value__in=list(values))
        return self.filter(pk__in=labels.values("document_id"))

    def children_of(self, key: UUID, site: Site) -> Self:
        """The children of a page, in each language of which the page itself is published."""
        parents = Document.objects.pages().of_site(site).filter(key=key)
        return self.filter(parent_page__in=parents.values("page"))

    def descendants_of(self, key: UUID) -> Self:
        """All pages below a page, in each language of which the page itself is published."""
        above = (
            Document.objects.pages()
            .filter(key=key, site=OuterRef("site"), locale=OuterRef("locale"))
            .annotate(beginning=Substr(OuterRef("path"), 1, Length("path")))
            .filter(beginning=models.F("path"))
            .exclude(path=OuterRef("path"))
        )
        return self.filter(Exists(above))


class Document(models.Model):
    """The finished JSON of one page, or of one portal's frame, in one language.

    It is made when something it shows changes and never when it is read. Every row is public; what
    is withdrawn leaves only a `Tombstone`.
    """

    class Kind(models.TextChoices):
        PAGE = "page"
        SITE = "site"

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    key = models.UUIDField()
    locale = models.CharField(max_length=100)
    type = models.CharField(max_length=100)
    # Not foreign keys: Wagtail forbids cascades to pages.
    page = models.PositiveBigIntegerField(null=True, db_index=True)
    parent_page = models.PositiveBigIntegerField(null=True, db_index=True)
    # Null for the frame of a portal, and for the moment in which two pages swap their paths.
    path = models.CharField(max_length=2048, null=True)
    title = models.CharField(max_length=500, blank=True)
    # What lists are ordered by; a page without a date of its own has the day of its publication.
    date = models.DateField(null=True)
    published_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField(null=True)
    # Whether search engines are told: not fallbacks, nor what the editors keep out of them.
    announced = models.BooleanField(default=False)
    translation_state = models.CharField(max_length=20, blank=True)
    etag = models.CharField(max_length=64, blank=True)
    summary = models.JSONField(default=dict)
    # The columns of Wagtail's page row from which this was made; see `drift.py`.
    fingerprint = models.CharField(max_length=64, blank=True)
    # A hash of the dependencies and labels, which are compared only where it differs.
    beside = models.CharField(max_length=24, blank=True)
    # Where in the feed readers learn of these bytes; see `feed.py`.
    sequence = models.PositiveBigIntegerField(unique=True)
    changed_at = models.DateTimeField(default=timezone.now)

    # The long ones last, what is read most before the others: SQLite reads a row from its beginning
    # up to the column that is wanted. First the whole answer of `resolve/`, or of `site/`.
    brotli = models.BinaryField()
    body = models.BinaryField()
    # The same answer as in `brotli`.
    gzip = models.BinaryField()
    # What can be found by searching: the text that the document shows.
    text = models.TextField(blank=True)

    # Set while storing: nobody could read it before.
    was_new = False

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site", "kind", "key", "locale"], name="one_document_per_language"
            ),
            models.UniqueConstraint(fields=["site", "path"], name="one_document_per_path"),
        ]
        indexes = [
            models.Index(fields=["site", "locale", "type"], name="document_by_type"),
            models.Index(fields=["site", "sequence"], name="document_by_sequence"),
            models.Index(fields=["site", "date", "id"], name="document_by_date"),
            models.Index(fields=["site", "title", "id"], name="document_by_title"),
            models.Index(fields=["site", "published_at", "id"], name="document_by_publication"),
            models.Index(fields=["site", "updated_at", "id"], name="document_by_update"),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.path or self.key} ({self.locale})"

    @property
    def identity(self) -> Identity:
        """What makes a document the same one, whatever its content, path and row."""
        return self.site_id, self.kind, self.key, self.locale

    @property
    def json(self) -> bytes:
        """The finished JSON, as it is sent; PostgreSQL's driver gives a memoryview."""
        return bytes(self.body)

    @property
    def content(self) -> dict[str, Any]:
        """The finished JSON, read."""
        content: dict[str, Any] = orjson.loads(self.json)
        return content


class Dependency(models.Model):
    """One thing that a document shows, as a tag of `cms.core.rendering`."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="dependencies")
    tag = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tag", "document"], name="one_dependency_per_tag")
        ]

    def __str__(self) -> str:
        return self.tag


class Label(models.Model):
    """One word under which a document is found: a tag, a category, the number of an objective."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="labels")
    name = models.CharField(max_length=20)
    value = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name", "value", "document"], name="one_label_per_document"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}={self.value}"
