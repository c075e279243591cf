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
            "asked, and leads to the same at GBIF.org.</p>"
        ),
        gbif.chart("Records by year", "line", "year", ABOUT_BELGIUM, limit=20),
        gbif.chart(
            "How species were recorded", "donut", "basis_of_record", ABOUT_BELGIUM, limit=6
        ),
        gbif.chart("Classes with the most records", "treemap", "class", ABOUT_BELGIUM, limit=15),
        gbif.chart("Datasets with the most records", "bar", "dataset", ABOUT_BELGIUM, limit=8),
    ),
)

PAGES = (FIGURES,)
