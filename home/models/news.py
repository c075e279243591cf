from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel
from wagtail.models import Orderable, TranslatableMixin

from cms.core import json_ld, schemas
from cms.core.models import BasePage
from gbif_blocks.representation import JSON, JSONSchema, closed_object, nullable

if TYPE_CHECKING:
    from cms.core.context import Context
    from cms.core.shelf import Shelf

CATEGORY_SCHEMA: JSONSchema = closed_object({"slug": schemas.STRING, "name": schemas.STRING})


class NewsCategory(TranslatableMixin, models.Model):  # type: ignore[misc]
    """A heading under which news is filed; the same slug in every language."""

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(
        _("slug"), max_length=80, help_text=_("In addresses; the same in every language.")
    )

    panels: ClassVar[list[Panel]] = [FieldPanel("name"), FieldPanel("slug")]

    class Meta(TranslatableMixin.Meta):  # type: ignore[misc]
        verbose_name = _("news category")
        verbose_name_plural = _("news categories")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["slug", "locale"], name="one_category_per_slug")
        ]

    def __str__(self) -> str:
        return self.name


class NewsIndexPage(BasePage):
    """The list of news, the newest first."""

    subpage_types: ClassVar[list[str]] = ["home.NewsPage"]

    class Meta:
        verbose_name = _("news list")

    def look_ahead(self, context: "Context") -> None:
        super().look_ahead(context)
        context.expect_children(self)

    def get_document_fields(self, context: "Context") -> dict[str, JSON]:
        news = context.children(self, of_type=NewsPage)
        news.sort(key=lambda page: (page.date, page.pk), reverse=True)
        counts: Counter[tuple[str, str]] = Counter()
        for page in news:
            context.touch(f"page:{page.pk}")
            counts.update((one["slug"], one["name"]) for one in page.public_categories(context))
        return {
            "items": [context.summary(page) for page in news],
            "categories": [
                {"slug": slug, "name": name, "count": count}
                for (slug, name), count in sorted(counts.items())
            ],
        }

    @classmethod
    def get_document_fields_schema(cls) -> Mapping[str, JSONSchema]:
        category = closed_object(
            {"slug": schemas.STRING, "name": schemas.STRING, "count": schemas.INTEGER}
        )
        return {
            "items": schemas.array(schemas.ref("Summary")),
            "categories": schemas.array(category),
        }


class NewsPage(BasePage):
    """One item of news."""

    date = models.DateField(_("date"), default=timezone.localdate)
    categories = ParentalManyToManyField(
        NewsCategory, blank=True, related_name="+", verbose_name=_("categories")
    )

    shown_relations: ClassVar[tuple[str, ...]] = ("authors__person", "categories")

    parent_page_types: ClassVar[list[str]] = ["home.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    type_panels: ClassVar[list[Panel]] = [
        FieldPanel("date"),
        InlinePanel("authors", label=_("Author")),
        FieldPanel("categories"),
    ]

    class Meta:
        verbose_name = _("news item")

    def public_categories(self, context: "Context") -> list[dict[str, str]]:
        """The `{slug, name}` of each category, in the context's language."""
        chosen = sorted(self.categories.all(), key=lambda category: category.slug)
        categories = [context.localized(category) for category in chosen]
        return [{"slug": category.slug, "name": category.name} for category in categories]

    def look_ahead_summary(self, shelf: "Shelf") -> None:
        for shown in (*self.categories.all(), *(one.person for one in self.authors.all())):
            if shown is not None:
                shelf.snippets(type(shown)).expect_translations(shown.translation_key)

    def get_document_fields(self, context: "Context") -> dict[str, JSON]:
        return {
            "date": self.date.isoformat(),
            "authors": [author.get_representation(context) for author in self.authors.all()],
            "categories": self.public_categories(context),
        }

    @classmethod
    def get_document_fields_schema(cls) -> Mapping[str, JSONSchema]:
        author = closed_object({"name": schemas.STRING, "person": nullable(schemas.ref("Person"))})
        return {
            "date": {"type": "string", "format": "date"},
            "authors": schemas.array(author),
            "categories": schemas.array(CATEGORY_SCHEMA),
        }

    def get_summary(self, context: "Context") -> JSON:
        return {**super().get_summary(context), "date": self.date.isoformat()}

    def get_json_ld(self, document: dict[str, Any], context: "Context") -> list[dict[str, Any]]:
        return [json_ld.news_article(document, context)]


class NewsAuthor(Orderable):  # type: ignore[misc]
    """Who wrote an item: a person of the portal, or a name."""

    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="authors")
    person = models.ForeignKey(
        "community.Person",
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    name = models.CharField(
        _("name"), max_length=120, blank=True, help_text=_("For somebody who is not in the list.")
    )

    panels: ClassVar[list[Panel]] = [FieldPanel("person"), FieldPanel("name")]

    def clean(self) -> None:
        super().clean()
        if not self.person_id and not self.name:
            raise ValidationError({"name": _("Choose a person or give a name.")})

    @property
    def shown_name(self) -> str:
        return self.name or (self.person.name if self.person else "")

    def get_representation(self, context: "Context") -> JSON:
        return {"name": self.shown_name, "person": context.represented(self.person)}
