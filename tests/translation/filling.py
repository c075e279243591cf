"""Values for any block and any page type: all text begins with “Word”, what is no text does not.

So a translation that turns “Word” into “Woord” tells text from everything else.
"""

from itertools import count
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import models
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import Locale, Page
from wagtail.snippets.blocks import SnippetChooserBlock
from wagtail_localize.fields import get_translatable_fields

from cms.core.blocks.links import AddressBlock
from cms.core.models import Document
from community.models import Axis, Cooperation, Objective, Organisation, Person
from gbif_blocks.blocks.keys import KeyBlock
from gbif_blocks.blocks.parameter_rows import ParameterBlock
from home.models import ContentPage
from tests.factories import items, make_image, picture

#: Snippets that a page may refer to, with what each of them needs.
SNIPPETS: dict[type[models.Model], dict[str, Any]] = {
    Organisation: {"name": "Word museum"},
    Person: {"name": "A. Frog"},
    Cooperation: {"name": "Word treaty"},
    Objective: {"number": 1, "name": "Word objective"},
}
#: The primary keys of those snippets, and of their translations.
SOURCE_KEYS, TARGET_KEYS = 770_000, 880_000


class Filler:
    """Makes values that go into a page beside `page`."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.image = make_image()
        self.file = Document.objects.create(title="A", file=ContentFile(b"A", name="a.txt"))
        self.numbers = count(1)
        self.has_markup = False
        locale = Locale.objects.get(pk=page.locale_id)
        axis = Axis.objects.create(number=1, name="Word axis", locale=locale)
        self.snippets: dict[Any, Any] = {
            model: model._default_manager.create(
                **fields, **({"axis": axis} if model is Objective else {}), locale=locale, pk=pk
            )
            for pk, (model, fields) in enumerate(SNIPPETS.items(), start=SOURCE_KEYS)
        }

    def translate_snippets(self, locale: Locale) -> None:
        """Give every snippet its translation, under a key that tells it from its source."""
        for snippet in self.snippets.values():
            translated = snippet.copy_for_translation(locale)
            translated.pk = snippet.pk - SOURCE_KEYS + TARGET_KEYS
            translated.save(force_insert=True)

    def text(self) -> str:
        return f"Word {next(self.numbers)} & more"

    def html(self, features: list[str]) -> str:
        """Every kind of markup that editors have, once; else a short paragraph."""
        words = (f"Word {number}" for number in self.numbers)
        if "image" not in features or self.has_markup:
            return f'<p>{next(words)} <a href="https://www.gbif.org/">{next(words)}</a></p>'
        self.has_markup = True
        return (
            f"<h2>{next(words)} &amp; <i>{next(words)}</i></h2>"
            f'<p>{next(words)} <a href="https://www.gbif.org/">{next(words)} <b>{next(words)}</b>'
            f'</a>, <a linktype="page" id="{self.page.pk}">{next(words)}</a>; CO<sub>2</sub> '
            f'<a linktype="gbif-number" data-catalogue="occurrence" data-parameters="country=BE" '
            f'data-scope="true">1</a><br/>{next(words)}</p>'
            f"<ul><li>{next(words)}</li><li><b><i>{next(words)}</i></b></li></ul>"
            f'<embed embedtype="image" id="{self.image.pk}" alt="{next(words)}" format="left"/>'
        )

    def stream(self, block: blocks.StreamBlock) -> list[dict[str, Any]]:
        """The stored blocks of a stream: one of every kind."""
        return [self.child(name, child) for name, child in block.child_blocks.items()]

    def child(self, name: str, block: blocks.Block) -> dict[str, Any]:
        return {"type": name, "id": str(uuid4()), "value": self.value(block)}

    def value(self, block: blocks.Block) -> Any:  # noqa: C901
        """The stored value of a block."""
        match block:
            case ImageBlock():
                return picture(self.image, self.text())
            case blocks.StreamBlock():
                return self.stream(block)
            case ParameterBlock():
                return {"name": "country", "value": "BE"}
            case blocks.StructBlock():
                return {name: self.value(child) for name, child in block.child_blocks.items()}
            case blocks.ListBlock():
                return items(self.value(block.child_block))
            case blocks.RichTextBlock():
                return self.html(block.features or [])
            case AddressBlock() | blocks.URLBlock():
                return f"https://key.example/{next(self.numbers)}"
            case KeyBlock():
                return f"key-{next(self.numbers)}"
            case blocks.CharBlock() | blocks.TextBlock() | blocks.BlockQuoteBlock():
                return self.text()
            case blocks.RawHTMLBlock():
                return "<marquee>key</marquee>"
            case blocks.PageChooserBlock():
                return self.page.pk
            case DocumentChooserBlock():
                return self.file.pk
            case SnippetChooserBlock():
                return self.snippets[block.target_model].pk
            case blocks.MultipleChoiceBlock():
                return []
            case blocks.ChoiceBlock():
                return str(block.get_default() or "")
            case blocks.BooleanBlock():
                return True
            case blocks.IntegerBlock():
                return 3
            case blocks.DateBlock():
                return "2026-01-01"
            case blocks.StaticBlock():
                return None
        raise NotImplementedError(f"Nothing fills a {type(block).__name__} yet.")

    def fields(self, model: type[Page]) -> dict[str, Any]:
        """What a translator is offered of a page type: of a content page all, else its own."""
        filled: dict[str, Any] = {}
        for translatable in get_translatable_fields(model):
            field = translatable.get_field(model)
            if field.name != "title" and field.model is not model and model is not ContentPage:
                continue
            if isinstance(field, StreamField):
                filled[field.name] = self.stream(field.stream_block)
            elif (
                isinstance(field, models.CharField | models.TextField)
                and translatable.is_translated(model())
                and not isinstance(field, models.SlugField)
            ):
                filled[field.name] = self.text()
        return filled
