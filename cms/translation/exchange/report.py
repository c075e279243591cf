"""What came of reading a file of translations, segment by segment."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from django.utils.translation import gettext_lazy as _


class Outcome(Enum):
    """What became of one segment."""

    APPLIED = "applied"
    DOUBTFUL = "doubtful"
    WRONG = "wrong"
    UNCHANGED = "unchanged"
    NOT_TRANSLATED = "not_translated"
    CHANGED_SINCE = "changed_since"
    UNKNOWN = "unknown"
    REVIEWED_SINCE = "reviewed_since"
    REFUSED = "refused"

    @property
    def label(self) -> Any:
        return LABELS[self]


LABELS = {
    Outcome.APPLIED: _("Stored"),
    Outcome.DOUBTFUL: _("Stored, but look at it"),
    Outcome.WRONG: _("Stored, but not shown to readers before it is mended"),
    Outcome.UNCHANGED: _("Stored already"),
    Outcome.NOT_TRANSLATED: _("Not translated in the file"),
    Outcome.CHANGED_SINCE: _("The source has changed since the export"),
    Outcome.UNKNOWN: _("Not a text of this portal, not yours to change, or removed since"),
    Outcome.REVIEWED_SINCE: _("Somebody has reviewed another wording since"),
    Outcome.REFUSED: _("Refused"),
}
#: Of which an entry tells, each with its place.
TOLD = set(Outcome) - {Outcome.APPLIED, Outcome.UNCHANGED, Outcome.NOT_TRANSLATED}


@dataclass(frozen=True, slots=True)
class Entry:
    """A segment of a file that was not taken over, or in which something was found."""

    outcome: Outcome
    text: str
    place: str
    source: str
    detail: str = ""


@dataclass
class Report:
    """What a file held. `refused` says why nothing of it was taken."""

    name: str
    language: str = ""
    counts: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))
    entries: list[Entry] = field(default_factory=list)
    #: Titles of the texts that were published, and of those that were not with the reason.
    published: list[str] = field(default_factory=list)
    unpublished: list[tuple[str, str]] = field(default_factory=list)
    refused: str = ""

    def count(self, outcome: Outcome, entry: Entry | None = None) -> None:
        self.counts[outcome] += 1
        if entry is not None:
            self.entries.append(entry)
