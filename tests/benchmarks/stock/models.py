"""The pages of the benchmark's portal as a stock Wagtail would have them.

The blocks have the names and fields of ours and are Wagtail's own kinds, so that the stored content
is the same to the byte.
"""

from wagtail.api import APIField
from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    ChoiceBlock,
    IntegerBlock,
    ListBlock,
    PageChooserBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
    TextBlock,
)
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page


class LinkBlock(StructBlock):
    page = PageChooserBlock(required=False)
    document = DocumentChooserBlock(required=False)
    url = CharBlock(required=False)
    query = CharBlock(required=False)
    anchor = CharBlock(required=False)
    new_window = BooleanBlock(required=False)


class ButtonBlock(StructBlock):
    text = CharBlock()
    link = LinkBlock()
    primary = BooleanBlock(required=False)


class HeadingBlock(StructBlock):
    text = CharBlock()
    anchor = CharBlock(required=False)
    level = ChoiceBlock(choices=[("2", "2"), ("3", "3")])


class TextSectionBlock(StructBlock):
    text = RichTextBlock()


class PictureBlock(StructBlock):
    image = ImageBlock()
    caption = CharBlock(required=False)
    size = CharBlock()


class CardBlock(StructBlock):
    title = CharBlock()
    text = RichTextBlock()
    image = ImageBlock(required=False)
    link = LinkBlock()
    tags = ListBlock(CharBlock())


class CardsBlock(StructBlock):
    title = CharBlock()
    intro = RichTextBlock()
    columns = CharBlock()
    cards = ListBlock(CardBlock())


class SplitBlock(StructBlock):
    title = CharBlock()
    text = RichTextBlock()
    image = ImageBlock()
    image_side = CharBlock()
    ctas = ListBlock(ButtonBlock())


class ParameterBlock(StructBlock):
    name = CharBlock()
    value = CharBlock()


class NumberWidgetBlock(StructBlock):
    catalogue = CharBlock()
    parameters = ListBlock(ParameterBlock())
    within_scope = BooleanBlock(required=False)
    label = CharBlock()
    prefix = CharBlock(required=False)
    suffix = CharBlock(required=False)


class SearchWidgetBlock(StructBlock):
    title = CharBlock()
    catalogue = CharBlock()
    preset = ListBlock(ParameterBlock())
    filters = ListBlock(CharBlock())
    within_scope = BooleanBlock(required=False)
    limit = IntegerBlock()
    link_to_explorer = BooleanBlock(required=False)


class QuoteBlock(StructBlock):
    text = TextBlock()
    attribution = CharBlock()
    link = LinkBlock()


class QuestionBlock(StructBlock):
    question = CharBlock()
    answer = RichTextBlock()


class AccordionBlock(StructBlock):
    title = CharBlock()
    items = ListBlock(QuestionBlock())


class CallToActionBlock(StructBlock):
    title = CharBlock()
    text = RichTextBlock()
    ctas = ListBlock(ButtonBlock())


class BodyBlock(StreamBlock):
    heading = HeadingBlock()
    rich_text = TextSectionBlock()
    image = PictureBlock()
    cards = CardsBlock()
    split = SplitBlock()
    gbif_number = NumberWidgetBlock()
    gbif_search = SearchWidgetBlock()
    quote = QuoteBlock()
    accordion = AccordionBlock()
    call_to_action = CallToActionBlock()


class HomePage(Page):
    body = StreamField(BodyBlock())

    content_panels = [*Page.content_panels, "body"]
    api_fields = [APIField("body")]


class ArticlePage(Page):
    body = StreamField(BodyBlock())

    content_panels = [*Page.content_panels, "body"]
    api_fields = [APIField("body")]
