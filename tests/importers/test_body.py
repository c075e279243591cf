import re
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.importers.hosted_portal import blocks, kramdown
from tests.importers.portals import ReadPortal, draw, write_portal

ABOUT = "---\nlang-ref: about\npermalink: /about\n---\n"


@pytest.fixture
def found(folder: Path) -> ReadPortal:
    for name in ("reed.png", "museum.png", "lab.png"):
        draw(folder, name)
    return ReadPortal(write_portal(folder, {"en/about.md": ABOUT}))


def types(stream: list[dict[str, Any]]) -> list[str]:
    return [block["type"] for block in stream]


def html(stream: list[dict[str, Any]]) -> str:
    [block] = stream
    assert block["type"] == "rich_text"
    return str(block["value"]["text"])


def test_running_text_is_one_rich_text_block(found: ReadPortal) -> None:
    stream = found.blocks(
        "One **bold** _word_.\nSame line.\n\n- a\n- b\n  1. c\n\n> Said.\n\n---\n"
    )
    assert html(stream) == (
        "<p>One <b>bold</b> <i>word</i>. Same line.</p>"
        "<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul>"
        "<blockquote>Said.</blockquote><hr/>"
    )


def test_headings_become_blocks_with_kramdown_s_anchors(found: ReadPortal) -> None:
    stream = found.blocks("## Our values: 1 & 2\n\n### Été {#summer}\n\n## Our values: 1 & 2\n")
    assert [block["value"] for block in stream] == [
        {"text": "Our values: 1 & 2", "anchor": "our-values-1-2", "level": "2"},
        {"text": "Été", "anchor": "summer", "level": "3"},
        {"text": "Our values: 1 & 2", "anchor": "our-values-1-2-1", "level": "2"},
    ]


@pytest.mark.parametrize(
    ("markdown", "levels"),
    [
        ("## A\n\n### B\n\n## C\n", ["2", "3", "2"]),
        ("# A\n\n## B\n\n## C\n", ["2", "3", "3"]),
        ("### A\n\n### B\n", ["2", "2"]),
    ],
)
def test_headings_stand_below_the_title_and_skip_no_level(
    found: ReadPortal, markdown: str, levels: list[str]
) -> None:
    assert [block["value"]["level"] for block in found.blocks(markdown)] == levels
    changed = re.findall("#+", markdown) != ["#" * int(level) for level in levels]
    assert bool(found.entries("heading-level")) is changed


def test_deep_headings_and_linked_ones_stay_in_the_text(found: ReadPortal) -> None:
    stream = found.blocks("## A\n\n### B\n\n#### Deep\n\n## See [GBIF](https://www.gbif.org)\n")
    assert stream[2]["value"]["text"] == (
        '<h4>Deep</h4><h2>See <a href="https://www.gbif.org">GBIF</a></h2>'
    )


def test_links_to_pages_take_wagtail_s_form_with_query_and_anchor(found: ReadPortal) -> None:
    pk = found.resources.page(found.page("en/about.md"))
    assert html(found.blocks("[a](/about?country=BE&x=1#top) [b](mailto:a@b.example)\n")) == (
        f'<p><a linktype="page" id="{pk}" data-query="country=BE&amp;x=1" href="#top">a</a> '
        '<a href="mailto:a@b.example">b</a></p>'
    )


def test_a_link_to_nowhere_keeps_its_text(found: ReadPortal) -> None:
    assert html(found.blocks("See [the **bogs**](/bogs).\n")) == "<p>See the <b>bogs</b>.</p>"


def test_a_picture_splits_its_paragraph(found: ReadPortal) -> None:
    stream = found.blocks('Before.\n![Reed](/assets/images/reed.png){:height="60px"}\nAfter.\n')
    assert types(stream) == ["rich_text", "image", "rich_text"]
    assert stream[1]["value"] == {
        "image": {"image": 7, "alt_text": "Reed", "decorative": False},
        "caption": "",
        "size": "normal",
    }


def test_attribute_lists_go_and_are_reported_once(found: ReadPortal) -> None:
    stream = found.blocks("One{:.lead}\n\nTwo\n{:.note #x}\n\n{:toc}\n")
    assert html(stream) == "<p>One</p><p>Two</p>"
    [entry] = found.entries("attribute-list")
    assert entry.message.startswith("3 ")


def test_an_icon_that_repeats_its_heading_is_decorative(found: ReadPortal) -> None:
    image, heading = found.blocks("### ![Trust](/assets/images/reed.png)Trust\n")
    assert image["value"]["image"]["decorative"] is True
    assert heading["value"]["text"] == "Trust"


def test_a_missing_picture_leaves_its_words(found: ReadPortal) -> None:
    assert html(found.blocks("![Sedges](/assets/images/none.png)\n")) == "<p>Sedges</p>"


def test_a_linked_picture_keeps_its_link(found: ReadPortal) -> None:
    stream = found.blocks("[![Museum](/assets/images/museum.png)](https://museum.example)\n")
    assert types(stream) == ["image", "rich_text"]
    assert stream[1]["value"]["text"] == '<p><a href="https://museum.example">Museum</a></p>'


def test_a_headerless_table_of_logos_becomes_organisations(found: ReadPortal) -> None:
    stream = found.blocks(
        "| --- | --- |\n"
        '| [![Museum](/assets/images/museum.png){:width="9px"}](https://museum.example) '
        "| [![Lab](/assets/images/lab.png) ](https://lab.example)\n"
        "\nAfter.\n"
    )
    assert types(stream) == ["organisations", "rich_text"]
    assert [one["value"] for one in stream[0]["value"]["organisations"]] == [1, 2]
    assert [(one.name, one.website) for one in found.resources.organisations] == [
        ("Museum", "https://museum.example"),
        ("Lab", "https://lab.example"),
    ]


def test_a_table_of_pictures_without_links_becomes_a_gallery(found: ReadPortal) -> None:
    [gallery] = found.blocks(
        "| ![Reed](/assets/images/reed.png) | ![Lab](/assets/images/lab.png) |\n"
    )
    assert gallery["type"] == "gallery"
    assert len(gallery["value"]["images"]) == 2


@pytest.mark.parametrize(
    ("markdown", "header"),
    [
        ("| Sedge | Reed |\n| --- | --- |\n| **1** | 2 |\n", True),
        ("| --- | --- |\n| Sedge | Reed |\n| **1** | 2\n", False),
        ("| Sedge | Reed |\n| **1** | 2 |\n", False),
    ],
)
def test_a_table_keeps_its_cells(found: ReadPortal, markdown: str, header: bool) -> None:
    [table] = found.blocks(markdown)
    rows = [[cell["value"] for cell in row["value"]["cells"]] for row in table["value"]["rows"]]
    assert rows == [["Sedge", "Reed"], ["<b>1</b>", "2"]]
    assert table["value"]["header_row"] is header


def test_pictures_in_a_list_follow_it(found: ReadPortal) -> None:
    stream = found.blocks("- a ![Reed](/assets/images/reed.png)\n- b\n")
    assert types(stream) == ["rich_text", "image"]
    assert found.entries("image-moved")


def test_code_definitions_and_footnotes_stay_readable(found: ReadPortal) -> None:
    stream = found.blocks("`a<b`\n\n```\nx\ny\n```\n\nPeat\n: Old plants[^1]\n\n[^1]: Very old.\n")
    assert html(stream) == (
        "<p><code>a&lt;b</code></p><p><code>x<br/>y</code></p>"
        "<p><b>Peat</b></p><p>Old plants<sup>[1]</sup></p><hr/><p>[1] Very old.</p>"
    )


def test_inline_html_keeps_its_words_and_is_reported(found: ReadPortal) -> None:
    stream = found.blocks(
        'A<br>b <i class="fa fa-envelope"></i>c <font color="red">d</font> H<sub>2</sub>O\n'
    )
    assert html(stream) == "<p>A<br/>b c d H<sub>2</sub>O</p>"
    assert found.entries("html-icon")
    assert found.entries("html-inline")[0].message.startswith("<font")


def test_simple_html_becomes_rich_text(found: ReadPortal) -> None:
    stream = found.blocks('<p class="x">One <a href="/about" onclick="x()">two</a></p>\n')
    pk = found.resources.page(found.page("en/about.md"))
    assert html(stream) == f'<p>One <a id="{pk}" linktype="page">two</a></p>'


def test_other_html_is_quarantined_and_reported(found: ReadPortal) -> None:
    [block] = found.blocks("<form action='/x'><input name='q'></form>\n")
    assert block == {
        "type": "html",
        "value": {"html": "<form action='/x'><input name='q'></form>"},
    }
    assert found.entries("html-quarantined")[0].line == 1


def test_a_player_becomes_a_video_block(found: ReadPortal) -> None:
    markdown = '<iframe src="https://www.youtube.com/embed/abcdefghijk" title="Moor"></iframe>\n'
    [block] = found.blocks(markdown)
    assert block["type"] == "video"
    assert block["value"]["url"] == "https://www.youtube.com/embed/abcdefghijk"


def test_a_live_number_in_a_text_becomes_a_block_below_it(found: ReadPortal) -> None:
    url = "https://api.gbif.org/v1/dataset/search?publishingCountry=BE&limit=0"
    stream = found.blocks(f'We have <span data-ajax-url="{url}">12</span> datasets.\n')
    assert types(stream) == ["rich_text", "gbif_number"]
    assert stream[0]["value"]["text"] == "<p>We have 12 datasets.</p>"
    assert stream[1]["value"]["catalogue"] == "dataset"


def test_every_block_and_item_gets_an_id_that_only_depends_on_its_place(found: ReadPortal) -> None:
    markdown = "## A\n\nText\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n## B\n"
    first = blocks.identified(found.blocks(markdown), blocks.namespace("page"))
    other = found.blocks("New start.\n\n" + markdown)
    second = blocks.identified(other, blocks.namespace("page"))

    def ids(value: Any) -> list[str]:
        if isinstance(value, dict):
            own = [value["id"]] if "type" in value else []
            return own + [one for inner in value.values() for one in ids(inner)]
        return [one for inner in value for one in ids(inner)] if isinstance(value, list) else []

    assert len(ids(first)) == len(set(ids(first))) == 10
    kept = {block["id"] for block in first if block["type"] in ("heading", "table")}
    assert kept <= {block["id"] for block in second}


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("**Peat**, _wet_.<br>And *old*", "Peat, wet. And old"),
        ("25 ans\u00a0: une fête", "25 ans\u00a0: une fête"),
        ("One\n\nTwo [three](/about)!", "One Two three!"),
        ("a < b & c", "a < b & c"),
    ],
)
def test_plain_text_keeps_its_spacing(found: ReadPortal, markdown: str, text: str) -> None:
    assert found.plain(markdown) == text


def test_kramdown_s_header_ids() -> None:
    assert kramdown.header_id("Rich Été & 2 (b)") == "rich-été--2-b"


WORDS = st.text(st.sampled_from("ab é*_[]()<>!|{}:#>-`~\n&\\\"'"), max_size=80)


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(WORDS)
def test_whatever_is_written_the_result_is_well_formed(found: ReadPortal, markdown: str) -> None:
    """Rich text always parses back to itself: tags are closed and text is escaped."""
    for block in found.blocks(markdown):
        if block["type"] == "rich_text":
            text = block["value"]["text"]
            assert "\x00" not in text
            soup = BeautifulSoup(text, "html.parser")
            assert soup.find(["script", "iframe"]) is None
            assert text.count("<p>") == text.count("</p>")
