"""News, data use, events and literature of GBIF.org that concern a portal."""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from gbif_blocks.blocks.hosts import graphql_url
from gbif_blocks.blocks.keys import ReferenceBlock
from gbif_blocks.blocks.previews import Previewed
from gbif_blocks.queries import GBIF_SITE
from gbif_blocks.references import key_of
from gbif_blocks.representation import (
    JSON,
    JSONSchema,
    RenderContext,
    closed_object,
    json_schema,
    members,
    nullable,
    represent,
)
from gbif_blocks.vocabularies import STORY_TYPES, TOPIC, TOPICS

MAX_STORIES = 20
# GBIF.org's own spelling of the content types in an address.
_SITE_TYPES = {
    "NEWS": "news",
    "DATA_USE": "dataUse",
    "EVENT": "event",
    "LITERATURE": "literature",
}


class GbifStoriesBlock(Previewed, blocks.StructBlock):  # type: ignore[misc]
    """What GBIF.org publishes about countries and topics. The reader's browser fetches it."""

    title = blocks.CharBlock(required=False, max_length=160, label=_("Title"))
    description = blocks.RichTextBlock(
        required=False, features=["bold", "italic", "link"], label=_("Introduction")
    )
    content_types = blocks.MultipleChoiceBlock(
        choices=STORY_TYPES,
        required=False,
        label=_("Kinds"),
        help_text=_("None ticked: all of them."),
    )
    countries = blocks.ListBlock(
        ReferenceBlock("country", label=_("Country")),
        default=[],
        label=_("Countries"),
        help_text=_("Stories about these countries."),
    )
    topics = blocks.MultipleChoiceBlock(choices=TOPICS, required=False, label=_("Topics"))
    limit = blocks.IntegerBlock(default=3, min_value=1, max_value=MAX_STORIES, label=_("How many"))
    upcoming_only = blocks.BooleanBlock(
        required=False,
        default=False,
        label=_("Only events to come"),
        help_text=_("The next one first. Needs “Events” as the only kind."),
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        errors: dict[str, ValidationError] = {}
        # Two rows with the same country say nothing new, and editors do add them.
        codes = _codes(cleaned)
        if len(set(codes)) != len(codes):
            errors["countries"] = ValidationError(_("Name each country once."), code="repeated")
        if cleaned["upcoming_only"] and list(cleaned["content_types"]) != ["EVENT"]:
            errors["upcoming_only"] = ValidationError(
                _("Only events can be to come: tick “Events” and no other kind."), code="kinds"
            )
        if errors:
            raise blocks.StructBlockValidationError(block_errors=errors)
        return cleaned

    def get_representation(self, value: Any, context: RenderContext) -> JSON:
        """What to ask GBIF.org for, and the page there that shows the same."""
        return {
            "title": value["title"] or None,
            "description": represent(
                self.child_blocks["description"], value["description"], context
            ),
            "content_types": [str(kind) for kind in value["content_types"]],
            "countries": _codes(value),
            "topics": [str(topic) for topic in value["topics"]],
            "limit": value["limit"],
            "upcoming_only": bool(value["upcoming_only"]),
            "endpoint": graphql_url(),
            "gbif_url": _site_url(value),
        }

    def get_json_schema(self) -> JSONSchema:
        """The schema of what `get_representation` gives."""
        return closed_object(
            {
                "title": nullable({"type": "string"}),
                "description": json_schema(self.child_blocks["description"]),
                "content_types": {
                    "type": "array",
                    "items": {"type": "string", "enum": list(_SITE_TYPES)},
                },
                "countries": {"type": "array", "items": {"type": "string"}},
                "topics": {"type": "array", "items": {"type": "string", "enum": TOPIC}},
                "limit": {"type": "integer", "minimum": 1, "maximum": MAX_STORIES},
                "upcoming_only": {"type": "boolean"},
                "endpoint": {"type": "string", "format": "uri"},
                "gbif_url": {"type": "string", "format": "uri"},
            }
        )

    class Meta:
        icon = "list-ul"
        group = "GBIF"
        label = _("GBIF stories")
        label_format = _("Stories: {title}")
        description = _("News, data use and events from GBIF.org about your country or topic.")
        preview_name = "stories"
        preview_value = {
            "title": _("Data use"),
            "description": "",
            "content_types": ["DATA_USE"],
            "countries": ["BE"],
            "topics": [],
            "limit": 3,
            "upcoming_only": False,
        }


def _codes(value: Any) -> list[str]:
    return [key_of(one) for one in members(value["countries"])]


def _site_url(value: Any) -> str:
    pairs = [("contentType", _SITE_TYPES[kind]) for kind in value["content_types"]]
    pairs += [("countriesOfCoverage", code) for code in _codes(value)]
    pairs += [("topics", topic) for topic in value["topics"]]
    if value["upcoming_only"]:
        pairs.append(("eventFiltering", "upcoming"))
    query = f"?{urlencode(pairs)}" if pairs else ""
    return f"{GBIF_SITE}/resource/search{query}"
