"""The data explorers: seven catalogues of GBIF, each at its own address."""

from cms.demo.content import blocks
from cms.demo.content.page import PageContent


def _explorer(catalogue: str, title: str, description: str, picture: str, alt: str) -> PageContent:
    return PageContent(
        key=catalogue,
        model="home.DataExplorerPage",
        title=title,
        slug=catalogue,
        parent="home",
        description=description,
        picture=picture,
        picture_alt=alt,
        fields={"catalogue": catalogue},
    )


DOTS = ("dots", "Map of Belgium drawn as dots of different density")
LEAVES = ("leaves", "Pattern of oak, beech and birch leaves")
DRAWERS = ("drawers", "Drawing of museum drawers with beetles and shells")

RECORD = PageContent(
    key="dataset/record",
    model="home.DataRecordPage",
    title="Dataset",
    slug="_key_",
    parent="dataset",
    description="Everything that GBIF knows about this dataset.",
    body=(
        blocks.rich_text(
            "<p>Please cite a dataset by its DOI. Remarks about its contents are best sent to its "
            "publisher.</p>"
        ),
    ),
)

PAGES = (
    _explorer(
        "occurrence",
        "Occurrences",
        "Search the records of species about Belgium and from Belgium.",
        *DOTS,
    ),
    _explorer("dataset", "Datasets", "Search the datasets that Belgian publishers share.", *DOTS),
    _explorer(
        "publisher", "Publishers", "Search the Belgian organisations that publish data.", *LEAVES
    ),
    _explorer(
        "literature",
        "Literature",
        "Search publications that use GBIF data and have an author or a subject in Belgium.",
        *LEAVES,
    ),
    _explorer("collection", "Collections", "Search Belgian scientific collections.", *DRAWERS),
    _explorer(
        "institution",
        "Institutions",
        "Search the Belgian institutions that keep scientific collections.",
        *DRAWERS,
    ),
    _explorer(
        "taxon",
        "Species and other taxa",
        "Search names of animals, plants, fungi and other organisms.",
        "moth",
        "Drawing of a hawk moth on a flower",
    ),
    RECORD,
)
