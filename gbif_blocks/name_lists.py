"""Lists of names, one a catalogue, stored as JSON and edited as lines of text."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from gbif_blocks.catalogues import CATALOGUE_CHOICES, CATALOGUES
from gbif_blocks.names import nearest, shown
from gbif_blocks.parameters import MAX_MISTAKES
from gbif_blocks.widget_names import FILTERS

# {"occurrence": ["taxonKey", "year"], …}: the order of the names is the order on screen.
FilterLists = dict[str, list[str]]


def clean_filter_lists(lists: Any) -> FilterLists:
    """`lists` with every catalogue and filter checked against the widget's own names."""
    if not isinstance(lists, dict):
        raise ValidationError(_("Give the filters of each catalogue as a list."))
    errors = [message for name, filters in lists.items() for message in _mistakes(name, filters)]
    if errors:
        raise ValidationError(errors[:MAX_MISTAKES])
    return {name: list(dict.fromkeys(filters)) for name, filters in lists.items() if filters}


def _mistakes(catalogue: str, filters: Any) -> list[str]:
    if catalogue not in FILTERS:
        return [_unknown(_("There is no catalogue “%(name)s”."), catalogue, list(FILTERS))]
    if not isinstance(filters, list):
        return [_("%(catalogue)s: give a list of filters.") % {"catalogue": catalogue}]
    return [
        f"{catalogue}: "
        + _unknown(_("there is no filter “%(name)s”."), str(name), FILTERS[catalogue])
        for name in filters
        if name not in FILTERS[catalogue]
    ]


def _unknown(text: Any, name: str, known: list[str]) -> str:
    near = nearest(name, known)
    message = str(text % {"name": shown(name)})
    if near:
        return f"{message} " + str(_("Did you mean %(near)s?") % {"near": near})
    return message


class FilterListsFormField(forms.CharField):
    """One line a catalogue: `occurrence: taxonKey, year`."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return "\n".join(f"{catalogue}: {', '.join(names)}" for catalogue, names in value.items())

    def to_python(self, value: Any) -> Any:
        if isinstance(value, dict):
            return value
        lists: dict[str, list[str]] = {}
        for number, line in enumerate((value or "").splitlines(), 1):
            if not line.strip():
                continue
            catalogue, colon, names = line.partition(":")
            if not colon:
                raise ValidationError(
                    _("Line %(number)s: write a catalogue, a colon and its filters."),
                    params={"number": number},
                )
            lists.setdefault(catalogue.strip().lower(), []).extend(names.replace(",", " ").split())
        return lists

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(data) != (initial or {}))


class FilterListsField(models.JSONField):
    """A model field of filters, one list a catalogue."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        return clean_filter_lists(super().clean(value, model_instance))

    def formfield(self, **kwargs: Any) -> Any:
        options: dict[str, Any] = {
            "form_class": FilterListsFormField,
            "required": False,
            "help_text": self.help_text,
            "widget": forms.Textarea(attrs={"rows": 5}),
        }
        # JSONField's own formfield() would pass an encoder that a text field does not take.
        return models.Field.formfield(self, **(options | kwargs))


class CataloguesField(models.JSONField):
    """A model field of catalogue names, ticked in a form and kept in the order of the table."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        names = super().clean(value, model_instance) or []
        unknown = [name for name in names if name not in CATALOGUES]
        if unknown:
            raise ValidationError(
                [
                    _unknown(_("There is no catalogue “%(name)s”."), str(name), list(CATALOGUES))
                    for name in unknown
                ]
            )
        return [name for name in CATALOGUES if name in names]

    def formfield(self, **kwargs: Any) -> Any:
        options: dict[str, Any] = {
            "form_class": forms.MultipleChoiceField,
            "choices": CATALOGUE_CHOICES,
            "required": False,
            "help_text": self.help_text,
            "widget": forms.CheckboxSelectMultiple,
        }
        return models.Field.formfield(self, **(options | kwargs))
