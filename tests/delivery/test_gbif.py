"""`gbif/`: the widget's configuration and the snapshots that public pages show."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from jsonschema_rs import Draft202012Validator

from cms.delivery.models import Dependency
from gbif_blocks.models import Scope, Snapshot
from gbif_blocks.signals import snapshot_changed
from gbif_blocks.widget_config import WIDGET_CONFIG_SCHEMA
from home.models import DataExplorerPage
from tests.factories import add_page, make_portal, synchronise

Get = Callable[..., Any]
ReadDocument = Callable[[str], dict[str, Any]]


def test_the_configuration_lists_exactly_the_published_explorers(get: Get) -> None:
    portal = make_portal("nl")
    add_page(portal.site.root_page, DataExplorerPage, slug="occurrence", catalogue="occurrence")
    datasets = add_page(
        portal.site.root_page, DataExplorerPage, slug="dataset", catalogue="dataset"
    )
    add_page(portal.site.root_page, DataExplorerPage, slug="literature", catalogue="literature")
    synchronise()
    answer = get("gbif/config/", locale="nl")
    assert answer.status_code == 200
    config = answer.json()
    Draft202012Validator(WIDGET_CONFIG_SCHEMA).validate(config)
    assert config["pages"] == [
        {"id": "datasetSearch", "path": "dataset"},
        {"id": "datasetKey", "path": "dataset/:key"},
        # The widget has no page of one publication.
        {"id": "literatureSearch", "path": "literature"},
        {"id": "occurrenceSearch", "path": "occurrence"},
        {"id": "occurrenceKey", "path": "occurrence/:key"},
    ]
    assert [one["code"] for one in config["languages"]] == ["en", "nl"]
    datasets.unpublish()
    ids = [page["id"] for page in get("gbif/config/", locale="nl").json()["pages"]]
    assert ids == ["literatureSearch", "occurrenceSearch", "occurrenceKey"]


def test_the_configuration_holds_the_portals_scope(get: Get) -> None:
    portal = make_portal()
    add_page(portal.site.root_page, DataExplorerPage, slug="occurrence", catalogue="occurrence")
    Scope.objects.update_or_create(site=portal.site, defaults={"country": "BE"})
    scope = get("gbif/config/").json()["occurrenceSearch"]["scope"]
    assert "BE" in str(scope)


def test_a_scope_changed_changes_the_pages_that_search_in_it(document: ReadDocument) -> None:
    portal = make_portal()
    add_page(portal.site.root_page, DataExplorerPage, slug="occurrence", catalogue="occurrence")
    before = document("/occurrence/")["search"]
    scope = Scope.for_site(portal.site)
    scope.country = "BE"
    scope.save()
    assert document("/occurrence/")["search"] != before


def test_a_snapshot_is_served_when_a_public_page_shows_it(get: Get) -> None:
    portal = make_portal()
    explorer = add_page(
        portal.site.root_page, DataExplorerPage, slug="occurrence", catalogue="occurrence"
    )
    tag = Dependency.objects.get(tag__startswith="snapshot:").tag
    snapshot = Snapshot.objects.get(pk=tag.removeprefix("snapshot:"))
    address = f"gbif/snapshots/{snapshot.pk}/"
    assert get(address).json() == snapshot.get_representation()
    explorer.unpublish()
    withdrawn = get(address)
    assert withdrawn.status_code == 404
    assert withdrawn.json()["type"].endswith("/problems/unknown-snapshot/")
    assert get(f"gbif/snapshots/{uuid4()}/").status_code == 404


def test_a_new_value_from_gbif_changes_the_pages_that_show_it(document: ReadDocument) -> None:
    portal = make_portal()
    add_page(portal.site.root_page, DataExplorerPage, slug="occurrence", catalogue="occurrence")
    snapshot = Snapshot.objects.get()
    snapshot.value = {"count": 42, "results": []}
    snapshot.save()
    snapshot_changed.send(sender=Snapshot, snapshot=snapshot)
    assert document("/occurrence/")["search"]["snapshot"]["value"]["count"] == 42
