from cms.delivery.models.documents import (
    Dependency,
    Document,
    DocumentQuerySet,
    Identity,
    Label,
)
from cms.delivery.models.feed import Feed, PendingPage, Tombstone

__all__ = [
    "Dependency",
    "Document",
    "DocumentQuerySet",
    "Feed",
    "Identity",
    "Label",
    "PendingPage",
    "Tombstone",
]
