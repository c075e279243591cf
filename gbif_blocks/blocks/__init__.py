"""GBIF data as blocks of a page."""

from gbif_blocks.blocks.charts import GbifChartBlock
from gbif_blocks.blocks.citing import GbifCiteBlock
from gbif_blocks.blocks.dashboards import GbifDashboardBlock
from gbif_blocks.blocks.datasets import GbifDatasetBlock, GbifDatasetsBlock
from gbif_blocks.blocks.grscicoll import GbifCollectionBlock, GbifInstitutionBlock
from gbif_blocks.blocks.literature import GbifLiteratureBlock
from gbif_blocks.blocks.maps import GbifMapBlock
from gbif_blocks.blocks.number import GbifNumberBlock
from gbif_blocks.blocks.publishers import GbifPublishersBlock
from gbif_blocks.blocks.search import GbifSearchBlock
from gbif_blocks.blocks.stories import GbifStoriesBlock
from gbif_blocks.blocks.taxa import GbifTaxonBlock

__all__ = [
    "GbifChartBlock",
    "GbifCiteBlock",
    "GbifCollectionBlock",
    "GbifDashboardBlock",
    "GbifDatasetBlock",
    "GbifDatasetsBlock",
    "GbifInstitutionBlock",
    "GbifLiteratureBlock",
    "GbifMapBlock",
    "GbifNumberBlock",
    "GbifPublishersBlock",
    "GbifSearchBlock",
    "GbifStoriesBlock",
    "GbifTaxonBlock",
]
