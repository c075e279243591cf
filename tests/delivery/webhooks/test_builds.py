"""Frontends report their builds; editors see how far their page has come."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from jsonschema_rs import Draft202012Validator

from cms.delivery.models import Document, Feed, PendingPage
from cms.delivery.openapi import openapi_document
from cms.delivery.webhooks.models import Build, BuildToken
from cms.delivery.webhooks.progress import Progress, Stage, progress_of
from cms.delivery.webhooks.reports import BUILD_SCHEMA, REPORT_SCHEMA
from home.models import ContentPage
from tests.delivery.editing import publish
from tests.factories import add_page, make_portal, synchronise

ADDRESS = "/api/delivery/v1/builds/"
Report = Callable[..., Any]


@pytest.fixture(scope="module")
def _made(lasting: None) -> int:
    home = make_portal("fr", "nl").site.root_page
    page = add_page(home, ContentPage, title="Mission", slug="mission")
    synchronise()
    return int(page.pk)


@pytest.fixture
def page(_made: int, db: None) -> Any:
    return ContentPage.objects.get(pk=_made)


@pytest.fixture
def token(page: Any) -> str:
    site = Document.objects.get(path="/mission/").site
    return BuildToken(name="Build", site=site).issue()


@pytest.fixture
def report(client: Client, token: str) -> Report:
    """Posts a report with the token; every answer keeps to the contract."""

    def post(
        body: Any = None, query: str = "", authorization: str | None = None, **fields: Any
    ) -> Any:
        values = {"id": "build-1", "state": "live", "sequence": Feed.now().sequence, **fields}
        answer = client.post(
            ADDRESS + query,
            values if body is None else body,
            content_type="application/json",
            headers={
                "Authorization": f"Bearer {token}" if authorization is None else authorization
            },
        )
        if answer.status_code == 200:
            Draft202012Validator(BUILD_SCHEMA).validate(answer.json())
            assert answer["Cache-Control"] == "no-store"
        else:
            assert answer["Content-Type"] == "application/problem+json"
            documented = openapi_document()["paths"][ADDRESS]["post"]["responses"]
            assert str(answer.status_code) in documented
        return answer

    return post


def stages(page: Any) -> dict[str, str]:
    return {one.locale: one.stage.value for one in progress_of(page) or []}


# --- Reporting ----------------------------------------------------------------------------------


def test_a_report_is_written_down(report: Report) -> None:
    answer = report(
        state="building", locales=["nl", "fr"], url="https://builds.example/1", message="Begun"
    )
    assert answer.status_code == 200
    assert answer.json() | {"started_at": ""} == {
        "id": "build-1",
        "state": "building",
        "locales": ["fr", "nl"],
        "sequence": Feed.now().sequence,
        "url": "https://builds.example/1",
        "message": "Begun",
        "started_at": "",
        "finished_at": None,
    }
    assert BuildToken.objects.get().last_used_at is not None


def test_the_same_report_twice_is_one_build(report: Report) -> None:
    assert report(state="live").json() == report(state="live").json()
    assert Build.objects.count() == 1


def test_a_build_that_has_ended_does_not_begin_again(report: Report) -> None:
    report(state="building")
    ended = report(state="live").json()
    assert ended["finished_at"] is not None
    assert report(state="building").json() == ended


def test_a_cursor_of_sync_says_how_far_the_build_has_read(report: Report, client: Client) -> None:
    cursor = client.get("/api/delivery/v1/sync/", {"locale": "fr"}).json()["next_cursor"]
    answer = report({"id": "build-1", "state": "live", "cursor": cursor})
    assert answer.json()["sequence"] == Feed.now().sequence


@pytest.mark.parametrize(
    "authorization",
    ["", "Bearer", "Bearer ", "Bearer nobody", "Basic Z2JpZjpnYmlm", "bearer\tx", "Bearer é"],
)
def test_without_a_good_token_nothing_is_written(authorization: str, report: Report) -> None:
    answer = report(authorization=authorization)
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert not Build.objects.exists()


def test_a_token_ends_when_it_is_revoked_or_expires(report: Report) -> None:
    token = BuildToken.objects.get()
    with time_machine.travel(token.expires_at + timedelta(seconds=1)):
        assert report().status_code == 401
    assert report().status_code == 200
    token.revoke()
    assert report().status_code == 401


def test_only_the_hash_of_a_token_is_stored(token: str) -> None:
    row = BuildToken.objects.values().get()
    assert token not in str(row)
    assert row["digest"] == BuildToken.digest_of(token)


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"id": ""}, "/id"),
    ({"id": "x" * 101}, "/id"),
    ({"id": 5}, "/id"),
    ({"id": None}, "/id"),
    ({"id": "\0"}, "/id"),
    ({"id": "\ud800"}, "/id"),
    ({"state": "done"}, "/state"),
    ({"state": ["live"]}, "/state"),
    ({"state": {}}, "/state"),
    ({"locales": "fr"}, "/locales"),
    ({"locales": ["xx"]}, "/locales/0"),
    ({"locales": [None]}, "/locales/0"),
    ({"locales": ["fr"] * 201}, "/locales"),
    ({"sequence": -1}, "/sequence"),
    ({"sequence": "5"}, "/sequence"),
    ({"sequence": 1.5}, "/sequence"),
    ({"sequence": True}, "/sequence"),
    ({"sequence": 10**30}, "/sequence"),
    ({"sequence": 10**6}, "/sequence"),
    ({"cursor": "abc"}, "/sequence"),
    ({"url": "javascript:alert(1)"}, "/url"),
    ({"url": "ftp://builds.example/"}, "/url"),
    ({"message": "x" * 501}, "/message"),
    ({"started_at": "yesterday"}, "/started_at"),
    ({"finished_at": "2999-01-01T00:00:00Z"}, "/finished_at"),
    ({"token": "x"}, "/token"),
    ({"a/b~c": 1}, "/a~1b~0c"),
]


def test_what_is_wrong_with_a_report_is_said_with_its_place(report: Report) -> None:
    for fields, pointer in WRONG:
        answer = report(**fields)
        assert answer.status_code == 400, fields
        assert answer.json()["type"].endswith("/invalid-body/")
        assert answer.headers["Cache-Control"] == "no-store"
        assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert not Build.objects.exists()


NO_REPORTS = [b"{", b"[]", b"null", b'"live"', b"5", b"\xff\xfe", b"[" * 19_000, b'{"a":' * 4_000]


def test_what_is_no_report_at_all_is_a_problem(report: Report) -> None:
    for body in NO_REPORTS:
        answer = report(body)
        assert answer.status_code == 400, body[:20]
        assert answer.json()["type"].endswith("/invalid-body/")


def test_a_cursor_that_was_not_made_for_this_portal_is_refused(
    report: Report, client: Client
) -> None:
    make_portal(hostname="second.example")
    other = client.get("/api/delivery/v1/sync/", {"site": "second.example"}).json()["next_cursor"]
    for cursor in ("nonsense", other, other[:-2]):
        answer = report({"id": "1", "state": "live", "cursor": cursor})
        assert [error["pointer"] for error in answer.json()["errors"]] == ["/cursor"]


def test_other_media_types_methods_and_sizes_are_problems(
    report: Report, client: Client, token: str
) -> None:
    headers = {"Authorization": f"Bearer {token}"}
    assert report({"id": "x" * 30_000}).status_code == 413
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        answer = client.post(ADDRESS, b"{}", content_type=kind, headers=headers)
        assert answer.status_code == 415
        assert answer.json()["type"].endswith("/unsupported-media-type/")
    for method in ("get", "put", "patch", "delete", "head"):
        answer = getattr(client, method)(ADDRESS, headers=headers)
        assert (answer.status_code, answer["Allow"]) == (405, "POST, OPTIONS")
    assert client.options(ADDRESS)["Allow"] == "POST, OPTIONS"


def test_what_the_service_takes_is_what_the_contract_says(report: Report) -> None:
    body = openapi_document()["paths"][ADDRESS]["post"]["requestBody"]
    assert body["content"]["application/json"]["schema"] == REPORT_SCHEMA
    schema = Draft202012Validator(REPORT_SCHEMA)
    good = {"id": "1", "state": "live", "sequence": 1}
    assert schema.is_valid(good)
    assert report(good).status_code == 200
    for bad in ({**good, "cursor": "x"}, {"id": "1", "state": "live"}, {**good, "more": 1}):
        assert not schema.is_valid(bad)
        assert report(bad).status_code == 400


# --- What editors see ---------------------------------------------------------------------------


def test_nothing_is_said_while_no_frontend_reports(page: Any) -> None:
    assert progress_of(page) is None


def test_live_in_french_and_building_in_dutch(report: Report, page: Any) -> None:
    report(id="fr", locales=["fr"], state="live", finished_at="2026-01-01T14:02:00Z")
    report(id="nl", locales=["nl"], state="building", url="https://builds.example/2")
    french, dutch = [one for one in progress_of(page) or [] if one.locale != "en"]
    assert french.stage == Stage.LIVE
    assert french.at is not None
    assert french.at.isoformat() == "2026-01-01T14:02:00+00:00"
    assert (dutch.locale, dutch.stage, dutch.url) == (
        "nl", Stage.BUILDING, "https://builds.example/2",
    )  # fmt: skip
    assert stages(page)["en"] == "waiting"


def test_a_page_that_changed_after_the_build_waits_for_the_next(report: Report, page: Any) -> None:
    report(id="1", state="live")
    assert set(stages(page).values()) == {"live"}
    publish(page, title="Our mission")
    assert set(stages(page).values()) == {"waiting"}
    report(id="2", state="building", sequence=Feed.now().sequence)
    assert set(stages(page).values()) == {"building"}
    report(id="2", state="live", sequence=Feed.now().sequence)
    assert set(stages(page).values()) == {"live"}


def test_it_is_live_since_the_first_build_that_has_it(report: Report, page: Any) -> None:
    report(id="1", state="live")
    first = Build.objects.get().finished_at
    report(id="2", state="live")
    assert {one.at for one in progress_of(page) or []} == {first}


def test_a_failed_build_says_why(report: Report, page: Any) -> None:
    report(id="1", state="failed", message="A picture is missing.")
    failed: Progress = (progress_of(page) or [])[0]
    assert (failed.stage, failed.message) == (Stage.FAILED, "A picture is missing.")
    report(id="2", state="live")
    assert set(stages(page).values()) == {"live"}


def test_a_build_that_is_silent_for_an_hour_is_not_believed(report: Report, page: Any) -> None:
    report(id="1", state="building")
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert set(stages(page).values()) == {"waiting"}


def test_a_withdrawn_page_is_gone_once_a_build_is_live(report: Report, page: Any) -> None:
    report(id="1", state="live")
    page.unpublish()
    assert stages(page)["en"] == "waiting"
    report(id="2", state="live", sequence=Feed.now().sequence)
    assert stages(page)["en"] == "removed"


def test_a_page_whose_document_is_queued_waits(report: Report, page: Any) -> None:
    report(id="1", state="live")
    PendingPage.objects.create(page=page.pk)
    assert stages(page)["en"] == "waiting"
    PendingPage.objects.all().delete()


def test_builds_from_before_a_restore_say_nothing(report: Report, page: Any) -> None:
    report(id="1", state="live")
    Feed.objects.update(epoch=uuid4())
    assert progress_of(page) is None


def test_the_page_form_shows_it(report: Report, page: Any, admin_client: Client) -> None:
    form = f"/admin/pages/{page.pk}/edit/"
    assert "data-website-progress" not in admin_client.get(form).content.decode()
    report(id="1", locales=["fr"], state="live", message="<b>x</b>")
    report(id="2", locales=["nl"], state="failed", message="<img src=x>")
    shown = admin_client.get(form).content.decode()
    assert "live since" in shown
    assert "the build failed at" in shown
    assert "<img src=x>" not in shown
    part = admin_client.get(f"/admin/builds/{page.pk}/").content.decode()
    assert "waits for the next build" in part


def test_who_may_not_edit_the_page_is_not_told(
    report: Report, page: Any, client: Client, django_user_model: Any
) -> None:
    report()
    assert client.get(f"/admin/builds/{page.pk}/").status_code == 302
    client.force_login(django_user_model.objects.create_user("reader", password="x"))
    ajax = {"X-Requested-With": "XMLHttpRequest"}
    answer = client.get(f"/admin/builds/{page.pk}/", headers=ajax)
    assert answer.status_code in (302, 403)
    assert b"live since" not in answer.content


def test_reading_the_progress_does_not_grow_with_languages(
    report: Report, page: Any, django_assert_max_num_queries: Any
) -> None:
    report()
    with django_assert_max_num_queries(9):
        progress_of(page)
