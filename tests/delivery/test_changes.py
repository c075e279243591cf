"""What an editor does, and which documents are other documents afterwards.

Each test also ends with the invariant of `conftest.py`: the documents equal a rebuild.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Locale,
    Page,
    PageViewRestriction,
    Site,
)

from cms.core import rendering
from cms.core.models import Language, Navigation, SiteSettings
from cms.delivery import finished
from cms.delivery.changes import changed, changes
from cms.delivery.models import Document, Tombstone
from community.models import CommunityPage, Organisation
from home.models import ContentPage, NewsIndexPage, NewsPage, TopicIndexPage
from tests.delivery.editing import again, linking_to, publish
from tests.factories import (
    add_page,
    block,
    items,
    make_image,
    make_portal,
    picture,
    synchronise,
)

ReadDocument = Callable[[str], dict[str, Any]]


def paths() -> set[str]:
    """The paths at which documents stand."""
    documents = Document.objects.pages()
    return {path for path in documents.values_list("path", flat=True) if path}


def first_link(document: dict[str, Any]) -> dict[str, Any]:
    target: dict[str, Any] = document["body"][0]["value"]["ctas"][0]["link"]
    return target


# Pages


def test_publishing_a_page_makes_its_document(document: ReadDocument) -> None:
    portal = make_portal()
    add_page(portal.site.root_page, ContentPage, title="Mission", slug="mission")
    assert document("/mission/")["title"] == "Mission"


def test_saving_a_draft_changes_no_document(document: ReadDocument) -> None:
    portal = make_portal()
    page = add_page(portal.site.root_page, ContentPage, title="Mission", slug="mission")
    before = Document.objects.get(path="/mission/")
    page.title = "Vision"
    page.save_revision()
    after = Document.objects.get(path="/mission/")
    assert (after.etag, after.changed_at) == (before.etag, before.changed_at)


def test_publishing_without_an_edit_keeps_the_etag_of_pages_that_link_here() -> None:
    portal = make_portal()
    target = add_page(portal.site.root_page, ContentPage, slug="target")
    add_page(portal.site.root_page, ContentPage, slug="linking", body=[linking_to(target)])
    before = Document.objects.get(path="/linking/")
    publish(target)
    after = Document.objects.get(path="/linking/")
    assert (after.etag, after.changed_at) == (before.etag, before.changed_at)


def test_unpublishing_leaves_a_tombstone_and_no_working_link(document: ReadDocument) -> None:
    portal = make_portal()
    target = add_page(portal.site.root_page, ContentPage, slug="target")
    add_page(portal.site.root_page, ContentPage, slug="linking", body=[linking_to(target)])
    assert first_link(document("/linking/"))["path"] == "/target/"
    target.unpublish()
    assert first_link(document("/linking/"))["state"] == "missing"
    assert not Document.objects.filter(path="/target/").exists()
    tombstone = Tombstone.objects.get(path="/target/")
    assert (tombstone.type, tombstone.locale) == ("home.ContentPage", "en")


def test_publishing_again_revives_the_document_and_the_links_to_it(document: ReadDocument) -> None:
    portal = make_portal()
    target = add_page(portal.site.root_page, ContentPage, slug="target")
    add_page(portal.site.root_page, ContentPage, slug="linking", body=[linking_to(target)])
    target.unpublish()
    publish(target)
    assert first_link(document("/linking/"))["path"] == "/target/"


def test_renaming_a_parent_changes_the_breadcrumbs_of_its_children(document: ReadDocument) -> None:
    portal = make_portal()
    parent = add_page(portal.site.root_page, ContentPage, title="About", slug="about")
    child = add_page(parent, ContentPage, slug="team")
    add_page(child, ContentPage, slug="former")
    publish(parent, title="About us")
    assert document("/about/team/")["breadcrumbs"][1]["title"] == "About us"
    assert document("/about/team/former/")["breadcrumbs"][1]["title"] == "About us"


def test_a_new_slug_moves_the_page_its_children_and_the_links_to_them(
    document: ReadDocument,
) -> None:
    portal = make_portal()
    parent = add_page(portal.site.root_page, ContentPage, slug="about")
    child = add_page(parent, ContentPage, slug="team")
    add_page(portal.site.root_page, ContentPage, slug="linking", body=[linking_to(child)])
    publish(parent, slug="over")
    assert paths() == {"/", "/over/", "/over/team/", "/linking/"}
    assert first_link(document("/linking/"))["path"] == "/over/team/"


def test_a_new_slug_of_a_draft_moves_the_published_pages_below_it() -> None:
    portal = make_portal()
    parent = add_page(portal.site.root_page, ContentPage, slug="about")
    add_page(parent, ContentPage, slug="team")
    parent.unpublish()
    draft = ContentPage.objects.get(pk=parent.pk)
    draft.slug = "over"
    draft.save()
    assert paths() == {"/", "/over/team/"}


def test_two_pages_may_swap_their_slugs(document: ReadDocument) -> None:
    portal = make_portal()
    first = add_page(portal.site.root_page, ContentPage, title="First", slug="one")
    second = add_page(portal.site.root_page, ContentPage, title="Second", slug="two")
    with changes():
        publish(first, slug="three")
        publish(second, slug="one")
        publish(first, slug="two")
    assert document("/one/")["title"] == "Second"
    assert document("/two/")["title"] == "First"


def test_moving_a_page_changes_both_lists_and_all_paths_below(document: ReadDocument) -> None:
    portal = make_portal()
    old = add_page(portal.site.root_page, NewsIndexPage, title="Old", slug="old")
    new = add_page(portal.site.root_page, NewsIndexPage, title="New", slug="new")
    page = add_page(old, NewsPage, title="Otters are back", slug="otters")
    assert [one["title"] for one in document("/old/")["items"]] == ["Otters are back"]
    page.move(new, "last-child")
    assert document("/old/")["items"] == []
    assert [one["path"] for one in document("/new/")["items"]] == ["/new/otters/"]
    assert "/old/otters/" not in paths()


def test_reordering_children_reorders_the_list_that_shows_them(document: ReadDocument) -> None:
    from home.models import TopicIndexPage, TopicPage

    portal = make_portal()
    index = add_page(portal.site.root_page, TopicIndexPage, slug="topics")
    add_page(index, TopicPage, title="Bees", slug="bees")
    last = add_page(index, TopicPage, title="Alien plants", slug="aliens")
    Page.objects.get(pk=last.pk).move(Page.objects.get(pk=index.pk), "first-child")
    assert [one["title"] for one in document("/topics/")["items"]] == ["Alien plants", "Bees"]


def test_deleting_a_page_withdraws_it_and_everything_below_it() -> None:
    portal = make_portal()
    parent = add_page(portal.site.root_page, ContentPage, slug="about")
    add_page(add_page(parent, ContentPage, slug="team"), ContentPage, slug="former")
    Page.objects.get(pk=parent.pk).delete()
    assert paths() == {"/"}
    assert Tombstone.objects.count() == 3


def test_a_copy_has_documents_of_its_own_for_the_whole_branch() -> None:
    portal = make_portal()
    parent = add_page(portal.site.root_page, ContentPage, slug="about")
    add_page(parent, ContentPage, slug="team")
    parent.copy(recursive=True, update_attrs={"slug": "about-2"}, keep_live=True)
    assert {"/about-2/", "/about-2/team/"} <= paths()


def test_a_copy_kept_as_a_draft_has_no_document() -> None:
    portal = make_portal()
    page = add_page(portal.site.root_page, ContentPage, slug="about")
    page.copy(update_attrs={"slug": "about-2"}, keep_live=False)
    assert paths() == {"/", "/about/"}


def test_reverting_to_an_old_revision_brings_its_words_back(document: ReadDocument) -> None:
    portal = make_portal()
    page = add_page(portal.site.root_page, ContentPage, title="First", slug="page")
    old = page.latest_revision
    publish(page, title="Second")
    old.publish()
    assert document("/page/")["title"] == "First"


def test_a_page_goes_live_and_expires_at_its_time() -> None:
    portal = make_portal()
    page = add_page(portal.site.root_page, ContentPage, slug="event")
    page.unpublish()
    page.refresh_from_db()
    page.go_live_at = timezone.now() + timedelta(seconds=-1) + timedelta(hours=1)
    page.save_revision().publish()
    assert "/event/" not in paths()
    revision = page.revisions.get(approved_go_live_at__isnull=False)
    revision.approved_go_live_at = timezone.now() - timedelta(seconds=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()
    call_command("publish_scheduled")
    assert "/event/" in paths()
    page = ContentPage.objects.get(pk=page.pk)
    page.expire_at = timezone.now() - timedelta(seconds=1)
    page.save(update_fields=["expire_at"])
    call_command("publish_scheduled")
    assert "/event/" not in paths()


def test_a_private_branch_is_withdrawn_and_comes_back(document: ReadDocument) -> None:
    portal = make_portal()
    parent = add_page(portal.site.root_page, ContentPage, slug="members")
    child = add_page(parent, ContentPage, slug="minutes")
    add_page(portal.site.root_page, ContentPage, slug="linking", body=[linking_to(child)])
    restriction = PageViewRestriction.objects.create(page=parent, restriction_type="login")
    assert paths() == {"/", "/linking/"}
    assert first_link(document("/linking/"))["href"] is None
    restriction.delete()
    assert first_link(document("/linking/"))["path"] == "/members/minutes/"


def test_a_page_moved_into_a_private_branch_is_withdrawn() -> None:
    portal = make_portal()
    private = add_page(portal.site.root_page, ContentPage, slug="members")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    page = add_page(portal.site.root_page, ContentPage, slug="minutes")
    Page.objects.get(pk=page.pk).move(Page.objects.get(pk=private.pk), "last-child")
    assert paths() == {"/"}


# What pages show


def test_a_picture_changed_or_deleted_changes_the_pages_that_show_it(
    document: ReadDocument,
) -> None:
    portal = make_portal()
    image = make_image(creator="A. Frog")
    picture_block = block("image", image=picture(image), caption="", size="normal")
    add_page(portal.site.root_page, ContentPage, slug="pond", body=[picture_block])
    image.creator = "B. Toad"
    image.save()
    assert document("/pond/")["body"][0]["value"]["image"]["credit"] == "B. Toad"
    image.delete()


def test_a_picture_in_a_private_collection_is_shown_nowhere(document: ReadDocument) -> None:
    portal = make_portal()
    collection = Collection.get_first_root_node().add_child(name="Internal")
    image = make_image(collection=collection)
    add_page(portal.site.root_page, ContentPage, slug="pond", hero_kind="image", hero_image=image)
    assert document("/pond/")["hero"]["image"] is not None
    restriction = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type="login"
    )
    assert document("/pond/")["hero"]["image"] is None
    restriction.delete()
    assert document("/pond/")["hero"]["image"] is not None


def test_a_collection_moved_below_a_private_one_hides_its_pictures(document: ReadDocument) -> None:
    portal = make_portal()
    private = Collection.get_first_root_node().add_child(name="Internal")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    collection = Collection.get_first_root_node().add_child(name="Ponds")
    image = make_image(collection=collection)
    add_page(portal.site.root_page, ContentPage, slug="pond", hero_kind="image", hero_image=image)
    collection.refresh_from_db()
    private.refresh_from_db()
    collection.move(private, "sorted-child")
    assert document("/pond/")["hero"]["image"] is None


def test_an_organisation_renamed_changes_the_pages_that_name_it(document: ReadDocument) -> None:
    portal = make_portal()
    organisation = Organisation.objects.create(
        name="Pond Society", kind="other", locale=portal.source_locale
    )
    shown = block("organisations", title="", intro="", organisations=items(organisation.pk))
    add_page(portal.site.root_page, ContentPage, slug="partners", body=[shown])
    organisation.name = "Ponds and Ditches"
    organisation.save()
    value = document("/partners/")["body"][0]["value"]
    assert value["organisations"][0]["name"] == "Ponds and Ditches"


def test_navigation_and_settings_change_the_frame_and_of_the_pages_home_alone(
    document: ReadDocument,
) -> None:
    portal = make_portal("nl")
    for model in (ContentPage, NewsIndexPage, TopicIndexPage):
        add_page(portal.site.root_page, model, slug=model.__name__.lower())
    synchronise()
    pages = Document.objects.pages().exclude(path__in=["/", "/nl/"])
    etags = dict(pages.values_list("path", "etag"))
    assert len(etags) == 6
    navigation = Navigation.objects.create(site=portal.site, locale=portal.source_locale)
    navigation.small_print = "<p>Ponds for all.</p>"
    navigation.save()
    settings = SiteSettings.for_site(portal.site)
    settings.name = "Ponds of Belgium"
    settings.save()
    frame = Document.objects.sites().get(locale="en")
    assert frame.title == "Ponds of Belgium"
    assert b"Ponds for all." in bytes(frame.body)
    assert document("/")["seo"]["json_ld"][0]["name"] == "Ponds of Belgium"
    assert dict(pages.values_list("path", "etag")) == etags


def test_a_language_tag_changes_every_document_that_says_it(document: ReadDocument) -> None:
    make_portal("nl")
    Language.objects.create(
        locale=Locale.objects.get(language_code="nl"), label="Nederlands", bcp47="nl-BE"
    )
    hreflangs = {one["hreflang"] for one in document("/")["alternates"]}
    assert "nl-BE" in hreflangs


def test_a_tag_on_a_page_can_be_asked_for() -> None:
    portal = make_portal()
    page = add_page(portal.site.root_page, ContentPage, slug="ponds")
    page.tags.add("amphibians")
    page.save_revision().publish()
    found = Document.objects.labelled("tag", ["amphibians"])
    assert [one.path for one in found] == ["/ponds/"]
    tag = page.tags.get()
    tag.name = "frogs"
    tag.save()
    assert not Document.objects.labelled("tag", ["amphibians"]).exists()


# Languages


def test_an_alias_says_that_it_is_a_fallback_and_follows_its_source(
    document: ReadDocument,
) -> None:
    portal = make_portal("nl")
    page = add_page(portal.site.root_page, ContentPage, title="Community", slug="community")
    synchronise()
    assert document("/nl/community/")["translation"]["state"] == "fallback"
    publish(page, title="Our community")
    assert document("/nl/community/")["title"] == "Our community"
    page.unpublish()
    assert "/nl/community/" not in paths()


def test_a_new_language_brings_its_pages_and_its_frame() -> None:
    portal = make_portal()
    add_page(portal.site.root_page, ContentPage, slug="community")
    make_language_follow("fr")
    assert {"/fr/", "/fr/community/"} <= paths()
    frames = Document.objects.sites()
    assert sorted(frames.values_list("locale", flat=True)) == ["en", "fr"]


def make_language_follow(code: str) -> None:
    from wagtail_localize.models import LocaleSynchronization

    locale = Locale.objects.create(language_code=code)
    english = Locale.objects.get(language_code="en")
    LocaleSynchronization.objects.create(locale=locale, sync_from=english)
    synchronise()


# Portals


def test_each_portal_has_documents_of_its_own() -> None:
    first = make_portal()
    second = make_portal(hostname="other.example.org")
    add_page(second.site.root_page, ContentPage, slug="about")
    of_second = Document.objects.pages().filter(site=second.site)
    assert {one.path for one in of_second} == {"/", "/about/"}
    assert [one.path for one in Document.objects.pages().filter(site=first.site)] == ["/"]


def test_another_root_page_changes_what_the_portal_holds() -> None:
    portal = make_portal()
    section = add_page(portal.site.root_page, ContentPage, slug="section")
    add_page(section, ContentPage, slug="inside")
    site = Site.objects.get(pk=portal.site.pk)
    site.root_page = Page.objects.get(pk=section.pk)
    site.save()
    assert paths() == {"/", "/inside/"}


def test_a_deleted_portal_takes_its_documents_along() -> None:
    make_portal()
    second = make_portal(hostname="other.example.org")
    second.site.delete()
    assert not Document.objects.filter(site=second.site.pk).exists()


# The collector


def test_changes_outside_of_any_block_are_followed_at_once() -> None:
    portal = make_portal()
    page = add_page(portal.site.root_page, ContentPage, slug="about")
    ContentPage.objects.filter(pk=page.pk).update(title="Changed in silence")
    changed(pages=[page.pk])
    assert Document.objects.get(path="/about/").title == "Changed in silence"


def test_what_one_block_changes_is_rendered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    portal = make_portal()
    page = add_page(portal.site.root_page, CommunityPage, slug="community")
    rendered = watch_rendering(monkeypatch)
    with changes():
        for title in ("One", "Two", "Three"):
            publish(page, title=title)
    assert rendered == ["community"]
    assert Document.objects.get(path="/community/").title == "Three"


def test_publishing_costs_the_same_in_a_large_portal_as_in_a_small_one() -> None:
    portal = make_portal()
    page = add_page(portal.site.root_page, ContentPage, slug="page")
    publish(page)
    small = queries_of_publishing(page)
    for number in range(12):
        add_page(portal.site.root_page, ContentPage, slug=f"other-{number}")
    assert queries_of_publishing(page) == small


@pytest.mark.skipif(connection.vendor != "sqlite", reason="The plan is read in SQLite's words.")
def test_no_table_that_grows_with_the_portal_is_read_whole() -> None:
    home = make_portal().site.root_page
    page = add_page(home, ContentPage, slug="page")
    with CaptureQueriesContext(connection) as queries:
        add_page(home, ContentPage, slug="new")
        publish(page, slug="moved")
        again(page).unpublish()
        publish(again(page))
    plans = []
    with connection.cursor() as database:
        for sql in (one["sql"] for one in queries):
            if sql.startswith(("SELECT", "UPDATE", "DELETE")):
                database.execute(f"EXPLAIN QUERY PLAN {sql}")
                plans += [(row[3], sql) for row in database.fetchall()]
    growing = ("document", "dependency", "label", "tombstone")
    whole = tuple(f"SCAN delivery_{table}" for table in growing)
    assert any("delivery_document USING INDEX" in step for step, _sql in plans)
    assert [sql for step, sql in plans if step.startswith(whole)] == []


def queries_of_publishing(page: Page) -> int:
    with CaptureQueriesContext(connection) as queries:
        publish(page)
    return len(queries)


def test_only_what_depends_on_a_page_is_rendered(monkeypatch: pytest.MonkeyPatch) -> None:
    portal = make_portal()
    target = add_page(portal.site.root_page, ContentPage, slug="target")
    add_page(portal.site.root_page, ContentPage, slug="linking", body=[linking_to(target)])
    add_page(portal.site.root_page, ContentPage, slug="neither")
    rendered = watch_rendering(monkeypatch)
    publish(target, slug="moved")
    assert sorted(rendered) == ["linking", "moved"]


def watch_rendering(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The slugs of the pages rendered from now on."""
    rendered: list[str] = []

    def render_page(page: Any, portal: Any) -> Any:
        rendered.append(page.slug)
        return rendering.render_page(page, portal)

    monkeypatch.setattr(finished, "render_page", render_page)
    return rendered
