"""Everything that `make run` starts, for a small portal: as editors and readers meet it."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import requests
from playwright.sync_api import Page

from scripts import ROOT
from scripts.children import Child
from scripts.portal import API_PATH, build
from scripts.run import any_free_port, wait_until_healthy
from scripts.static_site import StaticSite
from tests import migrated
from tests.conftest import own_environment
from tests.gbif_server.server import GbifServer
from tests.together.prepare import LOGIN

WAIT_SECONDS = 60


@dataclass
class House:
    """A CMS with a database of its own, the refresh of figures, the portal and a GBIF."""

    admin: str
    site: StaticSite
    gbif: GbifServer

    def log_in(self, window: Page) -> None:
        window.goto(f"{self.admin}/admin/")
        window.fill("#id_username", LOGIN[0])
        window.fill("#id_password", LOGIN[1])
        window.keyboard.press("Enter")
        window.wait_for_url(f"{self.admin}/admin/")

    def document(self, path: str) -> Any:
        """What the API tells a frontend about a page; None while there is none."""
        answer = requests.get(
            f"{self.admin}{API_PATH}resolve/", params={"path": path}, timeout=WAIT_SECONDS
        )
        return answer.json()["page"] if answer.ok else None

    def wait_for(self, path: str, condition: Callable[[Any], bool]) -> Any:
        """The document of a page, once the condition holds for it."""
        end = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < end:
            document = self.document(path)
            if document and condition(document):
                return document
            time.sleep(0.2)
        pytest.fail(f"It did not come about: {document}")

    def build(self) -> None:
        """Build the portal anew, as `make run` does when the content has changed."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("GBIF_API_URL", self.gbif.url)
            build(self.site.folder, self.admin)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """All of it, with nothing built yet."""
    folder = tmp_path_factory.mktemp("together")
    site = StaticSite(folder / "site")
    gbif = GbifServer()
    port = any_free_port()
    admin = f"http://127.0.0.1:{port}"
    environment = {
        **own_environment(),
        "DJANGO_SETTINGS_MODULE": "cms.settings.development",
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
        "WAGTAILADMIN_BASE_URL": admin,
        "FRONTEND_URL": site.url,
        "GBIF_API_URL": gbif.url,
        "GBIF_REQUESTS_PER_SECOND": "0",
    }
    migrated.copy(folder / "db.sqlite3")
    prepare = [sys.executable, "-m", "tests.together.prepare"]
    subprocess.run(prepare, env=environment, cwd=ROOT, check=True)

    def manage(name: str, *arguments: str) -> Child:
        return Child(name, [sys.executable, "manage.py", *arguments], environment, ROOT)

    site.start()
    gbif.start()
    server = manage("cms", "runserver", "--noreload", f"127.0.0.1:{port}")
    refresh = manage("snapshots", "refresh_snapshots", "--watch", "1")
    try:
        wait_until_healthy(f"{admin}/healthz", server)
        yield House(admin, site, gbif)
    finally:
        for child in (refresh, server):
            child.stop()
        site.stop()
        gbif.stop()
