"""Dependencies are few, bounded, explained and locked."""

import re
import tomllib

import pytest

from scripts import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
REQUIREMENTS: list[str] = [
    *PROJECT["project"]["dependencies"],
    *PROJECT["dependency-groups"]["dev"],
]


def name_of(requirement: str) -> str:
    return re.split(r"[\[><=]", requirement)[0]


@pytest.mark.parametrize("requirement", REQUIREMENTS, ids=name_of)
def test_a_dependency_is_bounded_explained_and_locked(requirement: str) -> None:
    name = name_of(requirement)
    assert ",<" in requirement, "no upper bound"
    reasons = (ROOT / "docs" / "decisions" / "0001-stack.md").read_text()
    assert re.search(rf"^\|.*\b{name}\b.*\|.+\|.+\|$", reasons, re.MULTILINE), "no row in 0001"
    lock = (ROOT / "requirements.lock").read_text()
    assert re.search(rf"^{name}(\[.*\])?==", lock, re.MULTILINE | re.IGNORECASE), "not locked"


def test_the_lock_answers_the_bounds_of_the_project() -> None:
    lock = (ROOT / "requirements.lock").read_text()
    locked = dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", lock, re.MULTILINE))
    for requirement in REQUIREMENTS:
        lowest = re.search(r">=([\d.]+)", requirement)
        assert lowest, requirement
        version = tuple(int(part) for part in locked[name_of(requirement).lower()].split(".")[:3])
        assert version >= tuple(int(part) for part in lowest[1].split("."))
