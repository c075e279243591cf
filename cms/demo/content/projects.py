"""The projects that the Alliance shows.

Titles are the projects' own, in the language in which they appear there. A place has coordinates
where the source names a town; where it names none, neither do we. Periods are unknown. The
contributions are invented, and every project page says so.
"""

from dataclasses import dataclass

from cms.demo.content import blocks
from cms.demo.content.blocks import cta, link
from cms.demo.content.page import PageContent

ILLUSTRATIVE = (
    "<p><i>The contributions on this page are illustrative: they show how the portal adds up "
    "results, and were not reported by the project.</i></p>"
)

ALLIANCE_WEBSITE = ("Website of the Alliance", "https://www.biodiversity-alliance.be")

CLAIMED, VALIDATED = "claimed", "validated"


@dataclass(frozen=True)
class ContributionContent:
    """What a project has added to a target; `since` is a year."""

    target: str
    value: float
    since: int
    status: str


def _project(
    slug: str,
    title: str,
    summary: str,
    body: str,
    *,
    picture: str,
    alt: str,
    objectives: tuple[int, ...],
    contributions: tuple[ContributionContent, ...],
    place: str = "",
    coordinates: tuple[float, float] | None = None,
    status: str = "ongoing",
    partners: tuple[str, ...] = (),
    links: tuple[tuple[str, str], ...] = (),
    pictures: tuple[tuple[str, str], ...] = (),
    translated: tuple[str, ...] = (),
) -> PageContent:
    return PageContent(
        key=f"alliance/projects/{slug}",
        model="community.ProjectPage",
        title=title,
        slug=slug,
        parent="alliance/projects",
        description=summary,
        picture=picture,
        picture_alt=alt,
        body=(
            blocks.rich_text(f"<p>{body}</p>"),
            blocks.rich_text(ILLUSTRATIVE),
            blocks.call_to_action(
                "Something similar in mind?",
                "<p>Look at the objectives and see where your idea fits.</p>",
                (cta("To the Alliance", link("alliance")),),
            ),
        ),
        fields={
            "place": place,
            "coordinates": coordinates,
            "status": status,
            "partners": partners,
            "objectives": objectives,
            "contributions": contributions,
            "links": (*links, ALLIANCE_WEBSITE),
            "pictures": pictures,
        },
        translated=translated,
    )


INDEX = PageContent(
    key="alliance/projects",
    model="community.ProjectIndexPage",
    title="Projects",
    slug="projects",
    parent="alliance",
    description="Examples of what people in Belgium do for nature, from one garden to a whole "
    "valley.",
    picture="forest",
    picture_alt="Drawing of a young forest with saplings in rows",
    body=(
        blocks.rich_text(
            "<p>Filter the projects by axis, objective, status or place. Some are described in one "
            "language only.</p>"
        ),
    ),
)

PROJECTS = (
    _project(
        "forest-in-one-day",
        "Forest in one day",
        "People of all ages and backgrounds plant a whole forest between breakfast and supper.",
        "Hundreds of hands, one field. Neighbours, schools and newcomers meet with a spade and go "
        "home as friends of the same forest. The saplings are native and mixed, so that the wood "
        "can cope with drought and pests.",
        picture="forest",
        alt="Drawing of a young forest with saplings in rows",
        objectives=(1, 4),
        contributions=(
            ContributionContent("urban-area", 14, 2023, VALIDATED),
            ContributionContent("nature-based-solutions", 4, 2024, CLAIMED),
        ),
        translated=("fr", "nl", "de"),
    ),
    _project(
        "poelen",
        "Poelen: parels in het landschap",
        "Old cattle ponds are dug out again and come back to life.",
        "A small pond holds more species than its size suggests. Newts, dragonflies and water "
        "beetles return within a few seasons once silt and shade are gone.",
        picture="pond",
        alt="Drawing of a pond with reeds and water lilies",
        objectives=(4, 5),
        place="Flanders",
        contributions=(
            ContributionContent("nature-based-solutions", 260, 2022, VALIDATED),
            ContributionContent("landscape-elements", 6, 2023, CLAIMED),
        ),
        translated=("nl",),
    ),
    _project(
        "behaag-je-tuin",
        "Behaag je tuin",
        "Neighbours order native hedges and fruit trees together, and pay less.",
        "Hawthorn, hornbeam, hazel: by buying together, residents replace fences with hedges, wood "
        "edges and tall fruit trees. Birds and pollinators get corridors from garden to garden.",
        picture="hedgerow",
        alt="Drawing of a hedgerow between two meadows",
        objectives=(3, 5),
        place="Flanders",
        contributions=(
            ContributionContent("landscape-elements", 1_250, 2022, VALIDATED),
            ContributionContent("pollinator-stays", 640, 2023, VALIDATED),
            ContributionContent("pollinator-stays", 180, 2024, CLAIMED),
        ),
        translated=("fr", "nl"),
    ),
    _project(
        "wetlands4cities",
        "Wetlands4Cities",
        "Five urban wetlands in Flanders become hotspots of nature and buffers against the "
        "weather.",
        "Where streets meet wet meadows, water gets space again. The five sites store rain, cool "
        "the air in summer and offer a walk among reeds close to home.",
        picture="wetland",
        alt="Drawing of an urban wetland with houses behind reeds",
        objectives=(1, 4),
        place="Flanders",
        contributions=(
            ContributionContent("nature-based-solutions", 5, 2023, VALIDATED),
            ContributionContent("urban-area", 60, 2023, VALIDATED),
        ),
        translated=("fr", "nl", "de"),
    ),
    _project(
        "vogelzangbeek",
        "Meditation in the Vogelzangbeek valley",
        "A green valley in Brussels designed for quiet and recovery.",
        "Between ring road and hospital flows a brook with marshes and orchards. Paths and places "
        "to sit invite patients and residents to slow down, while most of the valley stays wild.",
        picture="valley",
        alt="Drawing of a brook winding through a green valley",
        objectives=(1,),
        place="Anderlecht",
        coordinates=(50.8160, 4.2770),
        contributions=(ContributionContent("urban-area", 8, 2022, VALIDATED),),
        translated=("fr", "nl"),
    ),
    _project(
        "green4grey",
        "Green4Grey",
        "Grey suburbs turn into green and blue stepping stones.",
        "Business parks, sports grounds and leftover strips around the city are laid out anew, "
        "with ponds, flowering meadows and paths, so that plants and animals can cross the "
        "suburbs.",
        picture="stepping-stones",
        alt="Drawing of grey blocks with green and blue patches between them",
        objectives=(1, 5),
        place="Flanders",
        contributions=(
            ContributionContent("urban-area", 45, 2022, VALIDATED),
            ContributionContent("landscape-elements", 12, 2022, CLAIMED),
        ),
        status="completed",
    ),
    _project(
        "federal-police-asse",
        "Greening of the Federal Police site in Asse",
        "A police site gives its lawns back to local nature.",
        "Less mowing, more flowers, nest boxes and a hedge along the fence: the officers share "
        "their grounds with bees and bats.",
        picture="meadow",
        alt="Drawing of a flower meadow with poppies and cornflowers",
        objectives=(1, 3),
        place="Asse",
        coordinates=(50.9101, 4.1984),
        partners=("federal-police",),
        contributions=(
            ContributionContent("urban-area", 3, 2023, CLAIMED),
            ContributionContent("pollinator-stays", 4, 2023, VALIDATED),
        ),
        translated=("fr", "nl"),
    ),
    _project(
        "royal-military-school",
        "Royal Military School",
        "A campus in the capital becomes a link between two parks.",
        "Trees, climbing plants and a pond connect the school with the parks nearby, for birds as "
        "well as for cadets.",
        picture="leaves",
        alt="Pattern of oak, beech and birch leaves",
        objectives=(1, 2, 5),
        place="Brussels",
        coordinates=(50.8446, 4.3930),
        partners=("rma",),
        contributions=(
            ContributionContent("buildings", 1, 2024, CLAIMED),
            ContributionContent("linear-infrastructure", 1, 2024, CLAIMED),
        ),
        status="planned",
        translated=("fr",),
    ),
    _project(
        "stiemervallei",
        "Stiemervallei",
        "Genk makes its stream valley a green-blue lifeline through the city.",
        "The Stiemer runs for kilometres between neighbourhoods and former mines. The city opens "
        "the valley, cleans the water and joins people, town and nature along it.",
        picture="valley",
        alt="Drawing of a brook winding through a green valley",
        objectives=(1, 4, 5),
        place="Genk",
        coordinates=(50.9661, 5.5005),
        partners=("genk",),
        contributions=(
            ContributionContent("urban-area", 120, 2022, VALIDATED),
            ContributionContent("nature-based-solutions", 3, 2024, CLAIMED),
            ContributionContent("linear-infrastructure", 80, 2023, VALIDATED),
        ),
        links=(("City of Genk", "https://www.genk.be"),),
        pictures=(
            ("pond", "Drawing of a pond with reeds and water lilies"),
            ("wetland", "Drawing of an urban wetland with houses behind reeds"),
        ),
        translated=("fr", "nl", "de"),
    ),
    _project(
        "plukboerderij-grondig",
        "Plukboerderij Grondig",
        "Four young farmers let members pick their own vegetables, in step with nature.",
        "No shop, no packaging, hardly any transport: whoever has a share comes to the field and "
        "harvests. Flower strips and hedges belong to the crop plan.",
        picture="field",
        alt="Drawing of vegetable rows with flower strips",
        objectives=(6, 7),
        contributions=(
            ContributionContent("crops", 40, 2023, CLAIMED),
            ContributionContent("production-area", 5, 2022, VALIDATED),
        ),
    ),
    _project(
        "waste-warriors",
        "Waste Warriors",
        "Leftover fruit and vegetables become food that keeps.",
        "What is too crooked, too ripe or too much is turned into soups, sauces and spreads with a "
        "longer shelf life, instead of waste.",
        picture="jars",
        alt="Drawing of jars filled with fruit and vegetables",
        objectives=(9,),
        contributions=(
            ContributionContent("surplus-food", 9_300, 2022, VALIDATED),
            ContributionContent("surplus-food", 120, 2024, CLAIMED),
        ),
    ),
)

PAGES = (INDEX, *PROJECTS)
