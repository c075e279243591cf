"""The invariant through an hour of an editor's work; `test_editors.py` works in random order."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.utils import timezone
from jsonschema_rs import Draft202012Validator
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from cms.core.models import Navigation, SiteSettings
from cms.delivery.checking import check_documents
from cms.delivery.drift import drifted_pages
from cms.delivery.models import Document
from cms.delivery.openapi import json_schemas
from community.models import Organisation
from gbif_blocks.models import Scope
from home.models import (
    ContentPage,
    DataExplorerPage,
    NewsIndexPage,
    NewsPage,
    TopicIndexPage,
    TopicPage,
)
from tests.delivery.editing import (
    again,
    hand_over_again,
    linking_to,
    publish,
    submit_for_translation,
    translate,
)
from tests.factories import (
    add_page,
    block,
    items,
    link,
    make_image,
    make_portal,
    picture,
    synchronise,
)

Get = Callable[..., Any]


def assert_invariant() -> None:
    """The stored documents equal a rebuild, byte for byte."""
    assert check_documents().differences == []
    assert drifted_pages() == set()


def assert_sound(get: Get) -> None:
    """Every document keeps to its schema, and every path that it prints resolves."""
    validators = {
        name: Draft202012Validator(schema)
        for kind in ("pages", "site")
        for name, schema in json_schemas(kind).items()
    }
    resolving = {
        path: get("resolve/", path=path).status_code
        for path in {path for one in Document.objects.all() for path in paths_in(one.content)}
    }
    assert {path for path, status in resolving.items() if status != 200} == set()
    for document in Document.objects.all():
        errors = validators[document.type].iter_errors(document.content)
        assert [f"{document}: {error.instance_path} {error.message}" for error in errors] == []


def paths_in(value: Any) -> Iterator[str]:
    """Every public path in a document, wherever it stands."""
    if isinstance(value, dict):
        if isinstance(value.get("path"), str):
            yield value["path"]
        for part in value.values():
            yield from paths_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from paths_in(part)


def test_an_hour_of_editing(
    get: Get, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    on_commit = django_capture_on_commit_callbacks
    portal = make_portal("fr", "nl")
    home = portal.site.root_page

    # The portal is set up.
    about = add_page(home, ContentPage, title="About", slug="about")
    team = add_page(about, ContentPage, title="Team", slug="team", body=[linking_to(about)])
    news = add_page(home, NewsIndexPage, title="News", slug="news")
    topics = add_page(home, TopicIndexPage, title="Topics", slug="topics")
    frogs = add_page(topics, TopicPage, title="Frogs", slug="frogs")
    toads = add_page(topics, TopicPage, title="Toads", slug="toads")
    add_page(home, DataExplorerPage, title="Occurrences", slug="occurrence")
    synchronise()
    assert_invariant()

    # Pictures, partners, numbers.
    image = make_image(creator="A. Frog")
    partner = Organisation.objects.create(name="Pond Society", locale=portal.source_locale)
    body = [
        linking_to(team),
        block("image", image=picture(image), caption="A pond", size="normal"),
        block("organisations", title="", intro="", organisations=items(partner.pk)),
        block("latest_news", title="News", count=3, more=link(page=news.pk)),
    ]
    about = publish(about, body=about.body.stream_block.to_python(body))
    assert_invariant()
    for number in range(4):
        add_page(news, NewsPage, title=f"Item {number}", slug=f"item-{number}")
        assert_invariant()
    image.creator, image.title = "B. Toad", "Ditch"
    image.save()
    partner.name = "Ditch Society"
    partner.save()
    assert_invariant()

    # Frame of the portal.
    menu = [{"type": "link", "id": "7b0c", "value": {"text": "Team", "link": link(page=team.pk)}}]
    navigation = Navigation.objects.create(
        site=portal.site, locale=portal.source_locale, header=menu
    )
    navigation.small_print = "<p>CC BY</p>"
    navigation.save()
    site_settings = SiteSettings.for_site(portal.site)
    site_settings.name = "Ponds"
    site_settings.save()
    scope = Scope.for_site(portal.site)
    scope.country = "BE"
    scope.save()
    assert_invariant()

    # Translations.
    submit_for_translation(about, "nl")
    assert_invariant()
    dutch = translate(about, "nl", on_commit)
    assert dutch.title == "About-nl"
    assert_invariant()
    about = publish(about, title="About us")
    assert_invariant()
    hand_over_again(about)
    translate(about, "nl", on_commit)
    assert_invariant()
    assert_sound(get)

    # Moves, order, names.
    again(toads).move(again(topics), "first-child")
    assert_invariant()
    again(team).move(again(home), "last-child")
    assert_invariant()
    with on_commit(execute=True):
        publish(team, slug="people", title="People")
    assert_invariant()
    with on_commit(execute=True):
        publish(topics, slug="subjects")
    assert_invariant()
    old = again(frogs).latest_revision
    publish(frogs, title="Newts")
    old.publish()
    assert_invariant()
    again(topics).copy(recursive=True, update_attrs={"slug": "copy", "title": "Copy"})
    assert_invariant()

    # Privacy, time, ends.
    restriction = PageViewRestriction.objects.create(page=again(topics), restriction_type="login")
    assert_invariant()
    restriction.delete()
    collection = Collection.get_first_root_node().add_child(name="Internal")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    image.collection = collection
    image.save()
    assert_invariant()
    page = again(frogs)
    page.expire_at = timezone.now() - timedelta(seconds=1)
    page.save(update_fields=["expire_at"])
    call_command("publish_scheduled")
    assert_invariant()
    again(about).unpublish()
    assert_invariant()
    publish(about)
    assert_invariant()
    partner.delete()
    image.delete()
    again(news).delete()
    navigation.delete()
    assert_invariant()
    assert_sound(get)
