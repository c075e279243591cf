"""One difference between two contracts, and what it does to those who rely on the older one."""

from dataclasses import dataclass
from enum import Enum


class Direction(Enum):
    """Who writes what a schema describes.

    What we send (answers, webhooks) breaks a reader when it may hold more than before; what we
    receive (parameters, bodies) breaks a sender when it may hold less.
    """

    SENT = "sent"
    RECEIVED = "received"


@dataclass(frozen=True, order=True)
class Change:
    """`pointer` is a JSON Pointer (RFC 6901) behind the file that it points into."""

    pointer: str
    what: str
    breaking: bool

    def __str__(self) -> str:
        return f"{'breaking' if self.breaking else 'compatible'}: {self.pointer}: {self.what}"


def pointer(base: str, *parts: str | int) -> str:
    """The pointer to a member below `base`."""
    escaped = (str(part).replace("~", "~0").replace("/", "~1") for part in parts)
    return "/".join((base, *escaped))
