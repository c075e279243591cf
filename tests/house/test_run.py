"""`make run`: everything answers, follows what editors publish, and ends when asked to."""

import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests

from scripts import ROOT
from tests.conftest import own_environment
from tests.house.conftest import Running, free_port

pytestmark = [pytest.mark.portal, pytest.mark.timeout(900)]


def test_admin_api_and_portal_answer(running: Running) -> None:
    page = requests.get(
        f"{running.cms_url}/api/delivery/v1/resolve/", params={"path": "/nl/"}, timeout=30
    ).json()["page"]
    assert page["locale"]["served"] == "nl"
    portal = requests.get(f"{running.portal_url}/nl/", timeout=30)
    assert portal.status_code == 200
    assert page["title"] in portal.text
    assert requests.get(f"{running.portal_url}/none/", timeout=30).status_code == 404


def test_the_printed_login_opens_the_admin(running: Running) -> None:
    printed = re.search(r"log in as (\S+) with (\S+)", "".join(running.lines))
    assert printed
    with requests.Session() as session:
        address = f"{running.cms_url}/admin/login/"
        session.get(address, timeout=30)
        answer = session.post(
            address,
            data={
                "username": printed[1],
                "password": printed[2],
                "csrfmiddlewaretoken": session.cookies["csrftoken"],
            },
            timeout=30,
        )
        assert answer.url == f"{running.cms_url}/admin/"
        assert answer.status_code == 200


def test_a_published_change_reaches_the_portal_by_itself(running: Running) -> None:
    running.manage(
        "shell",
        "--command",
        "from wagtail.models import Site\n"
        "page = Site.objects.get(is_default_site=True).root_page.specific\n"
        "page.hero_title = 'A changed welcome'\n"
        "page.save_revision().publish()",
    )
    end = time.monotonic() + 180
    while time.monotonic() < end:
        if "A changed welcome" in requests.get(f"{running.portal_url}/", timeout=30).text:
            return
        time.sleep(1)
    pytest.fail(f"The portal never showed it:\n{''.join(running.lines)}")


def test_the_demo_can_be_loaded_twice(running: Running) -> None:
    def documents() -> int:
        query = {"locale": "en", "limit": "100"}
        address = f"{running.cms_url}/api/delivery/v1/pages/"
        return len(requests.get(address, params=query, timeout=30).json()["items"])

    before = documents()
    running.manage("demo")
    assert documents() == before > 10


def test_a_taken_port_ends_the_run_with_the_way_out(running: Running) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "scripts.run"],
        env=running.environment,
        cwd=ROOT,
        text=True,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 1
    assert "is taken" in result.stderr
    assert "make run" in result.stderr


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks into /proc")
def test_being_ended_while_it_prepares_leaves_nothing_behind(tmp_path: Path) -> None:
    marker = str(tmp_path / "db.sqlite3")
    process = subprocess.Popen(
        [sys.executable, "-m", "scripts.run"],
        env={
            **own_environment(),
            "DJANGO_SETTINGS_MODULE": "cms.settings.development",
            "DATABASE_URL": f"sqlite:///{marker}",
            "PORT": str(free_port()),
            "PORTAL_PORT": str(free_port()),
        },
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    end = time.monotonic() + 60
    while len(_processes_with(marker)) < 2 and time.monotonic() < end:
        time.sleep(0.1)
    assert len(_processes_with(marker)) >= 2
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0
    assert not _processes_with(marker)


def _processes_with(text: str) -> list[str]:
    """The running processes in whose environment the text stands."""
    found = []
    for environment in Path("/proc").glob("[0-9]*/environ"):
        try:
            if text.encode() in environment.read_bytes():
                found.append(environment.parent.name)
        except OSError:
            # It has ended, or is not ours.
            continue
    return found
