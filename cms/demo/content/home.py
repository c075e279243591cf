"""The home page and the section that presents the node."""

from cms.demo.content import blocks
from cms.demo.content.blocks import card, cta, link, picture, statistic
from cms.demo.content.page import PageContent

ABOUT_BELGIUM = {"country": "BE"}
FROM_BELGIUM = {"publishingCountry": "BE"}

HOME = PageContent(
    key="home",
    model="home.HomePage",
    title="Belgian biodiversity data",
    slug="belgium",
    parent=None,
    description="What lives in Belgium, where and when: records, datasets and publications, open "
    "to everyone.",
    picture="heathland",
    picture_alt="Drawing of purple heathland with pines at sunrise",
    hero_height="tall",
    ctas=(
        cta("Explore the map", link("occurrence", query="country=BE&view=MAP"), primary=True),
        cta("Share your data", link("services/data-publication")),
    ),
    body=(
        blocks.heading("Welcome to the portal of the Belgian GBIF node", "welcome"),
        blocks.rich_text(
            "<p>This is the Belgian window on the <b>Global Biodiversity Information Facility</b> "
            "(GBIF). It brings together what has been recorded in our country and what people "
            "working here have shared with the world. You may read, download and reuse all of it, "
            "free of charge.</p><p>Most records come from Belgian institutions, public services, "
            "researchers and volunteers. Some have come home from collections abroad, where "
            "Belgian specimens were kept for generations.</p>"
        ),
        blocks.statistics(
            "Belgium in GBIF today",
            (
                statistic(
                    "Records from Belgian soil and sea",
                    number=blocks.gbif_number_value("occurrence", ABOUT_BELGIUM),
                    icon="icon-occurrence",
                    to=link("occurrence", query="country=BE"),
                ),
                statistic(
                    "Records shared by Belgian publishers",
                    number=blocks.gbif_number_value("occurrence", FROM_BELGIUM),
                    icon="icon-share",
                    to=link("occurrence", query="publishingCountry=BE"),
                ),
                statistic(
                    "Datasets",
                    number=blocks.gbif_number_value("dataset", within_scope=True),
                    icon="icon-dataset",
                    to=link("dataset"),
                ),
                statistic(
                    "Data publishers",
                    number=blocks.gbif_number_value("publisher", within_scope=True),
                    icon="icon-publisher",
                    to=link("publisher"),
                ),
                statistic(
                    "Publications by researchers in Belgium",
                    number=blocks.gbif_number_value("literature", {"countriesOfResearcher": "BE"}),
                    icon="icon-literature",
                    to=link("literature"),
                ),
                statistic("Node since", value="2002", icon="icon-calendar", to=link("about/node")),
            ),
        ),
        blocks.split(
            "Evidence first, together",
            "<p>We want every decision about nature to rest on sound evidence, and to be taken by "
            "people who talk to each other. That is why we connect those who collect data with "
            "those who need them.</p>",
            picture("hedgerow", "Drawing of a hedgerow between two meadows"),
            ctas=(cta("Our mission", link("about/mission"), primary=True),),
        ),
        blocks.cards(
            "Find your way",
            (
                card(
                    "Services",
                    "<p>Help with publishing data, meeting colleagues and setting up research.</p>",
                    image=picture("icon-services", decorative=True),
                    to=link("services"),
                ),
                card(
                    "Community",
                    "<p>The Belgian institutions that share data, and our partners abroad.</p>",
                    image=picture("icon-community", decorative=True),
                    to=link("community"),
                ),
                card(
                    "Topics",
                    "<p>From alien species to our own health: questions that data help to "
                    "answer.</p>",
                    image=picture("icon-topics", decorative=True),
                    to=link("topics"),
                ),
                card(
                    "Cooperation",
                    "<p>The treaties, conventions and networks in which Belgium takes part.</p>",
                    image=picture("icon-cooperation", decorative=True),
                    to=link("cooperation"),
                ),
                card(
                    "Biodiversity Alliance",
                    "<p>Ten objectives for 2030 and the projects that work on them.</p>",
                    image=picture("icon-alliance", decorative=True),
                    to=link("alliance"),
                ),
                card(
                    "About us",
                    "<p>Who we are, what we believe in and how to reach us.</p>",
                    image=picture("icon-about", decorative=True),
                    to=link("about"),
                ),
            ),
            columns=3,
        ),
        blocks.latest_news("Latest news", 3, link("news")),
        blocks.gbif_stories("How others use GBIF data", countries=["BE"], limit=3),
        blocks.call_to_action(
            "Do you have observations or collections of your own?",
            "<p>They may be worth more than you think. We will help you to share them.</p>",
            (cta("Become a data publisher", link("services/data-publication"), primary=True),),
        ),
    ),
)

ABOUT = PageContent(
    key="about",
    model="home.ContentPage",
    title="About us",
    slug="about",
    parent="home",
    description="The people and ideas behind the Belgian GBIF node.",
    picture="dots",
    picture_alt="Map of Belgium drawn as dots of different density",
    body=(
        blocks.rich_text(
            "<p>This portal is run by the Belgian node of GBIF, part of the Belgian Biodiversity "
            "Platform. On these pages you can read what drives us and who does the work.</p>"
        ),
        blocks.page_list(
            "In this section",
            ("about/mission", "about/values", "about/node", "about/team", "about/faq"),
        ),
    ),
)

MISSION = PageContent(
    key="about/mission",
    model="home.ContentPage",
    title="Our mission",
    slug="mission",
    parent="about",
    description="Why Belgium has a biodiversity platform, and what it is for.",
    picture="hedgerow",
    picture_alt="Drawing of a hedgerow between two meadows",
    body=(
        blocks.quote(
            "Choices about nature should rest on solid evidence and be made in collaboration.",
            "The mission of the Belgian Biodiversity Platform, in our words",
            link(url="https://www.biodiversity.be"),
        ),
        blocks.heading("Between knowledge and decisions", "between"),
        blocks.rich_text(
            "<p>Biodiversity is changing faster than any single institute can follow. Policy "
            "makers need answers, researchers need questions that matter, and people in the field "
            "need advice that works. We act as a broker between these three worlds.</p><ul><li>We "
            "make data and knowledge easy to find and to reuse.</li><li>We bring experts and "
            "decision makers to the same table.</li><li>We carry Belgian science into "
            "international discussions, and bring their results back home.</li></ul>"
        ),
        blocks.heading("What open data add", "open-data"),
        blocks.rich_text(
            "<p>A record of a species is short: what, where, when, and who saw it. Millions of "
            "such records together show which species are moving, which are disappearing and where "
            'action pays off. Read more about <a href="page:about/values">what we believe in</a> '
            'or <a href="page:services">what we can do for you</a>.</p>'
        ),
    ),
)

VALUES = PageContent(
    key="about/values",
    model="home.ContentPage",
    title="Our values",
    slug="values",
    parent="about",
    description="Four ideas that guide our work.",
    picture="leaves",
    picture_alt="Pattern of oak, beech and birch leaves",
    body=(
        blocks.split(
            "Holistic thinking",
            "<p>A pond, a road and a budget belong to the same story. We look at biodiversity from "
            "genes to landscapes, and at all the sectors that shape it, instead of one compartment "
            "at a time.</p>",
            picture("icon-holistic", decorative=True),
            side="left",
        ),
        blocks.split(
            "Working across disciplines",
            "<p>No single science has all the answers. Ecologists, economists, physicians, farmers "
            "and residents each see a part. When they create knowledge together, new methods and "
            "better solutions appear.</p>",
            picture("icon-cocreation", decorative=True),
            side="right",
        ),
        blocks.split(
            "Trust",
            "<p>Scientists, authorities, companies and associations do not always agree. Dialogue "
            "is only possible when all of them know that they are heard and that the facts on the "
            "table are fair. We look after that trust.</p>",
            picture("icon-trust", decorative=True),
            side="left",
        ),
        blocks.split(
            "Open access",
            "<p>Reliable data and knowledge should be free for everyone. We follow the "
            '<a href="https://www.go-fair.org/fair-principles/">FAIR principles</a> throughout the '
            "research process: findable, accessible, interoperable and reusable.</p>",
            picture("icon-open", decorative=True),
            side="right",
        ),
    ),
)

NODE = PageContent(
    key="about/node",
    model="home.ContentPage",
    title="The Belgian GBIF node",
    slug="node",
    parent="about",
    description="What a GBIF node is, and how the Belgian one is organised.",
    picture="north-sea",
    picture_alt="Drawing of North Sea waves with a sandbank and gulls",
    body=(
        blocks.heading("What is a GBIF node?", "what-is-a-node"),
        blocks.rich_text(
            "<p>Every country that takes part in GBIF appoints a team to coordinate the people and "
            "institutions that produce, manage and use biodiversity data. That team is the "
            "<b>node</b>. It builds the national part of a worldwide infrastructure and helps to "
            "make data better and more useful for research, policy and management.</p>"
            "<p>Belgium joined GBIF in 2001. Since 2002 the node has coordinated the <b>Belgian "
            'Biodiversity Information Facility</b> (BeBIF), the <a href="page:community">community'
            "</a> of everyone who shares or uses data through GBIF in our country.</p>"
        ),
        blocks.gbif_number("publisher", within_scope=True, label="Belgian data publishers in GBIF"),
        blocks.heading("Part of the Belgian Biodiversity Platform", "platform"),
        blocks.rich_text(
            '<p>The node belongs to the <a href="https://www.biodiversity.be">Belgian Biodiversity '
            "Platform</a>, where science and policy meet. The Platform is financed by the "
            '<a href="https://www.belspo.be">Belgian Science Policy Office</a> (BELSPO). A '
            "cooperation agreement between the federal state and the federated authorities "
            "supports it, so that it can work for the whole country.</p>"
        ),
        blocks.image(
            "dots",
            "Map of Belgium drawn as dots of different density",
            "Where there are more dots, more has been recorded: a drawing, not real data.",
            "wide",
        ),
        blocks.organisations("Who stands behind the node", ("bbpf", "belspo", "gbif")),
        blocks.call_to_action(
            "A question for the node?",
            "<p>Write to us in English, French, Dutch or German.</p>",
            (
                cta("Send a message", link(url="mailto:gbif@biodiversity.be"), primary=True),
                cta("Meet the team", link("about/team")),
            ),
        ),
    ),
)

FAQ = PageContent(
    key="about/faq",
    model="home.ContentPage",
    title="Frequently asked questions",
    slug="faq",
    parent="about",
    description="Short answers about GBIF, this portal and your own data.",
    picture="moth",
    picture_alt="Drawing of a hawk moth on a flower",
    translated=("nl",),
    body=(
        blocks.accordion(
            "Questions we often hear",
            (
                (
                    "What is GBIF?",
                    (
                        "<p>An international network, paid for by governments, that gives everyone "
                        "open access to data about all kinds of life on Earth. Its secretariat is "
                        "in Copenhagen.</p>"
                    ),
                ),
                (
                    "What can I find on this portal?",
                    (
                        "<p>Records, datasets, publishers and publications that are <b>about</b> "
                        "Belgium or come <b>from</b> Belgium. Records whose coordinates do not lie "
                        "in the country that they name are left out.</p>"
                    ),
                ),
                (
                    "May I reuse the data?",
                    (
                        "<p>Yes. Every dataset says under which licence: CC0, CC BY or CC BY-NC. "
                        "Please cite the DOI of your download, so that publishers see what their "
                        "data were used for.</p>"
                    ),
                ),
                (
                    "How can I contribute?",
                    (
                        '<p>Join one of the <a href="page:community">members</a> of our community, '
                        'or <a href="page:services/data-publication">publish a dataset</a> '
                        "yourself.</p>"
                    ),
                ),
                (
                    "I found a mistake in a record. What now?",
                    (
                        "<p>Open the record and use the feedback button: your message goes to the "
                        "publisher of the dataset, who can correct it at the source.</p>"
                    ),
                ),
            ),
        ),
    ),
)

PRIVACY = PageContent(
    key="privacy",
    model="home.ContentPage",
    title="Privacy",
    slug="privacy",
    parent="home",
    description="What this website knows about you: as little as possible.",
    translated=("fr", "nl"),
    body=(
        blocks.rich_text(
            "<p>This demonstration portal sets no cookies for visitors and counts nobody. Videos "
            "are only requested from their provider when you play them. Searches in the data are "
            "sent to GBIF, whose own privacy policy applies.</p>"
            '<p>Questions? Write to <a href="mailto:gbif@biodiversity.be">gbif@biodiversity.be</a>.'
            "</p>"
        ),
    ),
)

PAGES = (HOME, ABOUT, MISSION, VALUES, NODE, FAQ)
