"""The check below a block's form: how many records the unsaved query finds, and what is odd."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client as Browser
from django.urls import reverse
from pytest_django.fixtures import Settings
from wagtail.models import Page, Site

from gbif_blocks.blocks import GbifNumberBlock
from gbif_blocks.client import Client
from gbif_blocks.forms.block_check import MAX_OFFSET, told
from gbif_blocks.models import Snapshot
from gbif_blocks.queries import Query
from gbif_blocks.refreshing import refresh
from gbif_blocks.scopes import Scope
from tests.gbif_server import GbifServer

pytestmark = pytest.mark.django_db

FOX = {"key": "5219243", "label": "Vulpes vulpes", "labels": {}, "checklist": "", "chosen_at": ""}


def rows(field: str, **parameters: str) -> dict[str, str]:
    """Rows of parameters as a block's form sends them."""
    sent = {f"block-{field}-count": str(len(parameters))}
    for number, (name, value) in enumerate(parameters.items()):
        at = f"block-{field}-{number}"
        sent |= {f"{at}-order": str(number), f"{at}-deleted": "", f"{at}-id": ""}
        sent |= {f"{at}-value-name": name, f"{at}-value-value": value}
    return sent


def check(browser: Browser, name: str, **fields: str) -> dict[str, Any]:
    answer = browser.post(reverse("gbif_forms:check_block", args=[name]), fields)
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def number(**parameters: str) -> dict[str, str]:
    return {"block-catalogue": "occurrence", **rows("parameters", **parameters)}


FORMS: dict[str, dict[str, str]] = {
    "number": number(country="BE"),
    "search": {
        "block-catalogue": "occurrence",
        "block-limit": "5",
        "block-filters-count": "0",
        **rows("preset", country="BE"),
    },
    "chart": {
        "block-title": "",
        "block-kind": "bar",
        "block-by": "year",
        "block-limit": "10",
        **rows("parameters", country="BE"),
    },
    "map": {
        "block-title": "",
        "block-projection": "EPSG:3857",
        "block-binning": "none",
        "block-palette": "classic",
        "block-base_style": "gbif-light",
        "block-year_from": "1990",
        **rows("parameters", country="BE"),
    },
    "dashboard": {"block-charts-count": "0", **rows("parameters", country="BE")},
    "datasets": {"block-limit": "5", **rows("parameters", publishingCountry="BE")},
    "publishers": {"block-limit": "5", **rows("parameters", country="BE")},
    "literature": {"block-limit": "5", **rows("parameters", countriesOfResearcher="BE")},
    "cite": {"block-cited": "search", **rows("parameters", country="BE")},
}


@pytest.mark.parametrize("name", FORMS)
def test_every_block_with_a_query_tells_what_it_finds_before_it_is_complete(
    gbif_server: GbifServer, admin_client: Browser, name: str
) -> None:
    found = check(admin_client, name, **FORMS[name])
    assert " found: " in found["text"]
    assert not found["text"].endswith(" 0")
    assert found["warnings"] == []
    assert found["url"].startswith("https://www.gbif.org/")
    assert "=BE" in found["url"]
    assert len(gbif_server.requests) == 1
    assert Snapshot.objects.count() == 0


def test_what_was_chosen_is_counted_by_its_key(
    gbif_server: GbifServer, admin_client: Browser
) -> None:
    found = check(admin_client, "number", **number(taxonKey=json.dumps(FOX)))
    foxes = Client().count(Query("occurrence", {"taxonKey": ["5219243"]}))
    assert found["text"] == f"Occurrences found: {foxes:,}"
    assert found["url"] == "https://www.gbif.org/occurrence/search?taxonKey=5219243"


def test_mistakes_are_named_with_their_field_and_nothing_is_asked(
    gbif_server: GbifServer, admin_client: Browser
) -> None:
    found = check(admin_client, "number", **number(contry="BE", taxonKey="fox"))
    name, value = found["mistakes"]
    assert name.startswith("Filters: Parameter: ")
    assert "Did you mean country?" in name
    assert "not the name" in value
    assert gbif_server.requests == []


@pytest.mark.parametrize(
    ("name", "sent", "warning"),
    [
        ("number", number(), "all of GBIF"),
        ("map", FORMS["map"] | rows("parameters") | {"block-year_from": ""}, "all of GBIF"),
        ("number", number(country="BE", year="1500"), "Nothing is found"),
    ],
)
def test_what_is_odd_is_a_warning(
    gbif_server: GbifServer, admin_client: Browser, name: str, sent: dict[str, str], warning: str
) -> None:
    [said] = check(admin_client, name, **sent)["warnings"]
    assert warning in said


def test_gbifs_limits_are_warnings(
    gbif_server: GbifServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Client, "count", lambda self, query: MAX_OFFSET + 1)
    query = Query("occurrence", {"country": ["BE"]}, limit=301)
    assert told(query, is_paged=True)["warnings"] == [
        "GBIF gives 300 rows at most.",
        "Readers can page through the first 100,000 only: GBIF gives no more.",
    ]


def test_a_block_within_the_scope_is_counted_within_the_scope_of_the_edited_page(
    gbif_server: GbifServer, admin_client: Browser, site: Site
) -> None:
    other = site.root_page.add_sibling(instance=Page(title="Other", slug="other"))
    portal = Site.objects.create(hostname="other.example", root_page=other)
    scope = Scope.for_site(portal)
    scope.country = "NL"
    scope.about_or_from = "about"
    scope.save()
    sent = {**number(), "block-within_scope": "on"}
    at = reverse("wagtailadmin_pages:edit", args=[other.pk])
    assert "NL" in check(admin_client, "number", **sent, at=at)["url"]
    for elsewhere in ("/nowhere", "", reverse("wagtailadmin_pages:edit", args=[99999])):
        assert "NL" not in check(admin_client, "number", **sent, at=elsewhere)["url"]


def test_what_the_scope_excludes_is_said_and_not_asked(
    gbif_server: GbifServer, admin_client: Browser, belgium: Scope
) -> None:
    sent = {"block-limit": "5", "block-within_scope": "on", **rows("parameters", country="NL")}
    [said] = check(admin_client, "publishers", **sent)["warnings"]
    assert "nothing can match" in said
    assert gbif_server.requests == []


def test_a_block_that_asks_nothing_is_not_checked(
    gbif_server: GbifServer, admin_client: Browser
) -> None:
    sent = {"block-cited": "download", "block-doi": "10.15468/dl.abc123"}
    sent |= {"block-date": "2026-11-21", **rows("parameters")}
    nothing = {"text": "", "url": "", "warnings": []}
    assert check(admin_client, "cite", **sent) == nothing
    assert gbif_server.requests == []


def test_the_same_is_counted_once_for_all_editors(
    gbif_server: GbifServer, admin_client: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gbif_blocks._answers.max_age", lambda response: 0)
    for name in ("number", "search", "chart", "number"):
        check(admin_client, name, **FORMS[name])
    assert len(gbif_server.requests) == 1


@pytest.mark.parametrize("mode", ["error_json", "garbage", "hang_up", "rate_limit"])
def test_while_gbif_fails_the_last_number_is_told_with_its_day(
    gbif_server: GbifServer,
    admin_client: Browser,
    mode: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    monkeypatch.setattr("gbif_blocks._answers.max_age", lambda response: 0)
    block = GbifNumberBlock()
    raw = {"catalogue": "occurrence", "parameters": [{"name": "country", "value": "BE"}]}
    value = block.to_python({**raw, "within_scope": False})
    known = refresh(Snapshot.objects.for_query(block.get_query(value, None)), Client())
    gbif_server.misbehave(mode)
    found = check(admin_client, "number", **number(country="BE"))
    assert f"it was {known.count:,}." in found["text"]
    assert "nothing was counted" in found["warnings"][0]


def test_over_the_budget_nothing_is_asked(
    gbif_server: GbifServer, admin_client: Browser, settings: Settings
) -> None:
    settings.GBIF_REQUESTS_PER_DAY = 0
    [said] = check(admin_client, "number", **number(country="BE"))["warnings"]
    assert "busy" in said
    assert gbif_server.requests == []


def test_only_editors_may_ask_and_only_from_the_admins_own_forms(
    gbif_server: GbifServer, client: Browser
) -> None:
    address = reverse("gbif_forms:check_block", args=["number"])
    assert client.post(address, number(country="BE")).status_code == 302
    editor = User.objects.create_superuser("editor")
    strict = Browser(enforce_csrf_checks=True)
    strict.force_login(editor)
    assert strict.post(address, number(country="BE")).status_code == 403
    client.force_login(editor)
    assert client.get(address).status_code == 405
    assert client.post(address.replace("number", "page")).status_code == 404
    assert gbif_server.requests == []


@pytest.mark.parametrize(
    "value", ["🦊", "'; DROP TABLE x", "x" * 1_000_000, "{" * 10_000, "\x00", "BE,NL", "bel"]
)
def test_anything_may_be_sent(gbif_server: GbifServer, admin_client: Browser, value: str) -> None:
    for name in ("country", "taxonKey", "year", value):
        found = check(admin_client, "number", **number(**{name: value}))
        assert found["mistakes"]
        assert all(len(text) < 1_000 for text in found["mistakes"])


def test_a_scope_is_counted_before_it_is_saved(
    gbif_server: GbifServer, admin_client: Browser
) -> None:
    site = Site.objects.get(is_default_site=True)
    address = reverse("gbif_forms:count_scope", args=[site.pk])
    form = {
        "country": "BE",
        "occurrence_relation": "both",
        "without_country_mismatch": "on",
        "present_only": "on",
        "literature_relation": "all",
        "available_catalogues": "occurrence",
        "extra_predicate": '{"type": "equals", "key": "basisOfRecord", "value": "FOSSIL_SPECIMEN"}',
    }
    fossils = admin_client.post(address, form).json()
    assert fossils["text"] == "Occurrences found: 0"
    assert "Nothing is found" in fossils["warnings"][0]
    form["extra_predicate"] = f'{{"type": "not", "predicate": {form["extra_predicate"]}}}'
    others = admin_client.post(address, form).json()
    scope = Scope(site=site, country="BE", extra_predicate=json.loads(form["extra_predicate"]))
    count = Client().count(scope.apply(Query("occurrence")))
    assert others["text"] == f"Occurrences found: {count:,}"
    assert others["url"].startswith("https://www.gbif.org/occurrence/search?predicate=")
    gbif_server.requests.clear()
    assert admin_client.post(address, form | {"country": "Belgium"}).json() == {"mistakes": True}
    assert Browser().post(address, form).status_code == 302
    assert gbif_server.requests == []
    assert not Scope.objects.exists()
