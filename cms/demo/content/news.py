"""Invented news, with fixed dates."""

import datetime
from dataclasses import dataclass

from cms.demo.content import blocks
from cms.demo.content.blocks import cta, link
from cms.demo.content.page import PageContent


@dataclass(frozen=True)
class CategoryContent:
    """A category of news."""

    slug: str
    name: str


CATEGORIES = (
    CategoryContent("portal", "Portal"),
    CategoryContent("training", "Training"),
    CategoryContent("data", "Data"),
    CategoryContent("community", "Community"),
)

DEMO = "<p><i>An invented item, made for this demonstration.</i></p>"

NEWS = PageContent(
    key="news",
    model="home.NewsIndexPage",
    title="News",
    slug="news",
    parent="home",
    description="What happens in and around the Belgian node.",
    picture="heathland",
    picture_alt="Drawing of purple heathland with pines at sunrise",
    body=(
        blocks.rich_text(
            "<p>All news on this portal is invented: it shows how real news would look.</p>"
        ),
    ),
)


def _news(
    slug: str,
    title: str,
    date: datetime.date,
    description: str,
    picture: tuple[str, str],
    body: tuple[blocks.Block, ...],
    *,
    author: str,
    categories: tuple[str, ...],
    translated: tuple[str, ...] = (),
) -> PageContent:
    return PageContent(
        key=f"news/{slug}",
        model="home.NewsPage",
        title=title,
        slug=slug,
        parent="news",
        description=description,
        picture=picture[0],
        picture_alt=picture[1],
        body=(*body, blocks.rich_text(DEMO)),
        fields={"date": date, "authors": (author,), "categories": categories},
        translated=translated,
    )


PORTAL_LAUNCH = _news(
    "new-portal",
    "A new portal for Belgian biodiversity data",
    datetime.date(2026, 9, 15),
    "Four languages, live figures and one place for texts and data.",
    ("dots", "Map of Belgium drawn as dots of different density"),
    (
        blocks.rich_text(
            "<p>From today, Belgian biodiversity data have a new home. Editors write the pages, "
            "translators translate them, and the figures come straight from GBIF.</p>"
            "<p>Pages that nobody has translated yet are shown in English, and say so.</p>"
        ),
        blocks.page_list("Start here", ("about/mission", "community", "alliance")),
    ),
    author="communication-officer",
    categories=("portal",),
    translated=("fr", "nl", "de"),
)

WORKSHOP = _news(
    "publishing-workshop",
    "Workshop: your first dataset in two days",
    datetime.date(2026, 6, 11),
    "Bring a spreadsheet, leave with a DOI: a workshop for beginners.",
    ("drawers", "Drawing of museum drawers with beetles and shells"),
    (
        blocks.rich_text(
            "<p>Twelve participants from museums, cities and associations prepared their data for "
            "GBIF. On the first day they cleaned names, dates and coordinates; on the second they "
            "wrote metadata and published.</p>"
            '<p>The <a href="page:services/data-publication">templates</a> that they used are '
            "there for everyone.</p>"
        ),
        blocks.call_to_action(
            "Want to come next time?",
            "<p>Tell us what data you have; we will let you know when places are free.</p>",
            (cta("Put me on the list", link(url="mailto:gbif@biodiversity.be"), primary=True),),
        ),
    ),
    author="data-officer",
    categories=("training", "data"),
    translated=("fr", "nl", "de"),
)

COORDINATES = _news(
    "coordinates",
    "Check your coordinates before they travel",
    datetime.date(2026, 4, 21),
    "Latitude and longitude swapped? The beetle of Namur ends up near Somalia.",
    ("dots", "Map of Belgium drawn as dots of different density"),
    (
        blocks.rich_text(
            "<p>A record that says “Belgium” while its point lies elsewhere is left out of this "
            "portal. Most of these mistakes are easy to repair: swapped numbers, a lost minus sign "
            "or a projection that nobody wrote down.</p>"
        ),
        blocks.gbif_search(
            "Belgian records whose country and coordinates disagree",
            "occurrence",
            {"publishingCountry": "BE", "issue": "COUNTRY_COORDINATE_MISMATCH"},
            filters=("datasetKey", "year"),
            within_scope=False,
            limit=5,
        ),
    ),
    author="data-officer",
    categories=("data",),
    translated=("nl",),
)

CAMERA_TRAPS = _news(
    "camera-traps",
    "Camera traps now speak one language",
    datetime.date(2026, 3, 3),
    "Pictures of deer and boar become comparable thanks to a common format.",
    ("heathland", "Drawing of purple heathland with pines at sunrise"),
    (
        blocks.rich_text(
            '<p>With <a href="https://camtrap-dp.tdwg.org/">Camtrap DP</a>, an exchange format to '
            "which Belgian experts contribute, data of camera traps can be shared with everything "
            "that matters: where the camera stood, for how long, and what it did not see.</p>"
        ),
    ),
    author="systems-engineer",
    categories=("data",),
    translated=("fr",),
)

WETLANDS = _news(
    "wetlands-day",
    "A winter walk around the pond",
    datetime.date(2026, 2, 2),
    "On World Wetlands Day volunteers counted what others overlook.",
    ("pond", "Drawing of a pond with reeds and water lilies"),
    (
        blocks.rich_text(
            "<p>Egg masses, mosses, a wintering snipe: forty volunteers looked closely at twenty "
            "ponds. Their lists will be published as a sampling event dataset.</p>"
        ),
    ),
    author="communication-officer",
    categories=("community",),
)

MEETING = _news(
    "community-meeting",
    "The Belgian BIF meets again",
    datetime.date(2025, 11, 18),
    "Publishers compared notes on collections, citizen science and sensors.",
    ("leaves", "Pattern of oak, beech and birch leaves"),
    (
        blocks.rich_text(
            "<p>Once a year the community meets. This time the members exchanged tips about label "
            "transcription, automatic identification and the citation of datasets.</p>"
        ),
    ),
    author="node-manager",
    categories=("community",),
)

PAGES = (NEWS, PORTAL_LAUNCH, WORKSHOP, COORDINATES, CAMERA_TRAPS, WETLANDS, MEETING)
