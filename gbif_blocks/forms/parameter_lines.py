"""Search parameters of several catalogues as lines of text."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from gbif_blocks.forms.json_text import JSONTextField
from gbif_blocks.names import nearest, shown
from gbif_blocks.parameters import Parameters, clean_parameters

# The catalogues whose scope is a set of search parameters; the other two take predicates.
PARAMETER_CATALOGUES = ("dataset", "publisher", "collection", "institution", "taxon")


def clean_extra_parameters(given: Any) -> dict[str, Parameters]:
    """Search parameters by catalogue, every name and value checked."""
    if not isinstance(given, dict):
        raise ValidationError(_("Give an object with a catalogue's name for each key."))
    cleaned: dict[str, Parameters] = {}
    errors: list[str] = []
    for catalogue, parameters in given.items():
        if catalogue not in PARAMETER_CATALOGUES or not isinstance(parameters, dict):
            errors.append(
                _("“%(name)s”: give the parameters of %(listed)s.")
                % {"name": shown(str(catalogue)), "listed": ", ".join(PARAMETER_CATALOGUES)}
            )
            continue
        lists = {
            name: [_text(value) for value in (values if isinstance(values, list) else [values])]
            for name, values in parameters.items()
        }
        try:
            cleaned[catalogue] = clean_parameters(catalogue, lists)
        except ValidationError as error:
            errors += [f"{catalogue}: {message}" for message in error.messages]
    if errors:
        raise ValidationError(errors)
    return {name: parameters for name, parameters in cleaned.items() if parameters}


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


class ParameterLinesFormField(JSONTextField):
    """One line a value: `dataset type = CHECKLIST`. JSON is read too."""

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return "\n".join(
            f"{catalogue} {name} = {text}"
            for catalogue, parameters in value.items()
            for name, values in parameters.items()
            for text in (values if isinstance(values, list) else [values])
        )

    def to_python(self, value: Any) -> Any:
        if not isinstance(value, str) or value.lstrip().startswith("{"):
            return super().to_python(value)
        found: dict[str, dict[str, list[str]]] = {}
        errors: list[ValidationError] = []
        for number, line in enumerate(value.splitlines(), 1):
            names, equals, text = line.partition("=")
            if not line.strip():
                continue
            if not equals or len(names.split()) != 2:
                errors.append(
                    ValidationError(
                        _(
                            "Line %(number)s: write a catalogue, a parameter, = and a value, such "
                            "as “dataset type = CHECKLIST”."
                        ),
                        params={"number": number},
                    )
                )
                continue
            catalogue, name = names.split()
            if catalogue not in PARAMETER_CATALOGUES:
                near = nearest(catalogue, PARAMETER_CATALOGUES)
                errors.append(
                    ValidationError(
                        _("Line %(number)s: there is no catalogue “%(name)s”. Known: %(listed)s."),
                        params={
                            "number": number,
                            "name": shown(catalogue),
                            "listed": near or ", ".join(PARAMETER_CATALOGUES),
                        },
                    )
                )
                continue
            found.setdefault(catalogue, {}).setdefault(name, []).append(text)
        if errors:
            raise ValidationError(errors[:20])
        return found

    def check(self, data: Any) -> dict[str, Parameters]:
        return clean_extra_parameters(data or {})


class ParameterLinesField(models.JSONField):
    """A model field of search parameters by catalogue."""

    def deconstruct(self) -> Any:
        # To the database it is a JSONField, and migrations need not know more.
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        return ParameterLinesFormField(
            required=False,
            label=capfirst(self.verbose_name),
            help_text=self.help_text,
            widget=kwargs.get("widget") or forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        )
