"""Translating pages and snippets through wagtail-localize, with the demo's catalogues.

Not by its TranslationCreator, which swallows validation errors and leaves the publishing of pages
to after the commit.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from wagtail.models import Locale, Page
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

from cms.demo.catalogue import Catalogue

# Of the home pages.
ROOT_DEPTH = 2


class Translator:
    """Brings objects of the source language into the others."""

    def __init__(self, locales: Mapping[str, Locale]) -> None:
        self.locales = locales
        self.catalogues = {code: Catalogue(code) for code in locales}

    def translate(
        self,
        instance: Any,
        into: Iterable[str] | None = None,
        overrides: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> None:
        """Publish `instance` in the languages `into`, else in all of them.

        `overrides` gives, by language, the values of fields that are not translated but differ,
        such as a website. Raises Untranslated and ValidationError.
        """
        codes = tuple(self.locales if into is None else into)
        if not codes:
            return
        source, _created = TranslationSource.update_or_create_from_instance(instance)
        self._add_strings(source, codes)
        self._add_overrides(source, overrides or {})
        is_page = isinstance(instance, Page)
        for code in codes:
            if is_page:
                self._sketch(instance, code)
            translation = Translation.objects.create(
                source=source, target_locale=self.locales[code]
            )
            translation.save_target(publish=not is_page)
            if is_page:
                translation.get_target_instance().get_latest_revision().publish()

    def _sketch(self, page: Page, code: str) -> None:
        """A draft of the page in another language, under its slug there from the start.

        wagtail-localize would make it under the source's slug and change that, and a changed slug
        leaves redirects from an address that never was.
        """
        own = page.slug
        if page.depth > ROOT_DEPTH:  # a root gets its language's code by itself
            page.slug = self.catalogues[code].slug(own)
        try:
            page.copy_for_translation(self.locales[code])
        finally:
            page.slug = own

    def _add_strings(self, source: TranslationSource, codes: Iterable[str]) -> None:
        segments = StringSegment.objects.filter(source=source).select_related("string", "context")
        StringTranslation.objects.bulk_create(
            StringTranslation(
                translation_of=segment.string,
                context=segment.context,
                locale=self.locales[code],
                data=self._translated(segment, self.catalogues[code]),
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            )
            for segment in segments
            for code in codes
        )

    @staticmethod
    def _translated(segment: StringSegment, catalogue: Catalogue) -> str:
        source = segment.string.data
        return catalogue.slug(source) if segment.context.path == "slug" else catalogue.text(source)

    def _add_overrides(
        self, source: TranslationSource, overrides: Mapping[str, Mapping[str, Any]]
    ) -> None:
        if not overrides:
            return
        segments = {
            segment.context.path: segment.context
            for segment in OverridableSegment.objects.filter(source=source).select_related(
                "context"
            )
        }
        SegmentOverride.objects.bulk_create(
            SegmentOverride(
                locale=self.locales[code], context=segments[path], data_json=json.dumps(value)
            )
            for code, values in overrides.items()
            for path, value in values.items()
        )
