"""Gettext PO: an entry a segment, with its HTML as wagtail-localize keeps it.

The context is the text's key and the path in it, since the same words may be translated
differently at two places. What a machine translated, and what was translated before its source
changed, is `fuzzy`: gettext's word for “look at this”.
"""

from collections.abc import Iterable, Iterator
from tempfile import NamedTemporaryFile
from types import TracebackType
from typing import IO, Self
from uuid import UUID

import polib
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.translation.exchange.inline import BadMarkup, ForeignMarkup, read_html
from cms.translation.exchange.notes import notes_of
from cms.translation.exchange.returned import Heading, RefusedFile, Returned
from cms.translation.glossary.matching import Glossary
from cms.translation.texts import Segment, State, Text, segment_id

SOURCE_LANGUAGE = "X-Source-Language"


class PoWriter:
    """Writes texts into an open binary file, one after the other."""

    def __init__(self, file: IO[bytes], source: str, target: str, glossary: Glossary) -> None:
        self._file = file
        self._glossary = glossary
        header = polib.POFile(wrapwidth=0)
        header.metadata = {
            "POT-Creation-Date": f"{timezone.now():%Y-%m-%d %H:%M%z}",
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=utf-8",
            "Content-Transfer-Encoding": "8bit",
            "Language": target,
            SOURCE_LANGUAGE: source,
        }
        self._header = str(header)

    def __enter__(self) -> Self:
        self._file.write(f"{self._header}\n".encode())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Nothing is left to write."""

    def write(self, text: Text, segments: Iterable[Segment]) -> None:
        """Add these segments of a text."""
        for segment in segments:
            entry = _entry(text, segment, self._glossary)
            self._file.write(f"{entry.__unicode__(0)}\n".encode())


def _entry(text: Text, segment: Segment, glossary: Glossary) -> polib.POEntry:
    notes = [f"{name}: {words}" for name, words in notes_of(text, segment, glossary)]
    entry = polib.POEntry(
        msgctxt=f"{text.source.key}:{segment.path}",
        msgid=segment.source,
        msgstr=segment.target or "",
        comment="\n".join([text.source.title, *notes]),
        occurrences=[(text.source.url, "")] if text.source.url else [],
    )
    if segment.former:
        entry.msgstr = segment.former.target
        entry.previous_msgid = segment.former.source
        entry.flags.append("fuzzy")
    elif segment.state is State.MACHINE:
        entry.flags.append("fuzzy")
    return entry


class PoReader:
    """The segments of a PO file's text; fuzzy ones count as not translated."""

    def __init__(self, content: str) -> None:
        if "\nmsgid" not in f"\n{content}":
            raise RefusedFile(_("This is neither XLIFF nor PO."))
        try:
            # Of a string polib takes U+2028 and its like for the ends of lines, of a file not.
            with NamedTemporaryFile("w", suffix=".po", encoding="utf-8", newline="") as file:
                file.write(content)
                file.flush()
                self._po = polib.pofile(file.name, encoding="utf-8")
        except (OSError, ValueError, UnicodeError) as error:
            raise RefusedFile(_("The file cannot be read: %(error)s") % {"error": error}) from error
        metadata = self._po.metadata
        self.heading = Heading(metadata.get(SOURCE_LANGUAGE, ""), metadata.get("Language", ""))

    def __iter__(self) -> Iterator[Returned]:
        for entry in self._po:
            if not entry.obsolete:
                yield _returned(entry)


def _returned(entry: polib.POEntry) -> Returned:
    named, _colon, path = (entry.msgctxt or "").partition(":")
    try:
        key = UUID(named)
    except ValueError:
        key = None
    target, problem = None, ""
    if entry.msgstr and not entry.fuzzy:
        try:
            target = read_html(entry.msgstr)
        except ForeignMarkup as error:
            raise RefusedFile(
                _("“%(text)s”: %(error)s.") % {"text": entry.msgid[:80], "error": error}
            ) from error
        except BadMarkup as error:
            target, problem = [], str(error)
    return Returned(
        key,
        segment_id(key, path, entry.msgid) if key else "",
        path,
        entry.msgid,
        list(target) if target is not None else None,
        None if target is None else State.TRANSLATED,
        problem,
    )
