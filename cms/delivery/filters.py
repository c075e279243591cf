"""What `pages/` can be asked: each filter, order and form of the list, declared once."""

from cms.delivery import openapi
from cms.delivery.listing import DEFAULT_LIMIT, LABELS, MAX_LIMIT, ORDERS
from cms.delivery.parameters import ANY_LOCALE, Parameter, day, limit, moment, one_of, uuid
from gbif_blocks.representation import JSONSchema

UUID: JSONSchema = {"type": "string", "format": "uuid"}
DAY: JSONSchema = {"type": "string", "format": "date"}
# A day or a moment.
MOMENT: JSONSchema = {"type": "string"}
STATES = ("source", "translated", "machine", "outdated", "fallback")
SIGNED_ORDERS = [sign + name for name in ORDERS for sign in ("", "-")]


def _moment(name: str, description: str) -> Parameter:
    return Parameter(
        name,
        f"{description} a moment such as “2026-03-14T09:30:00Z”, or a day, from midnight UTC.",
        read=moment,
        schema=MOMENT,
    )


PARAMETERS = (
    Parameter(
        "type",
        "A page type, such as “home.NewsPage”; several, with commas or repeated: any of them.",
        many=True,
        commas=True,
    ),
    ANY_LOCALE,
    Parameter(
        "key", "The key of a page; several: any of them.", uuid, UUID, many=True, commas=True
    ),
    Parameter(
        "state",
        "How the page stands to its source; several: any of them.",
        one_of(STATES),
        {"enum": list(STATES)},
        many=True,
        commas=True,
    ),
    Parameter("parent", "The key of the page whose children are listed.", uuid, UUID),
    Parameter("descendant_of", "The key of a page; all below it are listed.", uuid, UUID),
    *(
        Parameter(name, f"Pages with this {name}; several, repeated: with any of them.", many=True)
        for name in LABELS
    ),
    Parameter("date_from", "Pages of this day or later; see `order`.", day, DAY),
    Parameter("date_to", "Pages of this day or earlier.", day, DAY),
    _moment("published_since", "Pages first published then or later:"),
    _moment("published_until", "Pages first published before:"),
    _moment("updated_since", "Pages last published then or later:"),
    _moment("updated_until", "Pages last published before:"),
    Parameter(
        "order",
        "What the list is ordered by; with “-” in front, backwards. The date of a page without one "
        "of its own is the day of its first publication; pages without a value come last.",
        read=one_of(SIGNED_ORDERS),
        schema={"enum": SIGNED_ORDERS},
        default="path",
    ),
    Parameter(
        "fields",
        "Top-level fields of the documents to add to the summaries, with commas between; “*” for "
        "whole documents.",
        read=openapi.read_fields,
        default=[],
    ),
    limit("How many at most.", default=DEFAULT_LIMIT, maximum=MAX_LIMIT),
    Parameter("cursor", "The `next_cursor` of the list so far."),
)
