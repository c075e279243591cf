"""The sequences of `test_editors.py` once more: in a file of its own, so that both run at once."""

import pytest

from tests.delivery import test_editors
from tests.postgresql import Server


@pytest.mark.timeout(0)
def test_editing_in_any_order_on_postgresql(
    postgresql: Server, request: pytest.FixtureRequest
) -> None:
    given = {name: request.config.getoption(name) for name in ("sequences", "sequences_seed")}
    options = [f"--{name.replace('_', '-')}={one}" for name, one in given.items() if one]
    postgresql.run_tests(str(test_editors.__file__), *options, seconds=24 * 3600)
