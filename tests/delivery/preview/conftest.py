"""The admin and the frontend as two servers, as a browser meets them."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext
from playwright.sync_api import Page as Window

from scripts import ROOT
from scripts.children import Child
from scripts.portal import (
    PORTAL,
    build_previews,
    previews_command,
    previews_environment,
)
from scripts.run import any_free_port, wait_until_healthy
from scripts.static_site import StaticSite
from tests import migrated
from tests.conftest import own_environment
from tests.delivery.preview.prepare import LOGIN


@dataclass
class House:
    """A CMS of its own with one small page, and the frontend that shows its drafts."""

    admin: str
    frontend: str
    #: The number of each page, by slug and language: "about nl".
    pages: dict[str, int]

    def log_in(self, window: Window, login: tuple[str, str] = LOGIN) -> None:
        window.goto(f"{self.admin}/admin/login/")
        window.fill("#id_username", login[0])
        window.fill("#id_password", login[1])
        window.keyboard.press("Enter")
        window.wait_for_url(f"{self.admin}/admin/")


@pytest.fixture(scope="package")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Both servers, the second on its own host name as far as browsers are concerned."""
    folder = tmp_path_factory.mktemp("previews")
    cms, previews, site = (any_free_port() for _ in range(3))
    admin, frontend = f"http://127.0.0.1:{cms}", f"http://127.0.0.1:{site}"
    environment = {
        **own_environment(),
        "DJANGO_SETTINGS_MODULE": "cms.settings.development",
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
        "WAGTAILADMIN_BASE_URL": admin,
        "FRONTEND_URL": frontend,
        "GBIF_API_URL": "http://127.0.0.1:9",
    }
    migrated.copy(folder / "db.sqlite3")
    prepare = [sys.executable, "-m", "tests.delivery.preview.prepare"]
    prepared = subprocess.run(
        prepare, env=environment, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
    built = PORTAL / f"dist-preview-{site}"
    build_previews(built)
    address = f"127.0.0.1:{cms}"
    children = [
        Child(
            "cms",
            [sys.executable, ROOT / "manage.py", "runserver", "--noreload", address],
            environment,
            ROOT,
        ),
        Child("previews", previews_command(built), previews_environment(admin, previews), ROOT),
    ]
    served = StaticSite(_empty(folder), site, {"/preview/": previews})
    served.start()
    try:
        wait_until_healthy(f"{admin}/healthz", children[0])
        yield House(admin, frontend, json.loads(prepared.stdout.splitlines()[-1]))
    finally:
        served.stop()
        for child in children:
            child.stop()
        shutil.rmtree(built, ignore_errors=True)


def _empty(folder: Path) -> Path:
    """The published site, of which this needs nothing."""
    site = folder / "site"
    site.mkdir()
    return site


@pytest.fixture(scope="package")
def session(profile: BrowserContext, house: House) -> list[Any]:
    """The cookies of an editor who has logged in."""
    window = profile.new_page()
    house.log_in(window)
    window.close()
    return [
        {"name": one["name"], "value": one["value"], "url": house.admin}
        for one in profile.cookies(house.admin)
    ]


@pytest.fixture
def window(page: Window, session: list[Any]) -> Window:
    """A browser window in which an editor is logged in."""
    page.set_viewport_size({"width": 1500, "height": 950})
    page.context.add_cookies(session)
    return page
