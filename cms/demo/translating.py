"""Translating pages and snippets through wagtail-localize, with the demo's catalogues.

Not by its TranslationCreator, which swallows validation errors and leaves the publishing of pages
to after the commit; nor by its `save_target`, which writes each page four times.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone
from wagtail.actions.copy_for_translation import CopyForTranslationAction
from wagtail.fields import StreamField
from wagtail.log_actions import log
from wagtail.models import Locale, Page, Revision
from wagtail.signals import page_published
from wagtail_localize.models import Translation, TranslationLog
from wagtail_localize.segments.ingest import ingest_segments

from cms.demo.catalogue import Catalogue
from cms.translation.submission import Submission


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
        submission = Submission.of(instance)
        logs = []
        for code in codes:
            locale = self.locales[code]
            segments = submission.translate(
                locale, self.catalogues[code].at, dict((overrides or {}).get(code, {}))
            )
            target = _translated(instance, locale, submission, segments)
            revision = None
            if isinstance(target, Page):
                revision = _publish(target, instance)
            else:
                target.full_clean()
                target.save()
            logs.append(TranslationLog(source=submission.source, locale=locale, revision=revision))
        TranslationLog.objects.bulk_create(logs)
        for code in codes:
            Translation.objects.create(source=submission.source, target_locale=self.locales[code])


def _translated(instance: Any, locale: Locale, submission: Submission, segments: list[Any]) -> Any:
    """The instance in another language, not yet saved."""
    target = CopyForTranslationAction(instance, locale).execute()
    content = json.loads(submission.source.content_json)
    for field in target._meta.get_fields():
        if isinstance(field, StreamField):
            # The copy shares its blocks with the instance, and they are changed in place.
            setattr(target, field.name, field.to_python(content[field.name]))
    ingest_segments(target, target, instance.locale, locale, segments)
    return target


def _publish(target: Page, source: Page) -> Revision:
    """Add a page beneath the translation of its source's parent, published from the start."""
    now = timezone.now()
    target.live_revision = target.latest_revision = None
    target.first_published_at = target.last_published_at = now
    parent = Page.objects.get(pk=source.get_parent().pk)
    if not parent.is_root():
        parent = parent.get_translation(target.locale)
    parent.add_child(instance=target)
    # Adding it has validated it.
    revision = target.save_revision(clean=False, changed=False)
    target.live_revision = revision
    target.save(clean=False, update_fields=["live_revision"])
    page_published.send(sender=type(target), instance=target, revision=revision)
    log(instance=target, action="wagtail.publish", revision=revision)
    return revision
