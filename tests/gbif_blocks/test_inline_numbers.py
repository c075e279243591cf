"""Numbers inside running text: how they are written, stored, checked and counted."""

import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client as Browser
from django.urls import reverse
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.rich_text import expand_db_html
from wagtail_localize.strings import StringValue

from gbif_blocks.client import Client
from gbif_blocks.inline_numbers import as_attributes, read_filters, represent_number, written
from gbif_blocks.queries import Query
from gbif_blocks.refreshing import refresh
from gbif_blocks.scopes import Scope
from gbif_blocks.snapshots import Snapshot
from tests.gbif_blocks.conftest import FakeContext
from tests.gbif_server import GbifServer

STORED = (
    '<a data-catalogue="occurrence" data-parameters="country=BE&amp;year=1990%2C2000" '
    'data-scope="false" linktype="gbif-number">1,234</a>'
)
COUNTS_BELGIUM = as_attributes("occurrence", {"country": ["BE"]}, scope=False)


def test_the_editor_and_the_database_agree_about_a_number() -> None:
    converter = ContentstateConverter(features=["bold", "gbif-number"])
    source = f'<p data-block-key="a">Of <b>{STORED}</b> records</p>'
    state = json.loads(converter.from_database_format(source))
    [entity] = state["entityMap"].values()
    assert (entity["type"], entity["mutability"]) == ("GBIF_NUMBER", "IMMUTABLE")
    assert entity["data"] == {
        "catalogue": "occurrence",
        "parameters": "country=BE&year=1990%2C2000",
        "scope": "false",
    }
    again = converter.to_database_format(json.dumps(state))
    assert json.loads(converter.from_database_format(again)) == state
    assert 'linktype="gbif-number"' in again


def test_a_field_that_does_not_offer_numbers_keeps_their_words() -> None:
    converter = ContentstateConverter(features=["bold"])
    state = json.loads(converter.from_database_format(f"<p>Of {STORED} records</p>"))
    assert state["entityMap"] == {}
    assert state["blocks"][0]["text"] == "Of 1,234 records"


def test_a_translator_keeps_what_is_counted() -> None:
    text, attributes = StringValue.from_source_html(f"Of {STORED} records")
    translated = StringValue(text.data.replace("Of", "Van").replace("records", "waarnemingen"))
    back = translated.render_html(attributes)
    assert back.startswith("Van <a ")
    for part in ('linktype="gbif-number"', 'data-catalogue="occurrence"', 'data-scope="false"'):
        assert part in back


def test_wagtails_own_templates_show_the_words() -> None:
    assert expand_db_html(STORED) == "<a>1,234</a>"


class TestChecking:
    @pytest.mark.parametrize(
        ("catalogue", "text", "said"),
        [
            ("", "country: BE", "Choose what to count"),
            ("occurrence", "country BE", "such as country: BE"),
            ("occurrence", "country: Belgium", "Did you mean BE?"),
            ("occurrence", "taxon_key: 5219243", "Did you mean taxonKey?"),
            ("occurrence", "year: 2020,1990", "2020"),
            ("occurrence", "x" * 3000, "at most"),
            ("dataset", "basisOfRecord: OCCURRENCE", "basisOfRecord"),
        ],
    )
    def test_a_mistake_is_said(self, catalogue: str, text: str, said: str) -> None:
        with pytest.raises(ValidationError) as caught:
            read_filters(catalogue, text)
        assert any(said in message for message in caught.value.messages)

    def test_lines_become_parameters_in_the_form_to_send(self) -> None:
        found = read_filters("occurrence", "country: be\n\nyear: 1990,2000\ncountry: NL")
        assert {name: sorted(values) for name, values in found.items()} == {
            "country": ["BE", "NL"],
            "year": ["1990,2000"],
        }

    def test_the_editors_dialog_gets_the_number_as_last_known(
        self, admin_client: Browser, gbif_server: GbifServer
    ) -> None:
        address = reverse("gbif_check_number")
        asked = {"catalogue": "occurrence", "filters": "country: be", "scope": "false"}
        first = admin_client.post(address, asked).json()
        assert first == {
            "catalogue": "occurrence",
            "parameters": "country=BE",
            "scope": "false",
            "text": "…",
        }
        query = Query("occurrence", {"country": ["BE"]})
        counted = refresh(Snapshot.objects.for_query(query), Client()).count or 0
        gbif_server.requests.clear()
        assert admin_client.post(address, asked).json()["text"] == f"{counted:,}"
        assert gbif_server.requests == []

    def test_the_dialog_gets_the_mistakes(self, admin_client: Browser) -> None:
        wrong = {"catalogue": "occurrence", "filters": "country: Belgium", "scope": "true"}
        answer = admin_client.post(reverse("gbif_check_number"), wrong).json()
        assert "Did you mean BE?" in answer["mistakes"][0]

    def test_strangers_are_not_answered(self, client: Browser, db: None) -> None:
        assert client.post(reverse("gbif_check_number")).status_code == 302


class TestShowing:
    def test_until_gbif_has_counted_the_words_stand(
        self, gbif_server: GbifServer, context: FakeContext
    ) -> None:
        node = represent_number(COUNTS_BELGIUM, "many", ["bold"], context, "en")
        assert (node["text"], node["value"], node["marks"]) == ("many", None, ["bold"])
        assert context.touched == [f"snapshot:{node['snapshot']['id']}"]
        assert gbif_server.requests == []

    def test_then_the_number_is_written_as_the_language_does(
        self, gbif_server: GbifServer, context: FakeContext
    ) -> None:
        node: Any = represent_number(COUNTS_BELGIUM, "many", [], context, "en")
        refresh(Snapshot.objects.get(pk=node["snapshot"]["id"]), Client())
        for language, separator in (("en", ","), ("nl", "."), ("de", ".")):
            told = represent_number(COUNTS_BELGIUM, "many", [], context, language)
            assert told["text"] == f"{told['value']:,}".replace(",", separator)
        assert written(1234567, "en") == "1,234,567"

    def test_within_the_scope_it_depends_on_it(self, belgium: Scope, context: FakeContext) -> None:
        within = as_attributes("dataset", {}, scope=True)
        node = represent_number(within, "…", [], context, "en")
        assert "publishingCountry=BE" in node["snapshot"]["query"]["url"]
        assert f"scope:{belgium.site_id}" in context.touched

    @pytest.mark.parametrize("catalogue", ["", "species", "'; DROP TABLE x"])
    def test_what_counts_nothing_is_no_number(self, context: FakeContext, catalogue: str) -> None:
        stored = {"data-catalogue": catalogue, "data-parameters": "country=BE"}
        assert represent_number(stored, "many", [], context, "en") is None
