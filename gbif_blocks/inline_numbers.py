"""A number of GBIF inside running text.

It is stored as a link of a type of its own, around the words that stand there until GBIF has
counted: `<a linktype="gbif-number" data-catalogue="occurrence" data-parameters="country=BE"
data-scope="true">1,234</a>`. Links keep their attributes when a text is translated.
"""

from collections.abc import Mapping
from urllib.parse import parse_qs, urlencode

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from gbif_blocks.catalogues import CATALOGUES
from gbif_blocks.parameters import Parameters, clean_parameters
from gbif_blocks.queries import Query
from gbif_blocks.representation import (
    JSON,
    JSONSchema,
    RenderContext,
    closed_object,
    nullable,
)
from gbif_blocks.scopes import Scope
from gbif_blocks.snapshots import SNAPSHOT_SCHEMA

LINK_TYPE = "gbif-number"
# More filters than this are no sentence.
MAX_TEXT = 2_000

NUMBER_NODE_SCHEMA: JSONSchema = closed_object(
    {
        "type": {"const": "gbif_number"},
        "text": {"type": "string"},
        "marks": {"type": "array", "items": {"type": "string"}},
        "value": nullable({"type": "integer", "minimum": 0}),
        "snapshot": SNAPSHOT_SCHEMA,
    }
)


def read_filters(catalogue: str, text: str) -> Parameters:
    """The parameters that an editor wrote, one a line as `country: BE`.

    Raises ValidationError for the first lines that GBIF would not take.
    """
    if catalogue not in CATALOGUES:
        raise ValidationError(_("Choose what to count."))
    if len(text) > MAX_TEXT:
        raise ValidationError(_("Give at most %(most)s letters.") % {"most": MAX_TEXT})
    given: dict[str, list[str]] = {}
    for line in filter(str.strip, text.splitlines()):
        name, colon, value = line.partition(":")
        if not colon:
            raise ValidationError(
                _("“%(line)s”: write a parameter, a colon and a value, such as country: BE.")
                % {"line": line.strip()[:80]}
            )
        given.setdefault(name.strip(), []).append(value.strip())
    return clean_parameters(catalogue, given)


def as_attributes(catalogue: str, parameters: Parameters, *, scope: bool) -> dict[str, str]:
    """How the number is stored in the link's attributes."""
    return {
        "data-catalogue": catalogue,
        "data-parameters": urlencode(sorted(parameters.items()), doseq=True),
        "data-scope": "true" if scope else "false",
    }


def stored_query(attributes: Mapping[str, str], scope: Scope | None) -> Query | None:
    """What a stored number counts, within `scope` when it is to be; None when it counts nothing."""
    catalogue = attributes.get("data-catalogue", "")
    if catalogue not in CATALOGUES:
        return None
    query = Query(catalogue, parse_qs(attributes.get("data-parameters", "")))
    return scope.apply(query) if scope else query


def represent_number(
    attributes: Mapping[str, str],
    words: str,
    marks: list[str],
    context: RenderContext,
    language: str,
) -> JSON:
    """The node of a rich text's tree (NUMBER_NODE_SCHEMA): the number in the way of `language`, or
    the words that were stored while GBIF has not counted; None when it counts nothing."""
    within = attributes.get("data-scope") == "true"
    query = stored_query(attributes, context.scope if within else None)
    if query is None:
        return None
    if within:
        context.touch(context.scope.tag)
    snapshot = context.snapshot(query)
    context.touch(snapshot.tag)
    return {
        "type": "gbif_number",
        "text": words if snapshot.count is None else written(snapshot.count, language),
        "marks": marks,
        "value": snapshot.count,
        "snapshot": snapshot.get_representation(),
    }


def written(count: int, language: str) -> str:
    """A number with its digits grouped as a language does."""
    with override(language):
        return str(number_format(count, force_grouping=True))
