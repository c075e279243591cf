"""The blocks of a body: what they refuse, and that each one's JSON has its schema."""

from typing import Any

import jsonschema_rs
import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from cms.core.blocks import BodyBlock, LinkBlock
from cms.core.context import Context
from cms.core.models import Document
from cms.core.portals import Portal
from cms.core.rendering import render_page
from cms.core.schemas import page_schemas, with_definitions
from community.models import Organisation, Person
from home.models import ContentPage, NewsIndexPage, NewsPage
from tests.factories import add_page, block, items, link, make_image, make_portal, picture

pytestmark = pytest.mark.django_db

SOME_KEY = "50c9509d-22c7-4a22-a47d-8c48425ef4a7"


def body_with_every_block(portal: Portal) -> list[dict[str, Any]]:
    home = portal.site.root_page
    locale = portal.source_locale
    image = make_image(description="A pond", caption="In Genk", licence="CC-BY-4.0", creator="Ann")
    file = Document.objects.create(title="Report", file=ContentFile(b"%PDF", name="report.pdf"))
    news_index = add_page(home, NewsIndexPage, title="News", slug="news")
    news = add_page(news_index, NewsPage, title="Opened", slug="opened")
    person = Person.objects.create(name="Ann", locale=locale)
    organisation = Organisation.objects.create(name="Museum", acronym="MUS", locale=locale)
    cta = {"text": "Read", "link": link(page=news.pk, query="view=MAP"), "primary": True}
    shown = picture(image, "A pond in spring")
    number = {
        "catalogue": "occurrence",
        "parameters": items({"name": "country", "value": "BE"}),
        "within_scope": True,
        "label": "",
        "prefix": "",
        "suffix": "",
    }
    no_number = {**number, "catalogue": "", "parameters": []}
    return [
        block("rich_text", text="<h2>Data</h2><p>Where and <i>when</i></p>"),
        block("heading", text="Our partners", anchor="", level="2"),
        block("quote", text="Open it.", attribution="Ann", link=link()),
        block("accordion", title="", items=items({"question": "Why?", "answer": "<p>So.</p>"})),
        block(
            "table",
            caption="Counts",
            header_row=True,
            header_column=False,
            rows=items(
                {"cells": items("<p>Year</p>", "<p>Count</p>")},
                {"cells": items("<p>2025</p>", "<p>3</p>")},
            ),
        ),
        block("html", html="<marquee>no</marquee>"),
        block("image", image=shown, caption="", size="wide"),
        block("gallery", title="", images=items({"image": shown, "caption": "Here"})),
        block("video", url="https://vimeo.com/123456789", title="Film", poster=picture(None)),
        block(
            "downloads",
            title="",
            items=items({"document": file.pk, "title": "", "description": ""}),
        ),
        block(
            "cards",
            title="",
            intro="",
            columns="2",
            cards=items(
                {
                    "title": "Card",
                    "text": "<p>Text</p>",
                    "image": shown,
                    "link": link(url="mailto:info@example.org"),
                    "tags": items("birds"),
                }
            ),
        ),
        block(
            "statistics",
            title="",
            items=items(
                {
                    "label": "Founded",
                    "value": "2001",
                    "number": no_number,
                    "icon": picture(None),
                    "link": link(),
                },
                {
                    "label": "Occurrences",
                    "value": "",
                    "number": number,
                    "icon": picture(None),
                    "link": link(url="https://www.gbif.org"),
                },
            ),
        ),
        block(
            "split",
            title="Mission",
            text="<p>Open data</p>",
            image=shown,
            image_side="right",
            ctas=items(cta),
        ),
        block("call_to_action", title="Join", text="", ctas=items(cta)),
        block("people", title="", people=items(person.pk)),
        block("organisations", title="", intro="", organisations=items(organisation.pk)),
        block("latest_news", title="", count=3, more=link()),
        block("page_list", title="", pages=items(news.pk)),
        block("gbif_number", **number),
        block(
            "gbif_search",
            title="",
            catalogue="dataset",
            preset=[],
            filters=items("type"),
            within_scope=True,
            limit=5,
            link_to_explorer=True,
        ),
        block(
            "gbif_stories",
            title="",
            description="",
            content_types=["NEWS"],
            countries=items("BE"),
            topics=[],
            limit=3,
            upcoming_only=False,
        ),
        block(
            "gbif_chart",
            title="By year",
            kind="bar",
            by="year",
            parameters=[],
            within_scope=True,
            limit=5,
        ),
        block(
            "gbif_map",
            title="Records",
            parameters=items({"name": "country", "value": "BE"}),
            year_from=1990,
            year_to=None,
            projection="EPSG:3857",
            binning="hex",
            palette="green",
            base_style="gbif-light",
        ),
        block(
            "gbif_dashboard",
            title="",
            charts=items("taxa"),
            parameters=[],
            within_scope=True,
        ),
        block("gbif_taxon", key="5219243", with_picture=True, with_map=True),
        block("gbif_dataset", key=SOME_KEY),
        *(
            block(kind, title="", parameters=[], within_scope=True, limit=5)
            for kind in ("gbif_datasets", "gbif_publishers", "gbif_literature")
        ),
        block("gbif_collection", key=SOME_KEY),
        block("gbif_institution", key=SOME_KEY),
        block(
            "gbif_cite",
            title="",
            cited="download",
            dataset="",
            doi="10.15468/dl.abc123",
            date="2026-11-20",
            parameters=[],
            within_scope=False,
        ),
    ]


def test_every_block_validates_against_its_schema() -> None:
    """A body that holds every block there is."""
    portal = make_portal()
    body = body_with_every_block(portal)
    assert {one["type"] for one in body} == set(BodyBlock().child_blocks)
    page = add_page(portal.site.root_page, ContentPage, title="All", slug="all", body=body)
    document, _dependencies = render_page(page, Portal(portal.site))
    schema = with_definitions("document", page_schemas()["home.ContentPage"])
    jsonschema_rs.Draft202012Validator(schema).validate(document)
    assert [one["type"] for one in document["body"]] == [one["type"] for one in body]


def test_raw_html_is_marked_as_unreviewed() -> None:
    portal = make_portal()
    page = add_page(portal.site.root_page, ContentPage, slug="x", body=[block("html", html="<b>")])
    document, _dependencies = render_page(page, Portal(portal.site))
    assert document["body"][0]["value"] == {"html": "<b>", "reviewed": False}


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org",
        "about",
        "/about/",
        "mailto:x",
        "#",
    ],
)
def test_an_address_that_is_none_is_refused_beside_its_field(address: str) -> None:
    chooser = LinkBlock()
    with pytest.raises(ValidationError) as refused:
        chooser.clean(chooser.to_python(link(url=address)))
    assert "https://" in str(refused.value.block_errors["url"])  # type: ignore[attr-defined]


def test_a_link_leads_to_one_thing_only() -> None:
    portal = make_portal()
    chooser = LinkBlock()
    both = chooser.to_python(link(page=portal.site.root_page_id, url="https://www.gbif.org"))
    with pytest.raises(ValidationError) as refused:
        chooser.clean(both)
    assert set(refused.value.block_errors) == {"url"}  # type: ignore[attr-defined]
    with pytest.raises(ValidationError) as refused:
        chooser.clean(chooser.to_python(link()))
    assert set(refused.value.block_errors) == {"page"}  # type: ignore[attr-defined]


def test_a_query_string_stays_on_the_link_in_every_language() -> None:
    portal = make_portal("nl")
    chooser = LinkBlock()
    dutch = Portal(portal.site).locale("nl")
    assert dutch is not None
    value = link(page=portal.site.root_page_id, query="country=BE&view=MAP")
    shown = chooser.get_representation(value, Context(Portal(portal.site), dutch))
    assert shown["href"] == "/nl/?country=BE&view=MAP"


def test_a_table_whose_rows_differ_in_length_is_refused() -> None:
    table = BodyBlock().child_blocks["table"]
    rows = items({"cells": items("<p>a</p>")}, {"cells": items("<p>a</p>", "<p>b</p>")})
    value = table.to_python(
        {"caption": "", "header_row": False, "header_column": False, "rows": rows}
    )
    with pytest.raises(ValidationError) as refused:
        table.clean(value)
    assert set(refused.value.block_errors) == {"rows"}  # type: ignore[attr-defined]
