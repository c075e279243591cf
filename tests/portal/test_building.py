"""What whoever builds the portal relies on."""

import subprocess
from pathlib import Path

import pytest

from scripts.portal import BIN, PORTAL, BuildFailed, build, node_environment

pytestmark = [pytest.mark.portal, pytest.mark.timeout(600)]


def test_every_page_type_and_block_of_the_types_has_its_component() -> None:
    """The two `switch`es end in `never`: a type of the contract without a case is an error."""
    done = subprocess.run(
        [BIN / "npm", "run", "--silent", "check"],
        cwd=PORTAL,
        env=node_environment(),
        text=True,
        capture_output=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "- 0 errors" in done.stdout


def test_without_the_api_the_build_says_so_and_leaves_the_last_one_in_place(
    tmp_path: Path,
) -> None:
    last = tmp_path / "index.html"
    last.write_text("the last build")
    with pytest.raises(BuildFailed, match=r"The delivery API does not answer at http://127\.0\.0"):
        build(tmp_path, "http://127.0.0.1:9")
    assert last.read_text() == "the last build"
