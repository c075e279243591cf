"""Where things of GBIF are used, and whether GBIF still has them as they were chosen.

A worker looks the keys up one by one, oldest first, within the shared budget: `check_due`.
"""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gbif_blocks.choosing import KINDS
from gbif_blocks.client import Client
from gbif_blocks.exceptions import GbifError, NotFound
from gbif_blocks.references import LONGEST_LABEL
from gbif_blocks.refreshing import DEADLINE, WORKERS_SHARE

# A key is looked up again after this: names and titles change seldom.
GOOD_FOR = timedelta(days=7)
# What a worker looks up at once.
AT_ONCE = 5
# Names of the fields in which GBIF says what to use instead.
_SUCCESSORS = ("replacedBy", "duplicateOfDatasetKey", "acceptedKey")


class UseState(models.TextChoices):
    """What has become of a thing since it was chosen."""

    UNCHECKED = "unchecked", _("Not looked up yet")
    GOOD = "good", _("Unchanged")
    RENAMED = "renamed", _("Renamed")
    MERGED = "merged", _("Merged into another")
    DELETED = "deleted", _("Deleted")


CHANGED = (UseState.RENAMED, UseState.MERGED, UseState.DELETED)


class ReferenceUse(models.Model):
    """One key of GBIF in one place: a block of a page or snippet, or a field of a scope.

    `label` is its name when it was chosen, else when it was first looked up; `told` is its name now
    or the key to use instead. `since` is when the state was first seen.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, editable=False)
    object_id = models.CharField(max_length=40, editable=False)
    title = models.CharField(max_length=255, editable=False)
    place = models.CharField(max_length=255, editable=False, verbose_name=_("place"))
    kind = models.CharField(max_length=20, editable=False, verbose_name=_("kind"))
    key = models.CharField(max_length=120, editable=False, verbose_name=_("key"))
    label = models.CharField(max_length=LONGEST_LABEL, blank=True, editable=False)
    state = models.CharField(
        max_length=10,
        choices=UseState,
        default=UseState.UNCHECKED,
        editable=False,
        verbose_name=_("what happened"),
    )
    told = models.CharField(max_length=LONGEST_LABEL, blank=True, editable=False)
    since = models.DateTimeField(null=True, editable=False, verbose_name=_("since"))
    checked_at = models.DateTimeField(null=True, db_index=True, editable=False)
    seen_at = models.DateTimeField(editable=False)

    objects: ClassVar[models.Manager["ReferenceUse"]] = models.Manager()

    class Meta:
        verbose_name = _("use of a GBIF key")
        verbose_name_plural = _("uses of GBIF keys")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "place", "kind", "key"],
                name="one_use_a_place",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}: {self.title}, {self.place} ({self.state})"


def check_due(*, at_once: int = AT_ONCE) -> int:
    """Look up the keys that were never looked up, then the oldest; how many were.

    Ends at the first sign that GBIF is away or the budget used up; what is left stays due.
    """
    client = Client(deadline=DEADLINE, share=WORKERS_SHARE)
    looked_up = 0
    for kind, key in _due(timezone.now())[:at_once]:
        try:
            record = client.get(KINDS[kind].path.format(key=key))
        except NotFound:
            record = None
        except GbifError as error:
            if error.transient:
                break
            # A refusal says nothing about the thing; it is not asked again soon.
            ReferenceUse.objects.filter(kind=kind, key=key).update(checked_at=timezone.now())
            continue
        _note(kind, key, record if isinstance(record, dict) else None)
        looked_up += 1
    return looked_up


def _due(now: datetime) -> list[tuple[str, str]]:
    due = ReferenceUse.objects.exclude(checked_at__gt=now - GOOD_FOR)
    ordered = due.order_by(F("checked_at").asc(nulls_first=True), "pk")
    return list(dict.fromkeys(ordered.values_list("kind", "key")[:2_000]))


def _note(kind: str, key: str, record: dict[str, Any] | None) -> None:
    now = timezone.now()
    for use in ReferenceUse.objects.filter(kind=kind, key=key):
        state, told = _became(kind, use.label, record)
        if (state, told) != (use.state, use.told):
            use.since = now
        use.state, use.told, use.checked_at = state, told, now
        if record and not use.label:
            use.label = _name(kind, record)
        use.save(update_fields=["state", "told", "since", "checked_at", "label"])


def _became(kind: str, label: str, record: dict[str, Any] | None) -> tuple[UseState, str]:
    if record is None:
        return UseState.DELETED, ""
    successor = next((str(record[name]) for name in _SUCCESSORS if record.get(name)), "")
    if successor:
        return UseState.MERGED, str(record.get("accepted") or successor)[:LONGEST_LABEL]
    if record.get("deleted"):
        return UseState.DELETED, ""
    name = _name(kind, record)
    if label and name and name != label:
        return UseState.RENAMED, name
    return UseState.GOOD, ""


def _name(kind: str, record: dict[str, Any]) -> str:
    return " ".join(str(record.get(KINDS[kind].title) or "").split())[:LONGEST_LABEL]
