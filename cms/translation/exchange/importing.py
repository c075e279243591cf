"""Taking over a file of translations: all that fits, or, of a file that is not to be trusted, none.

A file is one transaction. What fits is what is still asked for: the same string at the same place,
or the only one with those words. Everything else is reported by segment.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import islice
from typing import IO, Any
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Locale

from cms.translation.checks.saving import first_error
from cms.translation.exchange.comparing import Comparison
from cms.translation.exchange.inline import read_html, text_of
from cms.translation.exchange.po import PoReader
from cms.translation.exchange.report import Entry, Outcome, Report
from cms.translation.exchange.returned import Heading, RefusedFile, Returned
from cms.translation.exchange.storing import Stored, Storing, publish
from cms.translation.exchange.xliff_reading import XliffReader
from cms.translation.places import place_of
from cms.translation.selection import NotFound, locale_named
from cms.translation.sources import Source, sources
from cms.translation.texts import read_texts

Progress = Callable[[int], None]
#: Bytes. Ten times what a thousand pages need.
MAX_SIZE = 400_000_000
# Segments at once; those of one text come together.
AT_ONCE = 2_000


def import_translations(
    file: IO[bytes],
    name: str,
    user: User | None = None,
    publish_complete: bool = False,
    allow: Callable[[Locale], bool] = lambda locale: True,
    progress: Progress = lambda done: None,
    takes: Callable[[Source, Locale], bool] = lambda source, target: True,
) -> Report:
    """Store what a file brings, and publish the texts that it completes if that is wished.

    `file` is open in binary and can be sought in; `allow` says whether its sender may write a
    language, `takes` whether a text in it; `progress` is told how many segments were read. Nothing
    of a refused file is stored.
    """
    report = Report(name)
    try:
        with ExitStack() as stack:
            # Before the outermost transaction, which commits when everything else has ended.
            for around in hooks.get_hooks("around_import"):
                stack.enter_context(around())
            stack.enter_context(transaction.atomic())
            _take_over(file, report, user, publish_complete, allow, progress, takes)
    except RefusedFile as refusal:
        return Report(name, language=report.language, refused=str(refusal))
    return report


def _take_over(
    file: IO[bytes],
    report: Report,
    user: User | None,
    publish_complete: bool,
    allow: Callable[[Locale], bool],
    progress: Progress,
    takes: Callable[[Source, Locale], bool],
) -> None:
    reader = _open(file)
    target = _locale_of(reader.heading)
    report.language = target.language_code
    if not allow(target):
        raise RefusedFile(_("You may not translate into %(language)s.") % {"language": target})
    done = 0
    for batch in _batches(iter(reader)):
        keys = {one.key for one in batch if one.key is not None}
        wanted = (one for one in sources(target, keys) if takes(one, target))
        texts = {one.source.key: one for one in read_texts(wanted, target)}
        storing = Storing(target, user)
        comparisons = {key: Comparison(text, report) for key, text in texts.items()}
        for returned in batch:
            if returned.key in comparisons:
                comparisons[returned.key].take(returned)
            else:
                entry = Entry(Outcome.UNKNOWN, returned.id, returned.path, returned.source[:200])
                report.count(Outcome.UNKNOWN, entry)
        news = [one for one in comparisons.values() if one.brings_news]
        for comparison in news:
            storing.add(comparison.text, comparison.accepted)
        for stored in storing.store():
            _tell(stored, report)
        if publish_complete and news:
            _publish([one.text.source.key for one in news], target, user, report)
        done += len(batch)
        progress(done)


def _tell(stored: Stored, report: Report) -> None:
    """Count a segment that was stored, with what the checks found in it and what it replaced."""
    segment, replaced = stored.accepted.segment, stored.accepted.replaced
    notes = [one.message for one in stored.findings]
    if replaced:
        notes.append(_("It replaces: %(words)s") % {"words": replaced})
    if not notes:
        report.count(Outcome.APPLIED)
        return
    outcome = Outcome.WRONG if first_error(stored.findings) else Outcome.DOUBTFUL
    place = place_of(stored.text.model, segment.field_path)
    source = text_of(read_html(segment.source))[:200]
    entry = Entry(outcome, stored.text.source.title, str(place), source, " ".join(notes))
    report.count(outcome, entry)


def _open(file: IO[bytes]) -> Any:
    """A reader of whichever format the file is in."""
    file.seek(0, 2)
    if file.tell() > MAX_SIZE:
        raise RefusedFile(_("The file is too large. Export fewer pages at once."))
    file.seek(0)
    head = file.read(512)
    file.seek(0)
    # Also of XML in two bytes a letter.
    if b"<" in head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1]:
        return XliffReader(file)
    try:
        return PoReader(file.read().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise RefusedFile(_("This is neither XLIFF nor PO in UTF-8.")) from error


def _locale_of(heading: Heading) -> Locale:
    """The language of a file."""
    try:
        return locale_named(heading.target[:40])
    except NotFound as problem:
        raise RefusedFile(str(problem)) from problem


def _batches(segments: Iterator[Returned]) -> Iterator[list[Returned]]:
    """The segments in parts, none of which ends within a text."""
    batch: list[Returned] = []
    last: UUID | None = None
    while part := list(islice(segments, AT_ONCE)):
        for one in part:
            if len(batch) >= AT_ONCE and one.key != last:
                yield batch
                batch = []
            batch.append(one)
            last = one.key
    if batch:
        yield batch


def _publish(keys: list[UUID], target: Locale, user: User | None, report: Report) -> None:
    """Publish the texts of which nothing is missing any more, and say why others were not."""
    for text in read_texts(sources(target, keys), target):
        title = text.source.title
        if missing := len(text.missing):
            problem = _("%(count)s segments are missing or wrong.") % {"count": missing}
        else:
            problem = publish(text, target, user)
        if problem:
            report.unpublished.append((title, problem))
        else:
            report.published.append(title)
