"""What this app tells others."""

from django.dispatch import Signal

# Sent with `snapshot` (a Snapshot) inside the transaction that stores it, and only when something
# that `Snapshot.get_representation` shows has changed.
snapshot_changed = Signal()
