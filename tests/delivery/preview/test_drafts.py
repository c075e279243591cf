"""A draft's document: what the published one would be, byte for byte."""

from typing import Any

from wagtail.models import Page, PageViewRestriction

from cms.delivery.models import Document
from cms.delivery.preview.drafts import portal_of_draft, render_draft
from home.models import ContentPage, NewsIndexPage, NewsPage
from tests.delivery.conftest import schema_of
from tests.delivery.editing import again, linking_to, submit_for_translation
from tests.factories import add_page, block, make_portal, synchronise


def drafted(draft: Any) -> bytes:
    return render_draft(draft, portal_of_draft(draft))


def test_the_draft_of_an_unchanged_page_equals_its_published_document() -> None:
    portal = make_portal("nl")
    about = add_page(portal.site.root_page, ContentPage, title="About", slug="about")
    page = add_page(about, ContentPage, title="Us", slug="us", body=[linking_to(about)])
    synchronise()
    for one in (again(portal.site.root_page), about, page):
        stored = Document.objects.get(page=one.pk)
        assert drafted(again(one).get_latest_revision_as_object()) == stored.json


def test_a_changed_draft_becomes_the_document_once_it_is_published() -> None:
    portal = make_portal()
    page = add_page(portal.site.root_page, ContentPage, title="About", slug="about")
    page.title, page.slug = "About us", "about-us"
    page.body = page.body.stream_block.to_python(
        [block("rich_text", text="<p>Words</p>"), linking_to(page)]
    )
    revision = page.save_revision()
    before = schema_of(page._meta.label)
    draft = again(page).get_latest_revision_as_object()
    content = drafted(draft)
    revision.publish()
    published = Document.objects.get(page=page.pk)
    before.validate(published.content)
    assert _without_times(content) == _without_times(published.json)
    assert published.path == "/about-us/"


def _without_times(document: bytes) -> Any:
    """The document but for the moment of its publication, which a draft cannot know."""

    def strip(value: Any) -> Any:
        if isinstance(value, dict):
            times = ("updated_at", "dateModified")
            return {name: strip(one) for name, one in value.items() if name not in times}
        return [strip(one) for one in value] if isinstance(value, list) else value

    return strip(Document(body=document).content)


def test_a_page_that_was_never_published_has_a_document_in_full() -> None:
    portal = make_portal("nl")
    page = ContentPage(title="Plan", slug="plan", locale=portal.source_locale, live=False)
    portal.site.root_page.add_child(instance=page)
    document = Document(body=drafted(page)).content
    schema_of("home.ContentPage").validate(document)
    assert document["path"] == "/plan/"
    assert document["published_at"] is None
    assert [one["path"] for one in document["alternates"]] == ["/plan/"]
    assert document["breadcrumbs"] == [{"title": "Home", "path": "/"}]


def test_a_draft_shows_itself_and_no_other_draft() -> None:
    portal = make_portal()
    home = portal.site.root_page
    news = add_page(home, NewsIndexPage, title="News", slug="news")
    secret = NewsPage(title="Secret", slug="secret", date="2026-01-01", live=False)
    secret.locale = portal.source_locale
    news.add_child(instance=secret)
    page = add_page(home, ContentPage, title="About", slug="about", body=[linking_to(secret)])
    text = drafted(again(page)).decode() + drafted(again(news)).decode()
    assert "Secret" not in text
    assert "/news/secret/" not in text


def test_a_page_behind_a_password_can_be_previewed_and_stays_behind_it() -> None:
    portal = make_portal()
    page = add_page(portal.site.root_page, ContentPage, title="Plan", slug="plan")
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="x")
    schema_of("home.ContentPage").validate(Document(body=drafted(again(page))).content)
    assert not Document.objects.filter(page=page.pk).exists()


def test_a_translation_that_nobody_published_says_what_it_is() -> None:
    portal = make_portal("nl")
    page = add_page(portal.site.root_page, ContentPage, title="About", slug="about")
    submit_for_translation(page, "nl")
    dutch = Page.objects.get(translation_key=page.translation_key, locale__language_code="nl")
    document = Document(body=drafted(dutch.specific)).content
    schema_of("home.ContentPage").validate(document)
    assert document["locale"]["requested"] == document["locale"]["served"] == "nl"
    assert document["translation"]["state"] == "outdated"
    assert [one["locale"] for one in document["alternates"]] == ["en", "nl"]
