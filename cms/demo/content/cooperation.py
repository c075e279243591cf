"""The treaties, conventions and networks in which Belgium takes part.

`since` is the year in which a treaty was adopted or an organisation founded. Contacts are
functions, never persons.
"""

from dataclasses import dataclass

from cms.demo.content import blocks
from cms.demo.content.page import PageContent


@dataclass(frozen=True)
class CooperationContent:
    """One cooperation: what it is (`summary`, HTML) and what Belgium does in it (`our_role`)."""

    key: str
    name: str
    acronym: str
    kind: str
    since: int | None
    summary: str
    our_role: str
    contact_roles: tuple[str, ...]
    website: str


COOPERATIONS = (
    CooperationContent(
        "cbd",
        "Convention on Biological Diversity",
        "CBD",
        "convention",
        1992,
        "<p>Signed in Rio de Janeiro, with three aims: to conserve biodiversity, to use it "
        "sustainably and to share the benefits of genetic resources fairly. Nearly every country "
        "in the world and the European Union have joined; each names a national focal point.</p>",
        "<p>The Royal Belgian Institute of Natural Sciences (RBINS) is the Belgian focal point. "
        "It coordinates the national biodiversity strategy, reports on progress, advises policy "
        "makers and runs training and campaigns. It also houses the focal points for the "
        "information mechanism (CHM), for taxonomy (GTI) and for scientific advice (SBSTTA).</p>",
        (
            "CBD national focal point",
            "Focal point of the Clearing-House Mechanism (CHM)",
            "Focal point of the Global Taxonomy Initiative (GTI)",
            "Focal point for scientific and technical advice (SBSTTA)",
            "Focal point for development cooperation",
        ),
        "https://www.cbd.int",
    ),
    CooperationContent(
        "cites",
        "Convention on International Trade in Endangered Species of Wild Fauna and Flora",
        "CITES",
        "convention",
        1973,
        "<p>Regulates trade across borders in threatened animals and plants, and fights illegal "
        "trade in them.</p>",
        "<p>Scientists of RBINS advise the authorities and lend technical support. When police or "
        "customs intercept an animal or a plant, they help to identify it.</p>",
        ("CITES scientific adviser",),
        "https://cites.org",
    ),
    CooperationContent(
        "ospar",
        "Convention for the Protection of the Marine Environment of the North-East Atlantic",
        "OSPAR",
        "convention",
        1992,
        "<p>Fifteen countries on Europe’s western coasts and the European Union protect the sea "
        "together. Every ten years or so they assess its condition in a quality status report.</p>",
        "<p>RBINS carries out the convention in Belgian waters. From the research vessel Belgica "
        "it follows the quality of the Belgian part of the North Sea.</p>",
        ("Head of marine environment monitoring",),
        "https://www.ospar.org",
    ),
    CooperationContent(
        "cms",
        "Convention on the Conservation of Migratory Species of Wild Animals (Bonn Convention)",
        "CMS",
        "convention",
        1979,
        "<p>Protects animals that cross borders on their journeys, and the places that they need "
        "on the way. It belongs to the United Nations Environment Programme; more than 120 states "
        "are party to it.</p>",
        "<p>RBINS gives advice, on land mammals above all, and coordinates programmes for "
        "migratory species. In the North Sea it works on whales, dolphins and porpoises.</p>",
        ("Scientific councillor for migratory species",),
        "https://www.cms.int",
    ),
    CooperationContent(
        "london",
        "Convention on the Prevention of Marine Pollution by Dumping of Wastes and Other Matter "
        "(London Convention)",
        "",
        "convention",
        1972,
        "<p>Eighty-seven states have agreed to control what is dumped into the sea.</p>",
        "<p>RBINS follows the disposal of dredged material: where it is taken from, how much there "
        "is and, with a transport model, where the sediment goes.</p>",
        ("Expert on dredged material",),
        "https://www.imo.org/en/OurWork/Environment/Pages/London-Convention-Protocol.aspx",
    ),
    CooperationContent(
        "marpol",
        "International Convention for the Prevention of Pollution from Ships",
        "MARPOL",
        "convention",
        1973,
        "<p>Rules against pollution by ships: oil, harmful cargo, sewage and waste.</p>",
        "<p>RBINS watches the sea and the coast from the air, detects discharges and helps to "
        "trace the ships that caused them.</p>",
        ("Coordinator of aerial surveillance",),
        ""
        "https://www.imo.org/en/About/Conventions/Pages/International-Convention-for-the-Prevention-of-Pollution-from-Ships-(MARPOL).aspx",
    ),
    CooperationContent(
        "ascobans",
        "Agreement on the Conservation of Small Cetaceans of the Baltic, North East Atlantic, "
        "Irish and North Seas",
        "ASCOBANS",
        "agreement",
        1991,
        "<p>Made under the Bonn Convention and in force since 1994. It tackles by-catch, pollution "
        "and other threats to porpoises and dolphins.</p>",
        "<p>RBINS coordinates the network that examines mammals and birds washed ashore or caught "
        "by accident.</p>",
        ("Coordinator of the strandings network",),
        "https://www.ascobans.org",
    ),
    CooperationContent(
        "bonn-agreement",
        "Bonn Agreement on pollution of the North Sea",
        "",
        "agreement",
        1983,
        "<p>The wreck of the Torrey Canyon in 1967, which spilled 117,000 tonnes of oil, taught "
        "the countries around the North Sea to act together. They share information, surveillance "
        "flights, exercises and help in disasters.</p>",
        "<p>RBINS organises flights and exercises at sea with its partners in the coast guard.</p>",
        ("Coordinator of aerial surveillance",),
        "https://www.bonnagreement.org",
    ),
    CooperationContent(
        "scheldt-meuse",
        "Scheldt and Meuse treaties",
        "",
        "treaty",
        1994,
        "<p>Both rivers rise in France and cross Belgium and the Netherlands on their way to the "
        "North Sea. The governments along them manage water quality together.</p>",
        "<p>Within the international Scheldt commission, RBINS takes part in monitoring the "
        "basin, together with the Belgian regions and France and in line with the European Water "
        "Framework Directive.</p>",
        ("Head of marine environment monitoring",),
        "https://www.isc-cie.org",
    ),
    CooperationContent(
        "ipbes",
        "Intergovernmental Science-Policy Platform on Biodiversity and Ecosystem Services",
        "IPBES",
        "platform",
        2012,
        "<p>Founded in Panama by 94 states. It reviews what science and local knowledge say about "
        "nature and its benefits to people, as the IPCC does for climate.</p>",
        "<p>Belgium is a founding member. The Belgian Biodiversity Platform hosts the national "
        "focal point and supports expert groups such as the Belgian community on ecosystem "
        "services (BEES) and the forum on invasive alien species.</p>",
        ("IPBES national focal point",),
        "https://www.ipbes.net",
    ),
    CooperationContent(
        "gbif",
        "Global Biodiversity Information Facility",
        "GBIF",
        "network",
        2001,
        "<p>An international network and data infrastructure that makes records of species from "
        "institutions and volunteers available in one place, free for everyone.</p>",
        "<p>The Belgian Biodiversity Platform, with staff at RBINS and other institutions, is the "
        "Belgian focal point.</p>",
        ("Belgian head of delegation", "Node manager"),
        "https://www.gbif.org",
    ),
    CooperationContent(
        "cetaf",
        "Consortium of European Taxonomic Facilities",
        "CETAF",
        "network",
        1996,
        "<p>Natural history museums, botanic gardens and research institutes from more than twenty "
        "European countries study how species are named and classified.</p>",
        "<p>RBINS, Meise Botanic Garden and the Royal Museum for Central Africa are members; the "
        "secretariat sits at RBINS. Two of its initiatives now belong to CETAF: the European "
        "Journal of Taxonomy and the Distributed European School of Taxonomy.</p>",
        ("CETAF representative",),
        "https://cetaf.org",
    ),
    CooperationContent(
        "scicoll",
        "Scientific Collections International",
        "SciColl",
        "network",
        None,
        "<p>Born in the Global Science Forum of the OECD. It unites institutions that keep "
        "scientific objects of every kind, from telescopes to beetles, and makes their care more "
        "professional.</p>",
        "<p>RBINS has a seat on the steering committee.</p>",
        ("Member of the steering committee",),
        "https://scicoll.org",
    ),
    CooperationContent(
        "eurogeosurveys",
        "EuroGeoSurveys",
        "",
        "network",
        None,
        "<p>Thirty-three geological surveys share knowledge with the European institutions: on raw "
        "materials, ground movements, sustainable cities, energy and harmonised geological data."
        "</p>",
        "<p>The Geological Survey of Belgium is a member.</p>",
        ("Coordinator at the Geological Survey",),
        "https://eurogeosurveys.org",
    ),
    CooperationContent(
        "eurogoos",
        "European Global Ocean Observing System",
        "EuroGOOS",
        "network",
        1994,
        "<p>National agencies and institutes set priorities for operational oceanography, "
        "coordinate observation and create products together. Five regional systems carry the "
        "work: Arctic ROOS, BOOS, NOOS, IBI-ROOS and MONGOOS.</p>",
        "<p>RBINS is an active member of EuroGOOS and of its North Sea system NOOS. The "
        "secretariat is in Brussels.</p>",
        ("Expert in operational oceanography",),
        "https://eurogoos.eu",
    ),
    CooperationContent(
        "bioarch",
        "BIOARCH",
        "",
        "network",
        2008,
        "<p>Nine European institutions and some two hundred bio-archaeologists study how people, "
        "animals and plants have lived together during the Holocene. The French CNRS coordinates "
        "the network.</p>",
        "<p>RBINS contributes its knowledge of animal remains from excavations.</p>",
        ("Archaeozoologist",),
        "",
    ),
    CooperationContent(
        "ecsa",
        "European Citizen Science Association",
        "ECSA",
        "network",
        2014,
        "<p>Promotes research that is done wholly or partly by volunteers, with sustainable "
        "development and disadvantaged groups in mind. It is based at the natural history museum "
        "in Berlin.</p>",
        "<p>RBINS represents Belgian experience with volunteers in science.</p>",
        ("Citizen science officer",),
        "https://www.ecsa.ngo",
    ),
    CooperationContent(
        "ecsite",
        "Ecsite, the European network of science centres and museums",
        "Ecsite",
        "network",
        1989,
        "<p>More than four hundred science centres, museums, zoos, festivals and universities in "
        "some fifty countries exchange ideas, hold a yearly conference and train their staff.</p>",
        "<p>RBINS is a founding member. It has made exhibitions and European projects with other "
        "members.</p>",
        ("Museum project officer",),
        "https://www.ecsite.eu",
    ),
    CooperationContent(
        "icom",
        "International Council of Museums",
        "ICOM",
        "network",
        1946,
        "<p>Tens of thousands of museum professionals discuss their work in national and thematic "
        "committees. ICOM sets ethical and professional standards and fights illegal trade in "
        "cultural goods.</p>",
        "<p>The Museum of Natural Sciences belongs to both Belgian branches: ICOM Belgium "
        "Wallonia-Brussels and ICOM Flanders.</p>",
        ("ICOM contact at the museum",),
        "https://icom.museum",
    ),
)

COOPERATION = PageContent(
    key="cooperation",
    model="community.CooperationPage",
    title="International cooperation",
    slug="cooperation",
    parent="home",
    description="Treaties, conventions and networks through which Belgium works for nature abroad.",
    picture="north-sea",
    picture_alt="Drawing of North Sea waves with a sandbank and gulls",
    body=(
        blocks.rich_text(
            "<p>Nature knows no borders, and neither does research. The Royal Belgian Institute of "
            "Natural Sciences (RBINS), the Belgian Biodiversity Platform and their partners work "
            "on the agreements below: they monitor, advise, report and share data.</p>"
        ),
    ),
)

PAGES = (COOPERATION,)
