"""The Belgian Biodiversity Alliance: axes, objectives and their targets for 2030.

The figures are the Alliance's own; the names and texts of the objectives are ours.
"""

from dataclasses import dataclass

from cms.demo.content import blocks
from cms.demo.content.blocks import cta, link, picture
from cms.demo.content.page import PageContent


@dataclass(frozen=True)
class TargetContent:
    """A value to reach in 2030."""

    key: str
    label: str
    value: int
    unit: str


@dataclass(frozen=True)
class ObjectiveContent:
    """One of the ten objectives."""

    number: int
    name: str
    summary: str
    criteria: tuple[str, ...]
    targets: tuple[TargetContent, ...]


@dataclass(frozen=True)
class AxisContent:
    """One of the two axes with its objectives."""

    number: int
    name: str
    summary: str
    objectives: tuple[ObjectiveContent, ...]


TARGET_YEAR = 2030
HECTARES, KILOMETRES, TONNES, BUILDINGS, PLACES, MEASURES, ENTITIES, PERCENT = (
    "hectares",
    "kilometres",
    "tonnes a year",
    "buildings",
    "places",
    "measures",
    "entities",
    "%",
)

AXES = (
    AxisContent(
        1,
        "A green-blue network in, around and between cities",
        "Nature needs room where most people live, and ways to move from one place to the next.",
        (
            ObjectiveContent(
                1,
                "Room for nature in town",
                "Parks, gardens, brownfields and business parks that do more good than harm to "
                "nature.",
                ("The area is mapped.", "The gain for nature is assessed before and after."),
                (
                    TargetContent(
                        "urban-area",
                        "Urban and peri-urban area with a net positive impact",
                        120_000,
                        HECTARES,
                    ),
                ),
            ),
            ObjectiveContent(
                2,
                "Buildings and infrastructure that live",
                "Roofs, walls, stations and roads that offer shelter and food to other species.",
                (
                    "The design follows advice from an ecologist.",
                    "Upkeep is arranged for ten years.",
                ),
                (
                    TargetContent(
                        "buildings", "Buildings with a net positive impact", 1_500, BUILDINGS
                    ),
                    TargetContent(
                        "urban-infrastructure",
                        "Share of urban and peri-urban infrastructure with a net positive impact",
                        20,
                        PERCENT,
                    ),
                ),
            ),
            ObjectiveContent(
                3,
                "Bed and breakfast for wild pollinators",
                "Places where wild bees, hoverflies and butterflies find both a nest and a meal.",
                ("Native flowers bloom from spring to autumn.", "No pesticides are used."),
                (
                    TargetContent(
                        "pollinator-stays", "Bed and breakfasts for wild pollinators", 2_000, PLACES
                    ),
                ),
            ),
            ObjectiveContent(
                4,
                "Nature-based solutions",
                "Ponds, trees and living soils that hold water, store carbon and cool the city.",
                (
                    "The measure solves a problem of water, soil or climate.",
                    "Nature benefits as well.",
                ),
                (
                    TargetContent(
                        "nature-based-solutions",
                        "Nature-based solutions for water, soil and climate",
                        1_000,
                        MEASURES,
                    ),
                ),
            ),
            ObjectiveContent(
                5,
                "Connected landscapes",
                "Verges, railways, hedges and streams managed so that species can travel along "
                "them.",
                ("The element links two natural areas.", "Its management plan is public."),
                (
                    TargetContent(
                        "linear-infrastructure",
                        "Linear infrastructure managed for connectivity",
                        4_000,
                        KILOMETRES,
                    ),
                    TargetContent(
                        "landscape-elements",
                        "Landscape elements managed for connectivity",
                        10_000,
                        KILOMETRES,
                    ),
                ),
            ),
        ),
    ),
    AxisContent(
        2,
        "Biodiversity-positive production and consumption",
        "What we grow, buy, import and finance decides what is left of nature, here and elsewhere.",
        (
            ObjectiveContent(
                6,
                "Local food that does no harm",
                "Crops and animal products from nearby, grown without loss for nature.",
                ("The produce is sold in Belgium.", "Its impact is at least neutral."),
                (
                    TargetContent(
                        "crops",
                        "Local crops on the Belgian market with at least neutral impact",
                        8_000_000,
                        TONNES,
                    ),
                    TargetContent(
                        "animal-products",
                        "Local animal products on the Belgian market with at least neutral impact",
                        3_500_000,
                        TONNES,
                    ),
                ),
            ),
            ObjectiveContent(
                7,
                "Fields and forests in balance",
                "Land that feeds and warms us while wild species keep their place on it.",
                ("The whole holding is considered.", "Soil life and water are monitored."),
                (
                    TargetContent(
                        "production-area",
                        "Primary production area with at least neutral impact",
                        500_000,
                        HECTARES,
                    ),
                ),
            ),
            ObjectiveContent(
                8,
                "Imports with care",
                "Soy, wood, cocoa and other commodities that do not cost nature elsewhere.",
                ("The origin is known.", "An independent label or audit confirms the impact."),
                (
                    TargetContent(
                        "imports",
                        "Imported primary commodities with at least neutral impact",
                        38_500_000,
                        TONNES,
                    ),
                ),
            ),
            ObjectiveContent(
                9,
                "No food lost",
                "Surplus food finds a plate, a jar or another good use.",
                ("Quantities are weighed.", "People come before animals, animals before energy."),
                (
                    TargetContent(
                        "surplus-food",
                        "Surplus food consumed, recovered or redistributed",
                        435_000,
                        TONNES,
                    ),
                ),
            ),
            ObjectiveContent(
                10,
                "Strategy and finance that count nature",
                "Organisations that weigh biodiversity when they plan, invest and report.",
                ("The board has approved the strategy.", "Progress is reported every year."),
                (
                    TargetContent(
                        "entities",
                        "Entities that take biodiversity into account in strategy and finance",
                        150,
                        ENTITIES,
                    ),
                ),
            ),
        ),
    ),
)

ALLIANCE = PageContent(
    key="alliance",
    model="community.AlliancePage",
    title="Biodiversity Alliance",
    slug="alliance",
    parent="home",
    description="Ten objectives for 2030, and everyone who wants to help to reach them.",
    picture="hedgerow",
    picture_alt="Drawing of a hedgerow between two meadows",
    hero_height="tall",
    ctas=(cta("See the projects", link("alliance/projects"), primary=True),),
    body=(
        blocks.split(
            "A voluntary commitment",
            "<p>Since 2022 the Belgian Biodiversity Alliance has invited citizens, companies, "
            "municipalities, associations, schools, administrations and financial institutions to "
            "do something concrete against the loss of biodiversity, at home and abroad. Its "
            "secretariat is independent and not for profit.</p><p>A commitment answers at least "
            "one of ten objectives. It is checked against criteria and followed up, and its "
            "results are measured in hectares, kilometres, tonnes or numbers.</p>",
            picture("pond", "Drawing of a pond with reeds and water lilies"),
            ctas=(
                cta(
                    "Website of the Alliance",
                    link(url="https://www.biodiversity-alliance.be", new_window=True),
                ),
            ),
        ),
        blocks.heading("Where do we stand?", "progress"),
        blocks.rich_text(
            "<p>The bars show contributions that have been validated. <b>In this demonstration the "
            "contributions are illustrative</b>: the targets are real, the progress is not.</p>"
        ),
        blocks.call_to_action(
            "Which objective suits you?",
            "<p>A hedge, a roof, a menu or a loan: there is a place to start for everyone.</p>",
            (cta("Get inspired by projects", link("alliance/projects"), primary=True),),
        ),
    ),
)

PAGES = (ALLIANCE,)
