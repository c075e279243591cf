"""docs/translating.md: its commands run, and the buttons that it names are there."""

import re
import shlex
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from lxml import etree

from scripts import ROOT
from tests.translation.test_exchange import make_page

pytestmark = pytest.mark.django_db

GUIDE = (ROOT / "docs" / "translating.md").read_text()


def test_its_commands_run_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocks = re.findall(r"^```sh\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    assert all(line.startswith(".venv/bin/python manage.py ") for line in lines)
    make_page("nl")
    monkeypatch.chdir(tmp_path)
    for line in lines:
        call_command(*shlex.split(line)[2:], stdout=StringIO())
    written = {one.name for one in tmp_path.rglob("*.*")}
    assert written == {"nl-from-en.xlf", "nl-from-en.po", "glossary.tbx"}
    assert etree.parse(tmp_path / "glossary.tbx").find(".//termEntry") is not None


def test_what_it_names_is_what_one_reads_in_the_admin() -> None:
    rooms = [ROOT / "cms" / "translation" / name for name in ("review", "editor", "glossary")]
    files = [one for room in rooms for one in room.rglob("*") if one.suffix in (".html", ".py")]
    said = "".join(one.read_text() for one in files)
    named = set(re.findall(r"\*\*(.+?)\*\*", GUIDE))
    assert len(named) > 15
    assert {one for one in named if f'"{one}"' not in said} == set()
