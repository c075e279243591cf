"""F: webhooks tell what happened, to those it is meant for, and can be told from forgeries."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.delivery.webhooks import keys
from cms.delivery.webhooks.composing import close_windows
from cms.delivery.webhooks.delivering import deliver_due
from cms.delivery.webhooks.judging import DELAYS
from cms.delivery.webhooks.models import Attempt, Delivery, Endpoint, Event
from home.models import ContentPage
from scripts import ROOT
from tests.conftest import url_of_the_database
from tests.delivery.editing import publish
from tests.delivery.webhooks.fixtures import MakeEndpoint, Send, Work
from tests.delivery.webhooks.receiver import (
    Handler,
    Receiver,
    accept,
    answering,
    hang,
    receiving,
    reset,
)
from tests.delivery.webhooks.test_signing import secret_of, verified, verified_by_node
from tests.factories import add_page, make_portal

EVERYTHING = [
    "content.changed",
    "page.published",
    "page.updated",
    "page.withdrawn",
    "site.updated",
    "site.withdrawn",
]


def test_f01_a_delivery_that_is_replayed_later_or_changed_is_refused(
    endpoint: MakeEndpoint, receiver: Receiver, send: Send, work: Work
) -> None:
    build = endpoint()
    # Node's clock cannot be moved, so the delivery is made in the past.
    with time_machine.travel(timezone.now() - timedelta(minutes=6)):
        send(build)
        work()
        (late,) = receiver.received
        assert verified(late, secret_of(build))
    assert not verified(late, secret_of(build))
    assert not verified_by_node(late, secret_of(build))
    # Each byte of body, id and time is signed: tests/delivery/webhooks/test_signing.py.


def test_f02_no_delivery_is_lost_while_the_secret_is_replaced(
    endpoint: MakeEndpoint, receiver: Receiver, send: Send, work: Work
) -> None:
    """The receiver changes to the new secret at some moment of the overlap."""
    build = endpoint()
    old = secret_of(build)
    new = build.rotate_secret()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(5):
            send(build)
            work()
            clock.shift(timedelta(hours=5))
    assert len(receiver.received) == 5
    for request in receiver.received:
        with time_machine.travel(int(request.headers["webhook-timestamp"])):
            assert verified(request, new)
            within = request is not receiver.received[-1] or verified(request, old)
            assert within


@pytest.mark.parametrize(
    ("behaviour", "state", "disabled"),
    [
        (answering(410), Delivery.State.FAILED, True),
        (answering(301, Location="http://10.0.0.1/"), Delivery.State.PENDING, False),
        (answering(429, Retry_After="30"), Delivery.State.PENDING, False),
        (answering(500), Delivery.State.PENDING, False),
        (reset, Delivery.State.PENDING, False),
    ],
    ids=["410", "301", "429", "500", "reset after headers"],
)
def test_f03_each_failure_has_its_consequence(
    behaviour: Any, state: str, disabled: bool, receiver: Receiver, send: Send, work: Work
) -> None:
    receiver.behaviour = behaviour
    with time_machine.travel(timezone.now(), tick=False) as clock:
        delivery = send()
        work()
        delivery.refresh_from_db()
        assert delivery.state == state
        assert Endpoint.objects.get().active is not disabled
        receiver.behaviour = accept
        clock.shift(DELAYS[1] * 0.89)
        work()
        assert len(receiver.received) == 1
        clock.shift(timedelta(seconds=40))
        work()
    assert len(receiver.received) == (1 if disabled else 2)


# Between the receiver's answer and writing it down it stands still, and is killed there.
WORKER = """
import time
import django
django.setup()
from cms.delivery import work
from cms.delivery.webhooks import delivering
delivering.record = lambda *_: time.sleep(60)
work.work_once()
"""


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_f04_a_worker_killed_after_the_receivers_answer_sends_again_with_the_same_id(
    receiver: Receiver, send: Send, work: Work
) -> None:
    delivery = send()
    workers: list[subprocess.Popen[bytes]] = []

    def accept_and_kill(request: Handler) -> None:
        request.answer(200, b"thanks")
        request.wfile.flush()
        time.sleep(0.5)
        os.kill(workers[0].pid, signal.SIGKILL)

    receiver.behaviour = accept_and_kill
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cms.settings.test",
        "DATABASE_URL": url_of_the_database(),
        "WEBHOOK_ALLOWED_HOSTS": "127.0.0.1",
    }
    command = [sys.executable, "-c", WORKER]
    workers.append(subprocess.Popen(command, env=environment, cwd=ROOT))
    assert workers[0].wait(60) == -signal.SIGKILL
    delivery.refresh_from_db()
    assert delivery.state == Delivery.State.PENDING
    assert not Attempt.objects.exists()

    receiver.behaviour = accept
    work()
    assert len(receiver.received) == 1, "the dead worker's lease has not run out"
    past = timezone.now() - timedelta(seconds=1)
    Endpoint.objects.update(leased_until=past)
    work()
    first, second = receiver.received
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.body == second.body
    delivery.refresh_from_db()
    assert delivery.state == Delivery.State.DELIVERED


def test_f05_nothing_is_sent_of_what_was_undone(
    endpoint: MakeEndpoint, receiver: Receiver, work: Work
) -> None:
    home = make_portal().site.root_page
    endpoint(events=EVERYTHING)
    with transaction.atomic():
        add_page(home, ContentPage, title="CANARY-undone", slug="undone")
        assert Event.objects.filter(type="page.published").exists()
        transaction.set_rollback(True)
    work()
    assert receiver.received == []
    assert not Event.objects.exists()
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("how", ["unpublish", "delete", "private", "private ancestor"])
def test_f06_what_is_withdrawn_is_told_by_key_and_path_only(
    how: str, endpoint: MakeEndpoint, receiver: Receiver, work: Work
) -> None:
    home = make_portal().site.root_page
    parent = add_page(home, ContentPage, title="Parent", slug="parent")
    page = add_page(parent, ContentPage, title="CANARY-title", slug="page")
    endpoint(events=EVERYTHING)
    if how == "unpublish":
        page.unpublish()
    elif how == "delete":
        page.delete()
    else:
        private = page if how == "private" else parent
        PageViewRestriction.objects.create(page=private, restriction_type="login")
    work()
    bodies = [json.loads(request.body) for request in receiver.received]
    withdrawn = [one["data"] for one in bodies if one["type"] == "page.withdrawn"]
    assert "/parent/page/" in [one["path"] for one in withdrawn]
    for data in withdrawn:
        assert data.keys() == {
            "site", "key", "type", "locale", "path", "previous_path", "sequence", "epoch",
        }  # fmt: skip
    assert not any(b"CANARY" in request.body for request in receiver.received)


@pytest.fixture
def editor(db: None, client: Client) -> Client:
    """Somebody who may enter the admin, and no more."""
    user = get_user_model().objects.create_user("editor", "editor@portal.example", "secret")
    group = Group.objects.create(name="Guests of the admin")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user.groups.add(group)
    client.force_login(user)
    return client


def test_f07_who_is_no_administrator_neither_sees_nor_changes_a_webhook(
    editor: Client, endpoint: MakeEndpoint, send: Send
) -> None:
    build = endpoint(name="CANARY-name")
    delivery = send(build)
    Delivery.objects.update(state=Delivery.State.DELIVERED)
    before = Endpoint.objects.filter(pk=build.pk).values().get()
    root = f"/admin/webhooks/{build.pk}"
    addresses = [
        "/admin/webhooks/", "/admin/webhooks/new/", f"/admin/webhooks/edit/{build.pk}/",
        f"/admin/webhooks/delete/{build.pk}/", f"/admin/webhooks/history/{build.pk}/",
        f"/admin/webhooks/usage/{build.pk}/", "/admin/webhooks/results/",
        *(f"{root}/{name}/" for name in ("test", "enable", "disable", "secret", "replay")),
        "/admin/webhook_deliveries/", "/admin/webhook_deliveries/results/",
        f"/admin/webhook_deliveries/inspect/{delivery.pk}/",
        f"/admin/webhook_deliveries/{delivery.pk}/replay/",
        "/admin/build_tokens/", "/admin/build_tokens/new/",
    ]  # fmt: skip
    form = {"name": "Mine", "url": "https://evil.example/", "events": "content.changed"}
    for address in addresses:
        for data in (None, {**form, "rotate": "1", "reveal": "1"}):
            ajax = {"X-Requested-With": "XMLHttpRequest"}
            for headers in ({}, ajax):
                answer = (
                    editor.get(address, headers=headers)
                    if data is None
                    else editor.post(address, data, headers=headers)
                )
                # Wagtail sends people home with a message, and scripts a 403.
                assert answer.status_code in ((403, 405) if headers else (302, 405)), address
                assert b"CANARY" not in answer.content
                assert b"whsec_" not in answer.content
    assert Endpoint.objects.filter(pk=build.pk).values().get() == before
    assert Delivery.objects.get().state == Delivery.State.DELIVERED
    assert Endpoint.objects.count() == 1


def test_f07_the_secret_is_shown_once_and_masked_after_that(
    admin_client: Client, endpoint: MakeEndpoint
) -> None:
    build = endpoint()
    secret = secret_of(build)
    address = f"/admin/webhooks/{build.pk}/secret/"
    assert secret not in admin_client.get(address).content.decode()
    shown = admin_client.post(address, {"reveal": "1"})
    assert secret in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    for again in (
        admin_client.post(address, {"reveal": "1"}),
        admin_client.get(address),
        admin_client.get(f"/admin/webhooks/edit/{build.pk}/"),
        admin_client.get("/admin/webhooks/"),
        admin_client.get(f"/admin/webhooks/history/{build.pk}/"),
    ):
        assert again.status_code == 200
        assert secret not in again.content.decode()
        assert secret.removeprefix(keys.PREFIX) not in again.content.decode()
        assert build.secret not in again.content.decode()


def test_f08_a_hundred_publishes_are_one_build_and_delay_nobody(
    endpoint: MakeEndpoint, receiver: Receiver, work: Work
) -> None:
    home = make_portal().site.root_page
    page = add_page(home, ContentPage, title="Mission", slug="mission")
    of_the_slow_one = Attempt.objects.filter(delivery__endpoint__name="Slow")
    with receiving(hang) as slow, time_machine.travel(timezone.now(), tick=True) as clock:
        endpoint(name="Slow", url=slow.url, debounce=5)
        endpoint(debounce=5)
        with transaction.atomic():
            for number in range(100):
                publish(page, title=f"Title {number}")
        clock.shift(timedelta(seconds=6))
        close_windows()
        while not receiver.received:
            assert deliver_due()
        assert not of_the_slow_one.exists(), "it is still at it"
        publish(page, title="One more")
        clock.shift(timedelta(seconds=6))
        close_windows()
        while len(receiver.received) < 2:
            assert deliver_due()
        assert not of_the_slow_one.exists()
    first, second = (json.loads(one.body)["data"] for one in receiver.received)
    assert first["changed"] == second["changed"]
    assert "/mission/" in first["changed"]
    assert first["sequence"]["last"] - first["sequence"]["first"] >= 99
    assert first["sequence"]["last"] < second["sequence"]["first"]


def test_e08_an_answer_is_shown_escaped_cut_and_to_administrators_only(
    admin_client: Client, receiver: Receiver, send: Send, work: Work
) -> None:
    """With test_f07: nobody else sees the log, so a receiver cannot be read through it."""
    receiver.behaviour = answering(500, b"<img src=x onerror=alert(1)>" + b"z" * 5000)
    delivery = send()
    work()
    page = admin_client.get(f"/admin/webhook_deliveries/inspect/{delivery.pk}/").content.decode()
    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert "z" * 900 in page
    assert "z" * 1000 not in page
