"""What an editor chose of GBIF's things: its key, and what it was called when it was chosen.

A stored reference is {"key", "label", "labels", "checklist", "chosen_at"}. A bare key, as older
pages hold it and as somebody may paste it while GBIF is away, is a reference too: an unverified
one.
"""

import json
import re
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from gbif_blocks.parameters import PARAMETERS
from gbif_blocks.representation import JSON, JSONSchema, closed_object, nullable
from gbif_blocks.values import Country

# What is stored comes from a browser: no more of it is kept than a name needs.
LONGEST_KEY = 20_000
LONGEST_LABEL = 300
MOST_LABELS = 60
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_CHECKLIST = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

# Parameters that take the key of a thing which has a chooser. A name means the same in every
# catalogue; those of countries are found by their type.
_CHOSEN_BY_NAME = {
    "taxon": "taxonKey acceptedTaxonKey kingdomKey phylumKey classKey orderKey familyKey genusKey "
    "subgenusKey speciesKey gbifTaxonKey gbifHigherTaxonKey highertaxonKey",
    "dataset": "datasetKey gbifDatasetKey constituentKey",
    "publisher": "publishingOrg publishingOrganizationKey hostingOrg hostingOrganizationKey",
    "network": "networkKey gbifNetworkKey",
    "institution": "institutionKey institutionKeys",
    "collection": "collectionKey",
    "area": "gadmGid gadmLevel0Gid gadmLevel1Gid gadmLevel2Gid gadmLevel3Gid",
}
# Parameter name to the kind of thing that it takes.
CHOSEN: dict[str, str] = {
    name: kind for kind, listed in _CHOSEN_BY_NAME.items() for name in listed.split()
} | {
    name: "country"
    for table in PARAMETERS.values()
    for name, parameter in table.items()
    if isinstance(parameter.type, Country)
}


@dataclass(frozen=True)
class Reference:
    """One thing of GBIF. Without a `label` GBIF has not told of it: it is unverified.

    `labels` are its names by language code, where GBIF has such; `checklist` is the key of a
    taxon's checklist; `chosen_at` an ISO time. False when there is no key.
    """

    key: str = ""
    label: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    checklist: str = ""
    chosen_at: str = ""

    def __str__(self) -> str:
        return f"{self.label} ({self.key})" if self.label else self.key

    def __bool__(self) -> bool:
        return bool(self.key)

    @property
    def is_verified(self) -> bool:
        """Whether GBIF told its name."""
        return bool(self.label)

    @property
    def stored(self) -> JSON:
        """How it is stored: a bare key while nothing else is known."""
        return asdict(self) if self.is_verified else self.key

    def named(self, language: str) -> str | None:
        """Its name in a language, or in its own; None while it is not known."""
        return self.labels.get(language) or self.labels.get(language[:2]) or self.label or None

    def as_text(self) -> str:
        """What a form's field holds; `read_reference` reads it."""
        return json.dumps(self.stored) if self.is_verified else self.key

    def represent(self, language: str) -> JSON:
        """What a reader of the API sees; the schema is REFERENCE_SCHEMA."""
        return {
            "key": self.key,
            "label": self.named(language),
            "checklist_key": self.checklist or None,
            "chosen_at": self.chosen_at or None,
            "verified": self.is_verified,
        }


_OPTIONAL_TEXT: JSONSchema = nullable({"type": "string"})
REFERENCE_SCHEMA: JSONSchema = closed_object(
    {
        "key": {"type": "string"},
        "label": _OPTIONAL_TEXT,
        "checklist_key": _OPTIONAL_TEXT,
        "chosen_at": _OPTIONAL_TEXT,
        "verified": {"type": "boolean"},
    }
)


def read_reference(given: Any) -> Reference:
    """The reference that is stored or was posted; what is no part of one is left out."""
    if isinstance(given, Reference):
        return given
    if isinstance(given, str):
        # Other values of a search, such as an area in GeoJSON, begin with a brace too.
        parsed = _parsed(given)
        if parsed is None:
            return Reference(given)
        given = parsed
    if not isinstance(given, dict):
        return Reference("" if given is None else str(given))
    label = _text(given.get("label"), LONGEST_LABEL)
    if not label:
        return Reference(_text(given.get("key"), LONGEST_KEY))
    checklist = _text(given.get("checklist"), 36)
    return Reference(
        key=_text(given.get("key"), LONGEST_KEY),
        label=label,
        labels=_labels(given.get("labels")),
        checklist=checklist if _CHECKLIST.fullmatch(checklist) else "",
        chosen_at=_time(given.get("chosen_at")),
    )


def key_of(given: Any) -> str:
    """The key of a stored, posted or read reference; a text that is none is itself."""
    return read_reference(given).key


def _parsed(text: str) -> dict[str, Any] | None:
    if not text.lstrip().startswith("{") or len(text) > LONGEST_KEY:
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found.get("key"), str) and found.get("label") else None


def _text(given: Any, limit: int) -> str:
    return " ".join(given.split())[:limit] if isinstance(given, str) else ""


def _labels(given: Any) -> dict[str, str]:
    if not isinstance(given, dict):
        return {}
    found = {
        code: _text(name, LONGEST_LABEL)
        for code, name in list(given.items())[:MOST_LABELS]
        if isinstance(code, str) and _LANGUAGE.fullmatch(code)
    }
    return {code: name for code, name in found.items() if name}


def _time(given: Any) -> str:
    try:
        return datetime.fromisoformat(given).isoformat(timespec="seconds")
    except (TypeError, ValueError):
        return ""
