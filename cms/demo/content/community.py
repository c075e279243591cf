"""Organisations, people and the pages that list them.

Acronyms and websites per language are facts of the organisations themselves, so they stand here;
names are translated in the catalogues. The team is named by functions: the demo invents no persons.
A person's name is the same in every language, so these stay English; roles are translated.
"""

from dataclasses import dataclass, field

from cms.demo.content import blocks
from cms.demo.content.blocks import cta, link
from cms.demo.content.page import PageContent


@dataclass(frozen=True)
class OrganisationContent:
    """An organisation; `acronyms` and `websites` give what differs from English, by URL code."""

    key: str
    name: str
    acronym: str
    kind: str
    website: str
    acronyms: dict[str, str] = field(default_factory=dict)
    websites: dict[str, str] = field(default_factory=dict)
    ror_id: str = ""
    gbif_publisher_key: str = ""
    country: str = "BE"
    logo: bool = True


ORGANISATIONS = (
    OrganisationContent(
        "rbins",
        "Royal Belgian Institute of Natural Sciences",
        "RBINS",
        "research",
        "https://www.naturalsciences.be/en",
        acronyms={"fr": "IRSNB", "nl": "KBIN"},
        websites={
            "fr": "https://www.naturalsciences.be/fr",
            "nl": "https://www.naturalsciences.be/nl",
        },
        ror_id="https://ror.org/02y22ws83",
    ),
    OrganisationContent(
        "rmca",
        "Royal Museum for Central Africa",
        "RMCA",
        "research",
        "https://www.africamuseum.be/en",
        acronyms={"fr": "MRAC", "nl": "KMMA"},
        websites={"fr": "https://www.africamuseum.be/fr", "nl": "https://www.africamuseum.be/nl"},
        ror_id="https://ror.org/001805t51",
    ),
    OrganisationContent(
        "bccm",
        "Belgian Co-ordinated Collections of Micro-organisms",
        "BCCM",
        "infrastructure",
        "https://bccm.belspo.be/",
    ),
    OrganisationContent(
        "inbo",
        "Research Institute for Nature and Forest",
        "INBO",
        "research",
        "https://www.vlaanderen.be/inbo/en-gb/homepage/",
        websites={"nl": "https://www.vlaanderen.be/inbo/home/"},
        ror_id="https://ror.org/00j54wy13",
        gbif_publisher_key="1cd669d0-80ea-11de-a9d0-f1765f95f18b",
    ),
    OrganisationContent(
        "meise",
        "Meise Botanic Garden",
        "",
        "research",
        "https://www.plantentuinmeise.be/en",
        websites={
            "fr": "https://www.plantentuinmeise.be/fr",
            "nl": "https://www.plantentuinmeise.be/nl",
        },
        ror_id="https://ror.org/01h1jbk91",
    ),
    OrganisationContent(
        "brussels-environment",
        "Brussels Environment",
        "",
        "administration",
        "https://environment.brussels/",
        websites={"fr": "https://environnement.brussels/", "nl": "https://leefmilieu.brussels/"},
    ),
    OrganisationContent(
        "demna",
        "Department for the Study of the Natural and Agricultural Environment",
        "DEMNA",
        "administration",
        "http://environnement.wallonie.be/administration/demna.htm",
    ),
    OrganisationContent(
        "vliz",
        "Flanders Marine Institute",
        "VLIZ",
        "research",
        "https://www.vliz.be/en",
        websites={"nl": "https://www.vliz.be/nl"},
        ror_id="https://ror.org/0496vr396",
    ),
    OrganisationContent(
        "biodiversa",
        "Biodiversa+",
        "",
        "infrastructure",
        "https://www.biodiversa.eu/",
        country="",
    ),
    OrganisationContent(
        "catalogue-of-life",
        "Catalogue of Life",
        "COL",
        "infrastructure",
        "https://www.catalogueoflife.org/",
        country="",
    ),
    OrganisationContent(
        "dissco",
        "Distributed System of Scientific Collections",
        "DiSSCo",
        "infrastructure",
        "https://www.dissco.eu/",
        country="",
    ),
    OrganisationContent(
        "elixir",
        "ELIXIR",
        "",
        "infrastructure",
        "https://elixir-europe.org/platforms/data",
        country="",
    ),
    OrganisationContent(
        "europabon",
        "Europa Biodiversity Observation Network",
        "EuropaBON",
        "infrastructure",
        "https://europabon.org/",
        country="",
    ),
    OrganisationContent(
        "ipbes",
        "Intergovernmental Science-Policy Platform on Biodiversity and Ecosystem Services",
        "IPBES",
        "other",
        "https://www.ipbes.net/",
        country="",
    ),
    OrganisationContent(
        "iucn",
        "International Union for Conservation of Nature",
        "IUCN",
        "other",
        "https://iucn.org/",
        acronyms={"fr": "UICN"},
        websites={"fr": "https://iucn.org/fr"},
        country="",
    ),
    OrganisationContent(
        "tdwg",
        "Biodiversity Information Standards",
        "TDWG",
        "infrastructure",
        "https://www.tdwg.org/",
        country="",
    ),
    OrganisationContent(
        "gbif",
        "Global Biodiversity Information Facility",
        "GBIF",
        "infrastructure",
        "https://www.gbif.org/",
        websites={"fr": "https://www.gbif.org/fr/"},
        ror_id="https://ror.org/05fjyn938",
        country="",
    ),
    OrganisationContent(
        "bbpf",
        "Belgian Biodiversity Platform",
        "BBPf",
        "infrastructure",
        "https://www.biodiversity.be",
    ),
    OrganisationContent(
        "belspo",
        "Belgian Science Policy Office",
        "BELSPO",
        "administration",
        "https://www.belspo.be",
    ),
    OrganisationContent(
        "genk",
        "City of Genk",
        "",
        "administration",
        "https://www.genk.be",
        logo=False,
    ),
    OrganisationContent(
        "federal-police",
        "Belgian Federal Police",
        "",
        "administration",
        "https://www.police.be",
        logo=False,
    ),
    OrganisationContent(
        "rma",
        "Royal Military School",
        "RMS",
        "university",
        "https://www.rma.ac.be",
        acronyms={"fr": "ERM", "nl": "KMS"},
        logo=False,
    ),
)

MEMBERS = ("rbins", "rmca", "bccm", "inbo", "meise", "brussels-environment", "demna", "vliz")
PARTNERS = (
    "biodiversa",
    "catalogue-of-life",
    "dissco",
    "elixir",
    "europabon",
    "ipbes",
    "iucn",
    "tdwg",
)


@dataclass(frozen=True)
class PersonContent:
    """A function of the team."""

    key: str
    name: str
    role: str
    description: str
    active: bool = True
    organisation: str = "bbpf"


PERSONS = (
    PersonContent(
        "node-manager",
        "Node manager",
        "Leads the Belgian node",
        "Represents Belgium in the meetings of GBIF nodes and keeps the community together.",
    ),
    PersonContent(
        "data-officer",
        "Data publication officer",
        "First contact for publishers",
        "Maps spreadsheets and databases to Darwin Core and gives training.",
        organisation="inbo",
    ),
    PersonContent(
        "collections-officer",
        "Collections data officer",
        "Museum and herbarium data",
        "Helps collections to digitise specimens and to describe them in GBIF’s registry.",
        organisation="rbins",
    ),
    PersonContent(
        "systems-engineer",
        "Systems engineer",
        "Servers and software",
        "Keeps the publishing toolkit, the portals and the backups running.",
    ),
    PersonContent(
        "communication-officer",
        "Communication officer",
        "Texts, news and events",
        "Writes for this portal and organises meetings of the community.",
    ),
    PersonContent(
        "first-node-manager",
        "First node manager",
        "Led the node in its early years",
        "Now retired; built the first Belgian data portal.",
        active=False,
    ),
)

COMMUNITY = PageContent(
    key="community",
    model="community.CommunityPage",
    title="Community",
    slug="community",
    parent="home",
    description="Everyone in Belgium who shares or uses biodiversity data through GBIF.",
    picture="heathland",
    picture_alt="Drawing of purple heathland with pines at sunrise",
    body=(
        blocks.heading("A joint effort since 2002", "joint-effort"),
        blocks.rich_text(
            "<p>The Belgian Biodiversity Information Facility (BeBIF) is not a building but a "
            "collaboration. Federal and regional institutes, universities, museums and "
            "associations put their data side by side; the node coordinates them. We thank "
            "everyone who has made this possible for more than twenty years.</p>"
            '<p>See <a href="page:publisher">who publishes data</a>, and '
            '<a href="page:literature">what scientists and policy makers do with them</a>.</p>'
        ),
        blocks.call_to_action(
            "Join us",
            "<p>Every organisation that holds data about nature is welcome.</p>",
            (
                cta(
                    "Become a publisher at GBIF",
                    link(url="https://www.gbif.org/become-a-publisher", new_window=True),
                    primary=True,
                ),
                cta("Write to the node", link(url="mailto:gbif@biodiversity.be")),
            ),
        ),
    ),
    fields={
        "groups": (
            (
                "Members of the Belgian BIF",
                (
                    "<p>Most of our publishers are federal or regional institutions, universities "
                    "and non-governmental organisations. A selection:</p>"
                ),
                MEMBERS,
            ),
            (
                "Our international partners",
                (
                    "<p>Belgium is active abroad in biodiversity informatics. Some of the "
                    "initiatives that we take part in:</p>"
                ),
                PARTNERS,
            ),
        )
    },
)

TEAM = PageContent(
    key="about/team",
    model="community.TeamPage",
    title="Team",
    slug="team",
    parent="about",
    description="The functions within the node, and what you can ask each of them.",
    picture="leaves",
    picture_alt="Pattern of oak, beech and birch leaves",
    body=(
        blocks.rich_text(
            "<p>This demonstration names functions only. A real portal would show the people who "
            "hold them.</p>"
        ),
    ),
    fields={
        "groups": (
            (
                "The node today",
                (
                    "node-manager",
                    "data-officer",
                    "collections-officer",
                    "systems-engineer",
                    "communication-officer",
                ),
            ),
            ("Formerly in the team", ("first-node-manager",)),
        )
    },
)

PAGES = (COMMUNITY, TEAM)
