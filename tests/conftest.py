"""What every test can use, and the rule for all of them: nothing leaves this machine."""

import gc
import ipaddress
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page, sync_playwright

from scripts import ROOT, browser
from tests import migrated
from tests.postgresql import Server, running_server

SHARED = ROOT.parent / "shared"
ASYNC_UNSAFE = "DJANGO_ALLOW_ASYNC_UNSAFE"

# As in manage.py: the test database is migrated from nothing.
gc.set_threshold(100_000, 20, 20)


# Rooms whose tests share one long preparation, such as a portal that is built once: they stay
# together on one process, and begin first, since everything else fits around them.
TOGETHER = ("tests/portal/", "tests/demo/built/", "tests/house/")


def pytest_addoption(parser: pytest.Parser) -> None:
    """For tests/delivery/test_editors.py."""
    parser.addoption("--sequences", type=int, help="how many sequences of editors' actions to try")
    parser.addoption("--sequences-seed", type=int, help="the number that they are drawn by")


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """With several processes, keep together what shares its preparation: a room or a file."""

    def together(item: pytest.Item) -> str:
        path = item.path.relative_to(ROOT).as_posix()
        return next((room for room in TOGETHER if path.startswith(room)), path)

    items.sort(key=lambda item: (*TOGETHER, together(item)).index(together(item)))
    for item in items:
        item.add_marker(pytest.mark.xdist_group(together(item)))


@pytest.fixture(scope="session", autouse=True)
def _no_internet() -> Iterator[None]:
    """A connection to anything but this machine is an error in the test that opens it."""
    connect = socket.socket.connect

    def connect_to_this_machine(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_here(address[0]):
            raise AssertionError(f"A test must not connect to {address[0]}:{address[1]}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_to_this_machine)
        yield


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Begin with a copy of the database that an earlier run has migrated, if nothing changed."""
    if connection.vendor == "sqlite":
        return migrated.copy(_test_database())
    return os.environ.get("TEST_DATABASE") == "migrated"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """The test database; the next run gets a copy of it as it is now, migrated and empty."""
    if connection.vendor == "sqlite":
        migrated.keep(_test_database())


def _test_database() -> Path:
    return Path(str(connection.settings_dict["TEST"]["NAME"]))


def own_environment() -> dict[str, str]:
    """The environment for a program that is started as a user would, whatever ran before here."""
    return {name: value for name, value in os.environ.items() if name != ASYNC_UNSAFE}


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real portals and recordings; a test that asks for it skips without it."""
    if not SHARED.is_dir():
        pytest.skip("The folder 'shared' does not lie beside this checkout.")
    return SHARED


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A PostgreSQL server of this run's own; `run_tests` runs tests on it.

    Skips on PostgreSQL: there the tests themselves run on it already.
    """
    if connection.vendor == "postgresql":
        pytest.skip("The tests run on PostgreSQL already.")
    with running_server() as server:
        yield server


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Headless Chromium for the whole run; without one the tests fail, they do not skip."""
    executable = browser.find()
    if executable is None:
        pytest.fail("No Chromium was found: 'make test' installs one, or set CHROMIUM.")
    # Playwright keeps an event loop in this thread, which Django would take for async code.
    os.environ[ASYNC_UNSAFE] = "true"
    # The loop has a database connection of its own, which must know what an empty database holds.
    empty = getattr(connection, "_test_serialized_contents", None)
    with sync_playwright() as playwright:
        if empty is not None:
            connection._test_serialized_contents = empty  # type: ignore[attr-defined]
        running = playwright.chromium.launch(executable_path=executable, args=list(browser.FLAGS))
        yield running
        running.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A new browser window without cookies or history."""
    context = chromium.new_context()
    yield context.new_page()
    context.close()
