"""Who has what to do: the assignments of a language with their texts, and the mails about them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from wagtail.admin.mail import send_mail
from wagtail.models import Locale
from wagtail.users.models import UserProfile

from cms.translation.review.flow import stage_of
from cms.translation.review.models import Assignment, Stage
from cms.translation.sources import sources
from cms.translation.texts import Text, read_texts

TRANSLATOR, REVIEWER = "translator", "reviewer"
#: Whose turn it is at each stage; after the last one nobody's.
TURN = {
    Stage.TO_TRANSLATE: TRANSLATOR,
    Stage.RETURNED: TRANSLATOR,
    Stage.IN_REVIEW: REVIEWER,
}


@dataclass(frozen=True)
class Work:
    """A text that was given to somebody, and how it stands."""

    assignment: Assignment
    text: Text
    target: Locale
    stage: Stage

    @property
    def person(self) -> Any:
        """Whose turn it is, or None."""
        role = TURN.get(self.stage)
        return getattr(self.assignment, role) if role else None

    @property
    def words(self) -> int:
        """Words of the source that are still to be translated."""
        return self.text.words_to_do

    def is_overdue(self, today: date) -> bool:
        due = self.assignment.due
        return due is not None and due < today and self.stage != Stage.APPROVED


def assignments_in(target: Locale, keys: Iterable[UUID] | None = None) -> dict[UUID, Assignment]:
    """The assignments of texts in a language, by the texts' keys."""
    found = Assignment.objects.filter(
        translation__target_locale=target, translation__enabled=True
    ).select_related("translation__source", "translator", "reviewer")
    found = found.annotate(remarks_made=Count("remarks"))
    if keys is not None:
        found = found.filter(translation__source__object_id__in=list(keys))
    return {one.translation.source.object_id: one for one in found}


def work_in(target: Locale) -> Iterator[Work]:
    """Everything that was given to somebody in a language; a few queries for fifty texts."""
    assignments = assignments_in(target)
    if assignments:
        for text in read_texts(list(sources(target, assignments.keys())), target):
            assignment = assignments[text.source.key]
            yield Work(assignment, text, target, stage_of(assignment, text))


@dataclass
class Digest:
    """What one person is told, in one mail."""

    person: Any
    lines: list[str] = field(default_factory=list)
    #: What the rows will remember of it, by their primary keys.
    told: list[tuple[int, str, str]] = field(default_factory=list)
    has_news: bool = False


def mail_digests(today: date | None = None) -> int:
    """Send everybody one mail about the texts that wait for them; how many were sent.

    Somebody is written to when there is news since the last mail: something assigned, returned or
    handed in, a comment, a day that has come or passed. Run twice it sends nothing twice.
    """
    today = today or timezone.localdate()
    waiting: dict[int, list[Work]] = defaultdict(list)
    for target in Locale.objects.all():
        for work in work_in(target):
            if work.person is not None:
                waiting[work.person.pk].append(work)
    people = get_user_model()._default_manager.filter(pk__in=waiting, is_active=True)
    sent = 0
    for person in people.exclude(email="").order_by("pk"):
        with override(_language_of(person)):
            digest = _digest(person, waiting[person.pk], today)
            if not digest.has_news:
                continue
            count = len(digest.lines)
            subject = ngettext(
                "%(count)s text waits for you", "%(count)s texts wait for you", count
            ) % {"count": count}
            send_mail(subject, "\n\n".join(digest.lines), [person.email])
        # Row by row: what was sent stays told, whatever happens to the next mail.
        for key, field_name, said in digest.told:
            Assignment.objects.filter(pk=key).update(**{field_name: said})
        sent += 1
    return sent


def _language_of(person: Any) -> str:
    profile = UserProfile.objects.filter(user=person).first()
    return (profile and profile.preferred_language) or settings.LANGUAGE_CODE


def _digest(person: Any, waiting: list[Work], today: date) -> Digest:
    digest = Digest(person)
    waiting.sort(key=lambda one: (one.assignment.due or date.max, one.text.source.title))
    for work in waiting:
        assignment, due = work.assignment, work.assignment.due
        urgency = "" if due is None or due > today else "due" if due == today else "overdue"
        remarks: int = assignment.remarks_made  # type: ignore[attr-defined]
        said = f"{person.pk}:{work.stage.value}:{due or ''}:{urgency}:{remarks}"
        field_name = f"told_{TURN[work.stage]}"
        if getattr(assignment, field_name) != said:
            digest.has_news = True
            digest.told.append((assignment.pk, field_name, said))
        digest.lines.append(_line(work, urgency))
    return digest


def _line(work: Work, urgency: str) -> str:
    address = reverse(
        "translation_review:changes", args=[work.target.language_code, work.text.source.key]
    )
    parts = [
        f"{work.text.source.title} ({work.target})",
        str(work.stage.label),
        ngettext("%(count)s word to translate", "%(count)s words to translate", work.words)
        % {"count": work.words},
    ]
    if due := work.assignment.due:
        said = {"due": _("due today"), "overdue": _("overdue since %s")}.get(urgency, _("due %s"))
        parts.append(said % date_format(due) if "%s" in said else said)
    base = str(settings.WAGTAILADMIN_BASE_URL).rstrip("/")
    return f"{' · '.join(parts)}\n{base}{address}"
