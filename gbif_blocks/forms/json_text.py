"""JSON that somebody pasted into a form."""

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gbif_blocks.names import shown

# A scope of the most values and the longest areas stays below.
MAX_CHARACTERS = 400_000


def read_json(text: str) -> Any:
    """The JSON in `text`; ValidationError when there is none, or too much of it."""
    if len(text) > MAX_CHARACTERS:
        raise ValidationError(
            _("The text has %(length)s characters; at most %(limit)s are read."),
            code="too_long",
            params={"length": len(text), "limit": MAX_CHARACTERS},
        )
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise ValidationError(
            _("This is not JSON: line %(line)s, character %(column)s, near “%(near)s”."),
            code="json",
            params={
                "line": error.lineno,
                "column": error.colno,
                "near": shown(text[max(0, error.pos - 10) :], 30),
            },
        ) from error
    # A number of five thousand digits, or brackets within a thousand brackets.
    except (ValueError, RecursionError) as error:
        raise ValidationError(
            _("This JSON holds a number that is too long, or is nested too deeply."), code="json"
        ) from error


class JSONTextField(forms.CharField):
    """JSON in a text field. `clean` gives what was read, None for an empty field."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        if value is None or isinstance(value, str):
            return value
        return json.dumps(value, ensure_ascii=False, indent=2)

    def to_python(self, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        return read_json(value) if value.strip() else None

    def clean(self, value: Any) -> Any:
        return self.check(self.to_python(value))

    def check(self, data: Any) -> Any:
        """What was read in the form to store; ValidationError for what cannot be stored."""
        return data

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.clean(data) != (initial or None))
        except ValidationError:
            return True
