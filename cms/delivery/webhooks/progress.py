"""How far a published page has come on the website, as its builds report it, in each language."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils import timezone
from wagtail.coreutils import get_content_languages
from wagtail.models import Page, Site

from cms.core.portals import portal_of
from cms.delivery.models import Document, Feed, PendingPage, Tombstone
from cms.delivery.webhooks.models import Build

# A build of which nothing was heard for so long is not believed any more.
PATIENCE = timedelta(hours=1)
RECENT = 200


class Stage(StrEnum):
    LIVE = "live"
    REMOVED = "removed"
    BUILDING = "building"
    FAILED = "failed"
    WAITING = "waiting"


@dataclass(frozen=True)
class Progress:
    """Where a page stands in one language: on the website since, being built since, or waiting."""

    locale: str
    stage: Stage
    at: datetime | None = None
    url: str = ""
    message: str = ""

    @property
    def label(self) -> str:
        """The language's name, in the language of whoever asks."""
        return str(get_content_languages().get(self.locale, self.locale))

    @property
    def settled(self) -> bool:
        return self.stage in (Stage.LIVE, Stage.REMOVED)


def progress_of(page: Page) -> list[Progress] | None:
    """A page's progress in each language; None while no frontend reports builds of its portal."""
    portal = portal_of(page)
    if portal is None:
        return None
    epoch = Feed.now().epoch
    builds = Build.objects.filter(site=portal.site, epoch=epoch).order_by("-started_at", "-pk")
    recent = list(builds[:RECENT])
    if not recent:
        return None
    order = [root.locale.language_code for root in portal.roots.values()]
    found = {one.locale: one for one in _in_each_language(portal.site, page, recent)}
    return sorted(found.values(), key=lambda one: (one.locale not in order, _place(order, one)))


def _place(order: list[str], one: Progress) -> int:
    return order.index(one.locale) if one.locale in order else 0


def _in_each_language(site: Site, page: Page, builds: list[Build]) -> Iterator[Progress]:
    tombstones = Tombstone.objects.filter(site=site, key=page.translation_key).order_by("sequence")
    for locale, sequence in tombstones.values_list("locale", "sequence"):
        yield _progress(locale, sequence, builds, removed=True)
    documents = Document.objects.pages().of_site(site).filter(key=page.translation_key)
    rows = list(documents.values_list("locale", "sequence", "page"))
    queued = set(
        PendingPage.objects.filter(page__in=[pk for *_, pk in rows]).values_list("page", flat=True)
    )
    for locale, sequence, pk in rows:
        if pk in queued:
            yield Progress(locale, Stage.WAITING)
        else:
            yield _progress(locale, sequence, builds, removed=False)


def _progress(locale: str, sequence: int, builds: list[Build], removed: bool) -> Progress:
    holding = [one for one in builds if one.covers(locale) and one.sequence >= sequence]
    live = [one for one in holding if one.state == Build.State.LIVE]
    if live:
        # The first that had it, not the newest.
        first = min(live, key=lambda one: one.finished_at or one.reported_at)
        stage = Stage.REMOVED if removed else Stage.LIVE
        return Progress(locale, stage, first.finished_at or first.reported_at, first.url)
    if holding:
        newest = holding[0]
        believed = newest.reported_at > timezone.now() - PATIENCE
        if newest.state == Build.State.FAILED:
            at = newest.finished_at or newest.reported_at
            return Progress(locale, Stage.FAILED, at, newest.url, newest.message)
        if believed:
            return Progress(locale, Stage.BUILDING, newest.started_at, newest.url)
    return Progress(locale, Stage.WAITING)
