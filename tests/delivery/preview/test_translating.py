"""Translator and reviewer, each in a browser of their own: from the list to the website."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.barriers import barriers
from tests.delivery.preview.conftest import House
from tests.delivery.preview.prepare import REVIEWER, TRANSLATOR

pytestmark = [pytest.mark.browser, pytest.mark.portal, pytest.mark.timeout(300)]

# In milliseconds.
WAIT = 60_000
DUTCH = {"Ponds": "Vijvers", "ponds": "vijvers", "Our ponds": "Onze vijvers"}


@pytest.fixture(autouse=True)
def documents_equal_a_rebuild() -> None:
    """These tests use a database of their own, in another process."""


@contextmanager
def at_work(chromium: Browser, house: House, login: tuple[str, str]) -> Iterator[Page]:
    """Somebody's own browser, logged in."""
    context = chromium.new_context(viewport={"width": 1500, "height": 950})
    page = context.new_page()
    page.set_default_timeout(WAIT)
    expect.set_options(timeout=WAIT)
    house.log_in(page, login)
    yield page
    expect.set_options(timeout=None)
    context.close()


def open_text(page: Page, house: House) -> None:
    """The page of the text, from the list of what was given to oneself."""
    page.goto(f"{house.admin}/admin/translations/?locale=nl&mine")
    page.get_by_role("link", name="Ponds", exact=True).click()
    expect(page.get_by_role("heading", name="Work at this translation")).to_be_visible()


def test_a_translation_goes_from_the_list_to_the_website_in_two_steps(
    window: Page, house: House, chromium: Browser
) -> None:
    window.goto(f"{house.admin}/admin/translations/?locale=nl")
    assert barriers(window) == []
    window.get_by_role("checkbox", name="Ponds", exact=True).check()
    window.get_by_role("button", name="Assign", exact=True).click()
    assert barriers(window) == []
    window.get_by_label("Translator").select_option(label=TRANSLATOR[0])
    window.get_by_label("Reviewer").select_option(label=REVIEWER[0])
    window.get_by_role("button", name="Assign", exact=True).click()
    expect(window.locator(".messages")).to_contain_text("1 text was assigned")

    with (
        at_work(chromium, house, TRANSLATOR) as translator,
        at_work(chromium, house, REVIEWER) as reviewer,
    ):
        open_text(translator, house)
        assert barriers(translator) == []
        translator.get_by_role("link", name="Translate", exact=True).click()
        translate(translator, house)
        meet_another(translator)
        translator.get_by_role("button", name="Hand in for review").click()
        expect(translator.locator(".messages")).to_contain_text("reviewer's turn")

        open_text(reviewer, house)
        reviewer.get_by_label("Comment", exact=True).fill("Is “vijvers” what we call them?")
        reviewer.get_by_role("button", name="Return to the translator").click()
        open_text(translator, house)
        expect(translator.locator(".translation-work")).to_contain_text("what we call them")
        translator.get_by_role("button", name="Hand in for review").click()

        open_text(reviewer, house)
        reviewer.get_by_role("button", name="Approve and publish").click()
        expect(reviewer.locator(".messages")).to_contain_text("Approved and published")
        reviewer.goto(f"{house.admin}/admin/translations/dashboard/")
        assert barriers(reviewer) == []
    answer = window.request.get(f"{house.admin}/api/delivery/v1/resolve/?path=/nl/vijvers/")
    page = answer.json()["page"]
    assert (page["title"], page["translation"]["state"]) == ("Vijvers", "translated")


def translate(editor: Page, house: House) -> None:
    """Every segment; the first one is seen in the portal before it is saved."""
    segments = editor.locator(".js-translation-editor h3 + ul > li")
    expect(segments).to_have_count(len(DUTCH))
    segments.first.get_by_role("button", name="Comment on this").click()
    expect(editor.get_by_label("Comment", exact=True)).to_be_focused()
    assert "Ponds" in editor.get_by_label("About").locator("option:checked").inner_text()
    assert barriers(editor) == []
    for number in range(len(DUTCH)):
        segment = segments.nth(number)
        if not segment.is_visible():
            editor.get_by_role("tab", name="Promote").click()
        source = segment.locator("p").first.inner_text().strip()
        if source == "Our ponds":
            expect(segment).to_contain_text("for: Our pond")
            segment.get_by_role("button", name="Use this").click()
            expect(segment.locator("textarea")).to_have_value("Our pond-nl")
        else:
            segment.get_by_role("button", name="Translate").click()
        segment.locator("textarea").fill(DUTCH[source])
        if source == "Ponds":
            preview(editor, house)
        segment.get_by_role("button", name="Save").click()
        expect(segment.get_by_role("button", name="Edit")).to_be_visible()


def meet_another(editor: Page) -> None:
    """Two at one segment: the second is shown the words of the first, and may replace them."""
    other = editor.context.new_page()
    other.goto(editor.url)
    told = editor.locator(".translation-conflict")
    say(other, "De vijvers")
    other.close()
    say(editor, DUTCH["Our ponds"] + "!")
    expect(told).to_contain_text("De vijvers")
    say(editor, DUTCH["Our ponds"], DUTCH["Our ponds"] + "!")
    expect(told).to_have_count(0)


def say(editor: Page, words: str, typed: str = DUTCH["Our ponds"]) -> None:
    """Change the segment in which `typed` stands."""
    editor.get_by_role("tab", name="Content").click()
    segment = editor.locator(".js-translation-editor h3 + ul > li").filter(has_text="Our ponds")
    segment.get_by_role("button", name="Edit").click()
    expect(segment.locator("textarea")).to_have_value(typed)
    segment.locator("textarea").fill(words)
    segment.get_by_role("button", name="Save").click()
    expect(segment.get_by_role("button", name="Edit")).to_be_visible()


def preview(editor: Page, house: House) -> None:
    """What is typed, in the portal, beside the source."""
    with editor.context.expect_page(timeout=2 * WAIT) as opened:
        editor.get_by_role("button", name="Preview beside the source").click()
    beside = opened.value
    beside.wait_for_load_state()
    frame = beside.frame_locator('iframe[title="Translation"]')
    expect(frame.locator("h1")).to_have_text("Vijvers", timeout=WAIT)
    source = beside.locator('iframe[title="Source"]')
    expect(source).to_have_attribute("src", f"{house.frontend}/ponds/")
    assert barriers(beside) == []
    beside.close()
