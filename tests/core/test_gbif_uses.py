"""Keys of GBIF in pages and scopes: they are found, looked up within the budget, and reported."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.cache import cache
from django.test import Client as Browser
from django.urls import reverse
from pytest_django.fixtures import Settings
from wagtail.models import GroupPagePermission, Page, Site

from gbif_blocks.collecting import collect, collect_due
from gbif_blocks.models import ReferenceUse
from gbif_blocks.scopes import Scope
from gbif_blocks.uses import check_due
from home.models import ContentPage
from tests.factories import add_page, block, items, make_portal
from tests.gbif_server import GbifServer
from tests.gbif_server.fixtures import gbif_server, running_gbif_server
from tests.gbif_server.registry import datasets, publishers

__all__ = ["gbif_server", "running_gbif_server"]

pytestmark = pytest.mark.django_db

GONE = "00000000-0000-4000-8000-000000000000"


def chosen(key: str, label: str) -> dict[str, Any]:
    return {"key": key, "label": label, "labels": {}, "checklist": "", "chosen_at": ""}


@pytest.fixture
def portal() -> Any:
    return make_portal()


@pytest.fixture
def page(portal: Any) -> Page:
    dataset = datasets()[0]
    number = {
        "catalogue": "occurrence",
        "parameters": items(
            {"name": "taxonKey", "value": chosen("5219243", "Vulpes vulpes (Linnaeus, 1758)")},
            {"name": "datasetKey", "value": GONE},
            {"name": "country", "value": "BE"},
            {"name": "year", "value": "1990"},
        ),
        "within_scope": False,
        "label": "",
        "prefix": "",
        "suffix": "",
    }
    body = [
        block("gbif_dataset", key=chosen(str(dataset["key"]), "An older title")),
        block("gbif_number", **number),
        block("statistics", title="", items=items({"label": "Foxes", "value": "", "number": number,
              "icon": None, "link": {}})),
    ]  # fmt: skip
    made: Page = add_page(portal.site.root_page, ContentPage, slug="foxes", body=body)
    return made


def states() -> dict[str, str]:
    return dict(ReferenceUse.objects.values_list("key", "state"))


def test_keys_are_found_in_blocks_inside_blocks_and_in_scopes(page: Page) -> None:
    scope = Scope.for_site(Site.objects.get(is_default_site=True))
    publisher = str(publishers()[0]["key"])
    scope.extra_predicate = {
        "type": "not",
        "predicate": {"type": "in", "key": "publishingOrg", "values": [publisher]},
    }
    scope.extra_parameters = {"dataset": {"networkKey": [GONE]}}
    scope.save()
    collect()
    found = set(ReferenceUse.objects.values_list("title", "kind", "key"))
    assert found == {
        (page.title, "taxon", "5219243"),
        (page.title, "dataset", GONE),
        (page.title, "dataset", str(datasets()[0]["key"])),
        (str(scope), "publisher", publisher),
        (str(scope), "network", GONE),
    }
    places = set(ReferenceUse.objects.filter(key="5219243").values_list("place", flat=True))
    assert {place.split(", ")[-1] for place in places} == {"taxonKey"}
    assert any("GBIF number" in place for place in places)


def test_what_is_no_longer_used_is_forgotten_and_what_stays_keeps_its_state(
    gbif_server: GbifServer, page: Page
) -> None:
    collect()
    check_due()
    before = states()
    assert len(before) == 3
    page.body = [one for one in page.body.raw_data if one["type"] == "gbif_dataset"]
    page.save()
    collect()
    key = str(datasets()[0]["key"])
    assert states() == {key: before[key]}


def test_it_is_collected_once_a_day(page: Page) -> None:
    cache.clear()
    assert collect_due() == collect()
    assert collect_due() == 0
    cache.clear()


def test_each_key_is_looked_up_once_and_then_rests(gbif_server: GbifServer, page: Page) -> None:
    collect()
    assert check_due(at_once=2) == 2
    assert check_due() == 1
    assert check_due() == 0
    assert len(gbif_server.requests) == 3
    assert states() == {
        "5219243": "good",
        GONE: "deleted",
        str(datasets()[0]["key"]): "renamed",
    }
    renamed = ReferenceUse.objects.get(state="renamed")
    assert (renamed.label, renamed.told) == ("An older title", datasets()[0]["title"])
    assert renamed.since


@pytest.mark.parametrize(
    ("answer", "state", "told"),
    [
        ('{"key": "1", "title": "An older title"}', "good", ""),
        ('{"key": "1", "title": "An older title", "deleted": "2026-01-01"}', "deleted", ""),
        ('{"key": "1", "title": "x", "duplicateOfDatasetKey": "2"}', "merged", "2"),
        ('{"key": "1", "deleted": "2026-01-01", "replacedBy": "3"}', "merged", "3"),
        ('{"key": "1", "title": "x", "acceptedKey": 4, "accepted": "Canis"}', "merged", "Canis"),
        ('{"key": "1"}', "good", ""),
    ],
)
def test_what_gbif_says_of_a_thing(
    gbif_server: GbifServer, page: Page, answer: str, state: str, told: str
) -> None:
    collect()
    key = str(datasets()[0]["key"])
    ReferenceUse.objects.exclude(key=key).delete()
    gbif_server.misbehave("odd", text=answer)
    check_due()
    use = ReferenceUse.objects.get()
    assert (use.state, use.told) == (state, told)


@pytest.mark.parametrize("mode", ["error_json", "garbage", "hang_up", "rate_limit"])
def test_while_gbif_fails_nothing_is_said_to_be_deleted(
    gbif_server: GbifServer, page: Page, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    collect()
    gbif_server.misbehave(mode)
    assert check_due() == 0
    assert set(states().values()) == {"unchecked"}


def test_the_budget_holds_for_it_too(
    gbif_server: GbifServer, page: Page, settings: Settings
) -> None:
    settings.GBIF_REQUESTS_PER_DAY = 2
    collect()
    assert check_due() == 1  # A part of the day is left to editors.
    assert len(gbif_server.requests) == 1


# The report


def test_the_report_lists_what_has_changed_with_place_and_link(
    gbif_server: GbifServer, page: Page, admin_client: Browser
) -> None:
    collect()
    check_due()
    shown = admin_client.get(reverse("gbif_forms:report")).content.decode()
    for text in (
        GONE,
        "An older title",
        datasets()[0]["title"],
        "Deleted",
        "Renamed",
        "datasetKey",
    ):
        assert str(text) in shown
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in shown
    assert "5219243" not in shown
    deleted = admin_client.get(reverse("gbif_forms:report_results"), {"state": "deleted"})
    assert GONE in deleted.content.decode()
    assert "An older title" not in deleted.content.decode()
    table = admin_client.get(reverse("gbif_forms:report"), {"export": "csv"}).getvalue().decode()
    assert table.splitlines()[0].startswith("Page or setting,Place,Kind,Key,Name when chosen")
    assert f",dataset,{GONE},," in table
    assert "GBIF keys" in admin_client.get(reverse("wagtailadmin_home")).content.decode()


def test_c6_the_report_shows_only_what_one_may_edit(
    gbif_server: GbifServer, page: Page, client: Browser
) -> None:
    collect()
    check_due()
    address = reverse("gbif_forms:report")
    assert client.get(address).status_code == 302
    group = Group.objects.create(name="Elsewhere")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user = User.objects.create_user("editor")
    user.groups.add(group)
    client.force_login(user)
    assert client.get(address).status_code in (302, 403)
    elsewhere = add_page(page.get_parent(), ContentPage, slug="elsewhere")
    change = Permission.objects.get(codename="change_page")
    own = GroupPagePermission.objects.create(group=group, page=elsewhere, permission=change)
    client.force_login(User.objects.get(pk=user.pk))
    shown = client.get(address)
    assert shown.status_code == 200
    assert GONE not in shown.content.decode()
    own.page = Page.objects.get(pk=page.pk)
    own.save()
    assert GONE in client.get(address).content.decode()
