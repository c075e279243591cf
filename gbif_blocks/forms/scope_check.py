"""What a scope asks GBIF, told beside its form and kept up while somebody edits it."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import forms
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from gbif_blocks.asking import get_obstacle
from gbif_blocks.catalogues import CATALOGUES

if TYPE_CHECKING:
    from gbif_blocks.scopes import Scope


def summary(scope: "Scope") -> list[dict[str, Any]]:
    """One entry a catalogue: its label, what is asked, and why it cannot be counted by GET.

    `state` is "get", "post" (GBIF's search by predicate counts it) or "none" (nothing counts it).
    """
    return [_of_catalogue(scope, name) for name in CATALOGUES]


def _of_catalogue(scope: "Scope", name: str) -> dict[str, Any]:
    parameters = scope.as_get_parameters(name)
    told: dict[str, Any] = {"name": name, "label": str(CATALOGUES[name].label)}
    if parameters is not None:
        asked = urlencode(parameters, doseq=True, safe=",()")
        note: str | Promise = ""
        if not parameters:
            note = _("Everything in GBIF: no condition applies.")
        elif name == "literature" and scope.literature_relation == "either":
            note = _(
                "Numbers and lists in pages count the literature by the country's researchers."
            )
        return told | {"state": "get", "asked": asked, "note": str(note)}
    predicate = scope.occurrence_predicate() if name == "occurrence" else scope.literature_scope()
    obstacle = get_obstacle(predicate) if predicate else None
    if name == "occurrence":
        note = _(
            "Cannot be counted by GET: %(reason)s. It is counted by GBIF's search by predicate "
            "(POST), which GBIF does not promise to keep."
        )
    else:
        note = _(
            "Cannot be counted: %(reason)s, and GBIF has no search for literature by predicate. "
            "The explorer shows it; numbers and lists in pages cannot."
        )
    state = "post" if name == "occurrence" else "none"
    return told | {"state": state, "asked": "", "note": str(note % {"reason": obstacle})}


class ScopeCheckPanel(Panel):  # type: ignore[misc]
    """Tells what the scope asks of each catalogue; asks again when the form changes."""

    class BoundPanel(Panel.BoundPanel):  # type: ignore[misc]
        template_name = "gbif_blocks/forms/scope_check.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {
                "summary": summary(self.instance),
                "check_url": reverse("gbif_forms:check_scope", args=[self.instance.site_id]),
            }

        @property
        def media(self) -> forms.Media:
            return forms.Media(
                js=["gbif_blocks/scope_check.js"], css={"all": ["gbif_blocks/editors.css"]}
            )
