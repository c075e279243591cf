"""Places in the feed, as the cursors of `sync/` that readers are given and give back."""

from wagtail.models import Site

from cms.delivery.models import Feed
from cms.delivery.problems import InvalidCursor
from cms.delivery.syncing import Cursor, filters_hash


def cursor_at(site: Site, epoch: str, sequence: int) -> str:
    """The cursor from which `sync/` gives all that comes after a place, without filters."""
    return Cursor(site.pk, filters_hash([], []), epoch, sequence, sequence).write()


def position_of(cursor: str, site: Site) -> int:
    """The place at which a reader of `sync/` stands, whatever its filters. Raises InvalidCursor."""
    read = Cursor.read(cursor, site)
    if read.epoch != str(Feed.now().epoch):
        raise InvalidCursor("The feed began anew since this cursor was made.")
    return read.sequence
