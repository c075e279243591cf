"""Rows of search parameters in a block's form: a name and a value each."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from gbif_blocks.blocks.keys import KeyBlock, ValueBlock
from gbif_blocks.parameters import Parameter, Parameters, find_parameter, single_value_error
from gbif_blocks.references import CHOSEN, Reference, key_of, read_reference


class ParameterBlock(blocks.StructBlock):  # type: ignore[misc]
    """One search parameter. Two rows with the same name mean either of the values."""

    name = KeyBlock(
        label=_("Parameter"),
        max_length=80,
        help_text=_("A parameter of GBIF's search, such as country, taxonKey or year."),
    )
    value = ValueBlock(
        label=_("Value"),
        help_text=_(
            "Such as BE, 5219243 or 1990,2020. Taxa, datasets, publishers, places and so on are "
            "found by typing their names."
        ),
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
        row["name"], row["value"] = parameter.name, _clean_value(parameter, row["value"])
    except ValidationError as error:
        return {"value": error}
    return {}


def _clean_value(parameter: Parameter, value: Any) -> Reference:
    given = read_reference(value)
    text = given.key
    # Editors copy the address of the page about it.
    if parameter.name in CHOSEN and text.startswith(("https://", "http://")):
        text = text.split("?")[0].split("#")[0].rstrip("/").rsplit("/", 1)[-1]
    cleaned = parameter.clean(text)
    kept = given.is_verified and cleaned == given.key and parameter.name in CHOSEN
    return given if kept else Reference(cleaned)


def as_parameters(rows: Any) -> Parameters:
    """The rows as parameters, several rows of one name together, in a fixed order."""
    parameters: Parameters = {}
    for row in rows:
        values = parameters.setdefault(row["name"], [])
        value = key_of(row["value"])
        if value not in values:
            values.append(value)
    return {name: sorted(values) for name, values in sorted(parameters.items())}


def labels_of(rows: Any, language: str) -> dict[str, dict[str, str]]:
    """What the chosen values are called in a language: {"taxonKey": {"5219243": "Vulpes …"}}."""
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        reference = read_reference(row["value"])
        if label := reference.named(language):
            found.setdefault(row["name"], {})[reference.key] = label
    return found


def add_child_error(errors: dict[str, Any], name: str, check: Callable[[], Any]) -> Any:
    """What `check` gives; a ValidationError of it is kept in `errors` under the child's name."""
    try:
        return check()
    except ValidationError as error:
        errors[name] = error
        return None
