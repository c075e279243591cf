from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cms.importers.hosted_portal import permalinks, source
from cms.importers.hosted_portal.errors import NotAPortal, UnreadableFile, UnreadableYaml
from cms.importers.hosted_portal.report import Report
from tests.importers.portals import ReadPortal, write_portal

Read = Callable[..., ReadPortal]


def test_a_folder_without_configuration_is_no_portal(folder: Path) -> None:
    (folder / "readme.md").write_text("# Moor\n")
    with pytest.raises(NotAPortal, match=r"_config\.yml"):
        source.read_portal(folder, Report())


def test_a_file_is_no_portal(folder: Path) -> None:
    with pytest.raises(NotAPortal, match="not a folder"):
        source.read_portal(folder / "missing", Report())


def test_a_portal_without_pages_is_none(folder: Path) -> None:
    (folder / "_config.yml").write_text("title: Moor\n")
    with pytest.raises(NotAPortal, match="no page"):
        source.read_portal(folder, Report())


def test_unparsable_data_is_named_by_file_and_line(read: Read) -> None:
    with pytest.raises(UnreadableYaml) as caught:
        read({"_data/footer.yml": "columns:\n  - name: a: b\n"})
    assert (caught.value.file, caught.value.line) == ("_data/footer.yml", 2)


def test_a_file_that_is_not_utf8_is_named_by_its_line(read: Read) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read({"en/about.md": b"---\ntitle: Lande fleurie\n---\n\xe9t\xe9\n"})
    assert (caught.value.file, caught.value.line) == ("en/about.md", 4)


def test_a_file_larger_than_any_portal_s_is_refused(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "MAX_TEXT_BYTES", 2000)
    with pytest.raises(UnreadableFile, match="larger"):
        read({"en/about.md": "---\ntitle: Moor\n---\n" + "heather " * 500})


def test_defaults_of_the_longest_path_win(read: Read) -> None:
    found = read(
        {"fr/about.md": "---\ntitle: Landes\n---\n", "about.md": "---\ntitle: Moor\n---\n"}
    )
    assert (found.page("fr/about.md").lang, found.page("fr/about.md").layout) == ("fr", "page")
    assert found.page("about.md").lang == "en"


def test_a_page_without_permalink_gets_its_path_as_address(read: Read) -> None:
    found = read({"maps/index.md": "---\ntitle: Maps\n---\n", "maps/peat.md": "---\n---\n"})
    assert found.page("maps/index.md").url == "/maps/"
    assert found.page("maps/peat.md").url == "/maps/peat/"


def test_a_permalink_without_leading_slash_is_read_and_reported(read: Read) -> None:
    found = read({"en/data.md": "---\npermalink: dataset/search\n---\n"})
    assert found.page("en/data.md").url == "/dataset/search"
    assert found.entries("permalink-slash")[0].line == 2


def test_a_post_is_addressed_by_the_year_of_its_date_and_its_lowered_name(read: Read) -> None:
    found = read(
        {"_posts/2024-12-31-New_Sedge-List.md": "---\ndate: 2025-01-02 10:00:00 +0100\n---\n"}
    )
    post = found.page("_posts/2024-12-31-New_Sedge-List.md")
    assert post.url == "/post/2025/new-sedge-list/"
    assert post.moment is not None
    assert post.moment.isoformat() == "2025-01-02T10:00:00+01:00"


def test_a_post_without_date_field_takes_that_of_its_name(read: Read) -> None:
    post = read({"_posts/fr/2025-03-04-Laiche.md": "---\n---\n"}).page(
        "_posts/fr/2025-03-04-Laiche.md"
    )
    assert (post.url, post.lang, post.published) == ("/fr/post/2025/laiche/", "fr", True)


@pytest.mark.parametrize(
    "name", ["Sedge.md", "2025-03_Sedge.md", "2025-02-31-Sedge.md", "x2025-01-01-a.md"]
)
def test_a_post_without_date_in_its_name_was_never_published(read: Read, name: str) -> None:
    found = read({f"_posts/{name}": "---\ndate: 2025-03-04\n---\n"})
    assert not found.page(f"_posts/{name}").published
    assert found.entries("post-without-date")[0].file == f"_posts/{name}"


def test_a_post_may_say_that_it_is_not_published(read: Read) -> None:
    found = read({"_posts/2025-03-04-a.md": "---\npublished: false\n---\n"})
    assert not found.page("_posts/2025-03-04-a.md").published


def test_hidden_and_excluded_files_are_no_pages(read: Read, folder: Path) -> None:
    config = "exclude: [drafts/, README.md]\nurl: https://moor.example\n"
    page = "---\ntitle: x\n---\n"
    found = read(
        {
            "_config.yml": config,
            "drafts/a.md": page,
            "README.md": page,
            "_includes/b.md": page,
            ".github/c.md": page,
            "d.md": page,
        }
    )
    files = {one.file for one in found.portal.pages}
    assert files == {"d.md", "en/home.md", "fr/home.md"}
    assert {entry.file for entry in found.entries("excluded")} == {"drafts/a.md", "README.md"}


def test_a_markdown_file_without_front_matter_is_reported(read: Read) -> None:
    found = read({"notes.md": "Just text\n"})
    assert found.entries("no-front-matter")[0].file == "notes.md"


def test_links_out_of_the_folder_are_not_followed(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("---\ntitle: Secret\n---\n")
    write_portal(folder)
    (folder / "secret.md").symlink_to(secret)
    report = Report()
    portal = source.read_portal(folder, report)
    assert "secret.md" not in {page.file for page in portal.pages}
    assert report.with_code("symbolic-link")
    assert portal.file_at("/../secret.md") is None
    assert portal.file_at("/secret.md") is None


def test_a_portal_may_itself_be_reached_through_a_link(folder: Path, tmp_path: Path) -> None:
    write_portal(folder)
    (tmp_path / "link").symlink_to(folder.parent)
    direct = source.read_portal(folder, Report())
    linked = source.read_portal(tmp_path / "link" / folder.name, Report())
    assert [page.file for page in linked.pages] == [page.file for page in direct.pages]


def test_data_is_looked_up_by_dots_from_the_root(read: Read) -> None:
    found = read(
        {
            "_data/home.yml": "stats: {title: Moor}\n",
            "_data/fr/home.yml": "stats: {title: Landes}\n",
            "_data/lists/sedges.json": '{"count": 3}',
        }
    )
    portal = found.portal
    assert portal.lookup("home.stats.title") == "Moor"
    assert portal.lookup("fr.home.stats.title") == "Landes"
    assert portal.lookup("lists.sedges.count") == 3
    assert portal.lookup("home.stats.nothing.there") is None
    assert portal.localized("home", "fr")["stats"]["title"] == "Landes"


def test_languages_are_those_with_files_the_root_first(read: Read) -> None:
    assert read({"nl/home.md": "---\nlang: nl\n---\n"}).portal.languages == ["en", "fr", "nl"]


@pytest.mark.parametrize(
    ("text", "slug"),
    [("DiSSCo-Fed", "dissco-fed"), ("PB_GBIF", "pb-gbif"), ("Été 2025!", "été-2025"), ("--", "")],
)
def test_slugs_are_jekyll_s(text: str, slug: str) -> None:
    assert permalinks.slugify(text) == slug


def test_dates_are_read_in_the_forms_that_editors_write() -> None:
    for value in (date(2025, 3, 4), "2025-03-04", "2025-03-04 12:00", "2025-03-04 12:00:08 +0100"):
        moment = permalinks.parse_date(value)
        assert moment is not None
        assert moment.date() == date(2025, 3, 4)
        assert moment.tzinfo is not None
    assert permalinks.parse_date("4 March 2025") is None
    assert permalinks.parse_date(None) is None
