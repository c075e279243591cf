"""Navigation, settings and languages of the demo site."""

from collections.abc import Iterable

from cms.demo.content import (
    alliance,
    community,
    cooperation,
    data,
    figures,
    home,
    news,
    projects,
    services,
    topics,
)
from cms.demo.content.blocks import Block, Ref, Value, items, link
from cms.demo.content.page import PageContent

PAGES: tuple[PageContent, ...] = (
    *home.PAGES,
    *services.PAGES,
    *community.PAGES,
    *cooperation.PAGES,
    *topics.PAGES,
    *news.PAGES,
    *data.PAGES,
    *figures.PAGES,
    *alliance.PAGES,
    *projects.PAGES,
    home.PRIVACY,
)

# The settings of a site hold for all its languages, so these read the same in each.
SITE_NAME = "GBIF Belgium"
TAGLINE = "Biodiversity · Biodiversité · Biodiversiteit · Biodiversität"
HREFLANG = {"en": "en", "fr": "fr-BE", "nl": "nl-BE", "de": "de-BE"}
COLOURS = {"primary": "#1b6b4a", "accent": "#c2571a"}
EMAIL = "gbif@biodiversity.be"
ADDRESS = "Belgian Biodiversity Platform, Brussels, Belgium"


def entry(text: str, to: Value) -> Block:
    """A link of the navigation."""
    return {"type": "link", "value": {"text": text, "link": to}}


def menu(text: str, *children: Block) -> Block:
    """A menu with one level of children."""
    return {
        "type": "group",
        "value": {"text": text, "link": link(), "children": list(children)},
    }


def label(text: str) -> Block:
    """A heading inside a menu."""
    return {"type": "heading", "value": {"text": text}}


def column(title: str, text: str, entries: Iterable[Block], logos: Iterable[str] = ()) -> Block:
    """A column of the footer; `logos` are keys of organisations."""
    return {
        "type": "column",
        "value": {
            "title": title,
            "text": text,
            "items": list(entries),
            "logos": items(Ref("organisation", key) for key in logos),
        },
    }


DIVIDER: Block = {"type": "divider", "value": None}

HEADER = (
    menu(
        "About us",
        entry("Mission", link("about/mission")),
        entry("Values", link("about/values")),
        entry("The Belgian GBIF node", link("about/node")),
        entry("Team", link("about/team")),
        DIVIDER,
        entry("Questions", link("about/faq")),
    ),
    menu(
        "Explore data",
        label("Records"),
        entry("Data about Belgium", link("occurrence", query="country=BE&view=MAP")),
        entry("Data from Belgium", link("occurrence", query="publishingCountry=BE&view=MAP")),
        DIVIDER,
        label("Catalogues"),
        entry("Datasets", link("dataset")),
        entry("Publishers", link("publisher")),
        entry("Literature", link("literature")),
        entry("Collections", link("collection")),
        entry("Institutions", link("institution")),
        entry("Species and other taxa", link("taxon")),
    ),
    menu(
        "Services",
        entry("Data publication", link("services/data-publication")),
        entry("Science networking", link("services/science-networking")),
        entry("Research support", link("services/research-support")),
    ),
    menu(
        "Community",
        entry("Members and partners", link("community")),
        entry("International cooperation", link("cooperation")),
        entry("Topics", link("topics")),
        DIVIDER,
        entry("Biodiversity Alliance", link("alliance")),
        entry("Projects", link("alliance/projects")),
    ),
    entry("News", link("news")),
)

FOOTER = (
    column(
        "Contact",
        '<p>Belgian Biodiversity Platform<br/><a href="mailto:gbif@biodiversity.be">'
        "gbif@biodiversity.be</a></p>",
        (entry("Team", link("about/team")), entry("Privacy", link("privacy"))),
    ),
    column(
        "Partners",
        "",
        (entry("Members and partners", link("community")),),
        ("rbins", "inbo", "demna"),
    ),
    column(
        "With the support of",
        "<p>The Platform is financed by the Belgian Science Policy Office.</p>",
        (entry("GBIF.org", link(url="https://www.gbif.org")),),
        ("belspo", "gbif"),
    ),
)

SMALL_PRINT = (
    "<p>Texts and drawings of this demonstration: CC BY 4.0, gbif-portal-cms contributors. "
    "Data: see the licence of each dataset.</p>"
)
