"""Previews as an editor and a reviewer see them, in a real browser with two real servers."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page, expect

from scripts import ROOT
from scripts.children import Child
from scripts.portal import API_PATH, PORTAL, previews_command, previews_environment
from scripts.run import any_free_port, wait_until_listening
from tests.barriers import barriers
from tests.client.kit import kit, serving_golden_documents
from tests.conftest import new_window
from tests.delivery.preview.conftest import House
from tests.portal.feed import Feed

pytestmark = [pytest.mark.browser, pytest.mark.portal, pytest.mark.timeout(300)]

# In milliseconds.
WAIT = 20_000
UNWATCHED = 2_100
ABOUT, STEPS = "About us", "Steps"
HOSTILE = "Typed <script>document.title='taken over'</script>"


@pytest.fixture(autouse=True)
def documents_equal_a_rebuild() -> None:
    """These tests use a database of their own, in another process."""


@pytest.fixture(scope="module")
def reviewers_profile(chromium: Browser) -> Iterator[BrowserContext]:
    """The browser of somebody who has no account."""
    context = chromium.new_context()
    yield context
    context.close()


@pytest.fixture
def reviewer(reviewers_profile: BrowserContext) -> Iterator[Page]:
    """A new window of it."""
    yield from new_window(reviewers_profile)


def edit(window: Page, house: House, page: str) -> str:
    """Open the editor of a page, such as "about nl"; its address."""
    address = f"{house.admin}/admin/pages/{house.pages[page]}/edit/"
    window.goto(address)
    return address


def panel(window: Page) -> FrameLocator:
    """The frame of the preview panel, opened."""
    if not window.locator("#w-preview-iframe").is_visible():
        window.click('[data-side-panel-toggle="preview"]')
    frame = window.frame_locator("#w-preview-iframe")
    expect(frame.locator("[data-preview-bar]")).to_be_visible(timeout=WAIT)
    return frame


def type_title(window: Page, title: str) -> None:
    """Type it when Wagtail watches: what the form holds after two seconds is its beginning."""
    window.wait_for_timeout(UNWATCHED)
    window.fill("#id_title", title)


def share(window: Page, house: House) -> str:
    """A new link, made in the admin from the editor of the page."""
    window.get_by_role("button", name="Actions", exact=True).first.click()
    window.get_by_role("link", name="Share preview").first.click()
    window.get_by_label("For whom").fill("Reviewers")
    window.get_by_label("Works for").select_option(label="1 day")
    window.get_by_role("button", name="Make a link").click()
    address = window.get_by_label("Address of the preview").input_value()
    assert address.startswith(f"{house.frontend}/preview/")
    return address


def test_the_panel_shows_the_frontend_with_what_is_being_typed(window: Page, house: House) -> None:
    edit(window, house, "about en")
    frame = panel(window)
    expect(frame.locator("h1")).to_have_text(ABOUT)
    type_title(window, HOSTILE)
    expect(frame.locator("h1")).to_have_text(HOSTILE, timeout=WAIT)
    assert "taken over" not in window.title()
    published = window.request.get(f"{house.admin}/api/delivery/v1/resolve/?path=/about/")
    assert published.json()["page"]["title"] == ABOUT


def test_the_panel_shows_each_width_and_stays_where_the_editor_was_reading(
    window: Page, house: House
) -> None:
    edit(window, house, "about en")
    frame = panel(window)
    for size, width in (("desktop", 1280), ("tablet", 768), ("mobile", 375)):
        window.get_by_label(f"Preview in {size} size").check(force=True)
        expect(frame.locator("html")).to_have_js_property("clientWidth", width, timeout=WAIT)
    frame.locator("body").evaluate("window.scrollTo({top: 500, behavior: 'instant'})")
    type_title(window, "A new title")
    expect(frame.locator("h1")).to_have_text("A new title", timeout=WAIT)
    window.wait_for_function("document.querySelectorAll('#w-preview-iframe').length === 1")
    assert frame.locator("body").evaluate("window.scrollY") == 500


def test_the_content_checks_look_at_the_frontend(window: Page, house: House) -> None:
    edit(window, house, "steps en")
    window.click('[data-side-panel-toggle="checks"]')
    checks = window.locator('[data-side-panel="checks"]')
    expect(checks).to_contain_text("Incorrect heading hierarchy", timeout=WAIT)
    expect(checks.locator("[data-content-word-count]")).to_have_text(re.compile(r"^1\d\d$"))


def test_in_a_window_of_its_own_the_preview_has_the_userbar(window: Page, house: House) -> None:
    address = edit(window, house, "steps en")
    panel(window)
    window.goto(f"{address}preview/")
    assert window.url.startswith(f"{house.frontend}/preview/")
    expect(window.get_by_role("button", name="View Wagtail quick actions")).to_be_visible()
    count = window.locator("[data-w-userbar-axe-count]")
    expect(count).to_have_text("1", timeout=WAIT)


def test_a_page_is_seen_before_it_exists(window: Page, house: House) -> None:
    parent = house.pages["steps en"]
    window.goto(f"{house.admin}/admin/pages/add/home/contentpage/{parent}/")
    window.fill("#id_title", "Not there yet")
    frame = panel(window)
    expect(frame.locator("h1")).to_have_text("Not there yet", timeout=WAIT)
    expect(frame.get_by_role("navigation", name="You are here")).to_contain_text(STEPS)


def test_a_translation_is_seen_before_it_is_published(window: Page, house: House) -> None:
    edit(window, house, "about nl")
    window.get_by_role("button", name="More actions").click()
    with window.context.expect_page() as opened:
        window.get_by_role("link", name="Preview", exact=True).click()
    preview = opened.value
    preview.wait_for_load_state()
    assert preview.url.startswith(f"{house.frontend}/preview/")
    expect(preview.locator("html")).to_have_attribute("lang", "nl")
    expect(preview.locator("[data-preview-bar]")).to_contain_text("niet gepubliceerd")


def test_a_link_opens_without_an_account_until_it_is_ended(
    window: Page, house: House, reviewer: Page
) -> None:
    edit(window, house, "steps en")
    link = share(window, house)
    reviewer.set_viewport_size({"width": 390, "height": 844})
    answer = reviewer.goto(link)
    assert answer is not None
    assert answer.status == 200
    expect(reviewer.locator("h1")).to_have_text(STEPS)
    bar = reviewer.locator("[data-preview-bar]")
    expect(bar).to_contain_text("not published")
    expect(bar).to_contain_text("It can be seen until")
    assert reviewer.locator("wagtail-userbar").count() == 0
    assert reviewer.context.cookies() == []
    assert barriers(reviewer) == []

    window.goto(f"{house.admin}/admin/previews/pages/{house.pages['steps en']}/share/")
    expect(window.locator("table.listing")).to_contain_text("Reviewers")
    window.get_by_role("button", name="End Reviewers").first.click()
    expect(window.get_by_text("The link no longer works.")).to_be_visible()
    answer = reviewer.reload()
    assert answer is not None
    assert answer.status == 410
    expect(reviewer.locator("h1")).to_have_text("This preview has ended")
    assert barriers(reviewer) == []


def test_what_the_frontend_says_keeps_a_draft_to_those_who_have_the_link(
    window: Page, house: House
) -> None:
    edit(window, house, "steps en")
    link = share(window, house)
    for address, status in ((link, 200), (f"{house.frontend}/preview/nonsense/", 404)):
        answer = window.request.get(address)
        assert answer.status == status
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["x-robots-tag"] == "noindex, nofollow"
        assert f"frame-ancestors {house.admin}" in answer.headers["content-security-policy"]
        assert "noindex" in answer.text().partition("</head>")[0]


def test_nobody_but_the_admin_frames_a_preview(window: Page, house: House, reviewer: Page) -> None:
    edit(window, house, "steps en")
    link = share(window, house)
    reviewer.route(
        "https://evil.example/",
        lambda route: route.fulfill(
            body=f'<iframe src="{link}"></iframe>', content_type="text/html"
        ),
    )
    reviewer.goto("https://evil.example/")
    reviewer.wait_for_load_state("networkidle")
    assert reviewer.frames[1].locator("h1", has_text=STEPS).count() == 0


def test_the_page_of_links_has_no_barrier_on_a_phone_or_a_desktop(
    window: Page, house: House
) -> None:
    edit(window, house, "steps en")
    share(window, house)
    for width, height in ((390, 844), (1500, 950)):
        window.set_viewport_size({"width": width, "height": height})
        assert barriers(window) == []


def test_a_link_that_never_was_is_told_in_every_language(house: House, reviewer: Page) -> None:
    reviewer.goto(f"{house.frontend}/preview/nonsense/")
    expect(reviewer.locator("h1")).to_have_text("There is no such preview")
    expect(reviewer.locator("[lang=nl] h2")).to_have_text("Dit voorbeeld bestaat niet")
    assert barriers(reviewer) == []


def test_without_the_cms_the_reader_is_told_to_come_back(house: House, reviewer: Page) -> None:
    port = any_free_port()
    built = next(PORTAL.glob("dist-preview-*"))
    environment = previews_environment("http://127.0.0.1:9", port)
    server = Child("previews", previews_command(built), environment, ROOT)
    try:
        wait_until_listening(port, server)
        answer = reviewer.goto(f"http://127.0.0.1:{port}/preview/token/")
        assert answer is not None
        assert answer.status == 503
        expect(reviewer.locator("h1")).to_have_text("The preview cannot be shown now")
        assert barriers(reviewer) == []
    finally:
        server.stop()


def test_it_passes_the_kit_that_any_frontend_runs_against_itself(house: House) -> None:
    port = any_free_port()
    built = next(PORTAL.glob("dist-preview-*"))
    with serving_golden_documents() as api:
        environment = previews_environment(api.removesuffix(API_PATH), port)
        server = Child("previews", previews_command(built), environment, ROOT)
        try:
            wait_until_listening(port, server)
            frontend = f"http://127.0.0.1:{port}"
            done = kit("check", frontend, "--api", api, "--only", "preview")
        finally:
            server.stop()
    assert "ok      preview" in done.stdout, done.stdout + done.stderr


def test_a_block_that_the_frontend_does_not_know_is_named_in_its_place(
    house: House, reviewer: Page
) -> None:
    port = any_free_port()
    built = next(PORTAL.glob("dist-preview-*"))
    with Feed() as feed:
        feed.draft = feed.page("home.ContentPage")
        newer = {"type": "hologram", "id": "0b1f4c8e-0000-4000-8000-000000000000", "value": {}}
        feed.draft["body"] = [newer, *feed.draft["body"]]
        server = Child(
            "previews", previews_command(built), previews_environment(feed.url, port), ROOT
        )
        try:
            wait_until_listening(port, server)
            reviewer.goto(f"http://127.0.0.1:{port}/preview/token/")
            expect(reviewer.locator("main .block").first).to_have_text(
                "This portal does not know the block “hologram” yet."
            )
            expect(reviewer.locator("main .block")).to_have_count(len(feed.draft["body"]))
        finally:
            server.stop()
