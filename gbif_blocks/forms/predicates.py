"""Editing a predicate: a tree of conditions, or the JSON that it stands for."""

from typing import Any

from django import forms
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import get_language

from gbif_blocks.forms.editor_terms import editor_terms
from gbif_blocks.forms.json_text import JSONTextField
from gbif_blocks.predicate_reading import read_predicate
from gbif_blocks.predicates import PredicateJSON


class PredicateEditor(forms.Textarea):
    """Conditions in nested groups; without JavaScript the JSON itself.

    The editor is `gbif-predicate-editor` (static/gbif_blocks/predicate_editor.js).
    """

    template_name = "gbif_blocks/forms/predicate_editor.html"

    def __init__(self, catalogue: str, attrs: Any = None) -> None:
        super().__init__(attrs or {"rows": 8, "spellcheck": "false"})
        self.catalogue = catalogue

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        return context | {
            "catalogue": self.catalogue,
            "check_url": reverse("gbif_forms:check_predicate", args=[self.catalogue]),
            "area_url": reverse("gbif_forms:check_area"),
            "terms": editor_terms(self.catalogue, get_language() or "en"),
        }

    @cached_property
    def media(self) -> forms.Media:
        return forms.Media(
            js=[
                "gbif_blocks/chooser.js",
                "gbif_blocks/area_editor.js",
                "gbif_blocks/predicate_editor.js",
            ],
            css={"all": ["gbif_blocks/chooser.css", "gbif_blocks/editors.css"]},
        )


class PredicateFormField(JSONTextField):
    """A predicate of one catalogue, given in either dialect and kept in the widget's."""

    def __init__(self, catalogue: str, **options: Any) -> None:
        options.setdefault("widget", PredicateEditor(catalogue))
        super().__init__(**options)
        self.catalogue = catalogue

    def check(self, data: Any) -> PredicateJSON | None:
        return read_predicate(data, self.catalogue).as_widget() if data is not None else None


class PredicateField(models.JSONField):
    """A model field of a predicate; None stands for no condition."""

    def __init__(self, *args: Any, catalogue: str = "occurrence", **options: Any) -> None:
        super().__init__(*args, **options)
        self.catalogue = catalogue

    def deconstruct(self) -> Any:
        # To the database it is a JSONField, and migrations need not know more.
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        kwargs.setdefault("widget", PredicateEditor(self.catalogue))
        return PredicateFormField(
            self.catalogue,
            required=False,
            label=capfirst(self.verbose_name),
            help_text=self.help_text,
            widget=kwargs["widget"],
        )
