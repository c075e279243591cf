"""`manage.py demo` at the command line, on a database that has the portal."""

from io import StringIO
from typing import Any

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command
from pytest_django import Settings

from cms.demo.build import DemoResult
from cms.demo.management.commands.demo import DEVELOPMENT_PASSWORD, USERNAME
from scripts import prepare


def run_demo(**options: Any) -> str:
    output = StringIO()
    call_command("demo", stdout=output, **options)
    return output.getvalue()


def test_a_second_run_says_that_nothing_was_changed(demo: DemoResult, settings: Settings) -> None:
    settings.DEBUG = True
    assert "nothing was changed" in run_demo()


def test_development_gets_a_login_that_is_printed_once(
    demo: DemoResult, settings: Settings
) -> None:
    settings.DEBUG = True
    output = run_demo()
    assert f"Log in as {USERNAME} with {DEVELOPMENT_PASSWORD}" in output
    user = authenticate(username=USERNAME, password=DEVELOPMENT_PASSWORD)
    assert user is not None
    assert user.is_superuser
    assert "Log in" not in run_demo()


def test_the_login_is_the_one_that_make_run_announces() -> None:
    assert (USERNAME, DEVELOPMENT_PASSWORD) == (
        prepare.DEVELOPMENT_USER,
        prepare.DEVELOPMENT_PASSWORD,
    )


def test_an_administrator_who_is_there_stays_the_only_one(demo: DemoResult) -> None:
    users = get_user_model().objects
    users.create_superuser("someone", "someone@portal.example", "long-enough-to-be-kept")
    run_demo()
    assert users.filter(is_superuser=True).count() == 1


def test_outside_development_no_password_is_invented(demo: DemoResult) -> None:
    with pytest.raises(CommandError, match="--password"):
        run_demo()
    assert not get_user_model().objects.filter(is_superuser=True).exists()


def test_a_given_password_is_set_and_not_printed(demo: DemoResult) -> None:
    output = run_demo(password="correct horse battery staple")
    assert "correct horse" not in output
    assert authenticate(username=USERNAME, password="correct horse battery staple")


def test_the_password_may_come_from_the_environment(
    demo: DemoResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEMO_ADMIN_PASSWORD", "correct horse battery staple")
    run_demo()
    assert authenticate(username=USERNAME, password="correct horse battery staple")
