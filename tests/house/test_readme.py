"""Every command that README.md and CONTRIBUTING.md show does what they say."""

import re
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from scripts import ROOT
from tests import migrated
from tests.conftest import own_environment
from tests.house.conftest import Running, free_port

README = (ROOT / "README.md").read_text()
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text()

# Both programs end when they are told to, and end well.
ENDING = """
trap 'kill -TERM $worker $server 2>/dev/null || true' TERM EXIT
wait $server || wait $server
wait $worker
echo "The worker ended with $?"
"""

PORTAL_PAGE = """---
title: About the node
permalink: /about
---
The node publishes data.
"""


def commands(text: str) -> list[str]:
    """The lines of all shell blocks."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


def section(title: str) -> str:
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", README, re.MULTILINE | re.DOTALL)
    assert found, title
    return found[1]


def test_the_readme_begins_with_exactly_two_commands() -> None:
    assert commands(README.partition("\n## ")[0]) == ["make run", "make test"]


def test_every_command_is_run_by_a_test() -> None:
    """A command that is new to the page needs a test here."""
    known = [
        r"make (run|test|portal|install)",
        r"curl .*",
        r"\.venv/bin/python manage\.py import_hosted_portal .*",
        r"\.venv/bin/python manage\.py (export|import)_translations .*",
        r"export [A-Z_]+=.*",
        r"\.venv/bin/python manage\.py (migrate|collectstatic|check|createsuperuser|work)\b.*",
        r"\.venv/bin/gunicorn .*",
        r"\.venv/bin/python -m pytest .*",
    ]
    for command in commands(README) + commands(CONTRIBUTING):
        assert any(re.fullmatch(pattern, command) for pattern in known), command


@pytest.mark.parametrize("command", [line for line in commands(README) if line.startswith("make ")])
def test_make_knows_its_targets(command: str) -> None:
    subprocess.run([*command.split(), "--dry-run"], cwd=ROOT, check=True, capture_output=True)


@pytest.mark.parametrize("command", commands(section("Call the API"))[:-1])
@pytest.mark.portal
@pytest.mark.timeout(900)
def test_the_api_answers_as_shown(running: Running, command: str) -> None:
    shown = re.fullmatch(r'curl "(http://127\.0\.0\.1:8000(/\S+))"', command)
    assert shown
    answer = requests.get(f"{running.cms_url}{shown[2]}", timeout=30)
    assert answer.status_code == 200
    assert answer.json()


@pytest.mark.portal
@pytest.mark.timeout(900)
def test_the_addresses_named_in_the_text_answer(running: Running) -> None:
    for address in re.findall(r"<(http://127\.0\.0\.1:\d+\S*)>", README):
        parts = urlsplit(address)
        base = running.cms_url if parts.port == 8000 else running.portal_url
        assert requests.get(f"{base}{parts.path}", timeout=30).status_code == 200
    contract = f"{running.cms_url}/api/delivery/v1/schema/openapi.json"
    assert requests.get(contract, timeout=30).json()["openapi"].startswith("3.1")


def test_every_variable_of_the_environment_is_explained() -> None:
    settings = "".join(path.read_text() for path in (ROOT / "cms" / "settings").glob("*.py"))
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', settings))
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE)) == read


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A database and folders of their own for what a command writes."""
    # Migrating from nothing is what `make run` does, in test_run.
    migrated.copy(tmp_path / "db.sqlite3")
    return {
        **{
            name: value
            for name, value in own_environment().items()
            if name != "DJANGO_SETTINGS_MODULE"
        },
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
        "MEDIA_ROOT": str(tmp_path / "media"),
        "STATIC_ROOT": str(tmp_path / "static"),
        "DJANGO_SUPERUSER_USERNAME": "ann",
        "DJANGO_SUPERUSER_EMAIL": "ann@portal.example",
        "DJANGO_SUPERUSER_PASSWORD": "a-long-and-unusual-passphrase",
    }


def shell(script: str, environment: dict[str, str]) -> str:
    """What a script prints, run in the checkout with this Python in place of `.venv`'s."""
    script = script.replace(".venv/bin/", f"{Path(sys.executable).parent}/")
    result = subprocess.run(
        ["bash", "-euc", script],
        env=environment,
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    assert result.returncode == 0, result.stdout
    return result.stdout


def test_a_hosted_portal_is_imported_as_shown(environment: dict[str, str], tmp_path: Path) -> None:
    portal = tmp_path / "portal"
    portal.mkdir()
    (portal / "_config.yml").write_text("title: A small node\nlanguages: [en]\n")
    (portal / "about.md").write_text(PORTAL_PAGE)
    report = tmp_path / "report.json"
    lines = [
        line.replace("path/to/portal", str(portal)).replace("report.json", str(report))
        for line in commands(section("Import a hosted portal"))
    ]
    for line in lines:
        shell(line, environment)
    assert report.is_file()
    with closing(sqlite3.connect(tmp_path / "db.sqlite3")) as database:
        titles = database.execute("SELECT title FROM wagtailcore_page WHERE live").fetchall()
    assert ("About the node",) in titles


@pytest.mark.portal
@pytest.mark.timeout(900)
def test_translations_go_out_and_come_back_as_shown(running: Running, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    for line in commands(section("Translate elsewhere")):
        shell(line.replace("for-translators", str(folder)), running.environment)
    assert [one.name for one in folder.iterdir()] == ["fr-from-en.xlf"]


@pytest.mark.timeout(600)
def test_a_public_server_is_deployed_as_shown(environment: dict[str, str]) -> None:
    *preparation, serve, work = commands(section("Deploy"))
    preparation.remove("make install")
    preparation = [
        f"{line} --no-input" if line.endswith("createsuperuser") else line for line in preparation
    ]
    port = free_port()
    serve = serve.replace("127.0.0.1:8000", f"127.0.0.1:{port}")
    script = "\n".join([*preparation, f"{work} & worker=$!", f"{serve} & server=$!", ENDING])
    server = subprocess.Popen(
        ["bash", "-euc", script.replace(".venv/bin/", f"{Path(sys.executable).parent}/")],
        env=environment,
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        headers = {"Host": "cms.portal.example", "X-Forwarded-Proto": "https"}
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/healthz", headers, server)
        login = requests.get(f"{address}/admin/login/", headers=headers, timeout=30)
        assert login.status_code == 200
        assert "max-age=31536000" in login.headers["Strict-Transport-Security"]
        static = re.search(r'href="(/static/\S+\.css)"', login.text)
        assert static
        style = requests.get(f"{address}{static[1]}", headers=headers, timeout=30)
        assert style.status_code == 200
        plain = requests.get(
            f"{address}/admin/", headers={"Host": "cms.portal.example"},
            timeout=30, allow_redirects=False,
        )  # fmt: skip
        assert plain.headers["Location"] == "https://cms.portal.example/admin/"
        stranger = requests.get(
            f"{address}/admin/login/", headers={**headers, "Host": "evil.example"}, timeout=30
        )
        assert stranger.status_code == 400
    finally:
        server.send_signal(signal.SIGTERM)
        output, _ = server.communicate(timeout=60)
    assert "Booting worker" in output
    assert "The worker ended with 0" in output


def _wait_for(address: str, headers: dict[str, str], server: subprocess.Popen[str]) -> None:
    for _ in range(1200):
        if server.poll() is not None:
            output, _ = server.communicate()
            pytest.fail(f"The server ended:\n{output}")
        try:
            if requests.get(address, headers=headers, timeout=60).ok:
                return
        except requests.RequestException:
            pass
        time.sleep(0.2)
    pytest.fail("The server did not answer within four minutes.")


def test_the_tests_shown_as_examples_are_there() -> None:
    # Collecting is enough, this is the test suite; and once for all, since it begins with Django.
    shown = [command.partition(" -m ")[2].split() for command in commands(CONTRIBUTING)]
    assert {program for program, *_ in shown} == {"pytest"}
    arguments = dict.fromkeys(one for _, *rest in shown for one in rest)
    subprocess.run(
        [sys.executable, "-m", "pytest", *arguments, "--collect-only", "--quiet"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
