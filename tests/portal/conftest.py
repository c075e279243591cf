"""The demo portal, built by Node from a CMS that runs, and served: once for all tests here."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, Request

from scripts import ROOT
from scripts.children import Child
from scripts.portal import API_PATH, build
from scripts.static_site import StaticSite
from tests import migrated
from tests.gbif_server.fixtures import running_gbif_server
from tests.gbif_server.server import GbifServer
from tests.portal.prepare_imported import IMPORTED_SITE

__all__ = ["running_gbif_server"]

READY_SECONDS = 60
LOCALES = ("en", "fr", "nl", "de")
PAGE_TYPES = (
    "home.HomePage",
    "home.ContentPage",
    "home.NewsIndexPage",
    "home.NewsPage",
    "home.TopicIndexPage",
    "home.TopicPage",
    "home.DataExplorerPage",
    "home.DataRecordPage",
    "community.CommunityPage",
    "community.TeamPage",
    "community.CooperationPage",
    "community.AlliancePage",
    "community.ProjectIndexPage",
    "community.ProjectPage",
)


@dataclass
class Portal:
    """The portal at `url`, its files in `folder`, and the API that it was built from."""

    url: str
    folder: Path
    cms_url: str
    gbif: GbifServer
    documents: dict[str, list[dict[str, Any]]]
    redirects: list[dict[str, Any]]

    def path_of(self, page_type: str, locale: str = "en") -> str:
        """The public path of a page of this type, the one with the most to show."""
        candidates = [page for page in self.documents[locale] if page["type"] == page_type]
        return str(max(candidates, key=lambda page: len(json.dumps(page)))["path"])

    def fallback(self) -> dict[str, Any]:
        """A page that is shown in another language than its address promises."""
        return next(
            page for page in self.documents["nl"] if page["translation"]["state"] == "fallback"
        )

    def is_own(self, request: Request) -> bool:
        """Whether a request goes to the portal, its CMS (pictures) or its GBIF."""
        return request.url.startswith((self.url, self.cms_url, self.gbif.url, "data:"))


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _run(environment: dict[str, str], *arguments: str) -> None:
    command = [sys.executable, *arguments]
    done = subprocess.run(command, env=environment, cwd=ROOT, text=True, capture_output=True)
    assert done.returncode == 0, done.stdout + done.stderr


def _get(url: str) -> Any:
    with urlopen(url, timeout=60) as answer:  # noqa: S310 (our own server on loopback)
        return json.load(answer)


def _wait_until_it_answers(url: str, server: Child) -> None:
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end:
        assert server.ended is None, "The CMS ended; its lines are above."
        try:
            _get(url)
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"Nothing answers at {url}")


def _documents(api: str, locale: str, site: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    cursor = ""
    while True:
        page = _get(f"{api}pages/?locale={locale}&fields=*&limit=100{site}{cursor}")
        found += page["items"]
        if not page["next_cursor"]:
            return found
        cursor = f"&cursor={page['next_cursor']}"


@dataclass
class House:
    """The CMS with the demo site, running: what portals are built from."""

    url: str
    environment: dict[str, str]
    gbif: GbifServer
    folder: Path
    portal_port: int

    def build(self, folder: Path, port: int = 0, site: str = "") -> tuple[StaticSite, Portal]:
        """One of its portals, built into `folder` and served."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("GBIF_API_URL", self.gbif.url)
            build(folder, self.url, site)
        served = StaticSite(folder, port)
        served.start()
        api, choice = f"{self.url}{API_PATH}", f"&site={site}" if site else ""
        languages = _get(f"{api}site/?{choice.removeprefix('&')}")["languages"]
        return served, Portal(
            url=served.url,
            folder=folder,
            cms_url=self.url,
            gbif=self.gbif,
            documents={
                language["locale"]: _documents(api, language["locale"], choice)
                for language in languages
            },
            redirects=_get(f"{api}redirects/?{choice.removeprefix('&')}")["items"],
        )


@pytest.fixture(scope="session")
def house(
    running_gbif_server: GbifServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """A CMS of its own, with the demo site and fresh numbers from the fake GBIF."""
    folder = tmp_path_factory.mktemp("portal")
    url = f"http://127.0.0.1:{_free_port()}"
    portal_port = _free_port()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cms.settings.development",
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
        "WAGTAILADMIN_BASE_URL": url,
        "FRONTEND_URL": f"http://127.0.0.1:{portal_port}",
        "GBIF_API_URL": running_gbif_server.url,
        "GBIF_REQUESTS_PER_SECOND": "0",
    }
    migrated.copy(folder / "db.sqlite3")
    _run(environment, "-m", "tests.portal.prepare")
    command = [sys.executable, str(ROOT / "manage.py"), "runserver", "--noreload"]
    server = Child("cms", [*command, url.removeprefix("http://")], environment, ROOT)
    try:
        _wait_until_it_answers(f"{url}{API_PATH}site/", server)
        yield House(url, environment, running_gbif_server, folder, portal_port)
    finally:
        server.stop()


@pytest.fixture(scope="session")
def portal(house: House) -> Iterator[Portal]:
    """The demo site as a static site."""
    served, portal = house.build(house.folder / "demo", house.portal_port)
    yield portal
    served.stop()


@pytest.fixture(scope="session")
def imported(house: House, portal: Portal, shared: Path) -> Iterator[Portal]:
    """A real hosted portal, imported beside the demo, as a static site with GBIF's widget."""
    real = shared / "portals" / "gbif-be"
    _run(house.environment, "-m", "tests.portal.prepare_imported", str(real))
    served, portal = house.build(house.folder / "imported", site=IMPORTED_SITE)
    yield portal
    served.stop()


@pytest.fixture
def gbif(portal: Portal) -> Iterator[GbifServer]:
    """GBIF as the portal's visitors meet it; well behaved again after the test."""
    portal.gbif.behave()
    yield portal.gbif
    portal.gbif.behave()


@pytest.fixture
def page_without_script(page: Page) -> Page:
    """A browser window in which no JavaScript runs."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Emulation.setScriptExecutionDisabled", {"value": True})
    return page
