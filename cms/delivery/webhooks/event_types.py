"""The events that delivery itself makes, with the JSON Schema of what they carry.

Payloads are thin: where something stands, never what it says. Whoever is told reads the API.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from cms.core.events import EventType, event_types
from gbif_blocks.representation import JSONSchema, closed_object, nullable

STRING: JSONSchema = {"type": "string"}
SEQUENCE: JSONSchema = {
    "type": "integer",
    "minimum": 0,
    "description": "The place in the feed. A later place is a later state.",
}
SITE: JSONSchema = {
    "type": "string",
    "description": "The host name of the portal, as the API's parameter `site` takes it.",
}
EPOCH: JSONSchema = {
    "type": "string",
    "format": "uuid",
    "description": "Sequences compare within one epoch; it changes when the service was restored.",
}
PAGE: JSONSchema = closed_object(
    {
        "site": SITE,
        "key": {"type": "string", "format": "uuid"},
        "type": {"type": "string", "description": "The page type, such as home.NewsPage."},
        "locale": {"type": "string", "description": "The URL code of the language."},
        "path": {"type": "string", "description": "Where it stands, or stood until now."},
        "previous_path": {
            **nullable(STRING),
            "description": "Where it stood before, when it was moved.",
        },
        "sequence": SEQUENCE,
        "epoch": EPOCH,
    }
)
FRAME: JSONSchema = closed_object(
    {"site": SITE, "locale": STRING, "sequence": SEQUENCE, "epoch": EPOCH}
)
PATHS: JSONSchema = {"type": "array", "items": STRING}

PAGE_PUBLISHED = EventType("page.published", _("A page became public"), PAGE)
PAGE_UPDATED = EventType("page.updated", _("A public page changed or moved"), PAGE)
PAGE_WITHDRAWN = EventType("page.withdrawn", _("A page is no longer public"), PAGE)
SITE_UPDATED = EventType(
    "site.updated", _("What frames the pages changed: navigation, theme, languages"), FRAME
)
SITE_WITHDRAWN = EventType("site.withdrawn", _("A language is no longer public"), FRAME)
CONTENT_CHANGED = EventType(
    "content.changed",
    _("Anything public changed: the list of paths, for builds"),
    closed_object(
        {
            "site": SITE,
            "changed": {**PATHS, "description": "Paths whose pages are new or different."},
            "removed": {**PATHS, "description": "Paths at which nothing stands any more."},
            "frames": {**PATHS, "description": "Languages in which every page's frame changed."},
            "truncated": {
                "type": "boolean",
                "description": "The lists did not fit and are empty: ask `sync/` from the cursor.",
            },
            "sequence": closed_object({"first": SEQUENCE, "last": SEQUENCE}),
            "epoch": EPOCH,
            "cursor": {
                "type": "string",
                "description": "From here `sync/` gives these changes and all later ones.",
            },
        }
    ),
)
TEST = EventType(
    "webhook.test",
    _("A test, sent by hand"),
    closed_object({"webhook": STRING, "message": STRING}),
)

# Recorded one by one, and told one by one or together.
OF_CONTENT = (PAGE_PUBLISHED, PAGE_UPDATED, PAGE_WITHDRAWN, SITE_UPDATED, SITE_WITHDRAWN)
ALL = (*OF_CONTENT, CONTENT_CHANGED, TEST)


def choices() -> list[tuple[str, str]]:
    """What an endpoint can be told of, by name and in words; tests reach every endpoint."""
    return [
        (name, f"{name}: {one.label}") for name, one in event_types().items() if one is not TEST
    ]


def body_schema(event_type: EventType) -> JSONSchema:
    """The JSON Schema of a whole request body; the contract is in English."""
    with override("en"):
        description = str(event_type.label)
    return {
        **closed_object(
            {
                "type": {"const": event_type.name},
                "timestamp": {
                    "type": "string",
                    "format": "date-time",
                    "description": "When it happened.",
                },
                "data": event_type.schema,
            }
        ),
        "description": description,
    }
