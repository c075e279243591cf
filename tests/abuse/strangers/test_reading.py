"""A1 to A13, A18 to A20. Reading what is not public.

The numbers are those of the project's list of abuse cases.
"""

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
)

from cms.core.image_urls import MODERN_FORMATS, image_url, widths
from cms.delivery.models import Dependency, Document, Tombstone
from home.models import ContentPage
from tests.abuse.strangers.crawling import (
    PUBLIC,
    SITES,
    all_changes,
    all_pages,
    crawl,
    list_end,
    objects_in,
)
from tests.abuse.strangers.stranger import API, Stranger, problem
from tests.abuse.strangers.world import CANARY, LANGUAGES, SECOND_HOST, World, add_secret, text
from tests.delivery.editing import again, publish
from tests.factories import synchronise

LOCALES = ("en", *LANGUAGES)


def test_a01_all_that_the_api_names_tells_no_secret(world: World, stranger: Stranger) -> None:
    documents = crawl(stranger)
    assert {"/linking/", "/nl/linking/", f"{SECOND_HOST}/elsewhere/"} <= documents.keys()
    keys = {str(page.translation_key) for page in world.secret.values()}
    assert not keys & {document["key"] for document in documents.values()}


def test_a02_a_secret_path_answers_as_one_that_never_was(world: World, stranger: Stranger) -> None:
    never = stranger.get("resolve/", path="/never/")
    problem(never, 404, "unknown-path")
    for path in world.secret_paths():
        bare = path.rstrip("/")
        spellings = (
            bare, path.upper(), path.replace("-", "%2d"), f"/{path}", f"{bare}//",
            f"/./{path}", f"{path}%2e/", f"{path}?preview=true", f"/linking/..{path}",
        )  # fmt: skip
        asked = [(path, site) for site in SITES] + [(spelling, {}) for spelling in spellings]
        for spelling, site in asked:
            answer = stranger.get("resolve/", path=spelling, **site)
            assert answer.status_code == 404, spelling
            assert answer.content == never.content
            assert answer["Cache-Control"] == never["Cache-Control"]


def test_a02_only_what_was_once_public_is_gone(world: World, stranger: Stranger) -> None:
    again(world.pages["item"]).unpublish()
    answer = stranger.get("resolve/", path="/news/item/")
    assert "Item" not in str(problem(answer, 410, "gone"))


def test_a03_the_key_of_a_secret_page_is_unknown_in_every_language(
    world: World, stranger: Stranger
) -> None:
    for page in world.secret.values():
        for locale in (None, *LOCALES):
            query = {"locale": locale} if locale else {}
            answer = stranger.get(f"pages/{page.translation_key}/", **query)
            problem(answer, 404, "unknown-key")


def test_a03_a_fallback_never_falls_on_a_draft(world: World, stranger: Stranger) -> None:
    source = again(world.pages["child"])
    dutch = source.get_translation(Locale.objects.get(language_code="nl"))
    dutch.alias_of = None
    dutch.title = text("dutch")
    dutch.save()
    dutch.unpublish()
    answer = stranger.get(f"pages/{source.translation_key}/", locale="nl")
    assert answer.json()["locale"]["served"] == "en"
    source.unpublish()
    for locale in LOCALES:
        assert stranger.get(f"pages/{source.translation_key}/", locale=locale).status_code == 404


def test_a04_a_private_ancestor_hides_its_whole_subtree_at_once(
    world: World, stranger: Stranger
) -> None:
    keys = {str(world.pages[name].translation_key) for name in ("parent", "child")}
    cursor = list_end(stranger)
    PageViewRestriction.objects.create(
        page=world.pages["parent"], restriction_type="password", password="canary-later"
    )
    # In the same transaction, before anything else ran.
    assert not Document.objects.filter(key__in=keys, locale="en").exists()
    paths = ["/parent/", "/parent/child/"]
    withdrawn = Tombstone.objects.filter(path__in=paths).values_list("path", flat=True)
    assert set(withdrawn) == set(paths)
    for path in paths:
        problem(stranger.get("resolve/", path=path), 410, "gone")
    found = stranger.get("search/", q="child").json()["items"]
    listed = [*all_pages(stranger, locale="en"), *found]
    assert not set(paths) & {item["path"] for item in listed}
    mapped = {item["path"] for item in stranger.get("sitemap/").json()["items"]}
    assert not mapped & set(paths)
    dropped = stranger.get("sync/", cursor=cursor).json()["items"]
    assert {("delete", path) for path in paths} <= {(one["op"], one["path"]) for one in dropped}


def test_a04_navigation_loses_what_became_private(world: World, stranger: Stranger) -> None:
    [*_, child] = stranger.get("site/").json()["header"]
    assert (child["text"], child["link"]["state"]) == ("Child", "live")
    for locale in LOCALES:
        for page in Page.objects.filter(translation_key=world.pages["parent"].translation_key):
            PageViewRestriction.objects.get_or_create(page=page, restriction_type="login")
        [*_, child] = stranger.get("site/", locale=locale).json()["header"]
        assert child["link"]["state"] == "missing"
        assert child["link"]["path"] is None


def test_a05_whatever_names_a_secret_page_names_nothing(world: World, stranger: Stranger) -> None:
    answer = stranger.get("resolve/", path="/linking/")
    page = answer.json()["page"]
    links = [one for one in objects_in(page["body"]) if one.get("kind") in ("page", "document")]
    assert len(links) >= 3 * len(world.secret)
    for link in links:
        assert link["state"] == "missing"
        assert (link["href"], link["key"], link["path"]) == (None, None, None)
    [page_list] = [one["value"] for one in page["body"] if one["type"] == "page_list"]
    assert page_list["items"] == []
    header = stranger.get("site/").json()["header"]
    assert [item["link"]["state"] for item in header] == ["missing", "missing", "live"]
    for secret in world.secret.values():
        assert str(secret.translation_key) not in answer.content.decode()


def test_a05_what_leads_to_a_secret_page_leads_nowhere(world: World, stranger: Stranger) -> None:
    known = {item["from"] for item in stranger.get("redirects/").json()["items"]}
    for name in world.secret:
        assert f"/to-{name}" not in known
        problem(stranger.get("resolve/", path=f"/to-{name}"), 404, "unknown-path")


def test_a06_a_draft_of_a_live_page_changes_nothing(world: World, stranger: Stranger) -> None:
    before = stranger.get("resolve/", path="/edited/")
    page = again(world.pages["edited"])
    assert page.has_unpublished_changes
    assert before.json()["page"]["title"] == "Edited"
    draft = page.get_latest_revision_as_object()
    draft.title, draft.slug = text("second-edit"), "canary-second-edit"
    draft.save_revision()
    after = stranger.get("resolve/", path="/edited/")
    assert (after.content, after["ETag"]) == (before.content, before["ETag"])
    assert stranger.get("resolve/", path="/canary-second-edit/").status_code == 404


def test_a07_a_page_appears_and_disappears_at_its_time(
    world: World, stranger: Stranger, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = timezone.now().replace(microsecond=0) + timedelta(hours=1)
    end = start + timedelta(hours=1)
    page = ContentPage(title="Tomorrow", slug="tomorrow", locale=world.home.locale, live=False)
    page.go_live_at, page.expire_at = start, end
    world.home.add_child(instance=page)
    page.save_revision().publish()
    quiet = list_end(stranger)
    before = [stranger.get(address)["ETag"] for address in ("sitemap/", "pages/", "sync/")]

    def at(moment: Any) -> int:
        monkeypatch.setattr(timezone, "now", lambda: moment)
        call_command("publish_scheduled", verbosity=0)
        status: int = stranger.get("resolve/", path="/tomorrow/").status_code
        return status

    assert at(start - timedelta(seconds=1)) == 404
    assert [stranger.get(one)["ETag"] for one in ("sitemap/", "pages/", "sync/")] == before
    assert stranger.get("sync/", cursor=quiet).json()["items"] == []
    assert at(start + timedelta(seconds=1)) == 200
    assert at(end - timedelta(seconds=1)) == 200
    assert at(end + timedelta(seconds=1)) == 410


def test_a08_an_alias_goes_with_the_page_that_it_shows(world: World, stranger: Stranger) -> None:
    page = again(world.pages["child"])
    page.create_alias(parent=world.home, update_slug="second-child")
    synchronise()
    paths = [f"{'' if one == 'en' else '/' + one}/second-child/" for one in LOCALES]
    assert stranger.get("resolve/", path=paths[0]).status_code == 200
    page.unpublish()
    for path in (*paths, "/parent/child/", "/nl/parent/child/"):
        assert stranger.get("resolve/", path=path).status_code in (404, 410)
    assert "Child" not in stranger.get("pages/").content.decode()
    assert stranger.get("resolve/", path="/canary-alias-of-draft/").status_code == 404


@pytest.mark.parametrize("name", ["private", "grandchild", "group"])
def test_a09_a_private_picture_is_nowhere(world: World, stranger: Stranger, name: str) -> None:
    image = world.images[name]
    answer = stranger.get("resolve/", path="/linking/").json()["page"]
    assert answer["hero"]["image"] is None
    assert answer["seo"]["image"] is None
    shown = [one for one in objects_in(answer) if "placeholder" in one]
    assert {one["id"] for one in shown} == {world.images["public"].pk}
    for width in widths(image):
        for extension in (*MODERN_FORMATS, "jpeg"):
            url = image_url(image, width, extension).removeprefix("http://testserver")
            assert stranger.get(url).status_code == 404
    assert stranger.get(image.file.url).status_code in (302, 403, 404)


def test_a09_the_address_of_a_picture_dies_when_it_becomes_private(
    world: World, stranger: Stranger
) -> None:
    image = world.images["public"]
    url = image_url(image, widths(image)[0], "webp").removeprefix("http://testserver")
    assert stranger.get(url).status_code == 200
    outer = Collection.get_first_root_node().add_child(name="Outer")
    image.collection = outer.add_child(name="Middle").add_child(name="Inner")
    image.save()
    assert stranger.get(url).status_code == 200
    CollectionViewRestriction.objects.create(collection=outer, restriction_type="login")
    page = stranger.get("resolve/", path="/linking/").json()["page"]
    assert [one for one in objects_in(page) if "placeholder" in one] == []
    answer = stranger.get(url)
    assert answer.status_code == 404
    assert not answer.has_header("ETag")


@pytest.mark.parametrize("name", ["private", "grandchild", "group"])
def test_a10_a_private_file_has_no_validator(world: World, stranger: Stranger, name: str) -> None:
    file = world.files[name]
    for headers in (
        {},
        {"If-None-Match": f'"{file.file_hash}"'},
        {"If-None-Match": "*"},
        {"If-Match": '"other"'},
        {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
        {"Range": "bytes=0-3"},
    ):
        answer = stranger.get(file.url, headers)
        assert answer.status_code == 404
        assert not answer.has_header("ETag")
    assert stranger.get(world.files["public"].url).status_code == 200


def test_a10_a_file_that_became_private_is_not_confirmed(world: World, stranger: Stranger) -> None:
    file = world.files["public"]
    held = {"If-None-Match": f'"{file.file_hash}"'}
    assert stranger.get(file.url, held).status_code == 304
    CollectionViewRestriction.objects.create(
        collection=file.collection, restriction_type="password", password="canary-root"
    )
    assert stranger.get(file.url, held).status_code == 404


def test_a11_secrets_are_not_found(world: World, stranger: Stranger) -> None:
    with CaptureQueriesContext(connection) as nonsense:
        assert stranger.get("search/", q="xyzzy").json()["items"] == []
    for place in (
        "draft", "draft-body", "scheduled", "password", "group", "edit", "edit-body", "comment",
        "image-private", "alt-private", "image-unused", "alt-unused", "news", "token", "name",
    ):  # fmt: skip
        for q in (text(place), f"{CANARY} {place}"):
            with CaptureQueriesContext(connection) as queries:
                assert stranger.get("search/", q=q).json()["items"] == []
            assert len(queries) == len(nonsense)
    assert stranger.get("search/", q="Elsewhere").json()["items"] == []


def test_a12_only_what_a_document_shows_is_found(world: World, stranger: Stranger) -> None:
    assert stranger.get("search/", q="Linking").json()["items"]
    for hidden in (
        text("internal-tag"), world.home.owner.username, world.home.owner.email,
        str(world.home.pk), str(world.home.translation_key), "ContentPage", "linktype",
    ):  # fmt: skip
        assert stranger.get("search/", q=hidden).json()["items"] == []


def test_a13_a_draft_changes_no_count(world: World, stranger: Stranger) -> None:
    addresses = [
        *PUBLIC,
        "resolve/?path=/news/",
        "resolve/?path=/",
        "pages/?type=home.NewsPage",
        f"pages/?parent={world.pages['news'].translation_key}&limit=1",
        f"pages/?descendant_of={world.home.translation_key}&limit=2",
    ]
    before = [stranger.get(f"{API}{one}").content for one in addresses]
    add_secret(world.home, "late")
    add_secret(world.pages["news"], "late-below")
    synchronise()
    assert [stranger.get(f"{API}{one}").content for one in addresses] == before


def test_a18_portals_do_not_know_each_other(world: World, stranger: Stranger) -> None:
    key = world.pages["elsewhere"].translation_key
    assert stranger.get(f"pages/{key}/", site=SECOND_HOST).status_code == 200
    problem(stranger.get(f"pages/{key}/"), 404, "unknown-key")
    problem(stranger.get("resolve/", path="/elsewhere/"), 404, "unknown-path")
    problem(
        stranger.get(f"pages/{world.pages['child'].translation_key}/", {"Host": SECOND_HOST}), 404
    )
    for address in ("pages/", "sync/"):
        cursor = stranger.get(address, limit=1).json()["next_cursor"]
        problem(
            stranger.get(address, limit=1, cursor=cursor, site=SECOND_HOST), 400, "invalid-cursor"
        )
    for page in all_pages(stranger, fields="*", site=SECOND_HOST):
        for alternate in page["alternates"]:
            answer = stranger.get("resolve/", path=alternate["path"], site=SECOND_HOST)
            assert answer.json()["page"]["key"] == page["key"]
    for name in ("parent", "descendant_of"):
        below = {name: str(world.home.translation_key)}
        assert stranger.get("pages/", site=SECOND_HOST, **below).json()["items"] == []


def test_a19_the_feed_says_of_what_was_withdrawn_that_it_was(
    world: World, stranger: Stranger
) -> None:
    cursor = list_end(stranger)
    again(world.pages["item"]).unpublish()
    add_secret(world.home, "never").delete()
    dropped = [
        one for one in stranger.get("sync/", cursor=cursor).json()["items"] if one["op"] == "delete"
    ]
    assert "/news/item/" in {one["path"] for one in dropped}
    for one in dropped:
        assert set(one) == {"op", "type", "key", "locale", "path"}
    secret = {str(page.translation_key) for page in world.secret.values()}
    assert not secret & {one["key"] for one in all_changes(stranger)}
    assert not Tombstone.objects.filter(key__in=secret).exists()
    assert not Tombstone.objects.filter(path__icontains=CANARY).exists()


def test_a20_a_figure_of_a_draft_is_unknown_until_it_is_published(
    world: World, stranger: Stranger
) -> None:
    assert world.snapshot is not None
    address = f"gbif/snapshots/{world.snapshot.pk}/"
    problem(stranger.get(address), 404, "unknown-snapshot")
    showing = again(world.secret["showing"])
    [figure] = showing.get_latest_revision_as_object().body
    figure.value["label"] = "Records"
    publish(
        showing, title="Figures", slug="figures", hero_description="", search_description="",
        body=[("gbif_number", figure.value)],
    )  # fmt: skip
    assert stranger.get(address).status_code == 200
    assert Dependency.objects.filter(tag=f"snapshot:{world.snapshot.pk}").exists()
    problem(stranger.get(address, site=SECOND_HOST), 404, "unknown-snapshot")
