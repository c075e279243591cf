"""The widget's configuration, version 3."""

from typing import Any

import jsonschema_rs
import pytest
from django.core.exceptions import ValidationError

from gbif_blocks.scopes import Scope
from gbif_blocks.widget_config import (
    WIDGET_CONFIG_SCHEMA,
    WidgetLanguage,
    WidgetPage,
    WidgetTheme,
    widget_config,
)
from gbif_blocks.widget_options import check_config, clean_options

PAGES = [
    WidgetPage("occurrenceSearch", "/occurrence/search/"),
    WidgetPage("datasetSearch", "data/sets"),
    WidgetPage("datasetKey", "data/sets/:key"),
]
LANGUAGES = [
    WidgetLanguage("en", "en", "English", default=True),
    WidgetLanguage("nl", "nl", "Nederlands", default=False, map_tile_locale="nl"),
]


def config(scope: Scope | None = None, **changes: Any) -> dict[str, Any]:
    arguments: dict[str, Any] = {
        "pages": PAGES,
        "languages": LANGUAGES,
        "theme": WidgetTheme("#3a7d44"),
    }
    made: dict[str, Any] = widget_config(scope or Scope(country="BE"), **(arguments | changes))
    jsonschema_rs.Draft202012Validator(WIDGET_CONFIG_SCHEMA).validate(made)
    return made


def test_only_the_given_pages_are_on() -> None:
    made = config()
    assert made["version"] == 3
    assert made["pages"] == [
        {"id": "occurrenceSearch", "path": "occurrence/search"},
        {"id": "datasetSearch", "path": "data/sets"},
        {"id": "datasetKey", "path": "data/sets/:key"},
    ]


def test_the_menu_offers_catalogues_that_have_a_page() -> None:
    scope = Scope(country="BE", available_catalogues=["occurrence", "dataset", "literature"])
    assert config(scope)["availableCatalogues"] == ["OCCURRENCE", "DATASET"]


def test_scopes_filters_and_map_are_the_portals() -> None:
    scope = Scope(
        country="BE",
        highlighted_filters={"occurrence": ["taxonKey", "year"]},
        excluded_filters={"dataset": ["publishingCountry"]},
        map_latitude=50.6,
        map_longitude=4.3,
        map_zoom=8.4,
    )
    made = config(scope)
    occurrence = made["occurrenceSearch"]
    assert occurrence["scope"] == scope.widget_scope("occurrence")
    assert occurrence["queryType"] == "PREDICATE"
    assert occurrence["highlightedFilters"] == ["taxonKey", "year"]
    assert occurrence["mapSettings"] == {"lat": 50.6, "lng": 4.3, "zoom": 8.4}
    assert occurrence["tabs"][0] == "table"
    assert made["datasetSearch"] == {
        "queryType": "V1",
        "scope": {"publishingCountry": ["BE"]},
        "excludedFilters": ["publishingCountry"],
    }
    assert made["publisherSearch"]["scope"] == {"country": "BE"}
    assert made["literatureSearch"]["queryType"] == "PREDICATE"


def test_a_portal_without_scope_or_theme_has_none() -> None:
    made = config(
        Scope(
            present_only=False,
            without_country_mismatch=False,
            active_collections_only=False,
            collections_on_portals_only=False,
        ),
        theme=None,
    )
    assert "theme" not in made
    assert "mapSettings" not in made["occurrenceSearch"]
    assert not any("scope" in part for part in made.values() if isinstance(part, dict))


def test_each_language_names_the_maps_language_too() -> None:
    assert config()["languages"][0] == {
        "code": "en",
        "localeCode": "en",
        "label": "English",
        "default": True,
        "textDirection": "ltr",
        "mapTileLocale": "en",
    }


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"pages": [WidgetPage("occurrenceSeach", "x")]}, "Did you mean occurrenceSearch?"),
        ({"pages": [WidgetPage("literature", "x")]}, "Did you mean literatureSearch?"),
        ({"tabs": ["tables"]}, "Did you mean table?"),
        ({"languages": LANGUAGES[1:]}, "Exactly one language"),
        ({"languages": [LANGUAGES[0], LANGUAGES[0]]}, "Exactly one language"),
        ({"theme": WidgetTheme("green")}, "#rrggbb"),
    ],
)
def test_what_the_library_would_ignore_or_break_on_is_refused(
    changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        config(**changes)
    assert said in " ".join(caught.value.messages)


def test_the_scopes_options_stand_over_the_usual_ones() -> None:
    options: dict[str, Any] = {
        "occurrenceSearch": {"tabs": ["map"], "defaultEnabledTableColumns": ["year"]},
        "maps": {"mapStyles": {"defaultProjection": "ARCTIC", "options": {"ARCTIC": ["DARK"]}}},
        "theme": {"fontFamily": "Arial", "mapDensityColors": ["#ffffff", "#000"]},
        "messages": {"nl": {"catalogues.occurrences": "Waarnemingen"}},
        "datasetKey": {"enableListOfDownloads": True},
        "extraOccurrenceSearchPages": [
            {
                "path": "sequenced/search",
                "overwriteConfig": {
                    "occurrenceSearch": {
                        "scope": {"type": "equals", "key": "isSequenced", "value": "true"}
                    }
                },
            }
        ],
    }
    made = config(Scope(country="BE", widget_options=options))
    assert made["occurrenceSearch"]["tabs"] == ["map"]
    assert made["occurrenceSearch"]["scope"]
    assert made["theme"] == {"primary": "#3a7d44", "borderRadius": 3, **options["theme"]}
    assert made["extraOccurrenceSearchPages"] == options["extraOccurrenceSearchPages"]
    assert check_config(made) == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"occurenceSearch": {}}, "no setting “occurenceSearch”. Did you mean occurrenceSearch?"),
        ({"occurrenceSearch": {"tabs": ["mapp"]}}, "tabs[0]: The widget has no tab “mapp”. Did"),
        ({"occurrenceSearch": {"defaultEnabledTableColumns": ["invidiualCount"]}},
         "Did you mean individualCount?"),
        ({"occurrenceSearch": {"scope": {}}}, "is said by the fields of the scope"),
        ({"occurrenceSearch": {"availableCatalogues": []}}, "no setting of a search"),
        ({"maps": {"mapStyles": {"defaultProjection": "MERKATOR"}}}, "Did you mean MERCATOR?"),
        ({"maps": {"locale": "fr"}}, "belongs to each language"),
        ({"theme": {"primary": "#000"}}, "belongs to the site's settings"),
        ({"theme": {"background": "red"}}, "“red” is not of the form #rrggbb"),
        ({"theme": {"fontFamily": "x; } body { display: none"}}, "is not of the form"),
        ({"theme": {"borderRadius": "3"}}, "Give a number from 0 to 100"),
        ({"messages": {"en": "Specimens"}}, "messages.en: Give an object"),
        ({"apiKeys": {"maptiler": "x"}}, "keys are not kept in content"),
        ({"pages": []}, "pages are the data explorers"),
        ({"defaultChecklistKey": "col"}, "is not of the form 50c9509d"),
        ({"extraOccurrenceSearchPages": [{"overwriteConfig": {}}]}, "path is needed"),
        ({"extraOccurrenceSearchPages": [{"path": "a", "overwriteConfig": {"occurrenceSearch": {
            "scope": {"type": "equals", "key": "contry", "value": "BE"}}}}]},
         "Did you mean country?"),
        ({"🦊" * 50_000: 1}, "The widget has no setting"),
        ("text", "Give an object"),
    ],
)  # fmt: skip
def test_an_option_that_the_widget_does_not_know_is_refused(options: Any, said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        clean_options(options)
    assert said in " ".join(caught.value.messages)
    assert all(len(message) < 500 for message in caught.value.messages)
