"""`make run`: everything answers, follows what editors publish, and ends when asked to."""

import re
import signal
import socket
import subprocess
import sys
import time

import pytest
import requests

from scripts import ROOT, run
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
        "page.title = 'A changed welcome'\n"
        "page.save_revision().publish()",
    )
    running.wait_for("The portal shows the new content.", 120)
    assert "A changed welcome" in requests.get(f"{running.portal_url}/", timeout=30).text


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


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_being_stopped_while_it_starts_leaves_nothing_behind(
    running: Running, number: signal.Signals
) -> None:
    port = free_port()
    environment = {**running.environment, "PORT": str(port), "PORTAL_PORT": str(free_port())}
    process = subprocess.Popen(
        [sys.executable, "-m", "scripts.run"],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    end = time.monotonic() + run.START_SECONDS * 2
    while not _answers(port) and time.monotonic() < end:
        time.sleep(0.2)
    assert _answers(port)
    process.send_signal(number)
    assert process.wait(60) == 0
    assert not _answers(port)


def _answers(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0
