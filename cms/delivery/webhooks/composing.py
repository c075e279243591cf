"""Making deliveries of what an endpoint's closed window has gathered.

Of several events to one subject the last is told, as one that ended so: a page that was published
and edited within the window was published. A build is told of everything in one list.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Site

from cms.delivery.models import Document
from cms.delivery.storing import in_batches
from cms.delivery.webhooks import event_types
from cms.delivery.webhooks.models import Delivery, Endpoint, Event, Window
from cms.delivery.webhooks.positions import cursor_at

# Standard Webhooks 1.0 advises 20 kB.
MAX_BODY = 20_000
OF_FRAMES = {event_types.SITE_UPDATED.name, event_types.SITE_WITHDRAWN.name}
OF_CONTENT = {one.name for one in event_types.OF_CONTENT}


def close_windows() -> int:
    """Turn each window whose time has come, and that nobody is filling, into deliveries."""
    closed = 0
    while _close_one():
        closed += 1
    return closed


def _close_one() -> bool:
    with transaction.atomic():
        due = Window.objects.select_for_update(skip_locked=True, of=("self",))
        window = (
            due.filter(closes_at__lte=timezone.now())
            .select_related("endpoint", "site")
            .order_by("closes_at", "pk")
            .first()
        )
        if window is None:
            return False
        events = list(window.events.order_by("pk"))
        Delivery.objects.bulk_create(compose(window.endpoint, window.site, events), batch_size=500)
        window.delete()
    return True


def compose(endpoint: Endpoint, site: Site, events: list[Event]) -> list[Delivery]:
    """The deliveries of some events, in the order of events; the list for builds comes last."""
    messages = [
        (one.type, one.happened_at, one.data)
        for one in _merged(events)
        if one.type in endpoint.events
    ]
    content = [event for event in events if event.type in OF_CONTENT]
    if content and event_types.CONTENT_CHANGED.name in endpoint.events:
        data = content_changed(site, content)
        messages.append((event_types.CONTENT_CHANGED.name, content[-1].happened_at, data))
    return [
        Delivery(endpoint=endpoint, site=site, type=name, body=body(name, moment, data))
        for name, moment, data in messages
    ]


def body(name: str, moment: datetime, data: dict[str, Any]) -> str:
    """The request body, whose bytes are signed: made once, sent at every attempt."""
    timestamp = moment.astimezone(tz=timezone.get_default_timezone()).isoformat()
    message = {"type": name, "timestamp": timestamp, "data": data}
    return json.dumps(message, ensure_ascii=False, separators=(",", ":"))


def _merged(events: list[Event]) -> Iterator[Event]:
    """The last event of each subject, knowing of those before it."""
    last: dict[str, Event] = {}
    for event in events:
        earlier = last.pop(event.subject, None)
        if earlier is not None:
            _inherit(event, earlier)
        last[event.subject] = event
    yield from last.values()


def _inherit(event: Event, earlier: Event) -> None:
    updated, published = event_types.PAGE_UPDATED.name, event_types.PAGE_PUBLISHED.name
    if event.type == updated and earlier.type == published:
        event.type = published
    if earlier.data.get("previous_path"):
        event.data["previous_path"] = earlier.data["previous_path"]


def content_changed(site: Site, events: list[Event]) -> dict[str, Any]:
    """What a build has to do: paths to make, paths to remove, frames that surround all of them."""
    pages = [event.data for event in events if event.type not in OF_FRAMES]
    paths = {path for page in pages for path in (page["path"], page["previous_path"]) if path}
    # As things stand now, which is what the build will read: two pages may have swapped places.
    standing = set(_standing(site, sorted(paths)))
    frames = {event.data["locale"] for event in events if event.type in OF_FRAMES}
    sequences = [event.sequence or 0 for event in events]
    first, last = min(sequences), max(sequences)
    data: dict[str, Any] = {
        "site": site.hostname,
        "changed": sorted(standing),
        "removed": sorted(paths - standing),
        "frames": sorted(frames),
        "truncated": False,
        "sequence": {"first": first, "last": last},
        "epoch": events[-1].data["epoch"],
        "cursor": cursor_at(site, events[-1].data["epoch"], first - 1),
    }
    name = event_types.CONTENT_CHANGED.name
    if len(body(name, events[-1].happened_at, data).encode()) > MAX_BODY:
        data |= {"changed": [], "removed": [], "truncated": True}
    return data


def _standing(site: Site, paths: list[str]) -> Iterator[str]:
    """Those of the paths at which a page stands."""
    pages = Document.objects.of_site(site).pages()
    for batch in in_batches(paths):
        for path in pages.filter(path__in=batch).values_list("path", flat=True):
            yield str(path)
