"""Reading XLIFF: 2.0 to 2.2 as tools give it back, and 1.2 of older tools.

Nothing outside of the file is read, no entity is put in, and what no translation tool writes makes
the whole file refused.
"""

import re
from collections.abc import Iterator
from typing import IO, Any
from uuid import UUID

from django.utils.translation import gettext as _
from lxml import etree

from cms.translation.exchange.inline import Kind
from cms.translation.exchange.returned import Heading, Mark, RawTokens, RefusedFile, Returned
from cms.translation.texts import State

NAMESPACE_2 = re.compile(r"urn:oasis:names:tc:xliff:document:2\.[0-9]")
NAMESPACE_1 = "urn:oasis:names:tc:xliff:document:1.2"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
UUID_IN_NAME = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# In the order of how far a unit of several segments has come: the least of them.
STATES_2 = {
    "initial": State.MISSING,
    "translated": State.TRANSLATED,
    "reviewed": State.REVIEWED,
    "final": State.FINAL,
}
STATES_1 = {
    "translated": State.TRANSLATED,
    "needs-review-translation": State.TRANSLATED,
    "signed-off": State.REVIEWED,
    "final": State.FINAL,
}
LEAST_FIRST = list(State)
# Inline elements of both versions: those around text, those without, and those that say nothing.
PAIRED = {"pc", "g"}
UNSEEN = {"sm", "em"}
#: What each is, the attribute that names its code, and the one that names its original data.
MARKS = {
    "ph": (Kind.ALONE, "id", "dataRef"),
    "x": (Kind.ALONE, "id", "dataRef"),
    "sc": (Kind.START, "id", "dataRef"),
    "bx": (Kind.START, "rid", "dataRef"),
    "bpt": (Kind.START, "rid", "dataRef"),
    "ec": (Kind.END, "startRef", "dataRef"),
    "ex": (Kind.END, "rid", "dataRef"),
    "ept": (Kind.END, "rid", "dataRef"),
}


class XliffReader:
    """Reads an open binary file: first its languages, then its segments one by one."""

    def __init__(self, file: IO[bytes]) -> None:
        self._events = etree.iterparse(
            file,
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        root = self._next()
        if root is None:
            raise RefusedFile(_("The file is empty."))
        if root.getroottree().docinfo.doctype:
            raise RefusedFile(_("The file declares a document type, which XLIFF has none of."))
        tag = etree.QName(root)
        self.is_old = tag.namespace == NAMESPACE_1
        known = self.is_old or NAMESPACE_2.fullmatch(tag.namespace or "")
        if tag.localname != "xliff" or not known:
            raise RefusedFile(_("This is no XLIFF 2 or 1.2."))
        self._root = root
        self._first = self._next() if self.is_old else None
        holder = self._first if self.is_old else root
        names = ("source-language", "target-language") if self.is_old else ("srcLang", "trgLang")
        source, target = ("" if holder is None else holder.get(name, "") for name in names)
        self.heading = Heading(source, target)

    def _next(self) -> Any:
        try:
            return next(self._events)[1]
        except StopIteration:
            return None
        except etree.XMLSyntaxError as error:
            raise _broken(error) from error

    def __iter__(self) -> Iterator[Returned]:
        key = _key_of(self._first) if self._first is not None else None
        unit = "trans-unit" if self.is_old else "unit"
        try:
            for event, element in self._events:
                name = _local(element)
                if event == "start" and name == "file":
                    key = _key_of(element)
                    if self.is_old and element.get("target-language", "") != self.heading.target:
                        raise RefusedFile(_("The file has texts of several languages."))
                elif event == "end" and name == unit:
                    yield _old_unit(element, key) if self.is_old else _unit(element, key)
                    element.clear()
                elif event == "end" and name == "file":
                    element.clear()
        except etree.XMLSyntaxError as error:
            raise _broken(error) from error


def _broken(error: Exception) -> RefusedFile:
    return RefusedFile(_("The file cannot be read: %(error)s") % {"error": error})


def _local(element: Any) -> str:
    """An element's name; what is no element, such as an entity, is in no translation."""
    if not isinstance(element.tag, str):
        raise RefusedFile(_("The file has entities of its own."))
    return str(etree.QName(element).localname)


def _key_of(file: Any) -> UUID | None:
    """Which text a `file` is of."""
    named = str(file.get("id", ""))
    if re.fullmatch("t[0-9a-f]{32}", named):
        return UUID(named[1:])
    found = UUID_IN_NAME.search(str(file.get("original", "")))
    return UUID(found[0]) if found else None


def _unit(unit: Any, key: UUID | None) -> Returned:
    data = {one.get("id", ""): _data(one) for one in unit.iter("{*}data")}
    source: RawTokens = []
    targets: list[tuple[int, RawTokens]] = []
    states: list[State] = []
    is_translated = True
    for position, part in enumerate(unit.iterchildren("{*}segment", "{*}ignorable"), start=1):
        own = part.find("{*}source")
        given = part.find("{*}target")
        words = [] if own is None else _content(own, data)
        source += words
        if _local(part) == "ignorable" and given is None:
            targets.append((position, words))
            continue
        target = [] if given is None else _content(given, data)
        is_translated = is_translated and bool(target)
        order = given.get("order", "") if given is not None else ""
        targets.append((int(order) if order.isdigit() else position, target))
        if _local(part) == "segment":
            states.append(STATES_2.get(part.get("state", "initial"), State.MISSING))
    joined = [
        token for _order, tokens in sorted(targets, key=lambda one: one[0]) for token in tokens
    ]
    state = min(states, key=LEAST_FIRST.index, default=State.MISSING)
    return Returned(
        key, unit.get("id", ""), unit.get("name", ""), _words(source),
        joined if is_translated and joined else None, state,
    )  # fmt: skip


def _old_unit(unit: Any, key: UUID | None) -> Returned:
    source, target = unit.find("{*}source"), unit.find("{*}target")
    words = [] if source is None else _content(source, {})
    given = [] if target is None else _content(target, {})
    state = None
    if given:
        named = target.get("state")
        state = State.TRANSLATED if named is None else STATES_1.get(named, State.MISSING)
        if unit.get("approved") == "yes" and state is not State.FINAL:
            state = State.REVIEWED
    return Returned(
        key, unit.get("id", ""), unit.get("resname", ""), _words(words), given or None, state
    )


def _data(element: Any) -> str:
    tokens = _content(element, {})
    return _words(tokens)


def _words(tokens: RawTokens) -> str:
    return "".join(token for token in tokens if isinstance(token, str))


def _content(element: Any, data: dict[str, str]) -> RawTokens:
    """The text and codes of an element; without `xml:space` its white space says nothing."""
    tokens: RawTokens = []
    _read(element, data, tokens)
    if _preserves(element):
        return tokens
    collapsed = [re.sub(r"[ \t\r\n]+", " ", one) if isinstance(one, str) else one for one in tokens]
    if collapsed and isinstance(collapsed[0], str):
        collapsed[0] = collapsed[0].lstrip(" ")
    if collapsed and isinstance(collapsed[-1], str):
        collapsed[-1] = collapsed[-1].rstrip(" ")
    return [one for one in collapsed if one != ""]


def _preserves(element: Any) -> bool:
    while element is not None:
        if _local(element) == "data" or element.get(SPACE) == "preserve":
            return True
        if element.get(SPACE) == "default":
            return False
        element = element.getparent()
    return False


def _read(element: Any, data: dict[str, str], tokens: RawTokens) -> None:
    if element.text:
        tokens.append(element.text)
    for child in element:
        _read_inline(child, data, tokens)
        if child.tail:
            tokens.append(child.tail)


def _read_inline(child: Any, data: dict[str, str], tokens: RawTokens) -> None:
    name = _local(child)
    if name in MARKS:
        kind, number, original = MARKS[name]
        html = data.get(child.get(original, ""))
        tokens.append(Mark(child.get(number) or child.get("id", ""), kind, html))
    elif name in PAIRED:
        number = child.get("id", "")
        tokens.append(Mark(number, Kind.START, data.get(child.get("dataRefStart", ""))))
        _read(child, data, tokens)
        tokens.append(Mark(number, Kind.END))
    elif name == "mrk":
        _read(child, data, tokens)
    elif name == "cp":
        tokens.append(_code_point(child.get("hex", "")))
    elif name not in UNSEEN:
        raise RefusedFile(
            _("The file has a <%(name)s> inside a text; a translation tool writes none.")
            % {"name": name}
        )


def _code_point(number: str) -> str:
    try:
        return chr(int(number, 16))
    except (ValueError, OverflowError) as error:
        raise RefusedFile(_("The file has a code point that does not exist.")) from error
