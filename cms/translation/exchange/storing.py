"""Storing accepted translations of many texts in a few queries, and publishing a text."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

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
)

from cms.translation.exchange.comparing import Accepted
from cms.translation.exchange.inline import read_html, text_of
from cms.translation.review.models import SegmentReview, digest_of
from cms.translation.submission import Submission
from cms.translation.texts import State, Text

TITLE = "title"
# The columns of a translation that is replaced.
WRITTEN = [
    "data", "translation_type", "tool_name", "last_translated_by", "updated_at", "has_error",
    "field_error",
]  # fmt: skip


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

    def store(self) -> None:
        """Store everything that was added; a dozen queries, and as many per text handed over."""
        if not self.accepted:
            return
        translations = {key: self._hand_over(text) for key, text in self.texts.items()}
        rows = self._write()
        self._review(rows)
        self._write_draft_titles()
        for translation in translations.values():
            # Tells whoever follows translations; the rows above were written without signals.
            translation.translations_last_updated_at = self.now
            translation.save(update_fields=["translations_last_updated_at"])

    def _hand_over(self, text: Text) -> Translation:
        """What translators have becomes what is published, where it is not."""
        translation = text.source.translation
        if translation is None:
            submission = Submission.of(text.instance)
            new: Translation = Translation.objects.create(
                source=submission.source, target_locale=self.target
            )
            return new
        if text.instance is not None:
            Submission.again(translation.source, text.instance)
        return translation

    def _write(self) -> list[tuple[StringTranslation, State]]:
        """Insert and update the translations; gives their rows with the states that they get."""
        contexts = {
            (one.object_id, one.path): one.pk
            for one in TranslationContext.objects.filter(object__in=list(self.accepted))
        }
        strings = self._strings()
        known: list[tuple[StringTranslation, State]] = []
        new: list[tuple[StringTranslation, State]] = []
        for key, accepted in self.accepted.items():
            locale = self.texts[key].source.locale_id
            for one in accepted:
                row = StringTranslation(
                    pk=one.segment.translation_pk,
                    translation_of_id=strings[locale, one.segment.source],
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
                (known if row.pk else new).append((row, one.state))
        StringTranslation.objects.bulk_update(
            (row for row, _state in known), WRITTEN, batch_size=200
        )
        StringTranslation.objects.bulk_create(row for row, _state in new)
        return known + new

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

    def _review(self, rows: Iterable[tuple[StringTranslation, State]]) -> None:
        reviews, plain = [], []
        for row, state in rows:
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


def publish(text: Text, target: Locale, user: User | None) -> str:
    """Publish a text in a language as it is translated now; gives why it could not be, if so."""
    translation = text.source.translation
    if translation is None:
        return _("Nobody has handed it to translators.")
    is_page = issubclass(text.model, Page)
    if is_page and text.instance is None and text.source.page and not text.source.page.live:
        return _("Its source is not published.")
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
