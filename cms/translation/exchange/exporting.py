"""Writing everything that is to be translated into a language into files for translators."""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from wagtail.models import Locale

from cms.core.models import Language
from cms.translation.exchange.po import PoWriter
from cms.translation.exchange.xliff2 import Xliff2Writer
from cms.translation.glossary.matching import Glossary
from cms.translation.sources import Source, sources
from cms.translation.texts import Segment, Text, read_texts

Progress = Callable[[int, int], None]


class Format(Enum):
    """What files there are, each with its writer."""

    XLIFF = "xliff"
    PO = "po"

    @property
    def suffix(self) -> str:
        return {Format.XLIFF: "xlf", Format.PO: "po"}[self]

    @property
    def media_type(self) -> str:
        return {Format.XLIFF: "application/xliff+xml", Format.PO: "text/x-gettext-translation"}[
            self
        ]


WRITERS: dict[Format, Callable[[IO[bytes], str, str, Glossary], Any]] = {
    Format.XLIFF: Xliff2Writer,
    Format.PO: PoWriter,
}


@dataclass
class Exported:
    """What was written: the files, one per source language, and how much is in them."""

    files: list[Path] = field(default_factory=list)
    texts: int = 0
    segments: int = 0
    missing: int = 0


def export_translations(
    target: Locale,
    file_format: Format,
    folder: Path,
    keys: Collection[UUID] | None = None,
    only_outdated: bool = False,
    progress: Progress = lambda done, total: None,
) -> Exported:
    """Write what is translated into `target` to a folder, a file per source language.

    `keys` are the only texts to write. `only_outdated` leaves out whatever readers get in the
    present words. A file is there once it is complete: an export that is stopped leaves none.
    """
    result = Exported()
    wanted = list(sources(target, keys))
    folder.mkdir(parents=True, exist_ok=True)
    locales = Locale.objects.select_related("language")
    tags = {one.pk: Language.of(one).bcp47 for one in locales}
    codes = {one.pk: one.language_code for one in locales}
    with ExitStack() as stack:
        writers: dict[int, Any] = {}
        partial: dict[Path, Path] = {}
        stack.callback(_remove, partial)
        with ExitStack() as files:
            for done, (text, segments) in enumerate(_chosen(wanted, target, only_outdated), 1):
                progress(min(done, len(wanted)), len(wanted))
                if not segments:
                    continue
                language = text.source.locale_id
                if language not in writers:
                    name = f"{target.language_code}-from-{codes[language]}.{file_format.suffix}"
                    path = folder / f"{name}.part"
                    partial[path] = folder / name
                    file = files.enter_context(path.open("wb"))
                    glossary = Glossary.load(codes[language], target.language_code)
                    writer = WRITERS[file_format](file, tags[language], tags[target.pk], glossary)
                    writers[language] = files.enter_context(writer)
                writers[language].write(text, segments)
                result.texts += 1
                result.segments += len(segments)
                result.missing += sum(one.target is None for one in segments)
        for path, final in partial.items():
            path.replace(final)
            result.files.append(final)
    return result


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _chosen(
    wanted: list[Source], target: Locale, only_outdated: bool
) -> Iterator[tuple[Text, list[Segment]]]:
    for text in read_texts(wanted, target):
        yield text, text.outdated if only_outdated else text.segments
