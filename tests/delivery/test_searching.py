"""`search/`: what the published documents say, in every language, on both databases."""

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from cms.core.portals import Portal
from cms.delivery.searching import querying
from cms.delivery.searching.models import SearchableDocument
from cms.delivery.searching.words import folded_words, words
from cms.delivery.work import catch_up
from home.models import ContentPage, NewsIndexPage, NewsPage
from tests.delivery.editing import publish
from tests.factories import (
    add_languages,
    add_page,
    block,
    default_portal,
    make_image,
    make_portal,
    picture,
    synchronise,
)

Get = Callable[..., Any]


@pytest.fixture(scope="module")
def _made(lasting: None) -> None:
    make_portal("fr", "nl", "de")


@pytest.fixture
def portal(_made: None, db: None) -> Portal:
    return default_portal()


def write(portal: Portal, title: str, text: str, code: str = "en", **fields: Any) -> Any:
    """A page that says something, in a language."""
    home = next(one for one in portal.roots.values() if one.locale.language_code == code)
    body = [block("rich_text", text=f"<p>{text}</p>")]
    return add_page(home, ContentPage, title=title, body=body, **fields)


def found(get: Get, q: str, **query: Any) -> list[str]:
    """The titles that are found, the best first."""
    catch_up()
    answer = get("search/", q=q, **query)
    assert answer.status_code == 200, answer.content
    return [item["title"] for item in answer.json()["items"]]


def test_every_word_must_stand_in_the_page(get: Get, portal: Portal) -> None:
    write(portal, "Ponds", "Frogs and toads breed in ponds.")
    write(portal, "Frogs", "They are amphibians.")
    assert found(get, "toads pond") == ["Ponds"]
    assert found(get, "amphibians frogs") == ["Frogs"]
    assert found(get, "amphibians ponds") == []


def test_a_word_in_the_title_counts_more(get: Get, portal: Portal) -> None:
    write(portal, "Field notes", "Newts, newts and again newts were seen.")
    write(portal, "Newts", "About animals that live in water and on land.")
    assert found(get, "newts") == ["Newts", "Field notes"]


@pytest.mark.parametrize(
    ("code", "written", "asked"),
    [
        ("en", "Observations of many species", "observation"),
        ("fr", "Les observations d'espèces protégées", "espece protegee"),
        ("fr", "L’observation de la biodiversité", "OBSERVATIONS biodiversité"),
        ("nl", "Waarnemingen van zeldzame soorten", "waarneming soort"),
        ("de", "Beobachtungen seltener Vögel an der Straße", "vogel beobachtung strasse"),
    ],
)
def test_forms_of_a_word_are_found_in_each_language(
    get: Get, portal: Portal, code: str, written: str, asked: str
) -> None:
    write(portal, "Page", written, code)
    assert found(get, asked, locale=code) == ["Page"]
    assert found(get, asked) == ["Page"]
    assert found(get, asked, locale="nl" if code == "en" else "en") == []


def test_scripts_without_spaces_are_searched(get: Get, portal: Portal) -> None:
    add_languages("ja")
    write(default_portal(), "データ", "生物多様性のデータを共有する", "ja")
    assert found(get, "多様性", locale="ja") == ["データ"]
    assert found(get, "水", locale="ja") == []


def test_the_last_word_may_be_a_beginning(get: Get, portal: Portal) -> None:
    write(portal, "Page", "Citizens share biodiversity data.")
    assert found(get, "biodiversit") == ["Page"]
    assert found(get, "citizens biod") == ["Page"]
    assert found(get, "biod citizens") == []
    assert found(get, "ci") == []  # too short to begin a word with


def test_quoted_words_stand_side_by_side(get: Get, portal: Portal) -> None:
    write(portal, "Together", "We do citizen science here.")
    write(portal, "Apart", "Science is for every citizen.")
    assert found(get, '"citizen science"') == ["Together"]
    assert found(get, "“Citizens science” here") == ["Together"]
    assert set(found(get, "citizen science")) == {"Together", "Apart"}


def test_highlights_are_pieces_of_the_title_and_of_the_text_around_the_words(
    get: Get, portal: Portal
) -> None:
    text = "Nothing to see. " * 40 + "Rare frogs &amp; <b>toads</b> live here. " + "The end. " * 40
    write(portal, "Frogs & <ponds>", text)
    catch_up()
    [item] = get("search/", q="frog toad").json()["items"]
    title, excerpt = item["highlights"]["title"], item["highlights"]["text"]
    assert title == [{"text": "Frogs", "match": True}, {"text": " & <ponds>", "match": False}]
    assert [piece["text"] for piece in excerpt if piece["match"]] == ["frogs", "toads"]
    shown = "".join(piece["text"] for piece in excerpt)
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert "Rare frogs & toads live here." in shown
    assert len(shown) < 260


def test_what_is_found_is_a_summary(get: Get, portal: Portal) -> None:
    write(portal, "Ponds", "Frogs and toads breed here.")
    catch_up()
    [item] = get("search/", q="toads").json()["items"]
    [summary] = [
        one for one in get("pages/", locale="en").json()["items"] if one["title"] == "Ponds"
    ]
    assert item == {**summary, "highlights": item["highlights"]}


def test_results_can_be_of_some_types_only(get: Get, portal: Portal) -> None:
    write(portal, "Page", "Frogs.")
    index = add_page(portal.site.root_page, NewsIndexPage, title="News")
    add_page(index, NewsPage, title="Item", body=[block("rich_text", text="<p>Frogs.</p>")])
    assert set(found(get, "frogs")) == {"Page", "Item"}
    assert found(get, "frogs", type="home.NewsPage") == ["Item"]
    assert set(found(get, "frogs", type=["home.NewsPage", "home.ContentPage"])) == {"Page", "Item"}
    assert found(get, "frogs", type="home.Nothing") == []


def test_a_fallback_is_found_in_the_language_that_it_stands_in_for(
    get: Get, portal: Portal
) -> None:
    write(portal, "Ponds", "Observations of frogs.")
    synchronise()
    assert found(get, "observation", locale="nl") == ["Ponds"]
    catch_up()
    [item] = get("search/", q="observation", locale="nl").json()["items"]
    assert (item["state"], item["locale"], item["path"][:4]) == ("fallback", "en", "/nl/")


def test_a_cursor_leads_through_all_results_once(get: Get, portal: Portal) -> None:
    for number in range(7):
        write(portal, f"Page {number}", "Frogs.")
    everything = found(get, "frogs")
    seen: list[str] = []
    query: dict[str, Any] = {"q": "frogs", "limit": 3}
    while True:
        answer = get("search/", **query).json()
        seen += [item["title"] for item in answer["items"]]
        if answer["next_cursor"] is None:
            break
        query["cursor"] = answer["next_cursor"]
    assert len(seen) == 7
    assert seen == everything
    refused = get("search/", **{**query, "q": "toads"})
    assert refused.status_code == 400
    assert refused.json()["type"].endswith("/problems/invalid-cursor/")


def test_only_what_a_page_shows_is_found(get: Get, portal: Portal) -> None:
    image = make_image("canaryfile", description="canaryalt", caption="canarycaption")
    make_image("Other", description="canaryunused")
    body = [
        block("image", image=picture(image), caption="", size="normal"),
        block("html", html="<p>canaryhtml</p><script>canaryscript</script>"),
    ]
    page = add_page(
        portal.site.root_page, ContentPage, title="Shown", body=body,
        search_description="canarydescription", seo_title="canaryseo",
    )  # fmt: skip
    page.tags.add("canarytag")
    page.save_revision().publish()
    for shown in ("canaryalt", "canarycaption", "canaryhtml"):
        assert found(get, shown) == ["Shown"], shown
    for hidden in ("file", "unused", "script", "description", "seo", "tag"):
        assert found(get, f"canary{hidden}") == [], hidden


def test_drafts_and_private_pages_are_never_found(get: Get, portal: Portal) -> None:
    draft = write(portal, "Draft", "canarydraft was written.")
    draft.unpublish()
    private = write(portal, "Private", "canaryprivate")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    edited = write(portal, "Edited", "Published.")
    edited.title = "canarytitle"
    edited.save_revision()
    for canary in ("canarydraft", "canaryprivate", "canarytitle"):
        assert found(get, canary) == []


def test_a_withdrawn_page_is_gone_at_once(get: Get, portal: Portal) -> None:
    page = write(portal, "Page", "Frogs.")
    assert found(get, "frogs") == ["Page"]
    page.unpublish()
    assert get("search/", q="frogs").json()["items"] == []


def test_withdrawn_words_do_not_find_a_page_that_is_not_yet_indexed_again(
    get: Get, portal: Portal
) -> None:
    page = write(portal, "Page", "Frogs.")
    assert found(get, "frogs") == ["Page"]
    publish(page, body=[])
    assert get("search/", q="frogs").json()["items"] == []
    assert [one["title"] for one in get("search/", q="page").json()["items"]] == ["Page"]


def test_one_portal_does_not_find_what_another_says(get: Get, portal: Portal) -> None:
    other = make_portal(hostname="other.example")
    write(portal, "Ours", "Frogs.")
    write(other, "Theirs", "Frogs.")
    assert found(get, "frogs") == ["Ours"]
    assert found(get, "frogs", site="other.example") == ["Theirs"]


QUESTIONS = (
    "", "%" * 1000, '"unbalanced', "a*" * 500, "NEAR(a b, 10) ^x col: y AND OR NOT -z", "'", "\\",
    "({[", "word " * 400, "ßsite1", "type:x", "ﷺ½²①", "é" * 900, "<b>frogs</b>", "frogs' & !x",
    "\u200d\u202e", "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"), "x" * 2000,
)  # fmt: skip


def test_no_question_is_an_error(get: Get, portal: Portal) -> None:
    write(portal, "Page", "Frogs.")
    for q in QUESTIONS:
        assert found(get, q) in ([], ["Page"]), q


def test_too_long_a_question_and_an_unknown_language_are_refused(get: Get, portal: Portal) -> None:
    assert get("search/", q="x" * 10_000).status_code == 400
    assert get("search/").json()["parameter"] == "q"
    assert get("search/", q="x", limit=51).json()["parameter"] == "limit"
    assert get("search/", q="x", locale="xx").json()["type"].endswith("/unknown-locale/")
    assert get("search/", q="x", page=2).json()["parameters"] == ["page"]


def test_a_search_that_takes_too_long_is_refused(
    get: Get, portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(portal, "Page", "Frogs.")
    catch_up()
    monkeypatch.setattr("cms.delivery.searching.querying.MAX_SECONDS", 0.001)
    slow = {
        "sqlite": "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) "
        "SELECT x, 1 FROM n WHERE x < 0 LIMIT %s OFFSET %s",
        "postgresql": "SELECT 1, pg_sleep(5) LIMIT %s OFFSET %s",
    }[connection.vendor]
    monkeypatch.setitem(
        querying.STATEMENTS,
        connection.vendor,
        lambda search: (slow, []),
    )
    answer = get("search/", q="frogs")
    assert answer.status_code == 400
    assert answer.json()["type"].endswith("/problems/search-too-broad/")


def test_a_database_in_trouble_is_no_fault_of_the_question(
    get: Get, portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(
        querying.STATEMENTS,
        connection.vendor,
        lambda search: ("SELECT 1, 1 FROM missing LIMIT %s OFFSET %s", []),
    )
    with pytest.raises(DatabaseError, match="missing"):  # the reader gets an internal error
        get("search/", q="frogs")


def test_a_search_takes_a_few_queries_at_any_length(
    get: Get, portal: Portal, django_assert_max_num_queries: Any
) -> None:
    for number in range(6):
        write(portal, f"Page {number}", "Frogs.")
    catch_up()
    get("search/", q="frogs")
    for limit in (1, 6):
        with django_assert_max_num_queries(9 if connection.vendor == "postgresql" else 6):
            get("search/", q="frogs", locale="en", limit=limit)


def test_the_index_knows_each_public_page_once(get: Get, portal: Portal) -> None:
    pages = [write(portal, f"Page {number}", "Frogs.") for number in range(3)]
    catch_up()
    publish(pages[0], title="Renamed")
    pages[1].delete()
    catch_up()
    public = SearchableDocument.get_indexed_objects().count()
    entries = SearchableDocument.objects.filter(index_entries__isnull=False).distinct().count()
    assert public == entries
    assert found(get, "frogs") == ["Renamed", "Page 2"]


@given(st.text(max_size=100) | st.text(alphabet="aB3_-é ß\x1f", max_size=100))
def test_the_words_that_are_indexed_are_those_that_highlights_mark(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    marked = [word.folded for word in words(composed)]
    assert folded_words(composed) == [word for word in marked if word]
