"""The app's models, each in the module of its noun."""

from gbif_blocks.budget import Budget, Slot
from gbif_blocks.readings import Reading
from gbif_blocks.scopes import Scope
from gbif_blocks.snapshots import Snapshot
from gbif_blocks.uses import ReferenceUse

__all__ = ["Budget", "Reading", "ReferenceUse", "Scope", "Slot", "Snapshot"]
