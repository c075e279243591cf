"""Where a vendor's program lists, fetches and returns translations."""

from pathlib import Path
from tempfile import SpooledTemporaryFile, TemporaryDirectory
from typing import IO, ClassVar

from django.http import HttpResponse
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from wagtail.models import Locale

from cms.delivery.parameters import Parameter, boolean, limit, uuid
from cms.delivery.problems import InvalidCursor, UnknownKey
from cms.delivery.webhooks.problems import BodyTooLarge, Forbidden
from cms.delivery.webhooks.token_views import TokenView
from cms.translation.exchange.exporting import Format, export_translations
from cms.translation.exchange.importing import import_translations
from cms.translation_api.listing import LIST, REPORT, belongs_to, list_texts, report_of, texts_of
from cms.translation_api.models import TranslationToken
from cms.translation_api.problems import RefusedTranslations, UnsupportedFile
from gbif_blocks.representation import JSONSchema

#: Bytes of a file; a thousand pages are a tenth of that.
MAX_BODY = 100_000_000
IN_MEMORY = 1_000_000
XLIFF = Format.XLIFF.media_type
XML_TYPES = (XLIFF, "application/xml", "text/xml")
LOCALE = Parameter(
    "locale", "The URL code of the language to translate into, such as “fr”.", required=True
)


class VendorView(TokenView):
    """An address for the holder of a token, who sees some languages of one portal."""

    token_model = TranslationToken
    security = "translationToken"
    body_type = XLIFF
    body_schema: ClassVar[JSONSchema] = {"type": "string", "format": "binary"}

    token: TranslationToken

    def target(self) -> Locale:
        """The language that is asked for, if the token is for it."""
        code = self.query["locale"]
        for locale in self.token.locales.all():
            if locale.language_code == code:
                return locale
        raise Forbidden(f"The token is not for the language “{code[:20]}”.")


class TranslationsView(VendorView):
    operation_id = "list_translations"
    summary = "The texts that are translated into a language, and what of each is missing."
    parameters = (
        LOCALE,
        Parameter(
            "missing",
            "Whether only texts of which a segment is missing are listed.",
            read=boolean,
            schema={"type": "boolean"},
            default=False,
        ),
        Parameter("cursor", "The `next_cursor` of the last answer; none to begin."),
        limit("How many texts at most.", default=50, maximum=200),
    )
    problems = (*VendorView.problems, InvalidCursor)
    answer_schema = LIST

    def get(self, request: Request) -> HttpResponse:
        listed = list_texts(
            self.site,
            self.target(),
            self.query["cursor"],
            self.query["limit"],
            only_missing=self.query["missing"],
        )
        return self.answer(listed)


class XliffRenderer(BaseRenderer):
    """Lets a reader ask for XLIFF; the view writes it."""

    media_type = XLIFF
    format = "xliff"


class ExportView(VendorView):
    operation_id = "fetch_translations"
    summary = "Texts to translate, as one XLIFF 2.1 file."
    parameters = (
        LOCALE,
        Parameter(
            "source_locale",
            "The language of the sources; else the portal's first. A file has one.",
        ),
        Parameter("key", "Only texts with this key.", read=uuid, many=True),
        Parameter(
            "outdated",
            "Whether only segments are written that readers get in old words or the source's.",
            read=boolean,
            schema={"type": "boolean"},
            default=False,
        ),
    )
    problems = (*VendorView.problems, UnknownKey)
    answer_schema: ClassVar[JSONSchema] = {"type": "string", "format": "binary"}
    media_type = XLIFF
    renderer_classes = (XliffRenderer, *VendorView.renderer_classes)

    def get(self, request: Request) -> HttpResponse:
        target = self.target()
        wanted = {
            one.key
            for one in texts_of(self.site, target, self.query["key"] or None)
            if one.locale_id == self._source().pk
        }
        with TemporaryDirectory() as folder:
            written = export_translations(
                target,
                Format.XLIFF,
                Path(folder),
                wanted,
                only_outdated=self.query["outdated"],
            )
            if not written.files:
                raise UnknownKey("There is nothing to translate.")
            content = written.files[0].read_bytes()
        return self.answer(content)

    def _source(self) -> Locale:
        code = self.query["source_locale"]
        own = self.site.root_page.locale
        return own if code is None else Locale.objects.filter(language_code=code).first() or own


class ImportView(VendorView):
    http_method_names = ["post", "options"]
    operation_id = "return_translations"
    summary = "Translated XLIFF: what fits is stored, all else is reported by segment."
    problems = (*VendorView.problems, BodyTooLarge, UnsupportedFile, RefusedTranslations)
    answer_schema = REPORT

    def post(self, request: Request) -> HttpResponse:
        allowed = {one.pk for one in self.token.locales.all()}
        belongs = belongs_to(self.site)
        with SpooledTemporaryFile(IN_MEMORY) as file:
            self._receive(request, file)
            report = import_translations(
                file,
                self.token.name,
                allow=lambda locale: locale.pk in allowed,
                takes=lambda source, target: belongs(source),
            )
        if report.refused:
            raise RefusedTranslations(report.refused)
        return self.answer(report_of(report))

    def _receive(self, request: Request, file: IO[bytes]) -> None:
        media_type = (request.content_type or "").partition(";")[0].strip().lower()
        if media_type not in XML_TYPES:
            raise UnsupportedFile(f"Send the file as {XLIFF}.")
        length = 0
        while part := request._request.read(IN_MEMORY):
            length += len(part)
            if length > MAX_BODY:
                raise BodyTooLarge(f"A file has {MAX_BODY} bytes at most: send several.")
            file.write(part)
        file.seek(0)
