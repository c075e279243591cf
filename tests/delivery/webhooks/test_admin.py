"""What administrators do with webhooks, and what the admin says about a bad address."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from cms.delivery.models import Feed
from cms.delivery.webhooks.models import Build, BuildToken, Delivery, Endpoint
from home.models import ContentPage
from tests.barriers import barriers
from tests.delivery.webhooks.fixtures import MakeEndpoint, Send, Work
from tests.delivery.webhooks.receiver import Receiver, accept, answering
from tests.factories import add_page, make_portal

NEW = "/admin/webhooks/new/"
FORM = {"name": "Build", "events": ["content.changed"], "debounce": "5"}


def errors(answer: Any) -> dict[str, Any]:
    """The messages beside the fields of the form that came back."""
    assert answer.status_code == 200
    return dict(answer.context["form"].errors)


def test_a_new_webhook_leads_to_its_secret(admin_client: Client, receiver: Receiver) -> None:
    answer = admin_client.post(NEW, {**FORM, "url": receiver.url})
    made = Endpoint.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == f"/admin/webhooks/{made.pk}/secret/"
    assert (made.events, made.debounce, made.active) == (["content.changed"], 5, True)
    assert "Show the secret, once" in admin_client.get(answer["Location"]).content.decode()


def test_a_new_webhook_begins_with_what_a_build_needs(admin_client: Client) -> None:
    form = admin_client.get(NEW).content.decode()
    assert re.search(r'<input[^>]*value="content.changed"[^>]*checked', form)


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("", "required"),
        ("ftp://portal.example/", "https://"),
        ("portal.example", "not an address"),
        ("http://127.0.0.1/hook", "private network"),
        ("http://[::ffff:7f00:1]/", "private network"),
        ("http://2130706433/", "private network"),
        ("http://169.254.169.254/latest/", "private network"),
        ("https://portal.example:22/", "Port 22"),
        ("https://user@portal.example/", "login"),
        ("https://portal.example/a b", "spaces"),
        ("https://portal.example/\x00", "Null"),
        ("https://portal.example/" + "a" * 2000, "characters"),
    ],
)
def test_a_bad_address_is_an_error_beside_its_field(
    url: str, text: str, admin_client: Client
) -> None:
    found = errors(admin_client.post(NEW, {**FORM, "url": url}))
    assert found.keys() == {"url"}
    assert text in str(found["url"])
    assert not Endpoint.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"events": ["page.exploded"]},
        {"events": []},
        {"events": ["webhook.test"]},
        {"debounce": "-1"},
        {"debounce": "3601"},
        {"debounce": "soon"},
        {"sites": ["999"]},
        {"name": "x" * 101},
    ],
)
def test_other_bad_fields_are_errors_beside_them_too(
    fields: dict[str, Any], admin_client: Client, receiver: Receiver
) -> None:
    found = errors(admin_client.post(NEW, {**FORM, "url": receiver.url, **fields}))
    assert found.keys() == fields.keys()
    assert not Endpoint.objects.exists()


def test_editing_keeps_the_secret_and_the_state(
    admin_client: Client, endpoint: MakeEndpoint
) -> None:
    build = endpoint()
    build.disable(Endpoint.Reason.GONE)
    admin_client.post(
        f"/admin/webhooks/edit/{build.pk}/",
        {**FORM, "name": "New name", "url": build.url, "active": "on", "secret": "mine"},
    )
    after = Endpoint.objects.get()
    assert after.name == "New name"
    assert (after.secret, after.active) == (build.secret, False)


def test_a_test_can_be_sent(
    admin_client: Client, endpoint: MakeEndpoint, receiver: Receiver, work: Work
) -> None:
    build = endpoint()
    address = f"/admin/webhooks/{build.pk}/test/"
    admin_client.get(address)
    assert not Delivery.objects.exists(), "reading a page sends nothing"
    admin_client.post(address)
    work()
    (request,) = receiver.received
    assert b'"type":"webhook.test"' in request.body
    log = admin_client.get(f"/admin/webhook_deliveries/?endpoint={build.pk}").content.decode()
    assert "webhook.test" in log


def test_a_disabled_webhook_is_enabled_by_hand_and_says_why_it_was(
    admin_client: Client, endpoint: MakeEndpoint
) -> None:
    build = endpoint()
    build.disable(Endpoint.Reason.FAILING)
    form = admin_client.get(f"/admin/webhooks/edit/{build.pk}/").content.decode()
    assert "failed at every attempt" in form
    admin_client.post(f"/admin/webhooks/{build.pk}/enable/")
    assert Endpoint.objects.get().active
    admin_client.post(f"/admin/webhooks/{build.pk}/disable/")
    assert Endpoint.objects.get().disabled_because == Endpoint.Reason.BY_HAND


def test_one_delivery_is_replayed_with_its_id(
    admin_client: Client, receiver: Receiver, send: Send, work: Work
) -> None:
    delivery = send()
    work()
    address = f"/admin/webhook_deliveries/{delivery.pk}/replay/"
    assert admin_client.get(address).status_code == 405
    admin_client.post(address)
    work()
    first, second = receiver.received
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert delivery.attempts.count() == 2


def test_a_range_of_deliveries_is_replayed(
    admin_client: Client, receiver: Receiver, endpoint: MakeEndpoint, send: Send, work: Work
) -> None:
    build, now = endpoint(), timezone.localtime()
    deliveries = [send(build) for _ in range(4)]
    work()
    for hours, delivery in enumerate(deliveries):
        created = now - timedelta(hours=hours)
        state = Delivery.State.FAILED if hours % 2 else Delivery.State.DELIVERED
        Delivery.objects.filter(pk=delivery.pk).update(created_at=created, state=state)
    receiver.received.clear()

    def replay(since: Any, until: Any, **more: str) -> Any:
        times = {"since": f"{since:%Y-%m-%d %H:%M}", "until": f"{until:%Y-%m-%d %H:%M}"}
        return admin_client.post(f"/admin/webhooks/{build.pk}/replay/", {**times, **more})

    replay(now - timedelta(minutes=90), now + timedelta(minutes=1))
    work()
    assert [one.headers["webhook-id"] for one in receiver.received] == [
        str(deliveries[1].message_id)
    ]
    replay(now - timedelta(minutes=150), now + timedelta(minutes=1), everything="on")
    work()
    assert len(receiver.received) == 4
    backwards = replay(now, now - timedelta(hours=1))
    assert "before the beginning" in backwards.content.decode()
    nonsense = admin_client.post(f"/admin/webhooks/{build.pk}/replay/", {"since": "x"})
    assert nonsense.status_code == 200


def test_the_log_is_filtered_and_nothing_in_it_can_be_changed(
    admin_client: Client, receiver: Receiver, send: Send, work: Work
) -> None:
    delivered = send()
    work()
    receiver.behaviour = answering(500)
    waiting = send()
    work()
    receiver.behaviour = accept
    for state, shown, hidden in (
        ("delivered", delivered, waiting),
        ("pending", waiting, delivered),
    ):
        log = admin_client.get("/admin/webhook_deliveries/", {"state": state}).content.decode()
        assert f"/inspect/{shown.pk}/" in log
        assert f"/inspect/{hidden.pk}/" not in log
    today, tomorrow = timezone.localdate(), timezone.localdate() + timedelta(days=1)
    for day, count in ((today, 2), (tomorrow, 0)):
        answer = admin_client.get("/admin/webhook_deliveries/", {"created_at_from": str(day)})
        assert answer.context["items_count"] == count
    for name in ("new/", f"edit/{delivered.pk}/", f"delete/{delivered.pk}/"):
        assert admin_client.post(f"/admin/webhook_deliveries/{name}").status_code == 404


def test_a_title_with_markup_stays_text(
    admin_client: Client, endpoint: MakeEndpoint, send: Send
) -> None:
    build = endpoint(name="<img src=x onerror=alert(1)>")
    delivery = send(build)
    for address in (
        "/admin/webhooks/",
        f"/admin/webhooks/edit/{build.pk}/",
        f"/admin/webhooks/{build.pk}/test/",
        f"/admin/webhooks/{build.pk}/secret/",
        "/admin/webhook_deliveries/",
        f"/admin/webhook_deliveries/inspect/{delivery.pk}/",
    ):
        assert b"<img src=x" not in admin_client.get(address).content, address
    answer = admin_client.post(f"/admin/webhooks/{build.pk}/test/", follow=True)
    assert b"<img src=x" not in answer.content


def test_a_build_token_is_shown_once_and_can_be_revoked(
    admin_client: Client, client: Client
) -> None:
    site = make_portal().site
    expires = timezone.localtime() + timedelta(days=30)
    form = {"name": "Netlify", "site": site.pk, "expires_at": f"{expires:%Y-%m-%d %H:%M}"}
    answer = admin_client.post("/admin/build_tokens/new/", form)
    made = BuildToken.objects.get()
    text = answer.content.decode()
    plain = text[text.index("gpb_") :].partition('"')[0]
    assert BuildToken.digest_of(plain) == made.digest
    assert "no-store" in answer["Cache-Control"]
    for address in ("/admin/build_tokens/", f"/admin/build_tokens/edit/{made.pk}/"):
        assert plain not in admin_client.get(address).content.decode()
    assert BuildToken.find(plain) == made
    admin_client.post(f"/admin/build_tokens/{made.pk}/revoke/")
    assert BuildToken.find(plain) is None


def test_a_bad_form_of_a_token_makes_none(admin_client: Client) -> None:
    for form in ({}, {"name": "x", "site": "999", "expires_at": "never"}):
        assert admin_client.post("/admin/build_tokens/new/", form).status_code == 200
    assert not BuildToken.objects.exists()


# --- In a browser -------------------------------------------------------------------------------


@pytest.fixture
def in_admin(page: Page, live_server: LiveServer, admin_client: Client) -> Callable[[str], Page]:
    """Opens a page of the admin as an administrator."""
    session = admin_client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])

    def show(address: str) -> Page:
        page.goto(f"{live_server.url}{address}")
        return page

    return show


@pytest.mark.browser
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_our_pages_have_no_barrier(
    in_admin: Callable[[str], Page], endpoint: MakeEndpoint, send: Send, work: Work
) -> None:
    site = make_portal().site
    build = endpoint()
    delivery = send(build)
    work()
    token = BuildToken(name="Netlify", site=site)
    token.issue()
    for address in (
        "/admin/webhooks/",
        NEW,
        f"/admin/webhooks/edit/{build.pk}/",
        *(f"/admin/webhooks/{build.pk}/{name}/" for name in ("test", "secret", "replay")),
        "/admin/webhook_deliveries/",
        f"/admin/webhook_deliveries/inspect/{delivery.pk}/",
        "/admin/build_tokens/",
        f"/admin/build_tokens/edit/{token.pk}/",
    ):
        assert barriers(in_admin(address), "main") == [], address


@pytest.mark.browser
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_an_editor_sees_the_build_end_without_asking(
    in_admin: Callable[[str], Page],
) -> None:
    home = make_portal().site.root_page
    content = add_page(home, ContentPage, title="Mission", slug="mission")
    site = home.get_site()
    feed = Feed.now()
    build = Build.objects.create(
        site=site,
        identifier="1",
        state=Build.State.BUILDING,
        sequence=feed.sequence,
        epoch=feed.epoch,
        started_at=timezone.now(),
    )
    page = in_admin(f"/admin/pages/{content.pk}/edit/")
    page.clock.install()
    page.reload()
    page.locator("[data-side-panel-toggle=website]").first.click()
    panel = page.locator("[data-side-panel=website]")
    panel.get_by_text("building since").wait_for()
    assert barriers(page, "[data-side-panel=website]") == []
    build.state = Build.State.LIVE
    build.finished_at = timezone.now()
    build.save()
    page.clock.run_for(11_000)
    panel.get_by_text("live since").wait_for()
