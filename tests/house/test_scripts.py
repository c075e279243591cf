"""The parts of `make run`, each by itself."""

import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests
from django.core.management import call_command
from pytest_django.fixtures import Settings

from scripts import browser, prepare, run
from scripts.children import Child, undisturbed
from scripts.static_site import StaticSite
from tests.factories import make_image, make_portal


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "index.html").write_text("first build")
    (tmp_path / "nl").mkdir()
    (tmp_path / "nl" / "index.html").write_text("eerste")
    (tmp_path / "404.html").write_text("not here")
    return tmp_path


def test_a_built_site_is_served_and_exchanged_while_it_runs(folder: Path, tmp_path: Path) -> None:
    site = StaticSite(folder)
    site.start()
    try:
        assert requests.get(f"{site.url}/", timeout=5).text == "first build"
        assert requests.get(f"{site.url}/nl/", timeout=5).text == "eerste"
        second = tmp_path / "second"
        second.mkdir()
        (second / "index.html").write_text("second build")
        site.folder = second
        answer = requests.get(f"{site.url}/", timeout=5)
        assert answer.text == "second build"
        assert answer.headers["Cache-Control"] == "no-cache"
    finally:
        site.stop()


def test_what_a_built_site_lacks_is_its_own_404_page(folder: Path) -> None:
    (folder / "empty").mkdir()
    site = StaticSite(folder)
    site.start()
    try:
        for path in ("/fr/", "/empty/", "/../secret"):
            answer = requests.get(f"{site.url}{path}", timeout=5)
            assert (answer.status_code, answer.text) == (404, "not here")
    finally:
        site.stop()


def test_what_another_server_has_is_handed_on(tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "1.svg").write_text("<svg/>")
    other = StaticSite(tmp_path)
    (tmp_path / "site").mkdir()
    site = StaticSite(tmp_path / "site", handed_on={"/images/": other.server_address[1]})
    other.start()
    site.start()
    try:
        answer = requests.get(f"{site.url}/images/1.svg", timeout=5)
        assert (answer.text, answer.headers["Content-Type"]) == ("<svg/>", "image/svg+xml")
        assert requests.get(f"{site.url}/nl/", timeout=5).status_code == 404
        other.stop()
        assert requests.get(f"{site.url}/images/1.svg", timeout=5).status_code == 502
    finally:
        other.stop()
        site.stop()


def test_stopping_a_child_stops_what_it_started(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    script = (
        "import subprocess, sys; "
        "p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']); "
        "print('pid', p.pid, flush=True); p.wait()"
    )
    child = Child("parent", [sys.executable, "-c", script], {}, tmp_path)
    output = ""
    for _ in range(100):
        output += capfd.readouterr().out
        if "pid" in output:
            break
        time.sleep(0.1)
    assert output.startswith("   parent | pid ")
    grandchild = Path("/proc") / output.split()[-1]
    child.stop()
    assert child.ended is not None
    if Path("/proc/self").exists():
        state = grandchild / "stat"
        assert not state.exists() or state.read_text().split()[2] == "Z"


def test_a_child_prints_behind_its_name_without_its_routine(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    script = "print('started'); print('GET /api 200'); print('GET /api 500')"
    child = Child("cms", [sys.executable, "-c", script], {}, tmp_path, hidden="200$")
    assert child.wait() == 0
    assert capfd.readouterr().out == "      cms | started\n      cms | GET /api 500\n"


def test_a_port_in_use_is_named_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))
        with pytest.raises(
            run.CannotRun, match=f"Port {port} is taken .* PORT={port + 1} make run"
        ):
            run.free_port("PORT", 8000)


@pytest.mark.parametrize("text", ["eighty", "0", "70000", "-1"])
def test_a_port_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("PORT", text)
    with pytest.raises(run.CannotRun, match="is not a port: give a number such as 8000"):
        run.free_port("PORT", 8000)


def test_a_chromium_that_does_not_start_is_passed_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\nexit 127\n")
    broken.chmod(0o755)
    works = tmp_path / "google-chrome"
    works.write_text("#!/bin/sh\necho Google Chrome 1\n")
    works.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(broken))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert browser.find() == works


def test_without_any_chromium_the_message_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(browser, "_candidates", lambda: iter(()))
    monkeypatch.setattr(browser, "_installers", lambda: iter([["false"]]))
    with pytest.raises(browser.NoBrowser, match="set CHROMIUM"):
        browser.find_or_install()


def test_looking_for_a_browser_prints_its_path() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "scripts.browser"], text=True, capture_output=True, check=True
    )
    assert Path(result.stdout.strip()).exists()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_documents_are_made_again_for_other_addresses_only(settings: Settings) -> None:
    home = make_portal().site.root_page.specific
    home.hero_kind, home.hero_image = "image", make_image()
    home.save_revision().publish()
    assert prepare.addresses_hold()
    settings.WAGTAILADMIN_BASE_URL = "http://127.0.0.1:8001"
    assert not prepare.addresses_hold()
    call_command("rebuild_documents", verbosity=0)
    assert prepare.addresses_hold()
    settings.FRONTEND_URL = "http://127.0.0.1:4322"
    assert not prepare.addresses_hold()


def test_a_request_to_end_waits_until_a_new_child_is_noted() -> None:
    heard = []
    former = signal.signal(signal.SIGTERM, lambda *_: heard.append("request"))
    try:
        with undisturbed():
            signal.raise_signal(signal.SIGTERM)
            heard.append("noted")
    finally:
        signal.signal(signal.SIGTERM, former)
    assert heard == ["noted", "request"]
