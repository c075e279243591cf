"""The page of documentation about search parameters, written from the table that checks them."""

from collections.abc import Iterator

from gbif_blocks.catalogues import CATALOGUES
from gbif_blocks.parameters import MAX_VALUES, PARAMETERS, Parameter
from gbif_blocks.predicate_reading import MAX_DEPTH
from gbif_blocks.values import MAX_TEXT, Enumeration, Number

_KINDS = {
    "uuid": "a UUID",
    "country": "a country, two letters of ISO 3166",
    "taxon_key": "a taxon's key in a checklist",
    "gadm": "an area of GADM",
    "wkt": "an area as WKT or GeoJSON",
    "geo_distance": "latitude, longitude, distance",
    "boolean": "true or false",
    "date": "a day, month or year",
    "string": "text",
}
_INTRODUCTION = f"""# GBIF's search parameters

Written by `python manage.py gbif_parameters` from the table in `gbif_blocks/parameters.py`, by
which forms, scopes, imports and the API's schema are checked too. GBIF ignores a parameter that it
does not know and answers with everything it has; here it is refused with the nearest name.

A parameter marked *range* takes two values with a comma between, either of which may be `*`:
`1990,2020`, `1990,*`. One marked *several* may be given again, and means either of the values. A
search or scope has {MAX_VALUES:,} values at most, a text {MAX_TEXT:,} characters, a predicate
{MAX_DEPTH} levels. Predicates use the same names as keys: as they stand in GBIF's widgets, and in
capitals in the REST API (`taxonKey` is `TAXON_KEY`).
"""


def page() -> str:
    """The page as Markdown."""
    return "\n".join([_INTRODUCTION, *(line for name in PARAMETERS for line in _catalogue(name))])


def _catalogue(name: str) -> Iterator[str]:
    catalogue, table = CATALOGUES[name], PARAMETERS[name]
    yield f"## {name.capitalize()}: `GET {catalogue.search_path}`"
    yield ""
    if catalogue.predicate_path:
        yield f"By predicate: `POST {catalogue.predicate_path}`."
        yield ""
    yield "| parameter | takes | range | several | example |"
    yield "|---|---|---|---|---|"
    for parameter in sorted(table.values(), key=lambda one: one.name.lower()):
        cells = (
            f"`{parameter.name}`",
            _takes(parameter),
            "range" if parameter.ranges else "",
            "several" if parameter.repeatable else "",
            f"`{parameter.example}`",
        )
        yield f"| {' | '.join(cells)} |"
    yield ""


def _takes(parameter: Parameter) -> str:
    kind = parameter.type
    if isinstance(kind, Enumeration):
        return " ".join(f"`{value}`" for value in kind.values)
    if isinstance(kind, Number):
        number = "a number" if kind.decimal else "a whole number"
        if kind.minimum is not None and kind.maximum is not None:
            return f"{number} from {kind.minimum:g} to {kind.maximum:g}"
        return f"{number} from {kind.minimum:g} up" if kind.minimum is not None else number
    return _KINDS[kind.json_name]
