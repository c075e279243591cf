from collections.abc import Callable
from pathlib import Path

import pytest

from tests.importers.portals import ReadPortal, draw, write_portal

Read = Callable[..., ReadPortal]
DATA = """\
stats:
  title: Numbers
  features:
    - title: <span data-ajax-url="https://api.gbif.org/v1/occurrence/search?country=be&limit=0"></span>
      description: About the moor
      background: /assets/images/reed.png
      href: /occurrence/search?country=BE
    - title: 12
      description: Bogs
    - title: <span data-ajax-url="https://api.gbif-staging.org/v1/organization?country=BE"></span>
      description: Publishers
    - title: <span data-ajax-url="https://graphql.gbif.org/graphql?x=1">99</span>
      description: Counted elsewhere
    - title: <span data-ajax-url="https://api.gbif.org/v1/occurrence/search?contry=BE"></span>
      description: Misspelt
split:
  title: Mission
  reverse: true
  description: |
    Keep it **wet**.
  background: /assets/images/reed.png
  href: /about
  cta:
    - text: Read on
      href: https://www.gbif.org
      isPrimary: true
cards:
  title: Topics
  description: What we do
  features:
    - title: Peat
      description: Old *plants*
      href: https://peat.example
      categories: [soil, carbon]
    - title: Sedge
      preTitle: PDF
staff:
  title: Staff
  description: |
  features:
    - title: Ada Moss
      description: |
        Counts frogs.<br>[<i class="fa fa-envelope"></i> contact](maito:a.moss@moor.example)
      categories: [ Ecologist]
      background: /assets/images/reed.png
former_staff:
  title: Former staff
  features:
    - title: Bo Fern
stories:
  title: News
  description: See [all](https://www.gbif.org)
  filters:
    contentType: [NEWS, OPINION]
    countriesOfCoverage: [BE, XX]
    topics: [CONSERVATION]
    audiences: [all]
    limit: 4
"""
FILES = {
    "_data/moor.yml": DATA,
    "en/about.md": "---\npermalink: /about\n---\n",
    "en/data.md": "---\npermalink: /occurrence/search\nlayout: occurrence\n---\n",
}


def page(composition: str, more: str = "", body: str = "") -> str:
    top = "---\ntitle: Moor\npermalink: /x\nlayout: compose\n"
    return f"{top}{more}composition:\n{composition}---\n{body}"


@pytest.fixture
def make(folder: Path) -> Callable[..., ReadPortal]:
    draw(folder, "reed.png")

    def make_portal(text: str, name: str = "en/x.md") -> ReadPortal:
        return ReadPortal(write_portal(folder, {**FILES, name: text}))

    return make_portal


def test_a_hero_is_the_page_itself(make: Read) -> None:
    found = make(
        page(
            "  - type: heroImage\n",
            "description: Wet<br> land\nbackground: /assets/images/reed.png\nheight: 100vh\n"
            "cta:\n  - text: Data\n    href: /occurrence/search?view=MAP\n    isPrimary: true\n",
        )
    )
    hero = found.compose("en/x.md").hero
    assert (hero.title, hero.description, hero.image, hero.tall) == ("Moor", "Wet land", 7, True)
    [cta] = hero.ctas
    assert cta["value"]["text"] == "Data"
    assert cta["value"]["primary"] is True
    assert cta["value"]["link"]["query"] == "view=MAP"


def test_a_layout_implies_its_blocks(make: Read) -> None:
    text = "---\ntitle: Moor\nbackground: /assets/images/reed.png\n---\nHeather.\n"
    content = make(text).compose("en/x.md")
    assert content.hero.image == 7
    assert [block["type"] for block in content.body] == ["rich_text"]


def test_a_home_page_without_composition_ends_with_the_latest_news(make: Read) -> None:
    found = make("---\n---\n")
    assert [block["type"] for block in found.compose("en/home.md").body] == ["latest_news"]


def test_figures_are_live_typed_or_left_out(make: Read) -> None:
    found = make(page("  - type: stats\n    data: moor.stats\n"))
    [statistics] = found.compose("en/x.md").body
    items = [one["value"] for one in statistics["value"]["items"]]
    assert [one["label"] for one in items] == [
        "About the moor",
        "Bogs",
        "Publishers",
        "Counted elsewhere",
    ]
    assert [one["number"]["catalogue"] for one in items] == ["occurrence", "", "publisher", ""]
    assert [one["value"] for one in items] == ["", "12", "", "99"]
    [row] = items[0]["number"]["parameters"]
    assert row["value"] == {"name": "country", "value": "BE"}
    assert items[0]["number"]["within_scope"] is False
    assert items[0]["link"]["query"] == "country=BE"
    assert found.entries("live-number-staging")[0].line == 10
    assert found.entries("live-number-unsupported")[0].line == 12
    assert found.entries("live-number-filter")[0].line == 14
    assert found.entries("statistic-empty")[0].line == 14


def test_a_split_keeps_picture_side_text_and_all_its_links(make: Read) -> None:
    found = make(page("  - type: split\n    data: moor.split\n"))
    [split] = found.compose("en/x.md").body
    value = split["value"]
    assert (value["title"], value["text"]) == ("Mission", "<p>Keep it <b>wet</b>.</p>")
    assert value["image_side"] == "right"
    assert [cta["value"]["text"] for cta in value["ctas"]] == ["Read on", "Mission"]


def test_features_become_cards(make: Read) -> None:
    found = make(page("  - type: features\n    data: moor.cards\n"))
    [cards] = found.compose("en/x.md").body
    assert cards["value"]["title"] == "Topics"
    assert cards["value"]["intro"] == "<p>What we do</p>"
    first, second = (card["value"] for card in cards["value"]["cards"])
    assert first["text"] == "<p>Old <i>plants</i></p>"
    assert first["link"]["url"] == "https://peat.example"
    assert [tag["value"] for tag in first["tags"]] == ["soil", "carbon"]
    assert [tag["value"] for tag in second["tags"]] == ["PDF"]


def test_staff_become_people_of_a_team_page(make: Read) -> None:
    composition = "  - type: features\n    data: moor.staff\n"
    composition += "  - type: features\n    data: moor.former_staff\n"
    found = make(page(composition))
    content = found.compose("en/x.md")
    assert [group["value"]["title"] for group in content.groups] == ["Staff", "Former staff"]
    ada, bo = found.resources.people
    assert (ada.name, ada.role, ada.active) == ("Ada Moss", "Ecologist", True)
    assert (ada.email, ada.description) == ("a.moss@moor.example", "Counts frogs.")
    assert (bo.name, bo.active, bo.picture) == ("Bo Fern", False, None)
    assert found.entries("link-mailto")


def test_stories_keep_the_filters_that_have_a_counterpart(make: Read) -> None:
    found = make(page("  - type: stories\n    data: moor.stories\n"))
    [stories] = found.compose("en/x.md").body
    value = stories["value"]
    assert value["content_types"] == ["NEWS"]
    assert [country["value"] for country in value["countries"]] == ["BE"]
    assert (value["topics"], value["limit"]) == (["CONSERVATION"], 4)
    assert len(found.entries("stories-filter")) == 3


def test_inline_data_and_markdown_blocks_are_read(make: Read) -> None:
    text = page(
        "  - type: media\n    inlineData:\n      title: Papers\n"
        "      features:\n        - title: One\n"
        "  - type: blank\n    inlineData:\n      markdownContent: |\n        ## Peat\n"
    )
    body = make(text).compose("en/x.md").body
    assert [block["type"] for block in body] == ["cards", "heading"]


def test_data_that_is_nowhere_is_reported(make: Read) -> None:
    found = make(page("  - type: features\n    data: we.do.not.want.it\n"))
    assert found.compose("en/x.md").body == []
    assert found.entries("data-missing")[0].line == 7


def test_an_unknown_block_is_kept_in_quarantine_with_its_content(make: Read) -> None:
    found = make(
        page("  - type: moorMap\n    inlineData:\n      zoom: 8\n      text: <b>a & b</b>\n")
    )
    [block] = found.compose("en/x.md").body
    assert block["type"] == "html"
    assert "zoom: 8" in block["value"]["html"]
    assert "&lt;b&gt;a &amp; b&lt;/b&gt;" in block["value"]["html"]
    assert found.entries("block-unknown")[0].line == 6


def test_a_body_that_no_block_shows_is_reported(make: Read) -> None:
    found = make(page("  - type: stats\n    data: moor.stats\n", body="Edit me.\n"))
    found.compose("en/x.md")
    assert found.entries("body-not-rendered")[0].line == 9


def test_an_unknown_layout_imports_the_body(make: Read) -> None:
    found = make("---\nlayout: page d’accueil\ntitle: x\n---\nHeather.\n")
    assert len(found.compose("en/x.md").body) == 1
    assert found.entries("layout-unknown")


def test_the_date_over_a_post_goes_when_it_is_the_post_s_date(make: Read) -> None:
    post = "---\ntitle: Sedge\npreTitle: May 17, 2024\ndate: 2024-05-17\n---\n"
    found = make(post, "_posts/2024-05-17-a.md")
    assert found.compose("_posts/2024-05-17-a.md").hero.description == ""
    other = make(post.replace("May 17", "May 20-23"), "_posts/2024-05-17-b.md")
    assert other.compose("_posts/2024-05-17-b.md").hero.description == "May 20-23, 2024"


def test_sections_with_logos_become_the_groups_of_a_community_page(make: Read) -> None:
    text = (
        "---\ntitle: Community\npermalink: /community\n---\n## Landscape\n\nWet.\n\n## Members\n\n"
        "Before.\n\n| --- |\n| [![Reed](/assets/images/reed.png)](https://reed.example) |\n\n"
        "After.\n"
    )
    content = make(text, "en/community.md").compose("en/community.md")
    assert [block["type"] for block in content.body] == ["heading", "rich_text"]
    [group] = content.groups
    assert group["value"]["title"] == "Members"
    assert group["value"]["intro"] == "<p>Before.</p><p>After.</p>"
