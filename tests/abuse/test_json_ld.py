"""D11. What pages say to search engines stands in a script element of the portal's pages."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from home.models import ContentPage, NewsPage
from tests.abuse.strangers.stranger import API
from tests.factories import add_page, make_portal

ENDING = "</script><script>alert(1)</script><!-- <script"
JSON_LD = re.compile(rb'"json_ld":(\[.*?\])},"hero":', re.DOTALL)


@pytest.mark.django_db
@pytest.mark.parametrize("model", [ContentPage, NewsPage])
def test_d11_no_title_ends_the_script_element(client: Client, model: type[Any]) -> None:
    home = make_portal("nl").site.root_page
    page = add_page(
        home, model, title=ENDING, slug="ending", seo_title=ENDING, search_description=ENDING,
        **({"date": "2026-01-01"} if model is NewsPage else {}),
    )  # fmt: skip
    for address in (
        "resolve/?path=/ending/",
        f"pages/{page.translation_key}/",
        f"pages/{page.translation_key}/?locale=nl",
        "sync/",
        "pages/?fields=*",
    ):
        body = client.get(f"{API}{address}").content
        written = [found for found in JSON_LD.findall(body) if b"alert" in found]
        assert written
        for json_ld in written:
            assert b"<" not in json_ld
            assert rb"\u003c/script>" in json_ld
            assert any(ENDING in str(thing) for thing in json.loads(json_ld))
