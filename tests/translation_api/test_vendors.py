"""A vendor's program: lists, fetches and returns what its token is for, and nothing else."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from jsonschema_rs import Draft202012Validator
from wagtail.models import Locale, Site
from wagtail_localize.models import StringTranslation, Translation

from cms.delivery.openapi import json_schemas, openapi_document
from cms.delivery.webhooks.models import Endpoint, Event
from cms.translation.exchange.importing import import_translations
from cms.translation_api import views
from cms.translation_api.listing import LIST, REPORT
from cms.translation_api.models import TranslationToken
from home.models import ContentPage, HomePage
from tests.factories import add_page
from tests.translation.exchanging import export, segments_of, translate_file
from tests.translation.test_exchange import make_page
from tests.translation.test_hostile_files import HOSTILE

pytestmark = pytest.mark.django_db

ADDRESS = "/api/delivery/v1/translations/"
XLIFF = "application/xliff+xml"
Ask = Callable[..., Any]


@pytest.fixture(scope="module")
def _sent(lasting: None, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    make_page("nl", "fr")
    exported = export(tmp_path_factory.mktemp("sent"))
    assert exported is not None
    translate_file(exported)
    return exported.read_bytes()


@pytest.fixture
def translated(_sent: bytes, db: None) -> bytes:
    """All that is missing in Dutch, translated."""
    return _sent


@pytest.fixture
def token(_sent: bytes, db: None) -> TranslationToken:
    """For Dutch, in the one portal."""
    token = TranslationToken(name="Vendor", site=Site.objects.get(is_default_site=True))
    token.plain = token.issue()  # type: ignore[attr-defined]
    token.locales.set(Locale.objects.filter(language_code="nl"))
    return token


@pytest.fixture
def ask(client: Client, token: TranslationToken) -> Ask:
    """Asks or sends with the token; every answer keeps to the contract."""

    def send(
        address: str = "",
        body: Any = None,
        media_type: str = XLIFF,
        authorization: str = "",
        **query: Any,
    ) -> Any:
        plain: str = token.plain  # type: ignore[attr-defined]
        headers = {"Authorization": authorization or f"Bearer {plain}"}
        path, method = f"{ADDRESS}{address}", "get" if body is None else "post"
        if body is None:
            answer = client.get(path, query, headers=headers)
        else:
            answer = client.post(path, body, content_type=media_type, headers=headers)
        documented = openapi_document()["paths"][path][method]["responses"]
        assert str(answer.status_code) in documented
        assert answer["Cache-Control"] == "no-store"
        if answer.status_code != 200:
            assert answer["Content-Type"] == "application/problem+json"
        return answer

    return send


def test_a_program_that_knows_xliff_only_translates_all_that_is_listed(
    ask: Ask, tmp_path: Path
) -> None:
    listed = ask(locale="nl", missing="true").json()
    Draft202012Validator(LIST).validate(listed)
    assert [one["title"] for one in listed["items"]] == ["Home", "About"]
    assert all(one["words"] and one["segments"]["missing"] for one in listed["items"])
    first = ask(locale="nl", limit=1).json()
    second = ask(locale="nl", limit=1, cursor=first["next_cursor"]).json()
    assert [*first["items"], *second["items"]] == listed["items"]
    assert second["next_cursor"] is None

    file = tmp_path / "nl.xlf"
    one_text = ask("export/", locale="nl", key=listed["items"][1]["key"])
    file.write_bytes(one_text.content)
    alone = len(segments_of(file))
    file.write_bytes(ask("export/", locale="nl").content)
    assert translate_file(file) > alone > 0

    report = ask("import/", file.read_bytes()).json()
    Draft202012Validator(REPORT).validate(report)
    assert report["locale"] == "nl"
    assert report["counts"]["applied"] + report["counts"]["doubtful"] > alone
    assert ask(locale="nl", missing="true").json()["items"] == []
    again = ask("import/", file.read_bytes()).json()
    assert (again["counts"]["applied"], again["segments"]) == (0, [])


def test_what_does_not_fit_is_reported_by_segment(ask: Ask, translated: bytes) -> None:
    page = ContentPage.objects.get(slug="about", locale__language_code="en")
    page.title = "About us"
    page.save_revision().publish()
    report = ask("import/", translated).json()
    assert report["counts"]["changed_since"] == 1
    [told] = [one for one in report["segments"] if one["outcome"] == "changed_since"]
    assert (told["text"], told["source"]) == ("About us", "About")


@pytest.mark.parametrize("name", HOSTILE)
def test_of_a_hostile_file_nothing_is_stored(ask: Ask, translated: bytes, name: str) -> None:
    content = HOSTILE[name](translated.decode())
    answer = ask("import/", content.encode() if isinstance(content, str) else content)
    if answer.status_code == 200:
        assert answer.json()["counts"]["applied"] == 0
    assert answer.status_code in (200, 415, 422)
    assert not StringTranslation.objects.filter(data__contains="script").exists()
    assert not Translation.objects.exists()


def test_who_has_no_token_or_another_one_is_told_so(
    ask: Ask, token: TranslationToken, translated: bytes
) -> None:
    for bad in ("Basic x", "Bearer", "Bearer gpt_unknown"):
        for address, body in (("", None), ("export/", None), ("import/", translated)):
            answer = ask(address, body, authorization=bad, locale="nl")
            assert answer.status_code == 401
            assert answer["WWW-Authenticate"].startswith("Bearer")
    assert ask(locale="fr").status_code == 403
    assert ask("export/", locale="fr").status_code == 403
    french = translated.replace(b'trgLang="nl"', b'trgLang="fr"')
    assert ask("import/", french).status_code == 422
    assert ask().status_code == 400
    assert ask(locale="nl", cursor="x").status_code == 400
    TranslationToken.objects.update(expires_at=timezone.now() - timedelta(days=1))
    assert ask(locale="nl").status_code == 401
    assert not StringTranslation.objects.exists()


def test_a_token_of_another_portal_neither_sees_nor_writes_its_texts(
    ask: Ask, token: TranslationToken, translated: bytes
) -> None:
    root = Site.objects.get(is_default_site=True).root_page.get_parent()
    home = add_page(root, HomePage, title="Ponds", slug="ponds")
    token.site = Site.objects.create(hostname="ponds.example", root_page=home)
    token.save()
    assert "About" not in str(ask(locale="nl").content)
    assert b"About" not in ask("export/", locale="nl").content
    report = ask("import/", translated).json()
    assert report["counts"]["applied"] == 0
    assert report["counts"]["unknown"] > 0
    assert not StringTranslation.objects.exists()


def test_a_file_that_is_too_large_or_of_another_kind_is_refused(
    ask: Ask, translated: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ask("import/", translated, media_type="application/json").status_code == 415
    monkeypatch.setattr(views, "MAX_BODY", 100)
    assert ask("import/", translated).status_code == 413
    assert not Translation.objects.exists()


def test_a_vendor_is_told_that_work_has_come_and_that_it_is_published(
    translated: bytes, tmp_path: Path
) -> None:
    events = ["translation.requested", "translation.published"]
    Endpoint.objects.create(name="Vendor", url="https://vendor.example", events=events)
    path = tmp_path / "nl.xlf"
    path.write_bytes(translated)
    with path.open("rb") as file:
        import_translations(file, path.name, publish_complete=True)
    found = list(Event.objects.order_by("pk"))
    assert {one.type for one in found} == set(events)
    page = ContentPage.objects.get(slug="about", locale__language_code="en")
    of_page = [one for one in found if one.data["key"] == str(page.translation_key)]
    assert [one.type for one in of_page] == events
    for one in of_page:
        data = {"type": one.type, "timestamp": one.happened_at.isoformat(), "data": one.data}
        Draft202012Validator(json_schemas("events")[one.type]).validate(data)
        assert (one.data["locale"], one.data["source_locale"]) == ("nl", "en")
        assert one.data["type"] == "home.ContentPage"
