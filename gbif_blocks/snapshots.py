"""Snapshots: what GBIF last answered to a query, kept with its time and state.

Pages show snapshots, so they render and editors save while GBIF is away. A snapshot is asked again
by module `refreshing`; nothing else calls GBIF for a page.
"""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gbif_blocks.catalogues import CATALOGUE_CHOICES, CATALOGUES
from gbif_blocks.client import Client, api_url
from gbif_blocks.kept import keep
from gbif_blocks.names import names
from gbif_blocks.queries import Query
from gbif_blocks.readings import HISTORY_SCHEMA
from gbif_blocks.representation import JSON, JSONSchema, closed_object, nullable

# A claim ends by itself after this, if whoever claimed was killed.
LEASE = timedelta(minutes=5)
# So much later than it should be asked, a value is not called fresh any more.
GRACE = timedelta(hours=1)
# Databases limit the parameters of one query.
AT_ONCE = 2000


class SnapshotState(models.TextChoices):
    """How far the value of a snapshot can be trusted."""

    UNVERIFIED = "unverified", _("Not yet asked")
    FRESH = "fresh", _("Up to date")
    STALE = "stale", _("Older than it should be")
    FAILED = "failed", _("Refused by GBIF")


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    """Snapshots, and which of them are to be asked."""

    def for_query(self, query: Query) -> "Snapshot":
        """The snapshot of a query, made `unverified` when there is none yet. GBIF is not asked."""
        return self.for_queries({query.snapshot_id: query})[query.snapshot_id]

    def for_queries(self, queries: Mapping[uuid.UUID, Query]) -> dict[uuid.UUID, "Snapshot"]:
        """The snapshots of several queries, by their id, as `for_query` gives each."""
        found: dict[uuid.UUID, Snapshot] = self.in_bulk(list(queries))
        missing = {pk: query for pk, query in queries.items() if pk not in found}
        if missing:
            # Somebody else may make the same one at the same time.
            self.bulk_create(map(_unverified, missing.values()), ignore_conflicts=True)
            found |= self.in_bulk(list(missing))
        return found

    def due(self, now: datetime | None = None) -> "SnapshotQuerySet":
        """Those to ask now: first those without an answer, then the oldest."""
        return self.filter(due_at__lte=now or timezone.now()).in_order()

    def askable(self) -> "SnapshotQuerySet":
        """Every snapshot that can be asked at all, due or not, failed ones included."""
        return self.exclude(Q(state=SnapshotState.FAILED, checked_at=None)).in_order()

    def overdue(self, now: datetime) -> "SnapshotQuerySet":
        """Those that still say `fresh` though their time is over."""
        return self.filter(state=SnapshotState.FRESH, due_at__lte=now - GRACE)

    def claim(self, snapshot: "Snapshot", now: datetime) -> bool:
        """Whether it is this process's turn to ask; a killed process gives it back in time."""
        untouched = self.filter(pk=snapshot.pk, due_at=snapshot.due_at)
        return bool(untouched.update(due_at=now + LEASE))

    def give_back(self, snapshot: "Snapshot") -> None:
        """End a claim without an answer: it is as due as it was."""
        self.filter(pk=snapshot.pk).update(due_at=snapshot.due_at)

    def note_shown(self, documents: Mapping[uuid.UUID, int]) -> int:
        """Store how many public documents show each snapshot; how many of the figures changed.

        Others are shown by none: they are asked once and then not again until one shows them.
        """
        known = dict(self.values_list("pk", "shown_by"))
        changed = {pk: shown for pk in known if (shown := documents.get(pk, 0)) != known[pk]}
        by_figure: dict[int, list[uuid.UUID]] = {}
        for pk, shown in changed.items():
            by_figure.setdefault(shown, []).append(pk)
        for shown, pks in by_figure.items():
            for start in range(0, len(pks), AT_ONCE):
                self.filter(pk__in=pks[start : start + AT_ONCE]).update(shown_by=shown)
        again = [pk for pk, shown in changed.items() if shown and known[pk] == 0]
        for start in range(0, len(again), AT_ONCE):
            resting = self.filter(pk__in=again[start : start + AT_ONCE], due_at=None)
            resting.exclude(state=SnapshotState.FAILED).update(due_at=timezone.now())
        return len(changed)

    def in_order(self) -> "SnapshotQuerySet":
        """Never answered first, then by the time of the last answer, oldest first."""
        return self.order_by(F("checked_at").asc(nulls_first=True), "created_at", "pk")


class Snapshot(models.Model):
    """One query to GBIF and its last good answer.

    `value` is {"count": n, "results": [first rows]}, null until GBIF has answered once. A row is
    cut to the fields that its catalogue's lists show.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    catalogue = models.CharField(max_length=20, choices=CATALOGUE_CHOICES, editable=False)
    method = models.CharField(max_length=4, editable=False)
    path = models.CharField(max_length=200, editable=False)
    parameters = models.JSONField(default=list, editable=False)
    body = models.JSONField(null=True, editable=False)
    gbif_url = models.TextField(editable=False)
    limit = models.PositiveSmallIntegerField(default=0, editable=False)
    value = models.JSONField(null=True, editable=False)
    taken_at = models.DateTimeField(null=True, editable=False)
    checked_at = models.DateTimeField(null=True, editable=False)
    due_at = models.DateTimeField(null=True, db_index=True, editable=False)
    state = models.CharField(
        max_length=10, choices=SnapshotState, default=SnapshotState.UNVERIFIED, editable=False
    )
    error = models.TextField(blank=True, editable=False)
    # What pages show of the readings, so that a page costs no query for it.
    history = models.JSONField(default=list, editable=False)
    # A number that fell by more than half and is read again before it is shown.
    doubted = models.PositiveBigIntegerField(null=True, editable=False)
    # How many public documents show it; null until somebody counted (`note_shown`).
    shown_by = models.PositiveIntegerField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True, editable=False)

    objects: ClassVar[SnapshotQuerySet] = SnapshotQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("GBIF snapshot")
        verbose_name_plural = _("GBIF snapshots")

    def __str__(self) -> str:
        return f"{self.method} {self.path} {self.parameters or self.body} ({self.state})"

    @property
    def tag(self) -> str:
        """The tag under which documents record that they show this snapshot."""
        return f"snapshot:{self.pk}"

    @property
    def count(self) -> int | None:
        """The number of records, as last known."""
        return None if self.value is None else int(self.value["count"])

    @property
    def is_record(self) -> bool:
        """Whether it is one thing of GBIF's, and not a number that grows."""
        catalogue = CATALOGUES[self.catalogue]
        searched = (catalogue.search_path, catalogue.predicate_path)
        return self.path not in searched and "/map/" not in self.path

    @property
    def url(self) -> str:
        """The absolute address that is asked."""
        query = (
            f"?{urlencode([tuple(pair) for pair in self.parameters])}" if self.parameters else ""
        )
        return f"{api_url()}{self.path}{query}"

    @property
    def citation(self) -> str:
        """How to cite the value. A search has no DOI; a download or a dataset has."""
        name = CATALOGUES[self.catalogue].citation_name
        if self.taken_at is None:
            return f"GBIF.org. {name} {self.gbif_url}"
        # English month names, whatever language is active: documents are the same in each.
        taken = self.taken_at.astimezone(UTC)
        return (
            f"GBIF.org ({taken.day} {_MONTHS[taken.month - 1]} {taken.year}) {name} {self.gbif_url}"
        )

    def get_representation(self) -> JSON:
        """What a reader of the API sees; the schema is SNAPSHOT_SCHEMA."""
        return {
            "id": str(self.pk),
            "state": str(self.state),
            "value": self.value,
            "taken_at": _iso(self.taken_at),
            "history": self.history,
            "error": self.error or None,
            "query": {"method": self.method, "url": self.url, "body": self.body},
            "gbif_url": self.gbif_url,
            "citation": self.citation,
        }

    def ask(self, client: Client) -> dict[str, Any]:
        """What is kept of GBIF's answer now; raises a GbifError. Nothing is stored."""
        if self.method == "POST":
            return keep(self, client.post(self.path, self.body or {}))
        return keep(self, client.get(self.path, [(n, v) for n, v in self.parameters]))


def _unverified(query: Query) -> Snapshot:
    """A snapshot to which there is no answer yet, and never will be to a contradiction."""
    return Snapshot(
        pk=query.snapshot_id,
        catalogue=query.catalogue,
        method=query.method,
        path=query.path,
        parameters=[list(pair) for pair in query.request_parameters],
        body=query.body,
        gbif_url=query.gbif_url,
        limit=query.limit,
        state=SnapshotState.FAILED if query.contradiction else SnapshotState.UNVERIFIED,
        error=query.contradiction,
        due_at=None if query.contradiction else timezone.now(),
    )


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


_MONTHS = names(
    "January February March April May June July August September October November December"
)

SNAPSHOT_SCHEMA: JSONSchema = closed_object(
    {
        "id": {"type": "string", "format": "uuid"},
        "state": {"type": "string", "enum": [str(state) for state in SnapshotState]},
        "value": nullable(
            closed_object(
                {
                    "count": {"type": "integer", "minimum": 0},
                    "results": {"type": "array", "items": {"type": "object"}},
                }
            )
        ),
        "taken_at": nullable({"type": "string", "format": "date-time"}),
        "history": HISTORY_SCHEMA,
        "error": nullable({"type": "string"}),
        "query": closed_object(
            {
                "method": {"type": "string", "enum": ["GET", "POST"]},
                "url": {"type": "string", "format": "uri"},
                "body": nullable({"type": "object"}),
            }
        ),
        "gbif_url": {"type": "string", "format": "uri"},
        "citation": {"type": "string"},
    }
)
