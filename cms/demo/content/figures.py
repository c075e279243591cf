"""A page of what GBIF knows about Belgium: every block that shows GBIF's data, at work."""

from cms.demo.content import blocks, gbif
from cms.demo.content.page import PageContent

ABOUT_BELGIUM = {"country": "BE"}

FIGURES = PageContent(
    key="about/figures",
    model="home.ContentPage",
    title="Belgian biodiversity in figures",
    slug="figures",
    parent="about",
    description="What GBIF knows about Belgium, counted anew several times a day.",
    picture="dots",
    picture_alt="Map of Belgium drawn as dots of different density",
    # Figures need few words: other languages show this page as a fallback.
    translated=(),
    body=(
        blocks.rich_text(
            "<p>Every chart, card and list on this page is made from GBIF. Each says when GBIF was "
            "asked, and leads to the same at GBIF.org. There are "
            '<a linktype="gbif-number" data-catalogue="occurrence" data-parameters="country=BE" '
            'data-scope="false">many</a> records about Belgium.</p>'
        ),
        gbif.chart("Records by year", "line", "year", ABOUT_BELGIUM, limit=20),
        gbif.chart("How species were recorded", "donut", "basis_of_record", ABOUT_BELGIUM, limit=6),
        gbif.chart("Classes with the most records", "treemap", "class", ABOUT_BELGIUM, limit=15),
        gbif.chart("Datasets with the most records", "bar", "dataset", ABOUT_BELGIUM, limit=8),
        gbif.gbif_map("Where the records are", ABOUT_BELGIUM, binning="hex", year_from=1990),
        gbif.dashboard("GBIF's own charts", ("occurrenceSummary", "taxa", "month"), ABOUT_BELGIUM),
        gbif.taxon("5219243"),
        gbif.card("dataset", "ea410929-015a-4093-9c7e-7be2482668c9"),
        gbif.card("collection", "034e128e-ee23-42d4-989d-cbe406c04fdb"),
        gbif.card("institution", "1be3aa67-8f90-4309-92f4-bd55426a8c09"),
        gbif.listing("datasets", "Datasets of Belgian publishers", limit=5),
        gbif.listing("publishers", "Who publishes", limit=12),
        gbif.listing("literature", "Research with GBIF data", limit=5),
        gbif.stories("Events to come", upcoming_only=True),
        gbif.cite("Cite the figures of this page", ABOUT_BELGIUM),
    ),
)

PAGES = (FIGURES,)
