"""Storing accepted translations of many texts in a few queries, and publishing a text."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    String,
    StringTranslation,
    Translation,
    TranslationContext,
    TranslationSource,
)

from cms.translation.checks.pairs import Finding
from cms.translation.checks.saving import mark
from cms.translation.exchange.comparing import Accepted
from cms.translation.exchange.inline import read_html, text_of
from cms.translation.review.models import SegmentReview, digest_of
from cms.translation.sources import Source
from cms.translation.submission import Submission
from cms.translation.texts import State, Text

TITLE = "title"
# What there is one translation of, and the columns of one that is replaced.
PLACE = ["locale", "translation_of", "context"]
WRITTEN = [
    "data", "translation_type", "tool_name", "last_translated_by", "updated_at", "has_error",
    "field_error",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stored:
    """A translation that was stored, and what the checks found in it."""

    text: Text
    accepted: Accepted
    findings: list[Finding]


class Storing:
    """Collects what was accepted of several texts, and stores it at once."""

    def __init__(self, target: Locale, user: User | None) -> None:
        self.target = target
        self.user = user
        self.now = timezone.now()
        self.accepted: dict[UUID, list[Accepted]] = {}
        self.texts: dict[UUID, Text] = {}

    def add(self, text: Text, accepted: list[Accepted]) -> None:
        """Remember translations of a text, which is handed to translators as it is now."""
        self.texts[text.source.key] = text
        self.accepted[text.source.key] = accepted

    def store(self) -> list[Stored]:
        """Store and check all that was added; two dozen queries, and as many per text handed over.

        What has an error is stored too: readers do not get it, and the editor shows it.
        """
        if not self.accepted:
            return []
        translations = {key: hand_over(text, self.target) for key, text in self.texts.items()}
        rows = self._write()
        self._review(rows)
        found = mark([row for row, _text, _accepted in rows])
        self._write_draft_titles()
        for translation in translations.values():
            # Tells whoever follows translations; the rows above were written without signals.
            translation.translations_last_updated_at = self.now
            translation.save(update_fields=["translations_last_updated_at"])
        return [Stored(text, accepted, found[row.pk]) for row, text, accepted in rows]

    def _write(self) -> list[tuple[StringTranslation, Text, Accepted]]:
        """Insert or replace the translations; gives the row of each that was accepted.

        A text that was just handed over may have some already, from the memory.
        """
        contexts = {
            (one.object_id, one.path): one.pk
            for one in TranslationContext.objects.filter(object__in=list(self.accepted))
        }
        strings = self._strings()
        rows: list[tuple[StringTranslation, Text, Accepted]] = []
        for key, accepted in self.accepted.items():
            text = self.texts[key]
            for one in accepted:
                row = StringTranslation(
                    translation_of_id=strings[text.source.locale_id, one.segment.source],
                    context_id=contexts[key, one.segment.path],
                    locale=self.target,
                    data=one.html,
                    translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
                    tool_name="",
                    last_translated_by=self.user,
                    updated_at=self.now,
                    has_error=False,
                    field_error="",
                )
                rows.append((row, text, one))
        StringTranslation.objects.bulk_create(
            [row for row, _text, _accepted in rows],
            update_conflicts=True,
            unique_fields=PLACE,
            update_fields=WRITTEN,
        )
        return rows

    def _strings(self) -> dict[tuple[int, str], int]:
        """The keys of the sources' strings, by language and text."""
        wanted: dict[int, set[UUID]] = {}
        for key, accepted in self.accepted.items():
            locale = self.texts[key].source.locale_id
            wanted.setdefault(locale, set()).update(
                digest_of(one.segment.source) for one in accepted
            )
        found = {}
        for locale, digests in wanted.items():
            rows = String.objects.filter(locale=locale, data_hash__in=digests)
            found.update({(locale, text): pk for pk, text in rows.values_list("pk", "data")})
        return found

    def _review(self, rows: Iterable[tuple[StringTranslation, Text, Accepted]]) -> None:
        reviews, plain = [], []
        for row, _text, accepted in rows:
            state = accepted.state
            if state in (State.REVIEWED, State.FINAL):
                reviews.append(
                    SegmentReview(
                        translation=row,
                        state=state.value,
                        digest=digest_of(row.data),
                        reviewed_by=self.user,
                    )
                )
            else:
                plain.append(row.pk)
        SegmentReview.store(reviews)
        SegmentReview.objects.filter(translation__in=plain).delete()

    def _write_draft_titles(self) -> None:
        """The admin's lists show pages by the titles that they will have."""
        titles = {
            key: text_of(read_html(one.html))
            for key, accepted in self.accepted.items()
            for one in accepted
            if one.segment.path == TITLE
        }
        pages = Page.objects.filter(translation_key__in=titles, locale=self.target)
        changed = list(pages.filter(alias_of=None))
        for page in changed:
            page.draft_title = titles[page.translation_key]
        Page.objects.bulk_update(changed, ["draft_title"])


def hand_over(text: Text, target: Locale) -> Translation:
    """Give translators what is published, where they have something else or nothing."""
    translation = text.source.translation
    if translation is None:
        known = TranslationSource.objects.filter(
            object=text.source.key, locale=text.source.locale_id
        ).first()
        # Translators of another language may have it already.
        submission = (
            Submission.again(known, text.instance) if known else Submission.of(text.instance)
        )
        new: Translation = Translation.objects.create(
            source=submission.source, target_locale=target
        )
        return new
    if text.instance is not None:
        Submission.again(translation.source, text.instance)
    return translation


def may_edit(source: Source, target: Locale, user: Any) -> bool:
    """Whether somebody may write a text in a language, as the editor asks it."""
    if source.page is None:
        return source.translation is not None and _may_change(
            user, source.translation.source.specific_content_type.model_class()
        )
    return bool(_page_of(source, target).permissions_for_user(user).can_edit())


def may_publish(text: Text, target: Locale, user: User | None) -> bool:
    """Whether somebody may publish a text in a language; a command may."""
    if user is None:
        return True
    if not issubclass(text.model, Page):
        return _may_change(user, text.model)
    return bool(_page_of(text.source, target).permissions_for_user(user).can_publish())


def _may_change(user: Any, model: Any) -> bool:
    meta = model._meta
    return bool(user.has_perm(f"{meta.app_label}.{get_permission_codename('change', meta)}"))


def _page_of(source: Source, target: Locale) -> Page:
    """The page in a language; where it has none yet, the source tells whose part of the tree it
    is."""
    pages = Page.objects.filter(translation_key=source.key)
    return pages.filter(locale=target).first() or pages.get(locale=source.locale_id)


def publish(text: Text, target: Locale, user: User | None) -> str:
    """Publish a text in a language as it is translated now; gives why it could not be, if so."""
    translation = text.source.translation
    if translation is None:
        return _("Nobody has handed it to translators.")
    is_page = issubclass(text.model, Page)
    if is_page and text.instance is None and text.source.page and not text.source.page.live:
        return _("Its source is not published.")
    if not may_publish(text, target, user):
        # The page is left as it is: a draft of it would no longer count as a fallback.
        return _("You may not publish it. Somebody who may finds its translation in the editor.")
    try:
        translated, _created = translation.source.create_or_update_translation(
            target, user=user, publish=not is_page, fallback=True, copy_parent_pages=True
        )
        if is_page:
            # At once, not after the commit: either all of the file is there or nothing.
            translated.get_latest_revision().publish(user=user)
    except ValidationError as error:
        return _messages(error)
    return ""


def _messages(error: ValidationError) -> str:
    given: dict[str, Any] = getattr(error, "message_dict", {"": error.messages})
    return " ".join(f"{name}: {' '.join(map(str, texts))}" for name, texts in given.items())
