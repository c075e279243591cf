"""Rows of search parameters in a block's form: a name and a value each."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from gbif_blocks.blocks.keys import KeyBlock
from gbif_blocks.parameters import Parameters, find_parameter, single_value_error


class ParameterBlock(blocks.StructBlock):  # type: ignore[misc]
    """One search parameter. Two rows with the same name mean either of the values."""

    name = KeyBlock(
        label=_("Parameter"),
        max_length=80,
        help_text=_("A parameter of GBIF's search, such as country, taxonKey or year."),
    )
    value = KeyBlock(
        label=_("Value"),
        max_length=20_000,
        help_text=_("Such as BE, 5219243 or 1990,2020."),
    )

    class Meta:
        icon = "filter"
        label = _("Filter")
        label_format = "{name} {value}"


def parameter_rows(label: Any, help_text: Any) -> blocks.ListBlock:
    """The list of rows, empty at first."""
    return blocks.ListBlock(ParameterBlock(), default=[], label=label, help_text=help_text)


def clean_rows(catalogue: str, rows: Any) -> Any:
    """`rows` with every name and value in the form to send.

    Raises a ListBlockValidationError that puts each mistake beside its field.
    """
    errors: dict[int, StructBlockValidationError] = {}
    seen: set[str] = set()
    for index, row in enumerate(rows):
        mistakes = _clean_row(catalogue, row, seen)
        if mistakes:
            errors[index] = StructBlockValidationError(block_errors=mistakes)
    if errors:
        raise ListBlockValidationError(block_errors=errors)
    return rows


def _clean_row(catalogue: str, row: Any, seen: set[str]) -> dict[str, ValidationError]:
    try:
        parameter = find_parameter(catalogue, row["name"])
    except ValidationError as error:
        return {"name": error}
    if parameter.name in seen and not parameter.repeatable:
        return {"name": single_value_error(parameter.name)}
    seen.add(parameter.name)
    try:
        row["name"], row["value"] = parameter.name, parameter.clean(row["value"])
    except ValidationError as error:
        return {"value": error}
    return {}


def as_parameters(rows: Any) -> Parameters:
    """The rows as parameters, several rows of one name together, in a fixed order."""
    parameters: Parameters = {}
    for row in rows:
        values = parameters.setdefault(row["name"], [])
        if row["value"] not in values:
            values.append(row["value"])
    return {name: sorted(values) for name, values in sorted(parameters.items())}


def add_child_error(errors: dict[str, Any], name: str, check: Callable[[], Any]) -> Any:
    """What `check` gives; a ValidationError of it is kept in `errors` under the child's name."""
    try:
        return check()
    except ValidationError as error:
        errors[name] = error
        return None
