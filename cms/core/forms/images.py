"""The form of a picture in the admin."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from wagtail.images.forms import BaseImageForm
from wagtail.models import Locale


class ImageForm(BaseImageForm):  # type: ignore[misc]
    """Wagtail's image form with alternative text and caption in every other language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        default = Locale.get_default()
        self.other_locales = Locale.objects.exclude(pk=default.pk)
        for locale in self.other_locales:
            texts = self.instance.texts.get(locale.language_code, {})
            name = locale.get_display_name()
            self.fields[self._name("alt", locale)] = forms.CharField(
                label=_("Description (%s)") % name,
                required=False,
                max_length=255,
                initial=texts.get("alt", ""),
            )
            self.fields[self._name("caption", locale)] = forms.CharField(
                label=_("Caption (%s)") % name,
                required=False,
                max_length=500,
                initial=texts.get("caption", ""),
            )

    @staticmethod
    def _name(text: str, locale: Locale) -> str:
        return f"{text}__{locale.language_code}"

    def save(self, commit: bool = True) -> Any:
        for locale in self.other_locales:
            texts = {
                text: self.cleaned_data.get(self._name(text, locale), "")
                for text in ("alt", "caption")
            }
            if any(texts.values()):
                self.instance.texts[locale.language_code] = texts
            else:
                self.instance.texts.pop(locale.language_code, None)
        return super().save(commit=commit)
