"""Our signatures, checked by the stock libraries of Python and of Node."""

import json
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings as django_settings
from django.utils import timezone
from pytest_django.fixtures import Settings
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from cms.delivery.webhooks import keys
from cms.delivery.webhooks.models import Endpoint
from cms.delivery.webhooks.models.endpoints import OVERLAP
from scripts.portal import BIN
from tests.delivery.webhooks.fixtures import MakeEndpoint, Send, Work
from tests.delivery.webhooks.receiver import Received, Receiver

VERIFY = Path(__file__).parent / "verify.mjs"


def verified(request: Received, secret: str) -> bool:
    """Whether the stock Python library takes the request."""
    try:
        Webhook(secret).verify(request.body, request.headers)
    except WebhookVerificationError:
        return False
    return True


def verified_by_node(request: Received, secret: str) -> bool:
    """Whether the stock library of npm takes the request."""
    message = {"secret": secret, "headers": request.headers, "body": request.body.decode()}
    result = subprocess.run(
        [BIN / "node", VERIFY],
        input=json.dumps(message),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert result.returncode in (0, 1), result.stderr
    return result.returncode == 0


def secret_of(endpoint: Endpoint) -> str:
    return keys.decrypt(Endpoint.objects.get(pk=endpoint.pk).secret)


def test_the_stock_libraries_verify_a_delivery(
    endpoint: MakeEndpoint, receiver: Receiver, send: Send, work: Work
) -> None:
    build = endpoint()
    send(build, 'Grüße, “Ärger”, 日本 and \\ "quotes"')
    work()
    (request,) = receiver.received
    assert verified(request, secret_of(build))
    assert verified_by_node(request, secret_of(build))
    other = keys.new_secret()
    assert not verified(request, other)
    assert not verified_by_node(request, other)


def test_a_delivery_says_what_the_specification_asks_for(
    endpoint: MakeEndpoint, receiver: Receiver, send: Send, work: Work
) -> None:
    delivery = send()
    work()
    (request,) = receiver.received
    assert request.headers["webhook-id"] == str(delivery.message_id)
    assert abs(int(request.headers["webhook-timestamp"]) - timezone.now().timestamp()) < 60
    assert request.headers["webhook-signature"].startswith("v1,")
    assert request.headers["content-type"] == "application/json"
    assert json.loads(request.body).keys() == {"type", "timestamp", "data"}


def test_while_a_secret_is_replaced_both_sign_and_then_the_new_one_only(
    endpoint: MakeEndpoint, receiver: Receiver, send: Send, work: Work
) -> None:
    build = endpoint()
    old = secret_of(build)
    new = build.rotate_secret()
    send(build)
    work()
    (during,) = receiver.received
    assert len(during.headers["webhook-signature"].split(" ")) == 2
    for secret in (old, new):
        assert verified(during, secret)
        assert verified_by_node(during, secret)
    with time_machine.travel(timezone.now() + OVERLAP + timedelta(minutes=1), tick=True):
        send(build)
        work()
        after = receiver.received[-1]
        assert len(after.headers["webhook-signature"].split(" ")) == 1
        assert verified(after, new)
        assert not verified(after, old)


def test_secrets_have_the_documented_form_and_are_all_different(endpoint: MakeEndpoint) -> None:
    secrets = {secret_of(endpoint()) for _ in range(5)}
    assert len(secrets) == 5
    for secret in secrets:
        assert secret.startswith("whsec_")
        assert 24 <= len(keys.raw(secret)) <= 64


def test_a_secret_is_stored_encrypted_and_outlives_a_change_of_secret_key(
    endpoint: MakeEndpoint, settings: Settings
) -> None:
    build = endpoint()
    secret = secret_of(build)
    assert secret not in build.secret
    assert secret.removeprefix("whsec_") not in build.secret
    settings.SECRET_KEY_FALLBACKS = [django_settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key-that-is-known-to-everybody-too"
    assert secret_of(build) == secret


def test_a_secret_that_cannot_be_read_fails_the_attempt_and_says_why(
    send: Send, work: Work, receiver: Receiver, settings: Settings
) -> None:
    delivery = send()
    settings.SECRET_KEY = "another-key-that-is-known-to-everybody-too"
    work()
    assert receiver.received == []
    assert "rotate" in delivery.attempts.get().error


@pytest.mark.parametrize("part", ["body", "webhook-id", "webhook-timestamp", "webhook-signature"])
def test_a_delivery_changed_by_a_byte_is_refused(
    part: str, endpoint: MakeEndpoint, receiver: Receiver, send: Send, work: Work
) -> None:
    build = endpoint()
    send(build)
    work()
    (request,) = receiver.received
    if part == "body":
        changed = Received(request.path, request.headers, request.body.replace(b"test", b"tesT"))
    else:
        value = request.headers[part]
        # A minute is within what receivers tolerate, so it is the signature that refuses.
        new = str(int(value) + 60) if part == "webhook-timestamp" else value[:-3] + "abc"
        changed = Received(request.path, {**request.headers, part: new}, request.body)
    assert not verified(changed, secret_of(build))
    assert not verified_by_node(changed, secret_of(build))
