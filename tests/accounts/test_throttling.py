"""C10 and C11 for the login: guessing passwords is slow, and tells nothing of who exists."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import Settings

from cms.accounts.models import FailedLogin
from cms.accounts.throttling import PER_ACCOUNT, PER_ADDRESS, WINDOW, client_address

pytestmark = pytest.mark.django_db
RIGHT, WRONG = "a-long-password", "wrong"


@pytest.fixture(autouse=True)
def ann() -> User:
    return User.objects.create_superuser("ann", "ann@portal.example", RIGHT)


def log_in(client: Client, password: str, name: str = "ann", **meta: Any) -> Any:
    form = {"username": name, "password": password}
    return client.post("/admin/login/", form, **meta)


def is_in(answer: Any) -> bool:
    return bool(answer.status_code == 302)


def test_an_account_is_slowed_from_whatever_address(client: Client) -> None:
    for number in range(PER_ACCOUNT):
        assert not is_in(log_in(client, WRONG, REMOTE_ADDR=f"192.0.2.{number}"))
    assert not is_in(log_in(client, RIGHT, REMOTE_ADDR="192.0.2.200"))
    assert not is_in(log_in(client, RIGHT, name="ANN", REMOTE_ADDR="192.0.2.201"))


def test_an_address_is_slowed_over_whatever_accounts(client: Client) -> None:
    for number in range(PER_ADDRESS):
        log_in(client, WRONG, name=f"user-{number}", REMOTE_ADDR="192.0.2.1")
    assert not is_in(log_in(client, RIGHT, REMOTE_ADDR="192.0.2.1"))
    assert is_in(log_in(client, RIGHT, REMOTE_ADDR="192.0.2.2"))


def test_a_forged_header_is_no_new_address(client: Client) -> None:
    for number in range(PER_ADDRESS):
        log_in(
            client, WRONG, name=f"user-{number}", REMOTE_ADDR="192.0.2.1",
            HTTP_X_FORWARDED_FOR=f"198.51.100.{number}", HTTP_X_REAL_IP=f"198.51.100.{number}",
        )  # fmt: skip
    answer = log_in(client, RIGHT, REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR="203.0.113.9")
    assert not is_in(answer)


def test_no_field_of_the_form_is_a_new_budget(client: Client) -> None:
    for number in range(PER_ACCOUNT):
        form = {"username": " ann ", "password": WRONG, f"x{number}": "1", "next": f"/{number}"}
        client.post(f"/admin/login/?try={number}", form)
    assert not is_in(log_in(client, RIGHT))


def test_the_wait_ends_and_trying_does_not_prolong_it(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(PER_ACCOUNT + 10):
        log_in(client, WRONG)
    assert FailedLogin.objects.count() == 2 * PER_ACCOUNT
    later = timezone.now() + WINDOW + timedelta(seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert is_in(log_in(client, RIGHT))


def test_success_forgets_the_accounts_mistakes(client: Client) -> None:
    for _ in range(3):
        for _ in range(PER_ACCOUNT - 1):
            log_in(client, WRONG)
        assert is_in(log_in(client, RIGHT))


def test_who_does_not_exist_is_told_the_same(client: Client) -> None:
    def messages(name: str) -> list[str]:
        answers = [log_in(client, WRONG, name=name) for _ in range(PER_ACCOUNT + 2)]
        return [str(answer.context["form"].errors) for answer in answers]

    existing, missing = messages("ann"), messages("nobody")
    assert existing == missing
    assert len(set(existing)) == 1
    assert "wait a quarter of an hour" in existing[0]


def test_no_name_is_written_down(client: Client) -> None:
    log_in(client, WRONG, name="my-password-by-mistake")
    assert "my-password" not in str(list(FailedLogin.objects.values()))


@pytest.mark.parametrize(
    ("trusted", "remote", "forwarded", "address"),
    [
        ([], "192.0.2.1", "203.0.113.9", "192.0.2.1"),
        (["127.0.0.1"], "127.0.0.1", "203.0.113.9", "203.0.113.9"),
        (["127.0.0.1"], "127.0.0.1", "1.1.1.1, 203.0.113.9", "203.0.113.9"),
        (["127.0.0.1", "10.0.0.2"], "127.0.0.1", "1.1.1.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (["127.0.0.1"], "192.0.2.1", "203.0.113.9", "192.0.2.1"),
        (["127.0.0.1"], "127.0.0.1", "", "127.0.0.1"),
        ([], "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        # As a server says that listens for IPv4 and IPv6 at once.
        ([], "::ffff:192.0.2.1", "", "192.0.2.1"),
        (["127.0.0.1"], "::ffff:127.0.0.1", "203.0.113.9", "203.0.113.9"),
        (["127.0.0.1"], "127.0.0.1", "::ffff:203.0.113.9", "203.0.113.9"),
        (["127.0.0.1"], "127.0.0.1", "x" * 5000, "x" * 64),
    ],
)
def test_only_known_proxies_say_where_a_request_comes_from(
    settings: Settings, trusted: list[str], remote: str, forwarded: str, address: str
) -> None:
    settings.FORWARDED_ALLOW_IPS = trusted
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR=remote)
    assert client_address(request) == address
