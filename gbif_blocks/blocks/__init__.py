"""GBIF data as blocks of a page."""

from gbif_blocks.blocks.charts import GbifChartBlock
from gbif_blocks.blocks.number import GbifNumberBlock
from gbif_blocks.blocks.search import GbifSearchBlock
from gbif_blocks.blocks.stories import GbifStoriesBlock

__all__ = ["GbifChartBlock", "GbifNumberBlock", "GbifSearchBlock", "GbifStoriesBlock"]
