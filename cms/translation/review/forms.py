"""Sending texts out to translators and taking their files back, in the admin."""

import zipfile
from collections.abc import Iterator
from typing import IO, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Locale

from cms.translation.exchange.exporting import Format

#: Bytes of a file as it is sent, and of all files in an archive together.
MAX_UPLOAD = 50_000_000
MAX_UNPACKED = 200_000_000
MAX_FILES = 200


class ExportForm(forms.Form):
    """What is to be written."""

    locale = forms.ModelChoiceField(Locale.objects.none())
    file_format = forms.ChoiceField(
        choices=[(Format.XLIFF.value, "XLIFF 2.1"), (Format.PO.value, "PO")]
    )
    only_outdated = forms.BooleanField(required=False)
    texts = forms.Field(required=False)

    def __init__(self, data: Any, locales: list[Locale]) -> None:
        super().__init__(data)
        pks = [one.pk for one in locales]
        self.fields["locale"].queryset = Locale.objects.filter(pk__in=pks)  # type: ignore[attr-defined]


class ImportForm(forms.Form):
    """A file that came back."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "An XLIFF or PO file that was exported here, or a zip archive of several."
        ),
    )
    publish = forms.BooleanField(
        required=False,
        label=gettext_lazy("Publish what is complete"),
        help_text=gettext_lazy("Texts in which segments are missing are stored only."),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_UPLOAD:
            raise forms.ValidationError(
                _("The file is too large: export fewer pages at once, or send a zip archive.")
            )
        if zipfile.is_zipfile(file):
            self._check_archive(file)
        file.seek(0)
        return file

    def _check_archive(self, file: IO[bytes]) -> None:
        try:
            with zipfile.ZipFile(file) as archive:
                entries = archive.infolist()
        except zipfile.BadZipFile as error:
            raise forms.ValidationError(_("The archive is damaged.")) from error
        if len(entries) > MAX_FILES or sum(one.file_size for one in entries) > MAX_UNPACKED:
            raise forms.ValidationError(_("There is too much in the archive."))

    def opened(self) -> Iterator[tuple[str, IO[bytes]]]:
        """Each file by its name, open; those of an archive one after the other."""
        file = self.cleaned_data["file"]
        if not zipfile.is_zipfile(file):
            file.seek(0)
            yield file.name, file
            return
        with zipfile.ZipFile(file) as archive:
            for entry in archive.infolist():
                if not entry.is_dir():
                    with archive.open(entry) as member:
                        yield entry.filename, member
