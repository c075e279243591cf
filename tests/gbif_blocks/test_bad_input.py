"""What editors paste by mistake: a message with the accepted form, or a repaired value that shows.

Each goes through the scope's real form, as an editor would send it.
"""

import json
import math
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from gbif_blocks.scopes import Scope

UUID = "50c9509d-22c7-4a22-a47d-8c48425ef4a7"
Send = Callable[..., list[str]]


@pytest.fixture
def send(admin_client: Client, site: Site) -> Send:
    """Posts the form with one field filled in; gives the field's mistakes, none when it saved."""
    url = reverse("wagtailsettings:edit", args=("gbif_blocks", "scope", site.pk))
    usual = {
        "country": "BE",
        "occurrence_relation": "both",
        "literature_relation": "all",
        "available_catalogues": ["occurrence"],
    }

    def post(field: str, value: Any) -> list[str]:
        text = value if isinstance(value, str) else json.dumps(value)
        answer = admin_client.post(url, usual | {field: text})
        if answer.status_code == 302:
            return []
        assert answer.status_code == 200
        return list(answer.context["form"].errors[field])

    return post


def equals(key: str, value: Any) -> dict[str, Any]:
    return {"type": "equals", "key": key, "value": value}


def within(area: str) -> dict[str, Any]:
    return {"type": "within", "key": "geometry", "value": area}


def nested(levels: int) -> str:
    return (
        '{"type": "not", "predicate": ' * levels + json.dumps(equals("year", "1990")) + "}" * levels
    )


BOW_TIE = "POLYGON((4 50,5 51,5 50,4 51,4 50))"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (equals("contry", "BE"), "no key “contry”. Did you mean country?"),
        (equals("basisOfRecord", "FOSSIL"), "Did you mean FOSSIL_SPECIMEN?"),
        (equals("basisOfRecord", "'; DROP TABLE wagtailcore_page; --"), "Accepted: PRESERVED_SPEC"),
        (equals("basisOfRecord", "🦊"), "“🦊” is not known. Accepted: PRESERVED_SPECIMEN"),
        (equals("datasetKey", "50c9509d"), "such as 50c9509d-22c7-4a22-a47d-8c48425ef4a7"),
        (equals("country", "BEL"), "Did you mean BE?"),
        (equals("country", "Belgium"), "Did you mean BE?"),
        (equals("year", "2020,1990"), "runs backwards: give the smaller value first. Did you mean"),
        (
            {"type": "range", "key": "year", "value": {"gte": "2020", "lte": "1990"}},
            "Did you mean 1990,2020?",
        ),
        (
            {
                "type": "and",
                "predicates": [
                    {"type": "greaterThanOrEquals", "key": "YEAR", "value": "2020"},
                    {"type": "lessThanOrEquals", "key": "YEAR", "value": "1990"},
                ],
            },
            "runs backwards",
        ),
        (within(BOW_TIE), "near 4.5 50.5: its outline crosses itself"),
        (within(BOW_TIE), "take this area instead: MULTIPOLYGON((("),
        (within("POLYGON((4 50,5 51"), "Such as POLYGON((4.3 50.8"),
        (nested(20), "more than 12 levels. Put some side by side."),
        (nested(200), "more than 12 levels"),
        (nested(5_000), "nested too deeply"),
        ("[" * 100_000, "nested too deeply"),
        (
            {"type": "in", "key": "taxonKey", "values": [str(key) for key in range(5_000)]},
            "There are 5000 values; at most 2000 are taken. Choose something that contains them",
        ),
        (
            equals("taxonKey", "6W3C4"),
            "is a key of another checklist: those of GBIF's backbone are",
        ),
        (equals("taxonKey", "Vulpes vulpes"), "such as 5219243 or 6W3C4, not the name"),
        (equals("recordedBy", "x" * 1_000_000), "characters; at most 400000 are read"),
        (equals("recordedBy", "x" * 300_000), "has 300000 characters; GBIF is asked with 1000"),
        (equals("recordedBy", "a\0b"), "another character that cannot be sent"),
        ('{"type": "equals", "key": "recordedBy", "value": "\\ud800"}', "cannot be sent"),
        ("x" * 1_000_000, "characters; at most 400000 are read"),
        ("country = BE", "This is not JSON: line 1, character 1, near “country = BE”"),
        ('{"value": ' + "9" * 5_000 + "}", "a number that is too long"),
        ({"type": "equal", "key": "country", "value": "BE"}, "Did you mean equals?"),
        ({"type": ["equals"]}, "is not a type of predicate"),
        ({**equals("country", "BE"), "matchCases": True}, "Did you mean matchCase?"),
        ([1, 2], "a predicate is an object"),
        (
            {"type": "and", "predicates": [equals("x", "1"), equals("country", "BEL")]},
            "predicates[0].key: GBIF's occurrence search has no key “x”",
        ),
    ],
)
def test_a_mistake_is_a_field_error_with_the_accepted_form(
    send: Send, given: Any, said: str
) -> None:
    mistakes = send("extra_predicate", given)
    assert said in " ".join(mistakes)
    assert all(len(mistake) < 1_000 for mistake in mistakes)
    assert not Scope.objects.filter(extra_predicate__isnull=False).exists()


def test_every_mistake_is_told_at_once(send: Send) -> None:
    given = {"type": "or", "predicates": [equals("contry", "BE"), equals("country", "BEL")]}
    assert [mistake.partition(":")[0] for mistake in send("extra_predicate", given)] == [
        "predicates[0].key",
        "predicates[1].value",
    ]


def circle(points: int) -> list[list[float]]:
    angles = [-2 * math.pi * number / points for number in range(points)]
    ring = [[4 + math.cos(angle), 50 + math.sin(angle)] for angle in angles]
    return [*ring, ring[0]]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (equals("COUNTRY_CODE", " be "), equals("country", "BE")),
        (equals("basisOfRecord", "fossil specimen"), equals("basisOfRecord", "FOSSIL_SPECIMEN")),
        (equals("datasetKey", UUID.upper()), equals("datasetKey", UUID)),
        (
            equals("year", "1990,*"),
            {"type": "range", "key": "year", "value": {"gte": "1990"}},
        ),
        (equals("recordedBy", "*"), {"type": "isNotNull", "key": "recordedBy"}),
        (equals("recordedBy", "Mary 🦊 O'Neil; --"), equals("recordedBy", "Mary 🦊 O'Neil; --")),
        # Clockwise.
        (
            within("POLYGON((4 50,4 51,5 51,5 50,4 50))"),
            within("POLYGON((4 50,5 50,5 51,4 51,4 50))"),
        ),
        ({"type": "and", "predicates": [equals("country", "BE")]}, equals("country", "BE")),
        (
            {"type": "not", "predicate": equals("issue", "ZERO_COORDINATE")},
            equals("notIssues", "ZERO_COORDINATE"),
        ),
    ],
)
def test_what_can_be_repaired_is_kept_repaired_and_shown(
    send: Send, admin_client: Client, site: Site, given: Any, kept: Any
) -> None:
    assert send("extra_predicate", given) == []
    assert Scope.objects.get().extra_predicate == kept
    url = reverse("wagtailsettings:edit", args=("gbif_blocks", "scope", site.pk))
    shown = admin_client.get(url).context["form"]["extra_predicate"].value()
    assert json.loads(shown) == kept


def test_a_polygon_of_forty_points_pasted_as_geojson_becomes_an_area(send: Send) -> None:
    feature = {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [circle(40)]}}
    assert send("extra_predicate", feature) == []
    kept = Scope.objects.get().extra_predicate
    assert kept is not None
    assert kept["type"] == "within"
    assert kept["value"].count(",") == 40


@pytest.mark.parametrize(
    ("field", "given", "said"),
    [
        ("extra_parameters", "dataset typ = CHECKLIST", "Did you mean type?"),
        ("extra_parameters", "datasets type = CHECKLIST", "Known: dataset."),
        ("extra_parameters", "type: CHECKLIST", "such as “dataset type = CHECKLIST”"),
        ("extra_parameters", "dataset type = CHEKLIST", "Did you mean CHECKLIST?"),
        (
            "extra_parameters",
            "publisher country = BE\npublisher country = NL",
            "one value of",
        ),
        ("extra_parameters", "dataset doi = x\n" * 3_000, "at most 2000 are taken"),
        ("extra_parameters", '{"occurrence": {}}', "give the parameters of dataset"),
        ("extra_parameters", '{"dataset": ' + "[" * 100_000, "nested too deeply"),
        ("literature_predicate", equals("topics", "INVASIVE"), "Did you mean INVASIVES?"),
        ("literature_predicate", within(BOW_TIE), "GBIF's literature search has no geometry"),
        ("literature_predicate", equals("notIssues", "ZERO_COORDINATE"), "search has no issue"),
        ("widget_options", {"occurrenceSearch": {"tabs": ["charts"]}}, "The widget has no tab"),
        ("widget_options", "x" * 1_000_000, "at most 400000 are read"),
        ("highlighted_filters", "occurrence: taxonkey", "Did you mean taxonKey?"),
        ("highlighted_filters", "x" * 1_000_000, "write a catalogue, a colon"),
        ("highlighted_filters", f"occurrence: {'x' * 1_000_000}", "there is no filter"),
    ],
)
def test_the_other_fields_refuse_with_the_accepted_form_too(
    send: Send, field: str, given: Any, said: str
) -> None:
    mistakes = send(field, given)
    assert said in " ".join(mistakes)
    assert all(len(mistake) < 1_000 for mistake in mistakes)


def test_lines_of_parameters_are_kept_and_shown_as_lines(
    send: Send, admin_client: Client, site: Site
) -> None:
    assert send("extra_parameters", "dataset type = checklist\ndataset type=OCCURRENCE") == []
    assert Scope.objects.get().extra_parameters == {
        "dataset": {"type": ["CHECKLIST", "OCCURRENCE"]}
    }
    url = reverse("wagtailsettings:edit", args=("gbif_blocks", "scope", site.pk))
    shown = admin_client.get(url).context["form"]["extra_parameters"].value()
    assert shown == "dataset type = CHECKLIST\ndataset type = OCCURRENCE"


# What the editors of the form ask while somebody types.


def test_the_check_of_conditions_names_the_place_and_never_breaks(admin_client: Client) -> None:
    url = reverse("gbif_forms:check_predicate", args=["occurrence"])
    bad = {"type": "and", "predicates": [equals("country", "BEL")]}
    told = admin_client.post(url, json.dumps(bad), content_type="text/plain").json()
    assert told["mistakes"][0]["place"] == "predicates[0].value"
    for text in ("", "x" * 1_000_000, "[" * 100_000, nested(5_000), "\0", "null", "1e999"):
        answer = admin_client.post(url, text, content_type="text/plain")
        assert answer.status_code == 200
        assert answer.json()["mistakes"]


def test_the_check_of_conditions_tells_every_form_of_them(admin_client: Client) -> None:
    url = reverse("gbif_forms:check_predicate", args=["occurrence"])
    told = admin_client.post(url, json.dumps(equals("country", "be")), content_type="text/plain")
    assert told.json() == {
        "widget": equals("country", "BE"),
        "rest": equals("COUNTRY", "BE"),
        "get": "country=BE",
        "message": "Understood. It can be counted by GET.",
    }


@pytest.mark.parametrize(
    ("predicate", "reason"),
    [
        ({"type": "not", "predicate": equals("country", "BE")}, "cannot say “not”"),
        ({"type": "isNull", "key": "year"}, "given or not given"),
        ({"type": "like", "key": "recordedBy", "value": "Dar*"}, "“is like”"),
        ({"type": "range", "key": "year", "value": {"gt": "1990"}}, "“more than”"),
        ({**equals("recordedBy", "X"), "matchCase": True}, "capitals"),
        (
            {"type": "in", "key": "occurrenceStatus", "values": ["PRESENT", "ABSENT"]},
            "one value of occurrenceStatus only",
        ),
        (
            {"type": "or", "predicates": [equals("country", "BE"), equals("year", "1990")]},
            "“or” between different fields",
        ),
        (
            {"type": "and", "predicates": [equals("year", "1991"), equals("year", "1990")]},
            "for two things at once",
        ),
        (
            {"type": "in", "key": "taxonKey", "values": [str(key) for key in range(1_000)]},
            "longer than an address may be",
        ),
    ],
)
def test_the_editor_is_told_why_no_get_can_count_it(
    admin_client: Client, predicate: Any, reason: str
) -> None:
    url = reverse("gbif_forms:check_predicate", args=["occurrence"])
    told = admin_client.post(url, json.dumps(predicate), content_type="text/plain").json()
    assert told["get"] is None
    assert reason in told["message"]


def test_the_check_of_the_scope_needs_the_right_to_change_it(client: Client, site: Site) -> None:
    url = reverse("gbif_forms:check_scope", args=[site.pk])
    assert client.post(url).status_code == 302


def test_the_check_of_an_area_gives_the_repaired_one(admin_client: Client) -> None:
    url = reverse("gbif_forms:check_area")
    told = admin_client.post(
        url, "POLYGON((4 50,4 51,5 51,5 50,4 50))", content_type="text/plain"
    ).json()
    assert told["wkt"] == "POLYGON((4 50,5 50,5 51,4 51,4 50))"
    assert "direction" in told["repairs"][0]
    assert admin_client.post(url, "x" * 1_000_000, content_type="text/plain").json()["mistakes"]
