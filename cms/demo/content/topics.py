"""The topics that the Platform follows."""

from cms.demo.content import blocks
from cms.demo.content.blocks import cta, link
from cms.demo.content.page import PageContent

TOPICS = PageContent(
    key="topics",
    model="home.TopicIndexPage",
    title="Topics",
    slug="topics",
    parent="home",
    description="Questions of society to which biodiversity data can contribute.",
    picture="moth",
    picture_alt="Drawing of a hawk moth on a flower",
    body=(
        blocks.rich_text(
            "<p>Around each of these topics, experts from science, policy and practice meet and "
            "exchange what they know.</p>"
        ),
    ),
)

ECOSYSTEM_SERVICES = PageContent(
    key="topics/ecosystem-services",
    model="home.TopicPage",
    title="Ecosystem services",
    slug="ecosystem-services",
    parent="topics",
    description="What nature does for people, and how to take it into account.",
    picture="pond",
    picture_alt="Drawing of a pond with reeds and water lilies",
    tags=("ecosystem services", "policy"),
    translated=("fr", "nl"),
    body=(
        blocks.rich_text(
            "<p>Clean water, pollinated apples, cool streets in summer: nature provides much that "
            "no budget mentions. The Belgian community on ecosystems and society (BEES) brings "
            "together those who study, map and value these services.</p>"
        ),
        blocks.quote(
            "What is not counted is easily forgotten; what is only counted is easily sold.",
            "A saying from our workshops",
        ),
    ),
)

INVASIVE_SPECIES = PageContent(
    key="topics/invasive-alien-species",
    model="home.TopicPage",
    title="Invasive alien species",
    slug="invasive-alien-species",
    parent="topics",
    description="Newcomers that spread and do harm: how to see them early and act in time.",
    picture="moth",
    picture_alt="Drawing of a hawk moth on a flower",
    tags=("invasive alien species", "monitoring"),
    translated=("fr", "nl"),
    body=(
        blocks.rich_text(
            "<p>Some species that people bring to Belgium push out others, damage crops or carry "
            "disease. The earlier they are noticed, the cheaper the answer. Open records are the "
            "eyes of that warning system.</p><p>The Asian hornet (<i>Vespa velutina</i>) and the "
            "raccoon (<i>Procyon lotor</i>) are two that almost everyone has heard of.</p>"
        ),
        blocks.gbif_search(
            "Latest records of the Asian hornet in Belgium",
            "occurrence",
            {"country": "BE", "taxonKey": "1311477"},
            filters=("year", "stateProvince", "basisOfRecord"),
            limit=5,
        ),
    ),
)

ONE_HEALTH = PageContent(
    key="topics/one-health",
    model="home.TopicPage",
    title="Biodiversity and public health",
    slug="public-health",
    parent="topics",
    description="The health of people, animals and ecosystems is one.",
    picture="leaves",
    picture_alt="Pattern of oak, beech and birch leaves",
    tags=("one health", "policy"),
    translated=("fr", "nl"),
    body=(
        blocks.rich_text(
            "<p>Ticks, pollen, green space and viruses have one thing in common: to understand "
            "them one must know who lives where. The <b>One Health</b> community grew out of a "
            "Belgian conference in 2011 and links physicians, veterinarians and ecologists.</p>"
        ),
        blocks.call_to_action(
            "Take part",
            "<p>Researchers and practitioners are welcome in the community of practice.</p>",
            (cta("Ask how", link(url="mailto:gbif@biodiversity.be")),),
        ),
    ),
)

COLLECTIONS = PageContent(
    key="topics/collections",
    model="home.TopicPage",
    title="Natural history collections",
    slug="collections",
    parent="topics",
    description="Specimens of three centuries, one scan away.",
    picture="drawers",
    picture_alt="Drawing of museum drawers with beetles and shells",
    tags=("collections",),
    translated=("nl",),
    body=(
        blocks.rich_text(
            "<p>Drawers and herbarium sheets are the memory of nature. Once a label is digitised, "
            "a plant pressed long ago can still answer a question about climate.</p>"
        ),
        blocks.gallery(
            "Seen in the drawers",
            (
                (
                    "drawers",
                    "Drawing of museum drawers with beetles and shells",
                    "Beetles and shells in their drawers.",
                ),
                ("moth", "Drawing of a hawk moth on a flower", "A hawk moth at dusk."),
                ("leaves", "Pattern of oak, beech and birch leaves", "Leaves for a herbarium."),
            ),
        ),
    ),
)

CLIMATE = PageContent(
    key="topics/climate",
    model="home.TopicPage",
    title="Biodiversity and climate change",
    slug="climate-change",
    parent="topics",
    description="Species on the move, and landscapes that soften the blow.",
    picture="heathland",
    picture_alt="Drawing of purple heathland with pines at sunrise",
    tags=("climate", "policy"),
    translated=(),
    body=(
        blocks.rich_text(
            "<p>Dragonflies from the south now breed in Flanders, while cold-loving plants of the "
            "High Fens retreat. Long series of records make such shifts visible.</p>"
        ),
    ),
)

PAGES = (
    TOPICS,
    ECOSYSTEM_SERVICES,
    INVASIVE_SPECIES,
    ONE_HEALTH,
    COLLECTIONS,
    CLIMATE,
)
