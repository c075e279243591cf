"""What every test can use, and the rule for all of them: nothing leaves this machine."""

import gc
import ipaddress
import os
import socket
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection, transaction
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django import DjangoDbBlocker
from pytest_django.plugin import blocking_manager_key

from scripts import ROOT, browser
from tests import migrated, sharing_out
from tests.postgresql import Server, running_server

SHARED = ROOT.parent / "shared"
ASYNC_UNSAFE = "DJANGO_ALLOW_ASYNC_UNSAFE"

# As in manage.py: the test database is migrated from nothing.
gc.set_threshold(100_000, 20, 20)


def pytest_addoption(parser: pytest.Parser) -> None:
    """For tests/delivery/test_editors.py."""
    parser.addoption("--sequences", type=int, help="how many sequences of editors' actions to try")
    parser.addoption("--sequences-seed", type=int, help="the number that they are drawn by")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: some of the time is waiting. Two more only tread on each
    other's toes."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> sharing_out.InRooms:
    """With several processes, keep together what shares its preparation."""
    config.option.loadscopereorder = False  # the order is that of the next function
    return sharing_out.InRooms(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With several processes, begin with what takes longest."""
    if hasattr(config, "workerinput"):
        sharing_out.sort_longest_first(items)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(
    item: pytest.Item, nextitem: pytest.Item | None
) -> Generator[None, None, None]:
    """Fill the database again when a test has emptied it, and the next one would not do so.

    pytest-django puts such tests last instead, which several processes cannot.
    """
    yield
    if _empties_the_database(item) and nextitem and not _empties_the_database(nextitem):
        contents = getattr(connection, "_test_serialized_contents", None)
        with item.config.stash[blocking_manager_key].unblock():
            if contents is not None:
                connection.creation.deserialize_db_from_string(contents)


def _empties_the_database(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    return marker is not None and bool(marker.kwargs.get("transaction"))


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
def django_db_keepdb(django_db_modify_db_settings: None) -> bool:
    """Begin with a copy of a database that was migrated before, perhaps by an earlier run."""
    if connection.vendor == "sqlite":
        migrated.copy(Path(str(connection.settings_dict["TEST"]["NAME"])))
        return True
    return os.environ.get("TEST_DATABASE") == "migrated"


def own_environment() -> dict[str, str]:
    """The environment for a program that is started as a user would, whatever ran before here."""
    return {name: value for name, value in os.environ.items() if name != ASYNC_UNSAFE}


def url_of_the_database() -> str:
    """The test database as a process of its own names it."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


@pytest.fixture(scope="module")
def lasting(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """What a fixture of a module writes stands in all of its tests, and is undone after the last.

    Each test gets what it needs from the database anew, so that none meets another's objects.
    """
    with undone_at_the_end(django_db_blocker):
        yield


@contextmanager
def undone_at_the_end(blocker: DjangoDbBlocker) -> Iterator[None]:
    """For fixtures of several tests: what is written in here stands until the end of the block."""
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


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


@pytest.fixture(scope="session")
def profile(chromium: Browser) -> Iterator[BrowserContext]:
    """Somebody's browser. Making one takes as long as loading the admin in it, so there is one."""
    context = chromium.new_context()
    yield context
    context.close()


@pytest.fixture
def page(profile: BrowserContext) -> Iterator[Page]:
    """A new browser window without cookies or history."""
    yield from new_window(profile)


def new_window(profile: BrowserContext) -> Iterator[Page]:
    """A window of a browser that has forgotten all it has seen; all are closed at the end."""
    window = profile.new_page()
    devtools = profile.new_cdp_session(window)
    devtools.send("Network.clearBrowserCache")
    devtools.send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "all"})
    devtools.detach()
    profile.clear_cookies()
    yield window
    for one in profile.pages:
        one.close()
