"""What the condition editor must know: the parameters of a catalogue and its own words."""

from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from gbif_blocks.countries import country_choices
from gbif_blocks.forms.chooser import chooser_url, chooser_words
from gbif_blocks.parameters import PARAMETERS, Parameter
from gbif_blocks.references import CHOSEN
from gbif_blocks.values import Enumeration

# Asked for most in the scopes of 32 portals; they stand first in the list.
OFTEN_USED = {
    "occurrence": [
        "country", "publishingCountry", "taxonKey", "year", "basisOfRecord", "datasetKey",
        "publishingOrg", "networkKey", "institutionKey", "collectionKey", "gadmGid", "geometry",
        "issue", "occurrenceStatus", "hasCoordinate", "hasGeospatialIssue",
    ],
    "literature": [
        "countriesOfResearcher", "countriesOfCoverage", "publishingOrganizationKey", "topics",
        "relevance", "literatureType", "year", "gbifDatasetKey", "peerReview", "openAccess",
    ],
}  # fmt: skip


@lru_cache(maxsize=32)
def editor_terms(catalogue: str, language: str) -> dict[str, Any]:
    """The parameters that a predicate can ask, and the editor's words in a language, as JSON."""
    table = PARAMETERS[catalogue]
    with override(language):
        return {
            "parameters": {
                name: _parameter(parameter) for name, parameter in table.items() if name != "q"
            },
            "often": [name for name in OFTEN_USED.get(catalogue, []) if name in table],
            "countries": country_choices(),
            "words": _words(),
            "chooser": {"url": chooser_url(), "words": chooser_words()},
        }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    kind = parameter.type
    found: dict[str, Any] = {
        "type": kind.json_name,
        "ranges": parameter.ranges,
        # Of a range, one of its limits.
        "example": parameter.example.split(",")[0] if parameter.ranges else parameter.example,
    }
    # Countries are few enough for a list.
    if CHOSEN.get(parameter.name, "country") != "country":
        found["kind"] = CHOSEN[parameter.name]
    if isinstance(kind, Enumeration):
        found["values"] = kind.values
    return found


def _words() -> dict[str, str]:
    return {
        "all": _("All of these hold"),
        "any": _("One of these holds at least"),
        "not": _("Not"),
        "group": _("Group of conditions"),
        "condition": _("Condition"),
        "addCondition": _("Add a condition"),
        "addGroup": _("Add a group"),
        "removeCondition": _("Remove this condition"),
        "removeGroup": _("Remove this group"),
        "combine": _("How the conditions combine"),
        "parameter": _("What"),
        "often": _("Often used"),
        "others": _("All others"),
        "operator": _("How"),
        "equals": _("is"),
        "in": _("is one of"),
        "like": _("is like (? for a letter, * for any)"),
        "range": _("is from … to"),
        "isNotNull": _("is given"),
        "isNull": _("is not given"),
        "within": _("lies inside"),
        "geoDistance": _("lies near"),
        "value": _("Value"),
        "values": _("Values, one a line"),
        "choose": _("Choose several with Ctrl or ⌘"),
        "lower": _("Lower limit"),
        "upper": _("Upper limit"),
        "gte": _("at least"),
        "gt": _("more than"),
        "lte": _("at most"),
        "lt": _("less than"),
        "latitude": _("Latitude"),
        "longitude": _("Longitude"),
        "distance": _("Distance, such as 5km"),
        "checklist": _("Checklist of the key (empty: GBIF's own)"),
        "matchCase": _("capitals matter"),
        "yes": _("yes"),
        "no": _("no"),
        "json": _("As JSON"),
        "unchecked": _("The check could not be made. It is made again when you save."),
        "nothing": _("No condition: everything in GBIF."),
        "mistakes": _("Not understood yet:"),
        "area": _("Area, as WKT or GeoJSON"),
        "map": _("Map of the area"),
        "mapHelp": _(
            "Click to add a point; the outline closes by itself. Drag a point to move it, and the "
            "map to move the map. By keyboard: arrow keys move the map, + and - zoom, and the list "
            "below holds every point."
        ),
        "points": _("Points of the outline"),
        "point": _("Point"),
        "addPoint": _("Add a point"),
        "removePoint": _("Remove this point"),
        "rectangle": _("Rectangle of what the map shows"),
        "clear": _("Remove the area"),
        "zoomIn": _("Zoom in"),
        "zoomOut": _("Zoom out"),
        "fit": _("Show the area"),
        "several": _("An area of several parts or with holes is edited as text."),
    }
