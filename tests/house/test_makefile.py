"""The commands of the house exist and explain themselves."""

import os
import re
import subprocess

import pytest

from scripts import ROOT
from scripts.check import COMMANDS

MAKEFILE = (ROOT / "Makefile").read_text()
TARGETS = re.findall(r"^([a-z][a-z-]*):", MAKEFILE, re.MULTILINE)


def make(*arguments: str) -> str:
    result = subprocess.run(
        ["make", *arguments], cwd=ROOT, text=True, capture_output=True, check=True
    )
    return result.stdout


def test_help_explains_every_target() -> None:
    listed = re.findall(r"^  ([a-z-]+) +\S", make("help"), re.MULTILINE)
    assert sorted(listed) == sorted(TARGETS)


@pytest.mark.parametrize("target", TARGETS)
def test_a_target_can_be_planned(target: str) -> None:
    assert make("--dry-run", target)


def test_check_covers_style_types_imports_migrations_and_contract() -> None:
    plan = make("--dry-run", "check")
    for tool in ("ruff check", "ruff format --check", "mypy", "lint-imports", "scripts.check"):
        assert tool in plan
    assert {name for name, *_ in COMMANDS} >= {"makemigrations", "contract"}


def test_ci_runs_check_and_test() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    commands = [line for line in script.read_text().splitlines() if line.startswith("make ")]
    assert commands == ["make check", "make test"]


def test_the_lock_names_no_host_and_pins_everything_by_hash() -> None:
    lock = (ROOT / "requirements.lock").read_text()
    assert "://" not in lock
    assert "--find-links" not in lock
    requirements = re.split(r"\n(?=\S)", lock)
    pinned = [block for block in requirements if not block.startswith(("#", "    "))]
    assert len(pinned) > 50
    for block in pinned:
        assert "==" in block
        assert "--hash=sha256:" in block


def test_the_lock_of_node_names_no_host() -> None:
    lock = (ROOT / "frontend_contract" / "package-lock.json").read_text()
    # Packages of this house are links to their folders.
    packages = {"client", "conformance", "elements", "portal"}
    assert set(re.findall(r'"resolved": "([^"]*)"', lock)) == packages
    assert "registry" not in lock
