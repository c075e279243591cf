"""docs/gbif-parameters.md says what the table says."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from gbif_blocks.parameter_page import page
from gbif_blocks.parameters import PARAMETERS


def test_the_page_in_docs_is_current() -> None:
    call_command("gbif_parameters", "--check")


def test_a_page_that_is_not_current_fails_the_check(tmp_path: Path) -> None:
    output = tmp_path / "parameters.md"
    with pytest.raises(CommandError, match="not current"):
        call_command("gbif_parameters", "--check", "--output", str(output))
    call_command("gbif_parameters", "--output", str(output))
    call_command("gbif_parameters", "--check", "--output", str(output))


def test_every_parameter_has_a_row_with_type_range_and_example() -> None:
    rows = [line for line in page().splitlines() if line.startswith("| `")]
    assert len(rows) == sum(len(table) for table in PARAMETERS.values())
    assert "| `year` | a whole number from -9999 to 9999 | range | several | `1990,2020` |" in rows
    assert "| `occurrenceStatus` | `PRESENT` `ABSENT` |  |  | `PRESENT` |" in rows


@pytest.mark.parametrize("catalogue", PARAMETERS)
def test_the_example_of_every_parameter_is_accepted_as_it_stands(catalogue: str) -> None:
    for parameter in PARAMETERS[catalogue].values():
        assert parameter.clean(parameter.example) == parameter.example, parameter.name
