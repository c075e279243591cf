"""Writing down what happened, for those who are told, in the transaction in which it happened.

A crash, or an error that undoes the transaction, undoes these rows too: nothing is told that did
not happen, and nothing that happened is forgotten.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from wagtail.models import Site

from cms.core.events import EventType
from cms.delivery.models import Document, Feed, Tombstone
from cms.delivery.storing import StoreResult
from cms.delivery.webhooks import event_types
from cms.delivery.webhooks.models import Endpoint, Event, Window
from cms.delivery.work import wake

CONTENT = {one.name for one in (*event_types.OF_CONTENT, event_types.CONTENT_CHANGED)}


def record_events(result: StoreResult, feed: Feed) -> None:
    """Write down what a change of documents means to readers. One query when nobody listens."""
    if not result.written and not result.removed:
        return
    listening = _listening(CONTENT)
    if not listening:
        return
    epoch = str(feed.epoch)
    of_site: dict[int, list[Event]] = defaultdict(list)
    hostnames = dict(Site.objects.values_list("pk", "hostname"))
    for site_id, event in _content_events(result):
        event.data |= {"site": hostnames[site_id], "epoch": epoch}
        of_site[site_id].append(event)
    for site_id, events in of_site.items():
        _add(listening, site_id, sorted(events, key=lambda event: event.sequence or 0))


def receive_event(
    event_type: EventType, site: Site, subject: str, data: dict[str, Any], **_: Any
) -> None:
    """Write down what another room announces (`cms.core.events`)."""
    listening = _listening({event_type.name})
    if listening:
        # Before any window, as publishers do: should this transaction publish too, it does not
        # wait for one that waits for it.
        Feed.hold()
        _add(listening, site.pk, [Event(type=event_type.name, subject=subject, data=data)])


def is_heard(event_type: EventType, **_: Any) -> bool:
    """Whether an endpoint hears of a type. One query when there is none."""
    return bool(_listening({event_type.name}))


def _listening(types: set[str]) -> list[tuple[Endpoint, set[int]]]:
    """The active endpoints that hear of one of the types, with the portals that they chose: all,
    where they chose none."""
    endpoints = Endpoint.objects.active().prefetch_related("sites")
    return [
        (endpoint, {site.pk for site in endpoint.sites.all()})
        for endpoint in endpoints
        if types.intersection(endpoint.events)
    ]


def _add(listening: list[tuple[Endpoint, set[int]]], site_id: int, events: list[Event]) -> None:
    """Put the events into the windows of those who hear of the portal."""
    rows = []
    for endpoint, chosen in listening:
        if not chosen or site_id in chosen:
            window = _window(endpoint, site_id)
            rows += [
                Event(
                    window=window,
                    type=event.type,
                    subject=event.subject,
                    data=event.data,
                    sequence=event.sequence,
                    happened_at=event.happened_at,
                )
                for event in events
            ]
    Event.objects.bulk_create(rows, batch_size=500)
    if rows:
        wake()


def _window(endpoint: Endpoint, site_id: int) -> Window:
    """The open window, held until our commit so that it is not closed without us; or a new one."""
    if endpoint.debounce:
        windows = Window.objects.select_for_update().filter(endpoint=endpoint, site=site_id)
        window = windows.order_by("-pk").first()
        if window is not None:
            return window
    closes_at = timezone.now() + timedelta(seconds=endpoint.debounce)
    return Window.objects.create(endpoint=endpoint, site_id=site_id, closes_at=closes_at)


def _content_events(result: StoreResult) -> Iterator[tuple[int, Event]]:
    """The events of a change, with their portals. A move is no withdrawal of the page."""
    places: dict[tuple[int, UUID, str], str] = {}
    public = {(one.site_id, one.key, one.locale) for one in result.written}
    for tombstone in result.removed:
        identity = (tombstone.site_id, tombstone.key, tombstone.locale)
        if identity in public:
            places[identity] = tombstone.path
        elif tombstone.path:
            yield tombstone.site_id, _of_page(event_types.PAGE_WITHDRAWN, tombstone, None)
        else:
            yield tombstone.site_id, _of_frame(event_types.SITE_WITHDRAWN, tombstone)
    for document in result.written:
        identity = (document.site_id, document.key, document.locale)
        if document.kind == Document.Kind.SITE:
            yield document.site_id, _of_frame(event_types.SITE_UPDATED, document)
        else:
            new = event_types.PAGE_PUBLISHED if document.was_new else event_types.PAGE_UPDATED
            yield document.site_id, _of_page(new, document, places.get(identity))


def _of_page(event_type: EventType, one: Document | Tombstone, previous_path: str | None) -> Event:
    data = {
        "key": str(one.key),
        "type": one.type,
        "locale": one.locale,
        "path": one.path,
        "previous_path": previous_path,
        "sequence": one.sequence,
    }
    return _event(event_type, one, data)


def _of_frame(event_type: EventType, one: Document | Tombstone) -> Event:
    return _event(event_type, one, {"locale": one.locale, "sequence": one.sequence})


def _event(event_type: EventType, one: Document | Tombstone, data: dict[str, Any]) -> Event:
    return Event(
        type=event_type.name,
        subject=f"{one.key}:{one.locale}",
        data=data,
        sequence=one.sequence,
    )
