"""The way of a text from its translator to its reviewer, and on to readers.

    to translate ──hand in──▶ in review ──approve──▶ approved and published
         ▲                       │ give back                │ the source changes
         │                       ▼                          │
         └──────────────────  returned  ◀───────────────────┘ (to translate)

What is approved goes back to the beginning by itself when its source changes: that is seen where
segments are counted, so nothing has to be remembered.
"""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation

from cms.translation.exchange.inline import read_html, text_of
from cms.translation.exchange.storing import hand_over, may_publish, publish
from cms.translation.places import place_of
from cms.translation.review.models import (
    LONGEST_QUOTE,
    LONGEST_REMARK,
    Approval,
    Assignment,
    Remark,
    SegmentReview,
    Stage,
    digest_of,
)
from cms.translation.sources import sources
from cms.translation.texts import Text, read_texts

ASSIGNED, HANDED_IN, GIVEN_BACK, APPROVED = (
    f"translation.{name}" for name in ("assign", "hand_in", "give_back", "approve")
)


class NotNow(ValueError):
    """Why a step cannot be taken, for whoever tried."""


def assign(
    target: Locale,
    keys: Collection[UUID],
    translator: Any,
    reviewer: Any,
    due: date | None,
    user: Any,
) -> int:
    """Give texts to a translator and a reviewer, as they are published now; how many.

    A text whose present words are translated stays approved, another one begins anew. Raises
    NotNow.
    """
    if translator is not None and translator == reviewer:
        raise NotNow(_("Translator and reviewer must be two people."))
    done = 0
    with transaction.atomic():
        for text in read_texts(list(sources(target, keys)), target):
            translation = hand_over(text, target)
            _show_in_tree(text, target)
            people = {"translator": translator, "reviewer": reviewer, "due": due}
            assignment, made = Assignment.objects.get_or_create(
                translation=translation, defaults=people
            )
            if not made:
                for name, value in people.items():
                    setattr(assignment, name, value)
                if assignment.stage == Stage.APPROVED and text.missing:
                    assignment.stage = Stage.TO_TRANSLATE
                assignment.save()
            _note(assignment, ASSIGNED, user)
            done += 1
    return done


def _show_in_tree(text: Text, target: Locale) -> None:
    """The translator's editor belongs to a page: where the tree has none, it repeats its source."""
    if not issubclass(text.model, Page):
        return
    pages = Page.objects.filter(translation_key=text.source.key)
    if not pages.filter(locale=target).exists():
        source = pages.get(locale=text.source.locale_id).specific
        source.copy_for_translation(target, copy_parents=True, alias=True)


def stage_of(assignment: Assignment, text: Text) -> Stage:
    """Where a text is: what was approved and has changed since is to be translated again."""
    stage = Stage(assignment.stage)
    return Stage.TO_TRANSLATE if stage == Stage.APPROVED and text.missing else stage


def may_hand_in(assignment: Assignment, text: Text, user: Any) -> bool:
    """Whether it is for this person to say that the translation is ready."""
    is_theirs = assignment.translator_id in (user.pk, None) or user.is_superuser
    return is_theirs and stage_of(assignment, text) in (Stage.TO_TRANSLATE, Stage.RETURNED)


def may_review(assignment: Assignment, text: Text, target: Locale, user: Any) -> bool:
    """Whether it is for this person to approve a translation or to give it back.

    That is the reviewer, or whoever may publish the text where there is none; never the translator.
    """
    if stage_of(assignment, text) != Stage.IN_REVIEW or assignment.translator_id == user.pk:
        return False
    is_theirs = assignment.reviewer_id in (user.pk, None) or user.is_superuser
    return is_theirs and may_publish(text, target, user)


def hand_in(assignment: Assignment, text: Text, user: Any) -> None:
    """The translator is ready: it is the reviewer's turn. Raises NotNow."""
    assignment = _locked(assignment)
    if not may_hand_in(assignment, text, user):
        raise NotNow(_("It is not your turn with this text."))
    _refuse_missing(text)
    _step(assignment, Stage.IN_REVIEW, HANDED_IN, user)


def give_back(
    assignment: Assignment, text: Text, target: Locale, user: Any, why: str, segment: str = ""
) -> None:
    """The reviewer wants something changed, and says what, perhaps in which segment.

    Raises NotNow.
    """
    assignment = _locked(assignment)
    if not may_review(assignment, text, target, user):
        raise NotNow(_("It is not your turn with this text."))
    if not why.strip():
        raise NotNow(_("Say what is to be changed, for example: “Observation, not sighting.”"))
    comment(assignment, text, user, why, segment)
    _step(assignment, Stage.RETURNED, GIVEN_BACK, user)


def approve(assignment: Assignment, text: Text, target: Locale, user: Any) -> None:
    """The reviewer finds every segment right: readers get the translation. Raises NotNow."""
    assignment = _locked(assignment)
    if not may_review(assignment, text, target, user):
        raise NotNow(_("It is not your turn with this text."))
    _refuse_missing(text)
    hand_over(text, target)
    _review_all(text, target, user)
    if problem := publish(text, target, user):
        raise NotNow(problem)
    _step(assignment, Stage.APPROVED, APPROVED, user)


def publish_again(text: Text, target: Locale, user: Any) -> None:
    """Bring a translation up to what of its source has no words, a picture say. Raises NotNow."""
    _refuse_missing(text)
    in_work = Assignment.objects.exclude(stage=Stage.APPROVED).exclude(reviewer=None)
    if in_work.filter(translation=text.source.translation).exists():
        raise NotNow(_("It is in work: the reviewer publishes it."))
    hand_over(text, target)
    if problem := publish(text, target, user):
        raise NotNow(problem)


def comment(assignment: Assignment, text: Text, user: Any, said: str, segment: str = "") -> None:
    """Say something to the others, of the whole text or of the segment with this identifier.

    Raises NotNow when it is nothing, or too long.
    """
    words = said.strip()
    if not words or len(words) > LONGEST_REMARK:
        raise NotNow(_("A comment has at least one and at most 2000 characters."))
    remark = Remark(assignment=assignment, user=user, text=words)
    # One that is gone by now is no reason to lose what was said.
    if about := next((one for one in text.segments if one.id == segment), None):
        remark.segment = about.id
        remark.place = str(place_of(text.model, about.field_path))[:LONGEST_QUOTE]
        remark.quote = text_of(read_html(about.source))[:LONGEST_QUOTE]
    remark.save()


def close_published(key: UUID, target: Locale) -> None:
    """A translation that was published complete, by whatever way, is no longer in work."""
    in_work = Assignment.objects.exclude(stage=Stage.APPROVED).filter(
        translation__source__object_id=key, translation__target_locale=target
    )
    if in_work.exists():
        for text in read_texts(sources(target, {key}), target):
            if not text.missing:
                in_work.update(stage=Stage.APPROVED)


def receive_published(instance: Page, **_kwargs: Any) -> None:
    """For Wagtail's signal."""
    close_published(instance.translation_key, instance.locale)


def _refuse_missing(text: Text) -> None:
    if missing := len(text.missing):
        raise NotNow(_("%(count)s segments are missing or wrong.") % {"count": missing})


def _locked(assignment: Assignment) -> Assignment:
    """The row as it is now: two people may press their buttons at once."""
    return Assignment.objects.select_for_update(of=("self",)).get(pk=assignment.pk)


def _step(assignment: Assignment, stage: Stage, action: str, user: Any) -> None:
    assignment.stage = stage
    assignment.save(update_fields=["stage", "changed_at"])
    _note(assignment, action, user)


def _review_all(text: Text, target: Locale, user: Any) -> None:
    """Every segment was read by a person, those of a machine too."""
    rows = StringTranslation.objects.filter(
        locale=target, context__object_id=text.source.key, has_error=False
    ).select_related("context", "translation_of", "review")
    shown = {(one.path, one.source) for one in text.segments}
    stored = [one for one in rows if (one.context.path, one.translation_of.data) in shown]
    SegmentReview.store(
        SegmentReview(
            translation=one,
            state=Approval.FINAL if _is_final(one) else Approval.REVIEWED,
            digest=digest_of(one.data),
            reviewed_by=user,
        )
        for one in stored
    )
    StringTranslation.objects.filter(
        pk__in=[one.pk for one in stored],
        translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE,
    ).update(translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL)


def _is_final(translation: StringTranslation) -> bool:
    review = getattr(translation, "review", None)
    return bool(
        review and review.state == Approval.FINAL and review.digest == digest_of(translation.data)
    )


def _note(assignment: Assignment, action: str, user: Any) -> None:
    """Into the history of the translated page or snippet, where Wagtail shows it."""
    translation: Translation = assignment.translation
    instance = translation.source.object.get_instance_or_none(translation.target_locale)
    if instance is not None:
        people = {
            role: str(person) if person else None
            for role, person in (
                ("translator", assignment.translator),
                ("reviewer", assignment.reviewer),
            )
        }
        log(instance=instance, action=action, user=user, data=people)
