"""How far each language has come: what the dashboard draws."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Locale, Page

from cms.translation.review.flow import stage_of
from cms.translation.review.standing import OUTDATED, standings
from cms.translation.review.work import TURN, Work, assignments_in
from cms.translation.sources import Source, sources
from cms.translation.texts import State, Text, read_texts

# How many of the texts that wait longest are named.
OLDEST = 10
#: Letters of a path in the tree, down to a section beneath a home page.
SECTION = 3 * Page.steplen
#: What segments are told apart by, from best to worst, each with its colour.
SHOWN = (
    ((State.FINAL, State.REVIEWED), gettext_lazy("Reviewed"), "#0a4d38"),
    ((State.TRANSLATED,), gettext_lazy("Translated"), "#2f9e6e"),
    ((State.MACHINE,), gettext_lazy("By machine"), "#d79a00"),
    ((State.MISSING,), gettext_lazy("To do"), "#c8c8c8"),
)


class Part(NamedTuple):
    """A part of a bar: `start` and `width` are in percent."""

    label: Any
    segments: int
    colour: str
    start: float
    width: float


@dataclass
class Progress:
    """The segments of some texts by their state, and the words that are still to be translated."""

    title: str
    segments: Counter[State] = field(default_factory=Counter)
    words: int = 0

    def add(self, text: Text) -> None:
        """Count the segments of a text too."""
        self.segments.update(one.state for one in text.segments)
        self.words += text.words_to_do

    @property
    def parts(self) -> list[Part]:
        """The bar from left to right, without empty parts."""
        total = self.segments.total()
        parts: list[Part] = []
        start = 0.0
        for states, label, colour in SHOWN:
            if count := sum(self.segments[state] for state in states):
                width = 100 * count / total
                parts.append(Part(label, count, colour, round(start, 2), round(width, 2)))
                start += width
        return parts

    @property
    def description(self) -> str:
        """What the bar says, in words."""
        return ", ".join(f"{part.label}: {part.segments}" for part in self.parts)


class Waiting(NamedTuple):
    """A text whose readers get old words, and since when."""

    source: Source
    since: datetime


@dataclass
class Load(Progress):
    """What waits for one person, of whom `title` is the name, and how far it has come."""

    texts: int = 0
    overdue: int = 0
    due: date | None = None

    def add_work(self, work: Work, today: date) -> None:
        """Count a text too."""
        self.add(work.text)
        self.texts += 1
        self.overdue += work.is_overdue(today)
        dates = [one for one in (self.due, work.assignment.due) if one is not None]
        self.due = min(dates, default=None)


@dataclass
class LanguageProgress:
    """A language as a whole, by section, by person, and the texts outdated for longest."""

    locale: Locale
    whole: Progress
    sections: list[Progress]
    people: list[Load]
    oldest: list[Waiting]


def progress_of(target: Locale) -> LanguageProgress:
    """How far the translations into a language are; queries depend on the number of texts only."""
    wanted = list(sources(target))
    titles, states = _titles(wanted), standings(wanted, target)
    whole = Progress(str(target))
    sections: dict[str, Progress] = {}
    waiting: list[Waiting] = []
    assignments, people = assignments_in(target), dict[str, Load]()
    today = timezone.localdate()
    for text in read_texts(wanted, target):
        whole.add(text)
        title = titles.get(_section(text.source), "") or _("Snippets")
        sections.setdefault(title, Progress(title)).add(text)
        standing = states[text.source.key]
        if standing.state == OUTDATED and standing.since:
            waiting.append(Waiting(text.source, standing.since))
        if assignment := assignments.get(text.source.key):
            work = Work(assignment, text, target, stage_of(assignment, text))
            if work.stage in TURN:
                person = str(work.person or _("Nobody"))
                people.setdefault(person, Load(person)).add_work(work, today)
    oldest = sorted(waiting, key=lambda one: one.since)[:OLDEST]
    busiest = sorted(people.values(), key=lambda one: (-one.overdue, one.due or date.max))
    return LanguageProgress(target, whole, list(sections.values()), busiest, oldest)


def _section(source: Source) -> str:
    """The path of the page beneath a home page that a text belongs to; nothing for snippets."""
    return source.page.path[:SECTION] if source.page else ""


def _titles(wanted: Iterable[Source]) -> dict[str, str]:
    paths = set(_paths(wanted))
    return dict(Page.objects.filter(path__in=paths).values_list("path", "title"))


def _paths(wanted: Iterable[Source]) -> Iterator[str]:
    return (path for one in wanted if (path := _section(one)))
