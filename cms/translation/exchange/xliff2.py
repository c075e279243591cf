"""Writing XLIFF 2.1: one `file` a text, one `unit` a segment.

https://docs.oasis-open.org/xliff/xliff-core/v2.1/xliff-core-v2.1.html. Only the core is used, since
tools differ in what else they know. Identifiers are the same in every export.
"""

import re
from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import IO, Any, Self

from django.utils.translation import gettext as _
from lxml import etree

from cms.translation.exchange.inline import ALONE, Code, Kind, Tokens, read_html
from cms.translation.exchange.notes import notes_of
from cms.translation.glossary.matching import Glossary
from cms.translation.names import Span
from cms.translation.protected import protected_spans
from cms.translation.texts import Segment, State, Text

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
#: The state of XLIFF 2.1 (4.3.1.48) for each of ours.
STATES = {
    State.MISSING: "initial",
    State.MACHINE: "initial",
    State.TRANSLATED: "translated",
    State.REVIEWED: "reviewed",
    State.FINAL: "final",
}
BY_MACHINE = "gbif:machine"
# Those that the specification names (4.3.1.53); all others are ours.
SUB_TYPES = {"b": "xlf:b", "strong": "xlf:b", "i": "xlf:i", "em": "xlf:i", "br": "xlf:lb"}
ITALICS = ("i", "em")
# What XML 1.0 cannot hold, not even as a reference.
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Xliff2Writer:
    """Writes texts into an open binary file, one after the other."""

    def __init__(self, file: IO[bytes], source: str, target: str, glossary: Glossary) -> None:
        self._glossary = glossary
        self._file = etree.xmlfile(file, encoding="utf-8")
        self._languages = {"srcLang": source, "trgLang": target}

    def __enter__(self) -> Self:
        self._xml = self._file.__enter__()
        self._xml.write_declaration()
        self._root = self._xml.element(
            _name("xliff"), nsmap={None: NAMESPACE}, version="2.1", **self._languages
        )
        self._root.__enter__()
        self._xml.write("\n")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._root.__exit__(kind, error, trace)
        self._file.__exit__(kind, error, trace)

    def write(self, text: Text, segments: Iterable[Segment]) -> None:
        """Add these segments of a text; there must be one."""
        self._xml.write(file_element(text, segments, self._glossary))
        self._xml.write("\n")


def file_element(text: Text, segments: Iterable[Segment], glossary: Glossary) -> Any:
    """The `file` of a text."""
    source = text.source
    file = etree.Element(
        _name("file"),
        nsmap={None: NAMESPACE},
        id=f"t{source.key.hex}",
        original=f"{source.url or source.title}#{source.key}",
        canResegment="no",
    )
    kind = str(text.model._meta.verbose_name)
    notes = [("title", source.title), ("type", kind)]
    if source.url:
        notes.append(("preview", source.url))
    _add_notes(file, notes)
    for segment in segments:
        _add_unit(file, text, segment, glossary)
    return file


def _add_unit(file: Any, text: Text, segment: Segment, glossary: Glossary) -> None:
    unit = etree.SubElement(file, _name("unit"), id=segment.id, name=segment.path)
    unit.set(SPACE, "preserve")
    notes = notes_of(text, segment, glossary)
    if segment.former:
        notes.append(("former source", segment.former.source))
        notes.append(("former translation", segment.former.target))
    _add_notes(unit, notes)
    source = read_html(segment.source)
    target = read_html(segment.target, source) if segment.target is not None else None
    _add_original_data(unit, {code: None for code in source + (target or []) if _is_code(code)})
    part = etree.SubElement(unit, _name("segment"), state=STATES[segment.state])
    if segment.state is State.MACHINE:
        part.set("subState", BY_MACHINE)
    shown = etree.SubElement(part, _name("source"))
    _Content(shown, segment.attributes).add(source, _spans(source, glossary, text.taxa))
    if target is not None:
        _Content(etree.SubElement(part, _name("target")), segment.attributes).add(target)


def _add_notes(element: Any, notes: Iterable[tuple[str, str]]) -> None:
    parent = etree.SubElement(element, _name("notes"))
    for category, words in notes:
        note = etree.SubElement(parent, _name("note"), category=category)
        note.text = NOT_XML.sub("\ufffd", words)


def _add_original_data(unit: Any, codes: Iterable[Any]) -> None:
    parent = None
    for code in codes:
        if parent is None:
            parent = etree.SubElement(unit, _name("originalData"))
        etree.SubElement(parent, _name("data"), id=_data_id(code)).text = code.html


def _data_id(code: Code) -> str:
    return f"{'e' if code.kind is Kind.END else 'd'}{code.number}"


def _is_code(token: Any) -> bool:
    return isinstance(token, Code)


class _Content:
    """Puts tokens into a `source` or a `target`."""

    def __init__(self, element: Any, attributes: dict[str, dict[str, str]]) -> None:
        self.open = [element]
        self.attributes = attributes
        self.marks = 0

    def add(self, tokens: Tokens, spans: Sequence[Span] = ()) -> None:
        """Put them in; `spans` of the plain text stay as they are."""
        position = 0
        for token in tokens:
            if isinstance(token, str):
                self._add_protected(token, position, spans)
                position += len(token)
            elif token.kind is Kind.END:
                self.open.pop()
            else:
                self._add_code(token)
                position += token.tag in ALONE

    def _add_code(self, code: Code) -> None:
        start = code.kind is Kind.START
        given = {"id": str(code.number), "canCopy": "no", "canDelete": "no"}
        given["type"] = "link" if code.tag == "a" else "other" if code.tag[0] == "!" else "fmt"
        if given["type"] == "fmt":
            given["subType"] = SUB_TYPES.get(code.tag, f"html:{code.tag}")
        if start:
            given["dataRefStart"] = _data_id(code)
            given["dataRefEnd"] = f"e{code.number}"
            if address := self._address(code):
                given["dispStart"] = address
            self.open.append(etree.SubElement(self.open[-1], _name("pc"), **given))
        else:
            given["dataRef"] = _data_id(code)
            etree.SubElement(self.open[-1], _name("ph"), **given)

    def _address(self, code: Code) -> str:
        """Where a link leads, for the translator to see."""
        link = self.attributes.get(code.html.partition('"')[2].rstrip('">'), {})
        if "href" in link:
            return NOT_XML.sub("", str(link["href"]))
        if link.get("linktype") == "gbif-number":
            return _("a number of GBIF")
        return ""

    def _add_protected(self, text: str, position: int, spans: Sequence[Span]) -> None:
        """Text, with what is to stay as it is in marks."""
        done = 0
        for start, end in spans:
            start, end = max(start - position, 0), min(end - position, len(text))
            if start < end:
                self._add_text(text[done:start])
                self.marks += 1
                mark = etree.SubElement(
                    self.open[-1], _name("mrk"), id=f"m{self.marks}", translate="no"
                )
                self.open.append(mark)
                self._add_text(text[start:end])
                self.open.pop()
                done = end
        self._add_text(text[done:])

    def _add_text(self, text: str) -> None:
        done = 0
        for match in NOT_XML.finditer(text):
            self._append(text[done : match.start()])
            etree.SubElement(self.open[-1], _name("cp"), hex=f"{ord(match[0]):04X}")
            done = match.end()
        self._append(text[done:])

    def _append(self, text: str) -> None:
        parent = self.open[-1]
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + text
        else:
            parent.text = (parent.text or "") + text


def _spans(tokens: Tokens, glossary: Glossary, taxa: Iterable[str]) -> list[Span]:
    """What stays as it is in the plain text, in which a line's end is one character."""
    parts: list[str] = []
    italics: list[Span] = []
    starts: dict[int, int] = {}
    length = 0
    for token in tokens:
        if isinstance(token, str):
            parts.append(token)
            length += len(token)
        elif token.tag in ALONE:
            parts.append("\n")
            length += 1
        elif token.tag in ITALICS and token.kind is Kind.START:
            starts[token.number] = length
        elif token.tag in ITALICS:
            italics.append((starts[token.number], length))
    return protected_spans("".join(parts), glossary, taxa, italics)


def _name(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"
