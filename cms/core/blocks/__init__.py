"""The blocks of a page's body, one family a module."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.core.blocks.composition import (
    CallToActionBlock,
    CardsBlock,
    SplitBlock,
    StatisticsBlock,
)
from cms.core.blocks.gbif import (
    DatasetsBlock,
    LiteratureBlock,
    PublishersBlock,
    SearchBlock,
    StoriesBlock,
)
from cms.core.blocks.links import CallsToActionBlock, LinkBlock
from cms.core.blocks.listing import (
    LatestNewsBlock,
    OrganisationsBlock,
    PageListBlock,
    PeopleBlock,
)
from cms.core.blocks.media import DownloadsBlock, GalleryBlock, ImageBlock, VideoBlock
from cms.core.blocks.text import (
    AccordionBlock,
    HeadingBlock,
    HtmlBlock,
    QuoteBlock,
    RichTextBlock,
    TableBlock,
)
from gbif_blocks.blocks import (
    GbifChartBlock,
    GbifCiteBlock,
    GbifCollectionBlock,
    GbifDashboardBlock,
    GbifDatasetBlock,
    GbifInstitutionBlock,
    GbifMapBlock,
    GbifNumberBlock,
    GbifTaxonBlock,
)

__all__ = ["BodyBlock", "CallsToActionBlock", "EditorsBodyBlock", "LinkBlock"]


class BodyBlock(blocks.StreamBlock):  # type: ignore[misc]
    """Everything that the body of a page may hold; the names are the API's block types."""

    rich_text = RichTextBlock(group=_("Text"))
    heading = HeadingBlock(group=_("Text"))
    quote = QuoteBlock(group=_("Text"))
    accordion = AccordionBlock(group=_("Text"))
    table = TableBlock(group=_("Text"))
    html = HtmlBlock(group=_("Administrators"))
    image = ImageBlock(group=_("Pictures and files"))
    gallery = GalleryBlock(group=_("Pictures and files"))
    video = VideoBlock(group=_("Pictures and files"))
    downloads = DownloadsBlock(group=_("Pictures and files"))
    cards = CardsBlock(group=_("Layout"))
    statistics = StatisticsBlock(group=_("Layout"))
    split = SplitBlock(group=_("Layout"))
    call_to_action = CallToActionBlock(group=_("Layout"))
    people = PeopleBlock(group=_("Lists"))
    organisations = OrganisationsBlock(group=_("Lists"))
    latest_news = LatestNewsBlock(group=_("Lists"))
    page_list = PageListBlock(group=_("Lists"))
    gbif_number = GbifNumberBlock(group=_("GBIF"))
    gbif_search = SearchBlock(group=_("GBIF"))
    gbif_stories = StoriesBlock(group=_("GBIF"))
    gbif_chart = GbifChartBlock(group=_("GBIF"))
    gbif_map = GbifMapBlock(group=_("GBIF"))
    gbif_dashboard = GbifDashboardBlock(group=_("GBIF"))
    gbif_taxon = GbifTaxonBlock(group=_("GBIF"))
    gbif_dataset = GbifDatasetBlock(group=_("GBIF"))
    gbif_datasets = DatasetsBlock(group=_("GBIF"))
    gbif_publishers = PublishersBlock(group=_("GBIF"))
    gbif_literature = LiteratureBlock(group=_("GBIF"))
    gbif_collection = GbifCollectionBlock(group=_("GBIF"))
    gbif_institution = GbifInstitutionBlock(group=_("GBIF"))
    gbif_cite = GbifCiteBlock(group=_("GBIF"))


class EditorsBodyBlock(BodyBlock):
    """The same as it is offered to those who are no administrators: without raw HTML."""

    def ordered_child_blocks(self) -> list[blocks.Block]:
        return [block for block in super().ordered_child_blocks() if block.name != "html"]
