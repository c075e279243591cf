"""What whoever builds the portal relies on."""

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from scripts.portal import BIN, PORTAL, BuildFailed, build, node_environment
from tests.portal.feed import CONTRACT, Feed

pytestmark = [pytest.mark.portal, pytest.mark.timeout(600)]

Bytes = dict[str, tuple[bytes, int]]


def test_every_page_type_and_block_of_the_types_has_its_component() -> None:
    """The two `switch`es end in `never`: a type of the contract without a case is an error."""
    done = subprocess.run(
        [BIN / "npm", "run", "--silent", "check"],
        cwd=PORTAL,
        env=node_environment(),
        text=True,
        capture_output=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "- 0 errors" in done.stdout


@pytest.fixture
def feed() -> Iterator[Feed]:
    with Feed() as feed:
        yield feed


def files(folder: Path) -> Bytes:
    """Every file, with its bytes and when it was written."""
    return {
        str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def contents(folder: Path) -> dict[str, bytes]:
    return {name: content for name, (content, _) in files(folder).items()}


def edit_a_page(feed: Feed) -> None:
    page = feed.page("community.ProjectPage")
    page["hero"]["title"] = page["title"] = "Another name of the project"
    feed.publish(page)


def rename_what_others_link_to(feed: Feed) -> None:
    """The home page says the title of the news, which is in no document but its own."""
    page = feed.page("home.NewsIndexPage")
    page["title"] = "All that is new"
    feed.publish(page)


def put_news_into_another_category(feed: Feed) -> None:
    """Nothing is left in the one that they were in: its page and its feed go."""
    news, archive = feed.page("home.NewsPage"), feed.page("home.NewsIndexPage")
    old = news["categories"][0]["slug"]
    new = next(it for it in archive["categories"] if it["slug"] != old)
    news["categories"] = [{"slug": new["slug"], "name": new["name"]}]
    new["count"] += 1
    archive["categories"] = [it for it in archive["categories"] if it["slug"] != old]
    feed.publish(news)
    feed.publish(archive)


def move_a_page(feed: Feed) -> None:
    page = feed.page("home.TopicPage")
    feed.withdraw(page)
    feed.redirects = [{"from": page["path"], "to": "/moved/here/", "status": 301}]
    feed.publish({**page, "path": "/moved/here/"})


def withdraw_a_page(feed: Feed) -> None:
    feed.withdraw(feed.page("community.TeamPage"))


def change_the_site(feed: Feed) -> None:
    site = feed.site("nl")
    site["name"] = "Een andere naam"
    feed.publish(site)


def publish_what_is_there_already(feed: Feed) -> None:
    feed.publish(feed.page("community.CommunityPage"))


EDITS: list[tuple[Callable[[Feed], None], str]] = [
    (edit_a_page, r"1 documents changed; [1-4] files of \d+ written, 0 removed"),
    (rename_what_others_link_to, r"1 documents changed; [1-9] files of"),
    (put_news_into_another_category, r"2 documents changed; .* 2 removed"),
    (move_a_page, r"1 documents changed; .* 0 removed"),
    (withdraw_a_page, r"0 documents changed; .* 1 removed"),
    (change_the_site, r"1 documents changed; .* 0 removed"),
    (publish_what_is_there_already, r"0 files of \d+ written, 0 removed"),
]


def test_a_build_after_a_change_is_what_a_build_from_nothing_is_and_touches_nothing_else(
    feed: Feed, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    build(kept, feed.url)
    for number, (edit, said) in enumerate(EDITS):
        before = files(kept)
        edit(feed)
        feed.asked.clear()
        assert re.search(said, build(kept, feed.url)), edit.__name__
        assert all("cursor=" in asked for asked in feed.asked if asked.startswith("sync/"))
        after = files(kept)
        for name in before.keys() & after.keys():
            if before[name][0] == after[name][0]:
                assert before[name] == after[name], f"{edit.__name__} wrote {name} again"
        if number in (1, len(EDITS) - 1):
            anew = tmp_path / "anew"
            # The second time over what the first has made, with no state to go on from.
            (tmp_path / "anew.state.jsonl").unlink(missing_ok=True)
            build(anew, feed.url)
            assert contents(anew) == contents(kept), edit.__name__
    # Stopped while it noted what it had done: the next build does that once more.
    state = tmp_path / "kept.state.jsonl"
    state.write_bytes(state.read_bytes()[:-9])
    assert " 0 files of" in build(kept, feed.url)
    assert contents(kept) == contents(anew)
    assert not list(tmp_path.rglob("*.next"))


def test_what_cannot_be_built_is_explained_and_leaves_the_last_build_as_it_was(
    feed: Feed, tmp_path: Path
) -> None:
    build(tmp_path / "site", feed.url)
    last = files(tmp_path / "site")
    broken = feed.page("home.NewsPage")
    at = next(at for at, block in enumerate(broken["body"]) if block["type"] == "rich_text")
    broken["body"][at]["value"]["html"] = 7
    feed.publish(broken)
    with pytest.raises(BuildFailed) as failure:
        build(tmp_path / "site", feed.url)
    said = str(failure.value)
    assert f"“{broken['title']}” at {broken['path']}" in said
    assert f"/body/{at}/value/html must be string" in said
    assert files(tmp_path / "site") == last
    with pytest.raises(BuildFailed, match=r"The delivery API does not answer at http://127\.0\.0"):
        build(tmp_path / "site", "http://127.0.0.1:9")
    assert files(tmp_path / "site") == last
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "thesis.txt").write_text("of three years")
    with pytest.raises(BuildFailed, match="holds files that are no portal"):
        build(tmp_path / "work", feed.url)
    assert [*files(tmp_path / "work")] == ["thesis.txt"]


def test_a_block_of_a_newer_service_is_logged_and_left_out_and_hostile_text_is_text(
    feed: Feed, tmp_path: Path
) -> None:
    """The service's own schema knows the block; the portal does not."""
    hostile = "<script>alert(1)</script><img src=x onerror=alert(2)> Fungi & friends"
    page = feed.page("home.HomePage")
    datasets = json.loads((CONTRACT / "examples/blocks/gbif_datasets.json").read_text())
    datasets["value"]["items"][0]["title"] = hostile
    newer = {"type": "hologram", "id": "0b1f4c8e-0000-4000-8000-000000000000", "value": {"x": 1}}
    page["body"] = [newer, datasets]
    feed.publish(page)
    feed.newer_block = "hologram"
    said = build(tmp_path / "site", feed.url)
    assert 'no component for a block of type "hologram"' in said
    assert page["path"] in said
    html = (tmp_path / "site" / page["path"].strip("/") / "index.html").read_text()
    assert "hologram" not in html.replace("block--hologram", "")
    shown = BeautifulSoup(html, "lxml")
    assert hostile in shown.get_text()
    assert not shown.select("[onerror]")
    assert "alert(1)" not in "".join(script.get_text() for script in shown.select("script"))


def test_a_host_that_hands_pictures_on_is_asked_for_them(
    feed: Feed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over the connection that is there; other sites are told the address at the CMS."""
    monkeypatch.setenv("PICTURES_URL", "/")
    build(tmp_path / "site", feed.url)
    home = BeautifulSoup((tmp_path / "site" / "index.html").read_text(), "lxml")
    asked = [str(it["src"]) for it in home.select("img")] + [
        version.split()[0]
        for it in home.select("source")
        for version in str(it["srcset"]).split(", ")
    ]
    assert asked
    assert all(address.startswith("/images/") for address in asked)
    assert not home.select("link[rel=preconnect]")
    assert home.select_one("meta[property='og:image'][content^=http]")
