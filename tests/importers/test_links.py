from collections.abc import Callable

import pytest

from cms.importers.hosted_portal.links import Kind, Target
from cms.importers.hosted_portal.report import Place
from tests.importers.portals import ReadPortal

Read = Callable[..., ReadPortal]
HERE = Place("page.md", 12)
FILES = {
    "en/about.md": "---\nlang-ref: about\npermalink: /about\n---\n",
    "fr/about.md": "---\nlang-ref: about\npermalink: /fr/about\n---\n",
    "en/data.md": "---\nlang-ref: data\npermalink: occurrence/search\n---\n",
    "fr/data.md": "---\nlang-ref: data\npermalink: fr/occurrence/search\n---\n",
    "en/privacy.md": "---\npermalink: /privacy\n---\n",
    "_posts/2025-01-02-Sedge.md": "---\nlang-ref: sedge\n---\n",
    "_posts/fr/2025-01-02-Sedge.md": "---\nlang-ref: sedge\n---\n",
    "assets/files/list.pdf": b"%PDF-1.4",
}
KEY = "75f50140-830d-4630-a290-3d6e951a7c29"


@pytest.fixture
def found(read: Read) -> ReadPortal:
    return read(FILES)


def resolve(found: ReadPortal, href: str, lang: str = "en") -> Target:
    return found.links.resolve(href, lang, HERE)


@pytest.mark.parametrize("href", ["/about", "/about/", "/about.html", "/About", "about"])
def test_an_internal_path_leads_to_its_page(found: ReadPortal, href: str) -> None:
    target = resolve(found, href)
    assert target.page is found.page("en/about.md")


def test_query_and_anchor_stay_with_the_link(found: ReadPortal) -> None:
    target = resolve(found, "/occurrence/search?country=BE&view=MAP#list")
    assert target.page is found.page("en/data.md")
    assert (target.query, target.anchor) == ("country=BE&view=MAP", "list")


def test_a_link_to_another_language_is_corrected_and_reported(found: ReadPortal) -> None:
    target = resolve(found, "/occurrence/search?country=BE", "fr")
    assert target.page is found.page("fr/data.md")
    assert target.query == "country=BE"
    [entry] = found.entries("link-language")
    assert (entry.file, entry.line) == ("page.md", 12)


def test_a_link_of_the_right_language_is_not_reported(found: ReadPortal) -> None:
    assert resolve(found, "/fr/about", "fr").page is found.page("fr/about.md")
    assert found.entries("link-language") == []


def test_a_missing_translation_leaves_the_link_and_is_reported(found: ReadPortal) -> None:
    assert resolve(found, "/privacy", "fr").page is found.page("en/privacy.md")
    assert found.entries("link-language-missing")


def test_a_post_is_found_by_its_old_address(found: ReadPortal) -> None:
    assert resolve(found, "/post/2025/sedge/").page is found.page("_posts/2025-01-02-Sedge.md")


def test_the_portal_s_own_host_is_no_outside_link(found: ReadPortal) -> None:
    target = resolve(found, "https://moor.example/post/2025/sedge/#more", "fr")
    assert target.page is found.page("_posts/fr/2025-01-02-Sedge.md")
    assert target.anchor == "more"
    assert found.entries("link-own-host")


def test_a_page_that_does_not_exist_is_reported(found: ReadPortal) -> None:
    assert resolve(found, "/bogs").kind is Kind.NONE
    assert found.entries("link-missing")[0].line == 12


def test_a_file_becomes_a_document(found: ReadPortal) -> None:
    target = resolve(found, "/assets/files/list.pdf")
    assert (target.kind, target.path) == (Kind.DOCUMENT, "assets/files/list.pdf")


@pytest.mark.parametrize(
    "href", [f"/institution/{KEY}", f"institution/{KEY}", f"/fr/institution/{KEY}"]
)
def test_a_record_of_gbif_is_linked_to_gbif(found: ReadPortal, href: str) -> None:
    assert resolve(found, href).url == f"https://www.gbif.org/institution/{KEY}"
    assert [*found.entries("link-record"), *found.entries("link-relative")]


@pytest.mark.parametrize(
    ("href", "repaired"),
    [
        ("maito:info@moor.example", "mailto:info@moor.example"),
        ("info@moor.example", "mailto:info@moor.example"),
        ("www.gbif.org", "https://www.gbif.org"),
        ("//www.gbif.org/x", "https://www.gbif.org/x"),
    ],
)
def test_slips_are_repaired(found: ReadPortal, href: str, repaired: str) -> None:
    assert resolve(found, href).url == repaired


@pytest.mark.parametrize(
    "href", ["https://www.gbif.org/x?a=b#c", "mailto:a@b.example", "tel:+3221234567", "#here"]
)
def test_other_addresses_stay_as_they_are(found: ReadPortal, href: str) -> None:
    before = len(found.report)
    assert resolve(found, href) == Target(Kind.URL, url=href)
    assert len(found.report) == before


@pytest.mark.parametrize("href", ["javascript:alert(1)", "data:text/html,x", "", "https://[x"])
def test_what_is_no_link_keeps_its_text_only(found: ReadPortal, href: str) -> None:
    before = len(found.report)
    assert resolve(found, href).kind is Kind.NONE
    assert len(found.report) == before + 1


def test_a_link_to_a_test_server_is_reported(found: ReadPortal) -> None:
    resolve(found, "https://moor.hp.gbif-staging.org/about")
    assert found.entries("link-staging")
