"""How many occurrences a scope has, told below its conditions while somebody edits them."""

from typing import Any

from django import forms
from django.urls import reverse
from wagtail.admin.panels import Panel


class ScopeCountPanel(Panel):  # type: ignore[misc]
    """Counts when the form changes or its button is pressed, never because it was opened."""

    class BoundPanel(Panel.BoundPanel):  # type: ignore[misc]
        template_name = "gbif_blocks/forms/scope_count.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {
                "count_url": reverse("gbif_forms:count_scope", args=[self.instance.site_id])
            }

        @property
        def media(self) -> forms.Media:
            return forms.Media(
                js=["gbif_blocks/scope_count.js"],
                css={"all": ["gbif_blocks/chooser.css", "gbif_blocks/editors.css"]},
            )
