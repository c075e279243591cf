"""A map of where records are: GBIF's own tiles, in the reader's browser."""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from gbif_blocks.blocks.asking import rows_of, shown_snapshot, title_field
from gbif_blocks.blocks.checked import Checked
from gbif_blocks.blocks.hosts import base_map_url
from gbif_blocks.blocks.parameter_rows import (
    add_child_error,
    as_parameters,
    clean_rows,
    parameter_rows,
)
from gbif_blocks.blocks.previews import Previewed
from gbif_blocks.client import api_url
from gbif_blocks.names import names, nearest
from gbif_blocks.parameters import Parameters
from gbif_blocks.queries import Query
from gbif_blocks.questions import RecordQuery
from gbif_blocks.representation import (
    JSON,
    JSONSchema,
    RenderContext,
    closed_object,
    members,
    nullable,
)
from gbif_blocks.scopes import Scope
from gbif_blocks.snapshots import SNAPSHOT_SCHEMA, Snapshot

# What a precalculated map can be filtered by (https://techdocs.gbif.org/en/openapi/v2/maps); the
# year has a field of its own here.
MAP_FILTERS = names(
    "taxonKey datasetKey publishingOrg country publishingCountry networkKey basisOfRecord"
)
PROJECTIONS: list[tuple[str, str | Promise]] = [
    ("EPSG:3857", _("Web Mercator, as most maps on the web")),
    ("EPSG:4326", _("Plate carrée, longitude and latitude")),
    ("EPSG:3575", _("Arctic, seen from the north pole")),
    ("EPSG:3031", _("Antarctic, seen from the south pole")),
]
BINNINGS: list[tuple[str, str | Promise]] = [
    ("none", _("Dots")),
    ("hex", _("Hexagons")),
    ("square", _("Squares")),
]
PALETTES: list[tuple[str, str | Promise]] = [
    ("classic", _("Yellow to red")),
    ("purpleYellow", _("Yellow to purple")),
    ("green", _("Green")),
    ("blueHeat", _("Blue")),
    ("orangeHeat", _("Orange")),
    ("fire", _("Fire")),
    ("glacier", _("Glacier")),
]
# The palettes that GBIF has for hexagons and squares.
BINNED_PALETTES = ("classic", "purpleYellow", "green")
BASE_STYLES: list[tuple[str, str | Promise]] = [
    ("gbif-light", _("Light")),
    ("gbif-dark", _("Dark")),
    ("gbif-classic", _("Classic")),
    ("gbif-geyser", _("Geyser")),
    ("gbif-tuatara", _("Tuatara")),
    ("gbif-violet", _("Violet")),
]
HEXAGONS_PER_TILE = 35
SQUARE_SIZE = 64
FIRST_YEAR, LAST_YEAR = 1500, 2100


class GbifMapBlock(Previewed, Checked):
    """Records on a map, with their extent and number for whoever cannot see it."""

    check_name = "map"

    title = title_field(_("What the map shows, such as “Foxes in Belgium”."), required=True)
    parameters = parameter_rows(
        _("Filters"),
        _(
            "Shows only what matches all of these: taxonKey, datasetKey, publishingOrg, country, "
            "publishingCountry, networkKey or basisOfRecord. GBIF's maps know no others, and not "
            "the portal's scope."
        ),
    )
    year_from = blocks.IntegerBlock(
        required=False,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        label=_("From the year"),
        help_text=_("Such as 1990. Empty: from the beginning."),
    )
    year_to = blocks.IntegerBlock(
        required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR, label=_("To the year")
    )
    projection = blocks.ChoiceBlock(choices=PROJECTIONS, default="EPSG:3857", label=_("Projection"))
    binning = blocks.ChoiceBlock(choices=BINNINGS, default="none", label=_("Drawn as"))
    palette = blocks.ChoiceBlock(
        choices=PALETTES,
        default="classic",
        label=_("Colours"),
        help_text=_("Hexagons and squares come in the first three."),
    )
    base_style = blocks.ChoiceBlock(
        choices=BASE_STYLES, default="gbif-light", label=_("Map below the records")
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        errors: dict[str, Any] = {}
        add_child_error(errors, "parameters", lambda: _check_filters(cleaned["parameters"]))
        if "parameters" not in errors:
            add_child_error(
                errors, "parameters", lambda: clean_rows("occurrence", cleaned["parameters"])
            )
        add_child_error(errors, "palette", lambda: _check_palette(cleaned))
        add_child_error(errors, "year_to", lambda: _check_years(cleaned))
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned

    def get_query(self, value: Any, scope: Scope | None) -> Query:
        """The records that the map shows; GBIF's maps know no scope."""
        return map_queries(as_parameters(members(value["parameters"])), _years(value))[0]

    def look_ahead(self, value: Any, context: RenderContext) -> None:
        parameters = as_parameters(members(value["parameters"]))
        for query in map_queries(parameters, _years(value)):
            context.expect(Snapshot, query)

    def get_representation(self, value: Any, context: RenderContext) -> JSON:
        """The addresses of the tiles, with {z}, {x} and {y} to fill in, and what they show."""
        parameters = as_parameters(members(value["parameters"]))
        return {
            "title": value["title"],
            **represent_map(
                parameters,
                context,
                years=_years(value),
                projection=value["projection"],
                binning=value["binning"],
                palette=value["palette"],
                base_style=value["base_style"],
            ),
        }

    def get_json_schema(self) -> JSONSchema:
        """The schema of what `get_representation` gives."""
        return closed_object({"title": {"type": "string"}, **MAP_SCHEMA})

    class Meta:
        icon = "globe"
        group = "GBIF"
        label = _("GBIF map")
        label_format = _("Map: {title}")
        description = _("A map of where a species, a dataset or a country has records.")
        preview_name = "map"
        preview_value = {
            "title": _("Records in Belgium"),
            "parameters": [{"name": "country", "value": "BE"}],
            "year_from": None,
            "year_to": None,
            "projection": "EPSG:3857",
            "binning": "hex",
            "palette": "classic",
            "base_style": "gbif-light",
        }


Years = tuple[int | None, int | None]
_NUMBER: JSONSchema = {"type": "number"}
_YEAR: JSONSchema = nullable({"type": "integer"})
MAP_SCHEMA: dict[str, JSONSchema] = {
    "projection": {"type": "string", "enum": [code for code, _label in PROJECTIONS]},
    "tiles": {"type": "string"},
    "base_tiles": {"type": "string"},
    "years": closed_object({"from": _YEAR, "to": _YEAR}),
    "bounds": nullable(
        closed_object({"west": _NUMBER, "south": _NUMBER, "east": _NUMBER, "north": _NUMBER})
    ),
    "count": nullable({"type": "integer", "minimum": 0}),
    "snapshot": SNAPSHOT_SCHEMA,
}


def map_queries(parameters: Parameters, years: Years = (None, None)) -> tuple[Query, Query]:
    """What is asked for a map: how many records it shows, and where they lie."""
    shown = {
        **parameters,
        "hasCoordinate": ["true"],
        "hasGeospatialIssue": ["false"],
        **({"year": [_range(years)]} if any(years) else {}),
    }
    return Query("occurrence", shown), RecordQuery(kind="map", parameters=parameters)


def represent_map(
    parameters: Parameters,
    context: RenderContext,
    *,
    years: Years = (None, None),
    projection: str = "EPSG:3857",
    binning: str = "none",
    palette: str = "classic",
    base_style: str = "gbif-light",
) -> dict[str, JSON]:
    """A map of the records that match; the schemas are MAP_SCHEMA."""
    count_query, extent_query = map_queries(parameters, years)
    count = shown_snapshot(count_query, context)
    extent = shown_snapshot(extent_query, context)
    style = [("srs", projection)]
    style += {
        "none": [("style", f"{palette}.point")],
        "hex": [
            ("bin", "hex"),
            ("hexPerTile", str(HEXAGONS_PER_TILE)),
            ("style", f"{palette}.poly"),
        ],
        "square": [
            ("bin", "square"),
            ("squareSize", str(SQUARE_SIZE)),
            ("style", f"{palette}.poly"),
        ],
    }[binning]
    filters = [(name, one) for name in sorted(parameters) for one in parameters[name]]
    if any(years):
        filters.append(("year", _range(years)))
    code = projection.removeprefix("EPSG:")
    return {
        "projection": projection,
        "tiles": f"{api_url()}/v2/map/occurrence/density/{{z}}/{{x}}/{{y}}@1x.png"
        f"?{urlencode(style + filters)}",
        "base_tiles": f"{base_map_url()}/{code}/omt/{{z}}/{{x}}/{{y}}@1x.png?style={base_style}",
        "years": {"from": years[0], "to": years[1]},
        "bounds": _bounds(extent),
        "count": count.count,
        "snapshot": count.get_representation(),
    }


def _bounds(extent: Snapshot) -> JSON:
    row = next(iter(rows_of(extent)), {})
    sides = {"west": "minLng", "south": "minLat", "east": "maxLng", "north": "maxLat"}
    found = {side: row.get(name) for side, name in sides.items()}
    # Without records there is no extent.
    return None if any(not isinstance(one, int | float) for one in found.values()) else found


def _years(value: Any) -> Years:
    return value["year_from"], value["year_to"]


def _range(years: Years) -> str:
    return ",".join("*" if year is None else str(year) for year in years)


def _check_filters(rows: Any) -> None:
    errors: dict[int, StructBlockValidationError] = {}
    for index, row in enumerate(rows):
        name = str(row["name"]).strip()
        if name in MAP_FILTERS:
            continue
        near = nearest(name, MAP_FILTERS)
        message = str(
            _("A map cannot be filtered by “%(name)s”, only by %(known)s.")
            % {"name": name[:80], "known": ", ".join(MAP_FILTERS)}
        )
        if name == "year":
            message = str(_("Give the years in the fields below."))
        elif near:
            message = f"{message} " + str(_("Did you mean %(near)s?") % {"near": near})
        errors[index] = StructBlockValidationError(block_errors={"name": ValidationError(message)})
    if errors:
        raise ListBlockValidationError(block_errors=errors)


def _check_palette(value: Any) -> None:
    if value["binning"] != "none" and value["palette"] not in BINNED_PALETTES:
        raise ValidationError(
            _("GBIF has these colours for dots only. Take one of the first three, or dots.")
        )


def _check_years(value: Any) -> None:
    first, last = _years(value)
    if first is not None and last is not None and first > last:
        raise ValidationError(
            _("The first year is after the last. Did you mean %(first)s to %(last)s?"),
            params={"first": last, "last": first},
        )
