"""What search engines are told of a page, in schema.org's terms."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.core.models import SiteSettings
from cms.core.portals import Portal
from cms.core.rendering import render_page
from community.models import Person, ProjectIndexPage, ProjectPage, TeamPage
from gbif_blocks.models import Snapshot
from gbif_blocks.signals import snapshot_changed
from home.models import ContentPage, DataExplorerPage, NewsAuthor, NewsIndexPage, NewsPage
from tests.factories import add_page, items, make_image, make_portal

Read = Callable[[str], dict[str, Any]]

# The part of schema.org's vocabulary that is spoken here: the properties of each type, its
# parents' included (https://schema.org/docs/schema_org_rdfa.html).
THING = {"name", "description", "url", "image", "identifier", "sameAs", "mainEntityOfPage"}
WORK = THING | {
    "author", "creator", "publisher", "datePublished", "dateModified", "inLanguage", "isPartOf",
    "keywords", "license", "creditText", "copyrightNotice", "acquireLicensePage", "headline",
}  # fmt: skip
VOCABULARY = {
    "Organization": THING | {"logo", "email", "telephone", "address"},
    "WebSite": WORK | {"potentialAction"},
    "WebPage": WORK | {"primaryImageOfPage"},
    "NewsArticle": WORK | {"articleSection"},
    "Person": THING | {"jobTitle", "affiliation"},
    "BreadcrumbList": THING | {"itemListElement"},
    "ListItem": THING | {"position", "item"},
    "ImageObject": WORK | {"contentUrl", "width", "height", "caption"},
    "Event": THING
    | {"startDate", "endDate", "eventAttendanceMode", "location", "organizer", "inLanguage"},
    "Place": THING | {"address", "geo"},
    "GeoCoordinates": THING | {"latitude", "longitude"},
    "Dataset": WORK | {"includedInDataCatalog"},
    "DataCatalog": WORK,
    "SearchAction": THING | {"target", "query-input"},
    "EntryPoint": THING | {"urlTemplate", "contentType"},
}
ADDRESSES = {"url", "item", "contentUrl", "license", "acquireLicensePage", "mainEntityOfPage"}


@pytest.fixture
def portal(settings: Any) -> Portal:
    settings.FRONTEND_URL = "https://portal.example"
    return make_portal("nl")


def things(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The things that are said of a page, by type; each checked against the vocabulary."""
    found = document["seo"]["json_ld"]
    for one in found:
        assert one["@context"] == "https://schema.org"
        for part in parts(one):
            check(part)
    return {one["@type"]: one for one in found}


def parts(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if set(value) != {"@id"}:  # a reference
            yield value
        for one in value.values():
            yield from parts(one)
    elif isinstance(value, list):
        for one in value:
            yield from parts(one)


def check(thing: dict[str, Any]) -> None:
    properties = {name for name in thing if not name.startswith("@")}
    assert properties <= VOCABULARY[thing["@type"]], thing
    assert properties
    for name, value in thing.items():
        assert value not in (None, "", []), name
        if name in ADDRESSES or name == "@id":
            assert re.match(r"https?://", value), value


def test_the_home_page_names_the_node_and_the_portal(document: Read, portal: Portal) -> None:
    about = SiteSettings.for_site(portal.site)
    about.name, about.tagline, about.email = "GBIF Belgium", "Open data", "info@portal.example"
    about.address, about.logo = "Rue Vautier 29\n1000 Brussels", make_image("Logo")
    about.social = json.dumps(
        [{"type": "profile", "value": {"platform": "github", "url": "https://github.com/x"}}]
    )
    about.save()
    said = things(document("/"))
    node = said["Organization"]
    assert node["@id"] == "https://portal.example/#organization"
    assert (node["name"], node["description"]) == ("GBIF Belgium", "Open data")
    assert node["address"] == "Rue Vautier 29 1000 Brussels"
    assert node["sameAs"] == ["https://github.com/x"]
    assert node["logo"]["@type"] == "ImageObject"
    site = said["WebSite"]
    assert (site["url"], site["inLanguage"]) == ("https://portal.example/", "en")
    assert site["publisher"]["@id"] == node["@id"]
    assert "BreadcrumbList" not in said
    assert things(document("/nl/"))["WebSite"]["url"] == "https://portal.example/nl/"


def test_the_search_that_is_announced_works(document: Read, portal: Portal, client: Any) -> None:
    action = things(document("/"))["WebSite"]["potentialAction"]
    template = action["target"]["urlTemplate"]
    assert action["query-input"] == "required name=search_term_string"
    answer = client.get(template.replace("{search_term_string}", "frogs"))
    assert answer.status_code == 200
    assert answer["Content-Type"] == action["target"]["contentType"]


def test_every_page_below_the_home_page_says_where_it_stands(
    document: Read, portal: Portal
) -> None:
    parent = add_page(portal.site.root_page, ContentPage, title="About", slug="about")
    add_page(parent, ContentPage, title="Mission", slug="mission")
    said = things(document("/about/mission/"))
    steps = said["BreadcrumbList"]["itemListElement"]
    assert [(step["position"], step["name"], step["item"]) for step in steps] == [
        (1, "Home", "https://portal.example/"),
        (2, "About", "https://portal.example/about/"),
        (3, "Mission", "https://portal.example/about/mission/"),
    ]
    page = said["WebPage"]
    assert page["url"] == "https://portal.example/about/mission/"
    assert page["isPartOf"] == {"@id": "https://portal.example/#website"}
    assert page["dateModified"] == document("/about/mission/")["updated_at"]


def test_news_is_an_article_with_dates_authors_and_a_picture_with_its_rights(
    document: Read, portal: Portal
) -> None:
    picture = make_image(
        "Pond", creator="An Author", rights_holder="RBINS", licence="CC-BY-4.0",
        source_url="https://pictures.example/1", description="A pond",
    )  # fmt: skip
    index = add_page(portal.site.root_page, NewsIndexPage, title="News", slug="news")
    page = add_page(
        index, NewsPage, title="Frogs", slug="frogs", date=date(2026, 3, 1), social_image=picture
    )
    person = Person.objects.create(
        name="Ann", orcid="0000-0002-1825-0097", role="Botanist", locale=portal.source_locale
    )
    page.authors = [NewsAuthor(person=person), NewsAuthor(name="Bob")]
    page.save_revision().publish()
    article = things(document("/news/frogs/"))["NewsArticle"]
    assert (article["headline"], article["datePublished"]) == ("Frogs", "2026-03-01")
    assert [one["name"] for one in article["author"]] == ["Ann", "Bob"]
    assert article["author"][0]["sameAs"] == ["https://orcid.org/0000-0002-1825-0097"]
    image = article["image"]
    assert image["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert image["creator"] == {"@type": "Person", "name": "An Author"}
    assert (image["copyrightNotice"], image["caption"]) == ("RBINS", "A pond")
    assert image["acquireLicensePage"] == "https://pictures.example/1"


def test_news_without_authors_is_the_nodes(document: Read, portal: Portal) -> None:
    index = add_page(portal.site.root_page, NewsIndexPage, title="News", slug="news")
    add_page(index, NewsPage, title="Frogs " * 30, slug="frogs")
    article = things(document("/news/frogs/"))["NewsArticle"]
    node = things(document("/"))["Organization"]
    assert article["publisher"] == {"@id": node["@id"]}
    [author] = article["author"]
    assert (author["@id"], author["name"]) == (node["@id"], node["name"])
    assert len(article["headline"]) == 110


def test_the_team_page_names_its_present_members(document: Read, portal: Portal) -> None:
    english = {"locale": portal.source_locale}
    ann = Person.objects.create(name="Ann", role="Botanist", organisation="RBINS", **english)
    bob = Person.objects.create(name="Bob", active=False, **english)
    group = {"title": "Team", "people": items(ann.pk, bob.pk)}
    add_page(
        portal.site.root_page, TeamPage, slug="team",
        groups=[{"type": "group", "id": "1", "value": group}],
    )  # fmt: skip
    said = things(document("/team/"))
    people = [one for one in document("/team/")["seo"]["json_ld"] if one["@type"] == "Person"]
    assert [one["name"] for one in people] == ["Ann"]
    assert said["Person"]["jobTitle"] == "Botanist"
    assert said["Person"]["affiliation"] == {"@type": "Organization", "name": "RBINS"}


def test_a_project_with_a_day_and_a_place_is_an_event(document: Read, portal: Portal) -> None:
    index = add_page(portal.site.root_page, ProjectIndexPage, slug="projects")
    known = {"start": date(2026, 5, 1), "place": "Genk", "latitude": 50.9667, "longitude": 5.5}
    add_page(index, ProjectPage, title="BioBlitz", slug="bioblitz", summary="Count.", **known)
    add_page(index, ProjectPage, title="Some day", slug="some-day", summary="Plan.")
    event = things(document("/projects/bioblitz/"))["Event"]
    assert (event["startDate"], event["location"]["name"]) == ("2026-05-01", "Genk")
    assert event["location"]["geo"]["latitude"] == 50.9667
    assert "endDate" not in event
    assert "Event" not in things(document("/projects/some-day/"))


def test_data_sets_that_a_page_lists_are_told(document: Read, portal: Portal) -> None:
    add_page(portal.site.root_page, DataExplorerPage, slug="datasets", catalogue="dataset")
    assert "Dataset" not in things(document("/datasets/"))
    shown = Snapshot.objects.get(pk=document("/datasets/")["search"]["snapshot"]["id"])
    row = {
        "key": "4fa7b334-ce0d-4e88-aaae-2e0c138d049e", "title": "Birds of Belgium",
        "doi": "10.15468/abc", "license": "http://creativecommons.org/licenses/by/4.0/legalcode",
        "publishingOrganizationTitle": "INBO", "keywords": ["birds"],
    }  # fmt: skip
    shown.value = {"count": 1, "results": [row, row, {"key": "x"}]}
    shown.save()
    snapshot_changed.send(sender=Snapshot, snapshot=shown)
    [dataset] = [
        one for one in document("/datasets/")["seo"]["json_ld"] if one["@type"] == "Dataset"
    ]
    things(document("/datasets/"))
    assert dataset["name"] == "Birds of Belgium"
    assert dataset["identifier"] == [row["key"], "https://doi.org/10.15468/abc"]
    assert dataset["creator"] == {"@type": "Organization", "name": "INBO"}
    assert dataset["license"] == row["license"]


def test_a_hostile_title_stays_a_string(document: Read, portal: Portal) -> None:
    title = '</script><script>alert(1)</script>\u2028"\\'
    add_page(portal.site.root_page, ContentPage, title=title, slug="page")
    said = things(document("/page/"))
    assert said["WebPage"]["name"] == title
    assert said["BreadcrumbList"]["itemListElement"][-1]["name"] == title


def test_describing_a_page_asks_the_database_for_nothing_more(portal: Portal) -> None:
    page = add_page(portal.site.root_page, ContentPage, slug="page")
    shared = Portal(portal.site)
    render_page(page, shared)
    with CaptureQueriesContext(connection) as queries:
        render_page(ContentPage.objects.get(pk=page.pk), shared)
    assert not [one for one in queries if "sitesettings" in one["sql"]]
