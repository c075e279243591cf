"""What the node does for others: publication, networking, research support."""

from cms.demo.content import blocks
from cms.demo.content.blocks import card, cta, link, picture
from cms.demo.content.page import PageContent

SERVICES = PageContent(
    key="services",
    model="home.ContentPage",
    title="Services",
    slug="services",
    parent="home",
    description="Three ways in which we support everyone who works with biodiversity in Belgium.",
    picture="leaves",
    picture_alt="Pattern of oak, beech and birch leaves",
    body=(
        blocks.rich_text(
            "<p>Our services are free for researchers, public services, museums and associations "
            "in Belgium.</p>"
        ),
        blocks.cards(
            "",
            (
                card(
                    "Data publication",
                    "<p>From notebook or database to a citable dataset in GBIF.</p>",
                    image=picture("icon-dataset", decorative=True),
                    to=link("services/data-publication"),
                ),
                card(
                    "Science networking",
                    "<p>A Belgian voice in the places where the world talks about nature.</p>",
                    image=picture("icon-cooperation", decorative=True),
                    to=link("services/science-networking"),
                ),
                card(
                    "Research support",
                    "<p>Communities of practice, training and advice on priorities.</p>",
                    image=picture("icon-services", decorative=True),
                    to=link("services/research-support"),
                ),
            ),
            columns=3,
        ),
    ),
)

DATA_PUBLICATION = PageContent(
    key="services/data-publication",
    model="home.ContentPage",
    title="Data publication",
    slug="data-publication",
    parent="services",
    description="We help you to standardise, clean, publish and use biodiversity data.",
    picture="dots",
    picture_alt="Map of Belgium drawn as dots of different density",
    body=(
        blocks.heading("From your file to the world", "steps"),
        blocks.rich_text(
            "<ol><li>Tell us what you have: a collection, a survey, a checklist, camera trap "
            "pictures.</li><li>Together we translate your columns into the <b>Darwin Core</b> "
            "standard.</li><li>You describe the dataset and choose a licence; we check names, "
            "dates and coordinates.</li><li>Your institution publishes it with our "
            '<a href="https://ipt.biodiversity.be">publishing toolkit</a> (IPT), and GBIF gives it '
            "a DOI.</li></ol><p>Each year a call helps institutions to digitise specimens or "
            "observations that exist on paper only. We also build and host portals, such as the "
            "one for the historical checklists of the Belgian flora (IFBL).</p>"
        ),
        blocks.table(
            "Which form suits your data?",
            (
                ("What you have", "Form of the dataset", "Example"),
                ("Names of species", "Checklist", "Alien plants of Belgium"),
                ("Records of species", "Occurrence dataset", "Herbarium specimens"),
                ("Records made with a fixed method", "Sampling event dataset", "A bird census"),
                ("Pictures of camera traps", "Camtrap DP data package", "Deer in a nature reserve"),
            ),
            header_column=True,
        ),
        blocks.downloads(
            "To start with",
            (
                (
                    "template",
                    "Template for occurrence records",
                    "A table with the columns that GBIF needs and one invented row.",
                ),
                (
                    "checklist",
                    "Before you publish",
                    "One page of questions to go through with your colleagues.",
                ),
            ),
        ),
        blocks.video(
            "https://vimeo.com/476270315",
            "Checking the quality of your data: webinar by biodiversity.aq, November 2020 "
            "(English)",
            "dots",
            "Map of Belgium drawn as dots of different density",
        ),
        blocks.people("Who helps you", ("data-officer", "collections-officer")),
        blocks.call_to_action(
            "Ready to publish?",
            "<p>Your institution must first be endorsed as a publisher. It takes a few days.</p>",
            (
                cta(
                    "Become a publisher at GBIF",
                    link(url="https://www.gbif.org/become-a-publisher", new_window=True),
                    primary=True,
                ),
                cta("Ask for help", link(url="mailto:gbif@biodiversity.be")),
            ),
        ),
    ),
)

SCIENCE_NETWORKING = PageContent(
    key="services/science-networking",
    model="home.ContentPage",
    title="Science networking",
    slug="science-networking",
    parent="services",
    description="We link Belgian researchers with international bodies of science and policy.",
    picture="north-sea",
    picture_alt="Drawing of North Sea waves with a sandbank and gulls",
    body=(
        blocks.rich_text(
            "<p>Reports on the state of nature are written by thousands of experts. We make sure "
            "that Belgian experts are among them, that they are heard, and that what they learn "
            "reaches our own administrations.</p><ul><li>We host the national focal point for "
            "IPBES.</li><li>We follow the scientific advisory body (SBSTTA) of the Convention on "
            "Biological Diversity, and the work of IUCN and Future Earth.</li><li>We have run the "
            "secretariat of the European Platform for Biodiversity Research Strategy (EPBRS) and "
            "helped to coordinate BiodivERsA, now Biodiversa+.</li></ul>"
            '<p>See the <a href="page:cooperation">treaties, conventions and networks</a> in which '
            "Belgium takes part.</p>"
        ),
        blocks.organisations("Organisations we work with", ("ipbes", "iucn", "biodiversa", "gbif")),
    ),
)

RESEARCH_SUPPORT = PageContent(
    key="services/research-support",
    model="home.ContentPage",
    title="Research support",
    slug="research-support",
    parent="services",
    description="Communities of practice, training and advice for biodiversity research.",
    picture="pond",
    picture_alt="Drawing of a pond with reeds and water lilies",
    body=(
        blocks.rich_text(
            "<p>Good research starts with a good conversation. We bring scientists, policy makers "
            "and practitioners together in <b>communities of practice</b>, groups that meet "
            "regularly around one subject.</p>"
        ),
        blocks.page_list(
            "Our communities of practice",
            ("topics/ecosystem-services", "topics/invasive-alien-species", "topics/one-health"),
        ),
        blocks.heading("Training and advice", "training"),
        blocks.rich_text(
            "<p>We organise conferences, courses, workshops and e-consultations for Belgian and "
            "international experts. We also advise those who decide what biodiversity research "
            "should look at next.</p>"
        ),
    ),
)

PAGES = (SERVICES, DATA_PUBLICATION, SCIENCE_NETWORKING, RESEARCH_SUPPORT)
