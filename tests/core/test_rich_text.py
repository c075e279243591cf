"""Rich text as a tree and as the HTML made from it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.core.context import Context
from cms.core.portals import Portal
from cms.core.rich_text import represent_rich_text
from home.models import ContentPage
from tests.factories import add_page, make_image, make_portal, synchronise


class NoContext:
    """A context for texts without references."""

    def address_link(self, href: str, new_window: bool = False) -> Any:
        return Context.address_link(self, href, new_window)  # type: ignore[arg-type]


def html(source: str) -> str:
    shown: dict[str, str] = represent_rich_text(source, NoContext())  # type: ignore[arg-type]
    return shown["html"]


def test_marks_headings_and_lists_are_kept() -> None:
    source = "<h2>Data</h2><p>An <i>Anas</i> <b>crecca</b></p><ul><li>one</li><li>two</li></ul>"
    assert html(source) == source


def test_text_outside_of_any_block_becomes_a_paragraph() -> None:
    assert html("stray <b>words</b><p>and more</p>") == "<p>stray <b>words</b></p><p>and more</p>"


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<svg onload="alert(1)"><circle/></svg>',
        '<a href="javascript:alert(1)">click</a>',
        '<a href=" JaVaScRiPt:alert(1)">click</a>',
        '<a href="data:text/html,<script>alert(1)</script>">click</a>',
        "<style>body{display:none}</style>",
        "<iframe src=https://example.org></iframe>",
        "<!-- <script>alert(1)</script> -->",
    ],
)
def test_nothing_active_survives(hostile: str) -> None:
    result = html(f"<p>before {hostile} after</p>")
    lowered = result.lower()
    assert "script" not in lowered.replace("alert(1)", "")
    for word in ("onerror", "onload", "<svg", "<style", "<iframe", "href", "<!--"):
        assert word not in lowered


@given(st.text(alphabet="<>/&abp\"'= h2iul", max_size=80))
def test_html_is_a_fixed_point(source: str) -> None:
    """Whatever goes in, what comes out goes through again unchanged: it is clean."""
    once = html(source)
    assert html(once) == once


def test_the_tree_and_the_html_have_the_same_words() -> None:
    shown = represent_rich_text("<h2>A &amp; B</h2><p>c<br/>d</p>", NoContext())  # type: ignore[arg-type]
    blocks = ["".join(one.get("text", "") for one in block["children"]) for block in shown["tree"]]
    assert " ".join(blocks).split() == ["A", "&", "B", "cd"]
    assert shown["html"] == "<h2>A &amp; B</h2><p>c<br>d</p>"


@pytest.mark.django_db
class TestReferences:
    def test_a_link_leads_to_the_page_in_the_language_of_the_document(self) -> None:
        portal = make_portal("fr")
        page = add_page(portal.site.root_page, ContentPage, slug="services")
        synchronise()
        portal = Portal(portal.site)
        french = portal.locale("fr")
        assert french is not None
        context = Context(portal, french)
        shown = represent_rich_text(f'<p><a linktype="page" id="{page.pk}">x</a></p>', context)
        assert shown["html"] == '<p><a href="/fr/services/">x</a></p>'
        assert f"translations:{page.translation_key}" in context.dependencies

    def test_a_link_to_an_unpublished_page_is_missing_and_tells_nothing(self) -> None:
        portal = make_portal()
        page = add_page(portal.site.root_page, ContentPage, slug="secret-plan")
        page.unpublish()
        portal = Portal(portal.site)
        context = Context(portal, portal.source_locale)
        shown = represent_rich_text(f'<p><a linktype="page" id="{page.pk}">x</a></p>', context)
        [link] = [node for node in shown["tree"][0]["children"] if node["type"] == "link"]
        assert link["link"]["state"] == "missing"
        assert link["link"]["key"] is None
        assert shown["html"] == "<p>x</p>"
        assert "secret-plan" not in str(shown)

    def test_pictures_keep_their_own_alternative_text(self) -> None:
        portal = make_portal()
        image = make_image()
        context = Context(Portal(portal.site), portal.source_locale)
        source = f'<embed embedtype="image" id="{image.pk}" alt="A pond" format="left"/>'
        [node] = represent_rich_text(source, context)["tree"]
        assert node["image"]["alt"] == "A pond"
        assert f"image:{image.pk}" in context.dependencies
