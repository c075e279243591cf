"""The portal's scope: what the form says, in every form that GBIF takes it."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Site
from wagtail.test.utils import WagtailTestUtils

from gbif_blocks.client import Client
from gbif_blocks.predicate_reading import read_predicate
from gbif_blocks.queries import Query
from gbif_blocks.scopes import Scope
from tests.gbif_server import GbifServer

WIDGET_SCOPE = {
    "type": "and",
    "predicates": [
        {"type": "equals", "key": "occurrenceStatus", "value": "PRESENT"},
        {"type": "equals", "key": "notIssues", "value": "COUNTRY_COORDINATE_MISMATCH"},
        {
            "type": "or",
            "predicates": [
                {"type": "equals", "key": "country", "value": "BE"},
                {"type": "equals", "key": "publishingCountry", "value": "BE"},
            ],
        },
    ],
}


def scope(**fields: Any) -> Scope:
    made = Scope(**{"country": "BE", **fields})
    made.clean()
    return made


def test_about_or_from_a_country_without_the_mismatch() -> None:
    assert scope().widget_scope("occurrence") == WIDGET_SCOPE
    assert scope().as_get_parameters() is None


@pytest.mark.parametrize(("relation", "key"), [("about", "country"), ("from", "publishingCountry")])
def test_one_relation_can_be_asked_by_get(relation: str, key: str) -> None:
    made = scope(occurrence_relation=relation, without_country_mismatch=False)
    assert made.as_get_parameters() == {"occurrenceStatus": ["PRESENT"], key: ["BE"]}


def test_no_country_and_no_condition_is_the_whole_of_gbif() -> None:
    made = scope(
        country="",
        present_only=False,
        without_country_mismatch=False,
        active_collections_only=False,
        collections_on_portals_only=False,
    )
    assert made.occurrence_predicate() is None
    assert made.as_get_parameters() == {}
    assert [made.widget_scope(name) for name in ("occurrence", "dataset", "institution")] == [
        None
    ] * 3


def test_all_occurrences_may_go_with_a_countrys_datasets() -> None:
    made = scope(occurrence_relation="all", present_only=False, without_country_mismatch=False)
    assert made.occurrence_predicate() is None
    assert made.widget_scope("dataset") == {"publishingCountry": ["BE"]}


def test_the_other_catalogues_follow_the_country() -> None:
    made = scope()
    collections = {"country": ["BE"], "active": True, "displayOnNHCPortal": True}
    assert made.widget_scope("publisher") == {"country": "BE"}
    assert made.widget_scope("collection") == made.widget_scope("institution") == collections
    assert made.as_get_parameters("collection") == {
        "country": ["BE"],
        "active": ["true"],
        "displayOnNHCPortal": ["true"],
    }
    assert made.widget_scope("taxon") is None


def test_each_catalogue_can_be_let_out() -> None:
    made = scope(
        datasets_of_country=False, publishers_of_country=False, collections_of_country=False
    )
    assert made.as_get_parameters("dataset") == {}
    assert made.as_get_parameters("publisher") == {}
    assert "country" not in (made.as_get_parameters("institution") or {})


@pytest.mark.parametrize(
    ("relation", "asked", "keys"),
    [
        ("researcher", {"countriesOfResearcher": ["BE"]}, ["countriesOfResearcher"]),
        ("coverage", {"countriesOfCoverage": ["BE"]}, ["countriesOfCoverage"]),
        # GBIF's search has no "either": pages show the first of the two.
        (
            "either",
            {"countriesOfResearcher": ["BE"]},
            ["countriesOfResearcher", "countriesOfCoverage"],
        ),
        ("all", {}, []),
    ],
)
def test_literature_has_its_own_relation(
    relation: str, asked: dict[str, list[str]], keys: list[str]
) -> None:
    made = scope(literature_relation=relation)
    assert made.as_get_parameters("literature") == asked
    shown = made.widget_scope("literature")
    parts = shown.get("predicates", [shown]) if shown else []
    assert [part["key"] for part in parts] == keys


def test_a_further_condition_is_kept_in_the_widgets_dialect_and_applies() -> None:
    rest = {"type": "equals", "key": "BASIS_OF_RECORD", "value": "preserved specimen"}
    made = scope(extra_predicate=rest)
    widget = {"type": "equals", "key": "basisOfRecord", "value": "PRESERVED_SPECIMEN"}
    assert made.extra_predicate == widget
    found = made.widget_scope("occurrence")
    assert found is not None
    assert found["predicates"][-1] == widget


def test_further_parameters_are_checked_and_apply() -> None:
    made = scope(extra_parameters={"dataset": {"type": ["checklist"]}})
    assert made.as_get_parameters("dataset") == {
        "publishingCountry": ["BE"],
        "type": ["CHECKLIST"],
    }


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        (
            "extra_predicate",
            {"type": "equals", "key": "contry", "value": "BE"},
            "Did you mean country",
        ),
        ("literature_predicate", {"type": "in", "key": "topics", "values": ["X"]}, "is not known"),
        ("extra_parameters", {"dataset": {"typ": ["X"]}}, "Did you mean type"),
        ("extra_parameters", {"occurrence": {}}, "give the parameters of dataset"),
        ("map_latitude", 50.6, "latitude, longitude and zoom"),
    ],
)
def test_a_mistake_is_an_error_of_its_field(field: str, value: Any, said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        scope(**{field: value})
    assert said in caught.value.message_dict[field][0]


def test_filters_are_checked_with_the_nearest_name(site: Site) -> None:
    made = Scope(
        site=site,
        country="BE",
        highlighted_filters={"occurrence": ["taxonkey", "year"], "datasets": ["q"]},
    )
    with pytest.raises(ValidationError) as caught:
        made.full_clean()
    messages = caught.value.message_dict["highlighted_filters"]
    assert "Did you mean taxonKey?" in messages[0]
    assert "Did you mean dataset?" in messages[1]


def test_a_country_that_is_none_is_refused(site: Site) -> None:
    with pytest.raises(ValidationError, match="two letters"):
        Scope(site=site, country="XQ").full_clean()


@pytest.mark.django_db
def test_the_scope_counts_the_same_as_its_parts(gbif_server: GbifServer) -> None:
    client = Client()
    whole = client.count(scope().apply(Query("occurrence")))
    about = client.count(scope(occurrence_relation="about").apply(Query("occurrence")))
    published = client.count(scope(occurrence_relation="from").apply(Query("occurrence")))
    both = scope(
        occurrence_relation="about",
        extra_predicate={"type": "equals", "key": "publishingCountry", "value": "BE"},
    )
    overlap = client.count(both.apply(Query("occurrence")))
    assert whole == about + published - overlap
    assert overlap < about < whole


@pytest.mark.django_db
def test_a_query_narrows_the_scope_and_never_widens_it(gbif_server: GbifServer) -> None:
    about = scope(occurrence_relation="about", without_country_mismatch=False, present_only=False)
    dutch = about.apply(Query("occurrence", {"country": ["NL"]}))
    assert dutch.method == "POST"
    assert Client().count(dutch) == 0
    foxes = about.apply(Query("occurrence", {"taxonKey": ["5219243"]}))
    assert foxes.method == "GET"
    assert foxes.parameters == {"taxonKey": ["5219243"], "country": ["BE"]}


@pytest.mark.django_db
def test_words_go_beside_the_predicate(gbif_server: GbifServer) -> None:
    asked = scope().apply(Query("occurrence", {"q": ["vulpes"]}))
    assert asked.body is not None
    assert asked.body["q"] == "vulpes"
    assert 0 < Client().count(asked) < Client().count(scope().apply(Query("occurrence")))


def test_a_query_outside_the_scope_contradicts_it() -> None:
    asked = scope().apply(Query("dataset", {"publishingCountry": ["NL"]}))
    assert "nothing can match" in asked.contradiction
    inside = scope().apply(Query("dataset", {"publishingCountry": ["BE", "NL"]}))
    assert inside.parameters["publishingCountry"] == ["BE"]


def test_a_literature_condition_that_no_get_can_say_is_not_asked() -> None:
    made = scope(literature_predicate={"type": "isNull", "key": "year"})
    assert "cannot be asked" in made.apply(Query("literature")).contradiction


def test_every_part_of_the_widget_scope_is_readable() -> None:
    made = scope()
    for catalogue in ("occurrence", "literature"):
        shown = made.widget_scope(catalogue)
        assert read_predicate(shown, catalogue).as_widget() == shown


class TestTheForm(WagtailTestUtils):  # type: ignore[misc]
    def test_an_editor_sets_the_scope_in_words(self, client: Any, site: Site) -> None:
        self.create_superuser("editor", password="secret")
        client.login(username="editor", password="secret")
        url = reverse("wagtailsettings:edit", args=("gbif_blocks", "scope", site.pk))
        page = client.get(url).content.decode()
        assert '<option value="BE">Belgium</option>' in page
        response = client.post(
            url,
            {
                "country": "BE",
                "occurrence_relation": "about",
                "present_only": "on",
                "extra_predicate": "",
                "literature_relation": "coverage",
                "literature_predicate": "",
                "extra_parameters": "{}",
                "available_catalogues": ["literature", "occurrence"],
                "highlighted_filters": "occurrence: taxonKey, year\nliterature: topics",
                "excluded_filters": "",
                "map_latitude": "50.6",
                "map_longitude": "4.3",
                "map_zoom": "8",
            },
        )
        assert response.status_code == 302
        saved = Scope.for_site(site)
        assert saved.as_get_parameters() == {"occurrenceStatus": ["PRESENT"], "country": ["BE"]}
        assert saved.available_catalogues == ["occurrence", "literature"]
        assert saved.highlighted_filters == {
            "occurrence": ["taxonKey", "year"],
            "literature": ["topics"],
        }
        again = client.get(url).content.decode()
        assert "occurrence: taxonKey, year\nliterature: topics" in again

    def test_a_mistake_stands_beside_its_field(self, client: Any, site: Site) -> None:
        self.create_superuser("editor", password="secret")
        client.login(username="editor", password="secret")
        url = reverse("wagtailsettings:edit", args=("gbif_blocks", "scope", site.pk))
        response = client.post(
            url,
            {
                "country": "BE",
                "occurrence_relation": "both",
                "literature_relation": "all",
                "extra_parameters": "{}",
                "extra_predicate": '{"type": "equals", "key": "taxonkeys", "value": "1"}',
                "highlighted_filters": "occurrence taxonKey",
            },
        )
        errors = response.context["form"].errors
        assert "Line 1: write a catalogue, a colon" in errors["highlighted_filters"][0]
        page = response.content.decode()
        assert "Did you mean taxonKey?" in page
