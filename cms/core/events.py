"""What happens in the service that others may want to hear of, one type per kind of happening.

A room registers its types when the apps are ready, and announces what happened in the transaction
in which it happened. Who listens is not its business: webhooks do (`cms.delivery.webhooks`).

    SUBMITTED = EventType("translation.submitted", _("A page is handed to translators"), schema)
    register(SUBMITTED)                                         # in AppConfig.ready
    announce(SUBMITTED, site, subject=f"{key}:{locale}", data={"key": str(key), "locale": locale})
"""

import re
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.dispatch import Signal
from wagtail.models import Site

from gbif_blocks.representation import JSONSchema

# Standard Webhooks 1.0: words separated by full stops.
NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")


@dataclass(frozen=True)
class EventType:
    """One kind of happening. `schema` is the JSON Schema of the `data` that goes with it."""

    name: str
    # For the person who chooses what an endpoint hears of; a lazy translation.
    label: Any
    schema: JSONSchema


#: Sent for each happening, inside its transaction: `event_type`, `site`, `subject`, `data`.
happened = Signal()
#: Sent to ask whether anybody hears of a type, `event_type`: whoever does answers True.
asked = Signal()

_registered: dict[str, EventType] = {}


def register(event_type: EventType) -> None:
    """Make a type known; registering it again changes nothing."""
    if not NAME.fullmatch(event_type.name):
        raise ValueError(f"{event_type.name!r} is not of the form “page.published”.")
    if _registered.setdefault(event_type.name, event_type) != event_type:
        raise ValueError(f"Two types are called {event_type.name!r}.")


def event_types() -> dict[str, EventType]:
    """Every registered type by its name, in the order of names."""
    return dict(sorted(_registered.items()))


def is_heard(event_type: EventType) -> bool:
    """Whether anybody hears of a type: to be asked where it is dear to say what happened."""
    return any(answer for _listener, answer in asked.send(EventType, event_type=event_type))


def announce(event_type: EventType, site: Site, subject: str, data: dict[str, Any]) -> None:
    """Say that something happened; must run inside the transaction in which it did.

    `subject` names what it happened to: of several happenings to one subject in a short time, a
    listener may hear only how they ended.
    """
    if event_type.name not in _registered:
        raise ValueError(f"The type {event_type.name!r} is not registered.")
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("An event belongs to a transaction.")
    happened.send(sender=EventType, event_type=event_type, site=site, subject=subject, data=data)
