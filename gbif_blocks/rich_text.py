"""The button of the rich text editor that puts a number of GBIF into a text."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.urls import path, reverse_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from draftjs_exporter.dom import DOM
from wagtail import hooks
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineEntityElementHandler
from wagtail.admin.rich_text.editors.draftail import features as draftail
from wagtail.rich_text import LinkHandler
from wagtail.rich_text.feature_registry import FeatureRegistry

from gbif_blocks.catalogues import CATALOGUE_CHOICES
from gbif_blocks.inline_numbers import LINK_TYPE, as_attributes, read_filters, written
from gbif_blocks.queries import Query
from gbif_blocks.snapshots import Snapshot

FEATURE = "gbif-number"
ENTITY = "GBIF_NUMBER"
# Stands for the number until GBIF has counted.
UNCOUNTED = "…"
_ATTRIBUTES = {
    "catalogue": "data-catalogue",
    "parameters": "data-parameters",
    "scope": "data-scope",
}


class NumberLinkHandler(LinkHandler):  # type: ignore[misc]
    """In Wagtail's own templates the number is its words."""

    identifier = LINK_TYPE

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, str]) -> str:
        return "<a>"


class NumberElementHandler(InlineEntityElementHandler):  # type: ignore[misc]
    """Reads a stored number into the editor."""

    mutability = "IMMUTABLE"

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, str]:
        return {name: attrs.get(stored, "") for name, stored in _ATTRIBUTES.items()}


def number_element(props: dict[str, Any]) -> Any:
    """A number of the editor as it is stored."""
    stored = {attribute: props.get(name) or "" for name, attribute in _ATTRIBUTES.items()}
    return DOM.create_element("a", {"linktype": LINK_TYPE, **stored}, props["children"])


@hooks.register("register_rich_text_features")  # type: ignore[untyped-decorator]
def register_number(features: FeatureRegistry) -> None:
    """Offer the feature `gbif-number` to rich text fields that name it."""
    features.register_link_type(NumberLinkHandler)
    features.register_editor_plugin(
        "draftail",
        FEATURE,
        draftail.EntityFeature(
            {
                "type": ENTITY,
                "icon": "decimal",
                "description": _("GBIF number"),
                "attributes": list(_ATTRIBUTES),
                "allowlist": {"catalogue": True},
                "checkUrl": reverse_lazy("gbif_check_number"),
                "catalogues": CATALOGUE_CHOICES,
                "words": {
                    "title": _("GBIF number"),
                    "catalogue": _("What to count"),
                    "filters": _("Filters, one a line, such as country: BE"),
                    "scope": _("Within the portal's scope"),
                    "insert": _("Insert"),
                    "cancel": _("Cancel"),
                    "failed": _("This could not be checked. Try again."),
                },
            },
            js=["gbif_blocks/number_entity.js"],
        ),
    )
    features.register_converter_rule(
        "contentstate",
        FEATURE,
        {
            "from_database_format": {f'a[linktype="{LINK_TYPE}"]': NumberElementHandler(ENTITY)},
            "to_database_format": {"entity_decorators": {ENTITY: number_element}},
        },
    )


@require_POST
def check_number(request: HttpRequest) -> JsonResponse:
    """What the editor filled in, checked: {"catalogue", "parameters", "scope", "text"}, or
    {"mistakes": [text]}. GBIF is not asked: the text is the number as last known."""
    catalogue = request.POST.get("catalogue", "")
    try:
        parameters = read_filters(catalogue, request.POST.get("filters", ""))
    except ValidationError as error:
        return JsonResponse({"mistakes": [str(message) for message in error.messages]})
    scope = request.POST.get("scope") == "true"
    stored = as_attributes(catalogue, parameters, scope=scope)
    # Within a scope the number is another in every portal.
    query = Query(catalogue, {name: sorted(values) for name, values in parameters.items()})
    known = None if scope else Snapshot.objects.filter(pk=query.snapshot_id).first()
    counted = known.count if known else None
    text = UNCOUNTED if counted is None else written(counted, get_language() or "en")
    answer = {name: stored[attribute] for name, attribute in _ATTRIBUTES.items()}
    return JsonResponse(answer | {"text": text})


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]
def number_urls() -> list[object]:
    """The address that the editor's dialog asks."""
    return [path("gbif/number/check/", check_number, name="gbif_check_number")]
