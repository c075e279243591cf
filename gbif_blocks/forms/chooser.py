"""A field in which an editor types, and picks what GBIF has under that name."""

import json
from functools import lru_cache
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from wagtail.admin.telepath import register
from wagtail.admin.telepath.widgets import WidgetAdapter

from gbif_blocks.choosing import KINDS, site_address
from gbif_blocks.references import CHOSEN, Reference

_KINDS = json.dumps(CHOSEN)


class ChooserWidget(forms.TextInput):
    """A combobox; its value is the text of a `Reference`, or a key that somebody pasted.

    Without a `kind` it stands beside a field that names a search parameter, and offers what that
    parameter takes; of other parameters it is a plain field.
    The element is `gbif-chooser` (static/gbif_blocks/chooser.js).
    """

    template_name = "gbif_blocks/forms/chooser.html"

    def __init__(self, kind: str = "", attrs: Any = None) -> None:
        super().__init__(attrs)
        self.kind = kind

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        return context | {
            "kind": self.kind,
            "kinds": "" if self.kind else _KINDS,
            "url": chooser_url(),
            "words": _words_as_json(get_language() or "en"),
            "language": get_language() or "en",
        }

    def format_value(self, value: Any) -> str | None:
        return value.as_text() if isinstance(value, Reference) else super().format_value(value)

    @cached_property
    def media(self) -> forms.Media:
        return forms.Media(js=["gbif_blocks/chooser.js"], css={"all": ["gbif_blocks/chooser.css"]})


class ChooserAdapter(WidgetAdapter):  # type: ignore[misc]
    """The widget inside blocks: the browser makes it, and sets and reads its state."""

    js_constructor = "gbif_blocks.Chooser"


register(ChooserAdapter(), ChooserWidget)


def chooser_url() -> str:
    """Where choosers ask; KIND stands for the kind."""
    return reverse("gbif_forms:suggestions", args=["KIND"]).replace("suggestions/", "")


@lru_cache(maxsize=32)
def _words_as_json(language: str) -> str:
    with override(language):
        return json.dumps(chooser_words())


def chooser_words() -> dict[str, str]:
    """The chooser's words in the editor's language."""
    return {
        "found": _("%(count)s found. Use the arrow keys."),
        "nothing": _("Nothing found. Try the beginning of another name, or paste a key."),
        "searching": _("Searching GBIF…"),
        "failed": _("The search could not be made. Try again, or paste a key."),
        "unchosen": _("Not chosen yet: pick one of the list, or paste a key."),
        "unverified": _("Unverified: GBIF has not confirmed this key."),
        "chosen": _("Chosen"),
        "key": _("Key"),
        "site": _("View on GBIF.org"),
        "newWindow": _("opens in a new window"),
        "search": _("Type to search GBIF"),
        "add": _("Add by name"),
        "added": _("Added"),
        # Where on GBIF.org a thing is shown.
        **{f"site-{name}": site_address(name, "KEY") for name in KINDS},
    }
