"""What a file says of a text, compared with what is stored of it."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _

from cms.translation.exchange.inline import (
    BadMarkup,
    Tokens,
    check_codes,
    read_html,
    text_of,
    write_html,
)
from cms.translation.exchange.report import TOLD, Entry, Outcome, Report
from cms.translation.exchange.returned import RefusedFile, Returned, resolve
from cms.translation.places import place_of
from cms.translation.texts import Segment, State, Text

# Text that a browser would run if it were ever taken for HTML.
SCRIPT = re.compile(r"<\s*/?\s*(script|iframe|object|embed|style|svg|meta|base|form)\b", re.I)
TAG = re.compile(r"</?[a-z][^<>]*>", re.I)
RANK = {state: rank for rank, state in enumerate(State)}


@dataclass(frozen=True, slots=True)
class Accepted:
    """A translation to store."""

    segment: Segment
    html: str
    state: State

    @property
    def replaced(self) -> str:
        """The words that stood there and are to go; "" for none, the same or a machine's."""
        old = self.segment.target
        if old is None or old == self.html or self.segment.state is State.MACHINE:
            return ""
        return text_of(read_html(old))


@dataclass
class Comparison:
    """Takes a file's segments of one text; what is to be stored is in `accepted`."""

    text: Text
    report: Report
    accepted: list[Accepted] = field(default_factory=list)
    #: Whether the file had a translation of this text at all.
    was_named: bool = False

    def __post_init__(self) -> None:
        self._by_id = {one.id: one for one in self.text.segments}
        self._paths = {one.path for one in self.text.segments}

    @cached_property
    def _by_words(self) -> dict[str, list[Segment]]:
        found: dict[str, list[Segment]] = {}
        for one in self.text.segments:
            found.setdefault(text_of(read_html(one.source)), []).append(one)
        return found

    @property
    def brings_news(self) -> bool:
        """Whether something is to be stored, or what readers get is not the present text."""
        source = self.text.source
        is_behind = source.page is not None and self.text.instance is not None
        return bool(self.accepted) or (
            self.was_named and source.translation is not None and (is_behind or not source.is_shown)
        )

    def take(self, returned: Returned) -> None:
        """Compare one segment of the file."""
        if returned.target is None:
            self.report.count(Outcome.NOT_TRANSLATED)
            return
        self.was_named = True
        segment = self._find(returned)
        if segment is None:
            known = returned.path in self._paths
            self._tell(Outcome.CHANGED_SINCE if known else Outcome.UNKNOWN, returned)
            return
        source = read_html(segment.source)
        try:
            if returned.problem:
                raise BadMarkup(returned.problem)
            target = resolve(returned.target, source)
            html = write_html(target)
            if html != segment.target:
                _check(source, target)
        except BadMarkup as problem:
            self._tell(Outcome.REFUSED, returned, segment, str(problem))
            return
        self._accept(returned, segment, html)

    def _find(self, returned: Returned) -> Segment | None:
        if returned.id in self._by_id:
            return self._by_id[returned.id]
        # Its block was made anew: the same words, once, and not translated yet.
        same = [one for one in self._by_words.get(returned.source, []) if one.target is None]
        return same[0] if len(same) == 1 and returned.path not in self._paths else None

    def _accept(self, returned: Returned, segment: Segment, html: str) -> None:
        state = returned.state if returned.state not in (None, State.MISSING) else None
        if html == segment.target:
            if state is None or RANK[state] <= RANK[segment.state]:
                self.report.count(Outcome.UNCHANGED)
                return
        elif RANK[segment.state] >= RANK[State.REVIEWED] and (
            state is None or RANK[state] < RANK[segment.state]
        ):
            self._tell(Outcome.REVIEWED_SINCE, returned, segment)
            return
        self.accepted.append(Accepted(segment, html, state or State.TRANSLATED))

    def _tell(
        self, outcome: Outcome, returned: Returned, segment: Segment | None = None, detail: str = ""
    ) -> None:
        place = returned.path
        if segment is not None:
            place = str(place_of(self.text.model, segment.field_path))
        entry = Entry(outcome, self.text.source.title, place, returned.source[:200], detail)
        self.report.count(outcome, entry if outcome in TOLD else None)


def _check(source: Tokens, target: Tokens) -> None:
    """Refuse a translation whose codes are not its source's, or that hides markup in its words."""
    words, original = text_of(target), text_of(source)
    if SCRIPT.search(words) and not SCRIPT.search(original):
        raise RefusedFile(_("A translation has a script in it: %(text)s") % {"text": words[:120]})
    if TAG.search(words) and not TAG.search(original):
        raise BadMarkup(_("tags are written out as text"))
    if not words.strip() and original.strip():
        raise BadMarkup(_("it has no words"))
    check_codes(source, target)
