"""The further settings of GBIF's widget, as JSON in a form."""

from typing import Any

from django import forms
from django.db import models
from django.utils.text import capfirst

from gbif_blocks.forms.json_text import JSONTextField
from gbif_blocks.widget_options import clean_options


class WidgetOptionsFormField(JSONTextField):
    """Settings by the names of the widget's own configuration, every name and value checked."""

    def prepare_value(self, value: Any) -> Any:
        return super().prepare_value(value) if value else ""

    def check(self, data: Any) -> dict[str, Any]:
        return clean_options(data)


class WidgetOptionsField(models.JSONField):
    """A model field of the widget's further settings."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        # To the database it is a JSONField, and migrations need not know more.
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        return clean_options(super().clean(value, model_instance))

    def formfield(self, **kwargs: Any) -> Any:
        return WidgetOptionsFormField(
            required=False,
            label=capfirst(self.verbose_name),
            help_text=self.help_text,
            widget=kwargs.get("widget") or forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        )
